"""Parts of a plan to be planned anew while all else stays: some inspectors, offices or days."""

import random
from collections.abc import Callable, Sequence

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

MOST_TIMES = 1200
"""The same where inspectors stay: visits then move as wholes, which is hard to see."""

TIMES = 3
"""The place of those parts among the kinds."""

LEAST = 0.1
"""What a kind of part keeps of its chances however often it does not help."""


class Neighbours:
    """Chooses parts by lot, the same for the same seed. `size` counts the options of everyone."""

    def __init__(self, problem: Problem, seed: int) -> None:
        self._problem, self._dice = problem, random.Random(seed)
        self._options = {o.id: options(problem, o) for o in problem.officers}
        self._locked = {i.officer for i in problem.locked}
        self.size = sum(map(len, self._options.values()))
        seers = {o.inspector for mine in self._options.values() for o in mine}
        self._people = sorted(seers | set(problem.sharing))
        self._kind, self._credit = 0, [1.0] * 4

    def next(self, interviews: Sequence[PlannedInterview]) -> Part:
        """The next part, mostly of a kind that did well; who is without an interview always belongs to it."""
        kinds: tuple[Callable[[Sequence[PlannedInterview]], Part], ...]
        kinds = (self._by_inspectors, self._by_days, self._by_office, self._by_times)
        (self._kind,) = self._dice.choices(range(len(kinds)), self._credit)
        return kinds[self._kind](interviews)

    @property
    def hard(self) -> bool:
        """Whether the last part takes more work than others, and the linear relaxation to see it."""
        return self._kind == TIMES

    def learn(self, better: bool) -> None:
        """Whether the last part made the plan better: its kind is then chosen more often, or less."""
        self._credit[self._kind] = 0.8 * self._credit[self._kind] + 0.2 * (1.0 if better else LEAST)

    def _by_inspectors(self, interviews: Sequence[PlannedInterview]) -> Part:
        """A few inspectors, mostly such as go to the same offices."""
        offices: dict[str, set[str]] = {i: set() for i in self._people}
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
        more = self._dice.sample(self._people, min(2, len(self._people)))
        people = {i.inspector for i in interviews if i.office in chosen} | set(more)
        return self._part(interviews, lambda i: i.office in chosen, lambda o: o.inspector in people)

    def _by_times(self, interviews: Sequence[PlannedInterview]) -> Part:
        """Everyone at some offices stays with their inspector and may go to any time."""
        held = {i.officer: i.inspector for i in interviews}
        offices = sorted({i.office for i in interviews})
        self._dice.shuffle(offices)
        chosen: set[str] = set()
        size = 0
        for office in offices:
            size += sum(
                o.inspector == held[who]
                for i in interviews
                if i.office == office
                for who in (i.officer,)
                for o in self._options.get(who, ())
            )
            if chosen and size > MOST_TIMES:
                break
            chosen.add(office)
        return self._part(
            interviews, lambda i: i.office in chosen, lambda o: held.get(o.officer) == o.inspector
        )

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
