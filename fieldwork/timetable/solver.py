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
from fieldwork.timetable.dealing import Dealing
from fieldwork.timetable.greedy import greedy, kept, place_cheaply
from fieldwork.timetable.halfdays import HalfDayModel
from fieldwork.timetable.neighbours import Neighbours, within
from fieldwork.timetable.options import Option, half_days, options
from fieldwork.timetable.plan import Plan, PlannedInterview, Status, in_order
from fieldwork.timetable.problem import HalfDay, Problem
from fieldwork.timetable.reasons import why_unplaced
from fieldwork.timetable.search import WORK_PER_SECOND, Budget, Watch, minimise
from fieldwork.timetable.sharing import even

OUTLINING = ((0.03, 0.15), (0.2, 0.05))
"""Shares of the work for proving the outline's bound and for dealing it better, in rounds: the first
soon leads to a fair plan.
"""

FRAMING = 0.35
"""The share of the work for filling an outline."""

NEIGHBOURLY = 0.4
"""Work for planning one part anew."""

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
    cost, bound = costs.total(counts, costs.weights(problem)), search.bound
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
        if self.problem.sharing and not self.keep:
            self._outline()
            self._neighbours()
        else:
            self._improve(HalfDayModel(self.problem, staying, self.keep))
        placed = {i.officer for i in self.best}
        if self.keep:
            self.bound = None
            if any(o.id not in placed and options(self.problem, o) for o in self.problem.officers):
                self._improve(HalfDayModel(self.problem, self.problem.locked, self.keep))

    def _outline(self) -> None:
        """Settle who is where on which day, which proves a bound; then who is seen there and when."""
        whole = self.budget.left
        dealing = Dealing(self.problem, self.best, self.seed, self.budget, self.watch)
        for proving, dealt in OUTLINING:
            dealing.whole(proving * whole)
            self.bound = max(dealing.bound, self.bound or 0.0)
            self.watch.tell(self._price(self.best), self.bound)
            dealing.again(dealt * whole)
            if dealing.cost < self._price(self.best):
                self._frame(dealing)
            if dealing.optimal or self.watch.ask():
                return

    def _frame(self, dealing: Dealing) -> None:
        """Plan with an outline's visits and loads only; whoever is left out goes where there is room."""
        model = HalfDayModel(self.problem, self.problem.locked, choices=within(self.problem, dealing.visits))
        model.limit(dealing.visits, dealing.loads(), dealing.cost)
        work = self.budget.seconds * WORK_PER_SECOND * FRAMING
        found = minimise(model, self.seed, self.budget, self.watch, work, alone=True)
        if found.chosen is not None:
            self._arrange(model, found.chosen)

    def _neighbours(self) -> None:
        """Plan a part anew, all else staying, one part after another."""
        neighbours = Neighbours(self.problem, self.seed)
        while not (
            self.budget.spent or self.watch.ask() or self._price(self.best) <= (self.bound or 0) + 0.5
        ):
            freed = neighbours.next(self.best)
            rest = [i for i in self.best if i.officer not in freed]
            model = HalfDayModel(self.problem, rest, choices=freed)
            model.hint(self.best)
            found = minimise(model, self.seed, self.budget, self.watch, NEIGHBOURLY, alone=True)
            if found.chosen is not None:
                self._arrange(model, found.chosen)

    def _staying(self) -> Interviews:
        board = Board(self.problem, self.problem.locked)
        for old in self.keep:
            if same := kept(board, options(self.problem, self.problem.officer[old.officer]), old):
                board.add(same)
        return board.interviews

    def _improve(self, model: HalfDayModel) -> None:
        """Choose half-days and arrange them, in turns, until proved best or the budget is spent."""
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
        where = {(o.inspector, o.half_day): o.office for o in chosen if not o.remote}
        crowds: dict[tuple[HalfDay, str], list[Option]] = defaultdict(list)
        for option in chosen:
            crowds[option.half_day, where.get((option.inspector, option.half_day), "")].append(option)
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
        office, problem = heart[0].office, self.problem
        rooms = range(1, problem.rooms(office, half_day) + 1)
        taken = [board.room_taken(heart[0].office, room, half_day[0]) for room in rooms]
        taken += [board.inspector_taken(option.inspector, half_day[0]) for option in heart]
        if any(taken):
            return (half_day,)
        if any(problem.officer[o.officer].busy or problem.own_times(o.office, o.inspector) for o in heart):
            return (half_day,)
        length = problem.rules.length(half_day[1])
        return tuple(
            h
            for h in half_days(problem)
            if problem.rules.length(h[1]) <= length and problem.rooms(office, h) <= len(rooms)
        )

    def _take(self, interviews: Interviews) -> None:
        """Remember a plan if it is better, or as good: that may be a way on."""
        if self._rank(interviews) <= self._rank(self.best):
            self.best = interviews
        self.watch.tell(self._price(self.best), self.bound or 0.0)

    def _proved(self) -> bool:
        """Whether no plan can be cheaper: costs are whole numbers."""
        return self.bound is not None and self._price(self.best) < self.bound + 0.5

    def _rank(self, interviews: Interviews) -> tuple[int, int]:
        """The price, and among equals how far the loads are from even ones."""
        loads = costs.loads(self.problem, interviews).values()
        low, high = even(sum(self.problem.load(o) for o in self.problem.officers), max(len(loads), 1))
        return self._price(interviews), sum(max(load - high, low - load, 0) for load in loads)

    def _price(self, interviews: Interviews) -> int:
        return costs.price(self.problem, interviews, self.keep)
