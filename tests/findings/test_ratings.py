"""Bands and what the panel may do, on every small set of counts."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldwork.errors import Refused
from fieldwork.findings import decisions, ratings
from fieldwork.findings.counts import Base, Count, of_answers
from fieldwork.findings.proportions import percent
from fieldwork.findings.ratings import Decisions, StandardRating, band_of
from fieldwork.programme import library
from fieldwork.programme.model import Band, Programme, QuestionId, RatingRule

ADULT = library.load("adult")
assert ADULT.rating is not None
RULE: RatingRule = ADULT.rating
NAMES = [band.id for band in RULE.bands]

shares = st.integers(1, 120).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


def counted(
    standard: str, figures: Sequence[tuple[int, int]], panel: str = "", programme: Programme = ADULT
) -> StandardRating:
    """A standard with these counts of its key questions, in order."""
    found: dict[QuestionId, Count] = {}
    row = programme.questions[QuestionId(standard)]
    keys = [q for q in programme.children(row.id) if q.answers and q.answers.kind == "choice"]
    for question, (yes, of) in zip(keys, figures, strict=False):
        found[question.id] = of_answers(question, {"yes": yes, "no": of - yes}, Base(of))
    return ratings.counted(programme, RULE, row, found, Decisions(panel=panel))


@pytest.mark.parametrize(
    ("number", "name"),
    [(0, 0), (49, 0), (50, 1), (64, 1), (65, 2), (79, 2), (80, 3), (100, 3)],
)
def test_bands_begin_where_the_programme_says(number: int, name: int) -> None:
    assert band_of(RULE.bands, number) == RULE.bands[name]


@given(st.integers(0, 100), st.integers(0, 100))
def test_bands_rise_with_the_percentage(one: int, other: int) -> None:
    low, high = sorted((one, other))
    assert band_of(RULE.bands, low).points <= band_of(RULE.bands, high).points


@given(st.lists(shares, min_size=3, max_size=3))
def test_a_standard_takes_the_band_of_its_lowest_key_question(figures: list[tuple[int, int]]) -> None:
    found = counted("2.1", figures)
    whole = [percent(*figure) or 0 for figure in figures]
    assert found.lowest is not None and found.lowest.percent == min(whole)
    assert found.indicated == found.rating == band_of(RULE.bands, min(whole))


def standing(figures: Sequence[tuple[int, int]]) -> Band:
    return band_of(RULE.bands, min(percent(*figure) or 0 for figure in figures))


def allowed(figures: Sequence[tuple[int, int]]) -> set[str]:
    """What the panel may decide, by the words of the method, worked out the slow way."""
    here = standing(figures)
    lowest = min(percent(*figure) or 0 for figure in figures)
    found = {here.id}
    place = NAMES.index(here.id)
    for boundary in (50, 65, 80):
        other = band_of(RULE.bands, boundary if lowest < boundary else boundary - 1)
        if abs(lowest - boundary) <= 5 and abs(NAMES.index(other.id) - place) == 1:
            found.add(other.id)
    for at, (yes, of) in enumerate(figures):
        for changed in (yes - 1, yes + 1):
            if 0 <= changed <= of:
                then = standing([*figures[:at], (changed, of), *figures[at + 1 :]])
                step = NAMES.index(then.id) - place
                if step:
                    found.add(NAMES[place + (1 if step > 0 else -1)])
    return found


@given(st.lists(shares, min_size=3, max_size=3), st.sampled_from(NAMES))
def test_the_panel_never_decides_outside_the_rules(figures: list[tuple[int, int]], wanted: str) -> None:
    band = next(b for b in RULE.bands if b.id == wanted)
    found = counted("2.1", figures)
    assert {d.band.id for d in found.discretion} | {standing(figures).id} == allowed(figures)
    assert found.near_boundary is (len(allowed(figures)) > 1)
    if wanted in allowed(figures):
        decisions.check(RULE, found, band)
        assert counted("2.1", figures, wanted).rating == band
    else:
        with pytest.raises(Refused) as refused:
            decisions.check(RULE, found, band)
        assert refused.value.problems and "Within the rules" in refused.value.advice
        late = counted("2.1", figures, wanted)
        assert late.rating == standing(figures) and "decide again" in late.note


@given(st.lists(shares, min_size=3, max_size=3))
def test_evidence_moves_unpaid_work_one_band_and_no_other_standard(figures: list[tuple[int, int]]) -> None:
    place = NAMES.index(standing(figures).id)
    reach = {d.band.id for d in counted("4.1", figures).discretion if d.kind == "evidence"}
    assert reach == {NAMES[n] for n in (place - 1, place + 1) if 0 <= n < len(NAMES)}
    assert not [d for d in counted("4.2", figures).discretion if d.kind == "evidence"]


def test_the_first_round_has_no_evidence_to_move_unpaid_work_by() -> None:
    found = counted("4.1", [(57, 100)] * 4, programme=library.load("adult", "first-round"))
    assert found.lowest is not None and found.discretion == ()


def test_a_question_in_words_and_one_without_cases_are_not_the_lowest() -> None:
    found = counted("2.4", [(60, 100), (70, 100)])
    assert found.lowest is not None and found.lowest.question.ref == "2.4.1"
    assert counted("2.4", []).indicated is None


def test_one_case_may_matter_in_a_question_that_is_not_the_lowest() -> None:
    # 2 of 3 is 67; 80 of 120 is 67 too. One no more in the small one is 33, far from any boundary.
    found = counted("2.1", [(80, 120), (2, 3), (110, 120)])
    assert ("inadequate" in {d.band.id for d in found.discretion}) is False
    assert {d.band.id for d in found.discretion if d.kind == "one case"} == {"requires_improvement"}


@given(st.lists(st.sampled_from(RULE.bands), min_size=10, max_size=10))
def test_points_add_up_to_the_overall_rating(bands: list[Band]) -> None:
    rated = [
        StandardRating(ADULT.questions[standard], False, rating=band)
        for standard, band in zip([*RULE.judged, *RULE.standards], bands, strict=True)
    ]
    found = ratings.overall(RULE, rated)
    score = sum(band.points for band in bands)
    expected = 0 if score <= 5 else 1 if score <= 15 else 2 if score <= 25 else 3
    assert (found.score, found.out_of) == (score, 30)
    assert found.complete and found.rating == RULE.overall[expected]
    part = ratings.overall(RULE, [*rated[:-1], StandardRating(rated[-1].standard, False)])
    assert part.rating is None and not part.complete
    assert part.missing == ("4.2 Through the Gate: a completed reading that answers it",)


def test_another_scale_is_another_table() -> None:
    # Nine standards, 27 points: what was published after the second round (codes.md).
    rule = RatingRule(RULE.bands, RULE.overall, RULE.standards[:5], RULE.judged)
    rated = [
        StandardRating(ADULT.questions[q], False, rating=RULE.bands[0])
        for q in (*rule.judged, *rule.standards)
    ]
    assert (ratings.overall(rule, rated).score, ratings.overall(rule, rated).out_of) == (0, 27)
