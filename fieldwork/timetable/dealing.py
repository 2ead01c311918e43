"""Searching for an outline: as a whole, which proves a bound, and a few inspectors' work dealt anew."""

import random
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

from ortools.sat.python import cp_model

from fieldwork.timetable import costs
from fieldwork.timetable.contents import Amount, Content, Kind, amount
from fieldwork.timetable.outline import Alike, Outline, alike
from fieldwork.timetable.plan import PlannedInterview
from fieldwork.timetable.problem import Half, Problem
from fieldwork.timetable.scope import At, Scope
from fieldwork.timetable.search import Engine
from fieldwork.timetable.tally import Deed, Fills, prices, tallied

INSPECTORS = 5
"""How many are dealt anew together."""

WORK = 0.2
"""Work for one dealing."""


class Dealing:
    """The best outline so far. Attributes: `cost` of it, the `deeds` of inspectors and what `fills` their
    half-days, the `bound` proved, and whether the outline is the `best` of all.
    """

    def __init__(self, problem: Problem, plan: Sequence[PlannedInterview], engine: Engine) -> None:
        self.problem, self.engine = problem, engine
        self.scope = Scope(problem, problem.locked)
        self.prices = prices(self.scope)
        self.deeds, self.fills = tallied(self.scope, self.prices, plan)
        self.cost = self._cost(self.deeds, self.fills)
        self.bound, self.best, self._exact = 0.0, False, True
        self._dice = random.Random(engine.seed)
        self._people = [p.id for p in problem.inspectors]

    def visits(self) -> Counter[At]:
        """Days of each inspector at each office, settled ones among them."""
        found = Counter({at: n for at in self.scope.places if (n := self.scope.times_settled(at))})
        for (what, *at), times in self.deeds.items():
            if what in ("day", "more"):
                found[str(at[0]), str(at[1])] += times
        return found

    def cases(self) -> Counter[At]:
        """What each inspector holds at each office, beside what is fixed; by telephone or video at `""`."""
        found: Counter[At] = Counter()
        for (at, _, content), times in self.fills.items():
            found[at] += times * amount(content).load
        for kind, times, inspector in self._calls():
            found[inspector, ""] += times * kind.load
        return found

    def _calls(self) -> list[tuple[Kind, int, str]]:
        return [
            (kind, times, str(by))
            for (what, by, *rest), times in self.deeds.items()
            for kind in rest
            if what == "call" and isinstance(kind, Kind)
        ]

    def whole(self, work: float) -> None:
        """Search everything at once, for the bound above all."""
        if self.best:
            return
        wanted = {kind: len(alike) for kind, alike in self.scope.kinds.items()}
        outline = Outline(self.scope, self.prices, self._people, wanted, {})
        self._exact = outline.exact
        if self.bound > 0:  # the first time a hint of a poor plan leads astray
            self._hint(outline)
        ran = self.engine.run(outline.model, work, "linear")
        self.bound = max(self.bound, ran.bound)
        if ran.found:
            self._take(outline, ran.solver)
        self.best = ran.best or self.cost <= self.bound + 0.5

    def again(self, work: float) -> None:
        """Deal a few inspectors' interviews anew, others keeping theirs, for so much work."""
        until = self.engine.budget.left - work
        while self._exact and self.engine.budget.left > until and not self.engine.over:
            if self.cost <= self.bound + 0.5:
                self.best = True
                return
            people = self._dice.sample(self._people, min(INSPECTORS, len(self._people)))
            others = self._loads(set(self._people) - set(people))
            outline = Outline(self.scope, self.prices, people, self._theirs(people), others)
            self._hint(outline)
            ran = self.engine.run(outline.model, WORK, "linear")
            if ran.found:
                self._take(outline, ran.solver)

    def _theirs(self, people: Collection[str]) -> Counter[Kind]:
        """As many officers of each kind as are given to people, and whoever is given to nobody."""
        elsewhere = self._seen(set(self._people) - set(people))
        kinds = self.scope.kinds.items()
        return Counter({kind: len(alike) - elsewhere[kind] for kind, alike in kinds})

    def _seen(self, people: Collection[str]) -> Counter[Kind]:
        found: Counter[Kind] = Counter()
        for ((inspector, _), _, content), times in self.fills.items():
            if inspector in people:
                found.update({kind: times * content.count(kind) for kind in set(content)})
        found.update({kind: times for kind, times, by in self._calls() if by in people})
        return found

    def _loads(self, people: Collection[str]) -> dict[str, int]:
        loads = {person: self.scope.cases[person] for person in people}
        for (inspector, _), cases in self.cases().items():
            if inspector in loads:
                loads[inspector] += cases
        return loads

    def _hint(self, outline: Outline) -> None:
        """Start from the outline so far: a value for every variable."""
        model, people = outline.model, set(outline.people)
        mine = {key: times for key, times in self.fills.items() if key[0][0] in people}
        held: Counter[tuple[At, Half, Amount]] = Counter()
        filled: Counter[tuple[Alike, Half, Content]] = Counter()
        for (at, half, content), times in mine.items():
            held[at, half, amount(content)] += times
            filled[alike(self.scope, at, outline.wanted), half, content] += times
        seen = self._seen(people)
        for deed, var in outline.deeds.items():
            model.add_hint(var, self.deeds[deed])
        for held_key, var in outline.held.items():
            model.add_hint(var, held[held_key])
        for fill_key, var in outline.filled.items():
            model.add_hint(var, filled[fill_key])
        for kind, var in outline.missed.items():
            model.add_hint(var, outline.wanted[kind] - seen[kind])
        loads = self._loads(self.problem.sharing).values()
        for var, value in zip(outline.extremes, (max(loads, default=0), min(loads, default=0)), strict=False):
            model.add_hint(var, value)

    def _take(self, outline: Outline, solver: cp_model.CpSolver) -> None:
        """Keep what was found if all of it together is no dearer."""
        people = set(outline.people)
        deeds = Counter({deed: n for deed, n in self.deeds.items() if deed[1] not in people})
        deeds.update({deed: solver.value(var) for deed, var in outline.deeds.items()})
        fills = Fills({key: n for key, n in self.fills.items() if key[0][0] not in people})
        fills += deal(outline, solver)
        cost = self._cost(+deeds, fills) if outline.exact else round(solver.objective_value)
        if cost <= self.cost:
            self.cost, self.deeds, self.fills = cost, +deeds, fills

    def _cost(self, deeds: Mapping[Deed, int], fills: Fills) -> int:
        weights, problem = costs.weights(self.problem), self.problem
        points = self.scope.cost + sum(self.prices[deed] * times for deed, times in deeds.items())
        loads, seen = Counter({person: self.scope.cases[person] for person in problem.sharing}), 0
        for (at, _, content), times in fills.items():
            firsts = self.scope.seen_by(at)
            points += weights["other_reader"] * times * sum(not firsts[kind] for kind in content)
            loads[at[0]] += times * amount(content).load
            seen += times * len(content)
        for (what, by, *rest), times in deeds.items():
            if what == "call":
                seen += times
                loads[str(by)] += times * sum(kind.load for kind in rest if isinstance(kind, Kind))
        shared = [loads[person] for person in problem.sharing]
        points += weights["spread_of_load"] * (max(shared) - min(shared)) if shared else 0
        return points + weights["unplaced"] * (sum(map(len, self.scope.kinds.values())) - seen)


def deal(outline: Outline, solver: cp_model.CpSolver) -> Fills:
    """Give what fills the half-days of a class to its inspectors, as many of each load as they hold."""
    piles: dict[tuple[Alike, Half, Amount], list[Content]] = defaultdict(list)
    for (alike_, half, content), var in outline.filled.items():
        piles[alike_, half, amount(content)] += [content] * solver.value(var)
    fills = Fills()
    for (at, half, brought), var in outline.held.items():
        for _ in range(solver.value(var)):
            pile = piles[outline.class_of[at], half, brought]
            if pile:
                fills[at, half, pile.pop()] += 1
    return fills
