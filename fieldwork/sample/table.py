"""The rows under a heading row, column by column, into values and problems.

Offices repeat themselves, so each different cell of a column is read once; what is left for each cell is a
look-up, which keeps 20,000 rows within reach of the bare workbook reader.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import compress
from typing import TypeVar

from fieldwork.programme.conditions import Value
from fieldwork.programme.model import Fact
from fieldwork.sample.errors import Restricted, Unreadable
from fieldwork.sample.headings import Column, Layout
from fieldwork.sample.lines import case_rows, day_taken_out
from fieldwork.sample.model import ListProblem, ListRow
from fieldwork.sample.normalise import Calendar, compound_reader, fact_reader
from fieldwork.sample.people import found_twice
from fieldwork.sample.vocabulary import words
from fieldwork.sheets.cells import Cell, cell_text, shortened

_T = TypeVar("_T")

#: Told how many rows of how many are read; may raise, which stops the reading.
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Table:
    """Cases by place: `numbers` are their rows in the sheet, `values` columns by fact, `faults` by place."""

    numbers: Sequence[int]
    values: Mapping[str, Sequence[Value | None]]
    faults: Mapping[int, Sequence[ListProblem]]

    def rows(self) -> tuple[tuple[ListRow, ...], tuple[ListRow, ...]]:
        """The rows without problems, and those with, holding what could be read of them."""
        facts = tuple(self.values)
        rows = [
            ListRow(
                number, {fact: value for fact, value in zip(facts, row, strict=False) if value is not None}
            )
            for number, row in zip(self.numbers, zip(*self.values.values(), strict=True), strict=True)
        ]
        if not self.faults:
            return tuple(rows), ()
        faulty = [place in self.faults for place in range(len(rows))]
        sound = [not bad for bad in faulty]
        return tuple(compress(rows, sound)), tuple(compress(rows, faulty))

    def problems(self) -> tuple[ListProblem, ...]:
        """Every problem, down the sheet; in each row from left to right, a repeated case last."""
        return tuple(problem for place in sorted(self.faults) for problem in self.faults[place])


def read_table(
    grid: Sequence[list[Cell]],
    heading: int,
    layout: Layout,
    facts: Mapping[str, Fact],
    today: date,
    progress: Progress,
) -> Table:
    """Reads every case under the heading row at index `heading`."""
    columns = {fact: column for column in layout.columns for fact in column.facts}
    places = case_rows(grid, heading, columns["reference"].place, words())
    numbers = [place + 1 for place in places]
    width = len(grid[heading])
    cases = [row if len(row) == width else _fitted(row, width) for row in map(grid.__getitem__, places)]
    faults = _too_long([grid[place] for place in places], numbers, width)
    stated = day_taken_out(grid[:heading], words(), today)
    calendar = Calendar(stated or today, stated is not None)
    values: dict[str, Sequence[Value | None]] = {}
    cells = list(zip(*cases, strict=True)) or [()] * width
    progress(0, len(cases))
    for done, column in enumerate(layout.columns, start=1):
        values |= _read_column(column, cells[column.place], numbers, facts, calendar, faults)
        progress(len(cases) * done // len(layout.columns), len(cases))
    for twice in found_twice(values, numbers):
        column = columns[twice.fact]
        value = str(values[twice.fact][twice.later] or "")
        problem = ListProblem(numbers[twice.later], column.heading, value, twice.problem, "repeated")
        faults.setdefault(twice.later, []).append(problem)
    return Table(numbers, values, faults)


def _read_column(
    column: Column,
    cells: Sequence[Cell],
    numbers: Sequence[int],
    facts: Mapping[str, Fact],
    calendar: Calendar,
    faults: dict[int, list[ListProblem]],
) -> dict[str, Sequence[Value | None]]:
    """The column's facts by place, None for no value; what cannot be read is added to `faults`."""
    values: Iterable[Sequence[Value | None]]
    if column.compound:
        filled = {id: facts[id] for id in column.facts}
        parts, wrong = _meanings(cells, compound_reader(column.compound, filled, words()))
        parts |= dict.fromkeys(wrong, (None,) * len(filled))
        values = zip(*map(parts.__getitem__, cells), strict=True)
    else:
        single, wrong = _meanings(cells, fact_reader(facts[column.facts[0]], words(), calendar))
        values = [list(map(single.get, cells))]
    if wrong:
        _note_faults(column, cells, numbers, wrong, faults)
    return dict(zip(column.facts, values, strict=bool(cells)))


def _meanings(
    cells: Sequence[Cell], read: Callable[[Cell], _T]
) -> tuple[dict[Cell, _T], dict[Cell, Unreadable]]:
    """What each different cell means, and why the others mean nothing."""
    meanings: dict[Cell, _T] = {}
    wrong: dict[Cell, Unreadable] = {}
    for cell in set(cells):
        try:
            meanings[cell] = read(cell)
        except Unreadable as why:
            wrong[cell] = why
    return meanings, wrong


def _note_faults(
    column: Column,
    cells: Sequence[Cell],
    numbers: Sequence[int],
    wrong: Mapping[Cell, Unreadable],
    faults: dict[int, list[ListProblem]],
) -> None:
    for place, cell in enumerate(cells):
        if error := wrong.get(cell):
            so_far = faults.setdefault(place, [])
            # A restricted record is masked in several columns and is one problem.
            if not (isinstance(error, Restricted) and any(p.problem == str(error) for p in so_far)):
                value = shortened(cell_text(cell))
                so_far.append(ListProblem(numbers[place], column.heading, value, str(error), error.kind))


def _fitted(row: Sequence[Cell], width: int) -> list[Cell]:
    return [*row[:width], *[""] * (width - len(row))]


def _too_long(
    rows: Sequence[Sequence[Cell]], numbers: Sequence[int], width: int
) -> dict[int, list[ListProblem]]:
    """Rows of a text file with more cells than headings: their values stand in the wrong columns."""
    sentence = f"More cells than headings: expected {width}. Put values that hold the delimiter in quotes."
    return {
        place: [ListProblem(numbers[place], "", "", sentence)]
        for place, row in enumerate(rows)
        if len(row) > width and any(map(cell_text, row[width:]))
    }
