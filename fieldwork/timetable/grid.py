"""A timetable as rows and columns: what the screen and the printed page both draw."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from fieldwork import wording
from fieldwork.timetable.appointments import Appointment
from fieldwork.timetable.plan import PlannedInterview, in_order
from fieldwork.timetable.problem import HALVES, DayRules, Half, HalfDay

By = Literal["inspector", "office", "officer"]
Columns = Literal["half_days", "days"]

#: Rows for appointments of no inspector yet, and at no office.
NOBODY, ELSEWHERE = "", "elsewhere"
_PART_TITLES: Mapping[Half, str] = {"am": "Morning", "pm": "Afternoon"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One interview or appointment in a cell: when, then lines from the most to the least important."""

    interview: PlannedInterview | None
    time: str
    lines: tuple[str, ...]
    appointment: Appointment | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A half-day, or a whole day (`half` is `None`). `part` is the second line of its heading."""

    day: date
    half: Half | None
    title: str
    part: str


@dataclass(frozen=True, slots=True)
class Row:
    """One inspector, office or officer: a cell a column, each with its entries in order of time."""

    id: str
    title: str
    cells: tuple[tuple[Entry, ...], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows by title. Every interview is in exactly one cell; an appointment is in one of each person's."""

    by: By
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def grid(
    interviews: Sequence[PlannedInterview],
    days: Sequence[date],
    names: Mapping[str, str],
    *,
    by: By = "inspector",
    columns: Columns = "half_days",
    rules: DayRules | None = None,
    rows: Sequence[str] = (),
    appointments: Sequence[Appointment] = (),
) -> Grid:
    """Lay interviews out; `names` words every id, `rows` are ids to show even when nothing is theirs.

    A day that is not among `days` but holds something gets columns too: nothing goes unseen. By
    officer, appointments are left out; elsewhere one without people or office has a row of its own.
    """
    hours = rules or DayRules()
    fixed = () if by == "officer" else appointments
    shown = sorted({*days, *(i.starts.date() for i in interviews), *(a.day for a in fixed)})
    heads = [head for day in shown for head in _heads(day, columns)]
    cells: dict[tuple[str, HalfDay], list[Entry]] = defaultdict(list)
    for interview in in_order(interviews):
        cells[_row_id(interview, by), hours.halves(interview)[0]].append(_entry(interview, by, names))
    offices = {i.office for i in interviews} | set(rows)
    for appointment in fixed:
        half: Half = "am" if appointment.begins.time() < hours.lunch_ends else "pm"
        people = appointment.people or (NOBODY,)
        for row in people if by == "inspector" else (_office(appointment, offices),):
            cells[row, (appointment.day, half)].append(_fixed(appointment, by, names))
    titles = {NOBODY: "Nobody yet", ELSEWHERE: "Elsewhere"} | dict(names)
    ids = {row for row, _ in cells} | set(rows)
    ordered = sorted(ids, key=lambda i: (i in (NOBODY, ELSEWHERE), str(titles.get(i, i)).casefold(), i))
    laid = [Row(i, titles.get(i, i), tuple(_cell(cells, i, head) for head in heads)) for i in ordered]
    return Grid(by, tuple(heads), tuple(laid))


def _heads(day: date, columns: Columns) -> list[Column]:
    title = wording.short_day(day)
    if columns == "days":
        return [Column(day, None, title, "")]
    return [Column(day, half, title, _PART_TITLES[half]) for half in HALVES]


def _cell(cells: Mapping[tuple[str, HalfDay], list[Entry]], row: str, head: Column) -> tuple[Entry, ...]:
    halves = HALVES if head.half is None else (head.half,)
    held = [entry for half in halves for entry in cells.get((row, (head.day, half)), ())]
    return tuple(sorted(held, key=_begins))


def _begins(entry: Entry) -> datetime:
    held = entry.interview.starts if entry.interview else entry.appointment and entry.appointment.begins
    return held or datetime.min


def _office(appointment: Appointment, offices: Collection[str]) -> str:
    place = appointment.place.casefold()
    return next((office for office in offices if office.casefold() == place), ELSEWHERE)


def _fixed(appointment: Appointment, by: By, names: Mapping[str, str]) -> Entry:
    people = wording.listed([names.get(p, p) for p in appointment.people])
    where = appointment.place if by == "inspector" else people
    lines = tuple(line for line in (appointment.title, where, appointment.about) if line)
    return Entry(None, appointment.when, lines, appointment)


def _row_id(interview: PlannedInterview, by: By) -> str:
    return {"inspector": interview.inspector, "office": interview.office, "officer": interview.officer}[by]


def _entry(interview: PlannedInterview, by: By, names: Mapping[str, str]) -> Entry:
    officer, inspector, office = (
        names.get(i, i) for i in (interview.officer, interview.inspector, interview.office)
    )
    room, about = wording.room(interview.room), wording.count(len(interview.cases), "case")
    lines = {
        "inspector": (officer, f"{office}, {room}", about),
        "office": (officer, f"with {inspector}", f"{room}, {about}"),
        "officer": (f"with {inspector}", f"{office}, {room}", about),
    }[by]
    return Entry(interview, wording.span(interview.starts, interview.ends), lines)
