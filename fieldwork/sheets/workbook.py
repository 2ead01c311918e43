"""Excel workbooks (.xlsx) as rows of cells, after a look at what opening them would cost."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from fieldwork.errors import Refused
from fieldwork.sheets.cells import Cell

#: Unpacked, a workbook may hold this much: some ten times what a list of 20,000 rows needs.
MOST_BYTES = 400_000_000
#: The reader lays out every cell up to the last one in use, so one stray cell far away costs a full sheet.
MOST_CELLS = 6_000_000

_DAMAGED = "The workbook is damaged and cannot be read."
_SAVE_AGAIN = "Open it in Excel, save it as an Excel workbook (.xlsx) and read that."
_SMALLER = "Ask the office for a workbook that holds the list alone."
_STRAY = "Copy the list into a new workbook, save it and read that."
UNPROTECT = "Open it in Excel with its password, save it without one and read that."

#: A place that may lie further out than column ZZ or row 99,999: most sheets have none, and need no closer
#: look. The plain beginning and few letters make the search fast; Excel writes places in no other way.
_FAR_OUT = re.compile(rb' r="(?:[^"]{7}|[A-Za-z]{3}|\d{6})')
_FAR_OUT_ODDLY = re.compile(rb"""\br\s*=\s*["'](?:[^"']{7}|[A-Za-z]{3}|\d{6})""")
#: Past a sheet's XML declaration; line breaks after it, tabs and single quotes are not Excel's.
_START = 60
#: How far spaces around an equals sign are looked for: whoever writes some writes them everywhere.
_SPACED = 65_536
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*)(?<!/)>(?!</)")
_ROW = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\br\s*=\s*["'](\d{1,9})""")
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,6})(\d{1,9})""")

#: A member's own header in the archive, of which the lengths of its name and its extra field matter.
_HEADER = struct.Struct("<26xHH")

#: What other files that are zip archives too hold, and what they are.
_OTHER_ARCHIVES = {
    "word/document.xml": "a Word document",
    "ppt/presentation.xml": "a PowerPoint presentation",
    "xl/workbook.bin": "a binary Excel workbook (.xlsb)",
    "content.xml": "an OpenDocument file",
}


class Workbook:
    """A workbook's visible sheets, by name in `sheets`. Raises Refused for whatever cannot be read safely."""

    def __init__(self, content: bytes) -> None:
        _look_over(content)
        with _reading():
            self._book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        self.sheets = tuple(
            sheet.name
            for sheet in self._book.sheets_metadata
            if sheet.typ is SheetTypeEnum.WorkSheet and sheet.visible is SheetVisibleEnum.Visible
        )

    def rows(self, sheet: str) -> list[list[Cell]]:
        """The sheet's rows from its first one, empty ones included, so that row n stands at n - 1."""
        with _reading():
            return self._book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)


@contextmanager
def _reading() -> Iterator[None]:
    """Whatever the reader fails with, panics of its Rust code included, as Refused."""
    try:
        yield
    except PasswordError:
        raise Refused("The workbook is protected by a password.", advice=UNPROTECT) from None
    except MemoryError:
        raise Refused("The workbook is too large to read.", advice=_SMALLER) from None
    except Exception:
        raise Refused(_DAMAGED, advice=_SAVE_AGAIN) from None
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # the Rust reader's; no Exception, and not importable
            raise Refused(_DAMAGED, advice=_SAVE_AGAIN) from None
        raise


def _look_over(content: bytes) -> None:
    """Raises Refused for archives that are no workbook, are damaged, or would not fit into memory."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, struct.error, OSError, EOFError, ValueError, NotImplementedError):
        raise Refused(_DAMAGED, advice=_SAVE_AGAIN) from None
    names = {member.filename for member in members}
    for name, what in _OTHER_ARCHIVES.items():
        if name in names:
            raise Refused(f"This is {what}, not an Excel workbook (.xlsx).", advice=_SAVE_AGAIN)
    if sum(member.file_size for member in members) > MOST_BYTES:
        raise Refused("The workbook is too large to read.", advice=_SMALLER)
    for member in members:
        part = _unpacked(content, member)
        if b"sheetData" in part and cells_laid_out(part) > MOST_CELLS:
            raise Refused("A sheet of the workbook has cells far away from the list.", advice=_STRAY)


def _unpacked(content: bytes, member: zipfile.ZipInfo) -> bytes:
    """A member of the archive, unless it unpacks to another length than it says. Raises Refused.

    `ZipFile.read` stops at the stated length without a word about what follows, and the workbook reader does
    not; checksums are left to that reader.
    """
    header = content[member.header_offset : member.header_offset + _HEADER.size]
    try:
        start = member.header_offset + _HEADER.size + sum(_HEADER.unpack(header))
        packed = memoryview(content)[start : start + member.compress_size]
        if member.compress_type == zipfile.ZIP_STORED:
            part = bytes(packed)
        else:
            part = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, member.file_size + 1)
    except (struct.error, zlib.error):
        raise Refused(_DAMAGED, advice=_SAVE_AGAIN) from None
    if len(part) != member.file_size:
        raise Refused(_DAMAGED, advice=_SAVE_AGAIN)
    return part


def cells_laid_out(sheet: bytes) -> int:
    """How many cells the reader lays out for a sheet's XML: rows times columns up to the last in use.

    0 where no cell lies beyond column ZZ with four digits of row, or row 99,999: that is known to fit.
    """
    start = sheet[:_SPACED]
    oddly = (
        any(sheet.find(mark, _START) >= 0 for mark in (b"'", b"\t", b"\n", b"\r"))
        or b"r =" in start
        or b"r= " in start
    )
    if not (_FAR_OUT_ODDLY if oddly else _FAR_OUT).search(sheet):
        return 0
    places, unplaced = _cells_in_use(sheet)
    columns = [_column_number(column) for column, _ in places]
    rows = [int(row) for _, row in places]
    if unplaced:  # such cells stand in a row that says its number, each after the one before it
        rows += [int(row) for row in _ROW.findall(sheet)]
    return max(rows, default=0) * (max(columns, default=0) + unplaced)


def _cells_in_use(sheet: bytes) -> tuple[set[tuple[bytes, bytes]], int]:
    """The column and row of each cell that is more than formatted, and how many do not say their place."""
    places: set[tuple[bytes, bytes]] = set()
    unplaced = 0
    for match in _CELL.finditer(sheet):
        place = _PLACE.search(match[1])
        if place:
            places.add((place[1], place[2]))
        else:
            unplaced += 1
    return places, unplaced


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number
