"""Random cases: facts and answers as Fieldwork holds them, and the same as an XForm takes them."""

import random
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from fieldwork.exports.carried import Carried, CarriedFact
from fieldwork.exports.names import Names
from fieldwork.programme.model import AnswerSet, Programme, QuestionId, Value
from fieldwork.programme.routing import route
from tests.exports.forms import OneForm

#: Texts that some condition of the awkward programme compares with, and others.
_TEXTS = ("North Town", "it's 'so'", "Elsewhere", "na", "0")
_NEEDS = ("in work", "debt", "drink", "something_else")


class Case(NamedTuple):
    """One case: as `route` takes it, and as texts by the names of the form's rows."""

    given: Mapping[str, Value]
    answers: Mapping[QuestionId, Value]
    entered: Mapping[str, str]


@cache
def carried(form: OneForm) -> Carried:
    """What the form carries of the programme's facts."""
    return Carried(form.programme, form.programme.forms[form.form_id])


@cache
def names(programme: Programme) -> Names:
    """The programme's names in XForms."""
    return Names(programme)


def cases(form: OneForm, count: int, seed: int) -> list[Case]:
    """So many random cases of a form. Values are entered in random order."""
    rng = random.Random(f"{seed} {form.name}")
    return [_case(form, rng) for _ in range(count)]


def _case(form: OneForm, rng: random.Random) -> Case:
    own = names(form.programme)
    given: dict[str, Value] = {}
    entered: dict[str, str] = {}
    absent = rng.choice((0.05, 0.3, 0.6))
    for fact in carried(form).facts.values():
        if not fact.asked:
            continue
        value = None if rng.random() < absent else _fact_value(fact, rng)
        if value is not None:
            given[fact.fact.id] = value
        name = own.listed(fact.fact.id) if fact.calculated else own.fact(fact.fact.id)
        entered[name] = as_text(form, fact.fact.type in ("choice", "list"), value)
    answers: dict[QuestionId, Value] = {}
    for question in form.programme.form_questions(form.form_id):
        if question.answers is not None and rng.random() >= absent:
            answers[question.id] = _answer(question.answers, rng)
            chosen = question.answers.kind == "choice"
            entered[own.question(question.id)] = as_text(form, chosen, answers[question.id])
    return Case(given, answers, dict(rng.sample(sorted(entered.items()), len(entered))))


def _fact_value(carried_fact: CarriedFact, rng: random.Random) -> Value | None:
    fact = carried_fact.fact
    if fact.type == "choice":
        return rng.choice(list(fact.values))
    if fact.type == "list":
        values = list(fact.values or _NEEDS)
        return tuple(rng.sample(values, rng.randint(1, min(3, len(values)))))
    if fact.type == "number":
        return rng.randint(15, 40) if fact.years_between else _number(rng)
    return _day(rng) if fact.type == "date" else rng.choice(_TEXTS)


def _answer(answers: AnswerSet, rng: random.Random) -> Value:
    if answers.kind == "choice":
        return rng.choice(answers.options).value
    if answers.kind == "number":
        return _number(rng)
    return _day(rng) if answers.kind == "date" else rng.choice(_TEXTS)


def _number(rng: random.Random) -> Value:
    return rng.choice((0, 1, 2, 2.5, 3, 30, 45.25))


def _day(rng: random.Random) -> str:
    """A day of a few years, leap days and the turns of years among them."""
    day = date(1990, 12, 30) if rng.random() < 0.3 else date(2016, 2, 27)
    return (day + timedelta(rng.choice((0, 1, 2, 3, 364, 365, 366, 367, 1461, 9862)))).isoformat()


def as_text(form: OneForm, chosen: bool, value: Value | None) -> str:
    """A value as an XForm holds it; choices by their names there."""
    if value is None:
        return ""
    texts = value if isinstance(value, tuple) else (str(value),)
    return " ".join(names(form.programme).choice(text) if chosen else text for text in texts)


class Expected(NamedTuple):
    """What `route` says, by the names of the form's rows: questions, headings, values of facts."""

    asked: set[str]
    groups: set[str]
    facts: dict[str, str]


def expected(form: OneForm, case: Case) -> Expected:
    """Our own routing of a case."""
    routing = route(form.programme, form.form_id, case.given, case.answers)
    own = names(form.programme)
    facts = {}
    for fact in carried(form).facts.values():
        value = routing.facts.get(fact.fact.id)
        facts[own.fact(fact.fact.id)] = as_text(form, fact.fact.type in ("choice", "list"), value)
    groups = {own.group(question) for question in routing.applies}
    return Expected({own.question(q) for q in routing.asked}, groups, facts)
