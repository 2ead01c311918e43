"""A quick complete plan: the hardest officer first, each into the cheapest half-day still open."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from fieldwork.timetable.board import Board
from fieldwork.timetable.costs import WEIGHTS, Visit, is_travel_time
from fieldwork.timetable.options import Option, options
from fieldwork.timetable.plan import PlannedInterview
from fieldwork.timetable.problem import HALVES, Problem, minute

COMPANY = 3
"""What it is worth to a new visit that one more officer could still join it."""


def greedy(
    problem: Problem,
    fixed: Iterable[PlannedInterview],
    keep: Sequence[PlannedInterview] = (),
) -> list[PlannedInterview]:
    """The `fixed` interviews and as many more as fit round them; never breaks a hard rule itself."""
    board = Board(problem, fixed)
    seen = {i.officer for i in board.interviews}
    choices = {o.id: options(problem, o) for o in problem.officers if o.id not in seen}
    for old in keep:
        if old.officer in choices and (same := kept(board, choices[old.officer], old)):
            board.add(same)
            del choices[old.officer]
    company = Counter(_visit(option) for mine in choices.values() for option in mine)
    for officer in sorted(choices, key=lambda o: _difficulty(choices[o], o)):
        company.subtract(_visit(option) for option in choices[officer])
        place_cheaply(board, choices[officer], company)
    return board.interviews


def kept(board: Board, choices: Sequence[Option], old: PlannedInterview) -> PlannedInterview | None:
    """The old interview again (its room may change, its length follows the cases), if it still fits."""
    start = minute(old.starts)
    for option in choices:
        half_days = board.problem.rules.halves(old)
        if (option.inspector, option.office) == (old.inspector, old.office) and option.half_day in half_days:
            return board.find(option, start, old.room)
    return None


def place_cheaply(
    board: Board, choices: Sequence[Option], company: Mapping[Visit, int] | None = None
) -> bool:
    """Place one officer in the cheapest option that is open; false if none is.

    `company` counts the officers still to come who could join each visit: a new visit that others
    can share is the better one.
    """
    found = [(option, interview) for option in choices if (interview := board.find(option))]
    if not found:
        return False

    def rank(pair: tuple[Option, PlannedInterview]) -> tuple[float, datetime, str]:
        option, interview = pair
        return _price(board, interview, option, company or {}), interview.starts, option.inspector

    board.add(min(found, key=rank)[1])
    return True


def _difficulty(choices: Sequence[Option], officer: str) -> tuple[int, int, str]:
    return (len(choices), -max((o.minutes for o in choices), default=0), officer)


def _visit(option: Option) -> Visit:
    return (option.inspector, option.half_day, option.office)


def _price(board: Board, interview: PlannedInterview, option: Option, company: Mapping[Visit, int]) -> float:
    """What the objective would rise by, near enough; full days cost a little to spread the load."""
    day, half = option.half_day
    price = board.loads[day] * WEIGHTS["spread_of_load"] / 10
    first = board.problem.rules.window(half)[0]
    sites = board.sites(option.inspector, option.half_day)
    if not sites:
        other = board.sites(option.inspector, (day, HALVES[1 - HALVES.index(half)]))
        price += WEIGHTS["office_visits"] - COMPANY * company.get(_visit(option), 0)
        price += WEIGHTS["office_changes"] * bool(other - {option.office})
        price += WEIGHTS["travel_times"] * is_travel_time(option.half_day)
        price += WEIGHTS["waiting"] * (minute(interview.starts) - first) / board.problem.rules.grid
    if option.inspector != board.problem.officer[option.officer].inspector:
        price += WEIGHTS["other_reader"]
    return price
