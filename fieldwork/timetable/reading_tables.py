"""Tables about offices, officers, inspectors and journeys, out of CSV or XLSX, with every fault named."""

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from fieldwork.errors import Refused
from fieldwork.timetable.registers import WEEKDAYS


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that cannot be used. `row` counts from 1 with the heading, as a sheet shows it."""

    row: int
    column: str
    value: str
    expected: str


@dataclass(frozen=True, slots=True)
class Table:
    """What was read: `kind` of table, a mapping a row of fields to values, and what is wrong."""

    kind: str
    rows: tuple[Mapping[str, Any], ...]
    faults: tuple[Fault, ...]


class _Unfit(ValueError):
    """A cell's text is not what the column takes; the message says what it does take."""


def _words(text: str) -> str:
    if not text:
        raise _Unfit("a name")
    return text


def _number(least: float, most: float, what: str) -> Callable[[str], float]:
    def read(text: str) -> float:
        try:
            number = float(text)
        except ValueError:
            number = float("nan")
        if not least <= number <= most:
            raise _Unfit(what)
        return number

    return read


def _rooms(text: str) -> int:
    number = _number(0, 50, "a whole number from 0 to 50")(text)
    if number != int(number):
        raise _Unfit("a whole number from 0 to 50")
    return int(number)


def _clock(text: str) -> str:
    found = re.fullmatch(r"(\d{1,2})[:.](\d{2})(?::\d{2})?", text)
    try:
        return time(int(found[1]), int(found[2])).isoformat("minutes") if found else _no_clock()
    except ValueError:
        return _no_clock()


def _no_clock() -> str:
    raise _Unfit("a time such as 09:30")


def _works(text: str) -> list[str]:
    parts = [" ".join(part.split()) for part in text.split(",") if part.strip()]
    for part in parts:
        day, _, half = part.partition(" ")
        if day.title() not in WEEKDAYS or half.lower() not in ("", "am", "pm"):
            raise _Unfit("weekdays such as Mon, Tue am, Thu")
    return [f"{p.split()[0].title()} {' '.join(p.split()[1:]).lower()}".strip() for p in parts]


def _names(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _remote(text: str) -> bool:
    if text.casefold() not in ("in person", "telephone", "video"):
        raise _Unfit("in person, telephone or video")
    return text.casefold() != "in person"


_LATITUDE = _number(-90, 90, "degrees from -90 to 90")
_LONGITUDE = _number(-180, 180, "degrees from -180 to 180")
_WAY = _number(0, 2000, "a number from 0 to 2000")

COLUMNS: Mapping[str, Mapping[str, Callable[[str], Any]]] = {
    "office": {
        "office": _words,
        "rooms": _rooms,
        "opens": _clock,
        "closes": _clock,
        "latitude": _LATITUDE,
        "longitude": _LONGITUDE,
    },
    "officer": {"officer": _words, "works": _works, "language": str, "held": _remote},
    "inspector": {
        "inspector": _words,
        "arrives": _clock,
        "leaves": _clock,
        "barred": _names,
        "languages": _names,
        "latitude": _LATITUDE,
        "longitude": _LONGITUDE,
    },
    "journey": {"from": _words, "to": _words, "km": _WAY, "minutes": _WAY},
}
"""The columns of each kind of table by their headings; the first of a row may not be empty."""

_TOGETHER = (("opens", "closes"), ("arrives", "leaves"), ("latitude", "longitude"), ("km", "minutes"))


def read_table(path: Path) -> Table:
    """Read a table whose headings say what it is about. Raises `Refused` where none can be found."""
    cells = _cells(path)
    for n, row in enumerate(cells):
        heads = [text.casefold().strip() for text in row]
        for kind, columns in COLUMNS.items():
            if heads and next(iter(columns)) in heads and ("to" in heads or kind != "journey"):
                return _rows(kind, heads, cells[n + 1 :], n + 2)
    known = "; ".join(", ".join(columns) for columns in COLUMNS.values())
    raise Refused(f"{path.name} has no headings that are known.", advice=f"Use one of these rows: {known}.")


def _cells(path: Path) -> list[list[str]]:
    """Every cell as text, of the first sheet that has any."""
    try:
        if path.suffix.casefold() == ".csv":
            return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"))))
        book = CalamineWorkbook.from_path(str(path))
        sheets = [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names]
    except (OSError, CalamineError, UnicodeDecodeError, csv.Error) as error:
        advice = "Save it as XLSX, or as CSV in UTF-8, and try again."
        raise Refused(f"{path.name} cannot be read as a table.", advice=advice) from error
    found = next((sheet for sheet in sheets if sheet), [])
    return [[_text(cell) for cell in row] for row in found]


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell == int(cell):
        return str(int(cell))
    return cell.isoformat("minutes") if isinstance(cell, time) else str(cell).strip()


def _rows(kind: str, heads: Sequence[str], cells: Sequence[Sequence[str]], first: int) -> Table:
    rows, faults = list[Mapping[str, Any]](), list[Fault]()
    for n, row in enumerate(cells, start=first):
        texts = {head: text.strip() for head, text in zip(heads, row, strict=False) if head in COLUMNS[kind]}
        if not any(texts.values()):
            continue
        values, wrong = _read(kind, texts, n)
        faults += wrong
        if not wrong:
            rows.append(values)
    return Table(kind, tuple(rows), tuple(faults))


def _read(kind: str, texts: Mapping[str, str], row: int) -> tuple[dict[str, Any], list[Fault]]:
    values, faults, columns = dict[str, Any](), list[Fault](), COLUMNS[kind]
    for head, text in texts.items():
        if not text and columns[head] is not _words:
            continue
        try:
            values[head] = columns[head](text)
        except _Unfit as unfit:
            faults.append(Fault(row, head, text, str(unfit)))
    for one, other in _TOGETHER:
        if one in columns and (one in values) != (other in values) and not faults:
            lacking = other if one in values else one
            faults.append(Fault(row, lacking, "", f"a value: {one} and {other} go together"))
    for begin, end in _TOGETHER[:2]:
        if begin in values and end in values and values[begin] >= values[end]:
            faults.append(Fault(row, end, values[end], f"a time after {values[begin]}"))
    return values, faults
