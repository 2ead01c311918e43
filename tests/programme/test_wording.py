"""Conditions in words."""

import pytest

from fieldwork.programme import library
from fieldwork.programme.conditions import (
    AllOf,
    AnswerIs,
    AnyOf,
    Condition,
    FactIs,
    FactNumber,
    FactOnly,
    Not,
)
from fieldwork.programme.wording import describe

MISSED = FactIs("missed_appointments", ("yes",))
HARM = FactIs("rosh_judged", ("medium", "high", "very_high"))


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (MISSED, "appointments were missed"),
        (Not(MISSED), "appointments were not missed"),
        (Not(Not(MISSED)), "appointments were missed"),
        (FactIs("missed_appointments", ("no",)), "appointments were not missed"),
        (Not(FactIs("missed_appointments", ("no",))), "appointments were missed"),
        (FactIs("review_needed", ("yes",)), "review was called for"),
        (FactIs("victim_identified", ("yes",)), "‘Actual or potential victim’ is yes"),
        (Not(FactIs("victim_identified", ("yes",))), "‘Actual or potential victim’ is not yes"),
        (FactIs("upw_only", ("no",)), "‘Unpaid work is the only requirement’ is no"),
        (HARM, "serious harm level as the inspector sees it is medium, high or very high"),
        (Not(HARM), "serious harm level as the inspector sees it is not medium, high or very high"),
        (FactIs("sample_kind", ("through_the_gate",)), "sample is Through the Gate"),
        (FactIs("requirements", ("curfew", "residence")), "requirements include curfew or residence"),
        (Not(FactIs("requirements", ("curfew",))), "requirements do not include curfew"),
        (FactOnly("requirements", ("unpaid_work",)), "requirements are only unpaid work"),
        (FactNumber("age", "at_least", 25), "age at start is at least 25"),
        (FactNumber("rar_days", "above", 1.5), "rehabilitation activity days are above 1.5"),
        (AnswerIs("2.1.1", ("yes", "no")), "2.1.1 is answered yes or no"),
        (Not(AnswerIs("2.1.1", ("yes",))), "2.1.1 is not answered yes"),
        (
            AllOf((MISSED, AnyOf((FactIs("review_needed", ("yes",)), FactNumber("age", "below", 18))))),
            "appointments were missed and (review was called for or age at start is below 18)",
        ),
        (
            Not(FactOnly("requirements", ("curfew",))),
            "it is not so that requirements are only curfew",
        ),
    ],
)
def test_conditions_read_as_clauses(condition: Condition, words: str) -> None:
    assert describe(condition, library.load("adult")) == f"Only where {words}"


def test_every_condition_of_every_programme_can_be_said() -> None:
    for shelved in library.programmes():
        programme = library.load(shelved.id)
        for question in programme.questions.values():
            if question.applies is not None:
                assert len(describe(question.applies, programme)) > len("Only where ")
