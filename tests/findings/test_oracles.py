"""Judged by others: intervals and tests by SciPy, sub-samples by a second reading of the programmes."""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq
from scipy.stats import binomtest, chi2_contingency, norm

from fieldwork.findings import counts
from fieldwork.findings.comparison import Figure, beside
from fieldwork.findings.counts import NOT_APPLICABLE, Base, of_answers
from fieldwork.findings.proportions import LEVEL, p_value, wilson
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.projection import answer_id
from fieldwork.programme import library
from fieldwork.programme.model import QuestionId
from tests.findings.files import LEAD, PASSPHRASE
from tests.findings.naive_routing import Naive

EDITIONS = [
    ("adult", "second-round"),
    ("adult", "first-round"),
    ("iaow", "2013-14"),
    ("quality-impact", "2016-17"),
]
CASES = 22
QUESTION = library.load("adult").questions[QuestionId("2.1.1")]


@st.composite
def figures(draw: st.DrawFn, most: int = 300) -> tuple[int, int]:
    of = draw(st.integers(1, most))
    return draw(st.integers(0, of)), of


# -- intervals and tests, by SciPy ---------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(figures(), st.sampled_from((0.8, 0.95)))
def test_an_interval_is_the_one_that_scipy_finds(figure: tuple[int, int], confidence: float) -> None:
    yes, of = figure
    expected = binomtest(yes, of).proportion_ci(confidence, method="wilson")
    found = wilson(yes, of, confidence)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(figures(), st.sampled_from((0.8, 0.95)), st.integers(1, 500))
def test_with_a_known_population_its_ends_solve_the_score_equation(
    figure: tuple[int, int], confidence: float, more: int
) -> None:
    yes, of = figure
    assume(0 < yes < of)  # at 0 and at all the share itself solves it too
    size, share = of + more, yes / of
    z = norm.ppf((1 + confidence) / 2)

    def beyond(candidate: float) -> float:
        variance = candidate * (1 - candidate) / of * (size - of) / (size - 1)
        return float((share - candidate) ** 2 - z * z * variance)

    found = wilson(yes, of, confidence, size)
    assert found is not None
    low, high = brentq(beyond, 0, share, xtol=1e-12), brentq(beyond, share, 1, xtol=1e-12)
    assert found.low == pytest.approx(low, abs=1e-6)
    assert found.high == pytest.approx(high, abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(figures(), figures())
def test_a_change_is_significant_where_scipy_says_so(one: tuple[int, int], other: tuple[int, int]) -> None:
    table = [[one[0], one[1] - one[0]], [other[0], other[1] - other[0]]]
    assume(0 < one[0] + other[0] < one[1] + other[1])
    expected = chi2_contingency(table, correction=False).pvalue
    found = p_value(*one, *other)
    assert found == pytest.approx(expected, abs=1e-9)
    assume(abs(expected - LEVEL) > 1e-6)
    count = of_answers(QUESTION, {"yes": one[0], "no": one[1] - one[0]}, Base(one[1]))
    compared = beside(count, Figure(round(100 * other[0] / other[1]), *other))
    assert compared.significant is bool(expected < LEVEL)
    assert ("significant" in compared.words) is (bool(expected < LEVEL) and compared.points != 0)


# -- which cases a question is counted over ---------------------------------------------------------


def some_facts(naive: Naive, chance: random.Random) -> dict[str, Any]:
    """What an office's list may say of a case: some of it, and all that a form needs."""
    found: dict[str, Any] = {}
    for name, fact in naive.file["facts"].items():
        if fact.get("source", "list") != "list" or fact.get("personal") or name == "reference":
            continue
        values = list(fact.get("values", {}))
        if fact.get("type") == "list":
            found[name] = chance.sample(values, chance.randint(1, 3))
        elif values and (chance.random() < 0.8 or name in ("sample_kind", "provider")):
            found[name] = chance.choice(values)
        elif fact.get("type") == "number" and chance.random() < 0.7:
            found[name] = chance.randint(0, 40)
    return found


@pytest.fixture(scope="module", params=EDITIONS, ids=lambda one: " ".join(one))
def inspected(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Inspection, Naive, list[tuple[dict[str, Any], dict[str, str]]]]]:
    """Random cases in a real file, each answered whether or not a question applies; a tenth is left open."""
    name, edition = request.param
    programme = library.load(name, edition)
    naive, chance = Naive(name, edition), random.Random(f"{name} {edition}")
    folder, cases = tmp_path_factory.mktemp("oracle"), []
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIELDWORK_HOME", str(folder / "home"))
        made = Inspection.create(
            folder / "random.fieldwork",
            PASSPHRASE,
            programme=programme,
            title="Random",
            provider="Random",
            starts=date(2019, 9, 16),
            ends=date(2019, 9, 27),
        )
        with made, made.edit(LEAD, "Random cases") as edit:
            for number in range(CASES):
                ref, given_facts = f"R{number:06}", some_facts(naive, chance)
                answers = {
                    str(q.id): chance.choice(q.answers.options).value
                    for q in programme.questions.values()
                    if q.answers and q.answers.kind == "choice" and chance.random() < 0.9
                }
                for fact, value in {"reference": ref, **given_facts}.items():
                    edit.set("case", ref, f"fact.{fact}", value)
                for question, answer in answers.items():
                    edit.set("answer", answer_id(ref, question), "value", answer)
                edit.set("case", ref, "complete", True)
                cases.append((given_facts, answers))
        with Inspection.open(folder / "random.fieldwork", PASSPHRASE, writing=False) as opened:
            yield opened, naive, cases


def test_every_base_and_share_is_the_one_of_a_second_reading(
    inspected: tuple[Inspection, Naive, list[tuple[dict[str, Any], dict[str, str]]]],
) -> None:
    inspection, naive, cases = inspected
    expected: dict[str, Counter[str]] = {}
    for given_facts, answers in cases:
        form = naive.form_of(given_facts)
        assert form is not None
        refs = {ref: value for ref, value in answers.items() if ref in naive.questions}
        for ref in naive.applies(form, given_facts, refs):
            if ref in refs and refs[ref] not in NOT_APPLICABLE:
                expected.setdefault(ref, Counter())[refs[ref]] += 1
    found = counts.together(inspection).questions
    asked = [q for q in found.values() if q.question.ref in naive.questions]
    assert len(asked) > 60 and sum(one.of for one in asked) > 500
    for one in asked:
        held = expected.get(one.question.ref, Counter())
        assert one.of == sum(held.values()), one.question.ref
        above = naive.questions[one.question.ref].get("above_line", ["yes"])
        assert one.yes is None or one.yes == sum(n for value, n in held.items() if value in above)


def test_sub_samples_are_told_apart_in_these_cases(
    inspected: tuple[Inspection, Naive, list[tuple[dict[str, Any], dict[str, str]]]],
) -> None:
    """So that the test before this one could fail."""
    inspection, _, _ = inspected
    bases = {one.of for one in counts.together(inspection).questions.values()}
    assert len(bases) > 8
