"""The published figures of an adult inspection, from case-level answers through the command line."""

from pathlib import Path
from typing import Any

import pytest

from tests.findings import northumbria
from tests.findings.constructing import half_up
from tests.findings.files import by_ref, run

PANEL = {"2.4": "within", "4.1": "evidence", "4.2": "within"}
PERCENTAGES = [row for row in northumbria.FIGURES if row["percent"]]


def folded(label: str) -> str:
    return label.lower().replace(" ", "_")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """This inspection, rated and decided on, and the one before it."""
    folder = tmp_path_factory.mktemp("northumbria")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIELDWORK_HOME", str(folder / "home"))
        now = northumbria.make(folder / "now.fieldwork")
        before = northumbria.make_previous(folder / "before.fieldwork")
        for row in northumbria.RATINGS:
            if row["standard"].startswith("1."):
                run("rate", now, row["standard"], row["rating"], "--reason", "All the evidence together.")
        for standard in PANEL:
            rating = {r["standard"]: r["rating"] for r in northumbria.RATINGS}[standard]
            run("panel", now, standard, rating, "--reason", "The other key questions lie far above.")
    return now, before


@pytest.fixture(scope="module")
def document(files: tuple[Path, Path]) -> Any:
    return run("findings", files[0], "--against", files[1])


@pytest.fixture(scope="module")
def domain_two(files: tuple[Path, Path]) -> Any:
    return run("findings", files[0], "--where", "sample_kind=supervision", "--against", files[1])


@pytest.mark.parametrize("row", PERCENTAGES, ids=lambda row: f"{row['ref']}{row['answer']}")
def test_every_percentage_is_the_printed_one(row: dict[str, str], document: Any, domain_two: Any) -> None:
    source = domain_two if row["ref"] in northumbria.DOMAIN_TWO_ONLY else document
    found = by_ref(source)[row["ref"]]
    if row["answer"]:
        share = found["answers"][row["answer"]] / found["of"]
        assert round(100 * share) == int(row["percent"])
    else:
        assert found["percent"] == int(row["percent"])
        assert found["low"] <= 100 * found["yes"] / found["of"] + 0.05
        assert found["high"] >= 100 * found["yes"] / found["of"] - 0.05


@pytest.mark.parametrize(
    "row", [row for row in PERCENTAGES if row["of"]], ids=lambda row: f"{row['ref']}{row['answer']}"
)
def test_every_base_is_the_printed_one(row: dict[str, str], document: Any, domain_two: Any) -> None:
    source = domain_two if row["ref"] in northumbria.DOMAIN_TWO_ONLY else document
    of, stated = by_ref(source)[row["ref"]]["of"], int(row["of"])
    if (
        of != stated
    ):  # only where the printed per cent fits no number of the printed base: some did not answer
        assert row["ref"].startswith("responsible_officer") and stated - 2 <= of < stated
        assert all(half_up(yes, stated) != int(row["percent"]) for yes in range(stated + 1))


@pytest.mark.parametrize("row", northumbria.FIGURES, ids=lambda row: f"{row['ref']}{row['answer']}")
def test_every_earlier_percentage_is_the_printed_one_or_there_is_none(
    row: dict[str, str], document: Any, domain_two: Any
) -> None:
    source = domain_two if row["ref"] in northumbria.DOMAIN_TWO_ONLY else document
    found = by_ref(source)[row["ref"]]
    if row["previous"].isdigit() and row["percent"]:
        assert found["previous"] == int(row["previous"])
        assert found["significant"] in (True, False)
    elif row["previous"]:
        assert found["previous"] is None and found["significant"] is None
        assert found["comparison"] == "no comparable data available"


def test_the_changes_that_the_report_calls_significant_are(document: Any) -> None:
    found = by_ref(document)
    for ref in ("2.2.1.c", "2.2.2.a", "2.2.3.a", "2.3.3.a"):
        assert found[ref]["significant"] is True
        assert found[ref]["comparison"].startswith("significant rise")
    assert all(
        row["significant"] is True or "significant" not in row["comparison"] for row in document["questions"]
    )


@pytest.mark.parametrize("row", northumbria.RATINGS, ids=lambda row: row["standard"])
def test_every_rating_is_the_printed_one(row: dict[str, str], document: Any) -> None:
    assert by_ref(document, "standards")[row["standard"]]["rating"] == folded(row["rating"])


@pytest.mark.parametrize(
    ("standard", "lowest", "percent", "band", "decided", "near"),
    [
        ("2.1", "2.1.3", 58, "requires_improvement", None, False),
        ("2.2", "2.2.3", 51, "requires_improvement", None, True),
        ("2.3", "2.3.3", 56, "requires_improvement", None, False),
        ("2.4", "2.4.3", 48, "inadequate", "requires_improvement", True),
        ("4.1", "4.1.1", 48, "inadequate", "requires_improvement", True),
        ("4.2", "4.2.1", 64, "requires_improvement", "good", True),
    ],
)
def test_standards_stand_where_the_report_says(
    document: Any, standard: str, lowest: str, percent: int, band: str, decided: str | None, near: bool
) -> None:
    found = by_ref(document, "standards")[standard]
    assert (found["lowest"], found["percent"]) == (lowest, percent)
    assert found["band"] == found["indicated"] == band
    assert found["decided"] == decided
    assert found["near_boundary"] is near
    if decided:
        assert PANEL[standard] in {d["rule"] for d in found["discretion"] if d["to"] == decided}


def test_the_points_are_15_of_30(document: Any) -> None:
    overall = document["overall"]
    assert (overall["score"], overall["out_of"]) == (15, 30)
    assert overall["rating"] == "requires_improvement"
    assert overall["complete"] is True and overall["missing"] == []


def test_earlier_ratings_stand_beside_where_they_compare(document: Any) -> None:
    found = by_ref(document, "standards")
    for row in northumbria.RATINGS:
        if row["standard"].startswith("2."):
            assert found[row["standard"]]["previous"] == folded(row["previous"])
    assert found["4.1"]["previous"] is None and found["4.2"]["previous"] is None


def test_figures_of_all_providers_stand_beside_without_a_test(
    files: tuple[Path, Path], tmp_path: Path
) -> None:
    rows = [row for row in northumbria.FIGURES if row["all_providers"]]
    table = tmp_path / "all.csv"
    table.write_text("ref,percent\n" + "".join(f"{r['ref']},{r['all_providers']}\n" for r in rows))
    now = files[0]
    assert run("comparator", now, "add", "All providers", table) == [
        {"name": "All providers", "figures": len(rows)}
    ]
    found = by_ref(run("findings", now))
    for row in rows:
        expected = {"percent": int(row["all_providers"]), "significant": None}
        assert found[row["ref"]]["comparators"]["All providers"] == expected
    against = by_ref(run("findings", now, "--against", "All providers"))
    assert against["2.1.1"]["previous"] == 68 and against["2.1.1"]["comparison"] == "rise of 6 points"


def test_inspections_stand_side_by_side(files: tuple[Path, Path]) -> None:
    rows = run("league", *files)
    assert [row["title"] for row in rows] == ["Northumbria 2020", "Northumbria 2019"]
    assert rows[0]["overall"]["score"] == 15 and rows[0]["standards"]["4.2"] == "good"
