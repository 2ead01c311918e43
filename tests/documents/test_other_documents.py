"""Interview notes, blank forms, timetables, the sample list and packs, read back."""

from datetime import date

import pytest

from fieldwork.documents import blank_form, case_summary, interview_notes, pack, sample, timetable
from fieldwork.documents.page import DocumentContext
from fieldwork.inspection.records import (
    CaseRef,
    CaseRow,
    Interview,
    OfficerId,
    PersonId,
    Status,
)
from fieldwork.programme import library
from fieldwork.programme.model import Programme, Question, Value
from tests.documents import reading_back
from tests.documents.conftest import context_for
from tests.documents.readings import GIVEN, INSPECTOR, full, reading

NAMES = {OfficerId("o1"): "Farah Fox", OfficerId("o2"): "Llŷr Hughes"}
DAYS = tuple(date(2019, 9, day) for day in (16, 17, 18, 19, 20, 23, 24, 25, 26, 27))


def interview(number: int, when: str, officer: str = "o1", **more: object) -> Interview:
    settings: dict[str, object] = {
        "id": f"i{number}",
        "officer": OfficerId(officer),
        "inspector": INSPECTOR.id,
        "office": "Newcastle",
        "room": 1,
        "starts": f"{when}:30",
        "ends": f"{when}:45",
        "cases": ("E255766",),
    }
    return Interview(**{**settings, **more})  # type: ignore[arg-type]


def second(programme: Programme, **more: object) -> object:
    names = {"reference": "N601871", "family_name": "Wilson", "first_names": "Callum"}
    return full(programme, names, **more)


def test_interview_notes_name_the_officer_and_no_one_on_probation(
    adult: Programme, context: DocumentContext
) -> None:
    cases = [full(adult), second(adult, example="Callum Wilson thanked Farah Fox.")]
    data = interview_notes.render(cases, interview(1, "2019-09-16T09"), context)
    text = reading_back.words(data)
    assert "Farah Fox 16 September 2019 · 9:30am to 9:45am · Newcastle, room 1 · with Morag Ellis" in text
    everything = text + str(reading_back.metadata(data)) + str(reading_back.bookmarks(data))
    for name in ("Dylan", "Walker", "Callum", "Wilson"):
        assert name not in everything
    assert "Farah" not in str(reading_back.metadata(data)) + str(reading_back.bookmarks(data))


def test_interview_notes_ask_what_was_marked_and_the_guide(
    adult: Programme, context: DocumentContext
) -> None:
    text = reading_back.words(interview_notes.render([full(adult)], None, context))
    assert "No time is planned yet" in text
    assert "Marked to ask: 3 questions 2.1.3.d Police checks for domestic abuse were made." in text
    assert "No domestic abuse check was made until week eleven" in text
    for item in adult.guides["responsible_officer_adult"].items:
        assert text.count(item.text) == 1


def test_each_case_is_asked_about_and_the_officer_once(adult: Programme, context: DocumentContext) -> None:
    text = reading_back.words(interview_notes.render([full(adult), second(adult)], None, context))
    assert text.count("Tell me about this person") == 2
    assert text.count("Can you manage your present workload?") == 1


def test_interview_notes_need_a_case(context: DocumentContext) -> None:
    with pytest.raises(ValueError, match="at least one case"):
        interview_notes.render([], None, context)


def test_a_blank_form_asks_everything_and_says_when(adult: Programme, context: DocumentContext) -> None:
    text = reading_back.words(blank_form.render(adult, "supervision", context))
    for question in adult.form_questions("supervision"):
        if question.asks:
            assert f"{question.shown} {question.text}" in text or question.text in text
    assert "Only where review was called for." in text
    assert "Only where sample is case supervision" not in text


@pytest.mark.parametrize("name", [shelved.id for shelved in library.programmes()])
def test_every_form_of_every_programme_prints(name: str) -> None:
    programme = library.load(name)
    context = context_for(programme)
    for form in programme.forms.values():
        data = blank_form.render(programme, form.id, context)
        assert " ".join(form.title.split()) in reading_back.words(data)
        assert reading_back.fonts_not_embedded(data) == 0
        if form.subject == "case":
            answers = {q.ref: _any(q) for q in programme.form_questions(form.id) if q.asks}
            case = reading(programme, form.id, {"reference": "T1"}, answers)
            assert "T1" in reading_back.words(case_summary.render(case, context))
            assert reading_back.pages(interview_notes.render([case], None, context))


def _any(question: Question) -> Value:
    options = question.answers.options if question.answers else ()
    return options[len(question.text) % len(options)].value if options else "Something was seen."


def test_a_form_for_a_case_holds_only_what_applies_and_no_answer(
    adult: Programme, context: DocumentContext
) -> None:
    text = reading_back.words(blank_form.render(adult, "supervision", context, full(adult, {"rosh": "low"})))
    assert "E255766 DW" in text and "Suspended sentence order" in text
    assert "2.2.3" not in text and "Only where" not in text
    assert "monitor" not in text
    for name in ("Dylan", "Walker", "Farah"):
        assert name not in text


