"""Names that XForms take for questions, facts and choices: letters, digits, hyphens, underscores.

`2.1.1.a` becomes `q_2_1_1_a`. A name follows from the id alone, so it is the same in every form and
edition; only where two ids of a programme would share a name do both end in a mark of their own.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256

from fieldwork.exports.carried import SOMETHING_ELSE
from fieldwork.programme.conditions import AnswerIs, Condition, FactIs, FactOnly, parts_of
from fieldwork.programme.model import Programme, QuestionId

_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_]")
#: Choices may hold more, but no space: it parts the choices of a question that takes several.
_NOT_IN_CHOICES = re.compile(r"[^A-Za-z0-9_.\-]")


class Names:
    """The names of one programme's questions, facts and values."""

    def __init__(self, programme: Programme) -> None:
        self._questions = _distinct(map(str, programme.questions), plain)
        self._facts = _distinct(programme.facts, plain)
        self._choices = _distinct(_values(programme), lambda value: _NOT_IN_CHOICES.sub("_", value))

    def question(self, question: QuestionId | str) -> str:
        """The question's own name, `q_2_1_1_a`."""
        return f"q_{self._questions[str(question)]}"

    def group(self, question: QuestionId) -> str:
        """The group of a heading, or of a question with others under it: `g_2_1_1`."""
        return f"g_{self._questions[str(question)]}"

    def note(self, heading: QuestionId) -> str:
        """What is said at the head of a group: `n_2_1`."""
        return f"n_{self._questions[str(heading)]}"

    def fact(self, fact: str) -> str:
        """A fact's value as settled: `fact_rosh_judged`."""
        return f"fact_{self._facts[fact]}"

    def listed(self, fact: str) -> str:
        """What the office's list says of a fact that something else may settle: `list_upw_only`."""
        return f"list_{self._facts[fact]}"

    def choice(self, value: str) -> str:
        """The choice that stands for a stored value; the value itself nearly always."""
        return self._choices[value]


def plain(text: str) -> str:
    """A text with what names do not take made `_`."""
    return _NOT_IN_NAMES.sub("_", text)


def _distinct(texts: Iterable[str], safe: Callable[[str], str]) -> dict[str, str]:
    """Each text's safe form; those that share one, in whatever case, end in a part of their hash."""
    every = list(dict.fromkeys(texts))
    shared = Counter(safe(text).lower() for text in every)
    return {
        text: f"{safe(text)}_{sha256(text.encode()).hexdigest()[:6]}"
        if shared[safe(text).lower()] > 1
        else safe(text)
        for text in every
    }


def _values(programme: Programme) -> Iterator[str]:
    """Every value that the programme names, for answers, facts and conditions alike."""
    yield SOMETHING_ELSE
    for question in programme.questions.values():
        yield from (option.value for option in question.answers.options) if question.answers else ()
        for condition in question.binding:
            yield from _named(condition)
    for fact in programme.facts.values():
        yield from fact.values
        if fact.default is not None:
            yield from fact.default if isinstance(fact.default, tuple) else (str(fact.default),)
        for derivation in fact.derivations:
            yield derivation.value
            yield from _named(derivation.when)


def _named(condition: Condition) -> Iterator[str]:
    """The values that a condition compares with."""
    for part in parts_of(condition):
        if isinstance(part, FactIs | FactOnly | AnswerIs):
            yield from part.values
