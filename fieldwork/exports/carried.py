"""Which facts a form carries into XLSForm, and what each one's value can come from there."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from fieldwork.programme.conditions import AnswerIs, Condition, FactIs, FactOnly, parts_of
from fieldwork.programme.model import Fact, Form, Programme, Question, QuestionId

#: The choice for what a list fact holds besides the values that the programme knows of.
SOMETHING_ELSE = "something_else"


@dataclass(frozen=True, slots=True)
class CarriedFact:
    """A fact as a form knows it. `asked`: the person copies it from the office's list; `setter`: the
    question of this form that settles it; `years_between` only where both dates are carried.
    """

    fact: Fact
    asked: bool
    setter: Question | None
    years_between: tuple[str, str] | None

    @property
    def calculated(self) -> bool:
        """Whether something besides the list can give its value."""
        fact = self.fact
        others = (self.setter, fact.stands_in, fact.derivations, self.years_between)
        return any(others) or fact.default is not None


class Carried:
    """The facts of one form, by id, in the order in which they are settled.

    A case's form carries every fact that names nobody, so that it can be used without the list;
    other forms carry what they settle and what their routing rests on. What points to a person is
    carried only where routing cannot do without it.
    """

    def __init__(self, programme: Programme, form: Form) -> None:
        self.programme = programme
        self.form = form
        questions = programme.form_questions(form.id)
        self.questions = {q.id: q for q in questions}
        self.setters = {q.sets: q for q in questions if q.sets}

    @cached_property
    def facts(self) -> dict[str, CarriedFact]:
        """Every fact that the form carries."""
        routing = self._closed({f for q in self.questions.values() for f in _facts_in(q.binding)}, years=True)
        told = {f.id for f in self.programme.facts.values() if self._is_told(f)}
        kept = self._closed(routing | told, years=False)
        order = [s.id for s in self.programme.order if s.kind == "fact" and s.id in kept]
        return {name: self._carried(self.programme.facts[name], kept) for name in order}

    def _is_told(self, fact: Fact) -> bool:
        """Whether the form carries a fact even where no routing rests on it."""
        if fact.personal:
            return False
        if fact.id in self.setters:
            return True
        dates = [self.programme.facts[name] for name in fact.years_between or ()]
        comes = fact.derivations or fact.stands_in or fact.default is not None
        known = bool(dates) and not any(date.personal for date in dates)
        return self.form.subject == "case" and (
            fact.source == "list" or (fact.source == "derived" and bool(comes or known))
        )

    def _closed(self, facts: set[str], years: bool) -> set[str]:
        """The facts and those that they rest on; ages stand on dates of birth only where `years`."""
        found = set(facts)
        for step in reversed(self.programme.order):
            if step.kind == "fact" and step.id in found:
                fact = self.programme.facts[step.id]
                found |= {f for d in fact.derivations for f in _facts_in((d.when,))}
                found |= {fact.stands_in} if fact.stands_in else set()
                found |= set(fact.years_between or ()) if years else set()
        return found

    def _carried(self, fact: Fact, kept: set[str]) -> CarriedFact:
        setter = self.setters.get(fact.id)
        asked = fact.source == "list" or (fact.source == "inspector" and setter is None)
        years = fact.years_between if set(fact.years_between or ()) <= kept else None
        return CarriedFact(fact, asked, setter, years)

    def values(self, fact: str) -> dict[str, str]:
        """The choices of a fact with their labels. A list fact for which the programme names none has
        those that its conditions name, and one for all else.
        """
        found = dict(self.programme.facts[fact].values)
        if found or self.programme.facts[fact].type != "list":
            return found
        conditions = [c for q in self.questions.values() for c in q.binding]
        conditions += [d.when for f in self.facts.values() for d in f.fact.derivations]
        parts = [part for condition in conditions for part in parts_of(condition)]
        named = {v: v for p in parts if isinstance(p, FactIs | FactOnly) and p.fact == fact for v in p.values}
        return {**named, SOMETHING_ELSE: "Something else"}


def _facts_in(conditions: Iterable[Condition]) -> Iterator[str]:
    for condition in conditions:
        yield from (part.fact for part in parts_of(condition) if not isinstance(part, AnswerIs))


def own_conditions(
    programme: Programme, question: Question, within: Container[QuestionId]
) -> tuple[Condition, ...]:
    """The conditions of a row that no row above it in the same form already binds it by."""
    if question.parent is None or question.parent not in within:
        return question.binding
    return question.binding[len(programme.questions[question.parent].binding) :]
