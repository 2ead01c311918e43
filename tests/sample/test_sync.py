"""Taking office lists into the inspection: cases come, change, go and come back; answers stay."""

from pathlib import Path

import pytest

from fieldwork.errors import Refused
from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import CaseRef, Status
from fieldwork.inspection.undo import undo
from fieldwork.programme.model import QuestionId, Value
from fieldwork.sample.model import ListRow, OfficeList
from fieldwork.sample.read import read_list
from fieldwork.sample.sync import preview, remembered_columns, take_in
from tests.sample.conftest import SAMPLES

CLEAN, AS_SENT = SAMPLES / "northumbria-sample.csv", SAMPLES / "northumbria-sample-as-sent.xlsx"
COLUMNS = (
    "reference",
    "responsible_officer",
    "office",
    "sentence_type",
    "start_date",
    "rosh",
    "requirements",
)


def case(ref: str, **facts: Value) -> dict[str, Value]:
    usual: dict[str, Value] = {
        "reference": ref,
        "responsible_officer": "Ann Lee",
        "office": "Morpeth",
        "sentence_type": "licence",
        "start_date": "2019-02-23",
        "rosh": "medium",
    }
    return usual | facts


def listing(*rows: dict[str, Value]) -> OfficeList:
    """A list without problems that holds these cases."""
    numbered = tuple(ListRow(n, row) for n, row in enumerate(rows, start=2))
    columns = {fact: fact for fact in COLUMNS}
    return OfficeList("list.csv", "", 1, numbered, (), columns, ())


@pytest.fixture
def empty(inspection: Inspection) -> Inspection:
    """The inspection without its three cases in the sample."""
    take_in(inspection, "lead-1", listing(case("N1")))
    return inspection


def answer(inspection: Inspection, ref: str, question: str, value: str) -> None:
    with inspection.edit("reader-1", "Answered") as edit:
        edit.set("answer", f"{ref}/{question}", "value", value)


def statuses(inspection: Inspection) -> dict[str, str]:
    return {row.ref: row.status.value for row in queries.cases(inspection) if row.ref.startswith("N")}


def size(inspection: Inspection) -> int:
    return sum(1 for _ in inspection.journal.all())


def test_a_real_list_comes_in_whole_with_its_offices_and_officers(inspection: Inspection) -> None:
    done = take_in(inspection, "lead-1", read_list(CLEAN, inspection.programme))
    assert len(done.comparison.added) == 133
    assert set(done.comparison.withdrawn) == {"A100001", "A100002", "A100003"}
    rows = queries.cases(inspection, withdrawn=False)
    forms = [row.form for row in rows]
    assert {form: forms.count(form) for form in forms} == {
        "supervision": 97,
        "unpaid_work": 25,
        "through_the_gate": 11,
    }
    assert len({row.officer_id for row in rows}) == 62
    assert len(queries.officers(inspection)) == 62
    assert len({row.office for row in rows}) == len(queries.offices(inspection)) == 6


def test_the_same_list_again_changes_nothing(inspection: Inspection) -> None:
    found = read_list(CLEAN, inspection.programme)
    take_in(inspection, "lead-1", found)
    before = size(inspection)
    done = take_in(inspection, "lead-1", found)
    assert (done.comparison.unchanged, done.taken, size(inspection)) == (133, False, before)
    assert done.comparison.added == done.comparison.changed == done.comparison.withdrawn == ()


def test_a_list_with_seven_faults_is_refused_whole(inspection: Inspection) -> None:
    before = size(inspection)
    with pytest.raises(Refused, match="7 problems, so nothing was taken in") as caught:
        take_in(inspection, "lead-1", read_list(AS_SENT, inspection.programme))
    assert [p.place.partition(",")[0] for p in caught.value.problems] == [
        f"row {n}" for n in (8, 12, 16, 20, 30, 35, 46)
    ]
    assert size(inspection) == before


def test_except_problems_takes_the_other_rows_and_leaves_those_cases_alone(inspection: Inspection) -> None:
    take_in(inspection, "lead-1", read_list(CLEAN, inspection.programme))
    faulty = ("N249924", "D145304")
    before = {ref: queries.given(inspection, ref) for ref in faulty}
    done = take_in(inspection, "lead-1", read_list(AS_SENT, inspection.programme), except_problems=True)
    assert done.comparison.withdrawn == ()
    assert len(done.comparison.held_back) == 6
    assert set(faulty) <= set(done.comparison.held_back)
    assert {ref: queries.given(inspection, ref) for ref in faulty} == before
    assert {c.fact for c in done.comparison.changed} <= {"domestic_abuse", "child_safeguarding"}


