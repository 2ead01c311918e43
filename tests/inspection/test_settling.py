"""Conflicts: their sides, settling one or many, taking that back, and what somebody has gone on to write."""

import itertools
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldwork.errors import Refused
from fieldwork.inspection import audit, checking
from fieldwork.inspection.audit import conflicts, settle
from fieldwork.inspection.changes import Register
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.settling import Keep, settle_all, sides
from fieldwork.inspection.undo import redo, undo
from tests.inspection.laptops import Clock, Laptops, state

ANSWER = Register("answer", "N1/2", "value")


def write(inspection: Inspection, author: str, value: Any, register: Register = ANSWER) -> None:
    with inspection.edit(author, "Wrote") as edit:
        edit.set(*register, value)


def swap(*laptops: Inspection) -> None:
    for one, other in itertools.permutations(laptops, 2):
        one.merge(list(other.journal.all()), "package")


def later() -> Clock:
    return Clock(datetime(2019, 9, 17, 9, tzinfo=UTC))


def apart(laptops: Laptops) -> tuple[Inspection, Inspection]:
    """Two laptops that answered one question differently, the second later, and have heard of each other."""
    one, two = laptops.new(), laptops.new(later())
    write(one, "anna", "yes")
    write(two, "ben", "no")
    swap(one, two)
    return one, two


def shown(inspection: Inspection) -> list[tuple[str, Any]]:
    (conflict,) = conflicts(inspection)
    return sorted((side.author, side.value) for side in sides(inspection, conflict))


def test_undoing_a_settled_conflict_opens_it_again_with_its_first_authors(laptops: Laptops) -> None:
    one, two = apart(laptops)
    (before,) = conflicts(one)
    settle(one, "lead", before.id, before.sides[0].id)
    swap(one, two)
    assert conflicts(one) == conflicts(two) == []
    undone = undo(one, "lead")
    assert undone and undone.kept == 0
    swap(one, two)
    for laptop in (one, two):
        assert shown(laptop) == [("anna", "yes"), ("ben", "no")]
        assert laptop.value(*ANSWER) == before.head.value
        assert checking.check(laptop) == []
    assert state(one) == state(two)


def test_settling_undoing_and_settling_again_may_go_on_for_ever(laptops: Laptops) -> None:
    one, two = apart(laptops)
    (conflict,) = conflicts(one)
    settle(one, "lead", conflict.id, conflict.sides[0].id)
    kept = one.value(*ANSWER)
    for _ in range(3):
        assert undo(one, "lead")
        assert shown(one) == [("anna", "yes"), ("ben", "no")]
        assert redo(one, "lead")
        assert (conflicts(one), one.value(*ANSWER)) == ([], kept)
    undo(one, "lead")
    swap(one, two)
    assert shown(two) == [("anna", "yes"), ("ben", "no")]
    assert checking.check(one) == []


def test_an_ordinary_answer_over_a_conflict_opens_it_again_when_it_is_undone(laptops: Laptops) -> None:
    one, _ = apart(laptops)
    write(one, "anna", "no_evidence")
    assert conflicts(one) == []
    undo(one, "anna")
    assert shown(one) == [("anna", "yes"), ("ben", "no")]


def test_a_settling_does_not_swallow_what_a_side_went_on_to_write(laptops: Laptops) -> None:
    one, two = apart(laptops)
    (conflict,) = conflicts(one)
    write(two, "ben", "no_evidence")
    settle(one, "lead", conflict.id, conflict.sides[0].id)
    swap(one, two)
    assert state(one) == state(two)
    (again,) = conflicts(one)
    assert "no_evidence" in {side.value for side in again.sides}


def test_a_side_that_came_after_the_look_is_not_settled_away(laptops: Laptops) -> None:
    one, _ = apart(laptops)
    (looked_at,) = conflicts(one)
    seen = [side.id for side in looked_at.sides]
    (yes,) = (side for side in looked_at.sides if side.value == "yes")
    third = laptops.new()
    write(third, "cara", "no_evidence")
    one.merge(list(third.journal.all()), "package")
    with pytest.raises(Refused, match="since it was looked at"):
        settle(one, "lead", looked_at.id, yes.id, seen=seen)
    assert len(conflicts(one)) == 1
    now = conflicts(one)[0]
    settle(one, "lead", now.id, yes.id, seen=[side.id for side in now.sides])
    assert conflicts(one) == []


