"""What the inspection file holds about people and places for planning.

Fields: office: `hours` ["09:00", "16:30"], `at` [latitude, longitude], `rooms`, `rooms_on` [[date, part,
count]]; officer and person: `absences` [{"date", "part", "begins", "ends"}], `works` (weekdays and halves,
such as "Mon", "Tue am"); officer: `language`, `remote`; person: `base`, `base_at`, `barred`, `languages`,
`hours`, `lunch` ["12:30", "13:15"], `reads` (minutes in a half-day); inspection: `journeys` [[a, b, km,
minutes]], `interpreters` [[language, date, part, count]]. The settings in `timetable` hold `starts`,
`lunch_starts`, `lunch_ends`, `ends`, `grid`, `gap`, `minutes`, `each_more`, `reading_minutes`,
`reading_ahead`, `reading_before`, `weights` and `debrief`.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, time
from typing import Any

from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import CaseRow, Role, Status
from fieldwork.inspection.setting_up import THE_INSPECTION
from fieldwork.timetable.availability import absences, busy, days_off, free
from fieldwork.timetable.half_days import halves_of
from fieldwork.timetable.problem import (
    HALVES,
    HalfDay,
    Inspector,
    OfficerToSee,
    OfficeSite,
    minute,
)
from fieldwork.timetable.travel import Leg, Point, Travel

READERS = (Role.INSPECTOR, Role.LOCAL_ASSESSOR)


def inspector(inspection: Inspection, person: str, role: Role, anyone: bool) -> Inspector:
    """A person of the team; `anyone` where nobody has the role of reading cases."""
    row = inspection.record("person", person)
    return Inspector(
        person,
        free(inspection, person),
        base=_base(person, row),
        barred=frozenset(row.get("barred") or ()),
        languages=frozenset(row.get("languages") or ()),
        hours=_hours(row.get("hours")),
        takes_cases=anyone or role in READERS,
        lunch=_hours(row.get("lunch")),
        reads=row.get("reads"),
    )


def officer(inspection: Inspection, seen: OfficerToSee, rows: Sequence[CaseRow]) -> OfficerToSee:
    """An officer with what their register says, and the reading that is still to be done."""
    row = inspection.record("officer", seen.id)
    forms = inspection.programme.forms
    unread = [case for case in rows if case.status is not Status.COMPLETE]
    return replace(
        seen,
        absences=seen.absences | absences(row) | days_off(inspection.info().days, row.get("works")),
        reading=sum(forms[case.form].minutes for case in unread),
        language=str(row.get("language", "")),
        remote=bool(row.get("remote", False)),
        busy=busy(row),
    )


def rooms_on(row: Mapping[str, Any]) -> dict[HalfDay, int]:
    """Rooms of an office in half-days in which it has other than usual; a half-day's own word goes first."""
    found: dict[HalfDay, int] = {}
    for day, part, count in sorted(row.get("rooms_on") or (), key=lambda line: line[1] != "day"):
        found |= {(date.fromisoformat(day), half): int(count) for half in halves_of(part)}
    return found


def offices(inspection: Inspection) -> dict[str, OfficeSite]:
    """The offices that somebody said something of, by name; one room where nobody said how many."""
    return {
        name: OfficeSite(name, name, int(row.get("rooms", 1)), _hours(row.get("hours")), rooms_on(row))
        for row in inspection.records("office").values()
        if (name := str(row.get("name", "")))
    }


def travel(inspection: Inspection) -> Travel:
    """Where offices and bases lie, and the ways that somebody measured."""
    points: dict[str, Point] = {}
    for row in inspection.records("office").values():
        if row.get("at"):
            points[str(row.get("name", ""))] = _point(row["at"])
    for person, row in inspection.records("person").items():
        if row.get("base_at"):
            points[_base(person, row)] = _point(row["base_at"])
    journeys = inspection.value("inspection", THE_INSPECTION, "journeys") or []
    return Travel(points, {(str(a), str(b)): Leg(float(km), float(m)) for a, b, km, m in journeys})


def interpreters(inspection: Inspection) -> dict[tuple[str, HalfDay], int]:
    """How many interpreters of each language are there in a half-day."""
    found: Counter[tuple[str, HalfDay]] = Counter()
    for language, day, part, count in inspection.value("inspection", THE_INSPECTION, "interpreters") or []:
        for half in HALVES:
            if part in (half, "day"):
                found[str(language), (date.fromisoformat(day), half)] += int(count)
    return dict(found)


def _base(person: str, row: Mapping[str, Any]) -> str:
    """The name by which journeys know a home or hotel; one without a name is this person's alone."""
    return str(row.get("base", "")) or (f"base:{person}" if row.get("base_at") else "")


def _hours(texts: Sequence[str] | None) -> tuple[int, int] | None:
    if not texts:
        return None
    first, last = (minute(time.fromisoformat(text)) for text in texts)
    return first, last


def _point(pair: Sequence[float]) -> Point:
    return float(pair[0]), float(pair[1])
