"""How a list's columns are understood, with a few values of each: for a person to confirm or correct."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fieldwork.programme.model import Programme
from fieldwork.sample.headings import HeadingReader
from fieldwork.sheets.cells import Cell, cell_text, shortened
from fieldwork.sheets.source import Grid, Sheets, content_of

#: How far below the heading row examples are looked for.
_DEEPEST = 200


@dataclass(frozen=True, slots=True)
class SeenColumn:
    """A heading as in the file, the facts that it is taken for, and different values under it.

    `known` are the facts that it would be taken for without a person's choice.
    """

    heading: str
    facts: tuple[str, ...]
    known: tuple[str, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Glimpse:
    """The sheet that is read, all visible sheets, the heading row (from 1) and the columns in order."""

    sheet: str
    sheets: tuple[str, ...]
    heading_row: int
    columns: tuple[SeenColumn, ...]


def glimpse(
    path: Path,
    programme: Programme,
    *,
    columns: Mapping[str, str] | None = None,
    sheet: str | None = None,
    examples: int = 3,
) -> Glimpse:
    """Looks at a list's headings, also where `read_list` refuses it for want of a required column.

    `columns` and `sheet` are as for `read_list`. Raises Refused where the file is no list at all, and
    Fault where it cannot be read from the disk.
    """
    reader = HeadingReader(programme, columns or {})
    sheets = Sheets(content_of(path), reader.recognised)
    found = {name: reader.find(grid) for name, grid in sheets.items()}
    if not found:
        return Glimpse("", (), 0, ())
    name = sheet if sheet in found else max(found, key=lambda name: found[name][1])
    grid, place = sheets[name], found[name][0]
    headings = grid[place] if grid else []
    now = _facts(reader, headings)
    known = _facts(HeadingReader(programme, {}), headings)
    seen = [
        SeenColumn(cell_text(cell), now.get(at, ()), known.get(at, ()), _examples(grid, place, at, examples))
        for at, cell in enumerate(headings)
        if cell_text(cell)
    ]
    return Glimpse(name, tuple(found), place + 1, tuple(seen))


def _facts(reader: HeadingReader, headings: Sequence[Cell]) -> dict[int, tuple[str, ...]]:
    """Which facts each column fills, by the column's place."""
    return {column.place: column.facts for column in reader.arrange(headings, 0).columns}


def _examples(grid: Grid, heading: int, at: int, wanted: int) -> tuple[str, ...]:
    """The first different values of a column, as people see them."""
    found: dict[str, None] = {}
    for row in grid[heading + 1 : heading + 1 + _DEEPEST]:
        if at < len(row) and (text := cell_text(row[at])):
            found[shortened(text, 40)] = None
        if len(found) == wanted:
            break
    return tuple(found)
