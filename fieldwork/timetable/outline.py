"""How often each inspector goes to each office and what they do there: no days, no names.

An inspector's mornings and afternoons at an office are counted by what they bring (cases, reading); what
fills them is chosen for all inspectors of an office together, as those who may see the same officers can
exchange it. So few variables are enough that the relaxation of even a large inspection's outline is
solved in a tenth of a second, and lies near its best.

No plan costs less than this model proves. Each plan is an assignment here that costs no more: count its
visits and what its half-days hold (`tally.tallied`), and every constraint below is met, as each says
only what is true of any plan. Dropped are days, rooms, clock times, who is away when, languages, and when
cases are read; what a plan costs and this model leaves out (waiting, wishes, moves …) is never below nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from ortools.sat.python import cp_model

from fieldwork.timetable import costs
from fieldwork.timetable.contents import Amount, Content, Kind, amount, contents
from fieldwork.timetable.packing import fewest_pairs
from fieldwork.timetable.problem import HALVES, Half
from fieldwork.timetable.scope import At, Scope
from fieldwork.timetable.tally import Deed

Count = cp_model.LinearExprT


class Alike(NamedTuple):
    """What inspectors of one class have in common: the office, whom they may see there (and whether as the
    first reader), and the minutes that they have in a morning and an afternoon.
    """

    office: str
    kinds: tuple[tuple[Kind, bool], ...]
    room: tuple[int, int]


class Outline:
    """The model of some `people`, who see so many of each kind of officer as are `wanted`, the cases of
    `others` staying as they are.

    Attributes: `deeds` holds an integer for each thing that an inspector may do, `held` one for half-days
    at an office that bring so much, `filled` one for what fills half-days of a class, `missed` one a kind
    of officer; `exact` is false where there are too many ways to fill a half-day to tell apart.
    """

    def __init__(
        self,
        scope: Scope,
        prices: Mapping[Deed, int],
        people: Collection[str],
        wanted: Mapping[Kind, int],
        others: Mapping[str, int],
    ) -> None:
        self.scope, self.prices, self.others = scope, prices, others
        self.people = [p.id for p in scope.problem.inspectors if p.id in people]
        self.wanted = {kind: count for kind, count in wanted.items() if count > 0}
        self.weights = costs.weights(scope.problem)
        self.model = cp_model.CpModel()
        self.exact = True
        self.deeds: dict[Deed, cp_model.IntVar] = {}
        self.held: dict[tuple[At, Half, Amount], cp_model.IntVar] = {}
        self.filled: dict[tuple[Alike, Half, Content], cp_model.IntVar] = {}
        self.missed = {kind: self.model.new_int_var(0, n, "") for kind, n in self.wanted.items()}
        self.extremes: tuple[cp_model.IntVar, ...] = ()
        self.places = self._places()
        self.class_of = {at: alike(scope, at, self.wanted) for at in self.places}
        self.cost: list[Count] = [scope.cost, *(self.weights["unplaced"] * n for n in self.missed.values())]
        self._seen: dict[Kind, list[Count]] = {kind: [var] for kind, var in self.missed.items()}
        self._loads: dict[str, list[Count]] = defaultdict(list)
        self._reading: dict[str, list[Count]] = defaultdict(list)
        self._halves: dict[tuple[At, Half], list[cp_model.IntVar]] = defaultdict(list)
        self._shared: dict[tuple[At, Half], list[cp_model.IntVar]] = defaultdict(list)
        self._build()
        self.model.minimize(sum(self.cost))

    def _build(self) -> None:
        for deed in self.prices:
            self._offer(deed)
        for one, members in groupby(sorted(self.places, key=self.class_of.__getitem__), self.class_of.get):
            assert one is not None
            self._fill(one, list(members))
        for at in self.places:
            self._stay(at)
        for inspector in self.people:
            self._days(inspector)
            self._read(inspector)
        for kind, seen in self._seen.items():  # everyone is seen or missed
            self.model.add(sum(seen) == self.wanted[kind])
        if not self.others:
            self._fewest()
            self._spread()
        self._even()

    def _places(self) -> list[At]:
        """Where these people could see anybody who is wanted."""
        return [
            at
            for at in self.scope.places
            if at[0] in self.people and at[1] and self.scope.seen_by(at).keys() & self.wanted.keys()
        ]

    def _offer(self, deed: Deed) -> None:
        """A variable for something that one of these people may do, and its price."""
        what, inspector, *rest = deed
        if inspector not in self.people:
            return
        most = len(self.scope.problem.days)
        if what == "call":
            (kind,) = rest
            if not isinstance(kind, Kind) or kind not in self.wanted:
                return
            most = self.wanted[kind]
        elif what != "spare":
            places = [(str(inspector), str(office)) for office in rest]
            if not all(at in self.class_of for at in places):
                return
            most = len(self.scope.ordinary[places[0]]) if what == "day" else most
        var = self.deeds[deed] = self.model.new_int_var(0, most, "")
        self.cost.append(self.prices[deed] * var)
        if what == "call" and isinstance(kind, Kind):
            self._seen[kind].append(var)
            self._bring(str(inspector), amount((kind,)), var)
        elif what == "both":  # the afternoon at the first office and the morning at the second are lost
            self._shared[places[0], "pm"].append(var)
            self._shared[places[1], "am"].append(var)

    def _bring(self, inspector: str, one: Amount, times: cp_model.IntVar) -> None:
        self._loads[inspector].append(one.load * times)
        self._reading[inspector].append(one.reading * times)

    def _fill(self, one: Alike, members: Sequence[At]) -> None:
        """What a class holds in its half-days comes from the sets that fit, each dealt to some member."""
        firsts = dict(one.kinds)
        counts = {kind: self.wanted[kind] for kind in firsts}
        for half, minutes in zip(HALVES, one.room, strict=True):
            ways = contents(counts, minutes, self.scope.problem.rules.gap)
            if ways is None:
                self._fill_loosely(one, members, half)
                continue
            filled: dict[Amount, list[Count]] = defaultdict(list)
            for way in ways:
                most = min(counts[kind] // way.count(kind) for kind in set(way))
                var = self.filled[one, half, way] = self.model.new_int_var(0, most, "")
                filled[amount(way)].append(var)
                for kind in way:
                    self._seen[kind].append(var)
                self.cost.append(self.weights["other_reader"] * sum(not firsts[kind] for kind in way) * var)
            for brought, found in filled.items():
                self.model.add(sum(self._hold(at, half, brought) for at in members) == sum(found))

    def _hold(self, at: At, half: Half, brought: Amount) -> cp_model.IntVar:
        """Half-days of an inspector at an office that bring so much."""
        var = self.held[at, half, brought] = self.model.new_int_var(0, len(self.scope.problem.days), "")
        self._halves[at, half].append(var)
        self._bring(at[0], brought, var)
        return var

    def _fill_loosely(self, one: Alike, members: Sequence[At], half: Half) -> None:
        """Too many sets to tell apart: interviews fit by their minutes alone, and cases are dealt freely."""
        self.exact = False
        gap, minutes = self.scope.problem.rules.gap, one.room[HALVES.index(half)]
        firsts = {kind: first for kind, first in one.kinds if kind.minutes + gap <= minutes}
        counts = {kind: self.model.new_int_var(0, self.wanted[kind], "") for kind in firsts}
        visits = [self._hold(at, half, Amount(0, 0)) for at in members]
        self.model.add(sum((kind.minutes + gap) * n for kind, n in counts.items()) <= minutes * sum(visits))
        most = minutes // min(kind.minutes + gap for kind in firsts) * max(kind.load for kind in firsts)
        cases = [self.model.new_int_var(0, most * len(self.scope.problem.days), "") for _ in members]
        self.model.add(sum(cases) == sum(kind.load * n for kind, n in counts.items()))
        for at, visit, brought in zip(members, visits, cases, strict=True):
            self.model.add(brought <= most * visit)
            self._loads[at[0]].append(brought)
        for kind, n in counts.items():
            self._seen[kind].append(n)
            self.cost.append(self.weights["other_reader"] * (not firsts[kind]) * n)

    def _stay(self, at: At) -> None:
        """Half-days at an office lie in days there; a day at two offices leaves each only its half."""
        days = [self.deeds[deed] for deed in (("day", *at), ("more", *at)) if deed in self.deeds]
        settled = self.scope.times_settled(at)
        for half in HALVES:
            taken = self._halves[at, half] + self._shared[at, half]
            self.model.add(sum(taken) <= sum(days) + settled)
        if shared := self._shared[at, "am"] + self._shared[at, "pm"]:
            self.model.add(sum(shared) <= self.deeds["day", *at])

    def _days(self, inspector: str) -> None:
        """Half-days and days there are; two visits take two days unless they share one."""
        mine: dict[object, list[cp_model.IntVar]] = defaultdict(list)
        for (what, by, *_), var in self.deeds.items():
            if by == inspector:
                mine[what].append(var)
        for at in (at for at in self.places if at[0] == inspector):
            for half in HALVES:
                mine[half] += self._halves[at, half]
        for half in HALVES:
            self.model.add(sum(mine[half]) <= self.scope.free(inspector, half))
        places = [days for at, days in self.scope.ordinary.items() if at[0] == inspector and at[1]]
        ordinary = len(frozenset[date]().union(*places))
        two = mine["both"] + mine["spare"]
        self.model.add(sum(mine["day"]) <= ordinary + sum(two))
        self.model.add(sum(two) <= ordinary)
        self.model.add(sum(mine["more"]) <= 2 * len(self.scope.settled[inspector]))

    def _read(self, inspector: str) -> None:
        """Before the last interview all cases are read, in half-days without interviews."""
        if known := self.scope.reading(inspector):
            minutes, most = known
            halves = [self._halves[at, half] for at in self.places if at[0] == inspector for half in HALVES]
            lost = [minutes * var for found in halves for var in found]
            self.model.add(sum([*self._reading[inspector], *lost]) <= most)

    def _fewest(self) -> None:
        """Each office takes at least so many visits: a bound by itself, which the whole is slow to see.

        Whoever is missed could be seen on one visit more.
        """
        rules = self.scope.problem.rules
        lengths = [rules.length(half) + rules.gap for half in HALVES]
        for office in sorted({at for _, at in self.places}):
            if any(self.scope.times_settled(at) for at in self.places if at[1] == office):
                continue
            here = {kind: count for kind, count in self.wanted.items() if kind.office == office}
            sizes: Counter[int] = Counter()
            for kind, count in here.items():
                sizes[kind.minutes + rules.gap] += count
            visits = [
                var for deed, var in self.deeds.items() if deed[0] in ("day", "more") and deed[2] == office
            ]
            missed = [self.missed[kind] for kind in here]
            self.model.add(sum(visits + missed) >= fewest_pairs(tuple(sorted(sizes.items())), *lengths))

    def _spread(self) -> None:
        """Where so many interviews do not divide evenly among the days, some day has more than another."""
        days = costs.working_days(self.scope.problem)
        fixed = sum(1 for i in self.scope.fixed if i.starts.date() in days)
        if days and self.weights["spread_of_days"] and (sum(self.wanted.values()) + fixed) % len(days):
            uneven = self.model.new_bool_var("")
            self.model.add(sum(self.missed.values()) + uneven >= 1)
            self.cost.append(self.weights["spread_of_days"] * uneven)

    def _even(self) -> None:
        """How far apart the loads of those who share the cases are."""
        problem = self.scope.problem
        if not problem.sharing:
            return
        whole = sum(problem.load(officer) for officer in problem.officers)
        most, least = self.extremes = tuple(self.model.new_int_var(0, whole, "") for _ in range(2))
        for inspector in problem.sharing:
            load = self.others.get(inspector, sum(self._loads[inspector]) + self.scope.cases[inspector])
            self.model.add(most >= load)
            self.model.add(least <= load)
        self.cost.append(self.weights["spread_of_load"] * (most - least))


def alike(scope: Scope, at: At, wanted: Mapping[Kind, int]) -> Alike:
    """The class of an inspector at an office, among those officers who are wanted."""
    kinds = tuple(sorted((kind, first) for kind, first in scope.seen_by(at).items() if kind in wanted))
    return Alike(at[1], kinds, (scope.room[at, "am"], scope.room[at, "pm"]))
