"""Rooms by half-day, officers busy for part of one, lunches and reading speeds: planned with and checked."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldwork.timetable.check import check
from fieldwork.timetable.problem import Inspector, OfficeSite, Problem, ReadingRules
from fieldwork.timetable.solver import solve
from tests.timetable.small import MONDAY, TUESDAY, halves_of, interview, officer, problem, problems


def kinds(given: Problem, *interviews: object) -> set[str]:
    return {clash.kind for clash in check(given, interviews)}  # type: ignore[arg-type]


def site(**on: int) -> OfficeSite:
    """Newcastle with one room, and other numbers on Monday `am` or `pm`."""
    return OfficeSite("ncl", "Newcastle", 1, rooms_on={(MONDAY, half): n for half, n in on.items()})  # type: ignore[misc]


def test_a_half_day_without_rooms_is_left_out_and_one_with_more_is_used() -> None:
    closed = problem(officer("fox"), days=[MONDAY], offices=(site(am=0),))
    (only,) = solve(closed, seconds=1).interviews
    assert only.starts.hour >= 13
    assert kinds(closed, interview("fox", "9:30")) >= {"no_such_room"}
    both = problem(
        officer("fox"),
        officer("clark", inspector="ben"),
        days=[MONDAY],
        offices=(site(am=2, pm=0),),
    )
    plan = solve(both, seconds=1).interviews
    assert len(plan) == 2
    assert check(both, plan) == ()
    assert not kinds(both, interview("fox", "9:30"), interview("clark", "9:30", by="ben", room=2))


def test_fewer_rooms_than_are_told_now_are_the_reason_nobody_is_placed() -> None:
    none = problem(officer("fox"), days=[MONDAY], offices=(site(am=0, pm=0),))
    (left,) = solve(none, seconds=1).unplaced
    assert left.officer == "fox"


def test_an_officer_in_court_for_part_of_a_morning_is_seen_round_it() -> None:
    court = frozenset({(MONDAY, 10 * 60, 11 * 60)})
    given = problem(officer("fox", busy=court, absences=frozenset({(MONDAY, "pm")})), days=[MONDAY])
    (planned,) = solve(given, seconds=1).interviews
    assert planned.starts.hour * 60 + planned.starts.minute >= 11 * 60
    assert check(given, [planned]) == ()
    (clash,) = check(given, [interview("fox", "10:30")])
    assert clash.sentence == (
        "Farah Fox is away from 10:00am to 11:00am on Mon 16 Sep, and is to be seen "
        "10:30am to 11:45am on Mon 16 Sep."
    )
    longer = replace(
        given, officers=(officer("fox", busy=court, cases=3, absences=frozenset({(MONDAY, "pm")})),)
    )
    assert solve(longer, seconds=1).interviews == ()


def test_an_inspectors_own_lunch_is_kept_beside_everybodys() -> None:
    early = Inspector("sarah", halves_of(MONDAY), lunch=(11 * 60, 12 * 60))
    given = problem(officer("fox", absences=frozenset({(MONDAY, "pm")})), days=[MONDAY], inspectors=(early,))
    (planned,) = solve(given, seconds=1).interviews
    assert planned.ends.hour * 60 + planned.ends.minute <= 11 * 60
    assert kinds(given, interview("fox", "10:15")) == {"own_hours"}


@pytest.mark.parametrize(("reads", "placed"), [(None, False), (60, False), (240, True)])
def test_whoever_reads_faster_has_read_in_time(reads: int | None, placed: bool) -> None:
    person = Inspector("sarah", halves_of(MONDAY, TUESDAY), reads=reads)
    given = problem(
        officer("fox", reading=240, absences=halves_of(MONDAY) | {(TUESDAY, "pm")}),
        inspectors=(person,),
        reading=ReadingRules(minutes=100, ahead=1),
    )
    plan = solve(given, seconds=1)
    assert bool(plan.interviews) == placed
    late = interview("fox", "9:30", day=TUESDAY)
    assert ("not_read" in kinds(given, late)) == (not placed)


@st.composite
def with_half_day_rules(draw: st.DrawFn) -> Problem:
    """Random problems, with rooms that change, officers in court and lunches of their own."""
    whole = draw(problems(most_officers=5, most_days=2))
    halves = sorted(halves_of(*whole.days))
    rooms_on = st.dictionaries(st.sampled_from(halves), st.integers(0, 2), max_size=3)
    times = st.tuples(st.sampled_from(whole.days), st.integers(9, 15).map(lambda h: h * 60))
    busy = st.frozensets(times.map(lambda t: (t[0], t[1], t[1] + 90)), max_size=2)
    lunch = st.none() | st.sampled_from([(690, 750), (720, 780), (780, 840)])
    return replace(
        whole,
        offices=tuple(replace(o, rooms_on=draw(rooms_on)) for o in whole.offices),
        officers=tuple(replace(o, busy=draw(busy)) for o in whole.officers),
        inspectors=tuple(replace(i, lunch=draw(lunch)) for i in whole.inspectors),
    )


@settings(max_examples=25, deadline=None)
@given(with_half_day_rules())
def test_no_plan_breaks_a_rule_of_a_half_day(given: Problem) -> None:
    plan = solve(given, seconds=0.2)
    settled = set(given.locked)
    broken = [
        clash
        for clash in check(given, plan.interviews)
        if clash.kind != "not_seen" and not set(clash.interviews) <= settled
    ]
    assert [c for c in broken if not settled & set(c.interviews)] == []
    assert {i.officer for i in plan.interviews} | {u.officer for u in plan.unplaced} >= {
        o.id for o in given.officers
    }
