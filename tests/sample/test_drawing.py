"""Sample sizes, strata and draws: the published vectors, and what every draw must hold to."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import sqrt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldwork.errors import Refused
from fieldwork.programme import library
from fieldwork.programme.model import Value
from fieldwork.sample.balance import Minimum
from fieldwork.sample.draw import Drawn, Wish, check, draw
from fieldwork.sample.eligible import Candidate, eligible
from fieldwork.sample.methods import Window, method
from fieldwork.sample.read import read_list
from fieldwork.sample.sizes import sample_size
from fieldwork.sample.strata import FIVE, shares, stratum

MATCH = ("gender", "disposal_group", "rosh")
LONG_LIST = Path(__file__).parents[1] / "samples" / "long-list.xlsx"
LEVELS = ("low", "medium", "high", "very_high")
SENTENCES = {"community_order": "community", "licence": "post_release"}


@pytest.mark.parametrize(("population", "n"), [(236, 98), (620, 131), (1000, 142), (3000, 156)])
def test_sizes_are_those_that_were_published(population: int, n: int) -> None:
    assert sample_size(population) == n


@given(st.integers(0, 5000), st.floats(0.5, 0.99), st.floats(1, 20))
def test_a_sample_is_never_more_than_all_and_grows_with_the_population(
    population: int, confidence: float, margin: float
) -> None:
    n = sample_size(population, confidence, margin)
    assert min(1, population) <= n <= population
    assert n <= sample_size(population + 1, confidence, margin)


@pytest.mark.parametrize("wrong", [(-1, 0.8, 5), (10, 0, 5), (10, 1, 5), (10, 80, 5), (10, 0.8, 0)])
def test_a_size_that_cannot_be_meant_is_refused(wrong: tuple[int, float, float]) -> None:
    with pytest.raises(Refused):
        sample_size(*wrong)


def test_strata_are_shared_out_as_the_published_sampler_does() -> None:
    sizes = dict(zip(FIVE, (454, 138, 327, 129, 169), strict=True))
    assert list(shares(148, sizes).values()) == [54, 17, 40, 16, 21]
    assert list(shares(148, sizes, Fraction(1, 5)).values()) == [66, 20, 48, 19, 25]


def test_cases_are_added_to_the_smallest_first_and_taken_from_the_largest_first() -> None:
    # 2.3 each makes 6 of 7: the first of the smallest gets one.
    assert shares(7, {"a": 10, "b": 10, "c": 10}) == {"a": 3, "b": 2, "c": 2}
    assert shares(7, {"a": 9, "b": 3, "c": 3}) == {"a": 4, "b": 2, "c": 1}
    # 1.5 each makes 4 of 3: the first of the largest gives one.
    assert shares(3, {"a": 5, "b": 5}) == {"a": 1, "b": 2}


@given(
    st.dictionaries(st.integers(), st.integers(0, 300), max_size=12),
    st.integers(0, 500),
    st.fractions(0, 1),
)
def test_shares_are_whole_within_each_group_and_add_up(
    sizes: dict[int, int], wanted: int, buffer: Fraction
) -> None:
    found = shares(wanted, sizes, buffer)
    assert all(0 <= found[key] <= size for key, size in sizes.items())
    assert sum(found.values()) >= min(wanted, sum(sizes.values()))
    if not buffer:
        assert sum(found.values()) == min(wanted, sum(sizes.values()))


def candidate(number: int, gender: str, sentence: str, level: str, unit: str, officer: str) -> Candidate:
    facts: Mapping[str, Value] = {
        "gender": gender,
        "sentence_type": sentence,
        "disposal_group": SENTENCES[sentence],
        "rosh": level,
        "ldu": unit,
        "ethnicity": "white" if number % 5 else "black_and_minority_ethnic",
    }
    return Candidate(f"A{number:06}", facts, unit, f"{unit} {officer}")


@st.composite
def populations(draw_from: st.DrawFn) -> list[Candidate]:
    rows = draw_from(
        st.lists(
            st.tuples(
                st.sampled_from(("male", "male", "male", "female")),
                st.sampled_from(tuple(SENTENCES)),
                st.sampled_from(LEVELS),
                st.sampled_from(("North", "South", "West")),
                st.sampled_from("ABCDEFGH"),
            ),
            min_size=1,
            max_size=150,
        )
    )
    return [candidate(n, *row) for n, row in enumerate(rows)]


@settings(max_examples=60, deadline=None)
@given(populations(), st.integers(1, 80), st.integers(0, 9), st.booleans(), st.randoms())
def test_every_draw_keeps_the_rules(
    pool: list[Candidate], size: int, seed: int, spread: bool, order: object
) -> None:
    wish = Wish(size, MATCH, seed=seed, spread=spread)
    drawn = draw(pool, wish)
    by_ref = {case.ref: case for case in pool}
    chosen = [by_ref[ref] for ref in drawn.refs]
    assert len(set(drawn.refs)) == len(drawn.refs) <= size
    if size < len(pool):
        assert max(Counter(case.officer for case in chosen).values()) <= wish.most_of_one_officer
    if len(chosen) < min(size, len(pool)):
        assert drawn.notes
    held = Counter(stratum(case.facts) for case in chosen)
    wanted = shares(min(size, len(pool)), {s.id: s.population for s in drawn.strata})
    assert all(held[name] <= wanted[name] for name in wanted)
    reserves = [ref for refs in drawn.reserves.values() for ref in refs]
    assert not set(reserves) & set(drawn.refs)
    order.shuffle(pool)  # type: ignore[attr-defined]  # a random.Random
    assert draw(pool, wish) == drawn


def big_pool() -> list[Candidate]:
    """600 cases: a sixth are women, a quarter post-custody, of 3 units and 60 officers."""
    return [
        candidate(
            n,
            "female" if n % 6 == 0 else "male",
            "licence" if n % 4 == 1 else "community_order",
            LEVELS[(n // 7) % 4],
            ("North", "South", "West")[(n // 3) % 3],
            str(n % 20),
        )
        for n in range(600)
    ]


def off(drawn: Drawn) -> float:
    """The furthest that any share of the sample is from the population's, in cases."""
    size = len(drawn.refs)
    return max(abs(c.sample - size * c.population_share) for c in drawn.composition)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("match", [MATCH, ("gender", "ethnicity"), ("gender", "rosh", "ethnicity", "ldu")])
