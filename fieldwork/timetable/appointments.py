"""Meetings, visits, observations and debriefs that have a day: fixed, and planned round."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from fieldwork.inspection.file import Inspection
from fieldwork.programme.model import Form
from fieldwork.timetable.appointment import Appointment as Appointment  # part of this module's vocabulary
from fieldwork.timetable.debrief import debriefs

#: How long something without a length of its own is taken to last.
_USUAL = 60


def appointments(inspection: Inspection) -> tuple[Appointment, ...]:
    """Every record that has a day and has not been removed, and every debrief, in order of time."""
    forms = inspection.programme.forms
    found = [
        _appointment(key, row, forms[row["form"]])
        for key, row in inspection.records("record").items()
        if row.get("date") and row.get("form") in forms and not row.get("withdrawn")
    ]
    return tuple(sorted([*found, *debriefs(inspection)], key=lambda a: (a.begins, a.title, a.id)))


def _appointment(key: str, row: Mapping[str, Any], form: Form) -> Appointment:
    day = date.fromisoformat(row["date"])
    starts, ends = (_at(day, row.get(name)) for name in ("starts", "ends"))
    usual = timedelta(minutes=form.minutes if form.subject == "record" else _USUAL)
    if starts is None:
        ends = None
    elif ends is None:
        ends = starts + usual
    about = (row.get("title"), row.get("with_whom"))
    return Appointment(
        id=key,
        title=form.title,
        day=day,
        starts=starts,
        ends=ends,
        place=row.get("place", ""),
        about=", ".join(dict.fromkeys(words for words in about if words and words != form.title)),
        people=tuple(row.get("people", ())),
    )


def _at(day: date, text: str | None) -> datetime | None:
    return datetime.combine(day, time.fromisoformat(text)) if text else None
