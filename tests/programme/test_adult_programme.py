"""The adult programme file, beside a compact list of the rows that it has to hold."""

import csv
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fieldwork.programme.conditions import Value
from fieldwork.programme.library import load
from fieldwork.programme.loader import check
from fieldwork.programme.model import Facts, QuestionId
from fieldwork.programme.routing import form_of, route
from fieldwork.resources import resource

Row = dict[str, Any]
SOURCE = (resource("programmes") / "adult.toml").read_text(encoding="utf-8")
FILE: Row = tomllib.loads(SOURCE)
QUESTIONS: dict[str, Row] = {q["ref"]: q for q in FILE["questions"]}
ASKING = [ref for ref, q in QUESTIONS.items() if "answers" in q]
ROUNDS = ("first-round", "second-round")

with (Path(__file__).parent / "adult_rows.csv").open(encoding="utf-8", newline="") as lines:
    EXPECTED: dict[str, dict[str, str]] = {row["ref"]: row for row in csv.DictReader(lines)}


def options(answers: str | list[Row | str]) -> list[str]:
    """The option values of an answer set, named or inline; empty for free entry."""
    rows = FILE["answers"][answers].get("options", []) if isinstance(answers, str) else answers
    return [row if isinstance(row, str) else row["value"] for row in rows]


def expected_options(words: str) -> list[str]:
    sets = {"yes_no": ["yes", "no"], "yes_no_na": ["yes", "no", "na"], "text": [], "": []}
    return sets[words] if words in sets else words.split("/")


def expected_condition(words: str) -> dict[str, list[str]]:
    """`a = yes and b in x,y` as the table that the programme file holds."""
    parts = (re.fullmatch(r"(\w+) (?:=|in) (\S+)", part) for part in words.split(" and ") if part)
    return {found[1]: found[2].split(",") for found in parts if found}


def compared(condition: Row) -> Iterator[tuple[str, Any]]:
    """Each fact that a condition names, with what it is compared with."""
    for key, value in condition.items():
        if key in ("all", "any"):
            for part in value:
                yield from compared(part)
        elif key == "not":
            yield from compared(value)
        else:
            yield key, value


def conditions() -> Iterator[tuple[str, Row]]:
    for table in [*FILE["questions"], *FILE["forms"]]:
        if "applies" in table:
            yield table.get("ref") or table["id"], table["applies"]
    for name, fact in FILE["facts"].items():
        for rule in fact.get("derive", []):
            yield name, rule["when"]


def asked(form: str, given: Facts, edition: str = "second-round", **answers: str) -> set[str]:
    """What a form asks; answers are given as `a0_1_16="yes"` for 0.1.16."""
    recorded = {QuestionId(k[1:].replace("_", ".")): v for k, v in answers.items()}
    return set(route(load("adult", edition), form, given, recorded).asked)


def test_file_loads_in_both_rounds_without_a_problem() -> None:
    assert check(SOURCE, "adult.toml") == []
    assert load("adult").edition.id == "second-round"


def test_every_expected_row_is_there_once_and_no_other() -> None:
    assert Counter(q["ref"] for q in FILE["questions"]) == Counter(list(EXPECTED))


@pytest.mark.parametrize("ref", EXPECTED)
def test_row_has_its_level_answers_condition_rounds_and_comparison(ref: str) -> None:
    question, row = QUESTIONS[ref], EXPECTED[ref]
    assert question["level"] == row["level"]
    assert ("answers" in question) is bool(row["answers"])
    assert options(question.get("answers", [])) == expected_options(row["answers"])
    assert question.get("applies", {}) == expected_condition(row["applies_when"])
    assert question.get("editions", list(ROUNDS)) == row["rounds"].split()
    assert question.get("compares", "") == row["compares"]
    assert question.get("shown", ref) == ref.replace("r1", "")


def test_each_round_reads_in_the_order_of_its_numbers() -> None:
    for edition in ROUNDS:
        shown = [q.shown for q in load("adult", edition).questions.values() if q.ref.startswith("4.1")]
        assert shown == sorted(shown)
        assert len(shown) == len(set(shown))


def test_comparisons_name_a_question_of_the_round_before() -> None:
    before = load("adult", "first-round").questions
    for question in load("adult", "second-round").questions.values():
        assert question.compares is None or question.compares in before


@pytest.mark.parametrize("ref", ASKING)
def test_every_question_that_asks_has_guidance_of_a_readable_length(ref: str) -> None:
    guidance = QUESTIONS[ref]["guidance"]
    assert 80 <= len(guidance["good"]) <= 400
    assert 60 <= len(guidance["no"]) <= 400
    assert all(text.strip() == text and text.endswith(".") for text in guidance.values())


@pytest.mark.parametrize("ref", ASKING)
def test_guidance_says_when_a_question_does_not_apply(ref: str) -> None:
    question = QUESTIONS[ref]
    leaves_out = "applies" in question or "na" in options(question["answers"])
    assert not leaves_out or question["guidance"]["not_applicable"]


def test_no_guidance_is_used_twice() -> None:
    for part in ("good", "no"):
        texts = Counter(QUESTIONS[ref]["guidance"][part] for ref in ASKING)
        assert [text for text, times in texts.items() if times > 1] == []


def test_conditions_name_declared_facts_and_values() -> None:
    for place, condition in conditions():
        for fact, value in compared(condition):
            assert fact in FILE["facts"], place
            values = value["only"] if isinstance(value, dict) else value
            assert set(values) <= set(FILE["facts"][fact]["values"]), place


