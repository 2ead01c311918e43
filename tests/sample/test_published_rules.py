"""The published sampler's rules, one by one, from a list in its layout to the drawn sample."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from fieldwork.programme import library
from fieldwork.sample.draw import Wish, draw
from fieldwork.sample.eligible import Candidate, Eligible, eligible
from fieldwork.sample.methods import Window, method, methods
from fieldwork.sample.read import read_list
from fieldwork.sample.strata import FIVE, shares, stratum
from tests.sample.conftest import TODAY
from tests.sample.long_lists import row, write

MATCH = ("gender", "disposal_group", "rosh")
ADULT = library.load("adult")
Drawable = Callable[..., Eligible]


@pytest.fixture
def drawable(tmp_path: Path) -> Drawable:
    """What can be drawn of these rows, by the five strata unless said."""

    def read(*rows: dict[str, str], window: Window | None = None, five: bool = True) -> Eligible:
        found = read_list(write(tmp_path / "list.csv", rows), ADULT, today=TODAY)
        return eligible(found, ADULT, method(ADULT), window, five_strata=five)

    return read


def why(found: Eligible) -> dict[str, tuple[str, str]]:
    return {one.ref or str(one.row): (one.kind, one.reason) for one in found.excluded}


def test_restricted_records_are_left_out(drawable: Drawable) -> None:
    found = drawable(row(1), row(2, family="*****", first="*****", born=""))
    assert [case.ref for case in found.candidates] == ["X100001"]
    assert why(found)["X100002"][0] == "restricted"


def test_starts_in_the_future_are_left_out(drawable: Drawable) -> None:
    found = drawable(row(1), row(2, start="03/09/2019"), row(3, start="02/09/2019"))
    assert why(found)["X100002"][0] == "future"
    assert [case.ref for case in found.candidates] == ["X100001", "X100003"]


@pytest.mark.parametrize("gender", ["", "Other", "Not known"])
def test_genders_but_male_and_female_are_left_out(drawable: Drawable, gender: str) -> None:
    found = drawable(row(1), row(2, gender=gender))
    assert "X100002" not in {case.ref for case in found.candidates}
    assert [one.row for one in found.excluded] == [4]


@pytest.mark.parametrize(
    "same",
    [
        {"pnc": "2013/0644385Q"},
        {"family": "Fox", "first": "Abigail", "born": "25/07/1973"},
        {"crn": "X123456"},
    ],
    ids=["pnc", "names and date of birth", "crn"],
)
@pytest.mark.parametrize("later_first", [False, True])
def test_the_same_person_or_case_is_kept_once_with_the_earliest_start(
    drawable: Drawable, same: dict[str, str], later_first: bool
) -> None:
    early, late = row(1, start="20/02/2019", **same), row(2, start="12/03/2019", **same)
    found = drawable(*((late, early) if later_first else (early, late)), row(3))
    assert len(found.candidates) == 2
    assert {case.facts["start_date"] for case in found.candidates} == {
        "2019-02-20",
        drawable(row(3)).candidates[0].facts["start_date"],
    }
    assert [one.kind for one in found.excluded] == ["repeated"]
    assert "its start is the earliest" in found.excluded[0].reason


def test_a_pnc_is_the_same_in_its_long_and_its_short_form(drawable: Drawable) -> None:
    found = drawable(row(1, pnc="2013/0644385Q"), row(2, pnc="13/644385Q"))
    assert found.reasons() == {"repeated": 1}


def test_a_row_that_is_left_out_for_something_else_takes_no_other_one_with_it(drawable: Drawable) -> None:
    """Exclusions come before duplicates: an earlier row of no gender does not stand for the later one."""
    same = {"pnc": "2013/0644385Q"}
    found = drawable(
        row(1, start="20/02/2019", gender="Not known", **same), row(2, start="12/03/2019", **same)
    )
    assert [case.ref for case in found.candidates] == ["X100002"]
    assert why(found)["X100001"][0] == "stratum"


def test_so_does_an_order_from_before_the_eligible_days(drawable: Drawable) -> None:
    same = {"pnc": "2013/0644385Q"}
    window = Window(date(2019, 3, 1), date(2019, 3, 31))
    found = drawable(row(1, start="20/02/2019", **same), row(2, start="12/03/2019", **same), window=window)
    assert [case.ref for case in found.candidates] == ["X100002"]
    assert why(found)["X100001"] == ("days", "It began before 1 March 2019.")


def test_both_ends_of_the_eligible_days_are_eligible(drawable: Drawable) -> None:
    days = [f"{d:02}/03/2019" for d in (3, 4, 5, 6)]
    window = Window(date(2019, 3, 4), date(2019, 3, 5))
    found = drawable(*(row(n, start=start) for n, start in enumerate(days)), window=window)
    assert [case.ref for case in found.candidates] == ["X100001", "X100002"]


@pytest.mark.parametrize(
    ("sentence", "disposal"),
    [
        ("ORA Community Order", "community"),
        ("ORA Suspended Sentence Order", "community"),
        ("CJA - Youth Rehabilitation Order", "community"),
        ("Adult Licence", "post_custody"),
        ("ORA Supervision Default Order", "post_custody"),
    ],
)
@pytest.mark.parametrize(
    ("level", "risk"),
    [("RLRH", "low"), ("RMRH", "non_low"), ("RHRH", "non_low"), ("RVHR", "non_low"), ("RVRH", "non_low")],
)
def test_men_are_in_a_stratum_by_disposal_and_serious_harm(
    drawable: Drawable, sentence: str, disposal: str, level: str, risk: str
) -> None:
    (case,) = drawable(row(1, gender="M", sentence=sentence, rosh=level)).candidates
    assert stratum(case.facts) == f"male_{disposal}_{risk}"


def test_women_are_one_stratum(drawable: Drawable) -> None:
    rows = [row(n, gender="F", rosh=level) for n, level in enumerate(("RLRH", "RMRH", "RHRH", "RVHR"))]
    assert {stratum(case.facts) for case in drawable(*rows).candidates} == {"female"}


def drawn_of(found: Eligible, size: int, seed: int = 1, **more: object) -> list[Candidate]:
    refs = set(draw(found.candidates, Wish(size, MATCH, seed=seed, **more)).refs)  # type: ignore[arg-type]
    return [case for case in found.candidates if case.ref in refs]


def test_a_stratum_is_shared_out_by_cluster_then_unit_then_officer(drawable: Drawable) -> None:
    alike = {"gender": "M", "sentence": "Adult Licence", "rosh": "RMRH"}
    rows = [row(n, cluster="Big" if n < 160 else "Small", ldu=f"Unit {n % 4}", **alike) for n in range(200)]
    found = drawable(*(one | {"officer": f"{one['ldu']} {n % 12}"} for n, one in enumerate(rows)))
    for seed in range(5):
        chosen = drawn_of(found, 50, seed)
        clusters = Counter(case.cluster for case in chosen)
        assert clusters == {"Big": 40, "Small": 10}
        units = Counter((case.cluster, case.unit) for case in chosen)
        assert all(abs(units["Big", f"Unit {n}"] - 10) <= 1 for n in range(4))
        assert max(Counter(case.officer for case in chosen).values()) <= 6


def test_what_is_beyond_six_of_one_officer_goes_to_others_of_the_unit_and_then_of_the_cluster(
    drawable: Drawable,
) -> None:
    alike = {"gender": "M", "sentence": "Adult Licence", "rosh": "RMRH"}
    held = {  # cluster, unit, officer: cases
        ("North", "A", "Busy"): 40,
        ("North", "A", "Other"): 3,
        ("North", "B", "Near"): 8,
        ("South", "C", "Far"): 9,
    }
    places = [place for place, n in held.items() for _ in range(n)]
    rows = [
        row(n, cluster=cluster, ldu=unit, officer=officer, **alike)
        for n, (cluster, unit, officer) in enumerate(places)
    ]
    chosen = Counter(case.officer for case in drawn_of(drawable(*rows), 12))
    # By share A would give 8 or 9; Busy is held to 6 and Other, of the same unit, gives what he has.
    assert chosen["Busy"] <= 6 and chosen["Other"] >= 2
    assert sum(chosen.values()) == 12
    chosen = Counter(case.officer for case in drawn_of(drawable(*rows), 21))
    assert chosen == {"Busy": 6, "Other": 3, "Near": 6, "Far": 6}


def test_a_shortfall_is_allowed_and_said(drawable: Drawable) -> None:
    found = drawable(*(row(n, officer="Only One", gender="M") for n in range(30)))
    drawn = draw(found.candidates, Wish(10, MATCH))
    assert len(drawn.refs) == 6
    assert drawn.notes == ("Only 6 of 10 could be drawn with at most 6 cases of one officer.",)


def test_a_fifth_is_drawn_on_top_as_reserves_stratum_by_stratum(drawable: Drawable) -> None:
    found = drawable(*(row(n, officer=f"Officer {n % 120}") for n in range(600)))
    drawn = draw(found.candidates, Wish(148, MATCH, seed=3))
    sizes = Counter(stratum(case.facts) for case in found.candidates)
    plain = shares(148, {name: sizes[name] for name in FIVE})
    in_all = {s.id: s.in_all for s in drawn.strata}
    assert {s.id: s.wanted for s in drawn.strata} == plain == {s.id: s.sample for s in drawn.strata}
    assert sum(in_all.values()) == 178  # 148 and a fifth, rounded
    assert all(len(refs) == in_all[name] - plain[name] for name, refs in drawn.reserves.items())
    by_ref = {case.ref: case for case in found.candidates}
    for name, refs in drawn.reserves.items():
        assert {stratum(by_ref[ref].facts) for ref in refs} <= {name}


def test_reserves_keep_to_the_officers_limit_as_far_as_they_can(drawable: Drawable) -> None:
    found = drawable(*(row(n, officer=f"Officer {n % 40}") for n in range(400)))
    drawn = draw(found.candidates, Wish(120, MATCH, seed=2))
    by_ref = {case.ref: case.officer for case in found.candidates}
    every = [*drawn.refs, *(ref for refs in drawn.reserves.values() for ref in refs)]
    assert max(Counter(by_ref[ref] for ref in every).values()) <= 6


def test_a_reserve_whose_officer_is_at_the_limit_waits_until_one_of_that_officer_goes(
    drawable: Drawable,
) -> None:
    alike = {"gender": "M", "sentence": "Adult Licence", "rosh": "RMRH"}
    rows = [row(n, officer="Busy" if n < 20 else f"Officer {n}", ldu="A", **alike) for n in range(26)]
    found = drawable(*rows)
    first = draw(found.candidates, Wish(12, MATCH, seed=4))
    by_ref = {case.ref: case.officer for case in found.candidates}
    held = [ref for ref in first.refs if by_ref[ref] == "Busy"]
    others = [ref for ref in first.refs if by_ref[ref] != "Busy"]
    assert (len(held), len(others)) == (6, 6)
    again = draw(found.candidates, Wish(12, MATCH, seed=4, withdrawn=(others[0],)))
    assert again.replaced == {others[0]: ""} and "No reserve was left" in again.notes[-1]
    again = draw(found.candidates, Wish(12, MATCH, seed=4, withdrawn=(held[0],)))
    assert by_ref[again.replaced[held[0]]] == "Busy"


def test_cases_of_another_sample_are_left_out(tmp_path: Path) -> None:
    kinds = ("Domain two", "", "Unpaid work")
    rows = [row(n, sample=kind) for n, kind in enumerate(kinds)]
    found = read_list(write(tmp_path / "list.csv", rows, "Sample"), ADULT, today=TODAY)
    parted = eligible(found, ADULT, method(ADULT), taken={"X100000": "Through the Gate"})
    assert [case.ref for case in parted.candidates] == ["X100001"]
    assert {one.ref: one.kind for one in parted.excluded} == {
        "X100000": "another_sample",
        "X100002": "another_sample",
    }
    unpaid = eligible(found, ADULT, method(ADULT, "unpaid_work")).candidates
    assert [case.ref for case in unpaid] == ["X100001", "X100002"]  # the list does not say of the first


def test_every_form_says_how_it_is_sampled_and_the_eligible_days_go_back_from_the_fieldwork() -> None:
    starts = date(2019, 9, 16)
    days = {}
    for programme in (
        ADULT,
        library.load("adult", "first-round"),
        library.load("iaow"),
        library.load("quality-impact"),
    ):
        for one in methods(programme):
            assert one.said and set(one.match) <= set(programme.facts), one.form
            assert all(value in programme.facts[fact].values for fact, value in one.minimums)
            assert str(one.window["fact"]) in programme.facts
            window = one.days(starts)
            days[programme.id, programme.edition.id, one.form] = (window.first, window.last)
    assert days["adult", "second-round", "supervision"] == (date(2019, 2, 16), date(2019, 3, 16))
    assert days["adult", "second-round", "unpaid_work"] == (None, date(2019, 6, 16))
    assert days["adult", "first-round", "through_the_gate"] == (date(2019, 7, 29), date(2019, 8, 12))
    assert len(days) == 8


def test_the_number_of_cases_is_the_usual_one_within_what_a_programme_publishes() -> None:
    assert [method(ADULT).size(n) for n in (25, 236, 3000)] == [22, 98, 156]
    area = method(library.load("iaow"))
    assert [area.size(n) for n in (40, 60, 236, 3000)] == [40, 50, 90, 90]
