"""Which lines of a sheet are cases, and which are totals, notes and repeated headings."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from fieldwork.sample.identifiers import read_crn
from fieldwork.sample.vocabulary import Words
from fieldwork.sheets.cells import Cell, cell_text, fold
from fieldwork.sheets.dates import read_date

_DATE_IN_TEXT = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}|\d{1,2}(?:st|nd|rd|th)? +[A-Za-z]{3,9},? +\d{4}"
)

#: Lines with so few cells filled are notes, unless they try to give a reference; in narrow lists only one.
_NOTE_CELLS, _NARROW = 2, 6
#: The longest text that may be meant for a case reference.
_LONGEST_REFERENCE = 12


def case_rows(grid: Sequence[Sequence[Cell]], heading: int, reference: int, words: Words) -> list[int]:
    """The indexes of the rows under the heading row that are cases, `reference` being the CRN's column.

    Left out are blank lines, repeated headings, totals (`Total: 134`) and notes: one or two cells without
    anything like a reference. A row with a wrong reference, or with none but other details, is a case.
    """
    named = cell_text(grid[heading][reference])
    width = sum(1 for cell in grid[heading] if cell_text(cell))

    def is_case(row: Sequence[Cell]) -> bool:
        filled = [text for text in map(cell_text, row) if text]
        text = cell_text(row[reference]) if reference < len(row) else ""
        if not filled or text == named:
            return False
        if _starts_with(filled[0], words.totals) and len(filled) <= max(_NOTE_CELLS, width // 2):
            return False
        return _meant_as_reference(text) or len(filled) > (_NOTE_CELLS if width >= _NARROW else 1)

    references = [row[reference] if reference < len(row) else "" for row in grid[heading + 1 :]]
    return [
        place
        for place, cell in enumerate(references, start=heading + 1)
        if (isinstance(cell, str) and read_crn(cell)) or is_case(grid[place])
    ]


def day_taken_out(title: Sequence[Sequence[Cell]], words: Words, today: date) -> date | None:
    """The day that the lines above the headings give for the list: `extracted 30/08/2019 07:12`."""
    for row in title:
        filled = [cell for cell in row if cell_text(cell)]
        said = fold(" ".join(cell_text(cell) for cell in filled))
        if not any(f" {word} " in f" {said} " for word in words.extracted):
            continue
        for cell in filled:
            texts: list[Cell] = [cell] if isinstance(cell, date | datetime) else []
            texts += _DATE_IN_TEXT.findall(cell_text(cell))
            for text in texts:
                if found := read_date(text, latest_short_year=today.year):
                    return found
    return None


def _starts_with(text: str, openings: Sequence[str]) -> bool:
    folded = f"{fold(text)} "
    return any(folded.startswith(f"{opening} ") for opening in openings)


def _meant_as_reference(text: str) -> bool:
    return (
        0 < len(text) <= _LONGEST_REFERENCE and " " not in text and any(letter.isdigit() for letter in text)
    )
