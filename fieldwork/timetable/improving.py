"""Making a plan better a part at a time, all else staying."""

from fieldwork.timetable.best import Best
from fieldwork.timetable.halfdays import HalfDayModel
from fieldwork.timetable.neighbours import Neighbours
from fieldwork.timetable.search import Engine, Way
from fieldwork.timetable.settling import complete, settle

HARD: tuple[float, Way] = (2.0, "linear")
WORK = 0.3
"""Work for planning one part anew."""


def improve(neighbours: Neighbours, engine: Engine, best: Best, work: float) -> None:
    """Plan one part after another anew for so much work, or until nothing is better."""
    until = engine.budget.left - work
    while neighbours.size and engine.budget.left > until and not engine.over and not best.proved:
        freed = neighbours.next(best.interviews)
        rest = [i for i in best.interviews if i.officer not in freed]
        model = HalfDayModel(best.problem, rest, choices=freed)
        model.hint(best.interviews)
        found = engine.run(model.model, *(HARD if neighbours.hard else (WORK, "one")))
        if found.found:
            board, _ = settle(model, model.choice(found.solver), {}, engine.seed)
            complete(board)
            neighbours.learn(best.take(board.interviews))


def choose(model: HalfDayModel, engine: Engine, best: Best, work: float) -> None:
    """Choose half-days for everyone at once and settle them, in turns, until proved best or the work done."""
    until, kept = engine.budget.left - work, {k.officer: k for k in best.keep}
    while engine.budget.left > until and not engine.over:
        model.hint(best.interviews)
        found = engine.run(model.model, 0.8 * (engine.budget.left - until), "many")
        if model.whole:
            best.prove(found.bound)
        if not found.found:
            return
        board, all_fit = settle(model, model.choice(found.solver), kept, engine.seed)
        complete(board)
        best.take(board.interviews)
        if found.best and all_fit:
            return
