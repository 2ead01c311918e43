"""The demo inspection: right numbers, readings that hang together, and nobody given away."""

import csv
import random
from pathlib import Path

import pytest
from click.testing import CliRunner

from fieldwork.cli.main import fieldwork
from fieldwork.demo import FILE_NAME, PASSPHRASE, make_demo, work_through
from fieldwork.demo.answers import read_case
from fieldwork.demo.people import office_list, write_list
from fieldwork.errors import Fault
from fieldwork.exchange import queries as exchanged
from fieldwork.inspection import audit, checking, queries
from fieldwork.inspection.changes import Edit
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import Status
from fieldwork.programme.model import QuestionId
from fieldwork.reading.service import Reader
from fieldwork.sample.read import read_list
from fieldwork.timetable.check import check
from fieldwork.timetable.plan_file import planned, problem_of
from fieldwork.timetable.telling import news
from tests.documents.reading_back import words

LEVELS = ("low", "medium", "high", "very_high")


def forms(inspection: Inspection) -> dict[str, int]:
    found = [row.form for row in queries.cases(inspection)]
    return {form: found.count(form) for form in sorted(set(found))}


def test_the_list_is_the_size_of_a_real_inspection_and_reads_without_a_problem(
    inspection: Inspection, tmp_path: Path
) -> None:
    rows = office_list()
    kinds = [row["Sample"] for row in rows]
    assert [kinds.count(kind) for kind in ("Domain two", "UPW", "TTG")] == [97, 25, 11]
    assert len({row["Responsible officer"] for row in rows}) == 62
    assert len({row["Office"] for row in rows}) == 6
    write_list(tmp_path / "list.csv")
    found = read_list(tmp_path / "list.csv", inspection.programme)
    assert (len(found.rows), found.problems, found.unused) == (133, (), ())


@pytest.mark.parametrize("ref", ["A100001", "A100002", "A100003"])
def test_readings_hang_together(inspection: Inspection, ref: str) -> None:
    recorded = LEVELS.index(inspection.value("case", ref, "fact.rosh"))
    views = set()
    for seed in range(60):
        edit = Edit()
        read_case(inspection, edit, ref, random.Random(seed))
        said = {r.entity_id.partition("/")[2]: v for r, v in edit.values.items() if r.field == "value"}
        views.add(said["0.1.1"])
        assert ("0.1.2" in said) == (said["0.1.1"] != "agree")
        if "0.1.2" in said:
            higher = LEVELS.index(said["0.1.2"]) > recorded
            assert said["0.1.1"] == ("too_low" if higher else "too_high")
        assert (said["0.1.5"] == "yes") == (said["0.1.6"] == "1")
        assert said["0.1.14"] == "yes" or said["0.1.15"] == "no"
        assert said["0.1.10"] != "yes" or said["0.1.11"] == "yes"
        if said["0.1.20"] == "poor":
            assert "missed" in said["0.1.21"]
    assert "agree" in views
    assert len(views) == (2 if ref == "A100001" else 3)


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Path], str]:
    """The demo worked through by the command line: its folder, the files listed, what was said."""
    folder = tmp_path_factory.mktemp("demo") / "here"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIELDWORK_HOME", str(tmp_path_factory.mktemp("home")))
        result = CliRunner().invoke(fieldwork, ["demo", str(folder)])
        assert result.exit_code == 0, result.output
    files = [
        folder / Path(line.rpartition("  ")[0]).relative_to(folder) for line in result.stdout.splitlines()
    ]
    return folder, files, result.stderr


@pytest.mark.slow
def test_the_demo_makes_what_it_lists_and_says_how_far_it_is(worked: tuple[Path, list[Path], str]) -> None:
    folder, files, said = worked
    assert all(path.stat().st_size for path in files)
    kinds = [path.suffix for path in files]
    assert [kinds.count(kind) for kind in (".fieldwork", ".csv")] == [4, 4]
    assert {path.parent.name for path in files if path.suffix == ".pdf"} >= {
        *("case-summary", "interview-notes", "blank-form", "timetable", "sample", "pack"),
    }
    assert sum(path.parent == folder / "packages" for path in files) >= 3
    assert [line[-1] for line in said.splitlines()] == ["…"] * 7


@pytest.mark.slow
def test_a_day_that_goes_wrong_is_repaired_and_told(worked: tuple[Path, list[Path], str]) -> None:
    """Somebody ill, an office with half its rooms, three in court and one who did not come: few move."""
    folder, files, _ = worked
    slips = folder / "prints" / "change-slips"
    told = words((slips / "timetable-changes.pdf").read_bytes())
    for why in ("is not available for", "is away from 10:00am to 12:00pm", "did not attend"):
        assert why in told
    moved = int(told.partition(" interviews changed")[0].rpartition(" ")[2])
    assert 5 <= moved <= 15
    assert words((slips / "change-slips-officers.pdf").read_bytes()).count("You were told") == moved
    calendars = [path for path in files if path.suffix == ".ics"]
    assert len(calendars) == 9
    assert (folder / "timetable.xlsx") in files
    with Inspection.open(folder / "Northmoor 2019 lead.fieldwork", PASSPHRASE, writing=False) as inspection:
        held = [i for i in queries.interviews(inspection) if i.state == "held"]
        assert held and {i.starts[:10] for i in held} == {"2019-09-16"}
        assert news(inspection) == ()
        halved = [o for o in queries.offices(inspection) if o.rooms == 1]
        assert len(halved) == 1


