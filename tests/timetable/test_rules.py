"""Planning with everything that people and places ask for: hours, languages, reading, telephone, journeys."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldwork.timetable import costs
from fieldwork.timetable.check import check
from fieldwork.timetable.greedy import greedy
from fieldwork.timetable.problem import HALVES, Problem, ReadingRules
from fieldwork.timetable.solver import solve
from fieldwork.timetable.travel import Leg, Travel
from tests.timetable.instances import Size, to_share_out
from tests.timetable.small import MONDAY, TUESDAY, officer, problem, problems

BASES = st.sampled_from(["", "home", "away"])
HOURS = st.sampled_from([None, (600, 960), (540, 870), (700, 1020)])


@st.composite
def demanding(draw: st.DrawFn) -> Problem:
    """A small problem with every rule that a person or a place can bring."""
    plain = draw(problems(locks=False))
    points = {"site-0": (55.0, -1.6), "site-1": (55.0 + draw(st.sampled_from([0.1, 1.0])), -1.6)}
    points |= {"home": (55.1, -1.5), "away": (54.0, -1.0)}
    halves = [(day, half) for day in plain.days for half in HALVES]
    officers = tuple(
        replace(
            o,
            language=draw(st.sampled_from(["", "", "Welsh"])),
            remote=draw(st.integers(0, 3)) == 0,
            reading=draw(st.sampled_from([0, 120, 240])),
        )
        for o in plain.officers
    )
    people = tuple(
        replace(
            i,
            base=draw(BASES),
            barred=draw(st.frozensets(st.sampled_from(["site-0", "site-1"]), max_size=1)),
            languages=draw(st.sampled_from([frozenset(), frozenset({"Welsh"})])),
            hours=draw(HOURS),
        )
        for i in plain.inspectors
    )
    return replace(
        plain,
        officers=officers,
        inspectors=people,
        offices=tuple(replace(site, hours=draw(HOURS)) for site in plain.offices),
        travel=Travel(points),
        reading=ReadingRules(
            draw(st.sampled_from([0, 240])), draw(st.integers(0, 1)), draw(st.integers(0, 1))
        ),
        interpreters={("Welsh", draw(st.sampled_from(halves))): 1},
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(demanding())
def test_no_plan_breaks_a_rule_whoever_asks_for_it(whole: Problem) -> None:
    plan = solve(whole, seconds=0.3)
    assert [c for c in check(whole, plan.interviews) if c.kind != "not_seen"] == []
    assert {i.officer for i in plan.interviews} | {u.officer for u in plan.unplaced} == set(whole.officer)
    assert plan.cost == costs.price(whole, plan.interviews) <= costs.price(whole, greedy(whole, ()))
    assert plan.bound is None or plan.bound <= plan.cost


def test_the_reading_comes_before_the_interview() -> None:
    asked = problem(officer("fox", reading=240), reading=ReadingRules(minutes=240, ahead=1))
    (planned,) = solve(asked, seconds=1).interviews
    assert planned.starts.date() == TUESDAY


def test_an_interview_by_telephone_takes_no_room_and_no_journey() -> None:
    asked = problem(officer("fox", "gat", remote=True), officer("clark"), days=[MONDAY])
    plan = solve(asked, seconds=1)
    assert {i.officer: i.room for i in plan.interviews} == {"fox": 0, "clark": 1}
    assert plan.objective["office_visits"] == 1
    assert check(asked, plan.interviews) == ()


def test_cases_nobody_reads_are_shared_out_nearly_as_cheaply_as_can_be() -> None:
    whole = to_share_out(Size(cases=24, officers=16, offices=2, inspectors=4, days=5))
    plan = solve(whole, seconds=3)
    assert check(whole, plan.interviews) == ()
    assert plan.bound is not None
    assert plan.cost <= 1.05 * plan.bound


def test_a_measured_way_comes_before_an_estimated_one() -> None:
    travel = Travel({"a": (55.0, -1.6), "b": (55.0, -1.0)}, {("b", "a"): Leg(70, 95.5)})
    assert (travel.leg("a", "b").km, travel.minutes("a", "b")) == (70, 96)
    assert 45 < Travel(travel.points).leg("a", "b").km < 55
    assert travel.journey(["a", "b", "a"]) == 140
    assert travel.journey(["", "a", "nowhere"]) == 0
