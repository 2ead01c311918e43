"""From the journal's heads to the tables that screens and counts read.

A pure function from one case's heads to its rows: what the tables must hold, by definition.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from fieldwork.inspection.changes import Head, Register, dump
from fieldwork.inspection.records import Status
from fieldwork.programme.model import Form, Programme, QuestionId, Value
from fieldwork.programme.routing import Routing, form_of, route
from fieldwork.wording import initials

FACT = "fact."


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """A row of `reading`, in the order of its columns; `given` and `facts` are JSON."""

    ref: str
    form: str
    status: str
    inspector: str | None
    officer: str
    office: str
    answered: int
    applicable: int
    given: str
    facts: str
    initials: str
    asks: int
    conflicts: int
    flagged: int
    concern: int
    subject: str
    title: str


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A row of `answer`, in the order of its columns; `value` is JSON or None."""

    case_ref: str
    question: str
    value: str | None
    note: str
    source: str
    ask: int
    reason: str
    applies: int
    at: str
    author: str
    conflict: int


@dataclass(frozen=True, slots=True)
class Projected:
    """The rows of one case; `reading` is None where the case is not (or not yet) known."""

    reading: ReadingRow | None
    answers: Mapping[str, AnswerRow]
    notes: Mapping[str, str]


CaseHeads = Mapping[str, Head]
AnswerHeads = Mapping[str, Mapping[str, Head]]
Rows = Mapping[str, AnswerRow]


def answer_id(ref: str, question: str) -> str:
    """The entity id of one answer of one case."""
    return f"{ref}/{question}"


def case_of(register: Register) -> str | None:
    """The case or record that a register belongs to, or None where it is about something else."""
    if register.entity in ("case", "record"):
        return register.entity_id
    return register.entity_id.rsplit("/", 1)[0] if register.entity == "answer" else None


def value_of(raw: Any) -> Value | None:
    """A journal value as a fact's or an answer's: JSON lists become tuples, empty text nothing."""
    if isinstance(raw, list):
        return tuple(str(v) for v in raw) or None
    if raw is None or raw == "":
        return None
    return raw if isinstance(raw, str | int | float | bool) else str(raw)


def project(
    programme: Programme, ref: str, case: CaseHeads, answers: AnswerHeads, known: Rows = MappingProxyType({})
) -> Projected:
    """The rows of one case or record from its heads: `case` by field, `answers` by question and field.

    Rows in `known` are taken over where they still hold; the caller leaves out what was touched.
    """
    given = given_facts(case)
    form = _form(programme, case, given)
    routing = None
    if form is not None:
        values = {QuestionId(q): v for q, f in answers.items() if (v := _value(f)) is not None}
        routing = route(programme, form.id, given, values)
    rows = {}
    for question, heads in answers.items():
        applies = routing is not None and question in routing.applies
        row = known.get(question)
        rows[question] = row if row and row.applies == applies else _answer_row(ref, question, heads, applies)
    reading = None
    if form is not None and routing is not None:
        reading = _reading_row(ref, form, case, given, routing, rows.values())
    return Projected(reading, rows, _notes(case, answers))


def _reading_row(
    ref: str,
    form: Form,
    case: CaseHeads,
    given: Mapping[str, Value],
    routing: Routing,
    rows: Collection[AnswerRow],
) -> ReadingRow:
    done = len(routing.asked) - len(routing.to_do)
    status = _status(case, done)
    open_again = status is Status.COMPLETE and bool(routing.to_do)
    return ReadingRow(
        ref=ref,
        form=form.id,
        status=status,
        inspector=_text(case, "inspector") or None,
        officer=str(given.get("responsible_officer", "")) or _text(case, "officer_name"),
        office=str(given.get("office", "")) or _text(case, "place"),
        answered=done,
        applicable=len(routing.asked),
        given=dump(given),
        facts=dump(dict(routing.facts)),
        initials=initials(f"{given.get('first_names', '')} {given.get('family_name', '')}"),
        asks=sum(row.ask and row.applies for row in rows),
        conflicts=sum(h.conflict for h in case.values()) + sum(row.conflict for row in rows),
        flagged=int(open_again or bool(_text(case, "flag"))),
        concern=int(bool(_text(case, "concern"))),
        subject=form.subject,
        title=_text(case, "title"),
    )


def _form(programme: Programme, case: CaseHeads, given: Mapping[str, Value]) -> Form | None:
    """A case's form follows from its facts; a record says which form it is."""
    if "form" in case:
        return programme.forms.get(_text(case, "form"))
    return form_of(programme, given) if given else None


def given_facts(case: Mapping[str, Head]) -> dict[str, Value]:
    """The office list's facts of a case from its heads."""
    found = {f[len(FACT) :]: value_of(h.value) for f, h in case.items() if f.startswith(FACT)}
    return {fact: value for fact, value in found.items() if value is not None}


def _text(heads: Mapping[str, Head], field: str) -> str:
    head = heads.get(field)
    if head is None or head.value is None or head.value is False:
        return ""
    return head.value if isinstance(head.value, str) else dump(head.value)


def _value(fields: Mapping[str, Head]) -> Value | None:
    return value_of(fields["value"].value) if "value" in fields else None


def _status(case: Mapping[str, Head], answered: int) -> Status:
    if _text(case, "withdrawn"):
        return Status.WITHDRAWN
    if _text(case, "complete"):
        return Status.COMPLETE
    return Status.READING if answered else Status.SELECTED


def _answer_row(ref: str, question: str, fields: Mapping[str, Head], applies: bool) -> AnswerRow:
    value = _value(fields)
    latest = max(fields.values(), key=lambda head: (head.at, head.change))
    return AnswerRow(
        case_ref=ref,
        question=question,
        value=None if value is None else dump(value),
        note=_text(fields, "note"),
        source=_text(fields, "source"),
        ask=int(bool(_text(fields, "ask"))),
        reason=_text(fields, "reason"),
        applies=int(applies),
        at=latest.at,
        author=latest.author,
        conflict=int(any(head.conflict for head in fields.values())),
    )


def _notes(case: CaseHeads, answers: AnswerHeads) -> dict[str, str]:
    """The words to search, by question id (or field of the case)."""
    found = {field: _text(case, field) for field in ("example", "concern") if field in case}
    for question, heads in answers.items():
        if len(heads) > 1 or "value" not in heads or " " in _text(heads, "value"):
            words = (_text(heads, "note"), _text(heads, "reason"), _free_words(heads))
            found[question] = "\n".join(w for w in words if w)
    return {key: words for key, words in found.items() if words}


def _free_words(fields: Mapping[str, Head]) -> str:
    """An answer in words; choices are single words and are not searched."""
    words = _text(fields, "value")
    return words if " " in words else ""


def facts_from(text: str) -> dict[str, Value]:
    """The facts of a `given` or `facts` column."""
    return {k: v for k, raw in json.loads(text).items() if (v := value_of(raw)) is not None}
