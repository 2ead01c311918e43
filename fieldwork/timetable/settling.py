"""From half-days to clock times and rooms, one office and half-day after another."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from fieldwork.timetable.arrange import arrange, too_crowded
from fieldwork.timetable.board import Board
from fieldwork.timetable.greedy import place_cheaply
from fieldwork.timetable.halfdays import HalfDayModel
from fieldwork.timetable.options import Option, half_days, options
from fieldwork.timetable.plan import PlannedInterview
from fieldwork.timetable.problem import HalfDay, Problem


def settle(
    model: HalfDayModel, chosen: Sequence[Option], keep: Mapping[str, PlannedInterview], seed: int
) -> tuple[Board, bool]:
    """Give the chosen options times and rooms beside what the model has fixed; whether all of them fit.

    A crowd that did not fit is forbidden in the model, and one of it is left out.
    """
    where = {(o.inspector, o.half_day): o.office for o in chosen if not o.remote}
    crowds: dict[tuple[HalfDay, str], list[Option]] = defaultdict(list)
    for option in chosen:
        crowds[option.half_day, where.get((option.inspector, option.half_day), "")].append(option)
    board, all_fit = Board(model.problem, model.board.interviews), True
    for _, crowd in sorted(crowds.items(), key=lambda pair: pair[0]):
        held = crowd
        while (placed := arrange(model.board, held, keep, seed)) is None:
            heart = too_crowded(model.board, held, seed)
            model.forbid(heart, _as_tight(model.board, heart[0].half_day, heart))
            held, all_fit = [o for o in held if o != heart[0]], False
        for interview in placed:
            board.add(interview)
    return board, all_fit


def complete(board: Board) -> None:
    """Whoever is without an interview goes wherever there is still room, so that nobody waits in vain."""
    placed = {i.officer for i in board.interviews}
    for officer in board.problem.officers:
        if officer.id not in placed:
            place_cheaply(board, options(board.problem, officer))


def _as_tight(board: Board, half_day: HalfDay, heart: Sequence[Option]) -> tuple[HalfDay, ...]:
    """Half-days where the same people fit no better: only this one where more than its length matters."""
    problem = board.problem
    if _particular(problem, board, half_day, heart):
        return (half_day,)
    length = problem.rules.length(half_day[1])
    rooms = problem.rooms(heart[0].office, half_day)
    return tuple(
        h
        for h in half_days(problem)
        if problem.rules.length(h[1]) <= length
        and problem.rooms(heart[0].office, h) <= rooms
        and not _particular(problem, board, h, heart)
    )


def _particular(problem: Problem, board: Board, half_day: HalfDay, heart: Sequence[Option]) -> bool:
    """Whether times are taken, or people have hours of their own, then."""
    day = half_day[0]
    rooms = range(1, problem.rooms(heart[0].office, half_day) + 1)
    taken = [board.room_taken(heart[0].office, room, day) for room in rooms]
    taken += [board.inspector_taken(option.inspector, day) for option in heart]
    busy = any(problem.officer[option.officer].busy_on(day) for option in heart)
    return any(taken) or busy or any(problem.own_times(o.office, o.inspector) for o in heart)
