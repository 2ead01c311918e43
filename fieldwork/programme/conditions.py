"""Conditions as data: what must hold of a case's facts for a question to apply."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

#: A fact's or an answer's value: text, number, ISO date as text, or several texts for a list fact.
Value = str | int | float | bool | tuple[str, ...]
Comparison = Literal["above", "below", "at_least", "at_most"]


@dataclass(frozen=True, slots=True)
class FactIs:
    """The fact has one of these values; for a list fact, at least one of them."""

    fact: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FactOnly:
    """The list fact holds these values and no others, and is not empty."""

    fact: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FactNumber:
    """The number fact stands in this relation to `number`."""

    fact: str
    comparison: Comparison
    number: float


@dataclass(frozen=True, slots=True)
class AnswerIs:
    """An answer that applies has one of these values; for derivations only."""

    question: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold; so also where its fact has no value."""

    part: "Condition"


Condition = FactIs | FactOnly | FactNumber | AnswerIs | AllOf | AnyOf | Not


@dataclass(frozen=True, slots=True)
class Derivation:
    """A fact has `value` when `when` holds."""

    value: str
    when: Condition


def holds(condition: Condition, facts: Mapping[str, Value], answers: Mapping[str, Value]) -> bool:
    """Whether a condition holds. A fact or answer without a value satisfies no comparison."""
    match condition:
        case FactIs(fact, values):
            return _is_one_of(facts.get(fact), values)
        case AnswerIs(question, values):
            return _is_one_of(answers.get(question), values)
        case AllOf(parts):
            return all(holds(part, facts, answers) for part in parts)
        case AnyOf(parts):
            return any(holds(part, facts, answers) for part in parts)
        case Not(part):
            return not holds(part, facts, answers)
        case FactOnly(fact, values):
            held = facts.get(fact)
            return isinstance(held, tuple) and bool(held) and set(held) <= set(values)
        case FactNumber(fact, comparison, number):
            return _compares(facts.get(fact), comparison, number)


def _is_one_of(held: Value | None, values: tuple[str, ...]) -> bool:
    if isinstance(held, tuple):
        return any(value in values for value in held)
    return held in values


def _compares(held: Value | None, comparison: Comparison, number: float) -> bool:
    if isinstance(held, bool) or not isinstance(held, int | float):
        return False
    match comparison:
        case "above":
            return held > number
        case "below":
            return held < number
        case "at_least":
            return held >= number
        case "at_most":
            return held <= number


def parts_of(condition: Condition) -> Iterator[FactIs | FactOnly | FactNumber | AnswerIs]:
    """The comparisons inside a condition, in order."""
    match condition:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from parts_of(part)
        case Not(part):
            yield from parts_of(part)
        case _:
            yield condition
