"""What outlines of a problem share: who could be where, how often, and for how long at a time."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import product

from fieldwork.timetable import costs
from fieldwork.timetable.board import Board
from fieldwork.timetable.contents import Kind
from fieldwork.timetable.options import options
from fieldwork.timetable.packing import free_minutes
from fieldwork.timetable.plan import PlannedInterview
from fieldwork.timetable.problem import HALVES, Half, HalfDay, OfficerToSee, Problem
from fieldwork.timetable.travel import tens

At = tuple[str, str]
"""An inspector at an office."""


class Scope:
    """Who could be where round `fixed` interviews. A day on which an inspector holds one is settled.

    Attributes: `kinds` holds the officers of each kind who could be seen, `never` those who could not;
    `ordinary` the days, not settled, when an inspector could be at an office; `settled` the offices of
    each settled day of an inspector; `cases` of the fixed interviews by inspector.
    """

    def __init__(self, problem: Problem, fixed: Sequence[PlannedInterview]) -> None:
        self.problem, self.fixed = problem, fixed
        self._board = Board(problem, fixed)
        self.cases = self._board.cases
        self.kinds: dict[Kind, list[OfficerToSee]] = defaultdict(list)
        self.never: list[OfficerToSee] = []
        self.settled: dict[str, dict[date, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._halves: dict[At, set[HalfDay]] = defaultdict(set)
        self._seen_by: dict[At, dict[Kind, bool]] = defaultdict(dict)
        for interview in fixed:
            if not interview.remote:
                self.settled[interview.inspector][interview.starts.date()].add(interview.office)
        placed = {i.officer for i in fixed}
        for officer in problem.officers:
            if officer.id not in placed:
                self._could_see(officer)
        self.ordinary: dict[At, frozenset[date]] = {
            (inspector, office): frozenset(day for day, _ in halves) - self.settled[inspector].keys()
            for (inspector, office), halves in self._halves.items()
        }

    def _could_see(self, officer: OfficerToSee) -> None:
        mine, kind = options(self.problem, officer), self.kind(officer)
        if not mine:
            self.never.append(officer)
            return
        self.kinds[kind].append(officer)
        for option in mine:
            at = (option.inspector, kind.office)
            self._halves[at].add(option.half_day)
            self._seen_by[at][kind] = not officer.readers or option.inspector == officer.inspector

    def kind(self, officer: OfficerToSee) -> Kind:
        """Officers of one kind can stand for each other here."""
        problem = self.problem
        load = problem.load(officer) if problem.sharing else 0
        office = "" if officer.remote else officer.office
        reading = officer.reading if self._board.reading.planned else 0
        return Kind(office, problem.minutes(officer), load, reading, officer.readers)

    def reading(self, inspector: str) -> tuple[int, int] | None:
        """How many minutes somebody reads in a half-day, and how many they could read before their last
        interview if all the half-days of interviews until then, the last few left out, were for reading;
        `None` where reading is not planned.

        The last few, of which no more than the half-days between reading and interview and the one of the
        interview itself can be, are counted in.
        """
        ahead = self._board.reading
        if not ahead.planned or not self.problem.days:
            return None
        minutes, last = ahead.minutes(inspector), max(ahead.place)
        lacking = ahead.shortage(inspector, *self._board.fixed_reading(inspector))
        return minutes, ahead.capacity(inspector, last) + lacking + minutes * (ahead.rules.ahead + 1)

    @cached_property
    def places(self) -> tuple[At, ...]:
        """Every inspector and office (`""`: by telephone or video) that could come together."""
        return tuple(sorted(self._halves))

    def seen_by(self, at: At) -> Mapping[Kind, bool]:
        """Kinds of officers whom an inspector may see at an office, and whether as their first reader."""
        return self._seen_by.get(at, {})

    def free(self, inspector: str, half: Half) -> int:
        """Mornings or afternoons in which an inspector could see somebody somewhere."""
        mine = (halves for (by, at), halves in self._halves.items() if by == inspector and at)
        return len({half_day for halves in mine for half_day in halves if half_day[1] == half})

    @cached_property
    def room(self) -> Mapping[tuple[At, Half], int]:
        """Minutes, a gap after each interview included, that an inspector has at an office in the longest
        morning or afternoon, what is fixed and their appointments taken off.
        """
        return {(at, half): self._longest(at, half) for at in self.places for half in HALVES}

    def _longest(self, at: At, half: Half) -> int:
        inspector, office = at
        window = self.problem.window(half, office, inspector)
        gap = self.problem.rules.gap
        days = (day for day, part in self._halves[at] if part == half)
        taken = {day: tuple(sorted(self._board.inspector_taken(inspector, day))) for day in days}
        return max((free_minutes(window, one, gap) for one in set(taken.values())), default=0)

    def times_settled(self, at: At) -> int:
        """Settled days on which an inspector is at an office already."""
        return sum(at[1] in offices for offices in self.settled[at[0]].values())

    @cached_property
    def cost(self) -> int:
        """What is spent whatever is planned: officers who cannot be seen, and what is fixed. Journeys of
        settled days count no more than the shortest way to the farthest office and back, as others may
        be visited on the way.
        """
        weights, problem = costs.weights(self.problem), self.problem
        total = weights["unplaced"] * len(self.never)
        total += weights["other_reader"] * costs.measure(problem, self.fixed)["other_reader"]
        for inspector, days in self.settled.items():
            for offices in days.values():
                total += weights["office_visits"] * len(offices)
                total += weights["office_changes"] * (len(offices) - 1)
                total += max(self._at_least(inspector, office) for office in offices)
        return total

    def _at_least(self, inspector: str, office: str) -> int:
        """The journey to an office and back by whichever places: legs that were measured may be longer
        than a way round.
        """
        weights = costs.weights(self.problem)
        known = self.problem.inspector.get(inspector)
        base = known.base if known else ""
        if not base:
            return 0
        shortest = self._shortest(base, office)
        return weights["travel"] * tens(2 * shortest)

    def _shortest(self, base: str, office: str) -> float:
        """Kilometres of the shortest way between two places, by way of any offices."""
        far = {o.id: self.problem.travel.leg(base, o.id).km for o in self.problem.offices}
        for _ in far:
            for a, b in product(far, repeat=2):
                far[b] = min(far[b], far[a] + self.problem.travel.leg(a, b).km)
        return far.get(office, 0.0)
