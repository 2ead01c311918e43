"""Reads an office list, as the office sent it, in a programme's terms."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from fieldwork.errors import Refused
from fieldwork.programme.model import Programme
from fieldwork.sample.headings import REFERENCE_WEIGHT, HeadingReader
from fieldwork.sample.model import ListProblem, ListRow, OfficeList
from fieldwork.sample.table import Progress, read_table
from fieldwork.sheets.source import Sheets, content_of
from fieldwork.wording import listed

__all__ = ["ListProblem", "ListRow", "OfficeList", "read_list"]


def read_list(
    path: Path | str,
    programme: Programme,
    *,
    columns: Mapping[str, str] | None = None,
    sheet: str | None = None,
    progress: Progress | None = None,
    today: date | None = None,
) -> OfficeList:
    """The list in a CSV or XLSX file. Touches nothing else.

    `columns` are a person's choices, heading to fact ("" leaves the column out), before the synonyms in
    `resources/lists`. `sheet` names the sheet; without it the one with the most recognised headings is read.
    `progress` is told how many rows of how many are read, and may raise to stop. `today` is the day that
    starts are checked against where the list does not say when it was taken out.

    A row is faulty where a value is none of those expected, a required one is missing, the record is
    restricted (a name with *), the start is in the future, or its case or person is on the list already.
    Raises Refused where the file is no list at all, and Fault where it cannot be read from the disk.
    """
    path = Path(path)
    reader = HeadingReader(programme, columns or {})
    with _collector_paused():
        return _read(path, reader, sheet, progress or _quietly, today or date.today())


def _read(
    path: Path, reader: HeadingReader, sheet: str | None, progress: Progress, today: date
) -> OfficeList:
    sheets = Sheets(content_of(path), reader.recognised)
    name, others = _choose_sheet(sheets, reader, sheet)
    grid = sheets[name]
    place, score = reader.find(grid)
    if score < 2:
        raise Refused(
            "No row of the list reads as its headings.",
            advice="Check that it is the right file; expected headings such as CRN, RoSH and Sentence type.",
        )
    layout = reader.layout(grid[place], place + 1)
    table = read_table(grid, place, layout, reader.facts, today, progress)
    if not table.numbers:
        raise Refused("The list has headings but no cases.", advice="Check that it is the right file.")
    rows, waiting = table.rows()
    return OfficeList(
        path=path.name,
        sheet=name,
        heading_row=place + 1,
        rows=rows,
        waiting=waiting,
        problems=(*layout.problems, *others, *table.problems()),
        columns=layout.filled(),
        unused=layout.unused,
    )


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keeps the collector from walking over all memory, again and again, while half a million cells come in.

    Nothing here makes cycles; a cycle made meanwhile elsewhere is collected a moment later.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _choose_sheet(
    sheets: Sheets, reader: HeadingReader, wanted: str | None
) -> tuple[str, tuple[ListProblem, ...]]:
    """The sheet to read, and a problem for each other one that holds a list too."""
    if wanted is not None:
        if wanted not in sheets:
            there = listed(list(sheets)) if any(sheets) else "it is a text file"
            raise Refused(f"The file has no visible sheet {wanted}: {there}.", advice="Choose another sheet.")
        return wanted, ()
    found = {name: reader.find(grid) for name, grid in sheets.items()}
    if not found:
        raise Refused("The workbook has no visible sheet.", advice="Check that it is the right file.")
    best = max(found, key=lambda name: found[name][1])  # the first of equals
    others = [
        ListProblem(
            place + 1,
            "",
            name,
            f"This sheet holds a list of cases too: expected one list, and {best} is read. "
            "Say which sheet to read, or put the lists together.",
        )
        for name, (place, score) in found.items()
        if name != best and score >= REFERENCE_WEIGHT and any(map(any, sheets[name][place + 1 :]))
    ]
    return best, tuple(others)


def _quietly(done: int, total: int) -> None:
    """Tells nobody."""
