"""Half-days: what availability, absences and rooms are counted in."""

from datetime import date
from typing import Literal

Half = Literal["am", "pm"]
HalfDay = tuple[date, Half]

HALVES: tuple[Half, Half] = ("am", "pm")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def halves_of(part: str) -> tuple[Half, ...]:
    """The halves that `am`, `pm` or `day` stands for."""
    return tuple(half for half in HALVES if part in (half, "day"))
