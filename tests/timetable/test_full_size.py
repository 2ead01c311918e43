"""An inspection's worth: 97 cases, 62 officers, 6 offices, 9 inspectors, 10 days."""

from fieldwork.timetable import costs
from fieldwork.timetable.check import check
from fieldwork.timetable.greedy import greedy
from fieldwork.timetable.solver import solve
from tests.timetable.instances import made_up


def test_everyone_is_seen_and_the_plan_is_nearly_as_good_as_any() -> None:
    problem = made_up(seed=4)
    plan = solve(problem, seconds=5)
    assert check(problem, plan.interviews) == ()
    assert len(plan.interviews) == 62
    assert plan.bound is not None
    assert plan.cost <= 1.05 * plan.bound


def test_the_quick_plan_is_complete_already() -> None:
    for seed in range(5):
        problem = made_up(seed=seed)
        interviews = greedy(problem, ())
        assert check(problem, interviews) == ()
        assert costs.measure(problem, interviews)["unplaced"] == 0


def test_half_the_time_away_and_few_rooms_is_still_planned() -> None:
    problem = made_up(seed=2, away=0.5, rooms=(1, 2))
    plan = solve(problem, seconds=1)
    assert check(problem, plan.interviews) == ()
    assert plan.status in {"optimal", "feasible"}
