"""Tables about people and places: read with every fault named, taken in whole or not at all."""

from pathlib import Path

import pytest

from fieldwork.errors import Refused
from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.timetable.plan_file import problem_of
from fieldwork.timetable.reading_tables import Fault, read_table
from fieldwork.timetable.taking_in import take_in
from tests.conftest import LEAD


def written(folder: Path, text: str) -> Path:
    path = folder / "table.csv"
    path.write_text(text, encoding="utf-8-sig")
    return path


def test_offices_bring_rooms_hours_and_places(inspection: Inspection, tmp_path: Path) -> None:
    text = "Office,Rooms,Opens,Closes,Latitude,Longitude\nNewcastle,3,10:00,16:00,54.97,-1.61\n"
    take_in(inspection, LEAD, read_table(written(tmp_path, text)))
    planned = problem_of(inspection)
    assert (planned.rooms("Newcastle"), planned.office["Newcastle"].hours) == (3, (600, 960))
    assert planned.travel.points["Newcastle"] == (54.97, -1.61)


def test_journeys_replace_the_estimate_in_both_directions(inspection: Inspection, tmp_path: Path) -> None:
    take_in(inspection, LEAD, read_table(written(tmp_path, "From,To,Km,Minutes\nA,B,40,50\n")))
    take_in(inspection, LEAD, read_table(written(tmp_path, "From,To,Km,Minutes\nB,A,42,55\n")))
    assert problem_of(inspection).travel.leg("A", "B").km == 42


def test_an_officers_pattern_becomes_absences(inspection: Inspection, tmp_path: Path) -> None:
    with inspection.edit(LEAD, "Added") as edit:
        edit.set("officer", queries.officer_id(inspection, "Farah Fox"), "name", "Farah Fox")
    text = 'Officer,Works,Language,Held\nFarah Fox,"Mon, tue am",Welsh,telephone\n'
    take_in(inspection, LEAD, read_table(written(tmp_path, text)))
    seen = problem_of(inspection).officer[queries.officer_id(inspection, "Farah Fox")]
    assert (seen.language, seen.remote) == ("Welsh", True)
    assert {day.weekday() for day, _ in seen.absences} == {1, 2, 3, 4}


def test_every_fault_is_named_and_nothing_is_taken_in(inspection: Inspection, tmp_path: Path) -> None:
    text = "Office,Rooms,Opens,Closes\nNewcastle,many,25:00,\nHexham,1,12:00,9:00\n"
    table = read_table(written(tmp_path, text))
    assert table.faults == (
        Fault(2, "rooms", "many", "a whole number from 0 to 50"),
        Fault(2, "opens", "25:00", "a time such as 09:30"),
        Fault(3, "closes", "09:00", "a time after 12:00"),
    )
    before = problem_of(inspection)
    with pytest.raises(Refused) as refused:
        take_in(inspection, LEAD, table)
    assert refused.value.problems[0].place == "row 2, rooms"
    assert problem_of(inspection) == before


def test_somebody_unknown_is_refused(inspection: Inspection, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        take_in(inspection, LEAD, read_table(written(tmp_path, "Inspector,Languages\nNobody,Welsh\n")))
    assert refused.value.problems[0].place == "Nobody"


def test_a_table_about_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no headings that are known"):
        read_table(written(tmp_path, "Colour,Size\nred,1\n"))
