"""Meetings and visits with a day: fixed, planned round, drawn and exported."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from fieldwork.inspection.file import Inspection
from fieldwork.reading import evidence
from fieldwork.reading.evidence import Record
from fieldwork.timetable.appointments import Appointment, appointments
from fieldwork.timetable.calendar import ics
from fieldwork.timetable.check import check
from fieldwork.timetable.grid import grid
from fieldwork.timetable.plan_file import problem_of
from fieldwork.timetable.problem import Problem
from fieldwork.timetable.solver import solve
from tests.reading.files import INSPECTOR, LEAD, make
from tests.timetable.small import MONDAY, NAMES, TUESDAY, interview, meeting, officer, problem, problems


@pytest.fixture
def inspection(tmp_path: Path) -> Iterator[Inspection]:
    with make(tmp_path / "Northumbria 2019.fieldwork") as made:
        yield made


def test_records_with_a_day_are_appointments_in_order_of_time(inspection: Inspection) -> None:
    day = date(2019, 9, 17)
    evidence.prepare(inspection, LEAD)
    evidence.add(inspection, LEAD, Record("sentencer", "Magistrates", day, time(14), None, "Court"))
    evidence.add(inspection, LEAD, Record("senior_leader", "Chief executive", day, people=(LEAD, INSPECTOR)))
    evidence.add(inspection, LEAD, Record("partner_agency", "No day yet"))
    gone = evidence.add(inspection, LEAD, Record("partner_agency", "Cancelled", day))
    evidence.remove(inspection, LEAD, gone)
    first, second = appointments(inspection)
    assert (first.title, first.about, first.when) == (
        "Meeting with a senior leader",
        "Chief executive",
        "All day",
    )
    assert first.people == (LEAD, INSPECTOR)
    assert (second.when, second.place) == ("2:00pm to 2:45pm", "Court")
    assert problem_of(inspection).appointments == (first, second)


def test_the_planner_goes_round_an_appointment_to_the_minute() -> None:
    given = problem(officer("fox"), days=[MONDAY], appointments=(meeting("10:00"),))
    (planned,) = solve(given, seconds=1).interviews
    assert planned.starts >= datetime.combine(MONDAY, time(11, 0))
    assert check(given, [planned]) == ()


def test_a_whole_day_taken_leaves_the_other_day() -> None:
    (planned,) = solve(problem(officer("fox"), appointments=(meeting(None),)), seconds=1).interviews
    assert planned.starts.date() == TUESDAY


def test_nobody_can_be_seen_where_every_day_is_taken() -> None:
    given = problem(officer("fox"), days=[MONDAY], appointments=(meeting(None),))
    plan = solve(given, seconds=1)
    assert plan.interviews == ()
    assert "Sarah Jones has no 1 hour 15 minutes left" in plan.unplaced[0].why


@settings(max_examples=20, deadline=None)
@given(problems(locks=False), st.data())
def test_no_plan_clashes_with_an_appointment(whole: Problem, data: st.DataObject) -> None:
    at = st.sampled_from([None, "08:00", "09:45", "12:00", "15:10", "18:00"])
    people = st.sampled_from([("i-0",), ("i-0", "i-1"), ()])
    fixed = tuple(meeting(data.draw(at), day=day, people=data.draw(people)) for day in whole.days)
    given_problem = Problem(
        whole.days, whole.offices, whole.officers, whole.inspectors, whole.rules, whole.lengths, (), fixed
    )
    plan = solve(given_problem, seconds=0.2)
    assert not [
        c for c in check(given_problem, plan.interviews) if c.kind not in ("not_seen", "appointments")
    ]
    assert plan.bound is None or plan.bound <= plan.cost


def test_the_grid_shows_them_with_each_of_their_people_and_at_their_place() -> None:
    two = Appointment("m", "Meeting", MONDAY, place="Newcastle", people=("sarah", "ben"))
    lost = Appointment("n", "Visit", TUESDAY)
    drawn = grid([interview("fox", "9:30")], [MONDAY], NAMES, columns="days", appointments=[two, lost])
    titles = {row.title: [[e.lines[0] for e in cell] for cell in row.cells] for row in drawn.rows}
    assert titles == {
        "Ben Okafor": [["Meeting"], []],
        "Sarah Jones": [["Meeting", "Farah Fox"], []],
        "Nobody yet": [[], ["Visit"]],
    }
    offices = grid([], [MONDAY], {}, by="office", rows=["Newcastle"], appointments=[two, lost])
    assert [row.title for row in offices.rows] == ["Newcastle", "Elsewhere"]
    officers = grid([interview("fox", "9:30")], [MONDAY], NAMES, by="officer", appointments=[two, lost])
    assert [row.title for row in officers.rows] == ["Farah Fox"]


def test_the_calendar_holds_them_at_their_time_or_for_the_day() -> None:
    text = ics([], NAMES, "Northumbria 2019", appointments=[meeting("10:00"), meeting(None)])
    timed, whole = Calendar.from_ical(text).walk("VEVENT")
    assert timed["dtstart"].dt.astimezone(UTC) == datetime(2019, 9, 16, 9, 0, tzinfo=UTC)
    assert timed["summary"] == "Meeting with sentencers"
    assert "Sarah Jones" in timed["description"]
    assert whole["dtstart"].dt == MONDAY
    assert whole["uid"] != timed["uid"]
