"""Undo and redo: of what was done here, as long as nobody has changed it since."""

from pathlib import Path

import pytest

from fieldwork.exchange.send import send
from fieldwork.inspection import audit, checking, queries
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.undo import redo, undo
from fieldwork.programme.model import QuestionId
from fieldwork.reading.service import Reader
from tests.conftest import LEAD, PASSPHRASE, REFS
from tests.inspection.laptops import Laptops, values_of

Q = QuestionId("2.1.1")


def value(inspection: Inspection) -> object:
    return inspection.value("answer", f"A100001/{Q}", "value")


def answer(inspection: Inspection, *values: str) -> None:
    for one in values:
        Reader(inspection, LEAD).answer("A100001", Q, one)


def test_steps_are_taken_back_and_done_again_one_by_one(inspection: Inspection) -> None:
    answer(inspection, "yes", "no", "yes")
    seen = []
    for take in (undo, undo, undo, redo, redo, redo, undo, redo, undo, undo):
        assert take(inspection, LEAD)
        seen.append(value(inspection))
    assert seen == ["no", "yes", None, "yes", "no", "yes", "no", "yes", "no", "yes"]
    assert checking.check(inspection) == []


def test_undo_goes_on_across_openings(inspection_path: Path) -> None:
    with Inspection.open(inspection_path, PASSPHRASE) as first:
        answer(first, "yes", "no")
    with Inspection.open(inspection_path, PASSPHRASE) as second:
        assert undo(second, LEAD)
    with Inspection.open(inspection_path, PASSPHRASE) as third:
        assert value(third) == "yes"
        done = undo(third, LEAD)
        assert done and done.label == "Answered"
        assert redo(third, LEAD) and redo(third, LEAD) and redo(third, LEAD) is None
        assert value(third) == "no"


def test_a_new_edit_ends_what_could_be_done_again(inspection: Inspection) -> None:
    answer(inspection, "yes", "no")
    undo(inspection, LEAD)
    Reader(inspection, LEAD).note("A100001", Q, "evidence")
    assert redo(inspection, LEAD) is None
    undo(inspection, LEAD)
    assert value(inspection) == "yes"
    undo(inspection, LEAD)
    assert value(inspection) is None


def test_undo_and_redo_are_changes_like_any_other(inspection: Inspection) -> None:
    answer(inspection, "yes", "no")
    undo(inspection, LEAD)
    redo(inspection, LEAD)
    values = [line.change.value for line in audit.history(inspection, "answer", f"A100001/{Q}")]
    assert values == ["no", "yes", "no", "yes"]


def test_the_setting_up_is_not_undone(laptops: Laptops) -> None:
    made = laptops.new()
    assert undo(made, "p") is None
    assert made.info().title == "Small"


def test_an_office_list_is_undone_in_one(laptops: Laptops) -> None:
    one = laptops.new()
    with one.edit("p", "Took in an office list") as edit:
        for number in range(300):
            edit.set("case", f"N{number}", "fact.sample_kind", "reading")
            edit.set("case", f"N{number}", "fact.office", "Leeds")
    before = dict(values_of(one))
    done = undo(one, "p")
    assert done and done.kept == 0 and len(done.written.registers) == 600
    assert not queries.cases(one)
    assert checking.check(one) == []
    redo(one, "p")
    assert dict(values_of(one)) == before
    assert len(queries.cases(one)) == 300


def test_what_somebody_changed_since_is_left_and_counted(laptops: Laptops) -> None:
    one, two = laptops.new(), laptops.new()
    with one.edit("p", "Shared out") as edit:
        for ref in ("N1", "N2", "N3"):
            edit.set("case", ref, "inspector", "p")
    two.merge(list(one.journal.all()), "package")
    with two.edit("q", "Gave") as edit:
        edit.set("case", "N2", "inspector", "q")
    one.merge(list(two.journal.all()), "package")
    done = undo(one, "p")
    assert done and done.kept == 1
    held = {ref: one.value("case", ref, "inspector") for ref in ("N1", "N2", "N3")}
    assert held == {"N1": None, "N2": "q", "N3": None}
    again = redo(one, "p")
    assert again and again.kept == 0
    assert one.value("case", "N2", "inspector") == "q"


def test_undo_does_not_settle_a_conflict(laptops: Laptops) -> None:
    one, two = laptops.new(), laptops.new()
    for laptop, reader in ((two, "q"), (one, "p")):
        with laptop.edit(reader, "Gave") as edit:
            edit.set("case", "N1", "inspector", reader)
    one.merge(list(two.journal.all()), "package")
    done = undo(one, "p")
    assert done and done.kept == 1
    assert len(audit.conflicts(one)) == 1


def test_a_colleagues_steps_in_a_copied_file_are_not_undone(laptops: Laptops) -> None:
    lead = laptops.new()
    with lead.edit("lead", "Took in an office list") as edit:
        edit.set("case", "N1", "fact.sample_kind", "reading")
    lead.close()
    colleague = laptops.of(lead.path.read_bytes())
    assert undo(colleague, "p") is None
    with colleague.edit("p", "Gave") as edit:
        edit.set("case", "N1", "inspector", "p")
    assert undo(colleague, "p") and undo(colleague, "p") is None
    assert queries.cases(colleague)


def test_sending_is_no_step_to_take_back(inspection: Inspection, tmp_path: Path) -> None:
    """Undo after sending takes back the last thing done, not the laptop's introduction to the others."""
    answer(inspection, "yes")
    send(inspection, LEAD, tmp_path)
    undo(inspection, LEAD)
    assert value(inspection) is None
    assert inspection.records("device")


@pytest.mark.parametrize("ref", REFS)
def test_an_undo_that_fails_changes_nothing(inspection: Inspection, ref: str) -> None:
    Reader(inspection, LEAD).answer(ref, Q, "yes")
    with pytest.raises(ZeroDivisionError), inspection.store.transaction():
        undo(inspection, LEAD)
        raise ZeroDivisionError
    assert inspection.value("answer", f"{ref}/{Q}", "value") == "yes"
    assert checking.check(inspection) == []
    undo(inspection, LEAD)
    assert inspection.value("answer", f"{ref}/{Q}", "value") is None