def test_the_sample_is_made_up_as_the_population_is(match: Sequence[str], seed: int) -> None:
    drawn = draw(big_pool(), Wish(120, tuple(match), seed=seed))
    assert len(drawn.refs) == 120
    assert off(drawn) <= 1.5


def test_another_seed_draws_other_cases() -> None:
    pool = big_pool()
    assert draw(pool, Wish(120, MATCH, seed=1)).refs != draw(pool, Wish(120, MATCH, seed=2)).refs


_DRAWN_ELSEWHERE = """
from tests.sample.test_drawing import MATCH, Wish, big_pool, draw
print([draw(big_pool()[:150], Wish(30, MATCH, seed=seed)).refs for seed in range(40)])
"""


def test_a_draw_is_the_same_in_every_process() -> None:
    said = {
        subprocess.run(
            [sys.executable, "-c", _DRAWN_ELSEWHERE],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        ).stdout
        for seed in (0, 11)
    }
    assert len(said) == 1


def test_every_case_of_a_stratum_has_about_the_same_chance() -> None:
    pool, often = big_pool()[:150], 60
    samples = [draw(pool, Wish(30, MATCH, seed=seed)) for seed in range(often)]
    times = Counter(ref for drawn in samples for ref in drawn.refs)
    share = {s.id: s.sample / s.population for s in samples[0].strata}
    for case in pool:
        expected = share[str(stratum(case.facts))]
        off = abs(times[case.ref] - often * expected) / sqrt(often * expected * (1 - expected))
        assert off < 4.5, case.ref


