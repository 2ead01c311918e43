"""Calendar files: standard, in London time, and without anyone on probation in them."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from fieldwork.inspection.file import Inspection
from fieldwork.timetable.appointments import Appointment
from fieldwork.timetable.calendar import ics
from fieldwork.timetable.calendars import calendar_of, calendars, remember
from fieldwork.timetable.debrief import set_debrief
from fieldwork.timetable.plan_file import keep_plan, planned
from tests.conftest import LEAD, READER, REFS
from tests.timetable.small import NAMES, interview
from tests.timetable.test_today import planned_file, who

__all__ = ["planned_file"]

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


# -- calendars that remember what they held --------------------------------------------------------


def at(minutes: int) -> datetime:
    return STAMP + timedelta(minutes=minutes)


def given_out(inspection: Inspection, minutes: int, whose: str = "") -> dict[str, Event]:
    """A calendar written, remembered and read back, its events by summary."""
    made = calendar_of(inspection, whose, at(minutes))
    remember(inspection, made)
    return {str(e["summary"]): e for e in Calendar.from_ical(made.text).walk("VEVENT")}


def test_the_first_file_holds_everything_confirmed(planned_file: Inspection) -> None:
    events = given_out(planned_file, 0)
    assert set(events) == {f"Interview with {name}" for name in ("Farah Fox", "Tom Reed", "Una Price")}
    assert {e["status"] for e in events.values()} == {"CONFIRMED"}
    assert len({e["uid"] for e in events.values()}) == 3
    calendar = Calendar.from_ical(calendar_of(planned_file).text)
    assert (calendar["method"], calendar["x-wr-timezone"]) == ("PUBLISH", "Europe/London")


def test_what_stays_keeps_its_number_and_what_moved_takes_a_later_one(planned_file: Inspection) -> None:
    first = given_out(planned_file, 0)
    fox = who(planned_file, "Farah Fox")
    moved = [
        replace(i, starts=i.starts + timedelta(hours=5), ends=i.ends + timedelta(hours=5))
        if i.officer == fox
        else i
        for i in planned(planned_file)
    ]
    keep_plan(planned_file, LEAD, moved)
    second = given_out(planned_file, 0)  # within the same minute: later all the same
    for name, event in second.items():
        assert event["uid"] == first[name]["uid"]
        assert (event["sequence"] > first[name]["sequence"]) == (name == "Interview with Farah Fox")
    third = given_out(planned_file, 90)
    assert {n: e["sequence"] for n, e in third.items()} == {n: e["sequence"] for n, e in second.items()}
    assert third["Interview with Tom Reed"]["dtstamp"].dt == at(90)


def test_what_is_gone_is_cancelled_from_then_on_and_may_come_back(planned_file: Inspection) -> None:
    first, plan = given_out(planned_file, 0), planned(planned_file)
    keep_plan(planned_file, LEAD, [i for i in plan if i.officer != who(planned_file, "Tom Reed")])
    for minutes in (5, 10):
        gone = given_out(planned_file, minutes)["Interview with Tom Reed"]
        assert (gone["status"], gone["transp"]) == ("CANCELLED", "TRANSPARENT")
        assert gone["uid"] == first["Interview with Tom Reed"]["uid"]
        assert gone["dtstart"].dt == first["Interview with Tom Reed"]["dtstart"].dt
        assert gone["sequence"] > first["Interview with Tom Reed"]["sequence"]
    keep_plan(planned_file, LEAD, plan)
    back = given_out(planned_file, 15)["Interview with Tom Reed"]
    assert (back["status"], back["sequence"] > gone["sequence"]) == ("CONFIRMED", True)


def test_an_interview_given_to_another_leaves_the_ones_diary_and_enters_the_others(
    planned_file: Inspection,
) -> None:
    mine, theirs = f"inspector/{READER}", f"inspector/{LEAD}"
    assert len(given_out(planned_file, 0, mine)) == 3
    assert given_out(planned_file, 0, theirs) == {}
    fox = who(planned_file, "Farah Fox")
    keep_plan(
        planned_file,
        LEAD,
        [replace(i, inspector=LEAD) if i.officer == fox else i for i in planned(planned_file)],
    )
    gone = given_out(planned_file, 5, mine)["Interview with Farah Fox"]
    new = given_out(planned_file, 5, theirs)["Interview with Farah Fox"]
    assert (gone["status"], new["status"]) == ("CANCELLED", "CONFIRMED")
    assert gone["uid"] != new["uid"]  # so that one diary may hold both without the one cancelling the other


def test_there_is_a_calendar_for_each_inspector_and_office(planned_file: Inspection) -> None:
    set_debrief(planned_file, LEAD, time(16, 30))
    files = list(calendars(planned_file, "inspector", STAMP))
    assert [f.name for f in files] == ["interviews-CL.ics", "interviews-IR.ics"]
    assert [len(f.entries) for f in files] == [10, 13]
    (office,) = calendars(planned_file, "office", STAMP)
    assert (office.name, len(office.entries)) == ("interviews-Newcastle.ics", 3)
    assert "Walker" not in "".join(f.text for f in (*files, office))
    assert not any(ref in f.text for f in files for ref in REFS)


def test_an_interview_keeps_its_clock_time_across_the_change_of_clocks(planned_file: Inspection) -> None:
    """Half past nine on the Friday before the last Sunday in October, and on the Monday after it."""
    before, after = datetime(2019, 10, 25, 9, 30), datetime(2019, 10, 28, 9, 30)
    plan = planned(planned_file)
    keep_plan(
        planned_file,
        LEAD,
        [
            replace(i, starts=day, ends=day + timedelta(minutes=75))
            for i, day in zip(plan, (before, after), strict=False)
        ],
    )
    made = calendar_of(planned_file, "", STAMP)
    starts = sorted(e["dtstart"].dt for e in Calendar.from_ical(made.text).walk("VEVENT"))
    assert [s.strftime("%H:%M") for s in starts] == ["09:30", "09:30"]
    assert [s.astimezone(UTC).hour for s in starts] == [8, 9]
    assert "DTSTART;TZID=Europe/London:20191025T093000" in made.text


def test_an_all_day_meeting_takes_its_day_and_no_time() -> None:
    whole = Appointment("m1", "Day with the chief executive", date(2019, 9, 19), people=("sarah",))
    (event,) = Calendar.from_ical(ics([], NAMES, "N", appointments=[whole], stamped=STAMP)).walk("VEVENT")
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2019, 9, 19), date(2019, 9, 20))


def test_every_text_is_carried_whatever_it_holds() -> None:
    odd = 'Ŵyn; Ng, "Jo" \\ é\U0001f600 ' + "long " * 40
    text = ics([SUMMER], {"fox": odd}, odd, stamped=STAMP)
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert str(event["summary"]) == f"Interview with {odd}"
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
