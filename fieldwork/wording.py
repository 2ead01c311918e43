"""How dates, times, counts and shares are written for people, whatever the computer's language."""

import re
import unicodedata
from datetime import date, datetime, time

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def day(when: date) -> str:
    """`22 November 2026`."""
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def short_day(when: date) -> str:
    """`Mon 16 Sep`, where the year is plain from what surrounds it."""
    return f"{_DAYS[when.weekday()]} {when.day} {_MONTHS[when.month - 1][:3]}"


def clock(when: time | datetime) -> str:
    """`9:30am`; noon is `12:00pm` and midnight `12:00am`. Seconds are dropped."""
    half = "am" if when.hour < 12 else "pm"
    return f"{when.hour % 12 or 12}:{when.minute:02d}{half}"


def span(starts: time | datetime, ends: time | datetime) -> str:
    """`9:30am to 10:45am`."""
    return f"{clock(starts)} to {clock(ends)}"


def room(number: int) -> str:
    """`room 2`; an interview without a room, 0, is `by telephone or video`."""
    return f"room {number}" if number else "by telephone or video"


def count(n: int, one: str, many: str = "") -> str:
    """`1 case`, `2 cases`, `1,204 cases`; `many` where adding an s will not do."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def percent(yes: int, of: int) -> str:
    """`74%`, whole, halves rounded up; a dash where there is nothing to take a share of."""
    return f"{(200 * yes + of) // (2 * of)}%" if of else "–"


def initials(name: str) -> str:
    """`SAJ` for Sarah Ann Jones; each part of a hyphenated name counts."""
    return "".join(part[0].upper() for part in re.split(r"[\s.\-–]+", name) if part)


def file_initials(name: str) -> str:
    """The same in plain capitals, so that no drive or mail system spoils them: `DW` for Dilys Ŵynne."""
    parts = unicodedata.normalize("NFKD", initials(name).upper())
    return "".join(c for c in parts if c.isascii() and c.isalnum()) or "X"


def listed(words: list[str] | tuple[str, ...], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`; nothing for none."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
