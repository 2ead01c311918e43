"""The cheapest plan so far, and what is proved about all plans."""

from collections.abc import Sequence

from fieldwork.timetable import costs
from fieldwork.timetable.plan import PlannedInterview
from fieldwork.timetable.problem import Problem
from fieldwork.timetable.search import Watch
from fieldwork.timetable.sharing import unevenness


class Best:
    """Attributes: `interviews` of the cheapest plan, its `cost`, and the `bound` that none is below (`None`
    until one is proved). `keep` is the plan that is to change as little as possible.
    """

    def __init__(
        self,
        problem: Problem,
        keep: Sequence[PlannedInterview],
        first: Sequence[PlannedInterview],
        watch: Watch,
    ) -> None:
        self.problem, self.keep, self._watch = problem, tuple(keep), watch
        self.interviews = list(first)
        self.cost = self.price(first)
        self.bound: float | None = None
        self._rank = self._ranked(first)
        watch.tell(self.cost, 0.0)

    def price(self, interviews: Sequence[PlannedInterview]) -> int:
        """What a plan costs."""
        return costs.price(self.problem, interviews, self.keep)

    def take(self, interviews: Sequence[PlannedInterview]) -> bool:
        """Remember a plan if it is better, or as good: that may be a way on. Whether it is better."""
        rank, before = self._ranked(interviews), self._rank
        if rank <= before:
            self.interviews, self.cost, self._rank = list(interviews), rank[0], rank
            self._watch.tell(self.cost, self.bound or 0.0)
        return rank < before

    def prove(self, bound: float) -> None:
        """Remember that no plan costs less."""
        self.bound = max(bound, self.bound or 0.0)
        self._watch.tell(self.cost, self.bound)

    @property
    def proved(self) -> bool:
        """Whether no plan is cheaper: costs are whole numbers."""
        return self.bound is not None and self.cost < self.bound + 1 - 1e-6

    @property
    def missing(self) -> list[str]:
        """Officers without an interview."""
        placed = {i.officer for i in self.interviews}
        return [officer.id for officer in self.problem.officers if officer.id not in placed]

    def _ranked(self, interviews: Sequence[PlannedInterview]) -> tuple[int, int]:
        """The price, and among equals how far people and days are from even shares."""
        shares = (costs.loads(self.problem, interviews), costs.day_loads(self.problem, interviews))
        return self.price(interviews), sum(unevenness(list(loads.values())) for loads in shares)
