"""Text files with delimiters (CSV) as offices send them: whatever encoding, delimiter and quotes."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import islice
from typing import cast

from fieldwork.errors import Refused
from fieldwork.sheets.cells import Cell

#: In order of preference where nothing else tells them apart.
DELIMITERS = (",", ";", "\t", "|")

_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
#: How many lines are looked at to find the delimiter.
_LINES = 60
#: More line breaks than this in one cell: a quote was left open and swallowed the rows after it.
_LINES_IN_A_CELL = 20

_SAVE_AGAIN = "Open it in a spreadsheet program, save it as an Excel workbook (.xlsx) and read that."


def read_delimited(content: bytes, recognised: Callable[[Sequence[Cell]], int]) -> list[list[Cell]]:
    """The rows of a delimited text, blank ones included, so that row n stands at n - 1.

    `recognised` counts the headings in a row; the delimiter with which most are recognised is taken, and
    among equals the one that splits the most lines alike. Raises Refused for what is not text.
    """
    text = decode(content)
    with_delimiter = {delimiter: _rows(text, delimiter, _LINES) for delimiter in DELIMITERS}

    def score(delimiter: str) -> tuple[int, int]:
        rows = with_delimiter[delimiter]
        widths = Counter(len(row) for row in rows if len(row) > 1)
        return max(map(recognised, rows), default=0), max(widths.values(), default=0)

    best = max(DELIMITERS, key=score)  # the first of equals
    return _rows(text, best)


def decode(content: bytes) -> str:
    """The file's text: UTF-8 or UTF-16, with or without a mark, else Windows' Western encoding.

    Raises Refused where no encoding fits or the text holds control characters, as programs' files do.
    """
    try:
        text = content.decode(_encoding(content))
    except UnicodeDecodeError:
        text = ""
    if not text or _control_characters(text) > len(text) // 1000:
        raise Refused("This is not a list: the file holds no readable text.", advice=_SAVE_AGAIN)
    return text


def _encoding(content: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return encoding
    start = content[:2000]
    # Western text in UTF-16 has a zero byte in nearly every pair, on one side only.
    if start[1::2].count(0) > len(start) // 4 and not start[::2].count(0):
        return "utf-16-le"
    if start[::2].count(0) > len(start) // 4 and not start[1::2].count(0):
        return "utf-16-be"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _control_characters(text: str) -> int:
    return sum(text.count(chr(code)) for code in range(32) if chr(code) not in "\t\n\r\f\v\x1a")


def _rows(text: str, delimiter: str, most: int | None = None) -> list[list[Cell]]:
    """The rows as quotes delimit them; where a quote was left open, line by line instead.

    Cases inside another one's cell would go unseen and pass for withdrawn; read line by line, a cell that
    quotes held together makes its own row faulty, and that shows.
    """
    try:
        rows = list(islice(csv.reader(_lines(text), delimiter=delimiter, strict=True), most))
        sound = not _quote_left_open(rows)
    except csv.Error:
        sound = False
    if not sound:
        unquoted = csv.reader(_lines(text), delimiter=delimiter, quoting=csv.QUOTE_NONE)
        try:
            rows = [[cell.strip('"') for cell in row] for row in islice(unquoted, most)]
        except csv.Error:
            raise Refused("This is not a list: one of its cells never ends.", advice=_SAVE_AGAIN) from None
    return cast(list[list[Cell]], rows)


def _lines(text: str) -> io.StringIO:
    return io.StringIO(text, newline="")


def _quote_left_open(rows: list[list[str]]) -> bool:
    """Whether a cell seems to have swallowed the lines after it: it holds many, or its row is out of line."""
    usual, _ = max(Counter(map(len, rows)).items(), key=lambda item: item[1], default=(0, 0))
    broken = [row for row in rows if any("\n" in cell for cell in row)]
    return any(
        len(row) != usual or any(cell.count("\n") > _LINES_IN_A_CELL for cell in row) for row in broken
    )
