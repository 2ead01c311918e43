"""Percentages, intervals and tests against exact fractions and independent definitions."""

from fractions import Fraction
from math import sqrt
from statistics import NormalDist

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fieldwork.findings.proportions import p_value, percent, rounded, wilson


@st.composite
def counts(draw: st.DrawFn, most: int = 400) -> tuple[int, int]:
    of = draw(st.integers(1, most))
    return draw(st.integers(0, of)), of


@given(counts())
def test_a_percentage_is_the_nearest_whole_one_and_halves_go_up(case: tuple[int, int]) -> None:
    yes, of = case
    found, exact = percent(yes, of), Fraction(100 * yes, of)
    assert found is not None
    assert Fraction(-1, 2) < found - exact <= Fraction(1, 2)
    assert found == rounded(Fraction(yes, of))


@pytest.mark.parametrize(
    ("yes", "of", "whole"), [(1, 8, 13), (3, 8, 38), (20, 32, 63), (199, 200, 100), (1, 200, 1), (0, 3, 0)]
)
def test_halves_go_up_to_the_next_whole_per_cent(yes: int, of: int, whole: int) -> None:
    assert percent(yes, of) == whole


def test_nothing_has_no_percentage() -> None:
    assert percent(0, 0) is None and wilson(0, 0, 0.95) is None and p_value(0, 0, 1, 2) is None


def ends_by_halving(yes: int, of: int, z: float) -> tuple[float, float]:
    """Wilson's ends by their definition: shares from which the one found is z standard errors away."""
    share = yes / of

    def beyond(candidate: float) -> bool:
        return abs(share - candidate) > z * sqrt(candidate * (1 - candidate) / of)

    def search(inside: float, outside: float) -> float:
        for _ in range(80):
            middle = (inside + outside) / 2
            inside, outside = (inside, middle) if beyond(middle) else (middle, outside)
        return inside

    return search(share, 0.0), search(share, 1.0)


@given(counts(), st.sampled_from((0.8, 0.9, 0.95)))
def test_an_interval_is_where_the_share_found_would_be_likely(
    case: tuple[int, int], confidence: float
) -> None:
    yes, of = case
    found = wilson(yes, of, confidence)
    assert found is not None
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    low, high = ends_by_halving(yes, of, z)
    assert found.low == pytest.approx(low, abs=1e-9)
    assert found.high == pytest.approx(high, abs=1e-9)


@given(counts(), st.sampled_from((0.8, 0.95)), st.integers(0, 2000))
def test_an_interval_holds_the_share_and_narrows_with_the_population(
    case: tuple[int, int], confidence: float, more: int
) -> None:
    yes, of = case
    wide, narrow = wilson(yes, of, confidence), wilson(yes, of, confidence, of + more)
    assert wide is not None and narrow is not None
    assert 0 <= wide.low <= narrow.low <= yes / of <= narrow.high <= wide.high <= 1
    whole = wilson(yes, of, confidence, of)
    assert whole is not None and whole.low == whole.high == yes / of


def test_published_intervals() -> None:
    # 15 of 30 at 95 per cent: 0.3315 to 0.6685, as printed with many implementations of Wilson's formula.
    found = wilson(15, 30, 0.95)
    assert found is not None
    assert (round(found.low, 4), round(found.high, 4)) == (0.3315, 0.6685)


@given(counts(), counts())
def test_the_test_is_the_pooled_one_on_both_sides(one: tuple[int, int], other: tuple[int, int]) -> None:
    found = p_value(*one, *other)
    assert found is not None and 0 <= found <= 1
    assert found == p_value(*other, *one)
    pooled = (one[0] + other[0]) / (one[1] + other[1])
    assume(0 < pooled < 1)
    error = sqrt(pooled * (1 - pooled) * (1 / one[1] + 1 / other[1]))
    z = abs(one[0] / one[1] - other[0] / other[1]) / error
    assert found == pytest.approx(2 * NormalDist().cdf(-z), abs=1e-9)


def test_sides_that_agree_wholly_do_not_differ() -> None:
    assert p_value(5, 5, 30, 30) == 1.0 and p_value(0, 5, 0, 30) == 1.0
