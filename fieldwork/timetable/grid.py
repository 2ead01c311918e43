"""A timetable as rows and columns: what the screen and the printed page both draw."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from fieldwork import wording
from fieldwork.timetable.plan import PlannedInterview, in_order
from fieldwork.timetable.problem import HALVES, DayRules, Half, HalfDay

By = Literal["inspector", "office", "officer"]
Columns = Literal["half_days", "days"]

_PART_TITLES: Mapping[Half, str] = {"am": "Morning", "pm": "Afternoon"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One interview in a cell: when, then lines from the most to the least important."""

    interview: PlannedInterview
    time: str
    lines: tuple[str, ...]


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
    """Rows by title. Every interview is in exactly one cell."""

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
) -> Grid:
    """Lay interviews out; `names` words every id, `rows` are ids to show even when nothing is theirs.

    A day that is not among `days` but holds an interview gets columns too: nothing goes unseen.
    """
    hours = rules or DayRules()
    shown = sorted(set(days) | {i.starts.date() for i in interviews})
    heads = [head for day in shown for head in _heads(day, columns)]
    cells: dict[tuple[str, HalfDay], list[Entry]] = defaultdict(list)
    for interview in in_order(interviews):
        cells[_row_id(interview, by), hours.halves(interview)[0]].append(_entry(interview, by, names))
    ids = {_row_id(i, by) for i in interviews} | set(rows)
    ordered = sorted(ids, key=lambda i: (names.get(i, i).casefold(), i))
    laid = [Row(i, names.get(i, i), tuple(_cell(cells, i, head) for head in heads)) for i in ordered]
    return Grid(by, tuple(heads), tuple(laid))


def _heads(day: date, columns: Columns) -> list[Column]:
    title = wording.short_day(day)
    if columns == "days":
        return [Column(day, None, title, "")]
    return [Column(day, half, title, _PART_TITLES[half]) for half in HALVES]


def _cell(cells: Mapping[tuple[str, HalfDay], list[Entry]], row: str, head: Column) -> tuple[Entry, ...]:
    halves = HALVES if head.half is None else (head.half,)
    return tuple(entry for half in halves for entry in cells.get((row, (head.day, half)), ()))


def _row_id(interview: PlannedInterview, by: By) -> str:
    return {"inspector": interview.inspector, "office": interview.office, "officer": interview.officer}[by]


def _entry(interview: PlannedInterview, by: By, names: Mapping[str, str]) -> Entry:
    officer, inspector, office = (
        names.get(i, i) for i in (interview.officer, interview.inspector, interview.office)
    )
    room, about = f"room {interview.room}", wording.count(len(interview.cases), "case")
    lines = {
        "inspector": (officer, f"{office}, {room}", about),
        "office": (officer, f"with {inspector}", f"{room}, {about}"),
        "officer": (f"with {inspector}", f"{office}, {room}", about),
    }[by]
    return Entry(interview, wording.span(interview.starts, interview.ends), lines)
