"""A corrected programme: seen before it is taken in, every answer kept, what to look at again marked."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldwork.errors import Refused
from fieldwork.exchange.receive import receive
from fieldwork.exchange.send import send
from fieldwork.inspection import backups, checking, queries
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.undo import undo
from fieldwork.programme import library, loader
from fieldwork.programme.model import Programme, QuestionId
from fieldwork.reading import correction, evidence, table
from fieldwork.reading.service import Reader
from tests.reading.files import CASE, INSPECTOR, LEAD, OTHER, PASSPHRASE

REWORDED = QuestionId("2.1.1.a")
SAME = QuestionId("2.1.1.b")
OLD = library.load("adult").questions[REWORDED].text
NEW = "The person had a real say in what the assessment concluded."


def corrected(old: str = OLD, new: str = NEW) -> Programme:
    """The adult standards with one question worded otherwise."""
    source = library.load("adult").source
    assert source.count(f'text = "{old}"') == 1
    return loader.load(source.replace(f'text = "{old}"', f'text = "{new}"'), "second-round")


def answer(inspection: Inspection, author: str = LEAD, ref: str = CASE, value: str = "yes") -> None:
    reader = Reader(inspection, author)
    for question in (REWORDED, SAME):
        reader.answer(ref, question, value)
    reader.note(ref, REWORDED, "Met four times.")


def again(inspection: Inspection) -> list[tuple[str, str]]:
    return [(str(ref), str(question)) for ref, question in queries.look_again(inspection)]


def test_a_preview_names_the_questions_and_the_cases_and_writes_nothing(inspection: Inspection) -> None:
    answer(inspection)
    size = inspection.journal.size()
    found = correction.preview(inspection, corrected())
    assert [(c.id, c.kinds) for c in found.changes.questions] == [(REWORDED, ("reworded",))]
    assert found.touched == {REWORDED: (CASE,)}
    assert (found.cases, found.look_again) == ((CASE,), 1)
    assert inspection.journal.size() == size


def test_taking_it_in_keeps_every_answer_and_marks_what_to_look_at_again(inspection: Inspection) -> None:
    answer(inspection)
    correction.take_in(inspection, LEAD, corrected())
    assert inspection.programme.questions[REWORDED].text == NEW
    held = queries.answers(inspection, CASE)
    assert (held[REWORDED].value, held[REWORDED].note) == ("yes", "Met four times.")
    assert again(inspection) == [(CASE, REWORDED)]
    assert queries.case(inspection, CASE).look_again == 1
    assert Reader(inspection).open(CASE).look_again == (REWORDED,)
    assert checking.check(inspection) == []


@pytest.mark.parametrize("how", ["confirm", "answer", "table"])
def test_an_answer_confirmed_or_given_anew_need_not_be_looked_at(inspection: Inspection, how: str) -> None:
    answer(inspection)
    correction.take_in(inspection, LEAD, corrected())
    reader = Reader(inspection, LEAD)
    if how == "confirm":
        reader.confirm(CASE, REWORDED)
        assert queries.answers(inspection, CASE)[REWORDED].value == "yes"
    elif how == "answer":
        reader.answer(CASE, REWORDED, "no")
    else:
        table.take_in(inspection, LEAD, [{"case": CASE, "question": REWORDED, "answer": "no"}])
    assert again(inspection) == []
    assert checking.check(inspection) == []


def test_answers_given_after_the_correction_are_not_marked(inspection: Inspection) -> None:
    correction.take_in(inspection, LEAD, corrected())
    answer(inspection)
    assert again(inspection) == []


def test_a_complete_case_can_be_confirmed_without_reopening_it(inspection: Inspection) -> None:
    answer(inspection)
    with inspection.edit(LEAD, "Completed") as edit:
        edit.set("case", CASE, "complete", True)
    correction.take_in(inspection, LEAD, corrected())
    Reader(inspection, LEAD).confirm(CASE, REWORDED)
    assert again(inspection) == []


def test_records_of_other_evidence_are_touched_too(inspection: Inspection) -> None:
    evidence.prepare(inspection, LEAD)
    Reader(inspection, LEAD).answer("organisation", QuestionId("1.1"), "good")
    text = library.load("adult").questions[QuestionId("1.1.1")].text
    Reader(inspection, LEAD).answer_in_words("organisation", QuestionId("1.1.1"), "All grades knew it.")
    found = correction.preview(inspection, corrected(text, "Vision is sound."))
    assert found.cases == ("organisation",)
    correction.take_in(inspection, LEAD, corrected(text, "Vision is sound."))
    assert again(inspection) == [("organisation", "1.1.1")]


def test_a_second_correction_asks_again(inspection: Inspection) -> None:
    answer(inspection)
    correction.take_in(inspection, LEAD, corrected())
    Reader(inspection, LEAD).confirm(CASE, REWORDED)
    correction.take_in(inspection, LEAD, corrected(new="Their say was heard and written down."))
    assert again(inspection) == [(CASE, REWORDED)]


def test_undoing_it_brings_the_old_words_back(inspection: Inspection) -> None:
    answer(inspection)
    correction.take_in(inspection, LEAD, corrected())
    undo(inspection, LEAD)
    assert inspection.programme.questions[REWORDED].text == OLD
    assert again(inspection) == []
    assert checking.check(inspection) == []


def test_another_programme_or_the_same_one_is_refused(inspection: Inspection) -> None:
    with pytest.raises(Refused, match="is not the programme"):
        correction.preview(inspection, library.load("iaow"))
    with pytest.raises(Refused, match="is not the programme"):
        correction.take_in(inspection, LEAD, library.load("adult", "first-round"))
    with pytest.raises(Refused, match="already"):
        correction.take_in(inspection, LEAD, library.load("adult"))


# -- laptops on different versions ------------------------------------------------------------------


@pytest.fixture
def other(inspection: Inspection, tmp_path: Path) -> Iterator[Inspection]:
    """An inspector's copy, made before the correction."""
    inspection.journal.mark_sent([c.id for c in inspection.journal.unsent()], "copied")
    backups.backup(inspection, tmp_path / "inspector.fieldwork")
    with Inspection.open(tmp_path / "inspector.fieldwork", PASSPHRASE) as made:
        yield made