def test_a_fact_has_exactly_the_values_of_the_question_that_sets_it() -> None:
    asked = [*FILE["questions"], *(item for guide in FILE["guides"] for item in guide["items"])]
    setters = {q["sets"]: q for q in asked if "sets" in q}
    for name, question in setters.items():
        assert list(FILE["facts"][name]["values"]) == options(question["answers"]), name
    inspectors = {name for name, fact in FILE["facts"].items() if fact.get("source") == "inspector"}
    # The list says the grade of a case's officer; the officer, asked for the officers' own form, says it too.
    assert set(setters) == inspectors | {"officer_grade"}


def test_what_names_a_person_is_marked_personal() -> None:
    personal = {name for name, fact in FILE["facts"].items() if fact.get("personal")}
    assert personal == {"family_name", "first_names", "date_of_birth", "pnc", "responsible_officer"}


@pytest.mark.parametrize(
    ("given", "fact", "value"),
    [
        ({"sentence_type": "licence"}, "post_custody", "yes"),
        ({"sentence_type": "post_sentence_supervision"}, "disposal_group", "post_release"),
        ({"sentence_type": "suspended_sentence_order"}, "post_custody", "no"),
        ({"sentence_type": "community_order"}, "disposal_group", "community"),
        ({"requirements": ("programme", "rar")}, "programme_required", "yes"),
        ({"requirements": ("rar",)}, "programme_required", "no"),
        ({"requirements": ()}, "programme_required", None),
        ({"requirements": ("unpaid_work",)}, "unpaid_work", "yes"),
        ({"requirements": ("curfew",)}, "unpaid_work", "no"),
        ({"requirements": ("unpaid_work",)}, "upw_only", "yes"),
        ({"requirements": ("unpaid_work", "rar")}, "upw_only", "no"),
        ({"requirements": ("rar",)}, "upw_only", None),
        ({"requirements": ("rar",), "upw_only": "yes"}, "upw_only", "yes"),
        ({"rosh": "high"}, "rosh_judged", "high"),
        ({"date_of_birth": "1990-05-02", "start_date": "2019-05-01"}, "age", 28),
        ({}, "sample_kind", "supervision"),
    ],
)
def test_facts_follow_from_the_office_list(given: Facts, fact: str, value: Value | None) -> None:
    assert route(load("adult"), "supervision", given, {}).facts.get(fact) == value


@pytest.mark.parametrize("kind", ["supervision", "unpaid_work", "through_the_gate"])
def test_each_sample_has_a_form_of_its_own(kind: str) -> None:
    form = form_of(load("adult"), {"sample_kind": kind})
    assert form is not None
    assert form.id == kind


def test_safety_is_left_out_where_the_inspector_sees_low_harm() -> None:
    safety = {"2.2.3", "2.2.3.a", "2.3.3", "2.3.3.a", "2.4.3"}
    recorded_high = {"rosh": "high"}
    agreed = asked("supervision", recorded_high, a0_1_1="agree", a0_1_16="yes")
    lowered = asked("supervision", recorded_high, a0_1_1="too_high", a0_1_2="low", a0_1_16="yes")
    assert safety <= agreed
    assert not safety & lowered
    assert "2.1.3" in lowered


def test_a_low_level_on_record_is_asked_about_safety_once_the_inspector_raises_it() -> None:
    raised = asked("supervision", {"rosh": "low"}, a0_1_1="too_low", a0_1_2="medium")
    assert "2.2.3" in raised
    assert "2.2.3" not in asked("supervision", {"rosh": "low"}, a0_1_1="agree", a0_1_2="medium")


def test_reviewing_for_safety_needs_harm_and_a_review_that_was_due() -> None:
    assert "2.4.3" not in asked("supervision", {"rosh": "high"}, a0_1_16="no")
    assert "2.4.3" in asked("supervision", {"rosh": "high"}, a0_1_16="yes")


def test_first_round_asks_its_own_prompts_on_domestic_abuse() -> None:
    case: Facts = {"rosh": "medium"}
    assert "2.2.3.e" in asked("supervision", case, "first-round", a0_1_9="yes")
    assert "2.2.3.e" not in asked("supervision", case, "first-round", a0_1_9="no_clear_record")
    assert "2.2.3.e" not in asked("supervision", case, "second-round", a0_1_9="yes")


def test_officer_contact_on_unpaid_work_is_asked_only_beside_other_requirements() -> None:
    both: Facts = {"sample_kind": "unpaid_work", "requirements": ("unpaid_work", "rar")}
    alone: Facts = {"sample_kind": "unpaid_work", "requirements": ("unpaid_work",)}
    assert "4.1.2.c" in asked("unpaid_work", both)
    assert "4.1.2.c" not in asked("unpaid_work", alone)


def test_office_list_may_give_a_first_value_that_the_inspector_then_corrects() -> None:
    given: Facts = {"domestic_abuse": "yes"}
    programme = load("adult")
    assert route(programme, "supervision", given, {}).facts["domestic_abuse"] == "yes"
    corrected = route(programme, "supervision", given, {QuestionId("0.1.9"): "no"})
    assert corrected.facts["domestic_abuse"] == "no"


def test_rating_scales_are_those_of_the_standards() -> None:
    rating = load("adult").rating
    assert rating is not None
    assert [(b.start, b.points) for b in rating.bands] == [(0, 0), (50, 1), (65, 2), (80, 3)]
    assert [b.start for b in rating.overall] == [0, 6, 16, 26]
    assert len(rating.standards) + len(rating.judged) == 10
    assert rating.moved_by_evidence == {"4.1": 1}


def test_every_interview_guide_that_the_programme_uses_is_whole() -> None:
    lengths = {guide_id: len(guide.items) for guide_id, guide in load("adult").guides.items()}
    assert lengths == {
        "responsible_officer_adult": 27,
        "service_user": 13,
        "unpaid_work_observation": 15,
        "middle_manager_group": 14,
        "senior_leader": 16,
        "sentencer": 12,
        "partner_agency": 11,
    }
