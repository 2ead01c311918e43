"""What the inspection file holds about people and places for planning, beside absences and rooms.

Fields: office: `hours` ["09:00", "16:30"], `at` [latitude, longitude]; officer: `works` (weekdays and
halves, such as "Mon", "Tue am"), `language`, `remote`; person: `base`, `base_at`, `barred`, `languages`,
`hours`; inspection: `journeys` [[a, b, km, minutes]], `interpreters` [[language, date, part, count]].
The settings in `timetable` hold `reading_minutes`, `reading_ahead`, `reading_before` and `weights`.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, time
from typing import Any

from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import CaseRow, Role, Status
from fieldwork.inspection.setting_up import THE_INSPECTION
from fieldwork.timetable.costs import WEIGHTS
from fieldwork.timetable.problem import (
    HALVES,
    HalfDay,
    Inspector,
    OfficerToSee,
    ReadingRules,
    minute,
)
from fieldwork.timetable.travel import Leg, Point, Travel

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

READERS = (Role.INSPECTOR, Role.LOCAL_ASSESSOR)


def inspector(
    inspection: Inspection, person: str, free: frozenset[HalfDay], role: Role, anyone: bool
) -> Inspector:
    """A person of the team; `anyone` where nobody has the role of reading cases."""
    row = inspection.record("person", person)
    return Inspector(
        person,
        free,
        base=f"base:{person}" if row.get("base_at") else str(row.get("base", "")),
        barred=frozenset(row.get("barred") or ()),
        languages=frozenset(row.get("languages") or ()),
        hours=_hours(row.get("hours")),
        takes_cases=anyone or role in READERS,
    )


def officer(inspection: Inspection, seen: OfficerToSee, rows: Sequence[CaseRow]) -> OfficerToSee:
    """An officer with what their register says, and the reading that is still to be done."""
    row = inspection.record("officer", seen.id)
    forms = inspection.programme.forms
    unread = [case for case in rows if case.status is not Status.COMPLETE]
    return replace(
        seen,
        absences=seen.absences | _days_off(inspection, row.get("works")),
        reading=sum(forms[case.form].minutes for case in unread),
        language=str(row.get("language", "")),
        remote=bool(row.get("remote", False)),
    )


def _days_off(inspection: Inspection, works: Sequence[str] | None) -> frozenset[HalfDay]:
    """Half-days outside a working pattern; without a pattern none."""
    if not works:
        return frozenset()
    return frozenset(
        (day, half)
        for day in inspection.info().days
        for half in HALVES
        if not {WEEKDAYS[day.weekday()], f"{WEEKDAYS[day.weekday()]} {half}"} & set(works)
    )


def office_hours(inspection: Inspection) -> dict[str, tuple[int, int]]:
    """Opening and closing minutes of those offices, by name, that have hours of their own."""
    rows = inspection.records("office").values()
    return {str(row.get("name", "")): hours for row in rows if (hours := _hours(row.get("hours")))}


def travel(inspection: Inspection) -> Travel:
    """Where offices and bases lie, and the ways that somebody measured."""
    points: dict[str, Point] = {}
    for row in inspection.records("office").values():
        if row.get("at"):
            points[str(row.get("name", ""))] = _point(row["at"])
    for person, row in inspection.records("person").items():
        if row.get("base_at"):
            points[f"base:{person}"] = _point(row["base_at"])
    journeys = inspection.value("inspection", THE_INSPECTION, "journeys") or []
    return Travel(points, {(str(a), str(b)): Leg(float(km), float(m)) for a, b, km, m in journeys})


def reading_rules(settings: Mapping[str, Any]) -> ReadingRules:
    """How much an inspector reads in a half-day, and how long before; not planned unless it is set."""
    usual = ReadingRules()
    return ReadingRules(
        int(settings.get("reading_minutes", usual.minutes)),
        int(settings.get("reading_ahead", usual.ahead)),
        int(settings.get("reading_before", usual.before)),
    )


def weights(settings: Mapping[str, Any]) -> dict[str, int]:
    """The weights that somebody set; others and names unknown here are passed over."""
    held = settings.get("weights") or {}
    return {name: max(int(held[name]), 0) for name in WEIGHTS if name in held}


def interpreters(inspection: Inspection) -> dict[tuple[str, HalfDay], int]:
    """How many interpreters of each language are there in a half-day."""
    found: Counter[tuple[str, HalfDay]] = Counter()
    for language, day, part, count in inspection.value("inspection", THE_INSPECTION, "interpreters") or []:
        for half in HALVES:
            if part in (half, "day"):
                found[str(language), (date.fromisoformat(day), half)] += int(count)
    return dict(found)


def _hours(texts: Sequence[str] | None) -> tuple[int, int] | None:
    if not texts:
        return None
    first, last = (minute(time.fromisoformat(text)) for text in texts)
    return first, last


def _point(pair: Sequence[float]) -> Point:
    return float(pair[0]), float(pair[1])
