"""Quality and Impact: counts by provider and of all together, three-way answers, and needs as a grid."""

import random
from typing import Any

import pytest

from fieldwork.programme import library
from fieldwork.programme.model import QuestionId
from tests.findings.constructing import Aim, Form, construct
from tests.findings.files import by_ref, run, write


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("quality")
    programme = library.load("quality-impact")
    chance = random.Random(4)
    given = [{"provider": "CRC" if n < 30 else "NPS", "rosh": "medium", "rar_days": n % 3} for n in range(48)]
    aims = [
        Aim("2.4.1", count=20, where=("provider", "CRC")),
        Aim("2.4.1", "hindered_by_lack_of_engagement", count=6, where=("provider", "CRC")),
        Aim("2.4.1", count=9, where=("provider", "NPS")),
        Aim("2.7.2.a", count=31),
        Aim("2.7.2.b", count=12),
        Aim("2.7.1.a", count=19),
        Aim("3.6.1", "no_enforced", count=11),
    ]
    form = construct(programme, Form("case", given), aims)
    for answers in form.answers:  # some prompts on which nothing rests turn out not to apply
        if QuestionId("1.4.1") in answers and chance.random() < 0.3:
            answers[QuestionId("1.4.1")] = "na"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIELDWORK_HOME", str(folder / "home"))
        return run("findings", write(folder / "made.fieldwork", programme, [form], "Norwold 2017"))


def test_counts_are_by_provider_and_together_without_being_asked(document: Any) -> None:
    assert document["by"] == "provider"
    assert [(g["value"], g["readings"]) for g in document["groups"]] == [
        ("CRC", {"case": 30}),
        ("NPS", {"case": 18}),
    ]
    whole = by_ref(document)
    parts = [by_ref(group) for group in document["groups"]]
    assert all(whole[ref]["of"] == sum(part[ref]["of"] for part in parts) for ref in whole)
    assert [part["2.4.1"]["yes"] for part in parts] == [20, 9] and whole["2.4.1"]["yes"] == 29


def test_three_way_answers_are_all_counted(document: Any) -> None:
    found = by_ref(document["groups"][0])["2.4.1"]
    assert found["answers"] == {"sufficient": 20, "insufficient": 4, "hindered_by_lack_of_engagement": 6}
    assert by_ref(document)["3.6.1"]["percent"] == 100  # abided by it, or was rightly enforced


def test_what_does_not_apply_is_left_out_of_the_base(document: Any) -> None:
    found = by_ref(document)["1.4.1"]
    assert found["answers"]["na"] > 0 and found["of"] == 48 - found["answers"]["na"]


def test_needs_are_listed_by_how_common_they_are(document: Any) -> None:
    (grid,) = document["grids"]
    found = [row["found"]["yes"] for row in grid["rows"]]
    assert found == sorted(found, reverse=True)
    drugs = next(row for row in grid["rows"] if row["ref"] == "2.7.2")
    assert (drugs["found"]["yes"], drugs["enough"]["of"], drugs["enough"]["yes"]) == (31, 31, 12)
    money = next(row for row in grid["rows"] if row["ref"] == "2.7.10")
    assert "progress" not in money


def test_there_are_neither_ratings_nor_averages(document: Any) -> None:
    assert document["standards"] == [] and document["overall"] is None and document["averages"] is None
