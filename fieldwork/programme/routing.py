"""Which questions apply to a case, and the facts that its answers settle. Pure functions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from fieldwork.programme.conditions import AnswerIs, holds, parts_of
from fieldwork.programme.model import Answers, Fact, Facts, Form, Programme, Question, QuestionId, Value


@dataclass(frozen=True, slots=True)
class Routing:
    """What applies. `applies` holds headings too; `asked` are the questions to answer, in order.

    `to_do` are those without an answer; `hidden` were answered but do not apply now: kept, not
    shown among the rest, not counted.
    """

    facts: Mapping[str, Value]
    applies: frozenset[QuestionId]
    asked: tuple[QuestionId, ...]
    to_do: tuple[QuestionId, ...]
    hidden: tuple[QuestionId, ...]


def route(programme: Programme, form_id: str, given: Facts, answers: Answers) -> Routing:
    """Settle the facts of a case and what applies to it.

    `given` are the office list's facts; `answers` all recorded answers, applicable or not.
    An answer counts only while its question applies, so settling runs in `programme.order`.
    """
    facts: dict[str, Value] = {}
    live: dict[str, Value] = {}
    applies: set[QuestionId] = set()
    for fact, question, setter in _steps(programme, form_id):
        if fact is not None:
            value = _fact_value(fact, setter, given, facts, live)
            if value is not None:
                facts[fact.id] = value
        elif question is not None and all(holds(c, facts, live) for c in question.binding):
            applies.add(question.id)
            if question.asks and question.id in answers:
                live[question.id] = answers[question.id]
    asked = tuple(q for q in _asking(programme, form_id) if q in applies)
    return Routing(
        facts=facts,
        applies=frozenset(applies),
        asked=asked,
        to_do=tuple(q for q in asked if q not in answers),
        hidden=tuple(q for q in answers if q not in applies),
    )


def form_of(programme: Programme, given: Facts) -> Form | None:
    """The case form that these facts lead to, or None where no form takes the case."""
    facts: dict[str, Value] = {}
    for fact in _form_facts(programme):
        value = _fact_value(fact, None, given, facts, {})
        if value is not None:
            facts[fact.id] = value
    for form in programme.case_forms:
        if form.applies is None or holds(form.applies, facts, {}):
            return form
    return None


@lru_cache(maxsize=16)
def _form_facts(programme: Programme) -> tuple[Fact, ...]:
    """The facts that decide the form, with those that they rest on, in routing order."""
    needed = {
        part.fact
        for form in programme.case_forms
        if form.applies
        for part in parts_of(form.applies)
        if not isinstance(part, AnswerIs)
    }
    ordered = [programme.facts[step.id] for step in programme.order if step.kind == "fact"]
    for fact in reversed(ordered):
        if fact.id in needed:
            needed |= _rests_on(fact)
    return tuple(fact for fact in ordered if fact.id in needed)


def _rests_on(fact: Fact) -> set[str]:
    found = {p.fact for d in fact.derivations for p in parts_of(d.when) if not isinstance(p, AnswerIs)}
    return found | set(fact.years_between or ()) | ({fact.stands_in} if fact.stands_in else set())


_Step = tuple[Fact | None, Question | None, QuestionId | None]


@lru_cache(maxsize=64)
def _steps(programme: Programme, form_id: str) -> tuple[_Step, ...]:
    """The routing order of one form: every fact, and the form's own questions."""
    members = {q.id: q for q in programme.form_questions(form_id)} if form_id else {}
    setters = {q.sets: q.id for q in members.values() if q.sets}
    found: list[_Step] = []
    for step in programme.order:
        if step.kind == "fact":
            found.append((programme.facts[step.id], None, setters.get(step.id)))
        elif step.id in members:
            found.append((None, members[QuestionId(step.id)], None))
    return tuple(found)


@lru_cache(maxsize=64)
def _asking(programme: Programme, form_id: str) -> tuple[QuestionId, ...]:
    return tuple(q.id for q in programme.form_questions(form_id) if q.asks)


def _fact_value(
    fact: Fact, setter: QuestionId | None, given: Facts, facts: Facts, live: Mapping[str, Value]
) -> Value | None:
    """In order: the inspector's answer, the list, what stands in, derivation, default."""
    value = _settled(live.get(setter)) if setter else None
    if value is None:
        value = given.get(fact.id)
    if value is None and fact.stands_in:
        value = facts.get(fact.stands_in)
    if value is None and fact.derivations:
        value = next((d.value for d in fact.derivations if holds(d.when, facts, live)), None)
    if value is None and fact.years_between:
        value = _years(facts, fact.years_between)
    return fact.default if value is None else value


def _settled(answer: Value | None) -> Value | None:
    """An answer as a fact; "not applicable" settles nothing."""
    return None if answer == "na" else answer


def _years(facts: Facts, between: tuple[str, str]) -> int | None:
    """Whole years between two date facts, such as the age at the start of the sentence."""
    try:
        first, last = (date.fromisoformat(str(facts[name])) for name in between)
    except (KeyError, ValueError):
        return None
    years = last.year - first.year - ((last.month, last.day) < (first.month, first.day))
    return years if years >= 0 else None


@lru_cache(maxsize=16)
def routing_facts(programme: Programme) -> frozenset[str]:
    """The facts that decide which form or questions a case gets, with those that they rest on."""
    conditions = [c for q in programme.questions.values() for c in q.binding]
    conditions += [form.applies for form in programme.case_forms if form.applies]
    needed = {p.fact for c in conditions for p in parts_of(c) if not isinstance(p, AnswerIs)}
    for step in reversed(programme.order):
        if step.kind == "fact" and step.id in needed:
            needed |= _rests_on(programme.facts[step.id])
    return frozenset(needed)


@lru_cache(maxsize=16)
def routing_questions(programme: Programme) -> frozenset[QuestionId]:
    """The questions whose answers settle facts, or are asked after by a condition or a derivation."""
    conditions = [c for q in programme.questions.values() for c in q.binding]
    conditions += [d.when for fact in programme.facts.values() for d in fact.derivations]
    asked_after = {p.question for c in conditions for p in parts_of(c) if isinstance(p, AnswerIs)}
    return frozenset(q.id for q in programme.questions.values() if q.sets or q.id in asked_after)
