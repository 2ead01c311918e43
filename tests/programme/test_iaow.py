"""The adult offending inspection's programme file, beside a compact list of the rows that it has to hold."""

from collections import Counter
from typing import Any

import pytest

from fieldwork.programme.conditions import Value
from fieldwork.programme.loader import check
from fieldwork.programme.model import Facts, QuestionId
from fieldwork.programme.routing import form_of, route
from tests.programme.bank import Bank

BANK = Bank("iaow", "iaow")
FACTORS = ["thinking", "lifestyle", "alcohol", "relationships", "drugs", "attitudes"]
FACTORS += ["accommodation", "wellbeing", "ete", "finance"]
FORMS = ("case", "leadership", "leadership_officer")


def test_file_loads_without_a_problem() -> None:
    assert check(BANK.source, "iaow.toml") == []
    assert BANK.programme.rating is None


def test_every_expected_row_is_there_once_and_no_other() -> None:
    assert Counter(q["ref"] for q in BANK.file["questions"]) == Counter(list(BANK.expected))


@pytest.mark.parametrize("ref", BANK.expected)
def test_row_is_as_the_table_has_it(ref: str) -> None:
    assert BANK.differences(ref, "criterion") == {}


@pytest.mark.parametrize("ref", BANK.asking)
def test_every_question_that_asks_has_guidance(ref: str) -> None:
    assert BANK.guidance_faults(ref) == []


def test_no_guidance_is_used_twice() -> None:
    assert BANK.repeated_guidance() == []


def test_every_question_is_asked_by_exactly_one_form() -> None:
    reached = [BANK.reached(form) for form in FORMS]
    assert set().union(*reached) == set(BANK.asking)
    assert sum(map(len, reached)) == len(BANK.asking)


def test_inspectors_facts_are_those_that_a_question_settles() -> None:
    assert BANK.facts("inspector") == set(BANK.setters())
    assert BANK.unlike_their_setter() == []


def test_every_answer_above_the_line_is_one_that_can_be_given() -> None:
    assert BANK.lines_not_among_the_answers() == []


def test_what_names_a_person_is_marked_personal() -> None:
    personal = {name for name, fact in BANK.file["facts"].items() if fact.get("personal")}
    assert personal == {"family_name", "first_names", "date_of_birth", "pnc", "responsible_officer"}


def test_victim_questions_count_in_protecting_the_public_as_well() -> None:
    shared = {ref for ref in BANK.asking if BANK.questions[ref].get("counts_in") == ["4"]}
    assert shared == {"5.1.1", "5.1.2", "5.1.3", "5.2.1", "5.2.2", "5.3.1"}


def test_rows_of_a_criterion_share_its_stage() -> None:
    names = {"1": "assessment", "2": "delivery", "3": "outcomes", "4": "leadership", "5": "victim_work"}
    for question in BANK.file["questions"]:
        if criterion := question.get("tags", {}).get("criterion"):
            assert question["tags"]["stage"] == names[criterion[-1]], question["ref"]


def test_factors_stand_in_a_grid_after_the_other_results() -> None:
    results = BANK.programme.questions[QuestionId("3.3")]
    assert results.layout == "grid"
    below = [q.ref for q in BANK.programme.children(results.id)]
    assert below == ["3.3.1", "3.3.2", "3.3.3", *(f"3.3.f{n:02}" for n in range(1, 11))]


@pytest.mark.parametrize(("number", "factor"), list(enumerate(FACTORS, start=1)))
def test_work_on_a_factor_is_asked_only_where_it_is_linked(number: int, factor: str) -> None:
    linked, follow = f"3.3.f{number:02}.a", {f"3.3.f{number:02}.b", f"3.3.f{number:02}.c"}
    assert follow <= BANK.asked("case", {}, {linked: "yes"})
    assert not follow & BANK.asked("case", {}, {linked: "no"})
    assert route(BANK.programme, "case", {}, {QuestionId(linked): "yes"}).facts[f"factor_{factor}"] == "yes"


@pytest.mark.parametrize(
    ("asks", "fact", "rests_on_it", "given"),
    [
        ("2.1.6", "initial_plan_done", "2.1.7", {}),
        ("2.2.13", "plan_review_done", "2.2.15", {}),
        ("3.1.1", "lor_assessment_done", "3.1.3", {"lor_assessment_needed": "yes"}),
        ("4.1.1", "rosh_screening_done", None, {}),
        ("4.1.2", "full_analysis_done", "4.1.3", {"full_analysis_needed": "yes"}),
        ("4.1.11", "rmp_done", "4.1.13", {"rosh": "high"}),
    ],
)
def test_quality_of_a_piece_of_work_is_asked_only_where_it_was_done(
    asks: str, fact: str, rests_on_it: str | None, given: Facts
) -> None:
    for answer, done in (("sufficient", True), ("insufficient", True), ("not_done", False)):
        found = route(BANK.programme, "case", given, {QuestionId(asks): answer})
        assert (found.facts.get(fact) == "yes") is done
        assert rests_on_it is None or (rests_on_it in found.applies) is done


