"""Routing: what applies, what settles facts, and that nothing else is ever counted."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldwork.programme import library
from fieldwork.programme.conditions import holds
from fieldwork.programme.loader import load
from fieldwork.programme.model import Programme
from fieldwork.programme.routing import form_of, route, routing_facts
from tests.programme.small import SMALL

PROGRAMME = load(SMALL)


def asked(facts: dict[str, Any], answers: dict[str, Any], form: str = "a") -> list[str]:
    return list(route(PROGRAMME, form, facts, answers).asked)  # type: ignore[arg-type]


def test_the_recorded_level_stands_until_the_inspector_answers() -> None:
    assert "0.1.2" in asked({"rosh": "high"}, {})
    assert "0.1.2" not in asked({"rosh": "low"}, {})
    assert "0.1.2" in asked({"rosh": "low"}, {"0.1.1": "high"})


def test_an_answer_settles_the_fact_that_routes_others() -> None:
    facts = {"rosh": "high"}
    assert "2.1.1.a" not in asked(facts, {})
    assert "2.1.1.a" in asked(facts, {"0.1.2": "yes"})
    assert "2.1.1.a" not in asked(facts, {"0.1.2": "no"})


def test_an_answer_whose_question_no_longer_applies_settles_nothing() -> None:
    routing = route(PROGRAMME, "a", {"rosh": "low"}, {"0.1.2": "yes", "2.1.1.a": "no"})  # type: ignore[dict-item]
    assert set(routing.hidden) == {"0.1.2", "2.1.1.a"}
    assert "missed" not in routing.facts
    assert set(routing.asked) == {"0.1.1", "2.1.1"}


def test_a_question_of_another_form_is_hidden() -> None:
    assert set(route(PROGRAMME, "b", {}, {"0.1.1": "high"}).hidden) == {"0.1.1"}  # type: ignore[dict-item]


@pytest.mark.parametrize(
    ("facts", "fact", "value"),
    [
        ({"requirements": ("upw",)}, "upw_only", "yes"),
        ({"requirements": ("upw", "rar")}, "upw_only", "no"),
        ({"requirements": ("rar",)}, "upw_only", None),
        ({"requirements": ("upw",), "upw_only": "no"}, "upw_only", "no"),
        ({"born": "1990-03-02", "began": "2019-03-01"}, "age", 28),
        ({"born": "1990-03-01", "began": "2019-03-01"}, "age", 29),
        ({"born": "1990-03-01"}, "age", None),
        ({"born": "1990-02-31", "began": "2019-03-01"}, "age", None),
        ({}, "kind", "a"),
    ],
)
def test_facts_are_derived(facts: dict[str, Any], fact: str, value: object) -> None:
    assert route(PROGRAMME, "a", facts, {}).facts.get(fact) == value


def test_a_number_condition() -> None:
    assert "2.1.1" in asked({"officers": 3}, {})
    assert "2.1.1" not in asked({"officers": 4}, {})


def test_the_form_follows_the_facts() -> None:
    assert form_of(PROGRAMME, {}).id == "a"  # type: ignore[union-attr]
    assert form_of(PROGRAMME, {"kind": "b"}).id == "b"  # type: ignore[union-attr]
    assert form_of(PROGRAMME, {"kind": "c"}) is None


def test_the_facts_that_route() -> None:
    assert {"kind", "rosh", "rosh_judged", "missed", "officers"} <= routing_facts(PROGRAMME)
    assert "age" not in routing_facts(PROGRAMME)


# -- on the real programmes, whatever is given -----------------------------------------------------


def _cases(programme: Programme) -> st.SearchStrategy[tuple[str, dict[str, Any], dict[str, Any]]]:
    """A form, facts of the list and answers to any questions, sensible values throughout."""
    facts: dict[str, st.SearchStrategy[Any]] = {
        fact.id: st.sampled_from(sorted(fact.values))
        if fact.type == "choice"
        else st.lists(st.sampled_from(sorted(fact.values)), min_size=1, max_size=3).map(tuple)
        for fact in programme.facts.values()
        if fact.values
    }
    answers = {
        q.id: st.sampled_from([o.value for o in q.answers.options]) if q.answers.options else st.just("words")
        for q in programme.questions.values()
        if q.answers
    }
    return st.tuples(
        st.sampled_from([f.id for f in programme.case_forms]),
        st.fixed_dictionaries({}, optional=facts),
        st.fixed_dictionaries({}, optional=answers),
    )


@pytest.mark.parametrize("edition", ["first-round", "second-round"])
def test_only_what_applies_is_counted(edition: str) -> None:
    programme = library.load("adult", edition)

    @settings(max_examples=150, deadline=None)
    @given(_cases(programme))
    def hold(case: tuple[str, dict[str, Any], dict[str, Any]]) -> None:
        form, facts, answers = case
        routing = route(programme, form, facts, answers)
        for question in programme.form_questions(form):
            binding = all(holds(c, routing.facts, {}) for c in question.binding)
            assert (question.id in routing.applies) == binding
        assert set(routing.asked) <= set(routing.applies)
        assert set(routing.hidden) == {q for q in answers if q not in routing.applies}
        assert set(routing.to_do) == set(routing.asked) - set(answers)
        assert list(routing.asked) == [q.id for q in programme.form_questions(form) if q.id in routing.asked]
        without = {q: v for q, v in answers.items() if q not in routing.hidden}
        again = route(programme, form, facts, without)
        assert (again.facts, again.asked) == (routing.facts, routing.asked)

    hold()
