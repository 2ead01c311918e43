"""Agreement of two readers: per cent and Cohen's kappa, against published figures and the definition."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldwork.findings.kappa import agreed

Table = Sequence[Sequence[int]]


def pairs(table: Table) -> list[tuple[str, str]]:
    """The pairs of a square table of counts, the first reader's answers down its side."""
    return [
        (f"{one}", f"{other}")
        for one, row in enumerate(table)
        for other, n in enumerate(row)
        for _ in range(n)
    ]


#: Kappa as worked out in textbooks for these tables; the standard errors are statsmodels' (0.14).
PUBLISHED: list[tuple[Table, float, float]] = [
    ([[20, 5], [10, 15]], 0.4, 0.12699606),
    ([[45, 15], [25, 15]], 0.13043478, 0.09866154),
    ([[25, 35], [5, 35]], 0.25925926, 0.07715973),
    # Fleiss, Levin and Paik, and others after Fleiss: three categories.
    ([[53, 5, 2], [11, 14, 5], [1, 6, 3]], 0.42857143, 0.07595883),
]


@pytest.mark.parametrize(("table", "kappa", "error"), PUBLISHED)
def test_kappa_and_its_interval_are_the_published_ones(table: Table, kappa: float, error: float) -> None:
    found = agreed(pairs(table))
    assert found.kappa == pytest.approx(kappa, abs=1e-7)
    assert found.kappa_interval is not None
    assert found.kappa_interval.low == pytest.approx(kappa - 1.95996398 * error, abs=1e-6)
    assert found.kappa_interval.high == pytest.approx(kappa + 1.95996398 * error, abs=1e-6)


ANSWERS = st.lists(st.tuples(st.sampled_from("yna"), st.sampled_from("yna")), max_size=40)


@given(ANSWERS)
def test_kappa_is_what_its_definition_says(given_pairs: list[tuple[str, str]]) -> None:
    found = agreed(given_pairs)
    n = len(given_pairs)
    assert (found.of, found.same) == (n, sum(a == b for a, b in given_pairs))
    chance = sum(
        sum(a == x for a, _ in given_pairs) / n * sum(b == x for _, b in given_pairs) / n for x in "yna" if n
    )
    if not n or chance == 1:
        assert found.kappa is None and found.undefined and found.kappa_interval is None
        return
    assert found.kappa == pytest.approx((found.same / n - chance) / (1 - chance))
    assert found.undefined == ""
    assert -1 <= found.kappa <= 1
    mirrored = agreed([(b, a) for a, b in given_pairs])
    assert mirrored.kappa == pytest.approx(found.kappa)
    if found.kappa_interval is not None:
        assert found.kappa_interval.low <= found.kappa <= found.kappa_interval.high


def test_where_kappa_is_not_defined_it_says_why_and_the_share_stands() -> None:
    assert agreed([]).percent is None and "no pairs" in agreed([]).undefined
    same = agreed([("yes", "yes")] * 12)
    assert (same.kappa, same.percent) == (None, 100)
    assert "one and the same answer throughout" in same.undefined


def test_agreement_throughout_claims_no_certainty() -> None:
    found = agreed([("yes", "yes"), ("no", "no"), ("yes", "yes")])
    assert found.kappa == 1 and found.kappa_interval is None
    share = found.interval()
    assert share is not None and share.low < 0.5
