"""Calendar files: standard, in London time, and without anyone on probation in them."""

from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar

from fieldwork.timetable.calendar import ics
from tests.timetable.small import NAMES, interview

STAMP = datetime(2019, 9, 1, 12, tzinfo=UTC)
PLACES = NAMES | {
    "ncl": "Newcastle; Lower Ground, Wing B, Cathedral Square, by the Ŵyn Bridge and the station"
}
WINTER = interview("clark", "14:00", day=date(2019, 11, 4))
SUMMER = interview("fox", "9:30")


def text() -> str:
    return ics([WINTER, SUMMER], PLACES, "Northumbria 2019", stamped=STAMP)


def test_lines_end_with_crlf_and_none_is_longer_than_75_octets() -> None:
    lines = text().split("\r\n")
    assert lines[-1] == ""
    assert all("\n" not in line and len(line.encode()) <= 75 for line in lines)
    assert any(line.startswith(" ") for line in lines)


def test_events_come_back_at_the_right_moment_summer_and_winter() -> None:
    fox, clark = Calendar.from_ical(text()).walk("VEVENT")
    assert fox["dtstart"].dt.astimezone(UTC) == datetime(2019, 9, 16, 8, 30, tzinfo=UTC)
    assert fox["dtend"].dt.astimezone(UTC) == datetime(2019, 9, 16, 9, 45, tzinfo=UTC)
    assert clark["dtstart"].dt.astimezone(UTC) == datetime(2019, 11, 4, 14, 0, tzinfo=UTC)
    assert fox["dtstart"].params["TZID"] == "Europe/London"
    assert "room 1" in fox["location"]
    assert "Lower Ground, Wing B" in fox["location"]


def test_its_own_time_zone_agrees_with_the_worlds() -> None:
    (zone,) = Calendar.from_ical(text()).walk("VTIMEZONE")
    own = zone.to_tz()
    for month, day, offset in ((3, 30, 0), (4, 1, 1), (10, 26, 1), (10, 28, 0), (1, 1, 0), (7, 1, 1)):
        assert datetime(2019, month, day, 12, tzinfo=own).utcoffset().total_seconds() == 3600 * offset


def test_cases_are_counted_and_never_named() -> None:
    assert "fox-0" not in text()
    assert "about 1 case" in text().replace("\r\n ", "")


def test_an_officer_keeps_their_uid_when_the_interview_moves() -> None:
    moved = ics([interview("fox", "11:00", by="ben")], PLACES, "Northumbria 2019", stamped=STAMP)
    (after,) = Calendar.from_ical(moved).walk("VEVENT")
    before, other = Calendar.from_ical(text()).walk("VEVENT")
    assert after["uid"] == before["uid"] != other["uid"]


def test_no_interviews_is_still_a_calendar() -> None:
    assert Calendar.from_ical(ics([], {}, "Northumbria 2019")).walk("VEVENT") == []


def test_a_later_file_supersedes_and_a_cancelled_interview_leaves_the_diary() -> None:
    later = STAMP + timedelta(hours=1)
    (first, _), (gone,) = (
        Calendar.from_ical(text()).walk("VEVENT"),
        Calendar.from_ical(ics([], PLACES, "N", cancelled=[SUMMER], stamped=later)).walk("VEVENT"),
    )
    assert gone["uid"] == first["uid"]
    assert gone["sequence"] > first["sequence"]
    assert gone["status"] == "CANCELLED"
