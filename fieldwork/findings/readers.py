"""One reader beside the others: how far apart their yes-rates are, and whether chance explains it."""

from collections.abc import Iterable
from dataclasses import dataclass

from fieldwork.findings.counts import Count
from fieldwork.findings.proportions import LEVEL, p_value, percent

#: With fewer cases on either side nothing is said of a difference but its size.
LEAST = 10


@dataclass(frozen=True, slots=True)
class Beside:
    """One reader's answers above the line beside all other readers' to the same questions.

    `points` is the difference of the two whole percentages. `p` is that of the pooled two-proportion test,
    None where a side has under `LEAST` answers. One reader's cases are not those of another, and of many
    comparisons some differ by chance: a difference is a reason to look, never a finding.
    """

    yes: int
    of: int
    others_yes: int
    others_of: int

    @property
    def percent(self) -> int | None:
        return percent(self.yes, self.of)

    @property
    def points(self) -> int | None:
        mine, others = self.percent, percent(self.others_yes, self.others_of)
        return None if mine is None or others is None else mine - others

    @property
    def p(self) -> float | None:
        if min(self.of, self.others_of) < LEAST:
            return None
        return p_value(self.yes, self.of, self.others_yes, self.others_of)

    @property
    def apart(self) -> bool:
        """Whether chance alone would seldom lead to such a difference."""
        return self.p is not None and self.p < LEVEL


def beside(own: Count, every: Count) -> Beside | None:
    """A reader's count of a question beside the rest of all readers'; None for one without a line."""
    if own.yes is None or every.yes is None:
        return None
    return Beside(own.yes, own.of, every.yes - own.yes, every.of - own.of)


def together(found: Iterable[Beside]) -> Beside:
    """Several questions as one, such as all key questions of a reader."""
    parts = list(found)
    return Beside(
        sum(one.yes for one in parts),
        sum(one.of for one in parts),
        sum(one.others_yes for one in parts),
        sum(one.others_of for one in parts),
    )
