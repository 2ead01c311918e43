"""Planning tables out of a CSV or XLSX file, with every fault named; nothing is stored here.

A workbook may hold a table a sheet. What a table is about, its headings say; see `table_columns`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fieldwork.errors import Refused
from fieldwork.sheets.cells import Cell, cell_text, fold, shortened
from fieldwork.sheets.source import Sheets, content_of
from fieldwork.timetable import table_cells
from fieldwork.timetable.table_columns import KINDS, MATRIX, Column, TableKind, kind_of, places_of

#: How far down the heading row may stand.
_DEEPEST = 20
_KNOWN = "; ".join(", ".join(c.heading.capitalize() for c in kind.needed) for kind in KINDS)


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that cannot be used. `row` counts from 1 as a sheet shows it; `sheet` is "" in a CSV."""

    file: str
    sheet: str
    row: int
    column: str
    value: str
    expected: str

    @property
    def place(self) -> str:
        """`planning.xlsx, Rooms, row 3, date`."""
        words = (self.file, self.sheet, f"row {self.row}", self.column)
        return ", ".join(word for word in words if word)

    @property
    def sentence(self) -> str:
        """What stands there, and what was expected."""
        return f"{self.value!r} is not {self.expected}" if self.value else f"expected {self.expected}"


@dataclass(frozen=True, slots=True)
class Row:
    """One row that can be used: its number in the sheet, and its values by the kind's headings."""

    number: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its `kind`, its rows, what is wrong with the others, the `headings` of its columns as they
    stand there, and headings that mean nothing.
    """

    kind: str
    source: "Source"
    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]
    headings: Mapping[str, str]
    unused: tuple[str, ...] = ()

    def fault(self, row: Row, column: str, value: str, expected: str) -> Fault:
        """What is wrong with a cell that could be read."""
        return self.source.fault(row.number, self.headings.get(column, column), value, expected)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a table stands; `sheet` is "" in a CSV file."""

    file: str
    sheet: str

    def fault(self, row: int, column: str, value: str, expected: str) -> Fault:
        """What is wrong with one of its cells."""
        return Fault(self.file, self.sheet, row, column, shortened(value), expected)


@dataclass(frozen=True, slots=True)
class Tables:
    """What files hold; `passed_over` are places without a table."""

    tables: tuple[Table, ...]
    passed_over: tuple[Source, ...] = ()

    @property
    def files(self) -> tuple[str, ...]:
        """The files that tables come from, each once."""
        return tuple(dict.fromkeys(table.source.file for table in self.tables))


def read_tables(*paths: Path) -> Tables:
    """Every table in the files. Raises `Refused` for one without any, and for what is no CSV or XLSX."""
    found, passed_over = list[Table](), list[Source]()
    for path in paths:
        sheets = Sheets(content_of(path), _recognised, "a table for planning")
        grids = {Source(path.name, name): grid for name, grid in sheets.items()}
        tables = {source: table for source, grid in grids.items() if (table := _table(source, grid))}
        if not tables:
            sentence = f"{path.name} has no row of headings that are known."
            raise Refused(sentence, advice=f"A table has at least the columns of one of these: {_KNOWN}.")
        found += tables.values()
        filled = [source for source, grid in grids.items() if any(any(map(cell_text, row)) for row in grid)]
        passed_over += [source for source in filled if source not in tables]
    return Tables(tuple(found), tuple(passed_over))


def _recognised(row: Sequence[Cell]) -> int:
    """How many cells of a row are headings of the likeliest kind, to tell commas from semicolons."""
    heads = _folded(row)
    kind = kind_of(heads)
    return len(places_of(kind, heads)) if kind else int(bool(heads) and heads[0] in MATRIX and len(heads) > 1)


def _folded(row: Sequence[Cell]) -> list[str]:
    return [fold(cell_text(cell)) for cell in row]


def _table(source: Source, grid: Sequence[Sequence[Cell]]) -> Table | None:
    """The table under the first row of headings, or a square of ways."""
    for place, row in enumerate(grid[:_DEEPEST]):
        heads = _folded(row)
        if heads and heads[0] in MATRIX and any(heads[1:]):
            return _matrix(source, grid, place, MATRIX[heads[0]])
        kind = kind_of(heads)
        if kind:
            return _read(source, kind, [*map(cell_text, row)], grid, place)
    return None


