"""Searching for an outline: once as a whole for its bound, and dealing a few inspectors' work anew."""

import random
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

from ortools.sat.python import cp_model

from fieldwork.timetable import costs
from fieldwork.timetable.outline import Kind, Outline, Scope
from fieldwork.timetable.plan import PlannedInterview
from fieldwork.timetable.problem import OfficerToSee, Problem
from fieldwork.timetable.search import Budget, Watch, run

INSPECTORS = 4
"""How many are dealt anew together."""

WORK = 0.1
"""Work for one dealing; most are proved best in a tenth of it."""

Visits = dict[tuple[str, str], int]
Given = Counter[tuple[str, Kind]]


class Dealing:
    """The best outline so far. Attributes: `cost` of it, `visits` and cases `given` in it, `bound` proved,
    and whether that is `optimal`.
    """

    def __init__(
        self, problem: Problem, plan: Sequence[PlannedInterview], seed: int, budget: Budget, watch: Watch
    ) -> None:
        self.problem, self.seed, self.budget, self.watch = problem, seed, budget, watch
        self.scope = Scope(problem, problem.locked)
        self.bound, self.optimal = 0.0, False
        self._dice = random.Random(seed)
        self._people = [p.id for p in problem.inspectors]
        self._kinds: dict[Kind, list[OfficerToSee]] = defaultdict(list)
        for officer in self.scope.officers:
            self._kinds[self.scope.kind(officer)].append(officer)
        self._as_in(plan)
        self._deal(self._people)

    def _as_in(self, plan: Sequence[PlannedInterview]) -> None:
        """Begin with what a plan does; what it costs is the plan's cost at most."""
        there = {(i.inspector, i.starts.date(), i.office) for i in plan if not i.remote}
        self.visits: Visits = dict(Counter((inspector, office) for inspector, _, office in there))
        seen = {i.officer: i.inspector for i in plan}
        self.given: Given = Counter(
            (seen[o.id], self.scope.kind(o)) for o in self.scope.officers if o.id in seen
        )
        self.cost = costs.price(self.problem, plan)
        self._own: dict[str, int] = {}

    def loads(self) -> dict[str, int]:
        """Cases of each inspector."""
        return self._loads(self._people)

    def whole(self, work: float) -> None:
        """Search everything at once, for the bound above all."""
        outline = Outline(self.scope, self._people, self.scope.officers, {})
        solver, found, self.optimal = run(outline.model, self.seed, work, self.watch, self.budget)
        self.bound = max(self.bound, solver.best_objective_bound)
        if found and round(solver.objective_value) < self.cost:
            self._take(outline, solver)

    def again(self, work: float) -> None:
        """Deal a few inspectors' interviews anew, others keeping theirs, for so much work."""
        until = self.budget.left - work
        while self.budget.left > until and not self.watch.ask() and self.cost > self.bound + 0.5:
            self._deal(self._dice.sample(self._people, min(INSPECTORS, len(self._people))), free=True)

    def _deal(self, people: Collection[str], *, free: bool = False) -> None:
        """Deal the work of these people anew, or (not `free`) only see what it costs each of them."""
        officers, others = self._theirs(people), self._loads(set(self._people) - set(people))
        outline = Outline(self.scope, people, officers, others)
        self._start(outline, held=not free)
        solver, found, _ = run(outline.model, self.seed, WORK, self.watch, self.budget, alone=True)
        if found:
            self._take(outline, solver)

    def _theirs(self, people: Collection[str]) -> list[OfficerToSee]:
        """As many officers of each kind as they are given, and everyone whom nobody is given."""
        found: list[OfficerToSee] = []
        for kind, alike in self._kinds.items():
            elsewhere = sum(self.given[other, kind] for other in self._people if other not in people)
            found += alike[elsewhere:]
        return found

    def _loads(self, people: Collection[str]) -> dict[str, int]:
        loads = {person: self.scope.cases[person] for person in people}
        for (person, kind), times in self.given.items():
            if person in loads:
                loads[person] += kind[2] * times
        return loads

    def _start(self, outline: Outline, *, held: bool = False) -> None:
        """Hint the outline so far, or hold to it."""
        values = [(var, self.visits.get(key, 0)) for key, var in outline.visits.items()]
        values += [(var, self.given[key]) for key, var in outline.given.items()]
        for var, value in values:
            if held:
                outline.model.add(var == value)
            else:
                outline.model.add_hint(var, value)

    def _take(self, outline: Outline, solver: cp_model.CpSolver) -> None:
        """Keep what was found if all of it together is no dearer."""
        own = {
            person: sum(int(solver.value(term)) for term in terms) for person, terms in outline.own.items()
        }
        visits = self.visits | {key: solver.value(var) for key, var in outline.visits.items()}
        given = Counter(self.given)
        for key, var in outline.given.items():
            given[key] = solver.value(var)
        old = self.visits, self.given, self._own
        self.visits, self.given, self._own = {k: n for k, n in visits.items() if n}, given, self._own | own
        cost = self._whole_cost()
        if cost <= self.cost:
            self.cost = cost
        else:
            self.visits, self.given, self._own = old

    def _whole_cost(self) -> int:
        weights = costs.weights(self.problem)
        missed = len(self.scope.officers) - sum(self.given.values())
        loads = self._loads(self.problem.sharing).values()
        spread = max(loads) - min(loads) if loads else 0
        points = weights["unplaced"] * missed + weights["spread_of_load"] * spread
        return points + sum(self._own.values())
