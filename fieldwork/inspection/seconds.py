"""Second readings as the journal holds them: who reads what again, and both readings side by side.

A second reading is a thing of its own, so the first one's answers, and all that is counted from them, stay
untouched: `second/<id>` says whose it is and of which case, `second_answer/<id>/<question>` holds its
answers and `second_outcome/<id>/<question>` what was agreed on. The first reading is named by the ids of the
changes that had given its answers when the case was drawn: what is compared is what was read apart, whatever
is changed afterwards.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fieldwork.errors import Refused
from fieldwork.inspection import queries
from fieldwork.inspection.changes import Head
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.projection import answer_id, value_of
from fieldwork.inspection.records import Answer, CaseRef, PersonId
from fieldwork.programme.model import QuestionId, Value
from fieldwork.programme.routing import Routing, route

SECOND, ANSWER, OUTCOME = "second", "second_answer", "second_outcome"


@dataclass(frozen=True, slots=True)
class SecondReading:
    """One case read a second time. `first` names, by question, the changes that gave the first answers;
    `draw` is the draw that it came from ("" where it was picked by hand). `assigned` and `completed` are
    clock stamps, `completed` "" while it is being read; `cancelled` says why it will not be.
    """

    id: str
    ref: CaseRef
    reader: PersonId
    first_reader: PersonId | None
    first: Mapping[str, str]
    draw: str = ""
    assigned: str = ""
    completed: str = ""
    cancelled: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it is still to be read, or being read."""
        return not self.completed and not self.cancelled


@dataclass(frozen=True, slots=True)
class Pair:
    """What both readings say to one question that applied in either; None where it was not answered.

    `asked_alike` is false where the question was corrected between the two.
    """

    second: str
    ref: CaseRef
    question: QuestionId
    first_reader: PersonId | None
    second_reader: PersonId
    first: Value | None
    again: Value | None
    asked_alike: bool = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was agreed on one question: which answer `stands` (first, second, other), its value and why."""

    question: QuestionId
    stands: str
    value: Value | None
    reason: str
    by: str
    at: str
    conflict: bool = False


def second_readings(inspection: Inspection, *, ref: str = "", reader: str = "") -> list[SecondReading]:
    """The second readings of a case, of a reader, or all; by case, those that were cancelled last."""
    fields: dict[str, dict[str, Head]] = {}
    for register, head in inspection.journal.heads(SECOND):
        fields.setdefault(register.entity_id, {})[register.field] = head
    found = (_second(key, held) for key, held in fields.items() if {"case", "reader"} <= held.keys())
    wanted = (s for s in found if s.ref and ref in ("", s.ref) and reader in ("", s.reader))
    return sorted(wanted, key=lambda s: (s.ref, bool(s.cancelled), s.assigned, s.id))


def _second(key: str, held: Mapping[str, Head]) -> SecondReading:
    values = {field: head.value for field, head in held.items() if head.value is not None}
    first = values.get("first")
    return SecondReading(
        id=key,
        ref=CaseRef(str(values.get("case", ""))),
        reader=PersonId(str(values.get("reader", ""))),
        first_reader=PersonId(values["first_reader"]) if values.get("first_reader") else None,
        first=first if isinstance(first, dict) else {},
        draw=str(values.get("draw", "")),
        assigned=held["case"].at,
        completed=held["complete"].at if values.get("complete") else "",
        cancelled=str(values.get("cancelled", "")),
    )


def unseen(inspection: Inspection, person: str) -> frozenset[str]:
    """The cases that this person is reading a second time now."""
    rows = inspection.store.rows(
        "SELECT it.value, who.value FROM head AS it JOIN head AS who "
        "ON who.entity = it.entity AND who.entity_id = it.entity_id AND who.field = 'reader' "
        "WHERE it.entity = ? AND it.field = 'case' AND NOT EXISTS (SELECT 1 FROM head AS done "
        "WHERE done.entity = it.entity AND done.entity_id = it.entity_id "
        "AND done.field IN ('complete', 'cancelled') AND done.value <> 'null')",
        (SECOND,),
    )
    return frozenset(str(json.loads(ref)) for ref, reader in rows if json.loads(reader) == person)


def find(inspection: Inspection, name: str, reader: str = "") -> SecondReading:
    """The second reading with this id, or of this case: where there are several, the `reader`'s own, and
    one that was not cancelled. Raises `Refused` where there is none.
    """
    every = second_readings(inspection)
    here = [s for s in every if name in (s.id, s.ref)]
    if not here:
        raise Refused(f"{name} is not read a second time.", advice="Draw or assign it first.")
    return min(here, key=lambda s: (s.id != name, bool(s.cancelled), s.reader != reader, s.id))


def answers(inspection: Inspection, second: str) -> dict[QuestionId, Answer]:
    """What a second reader has recorded, by question. Not for the eyes of others until it is complete."""
    fields: dict[QuestionId, dict[str, Head]] = {}
    for register, head in inspection.journal.heads(ANSWER, f"{second}/", f"{second}0"):
        question = QuestionId(register.entity_id.rsplit("/", 1)[1])
        fields.setdefault(question, {})[register.field] = head
    return {question: _answer(question, held) for question, held in fields.items()}


def _answer(question: QuestionId, held: Mapping[str, Head]) -> Answer:
    values: dict[str, Any] = {field: head.value for field, head in held.items()}
    latest = max(held.values(), key=lambda head: (head.at, head.change))
    return Answer(
        question=question,
        value=value_of(values.get("value")),
        note=values.get("note") or "",
        source=values.get("source") or "",
        ask=bool(values.get("ask")),
        reason=values.get("reason") or "",
        at=latest.at,
        author=latest.author,
        conflict=any(head.conflict for head in held.values()),
    )


def routed(inspection: Inspection, ref: str, values: Mapping[QuestionId, Value]) -> Routing:
    """Where a case leads with these answers, and no others of it."""
    known = form(inspection, ref) or queries.case(inspection, ref).form
    return route(inspection.programme, known, queries.given(inspection, ref), values)


def form(inspection: Inspection, ref: str) -> str:
    """The form of a case, by the office's list; "" where the case is not known here."""
    row = inspection.store.row("SELECT form FROM reading WHERE ref = ?", (ref,))
    return str(row[0]) if row else ""


