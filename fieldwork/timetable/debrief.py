"""The team's debrief at the end of every fieldwork day: said once, and an appointment on each of them.

The setting `debrief` in `inspection/timetable`: `at` "16:30", `minutes`, `place`, and days it is `not` on.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from fieldwork.errors import Refused
from fieldwork.inspection import queries
from fieldwork.inspection.changes import Written
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import Role
from fieldwork.timetable.appointment import Appointment
from fieldwork.timetable.availability import free
from fieldwork.timetable.half_days import HALVES
from fieldwork.timetable.plan_settings import change_settings, settings_of

TITLE = "Team debrief"
#: Begins the id of a debrief; its day follows.
PREFIX = "debrief:"


def set_debrief(
    inspection: Inspection,
    author: str,
    at: time | None,
    *,
    minutes: int = 30,
    place: str = "",
    without: Sequence[date] = (),
) -> Written:
    """Hold one at this time on every fieldwork day, `without` these; `None`: none at all.

    Raises `Refused` for one that does not end on its day.
    """
    if at is not None and (at.hour * 60 + at.minute + minutes > 24 * 60 or minutes < 1):
        raise Refused("The debrief has to end on the day it begins.", advice="Give an earlier time.")
    held = (
        {
            "at": at.isoformat("minutes"),
            "minutes": minutes,
            "place": place.strip(),
            "not": sorted(day.isoformat() for day in without),
        }
        if at
        else None
    )
    return change_settings(inspection, author, {"debrief": held})


def is_debrief(appointment: Appointment) -> bool:
    """Whether it is the team's debrief of a day, and no record of evidence."""
    return appointment.id.startswith(PREFIX)


def debriefs(inspection: Inspection) -> tuple[Appointment, ...]:
    """One a day, for everybody of the team who is there at that half of it."""
    held: Mapping[str, Any] | None = settings_of(inspection).get("debrief")
    if not held:
        return ()
    at = time.fromisoformat(held["at"])
    half = HALVES[0] if at < time(12, 30) else HALVES[1]
    team = [p for p in queries.team(inspection) if p.active and p.role is not Role.OFFICE]
    there = {p.id: free(inspection, p.id) for p in team}
    found = []
    for day in inspection.info().days:
        people = tuple(p.id for p in team if (day, half) in there[p.id])
        if people and day.isoformat() not in held.get("not", ()):
            starts = datetime.combine(day, at)
            ends = starts + timedelta(minutes=int(held["minutes"]))
            place = str(held.get("place", ""))
            found.append(
                Appointment(f"{PREFIX}{day.isoformat()}", TITLE, day, starts, ends, place, "", people)
            )
    return tuple(found)
