"""Running CP-SAT on the half-day model: so much work, the same each time, stopped when asked."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from fieldwork.timetable.halfdays import HalfDayModel
from fieldwork.timetable.options import Option

WORK_PER_SECOND = 0.55
"""CP-SAT's deterministic time that two cores, not wholly ours, do in a second: measured."""

WORKERS = 8
"""Search strategies that take turns; interleaving them repeats exactly, whatever the machine."""

BATCH = 3
"""Turns between looks at the budget. More at once overrun it: ten times over at a second's work."""

LEAST_WORK, LEAST_ALONE = 0.05, 0.025
"""Work that a search counts as at least, for making its model and finding times and rooms."""

POLL_SECONDS = 0.05


@dataclass
class Budget:
    """Work still to be spent, in CP-SAT's deterministic time."""

    seconds: float
    left: float = field(init=False)

    def __post_init__(self) -> None:
        self.left = self.seconds * WORK_PER_SECOND

    @property
    def spent(self) -> bool:
        return self.left <= 0.02 * self.seconds * WORK_PER_SECOND

    def spend(self, work: float, least: float = 0.0) -> None:
        """Take off the work of a search; a little at least, as making and arranging cost too."""
        self.left -= max(work, least, 0.002 * self.seconds * WORK_PER_SECOND)

    @property
    def share(self) -> float:
        """For one search: most of it, so that something is left should the plan not fit the rooms."""
        return self.left * 0.8


class Watch:
    """Tells of progress and asks whether to stop. `best` and `bound` are weighted sums."""

    def __init__(
        self, progress: Callable[[float, float], None] | None, cancel: Callable[[], bool] | None
    ) -> None:
        self._progress, self._cancel = progress, cancel
        self._best, self._bound = float("inf"), 0.0
        self.cancelled = False

    def tell(self, best: float, bound: float) -> None:
        """Pass on what has got better."""
        news = best < self._best or bound > self._bound
        self._best, self._bound = min(best, self._best), max(bound, self._bound)
        if self._progress and news:
            self._progress(self._best, min(self._bound, self._best))

    def ask(self) -> bool:
        """Whether to stop; once yes, always yes."""
        self.cancelled = self.cancelled or (self._cancel is not None and self._cancel())
        return self.cancelled

    @contextmanager
    def over(self, solver: cp_model.CpSolver) -> Iterator[None]:
        """Stop the solver soon after `cancel` says so."""
        if self._cancel is None:
            yield
            return
        done = threading.Event()
        asking = threading.Thread(target=self._ask_on, args=(solver, done), daemon=True)
        asking.start()
        try:
            yield
        finally:
            done.set()
            asking.join()

    def _ask_on(self, solver: cp_model.CpSolver, done: threading.Event) -> None:
        while not done.wait(POLL_SECONDS):
            if self.ask():
                solver.stop_search()


class _Telling(cp_model.CpSolverSolutionCallback):
    """Passes each better assignment on to a watch."""

    def __init__(self, watch: Watch) -> None:
        super().__init__()
        self._watch = watch

    def on_solution_callback(self) -> None:
        self._watch.tell(self.objective_value, self.best_objective_bound)


@dataclass(frozen=True, slots=True)
class Found:
    """What a search came to: the options chosen (`None`: nothing found), and the model's bound."""

    chosen: tuple[Option, ...] | None
    bound: float
    optimal: bool


def run(
    model: cp_model.CpModel,
    seed: int,
    work: float,
    watch: Watch,
    budget: Budget,
    *,
    telling: bool = False,
    alone: bool = False,
) -> tuple[cp_model.CpSolver, bool, bool]:
    """Search with so much work; the solver, whether it found something and whether that is proved best.

    `telling` passes progress on, where the model is of the whole plan; `alone` uses one strategy, which
    is the better for small models.
    """
    solver = cp_model.CpSolver()
    if alone:
        solver.parameters.num_workers = 1
    else:
        solver.parameters.num_workers = WORKERS
        solver.parameters.interleave_search = True
        solver.parameters.interleave_batch_size = BATCH
    solver.parameters.random_seed = seed
    solver.parameters.max_deterministic_time = work
    with watch.over(solver):
        status = solver.solve(model, _Telling(watch) if telling else None)
    budget.spend(solver.response_proto.deterministic_time, LEAST_ALONE if alone else LEAST_WORK)
    return solver, status in (cp_model.OPTIMAL, cp_model.FEASIBLE), status == cp_model.OPTIMAL


def minimise(
    model: HalfDayModel,
    seed: int,
    budget: Budget,
    watch: Watch,
    work: float | None = None,
    *,
    alone: bool = False,
) -> Found:
    """Search with the model's hint; takes what it used off the budget. `work`: of a part of the plan."""
    if watch.ask():
        return Found(None, 0.0, False)
    whole = work is None
    spend = budget.share if work is None else work
    solver, found, optimal = run(model.model, seed, spend, watch, budget, telling=whole, alone=alone)
    bound = max(solver.best_objective_bound, 0.0)
    if not found:
        return Found(None, bound, False)
    chosen = tuple(option for option, var in model.chosen.items() if solver.value(var))
    return Found(chosen, bound, optimal)
