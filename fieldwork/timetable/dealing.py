"""Searching an outline: once as a whole for its bound, then dealing a few inspectors' work anew."""

import random
from collections import defaultdict
from collections.abc import Sequence

from ortools.sat.python import cp_model

from fieldwork.timetable.outline import Outline
from fieldwork.timetable.plan import PlannedInterview
from fieldwork.timetable.search import Budget, Watch, run

INSPECTORS = 4
"""How many are dealt anew together."""

WORK = 0.1
"""Work for one dealing; most are proved best in a tenth of it."""


class Dealing:
    """The best outline so far. Attributes: `cost` of it (`None`: there is none), `bound` proved."""

    def __init__(self, outline: Outline, seed: int, budget: Budget, watch: Watch) -> None:
        self.outline, self.seed, self.budget, self.watch = outline, seed, budget, watch
        self.cost: int | None = None
        self.bound = 0.0
        self.optimal = False
        self._values: list[int] = []
        self._dice = random.Random(seed)
        self._of: dict[str, list[int]] = defaultdict(list)
        for (inspector, _), var in [*outline.visits.items(), *outline.given.items()]:
            self._of[inspector].append(var.index)

    def start(self, interviews: Sequence[PlannedInterview]) -> None:
        """Begin with what a plan does."""
        model = self.outline.model.clone()
        for index, value in self.outline.as_in(interviews).items():
            model.add(model.get_int_var_from_proto_index(index) == value)
        solver, found, _ = run(model, self.seed, WORK, self.watch, self.budget, alone=True)
        if found:
            self._take(solver)

    def whole(self, work: float) -> None:
        """Search everything at once, for the bound above all."""
        _start(self.outline.model, self._values)
        solver, found, self.optimal = run(self.outline.model, self.seed, work, self.watch, self.budget)
        self.bound = max(self.bound, solver.best_objective_bound)
        if found:
            self._take(solver)

    def again(self, work: float) -> None:
        """Deal a few inspectors' interviews anew, others keeping theirs, for so much work."""
        people, until = sorted(self._of), self.budget.left - work
        while self.budget.left > until and not self.watch.ask() and self._better_possible():
            freed = set(self._dice.sample(people, min(INSPECTORS, len(people))))
            model = self.outline.model.clone()
            for inspector in people:
                for index in self._of[inspector] if inspector not in freed else ():
                    model.add(model.get_int_var_from_proto_index(index) == self._values[index])
            _start(model, self._values)
            solver, found, _ = run(model, self.seed, WORK, self.watch, self.budget, alone=True)
            if found:
                self._take(solver)

    def visits(self) -> dict[tuple[str, str], int]:
        """How often whom goes where in the best outline."""
        often = {visit: self._values[var.index] for visit, var in self.outline.visits.items()}
        return {visit: times for visit, times in often.items() if times}

    def _better_possible(self) -> bool:
        return self.cost is not None and self.cost > self.bound + 0.5

    def _take(self, solver: cp_model.CpSolver) -> None:
        cost = round(solver.objective_value)
        if self.cost is None or cost <= self.cost:
            self.cost, self._values = cost, list(solver.response_proto.solution)


def _start(model: cp_model.CpModel, values: Sequence[int]) -> None:
    """Hint every variable."""
    model.clear_hints()  # type: ignore[no-untyped-call]
    for index, value in enumerate(values):
        model.add_hint(model.get_int_var_from_proto_index(index), value)
