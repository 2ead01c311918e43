"""The journal: what is recorded, what conflicts, and that a later edit of history shows."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from fieldwork.errors import Refused
from fieldwork.inspection import audit, checking
from fieldwork.inspection.changes import Change, Register, dump, fold, make, new_id, same
from fieldwork.inspection.file import Inspection
from tests.inspection.laptops import Clock, Laptops, own_changes, state


def write(inspection: Inspection, value: object, field: str = "note", key: str = "N1/2") -> None:
    with inspection.edit("p", "Wrote") as edit:
        edit.set("answer", key, field, value)


def exchange(*laptops: Inspection) -> None:
    """Everyone gets everything."""
    for to in laptops:
        for of in laptops:
            to.merge(list(of.journal.all()), "package")


# -- recording -------------------------------------------------------------------------------------


def test_each_change_names_what_its_author_saw(laptops: Laptops) -> None:
    one = laptops.new()
    for value in ("a", "b", None, "c"):
        write(one, value)
    changes = own_changes(one)
    assert [c.value for c in changes] == ["a", "b", None, "c"]
    assert [c.replaces for c in changes] == [(), *((c.id,) for c in changes[:-1])]
    assert [c.prev for c in changes] == ["", *(c.id for c in changes[:-1])]
    assert [c.seq for c in changes] == [1, 2, 3, 4]
    assert all(c.is_sound() for c in changes)


def test_what_is_current_already_is_not_recorded_again(laptops: Laptops) -> None:
    one = laptops.new()
    write(one, {"a": 1, "b": [True]})
    write(one, {"b": [True], "a": 1})
    write(one, None, field="reason")
    assert len(own_changes(one)) == 1
    write(one, {"a": 1, "b": [1]})
    assert len(own_changes(one)) == 2


def test_an_edit_that_fails_writes_nothing(laptops: Laptops) -> None:
    one = laptops.new()
    before = state(one)
    with pytest.raises(ZeroDivisionError), one.edit("p", "Wrote") as edit:
        edit.set("answer", "N1/2", "note", "x")
        raise ZeroDivisionError
    with pytest.raises(TypeError), one.edit("p", "Wrote") as edit:
        edit.set("answer", "N1/2", "note", "x")
        edit.set("answer", "N1/3", "note", object())
    assert state(one) == before
    assert checking.check(one) == []


@pytest.mark.parametrize("text", ["\0", "a\0b", "\ud800", "‮", "𝄞", "'; DROP TABLE change; --", "x" * 10**6])
def test_any_text_is_kept_as_it_is(laptops: Laptops, text: str) -> None:
    one, two = laptops.new(), laptops.new()
    write(one, text)
    expected = text.replace("\ud800", "\ufffd")
    assert one.value("answer", "N1/2", "note") == expected
    two.merge(own_changes(one), "package")
    assert two.value("answer", "N1/2", "note") == expected
    assert checking.check(two) == []


def test_changes_survive_their_way_through_a_package(laptops: Laptops) -> None:
    one = laptops.new()
    write(one, {"parts": ["am", 1.5, None, True]})
    write(one, "ŵ")
    for change in own_changes(one):
        again = Change.from_dict(change.as_dict())
        assert again == change and again.is_sound()


def test_values_are_the_same_or_not_by_what_they_say() -> None:
    assert same({"a": 1, "b": 2}, {"b": 2, "a": 1})
    assert not same(1, True)
    assert not same(0, False)
    assert not same("1", 1)
    assert not same(None, "")


# -- conflicts -------------------------------------------------------------------------------------


def test_two_changes_of_the_same_value_made_apart_conflict(laptops: Laptops) -> None:
    later = Clock()
    later.set_back(timedelta(hours=-1))
    one, two = laptops.new(), laptops.new(later)
    write(one, "start")
    exchange(one, two)
    write(one, "left")
    write(two, "right")
    exchange(one, two)
    for laptop in (one, two):
        (conflict,) = audit.conflicts(laptop)
        assert [side.value for side in conflict.sides] == ["left", "right"]
        assert conflict.head.value == "right"


def test_first_values_given_apart_conflict(laptops: Laptops) -> None:
    one, two = laptops.new(), laptops.new()
    write(one, "left")
    write(two, "right")
    exchange(one, two)
    assert len(audit.conflicts(one)) == len(audit.conflicts(two)) == 1


def test_the_same_value_given_apart_is_no_conflict(laptops: Laptops) -> None:
    one, two = laptops.new(), laptops.new()
    write(one, "same")
    write(two, "same")
    exchange(one, two)
    assert not audit.conflicts(one)
    write(one, "same")  # and settles what stood beside it, so that a later change is one line again
    exchange(one, two)
    write(two, "next")
    exchange(one, two)
    assert not audit.conflicts(one)
    assert one.value("answer", "N1/2", "note") == "next"


def test_work_one_after_another_never_conflicts(laptops: Laptops) -> None:
    team = [laptops.new(Clock() if n else late_clock()) for n in range(3)]
    for number in range(9):
        write(team[number % 3], f"value {number}")
        exchange(*team)
        assert not audit.conflicts(team[0])
    assert {laptop.value("answer", "N1/2", "note") for laptop in team} == {"value 8"}


def late_clock() -> Clock:
    clock = Clock()
    clock.set_back(timedelta(days=3000))
    return clock


def test_a_conflict_goes_on_while_one_side_goes_on(laptops: Laptops) -> None:
    one, two = laptops.new(), laptops.new()
    write(one, "left")
    write(two, "right")
    write(two, "right again")
    exchange(one, two)
    (conflict,) = audit.conflicts(one)
    assert {side.value for side in conflict.sides} == {"left", "right again"}


@pytest.mark.parametrize("keep", [0, 1])
def test_settling_ends_a_conflict_everywhere(laptops: Laptops, keep: int) -> None:
    one, two, three = (laptops.new() for _ in range(3))
    write(one, "left")
    write(two, "right")
    exchange(one, two, three)
    (conflict,) = audit.conflicts(one)
    kept = conflict.sides[keep]
    audit.settle(one, "p", conflict.id, kept.id[:12])
    assert not audit.conflicts(one) and audit.conflicts(two)
    exchange(one, two, three)
    for laptop in (one, two, three):
        assert not audit.conflicts(laptop)
        assert laptop.value("answer", "N1/2", "note") == kept.value
        assert checking.check(laptop) == []


def test_settling_one_conflict_apart_and_otherwise_is_a_conflict_again(laptops: Laptops) -> None:
    one, two = laptops.new(), laptops.new()
    write(one, "left")
    write(two, "right")
    exchange(one, two)
    for laptop, side in ((one, 0), (two, 1)):
        (conflict,) = audit.conflicts(laptop)
        audit.settle(laptop, "p", conflict.id, conflict.sides[side].id)
    exchange(one, two)
    assert len(audit.conflicts(one)) == len(audit.conflicts(two)) == 1


def test_settling_needs_a_conflict_and_one_of_its_sides(laptops: Laptops) -> None:
    one, two = laptops.new(), laptops.new()
    write(one, "left")
    write(two, "right")
    exchange(one, two)
    (conflict,) = audit.conflicts(one)
    for keep in ("", "zz", "nothing"):
        with pytest.raises(Refused, match="not one side"):
            audit.settle(one, "p", conflict.id, keep)
    with pytest.raises(Refused, match="no open conflict"):
        audit.settle(one, "p", "answer:N1/9:note", conflict.sides[0].id)
    assert audit.conflicts(one) == [conflict]


def test_history_says_what_was_replaced(laptops: Laptops) -> None:
    one = laptops.new()
    for value in ("a", "b"):
        write(one, value)
    write(one, "elsewhere", key="N2/2")
    lines = audit.history(one, "case", "N1")
    assert [(line.before, line.change.value) for line in lines] == [("a", "b"), (None, "a")]
    assert len(audit.history(one, limit=1)) == 1


def test_a_reference_that_begins_like_another_keeps_its_own(laptops: Laptops) -> None:
    one = laptops.new()
    with one.edit("p", "Wrote") as edit:
        for ref in ("N1", "N1/7", "N10"):
            edit.set("case", ref, "fact.sample_kind", "reading")
        edit.set("answer", "N1/7/2", "value", "no")
        edit.set("answer", "N10/2", "value", "no")
    counts = one.store.rows("SELECT ref, answered FROM reading ORDER BY ref")
    assert counts == [("N1", 0), ("N1/7", 1), ("N10", 1)]
    assert checking.check(one) == []
    assert [line.change.entity_id for line in audit.history(one, "case", "N1")] == ["N1"]


# -- proving ---------------------------------------------------------------------------------------


def spoilt(laptops: Laptops, path: Path, sql: str) -> list[str]:
    """What `check` finds in a copy of a good file in which somebody ran this SQL."""
    one = laptops.new()
    with one.edit("p", "Took in") as edit:
        edit.set("case", "N1", "fact.sample_kind", "reading")
    for value in ("yes", "no"):
        write(one, value, field="value")
    write(one, "a note")
    assert checking.check(one) == []
    one.close()
    again = laptops.of(one.path.read_bytes())
    again.store.execute(sql)
    found = [str(problem) for problem in checking.check(again)]
    assert not any(str(path) in problem for problem in found)
    return found


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("""UPDATE change SET value = '"yes"' WHERE value = '"no"'""", "altered after it was written"),
        ("UPDATE change SET at = '2001-01-01T00:00:00.000Z/0000' WHERE seq = 3", "altered"),
        ("UPDATE change SET author = 'somebody' WHERE seq = 2", "altered"),
        ("UPDATE change SET replaces = '[]' WHERE seq = 3", "altered"),
        ("DELETE FROM change WHERE seq = 3", "journal"),
        ("""UPDATE head SET value = '"yes"' WHERE value = '"no"'""", "not the one that the journal gives"),
        ("INSERT INTO head (entity, entity_id, field, value, change, at, author) "
         "VALUES ('answer', 'N1/5', 'value', '1', 'x', 'y', 'z')", "journal does not hold"),
        ("UPDATE reading SET answered = 7", "tables differ"),
        ("UPDATE answer SET value = NULL", "tables differ"),
        ("DELETE FROM note", "tables differ"),
        ("INSERT INTO note (case_ref, question, text) VALUES ('N9', '1', 'x')", "not in the journal"),
    ],
)  # fmt: skip
def test_an_edit_behind_the_programs_back_shows(
    laptops: Laptops, tmp_path: Path, sql: str, said: str
) -> None:
    found = spoilt(laptops, tmp_path, sql)
    assert any(said in problem for problem in found), found


def test_rebuilding_mends_what_follows_from_the_journal(laptops: Laptops) -> None:
    one = laptops.new()
    with one.edit("p", "Took in") as edit:
        edit.set("case", "N1", "fact.sample_kind", "reading")
        edit.set("answer", "N1/2", "value", "no")
        edit.set("answer", "N1/2", "note", "words to find")
    good = state(one)
    damage = ("DELETE FROM head", "DELETE FROM reading", "UPDATE answer SET note = 'x'", "DELETE FROM note")
    for sql in damage:
        one.store.execute(sql)
    assert checking.check(one)
    checking.rebuild(one)
    assert state(one) == good
    assert checking.check(one) == []


def test_entries_that_have_not_arrived_are_no_fault(laptops: Laptops) -> None:
    one, two = laptops.new(), laptops.new()
    for number in range(6):
        write(one, f"value {number}")
    changes = own_changes(one)
    two.merge([changes[1], changes[4]], "package")
    assert checking.check(two) == []
    two.merge(changes[2:], "package")
    assert checking.check(two) == []
    two.merge(changes, "package")
    assert state(two)[0] == state(one)[0]


def test_two_entries_with_one_number_are_reported(laptops: Laptops) -> None:
    one, two = laptops.new(), laptops.new()
    write(one, "a")
    write(one, "b")
    first, second = own_changes(one)
    to = Register(second.entity, second.entity_id, second.field)
    forked = make(second.at, "p", second.device, 2, first.id, to, "other", second.replaces)
    two.merge([first, second, forked], "package")
    (problem,) = checking.check(two)
    assert "2 different entries have this number" in str(problem)


def test_an_entry_that_follows_another_is_reported(laptops: Laptops) -> None:
    one, two = laptops.new(), laptops.new()
    write(one, "a")
    (first,) = own_changes(one)
    to = Register("answer", "N1/2", "note")
    two.merge([first, make(first.at, "p", first.device, 2, "elsewhere", to, "b", (first.id,))], "package")
    assert any("does not follow" in str(problem) for problem in checking.check(two))


def forge(**fields: object) -> Callable[[Change], Change]:
    return lambda change: change._replace(**fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "forgery",
    [
        forge(value="yes"),
        forge(author="x"),
        forge(at="2020-01-01T00:00:00.000Z/0000"),
        forge(replaces=("x",)),
    ],
)
def test_a_forged_change_is_unsound(laptops: Laptops, forgery: Callable[[Change], Change]) -> None:
    one = laptops.new()
    write(one, "no")
    (change,) = own_changes(one)
    assert change.is_sound() and not forgery(change).is_sound()


def test_a_stamp_out_of_all_time_is_unsound() -> None:
    """It would stop every later edit on the laptop that takes it in."""
    to = Register("answer", "N1/2", "note")
    assert not make("9999-12-31T23:59:59.999Z/ffff", "p", "d", 1, "", to, "x", ()).is_sound()
    assert not make("soon", "p", "d", 1, "", to, "x", ()).is_sound()


def test_folding_nothing_gives_nothing() -> None:
    assert fold([]) is None
    assert dump(None) == "null"
    assert len({new_id() for _ in range(1000)}) == 1000


def test_two_copies_of_one_file_never_share_a_chain(laptops: Laptops) -> None:
    one = laptops.new()
    write(one, "a")
    one.close()
    two, three = laptops.of(one.path.read_bytes()), laptops.of(one.path.read_bytes())
    one = laptops.reopened(one)
    devices = {laptop.journal.device for laptop in (one, two, three)}
    assert len(devices) == 3
    for number, laptop in enumerate((one, two, three)):
        write(laptop, f"copy {number}")
    exchange(one, two, three)
    assert checking.check(two) == []
    assert state(one) == state(two) == state(three)


def test_the_same_file_in_the_same_place_stays_the_same_device(laptops: Laptops) -> None:
    one = laptops.new()
    write(one, "a")
    device = one.journal.device
    again = laptops.reopened(one)
    write(again, "b")
    assert again.journal.device == device
    assert [c.seq for c in own_changes(again)] == [1, 2]


def test_a_file_put_back_by_hand_from_an_older_copy_is_a_new_device(laptops: Laptops) -> None:
    """Such as an earlier version from a file server: its next entries must not fork the chain."""
    one, lead = laptops.new(), laptops.new()
    write(one, "a")
    one.close()
    older = one.path.read_bytes()
    one = laptops.reopened(one)
    write(one, "b")
    lead.merge(list(one.journal.all()), "package")
    one.close()
    one.path.write_bytes(older)
    one = laptops.reopened(one)
    write(one, "another b")
    lead.merge(list(one.journal.all()), "package")
    assert checking.check(lead) == []
    assert len(audit.conflicts(lead)) == 1
