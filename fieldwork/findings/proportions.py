"""Shares of cases: whole per cent, how far a sample's share can be relied on, and whether two differ."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import erfc, sqrt
from statistics import NormalDist

#: The level at which the published method calls a change significant (method.md, Comparison).
LEVEL = 0.1


def rounded(share: Fraction) -> int:
    """A share in whole per cent, halves up, without ever leaving exact arithmetic."""
    return (200 * share.numerator + share.denominator) // (2 * share.denominator)


def percent(yes: int, of: int) -> int | None:
    """`yes` of `of` in whole per cent, halves up; None where there is nothing to take a share of."""
    return rounded(Fraction(yes, of)) if of else None


@dataclass(frozen=True, slots=True)
class Interval:
    """Where the population's share lies at some confidence; both ends are shares from 0 to 1."""

    low: float
    high: float


@cache
def deviations(confidence: float) -> float:
    """How many standard deviations either side hold this share of a normal distribution."""
    return NormalDist().inv_cdf((1 + confidence) / 2)


def wilson(yes: int, of: int, confidence: float, population: int | None = None) -> Interval | None:
    """Wilson's score interval for `yes` of `of`; None where `of` is 0.

    With a known `population` (never under `of`) the sampling variance is cut by the finite population
    correction (N - n) / (N - 1), so that the interval closes as the sample nears the whole.
    """
    if not of:
        return None
    share = yes / of
    z2 = deviations(confidence) ** 2 * _correction(of, population)
    centre = (share + z2 / (2 * of)) / (1 + z2 / of)
    reach = sqrt(z2 * (share * (1 - share) + z2 / (4 * of)) / of) / (1 + z2 / of)
    # The ends hold the share by definition; the arithmetic may miss it by a last digit.
    low = 0.0 if yes == 0 else min(share, max(0.0, centre - reach))
    high = 1.0 if yes == of else max(share, min(1.0, centre + reach))
    return Interval(low, high)


def _correction(of: int, population: int | None) -> float:
    if population is None:
        return 1.0
    return max(0, population - of) / (population - 1) if population > 1 else 0.0


def p_value(yes: int, of: int, other_yes: int, other_of: int) -> float | None:
    """The two-sided p of the pooled two-proportion z-test; None where a side has no cases.

    Where all cases of both sides agree there is no difference to test, and p is 1.
    """
    if not of or not other_of:
        return None
    pooled = Fraction(yes + other_yes, of + other_of)
    variance = pooled * (1 - pooled) * (Fraction(1, of) + Fraction(1, other_of))
    if not variance:
        return 1.0
    difference = Fraction(yes, of) - Fraction(other_yes, other_of)
    return erfc(sqrt(difference * difference / variance / 2))
