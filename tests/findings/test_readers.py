"""A reader beside the others: differences with the numbers behind them, and when they are worth a look."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency

from fieldwork.findings.readers import LEAST, Beside, together

NUMBERS = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted)


def test_the_difference_is_of_the_printed_percentages() -> None:
    one = Beside(9, 12, 50, 83)
    assert (one.percent, one.points) == (75, 15)
    assert Beside(0, 0, 5, 9).points is None and Beside(3, 4, 0, 0).points is None


@given(NUMBERS, NUMBERS)
def test_it_is_tested_as_two_proportions_are(mine: list[int], others: list[int]) -> None:
    one = Beside(*mine, *others)
    if min(one.of, one.others_of) < LEAST:
        assert one.p is None and not one.apart
        return
    pooled = one.yes + one.others_yes
    if pooled in (0, one.of + one.others_of):
        assert one.p == 1.0  # all agree: there is nothing to test
        return
    table = [[one.yes, one.of - one.yes], [one.others_yes, one.others_of - one.others_yes]]
    p = chi2_contingency(table, correction=False).pvalue  # the square of the same test
    assert one.p == pytest.approx(p)
    assert one.apart == (p < 0.1)


@given(st.lists(st.tuples(NUMBERS, NUMBERS), max_size=6))
def test_several_questions_are_added_up(parts: list[tuple[list[int], list[int]]]) -> None:
    whole = together(Beside(*mine, *others) for mine, others in parts)
    assert whole.of == sum(mine[1] for mine, _ in parts)
    assert whole.others_yes == sum(others[0] for _, others in parts)
