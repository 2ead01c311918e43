"""Conditions and the values of facts as XPath, the language of XForms.

A fact or answer without a value is empty there, and so is the answer to a question that does not
apply: nothing compares with it, as in `programme.routing`.
"""

from collections.abc import Iterable
from functools import reduce

from fieldwork.exports.carried import Carried, CarriedFact
from fieldwork.exports.names import Names
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
from fieldwork.programme.model import Fact, Question, QuestionId, Value

EMPTY = "''"
NEVER = "false()"
_SIGNS = {"above": ">", "below": "<", "at_least": ">=", "at_most": "<="}


class Expressions:
    """Writes the conditions and calculations of one form."""

    def __init__(self, names: Names, carried: Carried) -> None:
        self.names = names
        self.carried = carried

    def all_of(self, conditions: Iterable[Condition]) -> str:
        """Every condition at once; empty for none."""
        return " and ".join(self.condition(c) for c in conditions)

    def condition(self, condition: Condition) -> str:
        """One condition, bracketed where it has several parts."""
        match condition:
            case FactIs(fact, values):
                return self._fact_is(fact, values)
            case AnswerIs(question, values):
                return self._answer_is(question, values)
            case FactOnly(fact, values):
                return self._only(fact, values)
            case FactNumber(fact, comparison, number):
                return f"number({self._fact(fact)}) {_SIGNS[comparison]} {_number(number)}"
            case AllOf(parts):
                return _joined(" and ", map(self.condition, parts))
            case AnyOf(parts):
                return _joined(" or ", map(self.condition, parts))
            case Not(part):
                return f"not({self.condition(part)})"

    def _fact(self, fact: str) -> str:
        return reference(self.names.fact(fact))

    def _fact_is(self, fact: str, values: tuple[str, ...]) -> str:
        kind, here = self.carried.facts[fact].fact.type, self._fact(fact)
        if kind == "number":
            return NEVER  # a number equals no text
        if kind == "list":
            return _joined(" or ", (self._holds(here, value) for value in values))
        # A text fact may be typed in, or settled by a choice whose name differs from its value.
        also = [v for v in values if kind == "text" and self.names.choice(v) != v]
        return _joined(" or ", (f"{here} = {literal(v)}" for v in [*map(self.names.choice, values), *also]))

    def _holds(self, here: str, value: str) -> str:
        return f"selected({here}, {literal(self.names.choice(value))})"

    def _only(self, fact: str, values: tuple[str, ...]) -> str:
        """Not empty, and none of the other values that the form offers."""
        here = self._fact(fact)
        others = [v for v in self.carried.values(fact) if v not in values]
        none = [f"not({self._holds(here, other)})" for other in others]
        return _joined(" and ", [f"{here} != {EMPTY}", *none])

    def _answer_is(self, question: str, values: tuple[str, ...]) -> str:
        found = self.carried.questions.get(QuestionId(question))
        if found is None or found.answers is None or found.answers.kind == "number":
            return NEVER  # a question that this form does not ask has no answer
        here = reference(self.names.question(found.id))
        chosen = found.answers.kind == "choice"
        named = (self.names.choice(v) if chosen else v for v in values)
        return _joined(" or ", (f"{here} = {literal(v)}" for v in named))

    def value(self, carried: CarriedFact) -> str:
        """A fact's value by the order of `Fact`: answer, list, what stands in, derivation, years, default."""
        fact = carried.fact
        found = EMPTY if fact.default is None else self._stated(fact, fact.default)
        if carried.years_between:
            found = self._years(*carried.years_between, otherwise=found)
        for derivation in reversed(fact.derivations):
            found = f"if({self.condition(derivation.when)}, {self._stated(fact, derivation.value)}, {found})"
        if fact.stands_in:
            dated = self.carried.facts[fact.stands_in].fact.type == "date"
            found = _or_else(self._fact(fact.stands_in), found, dated=dated)
        if carried.asked:
            found = _or_else(reference(self.names.listed(fact.id)), found, dated=fact.type == "date")
        if carried.setter is not None:
            found = self._answer(carried.setter, found)
        return found

    def _stated(self, fact: Fact, value: Value) -> str:
        """A value that the programme states: a number, a text, a choice, several choices."""
        if isinstance(value, int | float) and not isinstance(value, bool):
            return _number(value)
        texts = value if isinstance(value, tuple) else (str(value),)
        chosen = fact.type in ("choice", "list")
        return literal(" ".join(self.names.choice(text) if chosen else text for text in texts))

    def _answer(self, setter: Question, otherwise: str) -> str:
        """The answer, unless it is "not applicable", which settles nothing."""
        here = reference(self.names.question(setter.id))
        answers = setter.answers
        takes_na = answers is not None and (
            answers.kind == "text" or any(option.value == "na" for option in answers.options)
        )
        also = f" and {here} != 'na'" if takes_na else ""
        return _or_else(here, otherwise, also, dated=answers is not None and answers.kind == "date")

    def _years(self, first: str, last: str, otherwise: str) -> str:
        """Whole years between two dates: 20190301 less 19900302, without its last four figures."""
        start, end = (f"number(format-date({self._fact(name)}, '%Y%m%d'))" for name in (first, last))
        return f"if({end} >= {start}, int(({end} - {start}) div 10000), {otherwise})"


def reference(name: str) -> str:
    """How XLSForm speaks of another row."""
    return f"${{{name}}}"


def literal(text: str) -> str:
    """A text as XPath, whatever quotes it holds; `${` is split, since XLSForm would take it for a name."""
    parts = [part for half in text.split("${") for part in (half, "${")][:-1]
    pieces = [piece for part in parts for piece in (("$", "{") if part == "${" else _quoted(part))]
    quoted = [f'"{piece}"' if "'" in piece else f"'{piece}'" for piece in pieces]
    return f"concat({', '.join(quoted)})" if len(quoted) > 1 else quoted[0] if quoted else EMPTY


def _quoted(text: str) -> list[str]:
    """A text in pieces that hold one kind of quote each."""
    if "'" not in text or '"' not in text:
        return [text] if text else []
    halves = text.split("'")
    return reduce(lambda found, half: [*found, "'", half], halves[1:], halves[:1])


def _number(number: float) -> str:
    """A number without an exponent, which XPath does not know."""
    return f"{number:f}".rstrip("0").rstrip(".") if isinstance(number, float) else str(number)


def _or_else(here: str, otherwise: str, also: str = "", dated: bool = False) -> str:
    """The value of a row, or the other one where it is empty.

    A date is written out: some engines would keep a moment of a day, with hours and a time zone.
    """
    value = f"format-date({here}, '%Y-%m-%d')" if dated else here
    if otherwise == EMPTY and not also:
        return value
    return f"if({here} != {EMPTY}{also}, {value}, {otherwise})"


def _joined(word: str, parts: Iterable[str]) -> str:
    found = list(parts)
    return f"({word.join(found)})" if len(found) > 1 else found[0]
