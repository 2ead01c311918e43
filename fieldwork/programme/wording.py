"""Conditions in words: what must hold of a case for a question to be asked."""

from collections.abc import Sequence

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
from fieldwork.programme.model import Fact, Programme
from fieldwork.wording import listed

_PARTICIPLES = {"done", "made", "taken", "found", "held"}
_PARTICLES = {"for", "up"}
#: Words that show that a label is more than a plain subject, so that no verb can be put into it.
_NOT_A_SUBJECT = {"be", "from", "to", "is", "has", "differs", "who"}


def describe(condition: Condition, programme: Programme) -> str:
    """`Only where appointments were missed`; no full stop."""
    return f"Only where {_clause(condition, programme)}"


def _clause(condition: Condition, programme: Programme) -> str:
    match condition:
        case FactIs(fact, values):
            return _fact_is(programme.facts[fact], values, negated=False)
        case FactOnly(fact, values):
            found = programme.facts[fact]
            return f"{_inline(found.label)} {_be(found.label)} only {_values(found, values, 'and')}"
        case FactNumber(fact, comparison, number):
            label = programme.facts[fact].label
            return f"{_inline(label)} {_be(label)} {comparison.replace('_', ' ')} {number:g}"
        case AnswerIs(question, values):
            return _answer_is(programme, question, values, negated=False)
        case AllOf(parts):
            return " and ".join(_bracketed(part, programme) for part in parts)
        case AnyOf(parts):
            return " or ".join(_bracketed(part, programme) for part in parts)
        case Not(part):
            return _negated(part, programme)


def _bracketed(part: Condition, programme: Programme) -> str:
    """A part of a longer condition, in brackets where "and" and "or" would otherwise mix."""
    words = _clause(part, programme)
    return f"({words})" if isinstance(part, AllOf | AnyOf) and len(part.parts) > 1 else words


def _negated(part: Condition, programme: Programme) -> str:
    match part:
        case FactIs(fact, values):
            return _fact_is(programme.facts[fact], values, negated=True)
        case AnswerIs(question, values):
            return _answer_is(programme, question, values, negated=True)
        case Not(inner):
            return _clause(inner, programme)
        case _:
            return f"it is not so that {_clause(part, programme)}"


def _fact_is(fact: Fact, values: Sequence[str], negated: bool) -> str:
    yes_no = {"yes", "no"} <= set(fact.values)
    if yes_no and tuple(values) in (("yes",), ("no",)):
        return _yes_or_no(fact, (values[0] == "yes") is not negated, values[0], negated)
    if fact.type == "list":
        verb = ("do" if _plural(fact.label) else "does") + " not include" if negated else "include"
        verb += "" if negated or _plural(fact.label) else "s"
        return f"{_inline(fact.label)} {verb} {_values(fact, values, 'or')}"
    return f"{_inline(fact.label)} is {'not ' if negated else ''}{_values(fact, values, 'or')}"


def _yes_or_no(fact: Fact, holds: bool, value: str, negated: bool) -> str:
    """`Appointments missed` reads as a clause; other labels are quoted, since no rule turns them into one."""
    words = fact.label.split()
    at = len(words) - (2 if words[-1] in _PARTICLES else 1)
    subject, participle = words[:at], words[at]
    is_clause = participle in _PARTICIPLES or participle.endswith("ed")
    if is_clause and 0 < len(subject) <= 4 and not _NOT_A_SUBJECT & {w.lower() for w in subject}:
        verb = "were" if _plural(subject[-1]) else "was"
        return f"{_inline(' '.join(subject))} {verb} {'' if holds else 'not '}{' '.join(words[at:])}"
    return f"‘{fact.label}’ is {'not ' if negated else ''}{value}"


def _answer_is(programme: Programme, question: str, values: Sequence[str], negated: bool) -> str:
    found = programme.question(question)
    shown = found.shown if found else question
    labels = [found.answers.label(v) if found and found.answers else v for v in values]
    return f"{shown} is {'not ' if negated else ''}answered {listed([_inline(x) for x in labels], 'or')}"


def _values(fact: Fact, values: Sequence[str], last: str) -> str:
    return listed([_inline(fact.values.get(v, v)) for v in values], last)


def _plural(words: str) -> bool:
    last = words.split()[-1]
    return last.endswith("s") and not last.endswith(("ss", "is", "us"))


def _be(label: str) -> str:
    return "are" if _plural(label) else "is"


def _inline(words: str) -> str:
    """Words as they stand inside a sentence: `MAPPA eligible` and `Through the Gate` keep their capitals."""
    first, *others = words.split() or [""]
    name = any(c.isupper() for c in first[1:]) or any(word.istitle() for word in others)
    return words if name else words[:1].lower() + words[1:]
