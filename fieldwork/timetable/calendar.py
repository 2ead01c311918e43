"""The timetable as a calendar file (RFC 5545), for diaries; people on probation are not in it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
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


def ics(
    interviews: Sequence[PlannedInterview],
    names: Mapping[str, str],
    title: str,
    *,
    appointments: Sequence[Appointment] = (),
    cancelled: Sequence[PlannedInterview] = (),
    stamped: datetime | None = None,
) -> str:
    """Calendar text with CRLF ends and folded lines, to be written as UTF-8 without changing either.

    An officer's or an appointment's event keeps its UID in every export, so importing a later file
    moves it; `stamped` (aware; now by default) says which file is the later, in SEQUENCE too, by the
    minute. `cancelled` interviews are taken out of the diary. Cases are counted, never named.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Fieldwork//Timetable//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", title)
    calendar.add_component(Timezone.from_ical(_LONDON_RULES))
    at = stamped or datetime.now(UTC)
    for interview in in_order(interviews):
        calendar.add_component(_event(interview, names, at))
    for interview in in_order(cancelled):
        gone = _event(interview, names, at)
        gone.add("status", "CANCELLED")
        calendar.add_component(gone)
    for appointment in appointments:
        calendar.add_component(_fixed(appointment, names, at))
    text: bytes = calendar.to_ical(sorted=False)
    return text.decode("utf-8")


def _sequence(stamped: datetime) -> int:
    """Minutes since the year 2000: greater in every later file, and within the range of the format."""
    return int((stamped - datetime(2000, 1, 1, tzinfo=UTC)).total_seconds()) // 60


def _event(interview: PlannedInterview, names: Mapping[str, str], stamped: datetime) -> Event:
    officer = names.get(interview.officer, interview.officer)
    inspector = names.get(interview.inspector, interview.inspector)
    office = names.get(interview.office, interview.office)
    about = wording.count(len(interview.cases), "case")
    event = Event()
    event.add("uid", f"{uuid5(NAMESPACE_URL, 'fieldwork:interview:' + interview.officer)}@fieldwork")
    event.add("dtstamp", stamped.astimezone(UTC))
    event.add("sequence", _sequence(stamped))
    event.add("dtstart", interview.starts.replace(tzinfo=LONDON))
    event.add("dtend", interview.ends.replace(tzinfo=LONDON))
    event.add("summary", f"Interview with {officer}")
    event.add("location", f"{office}, {wording.room(interview.room)}")
    event.add("description", f"{inspector} interviews {officer} about {about}.")
    return event


def _fixed(appointment: Appointment, names: Mapping[str, str], stamped: datetime) -> Event:
    """A whole day where no time is set."""
    people = wording.listed([names.get(p, p) for p in appointment.people])
    event = Event()
    event.add("uid", f"{uuid5(NAMESPACE_URL, 'fieldwork:record:' + appointment.id)}@fieldwork")
    event.add("dtstamp", stamped.astimezone(UTC))
    event.add("sequence", _sequence(stamped))
    if appointment.starts and appointment.ends:
        event.add("dtstart", appointment.starts.replace(tzinfo=LONDON))
        event.add("dtend", appointment.ends.replace(tzinfo=LONDON))
    else:
        event.add("dtstart", appointment.day)
    event.add("summary", appointment.title)
    if appointment.place:
        event.add("location", appointment.place)
    words = [appointment.about, f"Inspectors: {people}." if people else ""]
    event.add("description", "\n".join(line for line in words if line))
    return event
