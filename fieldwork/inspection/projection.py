"""From the journal's heads to the tables that screens and counts read.

A pure function from one case's heads to its rows: what the tables must hold, by definition.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NamedTuple

from fieldwork.inspection.changes import Head, Register, dump
from fieldwork.inspection.records import Status
from fieldwork.programme.model import Form, Programme, QuestionId, Value
from fieldwork.programme.routing import form_of, route, routing_questions
from fieldwork.wording import initials

FACT = "fact."


class ReadingRow(NamedTuple):
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
    corrected: int
    subject: str
    title: str


class AnswerRow(NamedTuple):
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
    look_again: int


@dataclass(frozen=True, slots=True)
class Projected:
    """The rows of one case; `reading` is None where the case is not (or not yet) known."""

    reading: ReadingRow | None
    answers: Mapping[str, AnswerRow]
    notes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Routed:
    """Where a case's facts and answers lead: its form, the facts (both kinds also as JSON), what applies."""

    form: Form
    given: Mapping[str, Value]
    given_text: str
    facts_text: str
    applies: frozenset[QuestionId]
    asked: tuple[QuestionId, ...]


CaseHeads = Mapping[str, Head]
AnswerHeads = Mapping[str, Mapping[str, Head]]
#: Questions that were corrected during fieldwork, and what marks an answer to one as it is asked now.
Corrected = Mapping[str, str]
_NONE: Corrected = MappingProxyType({})


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


def route_case(programme: Programme, case: CaseHeads, answers: AnswerHeads) -> Routed | None:
    """Where the facts and answers of a case or record lead; None where no form takes it."""
    given = given_facts(case)
    form = _form(programme, case, given)
    if form is None:
        return None
    values = {QuestionId(q): v for q, f in answers.items() if (v := _value(f)) is not None}
    routing = route(programme, form.id, given, values)
    return Routed(form, given, dump(given), dump(dict(routing.facts)), routing.applies, routing.asked)


def steers(programme: Programme, register: Register) -> bool:
    """Whether a change of this register may lead its case elsewhere."""
    if register.entity == "answer":
        question = QuestionId(register.entity_id.rsplit("/", 1)[-1])
        return register.field == "value" and question in routing_questions(programme)
    return register.field == "form" or register.field.startswith(FACT)


def project(
    ref: str,
    case: CaseHeads,
    answers: AnswerHeads,
    routed: Routed | None,
    held: Projected | None = None,
    touched: Collection[str] = (),
    corrected: Corrected = _NONE,
) -> Projected:
    """The rows of one case or record from its heads: `case` by field, `answers` by question and field.

    An answer is to be looked at again where its question was `corrected` and it does not say that it
    was given to the question as it is asked now.

    Of `held`, the rows before the change, those of questions that are not `touched` are taken over
    where they still apply as they did.
    """
    rows: dict[str, AnswerRow] = {}
    notes: dict[str, str] = {}
    for question, heads in answers.items():
        applies = routed is not None and question in routed.applies
        row = held.answers.get(question) if held and question not in touched else None
        if held is None or row is None or row.applies != applies:
            row, note = _answer_row(ref, question, heads, applies, corrected), _note(heads)
        else:
            note = held.notes.get(question, "")
        rows[question] = row
        if note:
            notes[question] = note
    return Projected(_reading_row(ref, case, routed, rows) if routed else None, rows, notes)


def _reading_row(ref: str, case: CaseHeads, routed: Routed, rows: Mapping[str, AnswerRow]) -> ReadingRow:
    done = sum(1 for question in routed.asked if question in rows and rows[question].value is not None)
    status = _status(case, done)
    open_again = status is Status.COMPLETE and done < len(routed.asked)
    given = routed.given
    return ReadingRow(
        ref=ref,
        form=routed.form.id,
        status=status,
        inspector=_text(case, "inspector") or None,
        officer=str(given.get("responsible_officer", "")) or _text(case, "officer_name"),
        office=str(given.get("office", "")) or _text(case, "place"),
        answered=done,
        applicable=len(routed.asked),
        given=routed.given_text,
        facts=routed.facts_text,
        initials=initials(f"{given.get('first_names', '')} {given.get('family_name', '')}"),
        asks=sum(row.ask and row.applies for row in rows.values()),
        conflicts=sum(h.conflict for h in case.values()) + sum(row.conflict for row in rows.values()),
        flagged=int(open_again or bool(_text(case, "flag"))),
        corrected=sum(row.look_again and row.applies for row in rows.values()),
        subject=routed.form.subject,
        title=_text(case, "title"),
    )


def _form(programme: Programme, case: CaseHeads, given: Mapping[str, Value]) -> Form | None:
    """A case's form follows from its facts; a record says which form it is."""
    if "form" in case:
        return programme.forms.get(_text(case, "form"))
    return form_of(programme, given) if given else None


def given_facts(case: Mapping[str, Head]) -> dict[str, Value]:
    """The office list's facts of a case from its heads."""
    found = {f[len(FACT) :]: value_of(h.value) for f, h in sorted(case.items()) if f.startswith(FACT)}
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


def _answer_row(
    ref: str, question: str, fields: Mapping[str, Head], applies: bool, corrected: Corrected
) -> AnswerRow:
    value = _value(fields)
    asked = _text(fields, "asked")
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
        look_again=int(value is not None and asked != corrected.get(question, asked)),
    )


def _note(fields: Mapping[str, Head]) -> str:
    """The words under one question to search. Choices are single words and are not searched."""
    value = _text(fields, "value")
    words = (_text(fields, "note"), _text(fields, "reason"), value if " " in value else "")
    return "\n".join(w for w in words if w)


def facts_from(text: str) -> dict[str, Value]:
    """The facts of a `given` or `facts` column."""
    return {k: v for k, raw in json.loads(text).items() if (v := value_of(raw)) is not None}
