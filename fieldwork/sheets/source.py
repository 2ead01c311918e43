"""A file as one or more grids of cells, whatever an office sent; what is no list is named for what it is."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from fieldwork.errors import Fault, Refused
from fieldwork.sheets.cells import Cell
from fieldwork.sheets.delimited import read_delimited
from fieldwork.sheets.workbook import UNPROTECT, Workbook

Grid = list[list[Cell]]
#: Counts the headings that are recognised in a row.
Recognised = Callable[[Sequence[Cell]], int]

#: No list or table comes near this.
MOST_BYTES = 100_000_000

_SAVE_AS = "Open it in Excel, save it as an Excel workbook (.xlsx) and read that."
_ASK = "Ask the office for the list as an Excel workbook (.xlsx) or a CSV file."

#: How files begin that are not lists, what they are, and what to do.
_STARTS = (
    (b"%PDF", "a PDF document", _ASK),
    (b"{\\rtf", "a text document", _ASK),
    (b"\x89PNG", "a picture", _ASK),
    (b"\xff\xd8\xff", "a picture", _ASK),
    (b"GIF8", "a picture", _ASK),
    (b"\x1f\x8b", "a packed file", "Unpack it and read the list inside."),
    (b"7z\xbc\xaf", "a packed file", "Unpack it and read the list inside."),
    (b"age-encryption", "a sealed package", "Receive it under Exchange."),
)
#: Reports that are saved with the ending .xls are often web pages or XML inside.
_MARKUP = (b"<!doctype html", b"<html", b"<?xml", b"<table", b"<workbook")

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ARCHIVE = b"PK"


class Sheets(Mapping[str, Grid]):
    """The grids of a file by sheet name, each read when asked for; a text file has one, named "".

    `wanted` says in a refusal what the file should have been.
    """

    def __init__(self, content: bytes, recognised: Recognised, wanted: str = "a list of cases") -> None:
        _refuse_other_files(content, wanted)
        self._read: dict[str, Grid] = {}
        self._book: Workbook | None = None
        if content.startswith(_ARCHIVE):
            self._book = Workbook(content)
        else:
            self._read[""] = read_delimited(content, recognised)

    def __getitem__(self, name: str) -> Grid:
        if name not in self._read:
            if self._book is None or name not in self._book.sheets:
                raise KeyError(name)
            self._read[name] = self._book.rows(name)
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._book.sheets if self._book else self._read)

    def __len__(self) -> int:
        return len(self._book.sheets if self._book else self._read)


def content_of(path: Path) -> bytes:
    """A file's bytes. Raises Refused where it is missing or far too large, Fault where it cannot be read."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Refused("This is not a list: the file is larger than 100 MB.", advice=_ASK)
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise Refused(f"There is no file {path.name}.", advice="Check the name and the folder.") from None
    except IsADirectoryError:
        raise Refused(f"{path.name} is a folder, not a list.", advice="Choose the file inside it.") from None
    except OSError as error:
        advice = "Close it in other programs, check that you may open it, and try again."
        raise Fault(f"{path.name} cannot be read: {error.strerror or error}.", advice) from None


def _refuse_other_files(content: bytes, wanted: str) -> None:
    if not content.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise Refused("The file is empty.", advice=_ASK)
    for start, what, advice in _STARTS:
        if content.startswith(start):
            raise Refused(f"This is {what}, not {wanted}.", advice=advice)
    if content.startswith(_OLD_OFFICE):
        # An encrypted workbook is stored inside the same kind of container as the old formats.
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise Refused("The workbook is protected by a password.", advice=UNPROTECT)
        raise Refused("This is a workbook or document in the format before 2007.", advice=_SAVE_AS)
    if content[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        raise Refused("This is a web page or XML file, whatever its name says.", advice=_SAVE_AS)
