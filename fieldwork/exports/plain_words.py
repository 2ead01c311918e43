"""How the plain export words values, people and times."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fieldwork.programme.model import QuestionId

if TYPE_CHECKING:
    from fieldwork.exports.plain import Current, Everything, Thing

#: The fields of an answer that are not about it as a whole.
_PARTS = ("value", "note")


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One question of one case as it was answered, worded. `others` are answers given apart from it."""

    question: str
    ref: str
    text: str
    answer: str
    note: str
    more: str
    author: str
    at: str
    others: str


def text(value: Any) -> str:
    """Any journal value as words: lists with commas, true and false as yes and no."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return ", ".join(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def when(at: str) -> str:
    """`2019-09-16 14:05 UTC` of a clock stamp."""
    return f"{at[:10]} {at[11:16]} UTC"


def person(found: "Everything", key: str) -> str:
    return found.names.get(key, key)


def field(found: "Everything", name: str, value: Any) -> tuple[str, str]:
    """The label of a case's field and its value in words: facts by the programme, people by name."""
    key = name.removeprefix("fact.")
    known = found.programme.facts.get(key) if found.programme and key != name else None
    if known is None or value is None or isinstance(value, dict):
        worded = person(found, value) if name == "inspector" and isinstance(value, str) else text(value)
        return key.replace("_", " ").capitalize(), worded
    return known.label, known.words(tuple(value) if isinstance(value, list) else value)


def answers(found: "Everything", ref: str) -> Iterator[AnswerLine]:
    """The answers of a case or record in the order of the programme; what it does not know stands last."""
    given = found.answers.get(ref, {})
    order = {str(q): n for n, q in enumerate(found.programme.questions)} if found.programme else {}
    for question in sorted(given, key=lambda q: (order.get(q, len(order)), q)):
        yield _line(found, question, given[question])


def _line(found: "Everything", question: str, fields: "Thing") -> AnswerLine:
    known = found.programme.questions.get(QuestionId(question)) if found.programme else None
    latest = max(fields.values(), key=lambda current: current.version.at).version
    value, note = fields.get("value"), fields.get("note")
    return AnswerLine(
        question=question,
        ref=known.shown if known else "",
        text=known.text if known else "",
        answer=_answer(found, question, value.value) if value else "",
        note=text(note.value) if note else "",
        more="; ".join(
            f"{name}: {text(c.value)}" for name, c in sorted(fields.items()) if name not in _PARTS
        ),
        author=person(found, latest.author),
        at=when(latest.at),
        others="; ".join(_others(found, question, name, c) for name, c in sorted(fields.items()) if c.others),
    )


def _others(found: "Everything", question: str, name: str, current: "Current") -> str:
    return "; ".join(
        f"{name} by {person(found, o.author)}, {when(o.at)}: "
        + (_answer(found, question, o.value) if name == "value" else text(o.value))
        for o in current.others
    )


def _answer(found: "Everything", question: str, value: Any) -> str:
    """An answer by its label; several, each by its own."""
    known = found.programme.questions.get(QuestionId(question)) if found.programme else None
    if known is None or known.answers is None or isinstance(value, dict) or value is None:
        return text(value)
    parts = value if isinstance(value, list) else [value]
    return ", ".join(known.answers.label(part) for part in parts)