def _read(
    source: Source, kind: TableKind, heads: Sequence[str], grid: Sequence[Sequence[Cell]], place: int
) -> Table:
    places = places_of(kind, [fold(head) for head in heads])
    rows, faults = list[Row](), list[Fault]()
    seen: dict[Any, Row] = {}
    for number, cells in enumerate(grid[place + 1 :], start=place + 2):
        if not any(map(cell_text, cells)):
            continue
        values, wrong = _row(source, kind, places, heads, cells, number)
        key = _key(kind, values)
        before = seen.get(key)
        if before and not wrong and _rest(kind, before.values) == _rest(kind, values):
            continue
        if before and not wrong:
            column = places[kind.key[0]]
            what = f"the same as in row {before.number}, which is about it too"
            wrong = [source.fault(number, heads[column], cell_text(cells[column]), what)]
        faults += wrong
        if not wrong:
            seen[key] = Row(number, values)
            rows.append(seen[key])
    if not rows and not faults:
        faults.append(source.fault(place + 1, "", "", f"rows about {kind.title} under the headings"))
    unused = tuple(head for n, head in enumerate(heads) if head and n not in places.values())
    headings = {column: heads[at] for column, at in places.items()}
    return Table(kind.id, source, tuple(rows), tuple(faults), headings, unused)


def _key(kind: TableKind, values: Mapping[str, Any]) -> Any:
    """What a row is about; a way is the same in both directions."""
    key = [fold(v) if isinstance(v := values.get(column), str) else v for column in kind.key]
    return frozenset(key) if kind.id == "journey" else tuple(key)


def _rest(kind: TableKind, values: Mapping[str, Any]) -> dict[str, Any]:
    """What a row says about it."""
    return {column: value for column, value in values.items() if column not in kind.key}


def _row(
    source: Source,
    kind: TableKind,
    places: Mapping[str, int],
    heads: Sequence[str],
    cells: Sequence[Cell],
    number: int,
) -> tuple[dict[str, Any], list[Fault]]:
    values, faults = dict[str, Any](), list[Fault]()

    def fault(column: str, value: str, expected: str) -> None:
        heading = heads[places[column]] if column in places else column.capitalize()
        faults.append(source.fault(number, heading, value, expected))

    if any(map(cell_text, cells[len(heads) :])):
        faults.append(
            source.fault(number, "", "", f"{len(heads)} cells; put values that hold the delimiter in quotes")
        )
    for column in kind.columns:
        if column.heading in places:
            _cell(column, cells, places[column.heading], values, fault)
    for one, other in kind.together:
        if (one in values) != (other in values) and not faults:
            lacking = other if one in values else one
            fault(lacking, "", f"a value: {one} and {other} go together")
    if kind.any_of and not faults and not values.keys() & set(kind.any_of):
        fault(kind.any_of[0], "", f"a value here or under {kind.any_of[1]}")
    for begin, end in kind.in_order:
        if not faults and begin in values and end in values and not _in_order(kind, begin, values, end):
            fault(end, _shown(values[end]), f"after {_shown(values[begin])}")
    return values, faults


def _cell(column: Column, cells: Sequence[Cell], place: int, values: dict[str, Any], fault: Any) -> None:
    cell = cells[place] if place < len(cells) else ""
    if not cell_text(cell):
        if column.needed:
            fault(column.heading, "", "a value in every row")
        return
    try:
        values[column.heading] = column.reader(cell)
    except table_cells.Unfit as unfit:
        fault(column.heading, cell_text(cell), str(unfit))


def _in_order(kind: TableKind, begin: str, values: Mapping[str, Any], end: str) -> bool:
    # An absence may begin and end on one day; times never do.
    days = kind.id == "absence" and begin == "from"
    return bool(values[begin] <= values[end] if days else values[begin] < values[end])


def _shown(value: object) -> str:
    return cell_text(value) if isinstance(value, Cell) else str(value)


def _matrix(source: Source, grid: Sequence[Sequence[Cell]], place: int, unit: str) -> Table:
    """A square of ways: places down the side and across the top, the way where they meet."""
    reader = table_cells.number(0, 2000, "a number from 0 to 2000")
    heads = [cell_text(cell) for cell in grid[place]]
    rows, faults = list[Row](), list[Fault]()
    ways: dict[frozenset[str], float] = {}
    for number, cells in enumerate(grid[place + 1 :], start=place + 2):
        start = cell_text(cells[0]) if cells else ""
        for head, cell in zip(heads[1:], cells[1:], strict=False):
            text = cell_text(cell)
            if not (start and head and text) or fold(start) == fold(head):
                continue
            try:
                length = reader(cell)
            except table_cells.Unfit as unfit:
                faults.append(source.fault(number, head, text, str(unfit)))
                continue
            both = frozenset((fold(start), fold(head)))
            if ways.setdefault(both, length) != length:
                known = f"{ways[both]:g}, the same as the other way"
                faults.append(source.fault(number, head, text, known))
            else:
                rows.append(Row(number, {"from": start, "to": head, unit: length}))
    return Table("journey", source, tuple(rows), tuple(faults), {})
