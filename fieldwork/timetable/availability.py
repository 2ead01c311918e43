"""When people are there: the half-days of fieldwork less absences and days outside their working pattern."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from fieldwork.inspection.file import Inspection
from fieldwork.timetable.half_days import HALVES, WEEKDAYS, HalfDay, halves_of


def busy(row: Mapping[str, Any]) -> frozenset[tuple[date, int, int]]:
    """Absences from one time to another: the day, and minutes since midnight."""
    return frozenset(
        (date.fromisoformat(away["date"]), _minute(away["begins"]), _minute(away["ends"]))
        for away in row.get("absences") or ()
        if "begins" in away
    )


def _minute(text: str) -> int:
    when = time.fromisoformat(text)
    return when.hour * 60 + when.minute


def absences(row: Mapping[str, Any], timed: bool = False) -> frozenset[HalfDay]:
    """The half-days that an officer's or a person's register says they are away.

    With `timed`, those of which only a part is taken as well.
    """
    return frozenset(
        (date.fromisoformat(away["date"]), half)
        for away in row.get("absences") or ()
        if timed or "begins" not in away
        for half in halves_of(away["part"])
    )


def days_off(days: Sequence[date], works: Sequence[str] | None) -> frozenset[HalfDay]:
    """Half-days outside a working pattern (`Mon`, `Tue am`); without a pattern none."""
    if not works:
        return frozenset()
    return frozenset(
        (day, half)
        for day in days
        for half in HALVES
        if not {WEEKDAYS[day.weekday()], f"{WEEKDAYS[day.weekday()]} {half}"} & set(works)
    )


def free(inspection: Inspection, person: str) -> frozenset[HalfDay]:
    """The half-days of fieldwork when somebody of the team is there."""
    days, row = inspection.info().days, inspection.record("person", person)
    everywhere = frozenset((day, half) for day in days for half in HALVES)
    return everywhere - absences(row, timed=True) - days_off(days, row.get("works"))