def carry(giver: Inspection, taker: Inspection, folder: Path) -> None:
    sent = send(giver, LEAD, folder)
    assert sent.package is not None
    receive(taker, LEAD, sent.package)


def test_answers_of_a_laptop_with_the_older_version_are_kept_and_marked(
    inspection: Inspection, other: Inspection, tmp_path: Path
) -> None:
    correction.take_in(inspection, LEAD, corrected())
    answer(other, INSPECTOR, OTHER, "no")
    carry(other, inspection, tmp_path)
    assert queries.answers(inspection, OTHER)[REWORDED].value == "no"
    assert inspection.programme.questions[REWORDED].text == NEW
    assert again(inspection) == [(OTHER, REWORDED)]
    carry(inspection, other, tmp_path)
    assert other.programme.questions[REWORDED].text == NEW
    assert again(other) == [(OTHER, REWORDED)]
    Reader(other, INSPECTOR).confirm(OTHER, REWORDED)
    carry(other, inspection, tmp_path)
    assert again(inspection) == again(other) == []
    for file in (inspection, other):
        assert checking.check(file) == []


def test_a_laptop_that_hears_of_the_correction_later_marks_its_own_answers(
    inspection: Inspection, other: Inspection, tmp_path: Path
) -> None:
    correction.take_in(inspection, LEAD, corrected())
    answer(inspection, LEAD, CASE)
    answer(other, INSPECTOR, OTHER)
    carry(inspection, other, tmp_path)
    assert again(other) == [(OTHER, REWORDED)]
    assert queries.answers(other, CASE)[REWORDED].value == "yes"
    carry(other, inspection, tmp_path)
    assert again(inspection) == [(OTHER, REWORDED)]
    assert not inspection.journal.conflicts()


def test_the_same_answer_given_apart_in_both_versions_is_one_to_look_at(
    inspection: Inspection, other: Inspection, tmp_path: Path
) -> None:
    correction.take_in(inspection, LEAD, corrected())
    Reader(inspection, LEAD).answer(CASE, REWORDED, "yes")
    Reader(other, INSPECTOR).answer(CASE, REWORDED, "no")
    carry(other, inspection, tmp_path)
    carry(inspection, other, tmp_path)
    assert [r for r, _ in inspection.journal.conflicts()] == [r for r, _ in other.journal.conflicts()]
    assert len(inspection.journal.conflicts()) == 1
    for file in (inspection, other):
        assert checking.check(file) == []
