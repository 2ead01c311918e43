"""A quick complete plan: the hardest officer first, each into the cheapest half-day still open."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from fieldwork.timetable import costs
from fieldwork.timetable.board import Board
from fieldwork.timetable.costs import Visit, is_travel_time
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
    company = Counter(_visit(option) for mine in choices.values() for option in mine if not option.remote)
    for officer in sorted(choices, key=lambda o: _difficulty(choices[o], o)):
        company.subtract(_visit(option) for option in choices[officer] if not option.remote)
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
    prices = _Prices(board, company or {})
    ranked = sorted((prices.of(option), option.half_day, option.inspector, option) for option in choices)
    for *_, option in ranked:
        if interview := board.find(option):
            board.add(interview)
            return True
    return False


def _difficulty(choices: Sequence[Option], officer: str) -> tuple[int, int, str]:
    return (len(choices), -max((o.minutes for o in choices), default=0), officer)


def _visit(option: Option) -> Visit:
    return (option.inspector, option.half_day, option.office)


class _Prices:
    """What the objective would rise by for an option, near enough."""

    def __init__(self, board: Board, company: Mapping[Visit, int]) -> None:
        self.board, self.company = board, company
        self.weights = costs.weights(board.problem)
        sharing = board.problem.sharing
        self.average = sum(board.cases[i] for i in sharing) / len(sharing) if sharing else 0.0
        self.cheap: dict[Visit, float] = {}

    def of(self, option: Option) -> float:
        """Full days and full hands cost a little, to spread the load."""
        weights, problem = self.weights, self.board.problem
        price = self.board.loads[option.half_day[0]] * 0.5
        if problem.sharing:
            price += (self.board.cases[option.inspector] - self.average) * weights["spread_of_load"] / 2
        officer = problem.officer[option.officer]
        if officer.readers and option.inspector != officer.inspector:
            price += weights["other_reader"]
        return price if option.remote else price + self._visit(_visit(option))

    def _visit(self, visit: Visit) -> float:
        """What going there costs; nothing to whoever is there already."""
        if visit not in self.cheap:
            self.cheap[visit] = self._new_visit(visit)
        return self.cheap[visit]

    def _new_visit(self, visit: Visit) -> float:
        inspector, (day, half), office = visit
        if office in self.board.sites(inspector, (day, half)):
            return 0.0
        weights = self.weights
        other = self.board.sites(inspector, (day, HALVES[1 - HALVES.index(half)]))
        price = weights["travel_times"] * is_travel_time((day, half)) - COMPANY * self.company.get(visit, 0)
        if office in other:
            return price
        before = costs.journey(self.board.problem, inspector, sorted(other))
        after = costs.journey(self.board.problem, inspector, [*sorted(other), office])
        price += weights["office_visits"] + weights["travel"] * (after - before)
        return price + weights["office_changes"] * bool(other)
