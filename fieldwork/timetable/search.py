"""Running CP-SAT: so much work, the same each time, stopped when asked or when the time is over."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

from ortools.sat.python import cp_model

WORK_PER_SECOND = 0.7
"""CP-SAT's deterministic time that one core does in a second, with a margin for a slower or busy one."""

BUILDING = 2e-5
"""Work that a variable of a model counts as, for making the model and reading it."""

WORKERS = 8
"""Search strategies that take turns; interleaving them repeats exactly, whatever the machine."""

BATCH = 3
"""Turns between looks at the budget. More at once overrun it: ten times over at a second's work."""

POLL_SECONDS = 0.05

Way = Literal["one", "linear", "many"]
"""How a model is searched: by one strategy, as is best for small ones; by one that begins with the whole
linear relaxation; or by many in turn.
"""


@dataclass
class Budget:
    """Work still to be spent, in CP-SAT's deterministic time, and the moment when it must end.

    The work is meant to be done before then. `cut` is set where it was not: only then does the result
    depend on the machine.
    """

    seconds: float
    left: float = field(init=False)
    ends: float = field(init=False)
    cut: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        self.left = self.seconds * WORK_PER_SECOND
        self.ends = time.monotonic() + self.seconds

    @property
    def time_left(self) -> float:
        """Seconds by the clock, never below none."""
        return max(self.ends - time.monotonic(), 0.0)

    @property
    def spent(self) -> bool:
        """Whether the work is done or the time over."""
        if self.left > 0 and not self.time_left:
            self.cut = True
        return self.left <= 0 or self.cut

    def spend(self, work: float, size: int) -> None:
        """Take off a search's work, and that of making its model of so many variables."""
        self.left -= work + BUILDING * size


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


@dataclass(frozen=True, slots=True)
class Ran:
    """What a search came to: its values where something was `found`, whether that is the `best` there is,
    whether there is provably `nothing`, and the bound.
    """

    solver: cp_model.CpSolver
    found: bool
    best: bool
    nothing: bool

    @property
    def bound(self) -> float:
        """What no assignment costs less than."""
        return max(self.solver.best_objective_bound, 0.0)


class Engine:
    """Searches models within one budget, for one seed."""

    def __init__(self, seed: int, budget: Budget, watch: Watch) -> None:
        self.seed, self.budget, self.watch = seed, budget, watch

    @property
    def over(self) -> bool:
        """Whether to stop: everything is spent, or somebody asked."""
        return self.budget.spent or self.watch.ask()

    def run(self, model: cp_model.CpModel, work: float, way: Way = "one") -> Ran:
        """Search with so much work at most, and no more than is left."""
        solver = cp_model.CpSolver()
        parameters = solver.parameters
        parameters.num_workers = WORKERS if way == "many" else 1
        if way == "many":
            parameters.interleave_search = True
            parameters.interleave_batch_size = BATCH
        if way == "linear":  # the whole relaxation from the start: it is nearly the answer
            parameters.linearization_level = 2
            parameters.add_lp_constraints_lazily = False
        parameters.random_seed = self.seed
        parameters.max_deterministic_time = max(min(work, self.budget.left), 0.001)
        parameters.max_time_in_seconds = max(self.budget.time_left, 0.001)
        with self.watch.over(solver):
            status = solver.solve(model)
        self.budget.spend(solver.response_proto.deterministic_time, len(model.proto.variables))
        best, found = status == cp_model.OPTIMAL, status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
        nothing = status == cp_model.INFEASIBLE
        if not (best or nothing) and not self.budget.time_left:
            self.budget.cut = True
        return Ran(solver, found, best, nothing)
