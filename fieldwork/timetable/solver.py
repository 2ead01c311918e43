"""Planning the interviews: a greedy plan first, then CP-SAT for as long as it may take.

An outline says who goes to which office how often and with what, and proves a bound (`outline`); it is
filled with days, officers, times and rooms, an office at a time (`filling`), and the plan made better a
part at a time (`improving`). Where so few could be anywhere that it is quick, half-days are chosen for
everyone at once. The cheapest complete plan met on the way is returned, the greedy one included.
"""

import time
from collections.abc import Callable, Sequence

from fieldwork.timetable import costs
from fieldwork.timetable.best import Best
from fieldwork.timetable.board import Board
from fieldwork.timetable.dealing import Dealing
from fieldwork.timetable.filling import fill
from fieldwork.timetable.greedy import greedy, kept
from fieldwork.timetable.halfdays import HalfDayModel
from fieldwork.timetable.improving import choose, improve
from fieldwork.timetable.neighbours import Neighbours
from fieldwork.timetable.options import options
from fieldwork.timetable.plan import Plan, PlannedInterview, Status, in_order
from fieldwork.timetable.problem import Problem
from fieldwork.timetable.reasons import why_unplaced
from fieldwork.timetable.search import Budget, Engine, Watch

ROUNDS = ((0.05, 0.05, 0.1), (0.15, 0.1, 0.15), (0.25, 0.05, 1.0))
"""Shares of the work for proving the outline's bound, for dealing it better and for improving the plan."""

FEW = 2500
"""Options at most for half-days to be chosen for everyone at once."""

Progress = Callable[[float, float], None]


def solve(
    problem: Problem,
    *,
    seconds: float = 10.0,
    seed: int = 1,
    keep: Sequence[PlannedInterview] = (),
    progress: Progress | None = None,
    cancel: Callable[[], bool] | None = None,
) -> Plan:
    """Plan every interview that can be; those that cannot are listed with why.

    Hard rules are never broken, except by `problem.locked` itself, which stays as it is. `keep` is a
    plan to change as little as possible: whatever still fits stays, and only if somebody would
    then go without an interview may it move too. `progress(best, bound)` hears of every better plan,
    from the thread that solves. `cancel()` true ends the search early with the best plan so far.

    The same input and seed give the same plan: `seconds` is turned into a deterministic amount of work
    that an ordinary laptop does in less. Where it is slower, the clock ends the search (`Plan.cut`).
    """
    begun = time.monotonic()
    engine = Engine(seed, Budget(seconds), Watch(progress, cancel))
    settled = {i.officer for i in problem.locked}
    keep = [k for k in keep if k.officer in problem.officer and k.officer not in settled]
    best = Best(problem, keep, greedy(problem, problem.locked, keep), engine.watch)
    if keep:
        _repair(engine, best)
    else:
        _plan(engine, best)
    return _plan_of(best, engine, begun)


def _plan_of(best: Best, engine: Engine, begun: float) -> Plan:
    problem, interviews = best.problem, in_order(best.interviews)
    missing = [problem.officer[who] for who in best.missing]
    status: Status = "partial" if missing else "optimal" if best.proved else "feasible"
    return Plan(
        interviews,
        tuple(why_unplaced(problem, interviews, officer) for officer in missing),
        status if interviews else "empty",
        costs.measure(problem, interviews, best.keep),
        best.cost,
        None if best.bound is None else min(best.bound, float(best.cost)),
        time.monotonic() - begun,
        engine.budget.cut,
    )


def _plan(engine: Engine, best: Best) -> None:
    """Outline, fill and improve, in rounds."""
    problem, whole = best.problem, engine.budget.left
    dealing = Dealing(problem, best.interviews, engine)
    neighbours = Neighbours(problem, engine.seed)
    filled: int | None = None
    for proving, again, improving in ROUNDS:
        dealing.whole(proving * whole)
        if not problem.locked:  # what fixed interviews cost is not yet held to be a bound by a test
            best.prove(dealing.bound)
        dealing.again(again * whole)
        if dealing.cost < best.cost and (filled is None or dealing.cost < filled):
            fill(dealing, engine, best)
            filled = dealing.cost
        if neighbours.size <= FEW and not best.proved:
            choose(HalfDayModel(problem, problem.locked), engine, best, improving * whole / 2)
        improve(neighbours, engine, best, improving * whole)
        if engine.over or best.proved:
            return


def _repair(engine: Engine, best: Best) -> None:
    """Plan round what can stay; free everything only if somebody is left out."""
    problem = best.problem
    board = Board(problem, problem.locked)
    for old in best.keep:
        if same := kept(board, options(problem, problem.officer[old.officer]), old):
            board.add(same)
    choose(HalfDayModel(problem, board.interviews, best.keep), engine, best, engine.budget.left / 2)
    if any(options(problem, problem.officer[who]) for who in best.missing):
        choose(HalfDayModel(problem, problem.locked, best.keep), engine, best, engine.budget.left)
    best.bound = None
