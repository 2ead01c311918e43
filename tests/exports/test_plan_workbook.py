"""The plan as a workbook, read back: every sheet, with days and times of Excel's own."""

import io
import zipfile
from datetime import date, datetime, time

from python_calamine import CalamineWorkbook

from fieldwork.exports.plan_workbook import plan_workbook
from fieldwork.inspection.file import Inspection
from fieldwork.timetable.debrief import set_debrief
from fieldwork.timetable.marks import mark
from fieldwork.timetable.plan_file import set_absences
from fieldwork.timetable.telling import notify
from tests.conftest import LEAD, READER, REFS
from tests.timetable.test_today import MONDAY, TUESDAY, planned_file, who

__all__ = ["planned_file"]


def read(data: bytes) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_interviews_are_there_by_officer_inspector_office_and_day(planned_file: Inspection) -> None:
    notify(planned_file, LEAD)
    mark(planned_file, READER, who(planned_file, "Farah Fox"), "held")
    set_debrief(planned_file, LEAD, time(16, 30))
    sheets = read(plan_workbook(planned_file))
    names = ["Interviews", "By inspector", "By office", "By day", "Meetings", "Unplaced", "Clashes"]
    assert list(sheets) == names
    heads, first, *rest = sheets["Interviews"]
    row = dict(zip(heads, first, strict=True))
    assert (row["Officer"], row["Day"], row["From"], row["To"]) == (
        "Farah Fox",
        MONDAY,
        time(9, 30),
        time(10, 45),
    )
    assert (row["Minutes"], row["Cases"], row["References"]) == (75, 1, REFS[0])
    assert (row["Locked"], row["Told"], row["State"]) == ("Yes", "Yes", "Held")
    assert len(rest) == 2
    for name, first_head in (("By inspector", "Inspector"), ("By office", "Office"), ("By day", "Day")):
        assert sheets[name][0][0] == first_head
        assert sorted(sheets[name][0]) == sorted(heads)
        assert len(sheets[name]) == 4
    assert [line[0] for line in sheets["By day"][1:]] == [MONDAY, MONDAY, TUESDAY]
    assert sheets["Meetings"][1][:4] == [MONDAY, time(16, 30), time(17), "Team debrief"]
    assert len(sheets["Meetings"]) == 11


def test_who_has_no_interview_is_there_with_the_reason(planned_file: Inspection) -> None:
    fox = who(planned_file, "Farah Fox")
    mark(planned_file, READER, fox, "missed", note="In court")
    sheets = read(plan_workbook(planned_file))
    row = dict(zip(*sheets["Unplaced"][:2], strict=True))
    assert (row["Officer"], row["Office"], row["References"]) == ("Farah Fox", "Newcastle", REFS[0])
    assert "They are in and Imran Reader is available" in str(row["Why"]) and row["Before"] == (
        "Did not attend, Mon 16 Sep. In court"
    )
    assert len(sheets["Interviews"]) == 3


def test_clashes_are_in_it_and_a_change_since_people_were_told(planned_file: Inspection) -> None:
    notify(planned_file, LEAD)
    fox = who(planned_file, "Farah Fox")
    set_absences(planned_file, LEAD, "officer", fox, [(MONDAY, "am")])
    mark(planned_file, READER, fox, "rescheduled", to=datetime(2019, 9, 17, 14, 0))
    sheets = read(plan_workbook(planned_file))
    row = dict(zip(*sheets["Interviews"][:2], strict=True))
    assert (row["Day"], row["Told"]) == (TUESDAY, "Changed since")
    assert sheets["Clashes"] == [["Clash"]]
    set_absences(planned_file, LEAD, "officer", fox, [(TUESDAY, "pm")])
    assert "Farah Fox is away" in str(read(plan_workbook(planned_file))["Clashes"][1][0])


def test_headings_stay_in_sight_and_nothing_is_taken_for_a_formula(planned_file: Inspection) -> None:
    with planned_file.edit(LEAD, "Renamed") as edit:
        edit.set("officer", who(planned_file, "Farah Fox"), "name", "=HYPERLINK(0)")
    data = plan_workbook(planned_file)
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        parts = {n: book.read(n).decode() for n in book.namelist() if n.startswith("xl/worksheets/sheet")}
    assert len(parts) == 7
    for part in parts.values():
        assert 'state="frozen"' in part and "<autoFilter" in part and "<f>" not in part
    assert read(data)["Interviews"][1][0] == "=HYPERLINK(0)"


def test_nobody_on_probation_is_named(planned_file: Inspection) -> None:
    assert "Walker" not in str(read(plan_workbook(planned_file)))
    assert isinstance(read(plan_workbook(planned_file))["By day"][1][0], date)