def test_a_minimum_is_kept_and_the_rest_stays_in_proportion() -> None:
    least = Minimum("ethnicity", "black_and_minority_ethnic", 40)
    drawn = draw(big_pool(), Wish(90, ("gender", "ethnicity"), (least,), seed=3))
    held = {(c.fact, c.value): c.sample for c in drawn.composition}
    assert held["ethnicity", "black_and_minority_ethnic"] == 40
    assert abs(held["gender", "female"] - 15) <= 1


def test_a_minimum_that_cannot_be_had_takes_all_and_says_so() -> None:
    least = Minimum("gender", "female", 200)
    drawn = draw(big_pool(), Wish(150, MATCH, (least,), seed=3))
    held = {(c.fact, c.value): c.sample for c in drawn.composition}
    assert held["gender", "female"] == 100
    assert drawn.notes == ("gender is female in 100 cases, of at least 200 wanted.",)


def test_spreading_draws_from_as_many_officers_as_can_be() -> None:
    pool = big_pool()
    by_ref = {case.ref: case.officer for case in pool}
    together = draw(pool, Wish(60, ("gender",), seed=1))
    spread = draw(pool, Wish(60, ("gender",), seed=1, spread=True))
    officers = [len({by_ref[ref] for ref in one.refs}) for one in (together, spread)]
    assert officers[0] <= officers[1] == 60


def test_what_is_beyond_an_officers_limit_goes_to_others_of_the_unit() -> None:
    pool = [candidate(n, "male", "licence", "low", "North", "A" if n < 40 else "B") for n in range(50)]
    drawn = draw(pool, Wish(10, MATCH, seed=1))
    by_ref = {case.ref: case.officer for case in pool}
    assert Counter(by_ref[ref] for ref in drawn.refs) == {"North A": 6, "North B": 4}
    short = draw(pool, Wish(20, MATCH, seed=1))
    assert len(short.refs) == 12
    assert "at most 6 cases of one officer" in short.notes[0]


def test_fewer_cases_than_wanted_are_all_taken() -> None:
    pool = big_pool()[:25]
    drawn = draw(pool, Wish(30, MATCH, seed=1))
    assert drawn.refs == tuple(case.ref for case in pool)
    assert drawn.notes == ("Only 25 cases can be drawn of the 30 wanted: all are taken.",)


def test_a_withdrawn_case_is_replaced_by_a_reserve_of_its_stratum() -> None:
    pool = big_pool()
    first = draw(pool, Wish(100, MATCH, seed=5))
    by_ref = {case.ref: stratum(case.facts) for case in pool}
    gone = first.refs[:3]
    again = draw(pool, Wish(100, MATCH, seed=5, withdrawn=gone))
    assert len(again.refs) == 100 and not set(gone) & set(again.refs)
    assert set(again.refs) - set(first.refs) == set(again.replaced.values())
    assert all(by_ref[ref] == by_ref[other] for ref, other in again.replaced.items())


def test_the_long_list_is_drawn_from_with_what_was_left_out_and_why() -> None:
    programme = library.load("adult")
    found = read_list(LONG_LIST, programme, today=date(2019, 9, 1))
    every = eligible(found, programme, method(programme), five_strata=True)
    assert len(every.candidates) == 417 and len(every.excluded) == 5
    assert all(one.reason for one in every.excluded)
    assert any("restricted" in one.reason for one in every.excluded)
    window = Window(date(2019, 2, 20), date(2019, 3, 20))
    inside = eligible(found, programme, method(programme), window, five_strata=True)
    assert 0 < len(inside.candidates) < 417
    assert any(one.reason == "It began after 20 March 2019." for one in inside.excluded)


def test_unknown_facts_and_values_are_refused_by_name() -> None:
    programme = library.load("adult")
    with pytest.raises(Refused) as refused:
        check(programme, Wish(10, ("shoe_size", "family_name"), (Minimum("gender", "blue", 1),)))
    assert [p.place for p in refused.value.problems] == ["shoe_size", "family_name", "gender"]