@pytest.mark.slow
def test_the_leads_file_and_the_inspectors_hold_the_same(worked: tuple[Path, list[Path], str]) -> None:
    folder = worked[0]
    opened = {}
    for name in ("lead", "inspector"):
        path = folder / f"Northmoor 2019 {name}.fieldwork"
        with Inspection.open(path, PASSPHRASE, writing=False) as inspection:
            assert checking.check(inspection) == []
            assert audit.conflicts(inspection) == []
            assert forms(inspection) == {"supervision": 97, "through_the_gate": 11, "unpaid_work": 25}
            counts = (queries.officers, queries.offices, queries.team)
            assert [len(of(inspection)) for of in counts] == [62, 6, 9]
            assert check(problem_of(inspection), planned(inspection)) == ()
            assert len(planned(inspection)) == 62
            kinds = ("answer", "case", "interview", "person", "officer", "office")
            opened[name] = {kind: inspection.records(kind) for kind in kinds}
            if name == "inspector":
                (sent,) = (p for p in exchanged.packages(inspection) if p.direction == "out")
                assert sent.acknowledged
            for row in queries.cases(inspection):
                assert row.status is not Status.COMPLETE or row.answered == row.applicable
    assert opened["lead"] == opened["inspector"]


@pytest.mark.slow
@pytest.mark.parametrize("programme", ["quality-impact", "iaow"])
def test_each_older_programme_is_worked_through(worked: tuple[Path, list[Path], str], programme: str) -> None:
    (path,) = (worked[0] / programme).glob("*.fieldwork")
    with Inspection.open(path, PASSPHRASE, writing=False) as inspection:
        assert checking.check(inspection) == []
        assert inspection.programme.id == programme
        rows = queries.cases(inspection)
        assert len(rows) == 36
        assert {row.facts["provider"] for row in rows} == {"CRC", "NPS"}
        complete = [row for row in rows if row.status is Status.COMPLETE]
        assert len(complete) == 32
        assert all(row.answered == row.applicable for row in complete)
        officers = {row.officer_id for row in rows}
        assert {one.officer for one in planned(inspection)} == officers
        assert check(problem_of(inspection), planned(inspection)) == ()
    folder = worked[0] / programme / "prints"
    assert list(folder.glob("case-summary/*.pdf"))
    assert list(folder.glob("blank-form/*.pdf"))


@pytest.mark.slow
def test_no_print_names_anybody_on_probation(worked: tuple[Path, list[Path], str]) -> None:
    folder, files, _ = worked
    with (folder / "office list.csv").open(encoding="utf-8-sig", newline="") as file:
        people = [(row["Forename"], row["Surname"]) for row in csv.DictReader(file)]
    surnames = {surname for _, surname in people}
    whole = {f"{first} {last}" for first, last in people} | {f"{last}, {first}" for first, last in people}
    for path in files:
        assert not any(part in path.name for part in surnames)
        if path.suffix == ".pdf":
            text = words(path.read_bytes())
            assert not [name for name in whole if name in text], path
            assert not [name for name in surnames if name in text], path


@pytest.mark.slow
def test_the_demo_is_made_anew_in_the_same_folder(worked: tuple[Path, list[Path], str]) -> None:
    folder, files, _ = worked
    again = work_through(folder)
    assert sum(path.suffix == ".fwpkg" for path in again) == sum(path.suffix == ".fwpkg" for path in files)
    assert {p for p in again if p.suffix != ".fwpkg"} == {p for p in files if p.suffix != ".fwpkg"}


@pytest.mark.slow
def test_the_windows_demo_is_in_mid_inspection_and_made_once(tmp_path: Path) -> None:
    path = make_demo(tmp_path / "demo")
    assert path.name == FILE_NAME
    with Inspection.open(path, PASSPHRASE) as inspection:
        states = [row.status for row in queries.cases(inspection)]
        assert [states.count(s) for s in (Status.COMPLETE, Status.READING, Status.SELECTED)] == [47, 27, 59]
        assert len(planned(inspection)) == 62
        open_case = next(r for r in queries.cases(inspection) if r.status is Status.SELECTED)
        Reader(inspection).answer(open_case.ref, QuestionId("0.1.1"), "agree")
    assert make_demo(tmp_path / "demo") == path
    with Inspection.open(path, PASSPHRASE, writing=False) as inspection:
        assert queries.case(inspection, open_case.ref).status is Status.READING


def test_a_folder_that_cannot_be_made_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for make in (make_demo, work_through):
        with pytest.raises(Fault, match="demo could not be made") as caught:
            make(tmp_path / "file" / "demo")
        assert caught.value.advice
