"""A fixed appointment as a plain value."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from fieldwork import wording


@dataclass(frozen=True, slots=True)
class Appointment:
    """A record of evidence that has a day, or a debrief of the team. Times are local; without them it takes
    the whole day.

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
