"""Looking a programme over for what loads but cannot be meant: conditions that never or always
hold, questions that nobody is asked, facts that nothing settles, comparisons with nothing.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations, islice, product

from fieldwork.errors import Problem
from fieldwork.programme.conditions import AnswerIs, Condition, FactNumber, Value, holds, parts_of
from fieldwork.programme.model import Fact, Programme, Question
from fieldwork.programme.problems import Report

#: Combinations of values tried for one condition; beyond that it is taken to be meant.
_TRIES = 200_000


def examine(programme: Programme, report: Report) -> None:
    """Adds to the report what is wrong with a programme that could be loaded."""
    for question in programme.questions.values():
        _examine_conditions(programme, question, report)
    _examine_reach(programme, report)
    _examine_facts(programme, report)


def check_comparisons(programme: Programme, previous: Programme, report: Report) -> None:
    """Every comparison names a question that the previous edition asked."""
    for question in programme.questions.values():
        if question.compares is not None and question.compares not in previous.questions:
            place = report.place("questions", question.ref)
            edition = previous.edition.title
            report.add(place, f"it compares with {question.compares}, which was not asked in {edition}")


def _examine_conditions(programme: Programme, question: Question, report: Report) -> None:
    if question.applies is None:
        return
    place = report.place("questions", question.ref)
    if not _can_hold(programme, question.binding):
        more = " with those of the rows above it" if len(question.binding) > 1 else ""
        report.add(place, f"its condition{more} can never hold, so it would never be asked")
    elif _always_holds(programme, question.applies):
        report.add(place, "its condition always holds, so it says nothing; leave it out")


def _examine_reach(programme: Programme, report: Report) -> None:
    """Every question that asks something is asked by some form."""
    reached: set[str] = set()
    for form in programme.forms.values():
        own = (form.applies,) if form.applies else ()
        for question in programme.form_questions(form.id):
            if question.id not in reached and _can_hold(programme, (*own, *question.binding)):
                reached.add(question.id)
    for question in programme.questions.values():
        if question.asks and question.id not in reached and _can_hold(programme, question.binding):
            place = report.place("questions", question.ref)
            report.add(place, "no form ever asks it; put its domain among the roots of one")


def _examine_facts(programme: Programme, report: Report) -> None:
    """Every fact of the inspector's is settled by some question."""
    settled = {q.sets for q in programme.questions.values() if q.sets}
    for fact in programme.facts.values():
        if fact.source == "inspector" and fact.id not in settled and not (fact.stands_in or fact.derivations):
            report.add(report.place("facts", fact.id), "it is the inspector's, but no question settles it")


def _can_hold(programme: Programme, conditions: Sequence[Condition]) -> bool:
    """Whether some values satisfy all the conditions at once (true where there are too many to try)."""
    tried = 0
    for facts in islice(_worlds(programme, conditions), _TRIES):
        tried += 1
        if all(holds(condition, facts, {}) for condition in conditions):
            return True
    return tried == _TRIES


def _always_holds(programme: Programme, condition: Condition) -> bool:
    worlds = list(islice(_worlds(programme, (condition,)), _TRIES))
    return len(worlds) < _TRIES and all(holds(condition, facts, {}) for facts in worlds)


def _worlds(programme: Programme, conditions: Sequence[Condition]) -> Iterator[dict[str, Value]]:
    """Every combination of values of the facts that the conditions look at, absent ones included."""
    parts = [p for c in conditions for p in parts_of(c) if not isinstance(p, AnswerIs)]
    names = sorted({part.fact for part in parts})
    numbers = {n: [p.number for p in parts if isinstance(p, FactNumber) and p.fact == n] for n in names}
    choices = [_values(programme.facts[name], numbers[name]) for name in names]
    for values in product(*choices):
        yield {name: value for name, value in zip(names, values, strict=True) if value is not None}


def _values(fact: Fact, thresholds: Sequence[float]) -> list[Value | None]:
    """Values that tell a fact's cases apart, and none: enough to settle any condition on it."""
    if fact.type == "number":
        return [None, *sorted({t + step for t in thresholds for step in (-1, 0, 1)})]
    if fact.type == "list":
        return [None, *((v,) for v in fact.values), *combinations(fact.values, 2)]
    return [None, *fact.values]


def problems_of(programme: Programme, previous: Programme | None, report: Report) -> list[Problem]:
    """What `examine` and `check_comparisons` find, as a list."""
    examine(programme, report)
    if previous is not None:
        check_comparisons(programme, previous, report)
    return report.problems
