"""The published figures of an inspection without ratings, from answers through the command line."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from fieldwork.programme import library
from tests.findings import norfolk
from tests.findings.constructing import half_up, in_grid
from tests.findings.files import by_ref, run

WHOLE = [row for row in norfolk.FIGURES if not row["where"]]
PARTS = [row for row in norfolk.FIGURES if row["where"]]


def name(row: dict[str, str]) -> str:
    return f"{row['ref']} {row['answer']} {row['where']}"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("norfolk")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIELDWORK_HOME", str(folder / "home"))
        return norfolk.make(folder / "made.fieldwork")


@pytest.fixture(scope="module")
def document(file: Path) -> Any:
    return run("findings", file)


@pytest.fixture(scope="module")
def groups(file: Path) -> dict[str, Any]:
    """The groups by fact=value, each by ref."""
    found = {}
    for fact in ("gender", "officer_grade"):
        for group in run("findings", file, "--by", fact)["groups"]:
            found[f"{fact}={group['value']}"] = by_ref(group)
    return found


def check(row: dict[str, str], found: dict[str, Any]) -> None:
    given = found["answers"][row["answer"]] if row["answer"] else found["yes"]
    if row["count"]:
        assert given == int(row["count"])
    if row["percent"]:
        assert half_up(given, found["of"]) == int(row["percent"])
        assert row["answer"] or found["percent"] == int(row["percent"])


@pytest.mark.parametrize("row", WHOLE, ids=name)
def test_every_figure_is_the_printed_one(row: dict[str, str], document: Any) -> None:
    found = by_ref(document)[row["ref"]]
    check(row, found)
    if row["of"]:
        of, stated = found["of"], int(row["of"])
        assert of == stated or all(half_up(n, stated) != int(row["percent"]) for n in range(stated + 1))


@pytest.mark.parametrize("row", PARTS, ids=name)
def test_every_figure_of_a_sub_group_is_the_printed_one(row: dict[str, str], groups: dict[str, Any]) -> None:
    found = groups[row["where"]][row["ref"]]
    check(row, found)
    assert not row["of"] or found["of"] == int(row["of"])
    assert found["small"] is (found["of"] < 30)


def test_every_outcome_has_the_printed_score(document: Any) -> None:
    found = {row["ref"]: row["percent"] for row in document["averages"]["outcomes"]}
    assert found == norfolk.OUTCOMES
    assert document["standards"] == [] and document["overall"] is None


def test_scores_are_the_averages_of_their_questions(document: Any) -> None:
    programme = library.load("iaow")
    shares: dict[str, Fraction] = {}
    for row in document["questions"]:
        question = programme.questions[row["id"]]
        if question.scored and not in_grid(question) and row["yes"] is not None and row["of"]:
            shares[row["id"]] = Fraction(row["yes"], row["of"])
    criteria: dict[str, list[Fraction]] = {}
    outcomes: dict[str, list[Fraction]] = {}
    for question_id, share in shares.items():
        question = programme.questions[question_id]  # type: ignore[index]  # ids of the document
        criteria.setdefault(question.tags["criterion"], []).append(share)
        for outcome in {question.ref[0], *question.counts_in}:
            outcomes.setdefault(outcome, []).append(share)
    for kind, expected in (("criteria", criteria), ("outcomes", outcomes)):
        for row in document["averages"][kind]:
            held = expected[row["ref"]]
            mean = sum(held, Fraction(0)) / len(held)
            assert row["percent"] == int(100 * mean + Fraction(1, 2)) and row["parts"] == len(held)
    assert {"5.1", "5.2", "5.3"} <= criteria.keys()
    assert len(outcomes["4"]) == sum(len(criteria[c]) for c in ("4.1", "4.2", "4.3", "4.4")) + 6


def test_the_score_of_reoffending_could_not_be_with_the_grid(document: Any) -> None:
    """However the questions without a figure were answered, the average would stay below the printed one."""
    grid = {
        cell["ref"] for row in document["grids"][0]["rows"] for cell in row.values() if isinstance(cell, dict)
    }
    printed = {row["ref"] for row in norfolk.FIGURES}
    best = []
    for row in document["questions"]:
        counted = row["ref"].startswith("3.") and not row["ref"].endswith(".a")
        if counted and row["yes"] is not None and library.load("iaow").questions[row["id"]].scored:
            known = row["ref"] in printed and row["ref"] != "3.2.2"
            best.append((row["ref"] in grid, Fraction(row["yes"], row["of"]) if known else Fraction(1)))
    assert sum(share for _, share in best) / len(best) < Fraction(655, 1000)
    without = [share for inside, share in best if not inside]
    assert sum(without, Fraction(0)) / len(without) > Fraction(66, 100)


def test_a_stage_averages_its_criteria(document: Any) -> None:
    exact = {row["ref"]: row["exact"] for row in document["averages"]["criteria"]}
    stages = {row["ref"]: row for row in document["averages"]["stages"]}
    assessment = [exact[c] for c in ("1.1", "2.1", "3.1", "4.1", "5.1")]
    assert stages["assessment"]["exact"] == pytest.approx(sum(assessment) / 5, abs=0.02)
    assert stages["victim_work"]["exact"] == exact["5.5"]


def test_the_grid_has_the_printed_rows_the_commonest_factor_first(document: Any) -> None:
    (grid,) = document["grids"]
    rows = grid["rows"]
    assert [row["found"]["yes"] for row in rows] == [59, 33, 32, 31, 30, 30, 28, 20, 20, 15]
    assert [row["enough"]["percent"] for row in rows] == [47, 36, 50, 45, 37, 40, 61, 60, 45, 33]
    assert [row["progress"]["percent"] for row in rows] == [29, 36, 44, 23, 33, 20, 43, 30, 40, 20]
    assert all(row["found"]["of"] == 62 for row in rows)


def test_answers_without_a_line_are_counted_all_the_same(document: Any) -> None:
    found = by_ref(document)
    assert found["4.2.14"]["answers"] == {"effective": 7, "present_no_difference": 4, "none": 17}
    safer = found["victim_questionnaire.9"]
    assert safer["answers"]["safer"] == 18 and safer["yes"] is None and safer["percent"] is None
