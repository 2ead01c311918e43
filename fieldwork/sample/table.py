"""The rows under a heading row, column by column, into values and problems.

Offices repeat themselves, so each different cell of a column is read once; what is left for each cell is a
look-up, which keeps 20,000 rows within reach of the bare workbook reader.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fieldwork.programme.conditions import Value
from fieldwork.programme.model import Fact
from fieldwork.sample.cells import Cell, cell_text, shortened
from fieldwork.sample.errors import Restricted, Unreadable
from fieldwork.sample.headings import Column, Layout
from fieldwork.sample.lines import case_rows, day_taken_out
from fieldwork.sample.model import ListProblem, ListRow
from fieldwork.sample.normalise import Calendar, Reader, compound_reader, fact_reader
from fieldwork.sample.people import found_twice
from fieldwork.sample.vocabulary import words

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
        good: list[ListRow] = []
        faulty: list[ListRow] = []
        for place, row in enumerate(zip(*self.values.values(), strict=True)):
            held = {fact: value for fact, value in zip(facts, row, strict=True) if value is not None}
            (faulty if place in self.faults else good).append(ListRow(self.numbers[place], held))
        return tuple(good), tuple(faulty)

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
    values: dict[str, list[Value | None]] = {}
    progress(0, len(cases))
    for done, column in enumerate(layout.columns, start=1):
        cells = [row[column.place] for row in cases]
        values |= _read_column(column, cells, numbers, _reader(column, facts, calendar), faults)
        progress(len(cases) * done // len(layout.columns), len(cases))
    for twice in found_twice(values, numbers):
        column = columns[twice.fact]
        value = str(values[twice.fact][twice.later] or "")
        problem = ListProblem(numbers[twice.later], column.heading, value, twice.problem)
        faults.setdefault(twice.later, []).append(problem)
    return Table(numbers, values, faults)


def _reader(column: Column, facts: Mapping[str, Fact], calendar: Calendar) -> Reader:
    if column.compound:
        return compound_reader(column.compound, {id: facts[id] for id in column.facts}, words())
    return fact_reader(facts[column.facts[0]], words(), calendar)


def _read_column(
    column: Column,
    cells: Sequence[Cell],
    numbers: Sequence[int],
    read: Reader,
    faults: dict[int, list[ListProblem]],
) -> dict[str, list[Value | None]]:
    """The column's facts by place, None for no value; what cannot be read is added to `faults`."""
    meanings: dict[Cell, tuple[Value | None, ...]] = {}
    wrong: dict[Cell, Unreadable] = {}
    for cell in set(cells):
        try:
            meanings[cell] = read(cell)
        except Unreadable as why:
            meanings[cell] = (None,) * len(column.facts)
            wrong[cell] = why
    for place, cell in enumerate(cells) if wrong else ():
        if error := wrong.get(cell):
            so_far = faults.setdefault(place, [])
            # A restricted record is masked in several columns and is one problem.
            if not (isinstance(error, Restricted) and any(p.problem == str(error) for p in so_far)):
                value = shortened(cell_text(cell))
                so_far.append(ListProblem(numbers[place], column.heading, value, str(error)))
    return {fact: [meanings[cell][part] for cell in cells] for part, fact in enumerate(column.facts)}


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