def test_the_timetable_comes_by_inspector_office_and_officer(context: DocumentContext) -> None:
    held = [
        interview(1, "2019-09-24T13", "o2", office="Gateshead", room=2, inspector=PersonId("p2")),
        interview(2, "2019-09-16T09"),
    ]
    for by in ("inspector", "office", "officer"):
        data = timetable.render(held, NAMES, DAYS, by, context)  # type: ignore[arg-type]
        text = reading_back.words(data)
        assert "2 interviews about 2 cases" in text
        for part in ("Farah Fox", "Llŷr Hughes", "Siân Ŵyn", "1:30pm to 1:45pm", "Mon 16 Sep", "E255766"):
            assert part in text, (by, part)
        assert reading_back.pages(data)[0].width > reading_back.pages(data)[0].height
        assert reading_back.fonts_not_embedded(data) == 0


def test_a_timetable_without_interviews_says_so(context: DocumentContext) -> None:
    text = reading_back.words(timetable.render([], NAMES, DAYS, "inspector", context))
    assert "No interview is planned yet." in text


def test_an_interview_is_never_divided_between_pages(context: DocumentContext) -> None:
    held = [
        interview(hour, f"2019-09-16T{hour:02d}", inspector=PersonId(f"p{hour % 2 + 1}"))
        for hour in range(24)
    ]
    for page in reading_back.pages(timetable.render(held, NAMES, DAYS, "inspector", context)):
        assert page.text.count("m to ") == page.text.count("Farah Fox") == page.text.count("E255766")
        assert page.text.count("Mon 16 Sep") == ("Farah Fox" in page.text)


def row(number: int, **more: object) -> CaseRow:
    settings: dict[str, object] = {
        "ref": CaseRef(f"E25576{number}"),
        "form": "supervision",
        "status": Status.READING,
        "inspector": INSPECTOR.id,
        "officer": "Farah Fox",
        "officer_id": OfficerId("o1"),
        "office": "Newcastle",
        "answered": 4,
        "applicable": 77,
        "facts": {"sentence_type": "licence", "rosh": "high", "gender": "female", "family_name": "Walker"},
        "initials": "DW",
    }
    return CaseRow(**{**settings, **more})  # type: ignore[arg-type]


def test_the_sample_lists_every_case_and_what_it_is_made_of(context: DocumentContext) -> None:
    rows = [
        row(1, concern=True, asks=2),
        row(2, inspector=None, facts={"sentence_type": "licence"}),
        row(3, status=Status.WITHDRAWN),
    ]
    data = sample.render(rows, context.people, context)
    text = reading_back.words(data)
    assert "2 cases 2 being read; 1 withdrawn" in text
    assert "Sentence type Licence 2" in text and "%" not in text
    assert "Gender Female 1, Not recorded 1" in text
    assert "Morag Ellis: 1 case" in text and "Not allocated: 1 case" in text and "Withdrawn: 1 case" in text
    assert "Concern; 2 to ask" in text
    for name in ("Walker", "Farah"):
        assert name not in text


def test_shares_stand_beside_counts_in_larger_samples(context: DocumentContext) -> None:
    rows = [row(n, office="Gateshead" if n % 4 else "Hexham") for n in range(40)]
    text = reading_back.words(sample.render(rows, context.people, context, "office"))
    assert "Licence 40 (100%)" in text
    assert "Gateshead: 30 cases" in text and "Hexham: 10 cases" in text


def test_an_empty_sample_prints(context: DocumentContext) -> None:
    assert "No case yet" in reading_back.words(sample.render([], {}, context))


def test_a_pack_holds_the_inspector_s_own_timetable_cases_and_notes(
    adult: Programme, context: DocumentContext
) -> None:
    unpaid = reading(adult, "unpaid_work", {**GIVEN, "reference": "X1", "sample_kind": "unpaid_work"}, {})
    gone = full(adult, {"reference": "X2"}, status=Status.WITHDRAWN)
    later = full(adult, {"reference": "X3", "responsible_officer": "Llŷr Hughes"})
    held = [
        interview(1, "2019-09-16T09"),
        interview(2, "2019-09-17T09", inspector=PersonId("p2"), cases=("X9",)),
    ]
    data = pack.render(INSPECTOR, held, [later, full(adult), unpaid, gone], NAMES, context)
    text = reading_back.words(data)
    assert "Morag Ellis 1 interview, 3 cases" in text
    assert "Mon 16 Sep 9:30am to 9:45am Farah Fox Newcastle, room 1 E255766" in text
    assert "Domain three: unpaid work Newcastle From records" in text
    assert "X9" not in text and "X2" not in text
    assert text.index("Case E255766 DW") < text.index("Case X3 DW")
    assert "Llŷr Hughes No time is planned yet" in text
    assert f"Page 1 of {len(reading_back.pages(data))}" in text
    for name in ("Dylan", "Walker"):
        assert name not in text
    marks = [title for level, title, _ in reading_back.bookmarks(data) if level == 0]
    assert marks == ["Timetable and cases", "Interview notes E255766", "Interview notes X3"]
