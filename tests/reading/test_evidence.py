"""Evidence that is not a case: records come to be, are read like cases, and count with none of them."""

from datetime import date, time

import pytest

from fieldwork.errors import Refused
from fieldwork.inspection import checking, queries
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import Status
from fieldwork.programme.model import QuestionId
from fieldwork.reading import evidence
from fieldwork.reading.evidence import Record
from fieldwork.reading.service import NotComplete, Reader
from tests.reading.files import INSPECTOR, LEAD

MEETING = Record(
    form="sentencer",
    title="Newcastle magistrates",
    day=date(2019, 9, 17),
    starts=time(10, 0),
    ends=time(10, 45),
    place="Newcastle",
    with_whom="Three magistrates",
    people=(INSPECTOR,),
)


def test_a_meeting_is_added_read_changed_and_removed(inspection: Inspection) -> None:
    ref = evidence.add(inspection, LEAD, MEETING)
    assert evidence.read(inspection, ref) == MEETING
    evidence.change(inspection, LEAD, ref, Record("sentencer", "Gateshead magistrates"))
    assert evidence.read(inspection, ref) == Record("sentencer", "Gateshead magistrates")
    assert [row.title for row in queries.evidence(inspection, "sentencer")] == ["Gateshead magistrates"]
    evidence.remove(inspection, LEAD, ref)
    assert queries.evidence(inspection) == []
    assert checking.check(inspection) == []


def test_records_are_no_cases(inspection: Inspection) -> None:
    before = [row.ref for row in queries.cases(inspection)]
    evidence.add(inspection, LEAD, MEETING)
    assert [row.ref for row in queries.cases(inspection)] == before


def test_a_form_of_the_programme_is_wanted(inspection: Inspection) -> None:
    for form in ("supervision", "nonsense"):
        with pytest.raises(Refused, match="no form"):
            evidence.add(inspection, LEAD, Record(form))


@pytest.mark.parametrize(
    ("record", "why"),
    [
        (Record("sentencer", day=date(2019, 9, 17), starts=time(11), ends=time(10)), "ends before"),
        (Record("sentencer", starts=time(11)), "no day"),
        (Record("organisation"), "always one"),
        (Record("responsible_officer"), "always one"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    inspection: Inspection, record: Record, why: str
) -> None:
    before = inspection.journal.size()
    with pytest.raises(Refused, match=why):
        evidence.add(inspection, LEAD, record)
    assert inspection.journal.size() == before


def test_the_organisation_and_each_officer_have_their_records_and_keep_them(inspection: Inspection) -> None:
    evidence.prepare(inspection, LEAD)
    officers = queries.evidence(inspection, "responsible_officer")
    assert [(row.title, row.office) for row in officers] == [
        ("Farah Fox", "Newcastle"),
        ("Tom Reed", "Gateshead"),
    ]
    assert [row.ref for row in queries.evidence(inspection, "organisation")] == ["organisation"]
    assert not evidence.prepare(inspection, LEAD).registers
    with pytest.raises(Refused, match="not removed"):
        evidence.remove(inspection, LEAD, "organisation")


def test_an_officers_record_knows_the_grade_until_the_officer_says_otherwise(inspection: Inspection) -> None:
    farah = queries.officer_id(inspection, "Farah Fox")
    with inspection.edit(LEAD, "Took in the list") as edit:
        edit.set("officer", farah, "grade", "PO")
    evidence.prepare(inspection, LEAD)
    ref = f"responsible_officer.{farah}"
    assert queries.case(inspection, ref).facts["officer_grade"] == "PO"
    Reader(inspection, LEAD).answer(ref, QuestionId("responsible_officer_adult.1"), "PSO")
    assert queries.case(inspection, ref).facts["officer_grade"] == "PSO"


def test_what_a_record_of_the_organisation_says_is_not_overwritten(inspection: Inspection) -> None:
    evidence.prepare(inspection, LEAD)
    evidence.change(
        inspection, LEAD, "organisation", Record("organisation", "Domain one", place="Head office")
    )
    evidence.prepare(inspection, LEAD)
    assert evidence.read(inspection, "organisation").place == "Head office"


def test_domain_one_is_read_with_a_proposed_rating_and_its_reasons(inspection: Inspection) -> None:
    evidence.prepare(inspection, LEAD)
    reader = Reader(inspection, LEAD)
    reader.answer("organisation", QuestionId("1.1"), "good")
    reader.note("organisation", QuestionId("1.1"), "Staff of every grade could say what the plan is.")
    reader.answer_in_words("organisation", QuestionId("1.1.1"), "Chief executive, 17 September.")
    reading = reader.open("organisation")
    held = {state.question.shown: state.answer for state in reading.questions}
    assert (held["1.1"].value, held["1.1"].note) == (
        "good",
        "Staff of every grade could say what the plan is.",
    )
    assert held["1.1.1"].value == "Chief executive, 17 September."
    assert reading.status is Status.READING
    assert reading.is_record
    assert reading.name == "Domain one: organisational delivery"


def test_consent_comes_first_and_nothing_else_applies_without_it(inspection: Inspection) -> None:
    ref = evidence.add(inspection, LEAD, Record("service_user", "Contact at the office"))
    reader = Reader(inspection, LEAD)
    assert len(reader.open(ref).to_do) == 1
    (consent,) = reader.open(ref).to_do
    reader.answer(ref, consent, "no")
    assert reader.open(ref).to_do == ()
    reader.answer(ref, consent, "yes")
    assert len(reader.open(ref).to_do) > 5


def test_a_record_is_completed_and_reopened_like_a_case(inspection: Inspection) -> None:
    ref = evidence.add(inspection, LEAD, Record("service_user", "Contact at the office"))
    reader = Reader(inspection, LEAD)
    with pytest.raises(
        NotComplete, match="Contact with a service user: Contact at the office is not complete"
    ):
        reader.complete(ref)
    (consent,) = reader.open(ref).to_do
    reader.answer(ref, consent, "no")
    reader.complete(ref)
    assert queries.case(inspection, ref).status is Status.COMPLETE
    with pytest.raises(Refused, match="is complete"):
        reader.answer(ref, consent, "yes")
    reader.reopen(ref, "She changed her mind.")
    assert queries.case(inspection, ref).status is Status.READING
    assert checking.check(inspection) == []


def test_what_was_removed_takes_no_more_answers(inspection: Inspection) -> None:
    ref = evidence.add(inspection, LEAD, MEETING)
    evidence.remove(inspection, LEAD, ref)
    first = Reader(inspection, LEAD).open(ref).to_do[0]
    with pytest.raises(Refused, match="was removed"):
        Reader(inspection, LEAD).note(ref, first, "Too late.")
