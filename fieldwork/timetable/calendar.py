"""The timetable as a calendar file (RFC 5545, published as by RFC 5546), for diaries.

People on probation are not in it: an interview says how many cases it is about.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone

from fieldwork import wording
from fieldwork.timetable.appointments import Appointment
from fieldwork.timetable.plan import PlannedInterview, in_order

LONDON = ZoneInfo("Europe/London")

# Summer time as it has been since 1996: from the last Sunday in March to the last in October, at 1:00 UTC.
_LONDON_RULES = """BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:STANDARD
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19960331T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
END:DAYLIGHT
END:VTIMEZONE
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One event. Times are local; with `all_day` only their days count. `sequence` is greater in every
    later word about the same `uid`.
    """

    uid: str
    starts: datetime
    ends: datetime
    summary: str
    location: str = ""
    description: str = ""
    all_day: bool = False
    cancelled: bool = False
    sequence: int = 0


def ics(
    interviews: Sequence[PlannedInterview],
    names: Mapping[str, str],
    title: str,
    *,
    appointments: Sequence[Appointment] = (),
    cancelled: Sequence[PlannedInterview] = (),
    stamped: datetime | None = None,
) -> str:
    """The text of a calendar that does not remember earlier ones: `stamped` (aware; now by default) says
    which of two is the later, in SEQUENCE too, by the minute.
    """
    at = stamped or datetime.now(UTC)
    found = [*interview_entries(interviews, names), *appointment_entries(appointments, names)]
    found += [replace(entry, cancelled=True) for entry in interview_entries(cancelled, names)]
    return text([replace(entry, sequence=sequence_at(at)) for entry in found], title, at)


def text(entries: Iterable[Entry], title: str, stamped: datetime) -> str:
    """Calendar text with CRLF ends and folded lines, to be written as UTF-8 without changing either."""
    calendar = Calendar()
    calendar.add("prodid", "-//Fieldwork//Timetable//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", title)
    calendar.add("x-wr-timezone", LONDON.key)
    calendar.add_component(Timezone.from_ical(_LONDON_RULES))
    for entry in entries:
        calendar.add_component(_event(entry, stamped))
    found: bytes = calendar.to_ical(sorted=False)
    return found.decode("utf-8")


def sequence_at(stamped: datetime) -> int:
    """Minutes since the year 2000: greater later on whichever laptop, and within the range of the format."""
    return int((stamped - datetime(2000, 1, 1, tzinfo=UTC)).total_seconds()) // 60


def interview_entries(
    interviews: Iterable[PlannedInterview], names: Mapping[str, str], whose: str = ""
) -> list[Entry]:
    """The interviews in order of time. An officer's keeps its UID in every calendar of the same kind
    (`whose`: of everybody, of an inspector or of an office), so that importing a later file moves it.
    """
    return [_interview(i, names, whose) for i in in_order(tuple(interviews))]


def appointment_entries(
    appointments: Iterable[Appointment], names: Mapping[str, str], whose: str = ""
) -> list[Entry]:
    """Meetings, visits and debriefs; a whole day where no time is set."""
    return [_fixed(a, names, whose) for a in appointments]


def _uid(kind: str, identity: str, whose: str) -> str:
    about = f"fieldwork:{kind}:{identity}" + (f":{whose}" if whose else "")
    return f"{uuid5(NAMESPACE_URL, about)}@fieldwork"


def _interview(i: PlannedInterview, names: Mapping[str, str], whose: str) -> Entry:
    officer, inspector, office = (names.get(key, key) for key in (i.officer, i.inspector, i.office))
    place = f"{office}, {wording.room(i.room)}" if i.room and office else wording.room(i.room).capitalize()
    about = wording.count(len(i.cases), "case")
    return Entry(
        _uid("interview", i.officer, whose),
        i.starts,
        i.ends,
        f"Interview with {officer}",
        place,
        f"{inspector} interviews {officer} about {about}.",
    )


def _fixed(a: Appointment, names: Mapping[str, str], whose: str) -> Entry:
    people = wording.listed([names.get(p, p) for p in a.people])
    words = [a.about, f"Inspectors: {people}." if people else ""]
    return Entry(
        _uid("record", a.id, whose),
        a.begins,
        a.finishes,
        a.title,
        a.place,
        "\n".join(line for line in words if line),
        all_day=a.starts is None,
    )


def _event(entry: Entry, stamped: datetime) -> Event:
    """Times with their zone: the same clock time falls an hour apart before and after October's change."""
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", stamped.astimezone(UTC))
    event.add("sequence", entry.sequence)
    first: date = entry.starts.date() if entry.all_day else entry.starts.replace(tzinfo=LONDON)
    last: date = (
        entry.starts.date() + timedelta(days=1) if entry.all_day else entry.ends.replace(tzinfo=LONDON)
    )
    event.add("dtstart", first)
    event.add("dtend", last)
    event.add("summary", entry.summary)
    if entry.location:
        event.add("location", entry.location)
    if entry.description:
        event.add("description", entry.description)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if entry.cancelled or entry.all_day else "OPAQUE")
    return event