def test_victim_contact_follows_from_offer_to_contact() -> None:
    given: Facts = {"statutory_victim_contact": "yes", "sentence_type": "licence"}
    assert "5.5.1" in BANK.asked("case", given)
    assert "5.5.1" not in BANK.asked("case", {**given, "sentence_type": "community_order"})
    offered = BANK.asked("case", given, {"5.5.1": "yes"})
    assert {"5.5.2", "5.5.3"} <= offered
    assert "5.5.4" not in offered
    assert "5.5.4" in BANK.asked("case", given, {"5.5.1": "yes", "5.5.3": "yes"})
    assert "5.5.4" not in BANK.asked("case", given, {"5.5.1": "no", "5.5.3": "yes"})


def test_referral_is_followed_up_only_where_one_was_made() -> None:
    assert "4.3.7" in BANK.asked("case", {}, {"0.1.7": "yes", "4.3.6": "yes"})
    assert "4.3.7" not in BANK.asked("case", {}, {"0.1.7": "yes", "4.3.6": "no"})
    assert not {"4.3.6", "4.3.7"} & BANK.asked("case", {}, {"0.1.7": "no", "4.3.6": "yes"})


def test_managers_involvement_is_asked_for_high_harm_or_concern_for_a_child() -> None:
    assert "4.2.14" in BANK.asked("case", {"rosh": "high"})
    assert "4.2.14" in BANK.asked("case", {"rosh": "low"}, {"0.1.4": "yes"})
    assert "4.2.14" not in BANK.asked("case", {"rosh": "medium"}, {"0.1.4": "no"})


def test_report_questions_follow_the_kind_of_report() -> None:
    typed, oral = BANK.asked("case", {"report_kind": "typed"}), BANK.asked("case", {"report_kind": "oral"})
    assert {"1.1.1", "1.1.4"} <= typed and "1.1.9" not in typed
    assert {"1.1.1", "1.1.9"} <= oral and "1.1.4" not in oral
    assert not any(ref.startswith("1.") for ref in BANK.asked("case", {"report_kind": "none"}))


@pytest.mark.parametrize(
    ("given", "answers", "fact", "value"),
    [
        ({"sentence_type": "licence"}, {}, "post_custody", "yes"),
        ({"requirements": ("curfew", "rar")}, {}, "curfew", "yes"),
        ({"requirements": ("rar",)}, {}, "curfew", "no"),
        ({"requirements": ("exclusion",)}, {}, "restrictive_requirement", "yes"),
        ({"requirements": ("rar",)}, {}, "restrictive_requirement", None),
        ({"requirements": ("programme",)}, {}, "programme_planned", "yes"),
        ({"mappa_category": "1"}, {}, "mappa_eligible", "yes"),
        ({"mappa_category": "1"}, {"4.1.16": "yes"}, "mappa_identified", "yes"),
        ({"mappa_category": "1"}, {"4.1.16": "no"}, "mappa_identified", None),
        ({"mappa_category": "none"}, {"4.1.16": "yes"}, "mappa_identified", None),
        ({}, {"2.3.4": "3_or_more"}, "officer_count", "3_or_more"),
        ({}, {"3.3.3": "cautioned"}, "further_offending", "cautioned"),
        ({}, {"5.5.8": "yes"}, "restorative_suitable", "yes"),
    ],
)
def test_facts_follow_from_list_and_answers(
    given: Facts, answers: dict[str, Any], fact: str, value: Value | None
) -> None:
    recorded = {QuestionId(ref): answer for ref, answer in answers.items()}
    assert route(BANK.programme, "case", given, recorded).facts.get(fact) == value


def test_officers_answer_for_leadership_once_each_and_for_their_cases_apart() -> None:
    programme = BANK.programme
    assert {form: programme.forms[form].subject for form in FORMS} == {
        "case": "case",
        "leadership": "organisation",
        "leadership_officer": "officer",
    }
    assert {"3.4.1", "4.4.1"} <= BANK.asked("case", {})
    assert "4.4.2" in BANK.asked("case", {"requirements": ("curfew",)})
    found = form_of(programme, {"provider": "Trust"})
    assert found is not None and (found.id, found.interview) == ("case", True)


def test_every_interview_guide_that_the_programme_uses_is_whole() -> None:
    lengths = {guide_id: len(guide.items) for guide_id, guide in BANK.programme.guides.items()}
    assert lengths == {
        "responsible_officer_iaow": 24,
        "senior_leader": 16,
        "middle_manager_group": 14,
        "sentencer": 12,
        "partner_agency": 11,
        "victim_questionnaire": 12,
    }
    assert {form.guide for form in BANK.programme.evidence_forms} >= set(lengths)
