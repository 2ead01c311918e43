"""Planning tables: read from CSV and XLSX with every fault named, taken in whole or not at all."""

import csv
import io
import re
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
import xlsxwriter

from fieldwork.errors import Refused
from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.timetable.costs import WEIGHTS
from fieldwork.timetable.debrief import set_debrief
from fieldwork.timetable.plan_file import problem_of
from fieldwork.timetable.reading_tables import Fault, read_tables
from fieldwork.timetable.table_columns import KINDS
from fieldwork.timetable.taking_in import CannotTake, Taken, faults_of, take_in
from tests.conftest import LEAD, READER
from tests.timetable.test_today import planned_file, who

__all__ = ["planned_file"]

DOC = (Path(__file__).parents[2] / "docs" / "timetable.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```csv\n(.*?)```", DOC, re.DOTALL)
TUESDAY, WEDNESDAY = date(2019, 9, 17), date(2019, 9, 18)


def saved(folder: Path, text: str, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8-sig")
    return path


def workbook(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    """A real workbook, dates and times as Excel keeps them."""
    with xlsxwriter.Workbook(str(path)) as book:
        formats = {kind: book.add_format({"num_format": shape}) for kind, shape in _SHAPES.items()}
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for r, row in enumerate(rows):
                for c, cell in enumerate(row):
                    if type(cell) in formats:
                        sheet.write_datetime(r, c, cell, formats[type(cell)])
                    else:
                        sheet.write(r, c, cell)
    return path


_SHAPES = {date: "dd/mm/yyyy", datetime: "dd/mm/yyyy hh:mm", time: "hh:mm", timedelta: "[h]:mm"}


def taken(inspection: Inspection, folder: Path, text: str) -> Taken:
    return take_in(inspection, LEAD, read_tables(saved(folder, text)))


def faults(inspection: Inspection, folder: Path, text: str) -> list[tuple[int, str, str, str]]:
    found = faults_of(inspection, read_tables(saved(folder, text)))
    assert all((f.file, f.sheet) == ("table.csv", "") for f in found)
    return [(f.row, f.column, f.value, f.expected) for f in found]


# -- what the page says ---------------------------------------------------------------------------


def test_the_pages_examples_are_taken_in_together(planned_file: Inspection, tmp_path: Path) -> None:
    assert len(EXAMPLES) == len(KINDS) + 1  # journeys as a list and as a square
    paths = [saved(tmp_path, text, f"{n}.csv") for n, text in enumerate(EXAMPLES)]
    tables = read_tables(*paths)
    assert {t.kind for t in tables.tables} == {kind.id for kind in KINDS}
    assert [t.unused for t in tables.tables] == [()] * len(EXAMPLES)
    take_in(planned_file, LEAD, tables)
    problem = problem_of(planned_file)
    fox, reed = (problem.officer[who(planned_file, name)] for name in ("Farah Fox", "Tom Reed"))
    imran = problem.inspector[READER]
    assert problem.office["Morpeth"].hours == (9 * 60 + 30, 16 * 60 + 30)
    assert problem.rooms("Newcastle", (TUESDAY, "pm")) == 1
    assert (problem.rooms("Newcastle", (WEDNESDAY, "am")), problem.rooms("Newcastle", (WEDNESDAY, "pm"))) == (
        2,
        3,
    )
    assert (imran.hours, imran.lunch, imran.reads) == ((570, 1005), (750, 810), 180)
    assert (imran.base, imran.barred, imran.languages) == ("Station Hotel", {"Morpeth"}, {"Welsh"})
    assert (date(2019, 9, 20), "pm") not in imran.available
    assert problem.inspector[LEAD].languages == {"Welsh", "Urdu"}
    assert (date(2019, 9, 26), "pm") in fox.absences
    assert {(date(2019, 9, n), half) for n in (19, 20, 23) for half in ("am", "pm")} <= fox.absences
    assert (reed.language, reed.remote, reed.busy) == ("Welsh", True, {(TUESDAY, 600, 690)})
    assert reed.absences == frozenset()
    assert problem.interpreters[("Urdu", (WEDNESDAY, "am"))] == 2
    assert problem.travel.minutes("Gateshead", "Newcastle") == 12
    assert problem.travel.leg("Newcastle", "Gateshead").km == 12
    assert (
        problem.travel.leg("Morpeth", "Newcastle").km,
        problem.travel.minutes("Gateshead", "Morpeth"),
    ) == (24.5, 38)
    assert [a.title for a in problem.appointments] == [
        "Meeting with sentencers",
        "Meeting with a partner agency",
        "Meeting with a senior leader",
    ]
    assert [problem.minutes(o) for o in (fox,)] == [60]
    assert problem.lengths.of(4) == 150


def test_the_page_names_every_column_rule_and_goal() -> None:
    for kind in KINDS:
        example = next(text for text in EXAMPLES if {c.heading for c in kind.columns} >= _heads(text))
        assert _heads(example) == {column.heading for column in kind.columns}
    for name, weight in WEIGHTS.items():
        assert re.search(rf"\| `{name}` \|.*\| {weight} \|", DOC), name


def _heads(text: str) -> set[str]:
    return {head.casefold() for head in next(csv.reader(io.StringIO(text)))}


# -- workbooks ------------------------------------------------------------------------------------


def test_a_workbook_holds_a_table_on_every_sheet(planned_file: Inspection, tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "planning.xlsx",
        {
            "Offices": [
                ["Local office", "Interview rooms", "Opens", "Closes"],
                ["Newcastle", 3, time(9, 45), time(16)],
            ],
            "Rooms": [[], ["Office", "Date", "Half-day", "Rooms"], ["Newcastle", TUESDAY, "morning", 1.0]],
            "Away": [
                ["Who", "From", "To", "Start time", "End time"],
                ["Farah Fox", TUESDAY, TUESDAY, time(10), timedelta(hours=11, minutes=30)],
                ["Tom Reed", datetime(2019, 9, 18, 0, 0), date(2019, 9, 19), "", ""],
            ],
            "Notes": [["Please ring the front desk first"]],
            "Empty": [],
        },
    )
    tables = read_tables(path)
    assert [(t.source.sheet, t.kind) for t in tables.tables] == [
        ("Offices", "office"),
        ("Rooms", "rooms"),
        ("Away", "absence"),
    ]
    assert [source.sheet for source in tables.passed_over] == ["Notes"]
    done = take_in(planned_file, LEAD, tables)
    assert done.rows == {"office": 1, "rooms": 1, "absence": 2}
    problem = problem_of(planned_file)
    assert problem.office["Newcastle"].hours == (9 * 60 + 45, 16 * 60)
    assert problem.rooms("Newcastle", (TUESDAY, "am")) == 1
    assert problem.officer[who(planned_file, "Farah Fox")].busy == {(TUESDAY, 600, 690)}
    assert len(problem.officer[who(planned_file, "Tom Reed")].absences) == 4


def test_a_fault_in_a_workbook_is_named_with_its_sheet(planned_file: Inspection, tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "planning.xlsx",
        {
            "Offices": [["Office", "Rooms"], ["Newcastle", 3]],
            "Rooms": [
                ["Office", "Date", "Rooms"],
                ["Newcastle", date(2019, 8, 1), 2.5],
                ["Newcaslte", TUESDAY, 1],
            ],
        },
    )
    with pytest.raises(CannotTake) as refused:
        take_in(planned_file, LEAD, read_tables(path))
    assert [p.place for p in refused.value.problems] == [
        "planning.xlsx, Rooms, row 2, Rooms",
        "planning.xlsx, Rooms, row 3, Office",
    ]
    assert refused.value.faults[0] == Fault(
        "planning.xlsx", "Rooms", 2, "Rooms", "2.5", "a whole number from 0 to 50"
    )
    assert refused.value.faults[1].expected == "an office of the list (perhaps Newcastle)"
    assert problem_of(planned_file).rooms("Newcastle") == 2


def test_semicolons_and_other_encodings_are_read_as_well(planned_file: Inspection, tmp_path: Path) -> None:
    path = tmp_path / "offices.csv"
    path.write_bytes("Office;Rooms\nŷr Wyddgrug;2\nNewcastle;4\n".encode("utf-16"))
    done = take_in(planned_file, LEAD, read_tables(path))
    assert done.new_offices == ("ŷr Wyddgrug",)
    assert problem_of(planned_file).rooms("ŷr Wyddgrug") == 2


# -- what is wrong --------------------------------------------------------------------------------

BAD = {
    "Office,Rooms,Opens,Closes\nNewcastle,many,25:00,\nHexham,1,12:00,9:00\n,2,,\n": [
        (2, "Rooms", "many", "a whole number from 0 to 50"),
        (2, "Opens", "25:00", "a time such as 09:30"),
        (3, "Closes", "09:00", "after 12:00"),
        (4, "Office", "", "a value in every row"),
    ],
    "Office,Latitude,Longitude\nHexham,91,-1.6\nHexham,54.9,\n": [
        (2, "Latitude", "91", "degrees from -90 to 90"),
        (3, "Longitude", "", "a value: latitude and longitude go together"),
    ],
    "Office,Rooms\nHexham,1\nhexham,1\nHEXHAM,2\n": [
        (4, "Office", "HEXHAM", "the same as in row 2, which is about it too"),
    ],
    "Office,Rooms\nHexham,1,left over\n": [
        (2, "", "", "2 cells; put values that hold the delimiter in quotes"),
    ],
    "Office,Rooms\n": [(1, "", "", "rows about offices under the headings")],
    "Office,Date,Part,Rooms\nNewcastle,31/09/2019,noon,1\nNewcastle,21/09/2019,am,1\n": [
        (2, "Date", "31/09/2019", "a day such as 16/09/2019"),
        (2, "Part", "noon", "am, pm or day"),
        (3, "Date", "2019-09-21", "a day of fieldwork, from 2019-09-16 to 2019-09-27"),
    ],
    "Inspector,Works,Lunch,Barred,Reads\nImran Reeder,Someday,noonish,Newcastle,500\n"
    "Imran Reader,Mon,,Atlantis,60\n": [
        (2, "Works", "Someday", "weekdays such as Mon, Tue am, Thu"),
        (2, "Lunch", "noonish", "two times such as 12:30 to 13:30"),
        (2, "Reads", "500", "a whole number from 0 to 480"),
        (3, "Barred", "Atlantis", "an office of the list"),
    ],
    "Inspector,Languages\nImran Reeder,Welsh\n": [
        (2, "Inspector", "Imran Reeder", "somebody of the team who inspects (perhaps Imran Reader)"),
    ],
    "Officer,Held,Works\nFarah Foxx,by pigeon,Mon\nZed Zed,video,Mon\n": [
        (2, "Held", "by pigeon", "in person, telephone or video"),
        (3, "Officer", "Zed Zed", "a responsible officer of the list"),
    ],
    "Away,From,To,Begins,Ends\nFarah Fox,18/09/2019,17/09/2019,,\n"
    "Farah Fox,19/09/2019,,10:00,\nNobody,19/09/2019,,,\n": [
        (2, "To", "17/09/2019", "after 18/09/2019"),
        (3, "Ends", "", "a value: begins and ends go together"),
        (4, "Away", "Nobody", "a responsible officer or somebody of the team"),
    ],
    "From,To,Km,Minutes\nNewcastle,Gateshead,,\nNewcastle,Atlantis,10,10\n"
    "Newcastle,Morpeth,1,1\nMorpeth,Newcastle,2,2\n": [
        (2, "Km", "", "a value here or under minutes"),
        (3, "To", "Atlantis", "an office or an inspector's base"),
        (4, "To", "Morpeth", "an office or an inspector's base"),
        (5, "From", "Morpeth", "the same as in row 4, which is about it too"),
    ],
    "Km,Newcastle,Gateshead\nNewcastle,,far\nGateshead,8,\n": [
        (2, "Gateshead", "far", "a number from 0 to 2000"),
        (3, "from", "Gateshead", "an office or an inspector's base"),
    ],
    "What,Date,Begins,Ends,Inspectors\nTea party,17/09/2019,10:00,11:00,\nSentencer,17/09/2089,11:00,10:00,\n"
    "Meeting with sentencer,17/09/2090,,,Imran Reader\n": [
        (2, "What", "Tea party", "a kind of evidence of this programme"),
        (3, "Ends", "10:00", "after 11:00"),
        (
            4,
            "What",
            "Meeting with sentencer",
            "a kind of evidence of this programme (perhaps Meeting with sentencers)",
        ),
        (4, "Date", "2090-09-17", "a day within 120 days of the fieldwork, which starts on 2019-09-16"),
    ],
    "Cases,Minutes\n0,60\n1,5\n": [
        (2, "Cases", "0", "a whole number from 1 to 40"),
        (3, "Minutes", "5", "a whole number from 10 to 480"),
    ],
    "Language,Date,Interpreters\nWelsh,17/09/2019,\n": [(2, "Interpreters", "", "a value in every row")],
}


@pytest.mark.parametrize("text", BAD)
def test_every_fault_is_named_with_what_was_expected_and_nothing_is_taken_in(
    planned_file: Inspection, tmp_path: Path, text: str
) -> None:
    expected = BAD[text]
    assert faults(planned_file, tmp_path, text) == expected
    before = planned_file.journal.length()
    with pytest.raises(CannotTake) as refused:
        taken(planned_file, tmp_path, text)
    assert len(refused.value.problems) == len(expected)
    assert str(len(expected)) in str(refused.value)
    assert planned_file.journal.length() == before


def test_a_name_that_two_bear_is_not_guessed(planned_file: Inspection, tmp_path: Path) -> None:
    with planned_file.edit(LEAD, "Added") as edit:
        edit.set("officer", queries.officer_id(planned_file, "Imran Reader"), "name", "Imran Reader")
    ((_, column, _, expected),) = faults(planned_file, tmp_path, "Away,From\nImran Reader,17/09/2019\n")
    assert column == "Away"
    assert expected.startswith("one person")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"Colour,Size\nred,1\n", "no row of headings that are known"),
        (b"%PDF-1.7 ...", "a PDF document, not a table for planning"),
        (b"", "empty"),
        (b"PK\x03\x04 no workbook", "damaged"),
    ],
)
def test_what_is_no_table_is_named_for_what_it_is(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "odd.csv"
    path.write_bytes(content)
    with pytest.raises(Refused, match=says):
        read_tables(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="There is no file"):
        read_tables(tmp_path / "none.csv")


# -- what stays and what goes ----------------------------------------------------------------------


def test_empty_cells_and_columns_that_are_not_there_leave_what_is_known(
    planned_file: Inspection, tmp_path: Path
) -> None:
    taken(planned_file, tmp_path, "Office,Rooms,Opens,Closes\nNewcastle,3,10:00,16:00\n")
    taken(planned_file, tmp_path, "Office,Rooms,Opens,Closes\nNewcastle,,,\n")
    taken(planned_file, tmp_path, "Office,Latitude,Longitude\nNewcastle,54.9,-1.6\n")
    site = problem_of(planned_file).office["Newcastle"]
    assert (site.rooms, site.hours) == (3, (600, 960))


def test_absences_of_those_named_are_replaced_and_others_stay(
    planned_file: Inspection, tmp_path: Path
) -> None:
    taken(planned_file, tmp_path, "Away,From\nFarah Fox,17/09/2019\nTom Reed,17/09/2019\n")
    taken(planned_file, tmp_path, "Away,From\nFarah Fox,18/09/2019\n")
    problem = problem_of(planned_file)
    fox, reed = (problem.officer[who(planned_file, name)] for name in ("Farah Fox", "Tom Reed"))
    assert {day for day, _ in fox.absences} == {WEDNESDAY}
    assert {day for day, _ in reed.absences} == {TUESDAY}


def test_a_meetings_table_taken_in_again_changes_its_meetings(
    planned_file: Inspection, tmp_path: Path
) -> None:
    heads = "What,Date,Begins,Title,Inspectors\n"
    taken(planned_file, tmp_path, f"{heads}Meeting with sentencers,17/09/2019,10:00,Court,Imran Reader\n")
    taken(planned_file, tmp_path, f"{heads}Meeting with sentencers,17/09/2019,11:00,Court,Carys Lead\n")
    (meeting,) = problem_of(planned_file).appointments
    assert (meeting.when, meeting.people) == ("11:00am to 11:45am", (LEAD,))


def test_journeys_replace_those_of_the_same_two_places(planned_file: Inspection, tmp_path: Path) -> None:
    taken(planned_file, tmp_path, "Office,Rooms\nMorpeth,1\n")
    taken(planned_file, tmp_path, "From,To,Km,Minutes\nNewcastle,Morpeth,40,50\n")
    taken(planned_file, tmp_path, "From,To,Km,Minutes\nMORPETH,newcastle,42,55\n")
    assert problem_of(planned_file).travel.leg("Newcastle", "Morpeth").km == 42
    assert len(planned_file.value("inspection", "inspection", "journeys")) == 1


def test_a_table_is_one_step(planned_file: Inspection, tmp_path: Path) -> None:
    tables = read_tables(
        saved(tmp_path, "Office,Rooms\nMorpeth,2\n", "a.csv"),
        saved(tmp_path, "Office,Date,Rooms\nMorpeth,17/09/2019,1\n", "b.csv"),
    )
    done = take_in(planned_file, LEAD, tables)
    assert len(done.written.step) > 0
    assert done.new_offices == ("Morpeth",)
    assert problem_of(planned_file).rooms("Morpeth", (TUESDAY, "am")) == 1


# -- the debrief ----------------------------------------------------------------------------------


def test_one_word_makes_a_debrief_of_every_day_for_whoever_is_there(
    planned_file: Inspection, tmp_path: Path
) -> None:
    taken(planned_file, tmp_path, "Away,From,Part\nImran Reader,18/09/2019,pm\nImran Reader,19/09/2019,am\n")
    set_debrief(planned_file, LEAD, time(16, 30), minutes=20, without=[date(2019, 9, 27)])
    found = problem_of(planned_file).appointments
    assert [a.day for a in found] == [d for d in planned_file.info().days if d != date(2019, 9, 27)]
    assert found[0].when == "4:30pm to 4:50pm"
    assert [a.people for a in found[1:4]] == [(LEAD, READER), (LEAD,), (LEAD, READER)]
    set_debrief(planned_file, LEAD, None)
    assert problem_of(planned_file).appointments == ()


def test_a_debrief_past_midnight_is_refused(planned_file: Inspection) -> None:
    with pytest.raises(Refused):
        set_debrief(planned_file, LEAD, time(23, 50), minutes=30)
