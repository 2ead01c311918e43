"""What cells of a planning table mean; each reader says what it expects where a cell means nothing."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta

from fieldwork.sheets.cells import Cell, cell_text, fold
from fieldwork.sheets.dates import read_date
from fieldwork.timetable.half_days import WEEKDAYS

#: Reads one cell that is not empty. Raises `Unfit`.
Reader = Callable[[Cell], object]

#: No plan is made this far ahead, so a year of two digits is in this century.
_LATEST_SHORT_YEAR = 2090
_MINUTES_A_DAY = 24 * 60
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2})(?::00)?)? ?(am|pm)?", re.IGNORECASE)
_DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_PARTS = {
    "am": ("am", "morning", "mornings"),
    "pm": ("pm", "afternoon", "afternoons"),
    "day": ("day", "all day", "whole day", "full day"),
}


class Unfit(ValueError):
    """A cell is not what its column takes; the message says what would be."""


def words(cell: Cell) -> str:
    """Any text, on one line."""
    return cell_text(cell)


def day(cell: Cell) -> date:
    """A day, however offices write it."""
    found = read_date(cell, latest_short_year=_LATEST_SHORT_YEAR)
    if found is None:
        raise Unfit("a day such as 16/09/2019")
    return found


def clock(cell: Cell) -> str:
    """`09:30`, of a time in a sheet or of text such as 9:30, 9.30am or 2pm."""
    minutes = _minutes(cell)
    if minutes is None:
        raise Unfit("a time such as 09:30")
    return time(*divmod(minutes, 60)).isoformat("minutes")


def _minutes(cell: Cell) -> int | None:
    """Minutes since midnight; a sheet may hold a time as one, as a length or as a share of a day."""
    if isinstance(cell, time | datetime):
        return cell.hour * 60 + cell.minute
    if isinstance(cell, timedelta):
        cell = cell.total_seconds() / 86400
    if isinstance(cell, float) and 0 < cell < 1:
        minutes = round(cell * _MINUTES_A_DAY)
        return minutes if minutes < _MINUTES_A_DAY else None
    found = _CLOCK.fullmatch(cell_text(cell)) if isinstance(cell, str) else None
    if not found or not (found[2] or found[3]):
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return hour * 60 + minute if hour < 24 and minute < 60 else None


def number(least: float, most: float, what: str) -> Callable[[Cell], float]:
    """A number within limits; `what` says which."""

    def read(cell: Cell) -> float:
        try:
            found = float("nan") if isinstance(cell, bool) else float(cell_text(cell))
        except ValueError:
            found = float("nan")
        if not least <= found <= most:
            raise Unfit(what)
        return found

    return read


def whole(least: int, most: int) -> Callable[[Cell], int]:
    """A whole number within limits."""
    what = f"a whole number from {least} to {most:,}"
    any_number = number(least, most, what)

    def read(cell: Cell) -> int:
        found = any_number(cell)
        if found != int(found):
            raise Unfit(what)
        return int(found)

    return read


def part(cell: Cell) -> str:
    """`am`, `pm` or `day`."""
    text = fold(cell_text(cell))
    for name, spellings in _PARTS.items():
        if text in spellings:
            return name
    raise Unfit("am, pm or day")


def pattern(cell: Cell) -> list[str]:
    """Weekdays and halves of them, as `registers` keeps a working pattern: `Mon`, `Tue am`."""
    found = []
    for piece in names(cell):
        first, _, rest = piece.strip().casefold().partition(" ")
        half = "" if not rest else next((p for p in ("am", "pm") if rest.strip() in _PARTS[p]), None)
        which = [n for n, name in enumerate(_DAY_NAMES) if len(first) >= 3 and name.startswith(first)]
        if half is None or not which:
            raise Unfit("weekdays such as Mon, Tue am, Thu")
        found.append(f"{WEEKDAYS[which[0]]} {half}".strip())
    return found


def names(cell: Cell) -> list[str]:
    """Several names, parted by commas or semicolons."""
    return [" ".join(piece.split()) for piece in re.split("[,;]", cell_text(cell)) if piece.strip()]


def span(cell: Cell) -> list[str]:
    """Two times: `12:30 to 13:30` as `["12:30", "13:30"]`."""
    pieces = re.split(r"\s*(?:-|–|\bto\b)\s*", cell_text(cell))
    if len(pieces) != 2:
        raise Unfit("two times such as 12:30 to 13:30")
    first, last = (clock(piece) for piece in pieces)
    if first >= last:
        raise Unfit("a time, and a later one after it")
    return [first, last]


def one_of(meanings: Mapping[str, object], what: str) -> Reader:
    """One of a few words, folded; `what` lists them."""

    def read(cell: Cell) -> object:
        text = fold(cell_text(cell))
        if text not in meanings:
            raise Unfit(what)
        return meanings[text]

    return read
