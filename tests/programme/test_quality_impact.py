"""The Quality and Impact programme file, beside a compact list of the rows that it has to hold."""

from collections import Counter
from typing import Any

import pytest

from fieldwork.programme.conditions import Value
from fieldwork.programme.loader import check
from fieldwork.programme.model import Facts, QuestionId
from fieldwork.programme.routing import form_of, route
from tests.programme.bank import Bank

BANK = Bank("quality-impact", "quality_impact")
NEEDS = ["thinking", "drugs", "relationships", "alcohol", "wellbeing", "attitudes"]
NEEDS += ["lifestyle", "accommodation", "ete", "finance"]


def test_file_loads_without_a_problem() -> None:
    assert check(BANK.source, "quality-impact.toml") == []
    assert BANK.programme.rating is None


def test_every_expected_row_is_there_once_and_no_other() -> None:
    assert Counter(q["ref"] for q in BANK.file["questions"]) == Counter(list(BANK.expected))


@pytest.mark.parametrize("ref", BANK.expected)
def test_row_is_as_the_table_has_it(ref: str) -> None:
    assert BANK.differences(ref, "provider") == {}


@pytest.mark.parametrize("ref", BANK.asking)
def test_every_question_that_asks_has_guidance(ref: str) -> None:
    assert BANK.guidance_faults(ref) == []


def test_no_guidance_is_used_twice() -> None:
    assert BANK.repeated_guidance() == []


def test_every_question_is_asked_of_some_case() -> None:
    assert set(BANK.asking) - BANK.reached("case") == set()


def test_inspectors_facts_are_those_that_a_question_settles() -> None:
    assert BANK.facts("inspector") == set(BANK.setters())
    assert BANK.unlike_their_setter() == []


def test_every_answer_above_the_line_is_one_that_can_be_given() -> None:
    assert BANK.lines_not_among_the_answers() == []


def test_what_names_a_person_is_marked_personal() -> None:
    personal = {name for name, fact in BANK.file["facts"].items() if fact.get("personal")}
    assert personal == {"family_name", "first_names", "date_of_birth", "pnc", "responsible_officer"}


def test_needs_stand_in_a_grid_of_their_own() -> None:
    grid = BANK.programme.questions[QuestionId("2.7")]
    assert grid.layout == "grid"
    assert [q.ref for q in BANK.programme.children(grid.id)] == [f"2.7.{n}" for n in range(1, 11)]


@pytest.mark.parametrize(("number", "need"), list(enumerate(NEEDS, start=1)))
def test_work_on_a_need_is_asked_only_where_the_need_was_found(number: int, need: str) -> None:
    heading = f"2.7.{number}"
    found = {f"{heading}.{letter}" for letter in "bc"} & set(BANK.questions)
    assert found <= BANK.asked("case", {}, {f"{heading}.a": "yes"})
    assert not found & BANK.asked("case", {}, {f"{heading}.a": "no"})
    facts = route(BANK.programme, "case", {}, {QuestionId(f"{heading}.a"): "yes"}).facts
    assert facts[f"factor_{need}"] == "yes"


def test_each_provider_is_asked_its_own_rows() -> None:
    company, national = BANK.asked("case", {"provider": "CRC"}), BANK.asked("case", {"provider": "NPS"})
    assert {"0.1.5", "1.1.4", "3.1.1"} <= company - national
    assert {"1.1.2", "1.1.3", "2.1.2", "2.4.6"} <= national - company


def test_change_of_officer_is_asked_about_once_more_than_one_is_counted() -> None:
    assert "0.2.1" not in BANK.asked("case", {}, {"0.1.3": "yes"})
    assert "0.2.1" in BANK.asked("case", {}, {"0.1.3": "no"})
    recorded: dict[QuestionId, Value] = {QuestionId("0.1.3"): "no", QuestionId("0.2.1"): 2}
    assert "0.1.4" in route(BANK.programme, "case", {}, recorded).asked
    assert "0.1.4" in BANK.asked("case", {"officer_count": 3})
    assert "0.1.4" not in BANK.asked("case", {"officer_count": 1})


def test_stepping_down_is_judged_only_for_company_cases_that_were_stepped_down() -> None:
    assert "0.1.6" in BANK.asked("case", {"provider": "CRC"}, {"0.1.5": "yes"})
    assert "0.1.6" not in BANK.asked("case", {"provider": "CRC"}, {"0.1.5": "no"})
    assert "0.1.6" not in BANK.asked("case", {"provider": "NPS"}, {"0.1.5": "yes"})


@pytest.mark.parametrize(
    ("given", "answers", "fact", "value"),
    [
        ({"sentence_type": "licence"}, {}, "post_custody", "yes"),
        ({"requirements": ("programme",)}, {}, "programme_required", "yes"),
        ({"requirements": ("rar",)}, {}, "unpaid_work", "no"),
        ({"mappa_category": "2"}, {}, "mappa_eligible", "yes"),
        ({"mappa_category": "none"}, {}, "mappa_eligible", "no"),
        ({"mappa_category": "none", "mappa_eligible": "yes"}, {}, "mappa_eligible", "yes"),
        ({"rosh": "medium"}, {}, "rosh_judged", "medium"),
        ({"rosh": "medium"}, {"0.1.2": "high"}, "rosh_judged", "high"),
        ({}, {"1.2.1": "too_low"}, "rosh_agreement", "too_low"),
        ({}, {"2.6.1": "charged"}, "further_offending", "charged"),
        ({}, {"0.1.7": "good"}, "practice_example", "good"),
        ({"date_of_birth": "1990-05-02", "start_date": "2016-05-01"}, {}, "age", 25),
    ],
)
def test_facts_follow_from_list_and_answers(
    given: Facts, answers: dict[str, Any], fact: str, value: Value
) -> None:
    recorded = {QuestionId(ref): answer for ref, answer in answers.items()}
    assert route(BANK.programme, "case", given, recorded).facts[fact] == value


def test_abiding_counts_for_those_who_did_and_those_who_were_brought_to_book() -> None:
    assert BANK.programme.questions[QuestionId("3.6.1")].above_line == ("yes", "no_enforced")


def test_every_case_is_read_with_the_one_form_and_an_interview() -> None:
    form = form_of(BANK.programme, {"provider": "NPS"})
    assert form is not None
    assert (form.id, form.interview, form.guide) == ("case", True, "responsible_officer_qi")


def test_each_guide_is_a_form_of_its_own() -> None:
    subjects = {form.guide: form.subject for form in BANK.programme.evidence_forms}
    assert set(subjects) == set(BANK.programme.guides)
    assert [guide for guide, subject in subjects.items() if subject != "record"] == ["responsible_officer_qi"]


def test_every_interview_guide_that_the_programme_uses_is_whole() -> None:
    lengths = {guide_id: len(guide.items) for guide_id, guide in BANK.programme.guides.items()}
    assert lengths == {
        "responsible_officer_qi": 16,
        "service_user": 13,
        "senior_leader": 16,
        "middle_manager_group": 14,
        "sentencer": 12,
        "partner_agency": 11,
    }
