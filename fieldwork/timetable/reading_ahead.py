"""Whether an inspector can read the cases before the interviews about them.

An inspector reads in every half-day that they are available and interview nobody. The cases of an
interview are read `ahead` whole half-days before it, so by each half-day so many minutes must be read.
"""

from bisect import bisect_left
from collections.abc import Collection, Mapping

from fieldwork.timetable.options import half_days
from fieldwork.timetable.problem import HalfDay, Problem


class ReadingAhead:
    """The half-days of each inspector in which reading can be done. Minutes throughout."""

    def __init__(self, problem: Problem) -> None:
        self.rules = problem.reading
        order = {half_day: n for n, half_day in enumerate(half_days(problem))}
        self.place = order
        self._own = {i.id: i.reads for i in problem.inspectors if i.reads is not None}
        self._free = {
            inspector: sorted(order[half_day] for half_day in halves)
            for inspector, halves in problem.available.items()
        }

    @property
    def planned(self) -> bool:
        """Whether reading is planned at all."""
        return self.rules.minutes > 0

    def capacity(self, inspector: str, half_day: HalfDay) -> int:
        """What can be read before an interview in this half-day by someone who interviews nobody."""
        halves = bisect_left(self._free.get(inspector, []), self.place[half_day] - self.rules.ahead)
        return self.minutes(inspector) * (self.rules.before + halves)

    def minutes(self, inspector: str) -> int:
        """What somebody reads in a half-day."""
        return self._own.get(inspector, self.rules.minutes)

    def counts(self, busy: HalfDay, half_day: HalfDay) -> bool:
        """Whether interviewing in the one half-day takes reading time from interviews in the other."""
        return self.place[busy] < self.place[half_day] - self.rules.ahead

    def shortage(self, inspector: str, needs: Mapping[HalfDay, int], busy: Collection[HalfDay]) -> int:
        """Minutes that cannot be read in time, where `needs` must be read for each half-day; 0 is well."""
        known = [half_day for half_day in sorted(needs) if half_day in self.place]
        free = self._free.get(inspector, [])
        taken = [half_day for half_day in busy if half_day in self.place and self.place[half_day] in free]
        short, so_far = 0, 0
        for half_day in known:
            so_far += needs[half_day]
            lost = sum(1 for other in taken if self.counts(other, half_day))
            short = max(short, so_far - self.capacity(inspector, half_day) + self.minutes(inspector) * lost)
        return short
