"""Planning the interviews: a greedy plan first, then CP-SAT for as long as it may take.

Two models take turns: `halfdays` chooses half-days for everyone at once, `arrange` finds times and
rooms for one office and half-day. Where a room will not do, the crowd that did not fit is forbidden and
the choice made again. The cheapest complete plan met on the way is returned, the greedy one included.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Sequence

from fieldwork.timetable import costs
from fieldwork.timetable.arrange import arrange, too_crowded
from fieldwork.timetable.board import Board
from fieldwork.timetable.greedy import greedy, kept, place_cheaply
from fieldwork.timetable.halfdays import HalfDayModel
from fieldwork.timetable.options import Option, half_days, options
from fieldwork.timetable.plan import Plan, PlannedInterview, Status, in_order
from fieldwork.timetable.problem import HalfDay, Problem
from fieldwork.timetable.reasons import why_unplaced
from fieldwork.timetable.search import Budget, Watch, minimise

Progress = Callable[[float, float], None]
Interviews = list[PlannedInterview]


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
    from a solver's thread. `cancel()` true ends the search early with the best plan so far.

    The same input and seed give the same plan: `seconds` is turned into a deterministic amount of work
    that takes about so long on an ordinary laptop, not read off a clock.
    """
    begun = time.monotonic()
    search = _Search(problem, keep, seed, Budget(seconds), Watch(progress, cancel))
    search.run()
    interviews = in_order(search.best)
    placed = {i.officer for i in interviews}
    missing = [o for o in problem.officers if o.id not in placed]
    counts = costs.measure(problem, interviews, keep)
    cost, bound = costs.total(counts), search.bound
    status: Status = "partial" if missing else "feasible"
    if not missing and bound is not None and bound >= cost:
        status = "optimal"
    return Plan(
        interviews,
        tuple(why_unplaced(problem, interviews, officer) for officer in missing),
        status if interviews else "empty",
        counts,
        cost,
        None if bound is None else min(bound, float(cost)),
        time.monotonic() - begun,
    )


class _Search:
    """One run. Attributes: `best`, the cheapest plan so far; `bound`, what none can beat, once known."""

    def __init__(
        self,
        problem: Problem,
        keep: Sequence[PlannedInterview],
        seed: int,
        budget: Budget,
        watch: Watch,
    ) -> None:
        self.problem, self.seed, self.budget, self.watch = problem, seed, budget, watch
        settled = {i.officer for i in problem.locked}
        self.keep = tuple(k for k in keep if k.officer in problem.officer and k.officer not in settled)
        self._kept = {k.officer: k for k in self.keep}
        self.best: Interviews = greedy(problem, problem.locked, self.keep)
        self.bound: float | None = None
        watch.tell(self._price(self.best), 0.0)

    def run(self) -> None:
        """Plan round what can stay; free everything only if nothing was kept or somebody is left out."""
        staying = self._staying() if self.keep else list(self.problem.locked)
        self._improve(staying)
        placed = {i.officer for i in self.best}
        if self.keep:
            self.bound = None
            if any(o.id not in placed and options(self.problem, o) for o in self.problem.officers):
                self._improve(list(self.problem.locked))

    def _staying(self) -> Interviews:
        board = Board(self.problem, self.problem.locked)
        for old in self.keep:
            if same := kept(board, options(self.problem, self.problem.officer[old.officer]), old):
                board.add(same)
        return board.interviews

    def _improve(self, fixed: Interviews) -> None:
        """Choose half-days and arrange them, in turns, until proved best or the budget is spent."""
        model = HalfDayModel(self.problem, fixed, self.keep)
        while not (self.budget.spent or self.watch.ask()):
            model.hint(self.best)
            found = minimise(model, self.seed, self.budget, self.watch)
            self.bound = max(self.bound or 0.0, found.bound)
            if found.chosen is None:
                return
            crowded = self._arrange(model, found.chosen)
            if found.optimal and not crowded:
                return

    def _arrange(self, model: HalfDayModel, chosen: Sequence[Option]) -> bool:
        """Give the chosen options times and rooms; true where some crowd did not fit.

        Whoever is without an interview goes wherever there is still room, so nobody waits in vain.
        """
        crowds: dict[tuple[HalfDay, str], list[Option]] = defaultdict(list)
        for option in chosen:
            crowds[option.half_day, option.office].append(option)
        board = Board(self.problem, model.board.interviews)
        left: list[Option] = []
        for _, crowd in sorted(crowds.items(), key=lambda pair: pair[0]):
            for interview in self._fit(model, crowd, left):
                board.add(interview)
        placed = {i.officer for i in board.interviews}
        for officer in self.problem.officers:
            if officer.id not in placed:
                place_cheaply(board, options(self.problem, officer))
        self._take(board.interviews)
        return bool(left)

    def _fit(self, model: HalfDayModel, crowd: list[Option], left: list[Option]) -> Interviews:
        """Arrange a crowd, moving one after another to `left` and forbidding why until it fits."""
        while (placed := arrange(model.board, crowd, self._kept, self.seed)) is None:
            heart = too_crowded(model.board, crowd, self.seed)
            model.forbid(heart, self._as_tight(model.board, heart[0].half_day, heart))
            left.append(heart[0])
            crowd = [o for o in crowd if o != heart[0]]
        return placed

    def _as_tight(self, board: Board, half_day: HalfDay, heart: Sequence[Option]) -> tuple[HalfDay, ...]:
        """Half-days where the same people fit no better: only this one where fixed interviews matter."""
        rooms = range(1, self.problem.rooms(heart[0].office) + 1)
        taken = [board.room_taken(heart[0].office, room, half_day[0]) for room in rooms]
        taken += [board.inspector_taken(option.inspector, half_day[0]) for option in heart]
        if any(taken):
            return (half_day,)
        length = self.problem.rules.length(half_day[1])
        return tuple(h for h in half_days(self.problem) if self.problem.rules.length(h[1]) <= length)

    def _take(self, interviews: Interviews) -> None:
        """Remember a plan if it is cheaper."""
        price = self._price(interviews)
        if price < self._price(self.best):
            self.best = interviews
        self.watch.tell(self._price(self.best), self.bound or 0.0)

    def _price(self, interviews: Interviews) -> int:
        return costs.total(costs.measure(self.problem, interviews, self.keep))
