"""Grids on paper: a compact table with the answers given, or with boxes to tick."""

from datetime import date

import pytest

from fieldwork.documents import blank_form, case_summary
from fieldwork.documents.page import DocumentContext
from fieldwork.documents.question_rows import mark
from fieldwork.inspection.records import Answer, InspectionInfo
from fieldwork.programme import library
from fieldwork.programme.model import Programme
from fieldwork.reading.model import QuestionState
from tests.documents import reading_back
from tests.documents.readings import reading

GIVEN = {
    "reference": "E255766",
    "first_names": "Dylan",
    "family_name": "Walker",
    "responsible_officer": "Fox",
}


@pytest.fixture(scope="module")
def programme() -> Programme:
    return library.load("iaow")


@pytest.fixture(scope="module")
def context(programme: Programme) -> DocumentContext:
    days = (date(2014, 9, 15),)
    info = InspectionInfo("i", "Area 2014", "Area", days[0], days[0], days)
    return DocumentContext(info, programme, date(2026, 11, 22))


def test_a_summary_shows_the_grid_as_a_table_with_its_notes_below(
    programme: Programme, context: DocumentContext
) -> None:
    answers = {"3.3.f01.a": "yes", "3.3.f01.b": "no", "3.3.f02.a": "no"}
    case = reading(programme, "case", GIVEN, answers, {"3.3.f01.b": "Nothing before week 20."})
    text = reading_back.words(case_summary.render(case, context))
    heads = "Is this factor linked to their offending"
    assert heads in text
    assert (
        "Thinking and behaviour Yes No To answer Lifestyle and associates No Alcohol misuse To answer" in text
    )
    assert text.index("Nothing before week 20.") > text.index("Financial")


def test_a_blank_form_has_boxes_and_says_when_a_column_is_asked(
    programme: Programme, context: DocumentContext
) -> None:
    text = reading_back.words(blank_form.render(programme, "case", context))
    assert "Progress so far is enough (where the first is yes)" in text
    assert "Thinking and behaviour Yes No Yes No Yes No" in text


def test_what_was_not_done_is_marked_otherwise_than_insufficient(programme: Programme) -> None:
    asked = next(
        q
        for q in programme.form_questions("case")
        if q.answers and "not_done" in {o.value for o in q.answers.options}
    )
    shapes = {
        value: mark(QuestionState(asked, Answer(asked.id, value))).kind
        for value in ("sufficient", "insufficient", "not_done")
    }
    assert shapes == {"sufficient": "yes", "insufficient": "no", "not_done": "not_done"}
