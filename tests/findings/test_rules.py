"""Rules of the published method that the two rebuilt inspections do not come upon, each at its edge."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from fieldwork.errors import Refused
from fieldwork.findings import decisions
from fieldwork.findings.bases import Base
from fieldwork.findings.counts import NOT_APPLICABLE, Count, of_answers
from fieldwork.findings.ratings import Decisions, StandardRating, counted
from fieldwork.programme import library
from fieldwork.programme.model import Programme, QuestionId, Value
from tests.findings.constructing import Aim, Facts, Form, construct
from tests.findings.files import by_ref, run, write
from tests.findings.test_ratings import RULE

SECOND, FIRST = library.load("adult"), library.load("adult", "first-round")


def rated(programme: Programme, standard: str, **figures: tuple[int, int]) -> StandardRating:
    """A standard with these counts, by the refs of key questions written with underscores."""
    found: dict[QuestionId, Count] = {}
    for name, (yes, of) in figures.items():
        question = programme.question(name.removeprefix("q").replace("_", "."))
        assert question is not None
        found[question.id] = of_answers(question, {"yes": yes, "no": of - yes}, Base(of))
    return counted(programme, RULE, programme.questions[QuestionId(standard)], found, Decisions())


@pytest.mark.parametrize(
    ("yes", "of", "percent", "band"),
    [
        (98, 200, 49, "inadequate"),
        (99, 200, 50, "requires_improvement"),  # 49.5
        (128, 200, 64, "requires_improvement"),
        (129, 200, 65, "good"),  # 64.5
        (158, 200, 79, "good"),
        (159, 200, 80, "outstanding"),  # 79.5
    ],
)
def test_a_half_is_rounded_up_before_the_band_is_taken(yes: int, of: int, percent: int, band: str) -> None:
    found = rated(SECOND, "2.1", q2_1_1=(yes, of))
    assert found.lowest is not None and found.indicated is not None
    assert (found.lowest.percent, found.indicated.id) == (percent, band)


@pytest.mark.parametrize(
    ("percent", "to"),
    [
        (44, None), (45, "requires_improvement"), (49, "requires_improvement"),
        (50, "inadequate"), (55, "inadequate"), (56, None), (59, None), (60, "good"), (64, "good"),
        (65, "requires_improvement"), (70, "requires_improvement"), (71, None), (74, None),
        (75, "outstanding"), (79, "outstanding"), (80, "good"), (85, "good"), (86, None),
    ],
)  # fmt: skip
def test_five_points_from_a_boundary_are_near_and_six_are_not(percent: int, to: str | None) -> None:
    # Of 1,000 cases, so that no single one would change anything.
    found = rated(SECOND, "2.1", q2_1_1=(percent * 10, 1000))
    assert found.near_boundary is (to is not None)
    assert {d.band.id for d in found.discretion} == ({to} if to else set())


def test_one_case_in_a_small_sub_sample_is_near_a_boundary_that_is_far_off() -> None:
    # 4 of 7 is 57 per cent, seven points over its boundary; 3 of 7 is 43, and 5 of 7 is 71.
    found = rated(SECOND, "2.2", q2_2_1=(97, 97), q2_2_2=(97, 97), q2_2_3=(4, 7))
    assert found.indicated is not None and found.indicated.id == "requires_improvement"
    assert {d.band.id: d.kind for d in found.discretion} == {"inadequate": "one case", "good": "one case"}


def test_key_questions_that_tie_for_the_lowest_are_all_named() -> None:
    found = rated(SECOND, "2.2", q2_2_1=(51, 100), q2_2_2=(49, 97), q2_2_3=(43, 85))
    assert found.lowest is not None and found.lowest.question.ref == "2.2.2"  # 50.52 of three at 51
    assert [q.ref for q in found.tied] == ["2.2.1", "2.2.3"]
    alone = rated(SECOND, "2.2", q2_2_1=(52, 100), q2_2_2=(49, 97))
    assert alone.tied == () and [q.ref for q in alone.uncounted] == ["2.2.3"]


def test_unpaid_work_is_rated_by_three_questions_now_and_was_by_four() -> None:
    now = rated(SECOND, "4.1", q4_1_1=(70, 100), q4_1_2=(90, 100), q4_1_4=(72, 100))
    assert now.lowest is not None and now.lowest.question.ref == "4.1.1" and now.uncounted == ()
    then = rated(FIRST, "4.1", q4_1_1r1=(70, 100), q4_1_2r1=(90, 100), q4_1_3r1=(40, 100), q4_1_4=(72, 100))
    assert then.lowest is not None and then.lowest.question.shown == "4.1.3"
    assert then.indicated is not None and then.indicated.id == "inadequate"


def test_observation_moves_unpaid_work_one_band_even_where_the_percentage_is_near_too() -> None:
    found = rated(SECOND, "4.1", q4_1_1=(64, 100), q4_1_2=(90, 100), q4_1_4=(90, 100))
    reach = {d.band.id for d in found.discretion} | {found.indicated.id if found.indicated else ""}
    assert reach == {"inadequate", "requires_improvement", "good"}
    outstanding = next(band for band in RULE.bands if band.id == "outstanding")
    with pytest.raises(Refused):
        decisions.check(RULE, found, outstanding)


# -- from cases to figures -----------------------------------------------------------------------


def case(kind: str, level: str, **more: Value) -> Facts:
    return {"sample_kind": kind, "rosh": level, "sentence_type": "community_order", **more}


@pytest.fixture(scope="module", params=[SECOND, FIRST], ids=["second", "first"])
def round_(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Programme, Any]:
    """Twenty supervision cases, five of them low; ten officers; nothing of unpaid work or the gate."""
    programme: Programme = request.param
    folder = tmp_path_factory.mktemp("round")
    given = [case("supervision", "low" if n < 5 else "high") for n in range(20)]
    says = {"0.1.16": range(20), "0.1.22": range(20)}
    officers: Sequence[Facts] = [{}] * 10
    forms = [
        construct(programme, Form("supervision", given, says), [Aim("2.1.3", count=12)]),
        construct(
            programme,
            Form("responsible_officer", officers),
            [Aim("responsible_officer_adult.1", "PSO", count=4), Aim("responsible_officer_adult.4", count=7)],
        ),
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIELDWORK_HOME", str(folder / "home"))
        path = write(folder / "made.fieldwork", programme, forms)
        return programme, (run("findings", path), run("findings", path, "--by", "officer_grade"), path)


def test_cases_deemed_low_are_left_out_of_safety_questions_but_for_assessment(
    round_: tuple[Programme, Any],
) -> None:
    _, (document, _, _) = round_
    bases = {ref: by_ref(document)[ref]["of"] for ref in ("2.1.1", "2.1.3", "2.2.3", "2.3.3", "2.4.3")}
    assert bases == {"2.1.1": 20, "2.1.3": 20, "2.2.3": 15, "2.3.3": 15, "2.4.3": 15}


def test_a_domain_that_was_not_inspected_leaves_the_total_open_and_is_named(
    round_: tuple[Programme, Any],
) -> None:
    _, (document, _, _) = round_
    overall = document["overall"]
    assert overall["complete"] is False and overall["rating"] is None and overall["out_of"] == 30
    assert [words[:3] for words in overall["missing"]] == ["1.1", "1.2", "1.3", "1.4", "4.1", "4.2"]
    points = sum(
        next(b.points for b in RULE.bands if b.id == row["rating"])
        for row in document["standards"]
        if row["rating"]
    )
    assert overall["score"] == points > 0


def test_what_officers_say_is_counted_over_officers_and_by_their_grade(round_: tuple[Programme, Any]) -> None:
    _, (document, by_grade, _) = round_
    workload = by_ref(document)["responsible_officer_adult.4"]
    assert (workload["yes"], workload["of"]) == (7, 10)
    groups = {g["value"]: by_ref(g)["responsible_officer_adult.4"]["of"] for g in by_grade["groups"]}
    assert (groups["PO"], groups["PSO"]) == (6, 4)


def test_a_group_of_few_carries_a_caution(round_: tuple[Programme, Any]) -> None:
    _, (_, by_grade, path) = round_
    officers = {g["value"]: g for g in by_grade["groups"]}
    assert officers["PSO"]["too_small"] is True and "too few" in officers["PSO"]["caution"]
    by_risk = run("findings", path, "--by", "form")["groups"]
    assert all(group["caution"] for group in by_risk)


@pytest.mark.parametrize("round_", [SECOND], indirect=True, ids=["second"])
def test_what_counts_as_a_small_number_is_said_by_the_inspection(round_: tuple[Programme, Any]) -> None:
    _, (document, _, path) = round_
    assert document["small_base"] == 30 and by_ref(document)["2.1.1"]["small"] is True
    assert run("small-base", path, "15") == {"small_base": 15}
    changed = run("findings", path)
    assert by_ref(changed)["2.1.1"]["small"] is False and by_ref(changed)["2.2.3"]["small"] is False
    assert by_ref(changed)["responsible_officer_adult.4"]["small"] is True
    run("small-base", path, "30")


def test_every_answer_has_its_share_of_those_that_count(round_: tuple[Programme, Any]) -> None:
    _, (document, _, _) = round_
    for row in document["questions"]:
        held = {v: n for v, n in row["answers"].items() if v not in NOT_APPLICABLE}
        assert row["shares"].keys() == held.keys() and sum(held.values()) == row["of"]
        for value, n in held.items():
            expected = int(100 * n / row["of"] + 0.5) if row["of"] else None
            assert row["shares"][value] == expected


@pytest.mark.parametrize("round_", [SECOND], indirect=True, ids=["second"])
def test_unfinished_readings_leave_what_they_ask_incomplete(
    round_: tuple[Programme, Any], tmp_path: Path
) -> None:
    programme, (document, _, path) = round_
    assert by_ref(document)["2.1.1"]["complete"] is True and document["to_come"] == []
    assert by_ref(document)["4.2.1"]["complete"] is False  # none was read
    copy = Path(shutil.copy(path, tmp_path / "copy.fieldwork"))
    ref = run("cases", copy)[0]["ref"]
    run("reopen", copy, ref, "--reason", "To look again")
    after = run("findings", copy)
    title = programme.forms["supervision"].title
    assert by_ref(after)["2.1.1"]["complete"] is False
    assert by_ref(after)["responsible_officer_adult.4"]["complete"] is True
    assert after["to_come"] == [f"{title}: 1 of 20 readings not complete"]


# -- comparators ------------------------------------------------------------------------------------


@pytest.mark.parametrize("round_", [SECOND], indirect=True, ids=["second"])
def test_comparators_come_from_other_inspections_counted_together(
    round_: tuple[Programme, Any], tmp_path: Path
) -> None:
    programme, (_, _, path) = round_
    files = []
    for name, yes in (("south", 3), ("east", 5)):
        given = [case("supervision", "high") for _ in range(8)]
        form = construct(programme, Form("supervision", given), [Aim("2.1.1", count=yes)])
        files.append(write(tmp_path / f"{name}.fieldwork", programme, [form], f"{name.title()} 2019"))
    made = run("comparator", path, "add", "Two others", *files)
    assert made[0]["name"] == "Two others" and made[0]["figures"] > 50
    found = by_ref(run("findings", path, "--against", "Two others"))
    assert found["2.1.1"]["previous"] == 50 and found["2.1.1"]["significant"] is not None  # 8 of 16
    one = run("comparator", path, "add", "South", files[0])
    assert next(row for row in one if row["name"] == "South")["ratings"] == 4
    before = {r["ref"]: r["previous"] for r in run("findings", path, "--against", "South")["standards"]}
    assert before["2.1"] == "inadequate" and before["1.1"] is None
    assert [row["name"] for row in run("comparator", path, "remove", "South")] == ["Two others"]
    run("comparator", path, "remove", "Nobody", status=1)


@pytest.mark.parametrize("round_", [SECOND], indirect=True, ids=["second"])
def test_a_table_of_figures_may_hold_ratings_and_say_that_nothing_compares(
    round_: tuple[Programme, Any], tmp_path: Path
) -> None:
    _, (_, _, path) = round_
    table = tmp_path / "earlier.csv"
    table.write_text(
        "ref,percent,rating\n1.1,,Requires improvement\n2.1,,inadequate\n2.1.1,81,\n"
        "2.4.1,no comparable data,\n"
    )
    assert run("comparator", path, "add", "Earlier", table)[0]["ratings"] == 2
    found = run("findings", path, "--against", "Earlier")
    standards = {row["ref"]: row["previous"] for row in found["standards"]}
    assert (standards["1.1"], standards["2.1"]) == ("requires_improvement", "inadequate")
    assert by_ref(found)["2.1.1"]["previous"] == 81
    assert by_ref(found)["2.4.1"]["comparison"] == "no comparable data available"
    run("comparator", path, "remove", "Earlier")