def test_who_when_and_why_of_each_side(laptops: Laptops) -> None:
    one, two = laptops.new(), laptops.new(later())
    write(one, "anna", "no")
    swap(one, two)
    write(one, "anna", "yes")
    write(one, "anna", "Seen in the diary.", Register("answer", "N1/2", "note"))
    write(two, "ben", "no_evidence")
    swap(one, two)
    (conflict,) = conflicts(one)
    found = {side.author: side for side in sides(one, conflict)}
    assert (found["anna"].value, found["anna"].before, found["anna"].reason) == (
        "yes",
        "no",
        "Seen in the diary.",
    )
    assert (found["ben"].value, found["ben"].reason) == ("no_evidence", "")
    assert [side.shown for side in sides(one, conflict)] == [False, True]
    assert all(side.at for side in found.values())


def test_many_are_settled_by_the_readers_version_and_taken_back_as_one(laptops: Laptops) -> None:
    one, two = laptops.new(), laptops.new(later())
    for ref in ("N1", "N2"):
        write(one, "lead", "anna" if ref == "N1" else "ben", Register("case", ref, "inspector"))
    swap(one, two)
    registers = [Register("answer", f"{ref}/{q}", "value") for ref in ("N1", "N2") for q in ("1", "2")]
    for register in registers:
        write(one, "anna", "yes", register)
        write(two, "ben", "no", register)
    write(two, "cara", "late", Register("case", "N1", "flag"))
    write(one, "dora", "early", Register("case", "N1", "flag"))
    swap(one, two)
    done = settle_all(one, "lead", Keep.HOLDER)
    assert [one.value(*register) for register in registers] == ["yes", "yes", "no", "no"]
    assert [left.conflict.register.field for left in done.left] == ["flag"]
    assert len(done.kept) == 4
    swap(one, two)
    assert [c.register.field for c in conflicts(two)] == ["flag"]
    undo(one, "lead")
    swap(one, two)
    assert len(conflicts(one)) == len(conflicts(two)) == 5
    assert len(settle_all(one, "lead", Keep.LATEST, refs=["N1"]).kept) == 3
    assert {one.value(*register) for register in registers[:2]} == {"no"}


def test_what_is_read_by_nobody_or_by_two_is_left_by_the_readers_rule(laptops: Laptops) -> None:
    one, two = apart(laptops)
    assert [left.why for left in settle_all(one, "lead", Keep.HOLDER).left] == [
        "nobody reads what it is about"
    ]
    write(one, "lead", "anna", Register("case", "N1", "inspector"))
    write(two, "lead", "ben", Register("case", "N1", "inspector"))
    swap(one, two)
    left = settle_all(one, "lead", Keep.HOLDER).left
    assert {one.why for one in left} == {"it is not settled who reads the case"}
    assert len(left) == 2


def test_history_tells_all_sides_of_what_was_settled(laptops: Laptops) -> None:
    one, _ = apart(laptops)
    (conflict,) = conflicts(one)
    settle(one, "lead", conflict.id, conflict.sides[0].id)
    line = audit.history(one, "case", "N1")[0]
    assert (line.change.author, set(line.settled)) == ("lead", {"yes", "no"})


OWN = st.tuples(st.integers(0, 2), st.sampled_from(["yes", "no", "settle", "undo", "redo", "swap"]))


@settings(max_examples=20, deadline=None)
@given(st.lists(OWN, max_size=14))
def test_whatever_is_settled_and_undone_where_all_laptops_come_to_the_same(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, str]]
) -> None:
    laptops = Laptops(tmp_path_factory.mktemp("laptops"))
    try:
        team = [laptops.new() for _ in range(3)]
        for at, what in steps:
            act(team, team[at], f"person-{at}", what)
        swap(*team)
        assert state(team[0]) == state(team[1]) == state(team[2])
        assert [checking.check(laptop) for laptop in team] == [[], [], []]
    finally:
        laptops.close()


def act(team: list[Inspection], laptop: Inspection, person: str, what: str) -> None:
    if what == "settle":
        settle_all(laptop, person, Keep.EARLIEST)
    elif what == "swap":
        laptop.merge([c for other in team for c in other.journal.all()], "package")
    elif what in ("undo", "redo"):
        (undo if what == "undo" else redo)(laptop, person)
    else:
        write(laptop, person, what)
