"""From the file to finished documents: the right cases, names that give nobody away, plain refusals."""

from pathlib import Path

import pytest

from fieldwork.documents.produce import DOCUMENTS, print_to, produce
from fieldwork.errors import Fault, Refused
from fieldwork.inspection.file import Inspection
from fieldwork.programme.model import QuestionId
from fieldwork.reading import examples
from fieldwork.reading.examples import Example
from fieldwork.reading.service import Reader
from fieldwork.timetable.plan_file import keep_plan, problem_of
from fieldwork.timetable.solver import solve
from fieldwork.timetable.telling import notify
from fieldwork.whole_files import write
from tests.conftest import LEAD, READER, REFS
from tests.documents.reading_back import words


def names(inspection: Inspection, document: str, *refs: str) -> list[str]:
    return [one.name for one in produce(inspection, document, refs)]


@pytest.fixture
def worked(inspection: Inspection) -> Inspection:
    """One case begun, one withdrawn, one of unpaid work, and the interviews planned."""
    Reader(inspection, READER).answer(REFS[0], QuestionId("2.1.1"), "yes")
    with inspection.edit(LEAD, "Changed the sample") as edit:
        edit.set("case", REFS[1], "withdrawn", True)
        edit.set("case", "U100001", "fact.reference", "U100001")
        edit.set("case", "U100001", "fact.sample_kind", "unpaid_work")
        edit.set("case", "U100001", "inspector", LEAD)
    keep_plan(inspection, LEAD, solve(problem_of(inspection), seconds=1).interviews)
    notify(inspection, LEAD)
    examples.add(inspection, LEAD, Example("", REFS[0], "2.1.1", "good", "Four meetings before the plan."))
    return inspection


def test_each_document_is_printed_for_the_cases_that_it_makes_sense_for(worked: Inspection) -> None:
    assert names(worked, "case-summary") == [f"case-summary-{REFS[0]}.pdf"]
    assert names(worked, "interview-notes") == [f"interview-notes-{REFS[0]}.pdf"]
    assert names(worked, "blank-form") == [
        f"blank-form-{form}.pdf" for form in ("supervision", "unpaid_work", "through_the_gate")
    ]
    assert names(worked, "timetable") == [
        f"timetable-by-{by}.pdf" for by in ("inspector", "office", "officer", "day")
    ]
    assert names(worked, "wall-sheet") == [f"wall-sheet-by-{by}.pdf" for by in ("inspector", "office")]
    assert names(worked, "officer-letters") == ["officer-letters-Newcastle.pdf"]
    assert names(worked, "change-slips") == ["timetable-changes.pdf"]
    assert names(worked, "sample") == ["sample.pdf"]
    assert names(worked, "pack") == ["pack-CL.pdf", "pack-IR.pdf"]


def test_cases_asked_for_are_printed_even_if_not_begun_and_each_once(worked: Inspection) -> None:
    assert names(worked, "case-summary", REFS[2], REFS[2], REFS[1]) == [
        f"case-summary-{REFS[2]}.pdf",
        f"case-summary-{REFS[1]}.pdf",
    ]
    assert names(worked, "blank-form", REFS[2]) == [f"blank-form-{REFS[2]}.pdf"]
    assert names(worked, "pack", "U100001") == ["pack-CL.pdf"]


def test_the_sample_and_the_timetable_hold_the_cases_asked_for(worked: Inspection) -> None:
    (whole,) = produce(worked, "sample")
    (some,) = produce(worked, "sample", [REFS[2]])
    assert all(ref in words(whole.data) for ref in (*REFS, "U100001"))
    assert REFS[2] in words(some.data)
    assert REFS[0] not in words(some.data)
    with pytest.raises(Refused, match="No interviews about these cases are planned"):
        names(worked, "timetable", "U100001")


@pytest.mark.parametrize(
    ("document", "says"),
    [
        ("case-summary", "No case has been begun yet"),
        ("timetable", "No interviews are planned yet"),
        ("findings-of-everything", "There is no document"),
    ],
)
def test_what_cannot_be_printed_yet_is_refused_with_what_to_do(
    inspection: Inspection, tmp_path: Path, document: str, says: str
) -> None:
    with pytest.raises(Refused, match=says) as caught:
        print_to(inspection, document, tmp_path / "out")
    assert caught.value.advice
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("document", "says"),
    [
        ("interview-notes", "No case has an interview"),
        ("sample", "There are no cases yet"),
        ("pack", "Nobody has been given cases to read yet"),
    ],
)
def test_an_inspection_without_cases_says_so(inspection: Inspection, document: str, says: str) -> None:
    with inspection.edit(LEAD, "Emptied") as edit:
        for ref in REFS:
            for field in inspection.record("case", ref):
                edit.set("case", ref, field, None)
    with pytest.raises(Refused, match=says):
        names(inspection, document)


def test_an_unknown_case_is_refused_before_anything_is_printed(worked: Inspection, tmp_path: Path) -> None:
    for document in DOCUMENTS:
        with pytest.raises(Refused, match="no case Z9"):
            print_to(worked, document, tmp_path / "out", [REFS[0], "Z9"])
    assert not (tmp_path / "out").exists()


def test_file_names_give_nobody_away_and_suit_every_drive(worked: Inspection, tmp_path: Path) -> None:
    with worked.edit(LEAD, "Named the team") as edit:
        edit.set("person", LEAD, "name", "Ŵyn Ŷnys-Ô'Neill")
        edit.set("person", READER, "name", "Wyn Yates Owen")
    files = [path for document in DOCUMENTS for path in print_to(worked, document, tmp_path / document)]
    assert [path.name for path in files if path.name.startswith("pack")] == ["pack-WYO.pdf", "pack-WYO2.pdf"]
    for path in files:
        assert path.name.isascii()
        assert not any(part in path.name for part in ("Walker", "Dylan", "Farah", "Fox", "Yates"))
        assert path.read_bytes().startswith(b"%PDF-")


def test_no_printed_page_names_the_person_on_probation(worked: Inspection) -> None:
    for document in DOCUMENTS:
        for one in produce(worked, document):
            text = words(one.data)
            assert "Walker" not in text
            assert "Dylan" not in text


def test_a_reference_with_a_slash_is_a_file_name_all_the_same(tmp_path: Path) -> None:
    assert write(tmp_path, "case-summary-A1/B:2.pdf", b"x").name == "case-summary-A1-B-2.pdf"


def test_a_folder_that_is_a_file_is_a_fault(worked: Inspection, tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(Fault, match=r"sample\.pdf was not written"):
        print_to(worked, "sample", tmp_path / "out")


def test_printing_says_how_far_it_is_and_can_be_stopped(worked: Inspection, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []

    def stop(done: int, of: int) -> None:
        seen.append((done, of))
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        print_to(worked, "timetable", tmp_path, progress=stop)
    assert seen == [(0, 4), (1, 4), (2, 4)]
    assert len(list(tmp_path.glob("timetable-*.pdf"))) == 2
