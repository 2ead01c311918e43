"""Agreement between first and second readings of real files: what counts, by what, and what does not."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldwork.findings.agreement import Agreement, Stood, agreement
from fieldwork.findings.counts import together
from fieldwork.findings.kappa import agreed
from fieldwork.findings.queries import Selection
from fieldwork.inspection.changes import Change
from fieldwork.inspection.file import Inspection
from fieldwork.programme.model import QuestionId
from fieldwork.reading import second_deal, second_outcomes
from fieldwork.reading.second import SecondReader
from fieldwork.reading.service import Reader
from tests.inspection.laptops import Laptops
from tests.reading.read_twice import ANN, BO, CAZ, LEAD, NO, YES, first_reading, second_reading, set_up


@pytest.fixture
def laptops(tmp_path: Path) -> Iterator[Laptops]:
    made = Laptops(tmp_path)
    yield made
    made.close()


@pytest.fixture
def inspection(laptops: Laptops) -> Inspection:
    """Three cases read twice: A1 and A2 by Ann first, B1 by Bo."""
    made = laptops.new()
    set_up(made)
    for ref, reader in (("A1", ANN), ("A2", ANN), ("B1", BO)):
        first_reading(made, ref, reader, YES)
    second_reading(made, "A1", CAZ, YES)
    second_reading(made, "A2", CAZ, {**YES, "2": "no", "3": "yes"})
    second_reading(made, "B1", LEAD, NO)
    return made


def figures(found: Agreement) -> dict[str, tuple[int, int]]:
    return {str(q): (line.agreed.same, line.agreed.of) for q, line in found.questions.items()}


def test_it_counts_by_question_standard_and_reader(inspection: Inspection) -> None:
    found = agreement(inspection)
    assert found.cases == 3
    assert figures(found) == {"1": (2, 3), "1.a": (2, 2), "2": (1, 3), "3": (0, 0)}
    assert (found.questions[QuestionId("1.a")].asked_once, found.questions[QuestionId("3")].asked_once) == (
        1,
        2,
    )
    assert (found.whole.agreed.same, found.whole.agreed.of, found.whole.asked_once) == (5, 8, 3)
    assert {str(k): line.agreed.of for k, line in found.standards.items()} == {"h.s": 8}
    assert {str(k): (v.agreed.same, v.agreed.of) for k, v in found.readers.items()} == {
        ANN: (5, 6),
        BO: (0, 2),
    }
    assert {str(k): (v.agreed.same, v.agreed.of) for k, v in found.seconds.items()} == {
        CAZ: (5, 6),
        LEAD: (0, 2),
    }
    yes_no = [("yes", "yes")] * 5 + [("yes", "no")] * 3
    assert found.whole.agreed == agreed(yes_no)
    assert "Cohen" in found.method and found.whole.small


def test_kappa_that_is_not_defined_is_told_question_by_question(inspection: Inspection) -> None:
    found = agreement(inspection)
    assert found.questions[QuestionId("1.a")].agreed.kappa is None
    assert found.questions[QuestionId("1.a")].agreed.undefined
    assert "no pairs" in found.questions[QuestionId("3")].agreed.undefined


def test_nothing_read_twice_is_no_agreement_and_no_mistake(laptops: Laptops) -> None:
    found = agreement(laptops.new())
    assert (found.cases, found.whole.agreed.of, found.questions) == (0, 0, {})


def test_answers_in_words_are_not_counted(inspection: Inspection) -> None:
    assert QuestionId("4") not in agreement(inspection).questions


def test_unfinished_and_cancelled_ones_do_not_count(inspection: Inspection) -> None:
    before = figures(agreement(inspection))
    second_deal.assign(inspection, LEAD, {"A1": BO})
    SecondReader(inspection, BO).answer("A1", QuestionId("1"), "no")
    assert figures(agreement(inspection)) == before
    second_deal.cancel(inspection, LEAD, SecondReader(inspection, BO).mine()[0].id, "No time.")
    assert figures(agreement(inspection)) == before


def test_agreeing_and_changing_the_case_leaves_the_agreement_as_it_was(inspection: Inspection) -> None:
    before = figures(agreement(inspection))
    second_outcomes.agree(inspection, LEAD, "A2", QuestionId("2"), "second", "The log says so.")
    second_outcomes.agree(inspection, LEAD, "A2", QuestionId("3"), "first", "It follows.")
    second_outcomes.agree(inspection, LEAD, "B1", QuestionId("1"), "first", "Bo heard it.")
    second_outcomes.change_case(inspection, LEAD, "A2")
    found = agreement(inspection)
    assert figures(found) == before
    assert found.whole.stood == Stood(first=2, second=1, other=0, open=3)
    assert found.readers[BO].stood == Stood(first=1, open=3)


def test_findings_do_not_see_second_readings(laptops: Laptops) -> None:
    made = laptops.new()
    set_up(made)
    first_reading(made, "A1", ANN, YES)
    before = {q: (c.yes, c.of) for q, c in together(made, Selection()).questions.items()}
    second_reading(made, "A1", CAZ, NO)
    assert {q: (c.yes, c.of) for q, c in together(made, Selection()).questions.items()} == before


def test_a_first_reading_that_is_not_here_is_told_of(laptops: Laptops, inspection: Inspection) -> None:
    def arrived(change: Change) -> bool:
        return not (change.entity == "answer" and change.entity_id.startswith("A1/"))

    elsewhere = laptops.new()
    elsewhere.merge([c for c in inspection.journal.all() if arrived(c)], "package")
    found = agreement(elsewhere)
    assert (found.cases, found.elsewhere) == (2, 1)


def test_a_question_corrected_between_the_readings_is_left_out(laptops: Laptops) -> None:
    made = laptops.new()
    set_up(made)
    first_reading(made, "A1", ANN, YES)
    with made.edit(LEAD, "Corrected") as edit:
        edit.set("programme", "small", "corrected", {"2": "as it is asked now"})
    second_reading(made, "A1", CAZ, YES)
    found = agreement(made)
    assert found.corrected == 1 and QuestionId("2") not in found.questions
    Reader(made, ANN).confirm("A1", QuestionId("2"))
    assert figures(agreement(made))["2"] == (1, 1)
