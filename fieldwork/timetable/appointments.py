"""Meetings, visits and observations that have a day: fixed, and planned round."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from fieldwork import wording
from fieldwork.inspection.file import Inspection
from fieldwork.programme.model import Form

#: How long something without a length of its own is taken to last.
_USUAL = 60


@dataclass(frozen=True, slots=True)
class Appointment:
    """One record of evidence that has a day. Times are local; without them it takes the whole day.

    `title` says what it is, `about` whom or what it is with; `people` are ids of inspectors.
    """

    id: str
    title: str
    day: date
    starts: datetime | None = None
    ends: datetime | None = None
    place: str = ""
    about: str = ""
    people: tuple[str, ...] = ()

    @property
    def begins(self) -> datetime:
        """The first moment that it takes."""
        return self.starts or datetime.combine(self.day, time())

    @property
    def finishes(self) -> datetime:
        """The moment after the last that it takes."""
        return self.ends or datetime.combine(self.day, time()) + timedelta(days=1)

    @property
    def stay(self) -> tuple[int, int]:
        """From when to when, in minutes since midnight of its day."""
        midnight = datetime.combine(self.day, time())
        begun, ended = ((at - midnight).total_seconds() for at in (self.begins, self.finishes))
        return int(begun) // 60, int(ended) // 60

    @property
    def when(self) -> str:
        """`10:00am to 11:00am`, or `All day`."""
        if self.starts is None or self.ends is None:
            return "All day"
        return wording.span(self.starts, self.ends)


def appointments(inspection: Inspection) -> tuple[Appointment, ...]:
    """Every record that has a day and has not been removed, in order of time."""
    forms = inspection.programme.forms
    found = [
        _appointment(key, row, forms[row["form"]])
        for key, row in inspection.records("record").items()
        if row.get("date") and row.get("form") in forms and not row.get("withdrawn")
    ]
    return tuple(sorted(found, key=lambda a: (a.begins, a.title, a.id)))


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
