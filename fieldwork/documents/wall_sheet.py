"""The whole plan on one A3 sheet for the wall: days across, inspectors or offices down the side.

The type is as large as lets everything stand on one sheet. Where even the smallest would not, each week has a
sheet of its own, and where that is too little, it goes on over further ones in a size that is read with ease.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby, pairwise
from typing import Any, Literal

from reportlab.lib.pagesizes import A3, landscape
from reportlab.platypus import PageBreak, Table, TableStyle

from fieldwork import wording
from fieldwork.documents import page, style
from fieldwork.documents.page import DocumentContext
from fieldwork.documents.timetable import debrief_words
from fieldwork.timetable.appointments import Appointment
from fieldwork.timetable.debrief import is_debrief
from fieldwork.timetable.grid import Entry, Grid, grid
from fieldwork.timetable.plan import PlannedInterview

By = Literal["inspector", "office"]

SHEET: tuple[float, float] = landscape(A3)
_WIDTH = SHEET[0] - 2 * style.MARGIN
_HEIGHT = SHEET[1] - style.TOP - style.BOTTOM
#: Sizes of type that are tried, the largest first, and the one for plans that need several sheets.
_SIZES = (9.0, 8.4, 7.8, 7.2, 6.7, 6.2, 5.8, 5.4)
_SEVERAL = 7.2
_NAMES = 104.0


def render(
    interviews: Sequence[PlannedInterview],
    appointments: Sequence[Appointment],
    names: Mapping[str, str],
    days: Sequence[date],
    by: By,
    context: DocumentContext,
) -> bytes:
    """The PDF; `names` word officers, inspectors and offices. Cases are counted, not
    named. The team's debrief is said at the head.
    """
    debriefs = [a for a in appointments if is_debrief(a)]
    fixed = [a for a in appointments if not is_debrief(a)]
    laid = grid(interviews, days, names, by=by, columns="days", appointments=fixed)
    title = f"Timetable by {by}"
    head: list[Any] = [
        style.para(f"Interviews by {by}", style.TITLE),
        style.para(_extent(laid) + debrief_words(debriefs, days), style.LEAD),
    ]
    if not laid.rows:
        return page.build([*head, style.para("No interview is planned yet.")], title, context, sheet=SHEET)
    room = _HEIGHT - sum(one.wrap(_WIDTH, _HEIGHT)[1] + one.getSpaceAfter() for one in head) - 4
    return page.build([*head, *_sheets(laid, room)], title, context, sheet=SHEET)


def _sheets(laid: Grid, room: float) -> list[Any]:
    """The whole on one sheet, else a week a sheet, else as many sheets as a week needs."""
    if table := _fitting(laid, room):
        return [table]
    found: list[Any] = []
    for n, week in enumerate(_weeks(laid)):
        tall = room if n == 0 else _HEIGHT
        found += [*([PageBreak()] if n else []), _fitting(week, tall) or _table(week, _SEVERAL)]
    return found


def _fitting(laid: Grid, room: float) -> Table | None:
    """The table in the largest type in which it is no taller than the room there is."""
    if _tall(_table(laid, _SIZES[-1])) > room:
        return None
    return next(table for size in _SIZES if _tall(table := _table(laid, size)) <= room)


def _weeks(laid: Grid) -> list[Grid]:
    """A grid for each calendar week, without those who have nothing in it."""
    found = []
    for _, columns in groupby(enumerate(laid.columns), key=lambda one: one[1].day.isocalendar()[:2]):
        places = [place for place, _ in columns]
        rows = [replace(row, cells=tuple(row.cells[p] for p in places)) for row in laid.rows]
        days = tuple(laid.columns[p] for p in places)
        found.append(Grid(laid.by, days, tuple(row for row in rows if any(row.cells))))
    return found


def _extent(laid: Grid) -> str:
    entries = {entry for row in laid.rows for cell in row.cells for entry in cell}
    held = sum(1 for entry in entries if entry.interview)
    fixed = len({entry.appointment for entry in entries if entry.appointment})
    words = [wording.count(held, "interview")]
    words += [wording.count(fixed, "meeting or visit", "meetings and visits")] if fixed else []
    return wording.listed(words)


def _tall(table: Table) -> float:
    return float(table.wrap(_WIDTH, 100_000)[1])


def _table(laid: Grid, size: float) -> Table:
    """One row for each inspector or office; a row that no sheet could hold is divided."""
    text = style.CELL.clone("wall", fontSize=size, leading=size * 1.2, spaceAfter=size * 0.4)
    name = style.CELL_BOLD.clone("wall name", fontSize=size + 0.6, leading=(size + 0.6) * 1.2)
    heads = ["", *(style.para(column.title, name) for column in laid.columns)]
    body = [
        [style.para(row.title, name), *(_cell(cell, laid.by, text) for cell in row.cells)]
        for row in laid.rows
    ]
    wide = (_WIDTH - _NAMES) / max(len(laid.columns), 1)
    table = Table(
        [heads, *body],
        [_NAMES, *[wide] * len(laid.columns)],
        repeatRows=1,
        style=TableStyle(_rules(laid, size)),
    )
    table.hAlign = "LEFT"
    table.wrap(_WIDTH, 100_000)
    # Only a row that no sheet could hold is divided.
    table.splitInRow = int(max(table._rowHeights) > _HEIGHT - 2 * size)
    return table


def _rules(laid: Grid, size: float) -> list[tuple[Any, ...]]:
    rules: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ("TOPPADDING", (0, 0), (-1, -1), size * 0.25),
        ("BOTTOMPADDING", (0, 0), (-1, -1), size * 0.3),
        ("LINEBELOW", (0, 0), (-1, 0), 0.9, style.INK),
        ("LINEBELOW", (0, 1), (-1, -1), 0.4, style.LINE),
        ("LINEAFTER", (0, 0), (-2, -1), 0.3, style.LINE),
    ]
    days = [column.day for column in laid.columns]
    for place, (one, other) in enumerate(pairwise(days), start=1):
        if one.isocalendar()[:2] != other.isocalendar()[:2]:
            rules.append(("LINEAFTER", (place, 0), (place, -1), 1.2, style.INK))
    return rules


def _cell(entries: Sequence[Entry], by: str, text: Any) -> Any:
    """Entries under one another; within a plan nothing of a day is left out."""
    return [_entry(entry, by, text) for entry in entries] or ""


def _entry(entry: Entry, by: str, text: Any) -> Any:
    """The time, whom, and where or with whom; a meeting in italics, so that it stands out."""
    time, (name, *rest) = f"<b>{style.words(entry.time)}</b>", entry.lines
    if entry.interview is None:
        lines = [time, f"<i>{style.words(name)}</i>", *map(style.words, rest)]
    else:
        # By inspector the second line says office and room already.
        room = f", {wording.room(entry.interview.room)}" if by == "office" else ""
        lines = [time, style.words(name), style.words(f"{rest[0]}{room}")]
    return style.markup("<br/>".join(lines), text)
