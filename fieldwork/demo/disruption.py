"""Day two of the demo goes wrong: somebody is ill, an office loses rooms, three officers are in court.

The lead marks what became of day one, repairs the plan with as few moves as can be, and tells whoever it
concerns.
"""

import csv
from collections import Counter
from datetime import UTC, date, datetime, time
from pathlib import Path

from fieldwork import whole_files
from fieldwork.demo.setting_up import LEAD
from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.timetable import calendars, marks, plan_file, telling
from fieldwork.timetable.plan import PlannedInterview

#: Letters go out a week ahead; the repair is made on day two before anybody sets out.
_LETTERS, _NOW = date(2019, 9, 9), datetime(2019, 9, 17, 7, 30)
_LATER = time(10, 0), time(12, 0)


def work_through(inspection: Inspection, folder: Path) -> None:
    """Letters, day one, what goes wrong, the repair, slips and calendars: all in the lead's file."""
    lead = queries.person(inspection, LEAD).id
    _print(inspection, "officer-letters", folder / "prints", _LETTERS)
    telling.notify(inspection, lead)
    _hand_on(inspection, folder / "calendars", _LETTERS)
    _day_one(inspection, lead)
    _go_wrong(inspection, lead, folder / "absences.csv")
    _repair(inspection, lead)
    _print(inspection, "change-slips", folder / "prints", _NOW.date())
    telling.notify(inspection, lead)
    _hand_on(inspection, folder / "calendars", _NOW.date())
    _workbook(inspection, folder)


def _day_one(inspection: Inspection, lead: str) -> None:
    """Everybody was interviewed but the last, who did not attend."""
    first = [i for i in plan_file.planned(inspection) if i.starts.date() < _NOW.date()]
    for interview in first[:-1]:
        marks.mark(inspection, lead, interview.officer, "held")
    for interview in first[-1:]:
        marks.mark(inspection, lead, interview.officer, "missed", note="Called to a family emergency")


def _go_wrong(inspection: Inspection, lead: str, table: Path) -> None:
    """The inspector with most to do on day two is ill, the office with most to come keeps half its rooms,
    and the table of who is in court has three officers of the days after.
    """
    from fieldwork.timetable.reading_tables import read_tables
    from fieldwork.timetable.taking_in import take_in

    to_come = [i for i in plan_file.planned(inspection) if i.starts >= _NOW]
    today = Counter(i.inspector for i in to_come if i.starts.date() == _NOW.date())
    halves = [(_NOW.date(), half) for half in ("am", "pm")]
    for person, _ in today.most_common(1):
        plan_file.set_absences(inspection, lead, "person", person, halves)  # type: ignore[arg-type]
    office = _busiest(inspection, to_come)
    rooms = {o.name: o.rooms for o in queries.offices(inspection)}
    plan_file.set_rooms(inspection, lead, office, rooms[office] // 2)
    later = [i for i in to_come if i.starts.date() > _NOW.date() and i.starts.time() < time(12, 30)]
    names: dict[str, str] = {o.id: o.name for o in queries.officers(inspection)}
    with table.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("Away", "From", "Begins", "Ends"))
        for i in later[:3]:
            rows.writerow((names[i.officer], f"{i.starts:%d/%m/%Y}", *(f"{at:%H:%M}" for at in _LATER)))
    take_in(inspection, lead, read_tables(table))


def _busiest(inspection: Inspection, to_come: list[PlannedInterview]) -> str:
    """Where most interviews are in the rooms that are to go; offices with one room keep it."""
    rooms = {o.name: o.rooms for o in queries.offices(inspection) if o.rooms > 1}
    upper = Counter(i.office for i in to_come if i.office in rooms and i.room > rooms[i.office] // 2)
    return max(sorted(rooms), key=lambda name: (upper[name], rooms[name]))


def _repair(inspection: Inspection, lead: str) -> None:
    from fieldwork.timetable.moves import frozen  # the solver is slow to import
    from fieldwork.timetable.solver import solve

    plan = plan_file.planned(inspection)
    problem = frozen(plan_file.problem_of(inspection), plan, _NOW)
    plan_file.keep_plan(inspection, lead, solve(problem, seconds=2, keep=plan).interviews)


def _print(inspection: Inspection, document: str, folder: Path, printed: date) -> None:
    from fieldwork.documents.produce import print_to  # slow to import: reportlab

    print_to(inspection, document, folder / document, printed=printed)


def _hand_on(inspection: Inspection, folder: Path, day: date) -> None:
    """A calendar for each inspector; the second time with what is cancelled."""
    for made in calendars.calendars(inspection, "inspector", datetime.combine(day, time(8), UTC)):
        whole_files.write(folder, made.name, made.text.encode())
        calendars.remember(inspection, made)


def _workbook(inspection: Inspection, folder: Path) -> None:
    from fieldwork.exports.plan_workbook import plan_workbook  # slow to import: xlsxwriter

    whole_files.write(folder, "timetable.xlsx", plan_workbook(inspection))