def first_values(inspection: Inspection, second: SecondReading) -> dict[QuestionId, Value] | None:
    """The first reading as it stood when the case was drawn; None where it has not all arrived here."""
    changes = inspection.journal.with_ids(second.first.values())
    if len(changes) < len(set(second.first.values())):
        return None
    found = {QuestionId(q): value_of(changes[change].value) for q, change in second.first.items()}
    return {question: value for question, value in found.items() if value is not None}


def pairs(inspection: Inspection, second: SecondReading) -> list[Pair] | None:
    """Both readings question by question, in the order of the form; None where the first is not here.

    Each is routed by its own answers: a question may have applied in one of them only.
    """
    first = first_values(inspection, second)
    if first is None or not form(inspection, second.ref):
        return None
    again = {q: a.value for q, a in answers(inspection, second.id).items() if a.value is not None}
    asked_first = set(routed(inspection, second.ref, first).asked)
    asked_again = set(routed(inspection, second.ref, again).asked)
    return [
        Pair(
            second=second.id,
            ref=second.ref,
            question=question,
            first_reader=second.first_reader,
            second_reader=second.reader,
            first=first.get(question) if question in asked_first else None,
            again=again.get(question) if question in asked_again else None,
            asked_alike=_asked_alike(inspection, second, question),
        )
        for question in inspection.programme.questions
        if question in asked_first | asked_again
    ]


def _asked_alike(inspection: Inspection, second: SecondReading, question: QuestionId) -> bool:
    """Whether both answers were given to the question in the same words."""
    marks = [
        inspection.value("answer", answer_id(second.ref, question), "asked"),
        inspection.value(ANSWER, answer_id(second.id, question), "asked"),
    ]
    return bool(marks[0] == marks[1])


def outcomes(inspection: Inspection, second: str) -> dict[QuestionId, Outcome]:
    """What was agreed on a second reading, by question."""
    found = {}
    for register, head in inspection.journal.heads(OUTCOME, f"{second}/", f"{second}0"):
        held = head.value
        if register.field == "outcome" and isinstance(held, dict):
            question = QuestionId(register.entity_id.rsplit("/", 1)[1])
            stands, value = str(held.get("stands", "")), value_of(held.get("value"))
            reason = str(held.get("reason", ""))
            found[question] = Outcome(
                question, stands, value, reason, head.author, head.at, conflict=head.conflict
            )
    return found