def test_a_preview_says_the_same_and_writes_nothing(empty: Inspection) -> None:
    office_list = listing(case("N1", rosh="high"), case("N2"))
    before = size(empty)
    seen = preview(empty, office_list)
    assert size(empty) == before
    assert (seen.taken, seen.comparison) == (False, take_in(empty, "lead-1", office_list).comparison)


def test_a_case_that_leaves_the_list_is_withdrawn_and_returns_with_its_answers(empty: Inspection) -> None:
    take_in(empty, "lead-1", listing(case("N1"), case("N2")))
    answer(empty, "N2", "2.1.1", "yes")
    gone = take_in(empty, "lead-1", listing(case("N1")))
    assert gone.comparison.withdrawn == ("N2",)
    assert statuses(empty) == {"N1": "selected", "N2": "withdrawn"}
    back = take_in(empty, "lead-1", listing(case("N1"), case("N2")))
    assert back.comparison.returned == ("N2",)
    assert statuses(empty) == {"N1": "selected", "N2": "reading"}
    assert queries.answers(empty, "N2")[QuestionId("2.1.1")].value == "yes"


def test_a_changed_fact_keeps_the_answers_and_an_emptied_cell_takes_the_fact_away(empty: Inspection) -> None:
    take_in(empty, "lead-1", listing(case("N1", requirements=("rar", "curfew"))))
    answer(empty, "N1", "2.1.1", "yes")
    done = take_in(empty, "lead-1", listing(case("N1", office="Hexham")))
    assert {(c.fact, c.before, c.after) for c in done.comparison.changed} == {
        ("office", "Morpeth", "Hexham"),
        ("requirements", ("rar", "curfew"), None),
    }
    assert queries.given(empty, "N1")["office"] == "Hexham"
    assert "requirements" not in queries.given(empty, "N1")
    assert queries.answers(empty, "N1")[QuestionId("2.1.1")].value == "yes"


def test_a_routing_fact_that_changes_under_a_reading_flags_the_case(empty: Inspection) -> None:
    take_in(empty, "lead-1", listing(case("N1"), case("N2")))
    answer(empty, "N1", "2.1.1", "yes")
    done = take_in(empty, "lead-1", listing(case("N1", rosh="low"), case("N2", rosh="low")))
    assert done.flagged == ("N1",)
    rows = {row.ref: row for row in queries.cases(empty)}
    assert (rows[CaseRef("N1")].flagged, rows[CaseRef("N2")].flagged) == (True, False)
    (flag,) = empty.value("case", "N1", "flag")
    assert (flag["fact"], flag["before"], flag["after"]) == ("rosh", "medium", "low")


def test_a_fact_that_routes_nothing_flags_nothing(empty: Inspection) -> None:
    answer(empty, "N1", "2.1.1", "yes")
    assert take_in(empty, "lead-1", listing(case("N1", office="Hexham"))).flagged == ()


def test_a_complete_case_that_now_asks_more_is_flagged_and_stays_complete(empty: Inspection) -> None:
    answer(empty, "N1", "2.1.1", "yes")
    with empty.edit("reader-1", "Completed") as edit:
        edit.set("case", "N1", "complete", True)
    take_in(empty, "lead-1", listing(case("N1", rosh="low")))
    row = queries.case(empty, "N1")
    assert (row.status, row.flagged) == (Status.COMPLETE, True)


def test_columns_that_a_person_explained_are_remembered(empty: Inspection) -> None:
    take_in(empty, "lead-1", listing(case("N1")), columns={"Offender mgr": "responsible_officer"})
    take_in(empty, "lead-1", listing(case("N1")), columns={"Remarks": ""})
    assert remembered_columns(empty) == {"Offender mgr": "responsible_officer", "Remarks": ""}


def test_a_list_taken_in_is_undone_in_one_step(empty: Inspection) -> None:
    before = statuses(empty)
    take_in(empty, "lead-1", listing(case("N2"), case("N3")))
    undone = undo(empty, "lead-1")
    assert undone is not None
    assert undone.label == "Took in an office list"
    assert statuses(empty) == before


def test_a_list_read_from_disk_and_synced_is_the_list_in_the_file(
    inspection: Inspection, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "CRN,Responsible officer,Office,Sentence type,Start date,RoSH\n"
        "X100001,Ann Lee,Morpeth,Licence,23/02/2019,Very high\n",
        encoding="utf-8",
    )
    take_in(inspection, "lead-1", read_list(path, inspection.programme))
    assert queries.given(inspection, "X100001") == case("X100001", rosh="very_high")
