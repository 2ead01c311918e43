"""How far two readers agree on the same things: per cent, and Cohen's kappa with its interval.

Cohen (1960): kappa = (observed - expected) / (1 - expected), where `expected` is the agreement that two
readers with these habits would reach by chance. Unweighted. The interval is the large-sample one of Fleiss,
Cohen and Everitt (1969).
"""

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from fieldwork.findings.proportions import Interval, deviations, percent, wilson

#: How the figures are made, for whoever prints them.
METHOD = (
    "Agreement is the share of pairs in which both readers gave the same answer, with Wilson's interval. "
    "Kappa is Cohen's, unweighted (Cohen 1960), with the interval of Fleiss, Cohen and Everitt (1969). "
    "Under a standard, a reader or the whole, the pairs of all questions are counted together."
)

_NOTHING = 1e-6  # what the arithmetic may leave of a standard error of nothing


@dataclass(frozen=True, slots=True)
class Agreed:
    """Agreement over pairs of answers: `same` of `of`. Shares are from 0 to 1, kappa from -1 to 1.

    `kappa` is None where it is not defined, and `undefined` then says why. It has no interval where its
    standard error comes out as nothing, as with agreement throughout: certainty that few pairs cannot give.
    """

    same: int
    of: int
    kappa: float | None
    kappa_interval: Interval | None
    undefined: str

    @property
    def percent(self) -> int | None:
        """Whole per cent, halves up; None where there are no pairs."""
        return percent(self.same, self.of)

    def interval(self, confidence: float = 0.95) -> Interval | None:
        """Wilson's interval for the share of pairs that agree."""
        return wilson(self.same, self.of, confidence)


def agreed(pairs: Iterable[tuple[Hashable, Hashable]], confidence: float = 0.95) -> Agreed:
    """The agreement of these pairs, the first reader's answer first."""
    cells = Counter(pairs)
    of = cells.total()
    same = sum(n for (one, other), n in cells.items() if one == other)
    if not of:
        return Agreed(0, 0, None, None, "there are no pairs of answers")
    first, again = _margins(cells)
    expected = sum((Fraction(first[a] * again[a], of * of) for a in first), Fraction())
    if expected == 1:
        return Agreed(same, of, None, None, "both readers gave one and the same answer throughout")
    kappa = float((Fraction(same, of) - expected) / (1 - expected))
    reach = deviations(confidence) * _deviation(cells, kappa, float(expected))
    ends = Interval(max(-1.0, kappa - reach), min(1.0, kappa + reach)) if reach > _NOTHING else None
    return Agreed(same, of, kappa, ends, "")


_Cells = Counter[tuple[Hashable, Hashable]]


def _margins(cells: _Cells) -> tuple[Counter[Hashable], Counter[Hashable]]:
    """How often each reader gave each answer."""
    first: Counter[Hashable] = Counter()
    again: Counter[Hashable] = Counter()
    for (one, other), n in cells.items():
        first[one] += n
        again[other] += n
    return first, again


def _deviation(cells: _Cells, kappa: float, expected: float) -> float:
    """The standard error of kappa where the readers do agree beyond chance (Fleiss and others 1969, (13))."""
    of = cells.total()
    first, again = _margins(cells)
    agreeing = sum(
        n / of * (1 - (first[one] + again[one]) / of * (1 - kappa)) ** 2
        for (one, other), n in cells.items()
        if one == other
    )
    differing = sum(
        n / of * ((first[other] + again[one]) / of) ** 2 for (one, other), n in cells.items() if one != other
    )
    rest = (kappa - expected * (1 - kappa)) ** 2
    variance = (agreeing + (1 - kappa) ** 2 * differing - rest) / ((1 - expected) ** 2 * of)
    return sqrt(max(0.0, variance))
