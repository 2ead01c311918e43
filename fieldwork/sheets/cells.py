"""Cells of a list: their text as people see it, and the folded form in which words are compared."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

#: A cell as the readers give it; an empty one is "".
Cell = str | int | float | bool | date | datetime | time | timedelta

#: Marks without width that come with pasted text, and the soft hyphen.
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")

_NOT_WORD = re.compile(r"[\W_]+")


def cell_text(cell: Cell) -> str:
    """The cell as people see it, on one line: `23/02/2019` for a date, `12` for 12.0, `TRUE` for true."""
    if isinstance(cell, str):
        if not (cell.isascii() or (cell.isprintable() and unicodedata.is_normalized("NFC", cell))):
            cell = _INVISIBLE.sub("", unicodedata.normalize("NFC", cell))
        return " ".join(cell.split())
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return f"{_day(cell)} {cell:%H:%M}"
    if isinstance(cell, date):
        return _day(cell)
    return str(cell)


def _day(when: date) -> str:
    # Not strftime: its four-digit years differ between systems for years before 1000.
    return f"{when.day:02d}/{when.month:02d}/{when.year:04d}"


def fold(text: str) -> str:
    """The text in lower case, without punctuation, `&` as and, single spaces: `Med.` is `med`."""
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text).casefold()).replace("&", " and ")
    return _NOT_WORD.sub(" ", plain).strip()


def shortened(text: str, length: int = 80) -> str:
    """The text, cut with an ellipsis where it is too long to show in a table."""
    return text if len(text) <= length else text[: length - 1] + "…"
