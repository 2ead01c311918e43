"""Parts of a plan to be planned anew while all else stays: some inspectors, offices or days."""

import random
from collections.abc import Callable, Collection, Sequence

from fieldwork.timetable.costs import loads as loads_of
from fieldwork.timetable.options import Option, options
from fieldwork.timetable.plan import PlannedInterview
from fieldwork.timetable.problem import Problem

Part = dict[str, list[Option]]
"""Officers who may move, each with where to."""

INSPECTORS, DAYS = 4, 3
"""How many are freed together."""

MOST = 3000
"""Options in a part at most: more are too slow to choose among."""


def within(problem: Problem, visits: Collection[tuple[str, str]]) -> Part:
    """What everyone may choose where only these inspectors go to these offices."""
    return {
        officer.id: [o for o in options(problem, officer) if o.remote or (o.inspector, o.office) in visits]
        for officer in problem.officers
    }


class Neighbours:
    """Chooses parts by lot, the same for the same seed."""

    def __init__(self, problem: Problem, seed: int) -> None:
        self._problem, self._dice = problem, random.Random(seed)
        self._options = {o.id: options(problem, o) for o in problem.officers}
        self._locked = {i.officer for i in problem.locked}
        self._turn = 0

    def next(self, interviews: Sequence[PlannedInterview]) -> Part:
        """The next part; whoever is without an interview always belongs to it."""
        kinds: list[Callable[[Sequence[PlannedInterview]], Part]]
        kinds = [self._by_inspectors, self._by_days, self._by_inspectors, self._by_office]
        part = kinds[self._turn % len(kinds)](interviews)
        self._turn += 1
        return part

    def _by_inspectors(self, interviews: Sequence[PlannedInterview]) -> Part:
        """A few inspectors, mostly such as go to the same offices."""
        offices: dict[str, set[str]] = {i: set() for i in self._problem.sharing}
        for held in interviews:
            offices.setdefault(held.inspector, set()).add(held.office)
        people = sorted(offices)
        first = self._uneven(interviews) or self._dice.choice(people)
        shared = {p: len(offices[p] & offices[first]) for p in people}
        rank = {p: (-shared[p] * self._dice.random(), self._dice.random()) for p in people}
        chosen = {first, *sorted((p for p in people if p != first), key=rank.__getitem__)[: INSPECTORS - 1]}
        return self._part(interviews, lambda i: i.inspector in chosen, lambda o: o.inspector in chosen)

    def _uneven(self, interviews: Sequence[PlannedInterview]) -> str:
        """Every other time whoever has most cases or fewest."""
        loads = loads_of(self._problem, interviews)
        ends = [i for i, load in loads.items() if load in (max(loads.values()), min(loads.values()))]
        return self._dice.choice(ends) if ends and self._dice.random() < 0.5 else ""

    def _by_days(self, interviews: Sequence[PlannedInterview]) -> Part:
        days = sorted(set(self._problem.days))
        chosen = set(self._dice.sample(days, min(DAYS, len(days))))
        return self._part(interviews, lambda i: i.starts.date() in chosen, lambda o: o.half_day[0] in chosen)

    def _by_office(self, interviews: Sequence[PlannedInterview]) -> Part:
        """Everyone at one office and at another that an inspector of it goes to."""
        offices = sorted({officer.office for officer in self._problem.officers})
        first = self._dice.choice(offices)
        people = {i.inspector for i in interviews if i.office == first}
        linked = sorted({i.office for i in interviews if i.inspector in people} - {first}) or offices
        chosen = {first, self._dice.choice(linked)}
        more = self._dice.sample(sorted(self._problem.sharing), min(2, len(self._problem.sharing)))
        people = {i.inspector for i in interviews if i.office in chosen} | set(more)
        return self._part(interviews, lambda i: i.office in chosen, lambda o: o.inspector in people)

    def _part(
        self,
        interviews: Sequence[PlannedInterview],
        freed: Callable[[PlannedInterview], bool],
        allowed: Callable[[Option], bool],
    ) -> Part:
        """Freed officers with their options; by lot only so many officers that the part stays small."""
        placed = {i.officer for i in interviews}
        part: Part = {
            who: list(mine)
            for who, mine in self._options.items()
            if who not in placed and who not in self._locked
        }
        movable = [i.officer for i in interviews if freed(i) and i.officer not in self._locked]
        self._dice.shuffle(movable)
        size = sum(map(len, part.values()))
        for who in movable:
            part[who] = [o for o in self._options.get(who, ()) if allowed(o)]
            size += len(part[who])
            if size > MOST:
                break
        return part
