"""Reading a case: answers, completion, reopening, warnings, what others may not do."""

import pytest

from fieldwork.errors import Refused
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import Status
from fieldwork.programme.model import QuestionId, Value
from fieldwork.reading.service import NotComplete, Reader
from tests.reading.files import CASE, LEAD, OTHER, add_case
from tests.reading.rows import options


def read_through(reader: Reader, ref: str, value: str = "yes") -> None:
    """Answers everything that applies, as far as it goes."""
    while to_do := reader.open(ref).to_do:
        for question in to_do:
            reader.answer(ref, question, choice(question, value))


def choice(question: str, value: str) -> Value:
    known = options(question)
    return value if value in known else (known or ["In words."])[0]


@pytest.fixture
def reader(inspection: Inspection) -> Reader:
    return Reader(inspection, LEAD)


def test_a_case_is_selected_then_being_read_then_complete(reader: Reader) -> None:
    assert reader.open(CASE).status is Status.SELECTED
    reader.answer(CASE, QuestionId("0.1.1"), "agree")
    assert reader.open(CASE).status is Status.READING
    read_through(reader, CASE)
    reader.complete(CASE)
    done = reader.open(CASE)
    assert (done.status, done.to_do, done.answered) == (Status.COMPLETE, (), done.applicable)


def test_completing_too_early_names_every_open_question_and_changes_nothing(reader: Reader) -> None:
    reader.answer(CASE, QuestionId("0.1.1"), "agree")
    with pytest.raises(NotComplete) as caught:
        reader.complete(CASE)
    assert len(caught.value.to_do) == len(caught.value.problems) == len(reader.open(CASE).to_do)
    assert "2.1.1" in {problem.place for problem in caught.value.problems}
    assert reader.open(CASE).status is Status.READING


def test_taking_an_answer_back_opens_the_question_again(reader: Reader) -> None:
    reader.answer(CASE, QuestionId("2.1.1"), "yes")
    reader.answer(CASE, QuestionId("2.1.1"), None)
    assert QuestionId("2.1.1") in reader.open(CASE).to_do


def test_a_complete_case_takes_no_answers_until_it_is_reopened_with_a_reason(reader: Reader) -> None:
    read_through(reader, CASE)
    reader.complete(CASE)
    with pytest.raises(Refused, match="is complete"):
        reader.answer(CASE, QuestionId("2.1.1"), "no")
    with pytest.raises(Refused, match="needs a reason"):
        reader.reopen(CASE, "  ")
    reader.reopen(CASE, "The lead asks for the police log.")
    reader.answer(CASE, QuestionId("2.1.1"), "no")
    assert reader.open(CASE).status is Status.READING
    with pytest.raises(Refused, match="need not be reopened"):
        reader.reopen(CASE, "Again")


def test_a_judgement_against_its_prompts_asks_for_a_reason_and_stays(reader: Reader) -> None:
    for question, value in (("2.1.1", "yes"), ("2.1.1.a", "no"), ("2.1.1.b", "no"), ("2.1.1.c", "yes")):
        reader.answer(CASE, QuestionId(question), value)
    (warning,) = reader.open(CASE).warnings
    assert (warning.question, warning.text, warning.reason) == (
        "2.1.1",
        "Judged yes, but 2 of 3 prompts say no.",
        "",
    )
    reader.reason(CASE, QuestionId("2.1.1"), "What was missed weighs less.")
    assert reader.open(CASE).warnings[0].reason == "What was missed weighs less."
    reader.answer(CASE, QuestionId("2.1.1.b"), "yes")
    assert reader.open(CASE).warnings == ()


def test_an_answer_whose_routing_answer_is_taken_back_hides_and_returns_unchanged(reader: Reader) -> None:
    reader.answer(CASE, QuestionId("0.1.18"), "yes")
    conditional = {s.question.id for s in reader.open(CASE).questions}
    reader.answer(CASE, QuestionId("0.1.18"), "no")
    (gone,) = conditional - {s.question.id for s in reader.open(CASE).questions}
    reader.answer(CASE, QuestionId("0.1.18"), "yes")
    reader.answer(CASE, gone, "no")
    reader.note(CASE, gone, "Two letters, no visit.")
    counts = reader.open(CASE).answered, reader.open(CASE).applicable
    reader.answer(CASE, QuestionId("0.1.18"), "no")
    assert [s.question.id for s in reader.open(CASE).hidden] == [gone]
    assert (reader.open(CASE).answered, reader.open(CASE).applicable) == (counts[0] - 1, counts[1] - 1)
    reader.answer(CASE, QuestionId("0.1.18"), "yes")
    back = next(s.answer for s in reader.open(CASE).questions if s.question.id == gone)
    assert (back.value, back.note) == ("no", "Two letters, no visit.")


def test_an_unknown_case_is_refused_by_name(reader: Reader) -> None:
    with pytest.raises(Refused, match="no case Z1"):
        reader.open("Z1")


def test_the_next_case_goes_round_and_skips_what_is_done(inspection: Inspection, reader: Reader) -> None:
    add_case(inspection, {"reference": "X100001"})
    read_through(reader, "X100001")
    reader.complete("X100001")
    assert reader.next_case(CASE) == OTHER
    assert reader.next_case(OTHER) == CASE
