"""How often each inspector goes to each office and what they are given there: no days, no names.

Interviews of each kind are dealt to inspectors, whose visits to an office have room for them, counted
in patterns: the ways in which interviews fill a morning or an afternoon. No plan can be cheaper than
what this model proves, as all it drops is days, rooms and who is in when. Its visits make a frame for
a plan.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from ortools.sat.python import cp_model

from fieldwork.timetable import costs
from fieldwork.timetable.board import Board
from fieldwork.timetable.options import options
from fieldwork.timetable.packing import fewest_pairs, patterns
from fieldwork.timetable.plan import PlannedInterview
from fieldwork.timetable.problem import HALVES, Half, OfficerToSee, Problem

Kind = tuple[str, int, int, tuple[str, ...]]
"""Officers alike: office, minutes of the interview, cases, and who reads them already."""

Visits = Mapping[tuple[str, str], int]
"""How often an inspector goes to an office."""

Count = cp_model.LinearExprT


class Scope:
    """What every outline of a problem shares: who could be where on which days round `fixed` interviews."""

    def __init__(self, problem: Problem, fixed: Sequence[PlannedInterview]) -> None:
        self.problem, self.fixed = problem, fixed
        placed = {i.officer for i in fixed}
        self.officers = [o for o in problem.officers if o.id not in placed]
        self.able: dict[tuple[str, str], set[date]] = defaultdict(set)
        self.never: set[str] = set()
        for officer in self.officers:
            mine = options(problem, officer)
            self.never |= set() if mine else {officer.id}
            for option in (o for o in mine if not o.remote):
                self.able[option.inspector, option.office].add(option.half_day[0])
        settled = {(i.inspector, i.starts.date(), i.office) for i in fixed if not i.remote}
        self.least = Counter((inspector, office) for inspector, _, office in settled)
        for inspector, day, office in settled:
            self.able[inspector, office].add(day)
        self.cases = Board(problem, fixed).cases

    def kind(self, officer: OfficerToSee) -> Kind:
        """Officers of one kind can stand for each other here."""
        office = "" if officer.remote else officer.office
        return office, self.problem.minutes(officer), self.problem.load(officer), officer.readers


class Outline:
    """The model of some `people` and the officers dealt among them, others' cases staying as they are.

    Attributes: `visits` holds an integer an inspector and office, `missed` a boolean an officer,
    `given` an integer an inspector and kind of officer; `own` is what each inspector costs, `cost` all.
    """

    def __init__(
        self,
        scope: Scope,
        people: Collection[str],
        officers: Sequence[OfficerToSee],
        others: Mapping[str, int],
    ) -> None:
        problem = self.problem = scope.problem
        self.scope, self.others = scope, others
        self.people = [p for p in problem.inspectors if p.id in people]
        self.weights = costs.weights(problem)
        self.model = cp_model.CpModel()
        self.own: dict[str, list[Count]] = {person.id: [] for person in self.people}
        self.cost: list[Count] = []
        self.missed: dict[str, cp_model.IntVar] = {}
        self.visits: dict[tuple[str, str], cp_model.IntVar] = {}
        self.given: dict[tuple[str, Kind], cp_model.IntVar] = {}
        self.officers = officers
        self.alike: dict[Kind, list[OfficerToSee]] = defaultdict(list)
        for officer in officers:
            self.alike[scope.kind(officer)].append(officer)
            missed = self.missed[officer.id] = self.model.new_bool_var("")
            self.cost.append(self.weights["unplaced"] * missed)
            if officer.id in scope.never:
                self.model.add(missed == 1)
        self._visit()
        self._change_offices()
        self._deal()
        self._fill_visits()
        self._fewest()
        self._even()
        self.model.minimize(sum([*self.cost, *(term for terms in self.own.values() for term in terms)]))

    def _visit(self) -> None:
        """Each day at an office costs, with the journey there and back."""
        offices = {o.office for o in self.officers if not o.remote} | {at for _, at in self.scope.least}
        for person in self.people:
            for office in sorted(offices):
                days = self.scope.able.get((person.id, office), ())
                if not days:
                    continue
                var = self.model.new_int_var(self.scope.least[person.id, office], len(days), "")
                self.visits[person.id, office] = var
                way = self.weights["travel"] * costs.journey(self.problem, person.id, [office])
                self.own[person.id].append((self.weights["office_visits"] + way) * var)

    def _change_offices(self) -> None:
        """Two offices in a day cost, less what the shared journey saves; a day has one visit otherwise."""
        problem, settled = self.problem, {i.inspector for i in self.scope.fixed}
        for person in self.people:
            offices = sorted(at for by, at in self.visits if by == person.id)
            twice = [
                self._change(person.id, a, b)
                for a in offices
                for b in offices
                if a < b and (person.id in settled or problem.journey_fits(a, b))
            ]
            if person.id not in settled:  # who is there already may have been sent anywhere
                days = len({day for day, _ in problem.available[person.id]})
                made = sum(self.visits[person.id, at] for at in offices)
                self.model.add(made <= days + sum(twice))
                self.model.add(sum(twice) <= days)

    def _change(self, inspector: str, a: str, b: str) -> cp_model.IntVar:
        """Days when the inspector goes to both of two offices."""
        ways = [costs.journey(self.problem, inspector, route) for route in ([a, b], [a], [b])]
        extra = self.weights["travel"] * (ways[0] - ways[1] - ways[2]) + self.weights["office_changes"]
        both = self.model.new_int_var(0, len(self.problem.days), "")
        for office in (a, b):
            self.model.add(both <= self.visits[inspector, office])
        self.own[inspector].append(extra * both)
        return both

    def _deal(self) -> None:
        """Every officer who is not missed is given to an inspector who may see them."""
        for kind, alike in self.alike.items():
            allowed = {reader for officer in alike for reader in self.problem.readers(officer)}
            for person in (p for p in self.people if p.id in allowed):
                var = self.given[person.id, kind] = self.model.new_int_var(0, len(alike), "")
                own = [o for o in alike if self.problem.readers(o) == (person.id,)]
                self.model.add(var >= sum(1 - self.missed[o.id] for o in own))
            shares = [var for (_, other), var in self.given.items() if other == kind]
            self.model.add(sum(shares) == sum(1 - self.missed[o.id] for o in alike))

    def _fill_visits(self) -> None:
        """What an inspector is given at an office fits the mornings and afternoons of the visits."""
        held: dict[tuple[str, str], dict[int, list[cp_model.IntVar]]] = defaultdict(lambda: defaultdict(list))
        for (inspector, (office, minutes, *_)), var in self.given.items():
            if office:
                held[inspector, office][minutes].append(var)
        for visit, sizes in held.items():
            self._fill(sizes, self.visits.get(visit, 0))

    def _fill(self, sizes: Mapping[int, Sequence[cp_model.IntVar]], visits: Count) -> None:
        """Interviews of these minutes, so many each, on so many days."""
        rules, most = self.problem.rules, len(self.officers)
        halves: dict[Half, dict[int, Count]] = {half: {} for half in HALVES}
        for minutes, counts in sizes.items():
            for half in HALVES:
                if minutes <= rules.length(half):
                    halves[half][minutes] = self.model.new_int_var(0, most, "")
            self.model.add(sum(counts) == sum(parts.get(minutes, 0) for parts in halves.values()))
        for half, parts in halves.items():
            ways = patterns([m + rules.gap for m in parts], rules.length(half) + rules.gap)
            used = [self.model.new_int_var(0, most, "") for _ in ways]
            self.model.add(sum(used) <= visits)
            for minutes in parts:
                places = [sum(s >= minutes + rules.gap for s in way) for way in ways]
                larger = sum(count for other, count in parts.items() if other >= minutes)
                self.model.add(larger <= sum(n * var for n, var in zip(places, used, strict=True)))

    def _fewest(self) -> None:
        """Each office takes at least so many visits: a bound by itself, which the whole is slow to see."""
        rules = self.problem.rules
        lengths = [rules.length(half) + rules.gap for half in HALVES]
        for office in sorted({at for _, at in self.visits}):
            here = [o for o in self.officers if o.office == office and not o.remote]
            if here and not any(at == office for _, at in self.scope.least):
                made = sum(var for (_, at), var in self.visits.items() if at == office)
                fitting = [o for o in here if self.problem.minutes(o) + rules.gap <= max(lengths)]
                sizes = Counter(self.problem.minutes(o) + rules.gap for o in fitting)
                missed = sum(self.missed[o.id] for o in fitting)
                self.model.add(made + missed >= fewest_pairs(sizes, *lengths))

    def _even(self) -> None:
        """How far apart the loads of those who share the cases are."""
        if not self.problem.sharing:
            return
        loads: dict[str, list[Count]] = defaultdict(list)
        for (inspector, (_, _, cases, _)), var in self.given.items():
            loads[inspector].append(cases * var)
        whole = sum(self.problem.load(o) for o in self.problem.officers)
        most, least = (self.model.new_int_var(0, whole, "") for _ in range(2))
        for inspector in self.problem.sharing:
            load = self.others.get(inspector, sum(loads[inspector]) + self.scope.cases[inspector])
            self.model.add(most >= load)
            self.model.add(least <= load)
        self.cost.append(self.weights["spread_of_load"] * (most - least))
