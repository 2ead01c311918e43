"""Whatever the problem: plans pass the checker, everyone is accounted for, bounds hold."""

from itertools import permutations, product

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldwork.timetable import costs
from fieldwork.timetable.board import Board
from fieldwork.timetable.check import check
from fieldwork.timetable.greedy import greedy
from fieldwork.timetable.options import options
from fieldwork.timetable.plan import Plan, PlannedInterview
from fieldwork.timetable.problem import Problem
from fieldwork.timetable.solver import solve
from tests.timetable.small import crowded, problems

QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def new_clashes(problem: Problem, interviews: tuple[PlannedInterview, ...]) -> list[str]:
    """Clashes that planning made: those wholly among locked interviews were there before."""
    return [
        clash.sentence
        for clash in check(problem, interviews)
        if clash.kind != "not_seen" and not all(i in problem.locked for i in clash.interviews)
    ]


def accounts_for_everyone(problem: Problem, plan: Plan) -> bool:
    placed, unplaced = {i.officer for i in plan.interviews}, {u.officer for u in plan.unplaced}
    officers = {o.id for o in problem.officers}
    return officers <= placed | unplaced and not placed & unplaced and all(u.why for u in plan.unplaced)


@QUICK
@given(problems() | crowded())
def test_plans_break_no_rule_and_leave_nobody_out(problem: Problem) -> None:
    plan = solve(problem, seconds=0.5)
    assert new_clashes(problem, plan.interviews) == []
    assert accounts_for_everyone(problem, plan)
    assert set(problem.locked) <= set(plan.interviews)


@QUICK
@given(problems() | crowded())
def test_plans_cost_what_they_say_no_more_than_greedy_and_no_less_than_the_bound(problem: Problem) -> None:
    plan = solve(problem, seconds=0.5)
    assert plan.cost == costs.total(costs.measure(problem, plan.interviews))
    assert plan.cost <= costs.total(costs.measure(problem, greedy(problem, problem.locked)))
    assert plan.bound is None or plan.bound <= plan.cost


@settings(QUICK, max_examples=15)
@given(problems() | crowded())
def test_the_same_problem_gives_the_same_plan(problem: Problem) -> None:
    first, second = (solve(problem, seconds=0.5, seed=3) for _ in range(2))
    assert (first.interviews, first.unplaced, first.bound) == (
        second.interviews,
        second.unplaced,
        second.bound,
    )


@QUICK
@given(problems() | crowded(), st.data())
def test_keeping_a_plan_breaks_no_rule_and_is_still_when_nothing_changed(
    problem: Problem, data: st.DataObject
) -> None:
    plan = solve(problem, seconds=0.5)
    same = solve(problem, seconds=0.5, keep=plan.interviews)
    assert same.moved == 0
    assert set(same.interviews) == set(plan.interviews)
    dropped = data.draw(st.sets(st.sampled_from(sorted({i.officer for i in plan.interviews}) or ["none"])))
    partly = [i for i in plan.interviews if i.officer not in dropped]
    again = solve(problem, seconds=0.5, keep=partly)
    assert new_clashes(problem, again.interviews) == []
    assert accounts_for_everyone(problem, again)


def cheapest(problem: Problem) -> int:
    """The least cost by trying everything: each choice of options, put on the board in each order."""
    best = costs.total(costs.measure(problem, []))
    choices = [(None, *options(problem, officer)) for officer in problem.officers]
    for picked in product(*choices):
        chosen = [option for option in picked if option]
        for order in permutations(chosen):
            board = Board(problem)
            found = [(interview, board.add(interview)) for o in order if (interview := board.find(o))]
            if len(found) == len(chosen):
                best = min(best, costs.total(costs.measure(problem, board.interviews)))
    return best


@settings(QUICK, max_examples=25)
@given(problems(most_officers=3, most_days=1, locks=False))
def test_small_problems_are_solved_as_well_as_can_be(problem: Problem) -> None:
    plan = solve(problem, seconds=1)
    assert plan.cost <= cheapest(problem)
    assert plan.bound is None or plan.bound <= cheapest(problem)
