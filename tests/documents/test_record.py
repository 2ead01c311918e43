"""Printed records of other evidence: what was written, room for what was not, nobody on probation."""

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest

from fieldwork.documents.produce import produce
from fieldwork.errors import Refused
from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.programme.model import QuestionId
from fieldwork.reading import concerns, evidence
from fieldwork.reading.concerns import Concern
from fieldwork.reading.evidence import Record
from fieldwork.reading.service import Reader
from tests.documents import reading_back
from tests.reading.files import CASE, INSPECTOR, LEAD, make


@pytest.fixture
def inspection(tmp_path: Path) -> Iterator[Inspection]:
    with make(tmp_path / "Northumbria 2019.fieldwork") as made:
        evidence.prepare(made, LEAD)
        yield made


@pytest.fixture
def meeting(inspection: Inspection) -> str:
    day, starts, ends = date(2019, 9, 17), time(10), time(10, 45)
    people = (INSPECTOR,)
    return evidence.add(
        inspection,
        LEAD,
        Record(
            "sentencer", "Newcastle magistrates", day, starts, ends, "Newcastle", "Three magistrates", people
        ),
    )


def text(inspection: Inspection, ref: str) -> str:
    (one,) = produce(inspection, "evidence", [ref])
    return reading_back.words(one.data)


def test_a_record_says_what_when_where_with_whom_and_who(inspection: Inspection, meeting: str) -> None:
    found = text(inspection, meeting)
    assert "Meeting with sentencers Newcastle magistrates" in found
    assert "17 September 2019 · 10:00am to 10:45am · Newcastle · Three magistrates" in found
    assert "Inspectors: Imran Reader" in found


def test_answers_stand_with_their_notes_and_what_is_open_has_boxes(
    inspection: Inspection, meeting: str
) -> None:
    reader = Reader(inspection, LEAD)
    first, second = reader.open(meeting).to_do[:2]
    reader.answer(meeting, first, "mostly")
    reader.note(meeting, first, "They come on the morning.")
    found = text(inspection, meeting)
    assert "Mostly They come on the morning." in found
    assert f"Not complete: {len(reader.open(meeting).to_do)} questions to answer." in found
    asked = inspection.programme.questions[second].text
    assert f"{asked} Yes Mostly No" in found


def test_domain_one_gives_its_evidence_its_source_and_the_proposed_rating(
    inspection: Inspection, meeting: str
) -> None:
    reader = Reader(inspection, LEAD)
    reader.answer_in_words("organisation", QuestionId("1.1.1"), "Sentencers knew the plan.")
    reader.source("organisation", QuestionId("1.1.1"), f"record.{meeting}")
    reader.answer("organisation", QuestionId("1.1"), "good")
    reader.note("organisation", QuestionId("1.1"), "Vision is known at each grade.")
    found = text(inspection, "organisation")
    assert "Sentencers knew the plan. — Meeting with sentencers: Newcastle magistrates" in found
    assert "Proposed rating: Leadership Good Vision is known at each grade." in found


def test_a_source_that_was_removed_still_says_that_it_was_a_meeting(
    inspection: Inspection, meeting: str
) -> None:
    reader = Reader(inspection, LEAD)
    reader.answer_in_words("organisation", QuestionId("1.1.1"), "Sentencers knew the plan.")
    reader.source("organisation", QuestionId("1.1.1"), f"record.{meeting}")
    evidence.remove(inspection, LEAD, meeting)
    assert "Sentencers knew the plan. — A meeting" in text(inspection, "organisation")


def test_without_a_choice_what_is_begun_or_arranged_is_printed_and_blank_forms_of_the_rest(
    inspection: Inspection, meeting: str
) -> None:
    names = [one.name for one in produce(inspection, "evidence")]
    assert names[0] == f"evidence-sentencer-{meeting[:10]}.pdf"
    assert "evidence-partner_agency-blank.pdf" in names
    assert "evidence-responsible_officer-blank.pdf" in names
    assert len(names) == len(inspection.programme.evidence_forms)


def test_an_officer_is_named_in_the_page_only(inspection: Inspection) -> None:
    ref = queries.evidence(inspection, "responsible_officer")[0].ref
    (one,) = produce(inspection, "evidence", [ref])
    assert "Farah Fox" in reading_back.words(one.data)
    outside = one.name + str(reading_back.metadata(one.data)) + str(reading_back.bookmarks(one.data))
    assert "Fox" not in outside


def test_a_concern_about_a_record_heads_it(inspection: Inspection, meeting: str) -> None:
    concerns.raise_concern(inspection, LEAD, Concern("", meeting, "No risk assessment on site."))
    assert "Immediate concern, open No risk assessment on site." in text(inspection, meeting)


def test_a_case_is_not_printed_as_other_evidence(inspection: Inspection) -> None:
    with pytest.raises(Refused, match="is a case"):
        list(produce(inspection, "evidence", [CASE]))


def test_meetings_are_in_the_timetable_beside_the_interviews(inspection: Inspection, meeting: str) -> None:
    by_inspector, by_office, by_officer, by_day = (
        reading_back.words(one.data) for one in produce(inspection, "timetable")
    )
    assert "10:00am to 10:45am Meeting with sentencers Newcastle Newcastle magistrates" in by_inspector
    assert "1 meeting or visit" in by_inspector
    assert "Meetings and visits" in by_office
    assert "Imran Reader" in by_office
    assert "sentencers" not in by_officer
    assert "10:00am to 10:45am Imran Reader Meeting with sentencers" in by_day
    evidence.remove(inspection, LEAD, meeting)
    with pytest.raises(Refused, match="No interviews are planned yet"):
        list(produce(inspection, "timetable"))


def test_a_pack_begins_with_open_concerns_and_holds_the_meetings(inspection: Inspection) -> None:
    when = Record("senior_leader", "Chief executive", date(2019, 9, 16), time(11), None, people=(LEAD,))
    evidence.add(inspection, LEAD, when)
    concerns.raise_concern(inspection, LEAD, Concern("", CASE, "Walker's child may be at risk."))
    (one,) = produce(inspection, "pack")
    found = reading_back.words(one.data)
    assert f"Immediate concern, open: case {CASE} W's child may be at risk." in found
    assert found.index("Immediate concern") < found.index("Timetable")
    assert "11:00am to 12:00pm Meeting with a senior leader" in found
