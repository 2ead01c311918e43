"""What an inspection file holds, read from its projections and heads as records."""

import json
import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any

from fieldwork.errors import Refused
from fieldwork.inspection import presence
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.interviews import interview_of
from fieldwork.inspection.projection import facts_from, value_of
from fieldwork.inspection.records import (
    Absence,
    Answer,
    CaseRef,
    CaseRow,
    Interview,
    Office,
    OfficeId,
    Officer,
    OfficerId,
    Person,
    PersonId,
    Role,
    Status,
)
from fieldwork.programme.model import QuestionId, Value

_READING = (
    "SELECT ref, form, status, inspector, officer, office, answered, applicable, facts, initials, "
    "asks, conflicts, flagged, corrected, subject, title FROM reading"
)
_ANSWER = "question, value, note, source, ask, reason, at, author, conflict, look_again"


def cases(inspection: Inspection, *, withdrawn: bool = True) -> list[CaseRow]:
    """Every case by reference."""
    where = "WHERE subject = 'case'" + ("" if withdrawn else " AND status <> 'withdrawn'")
    return _cases(inspection, inspection.store.rows(f"{_READING} {where} ORDER BY ref"))


def evidence(inspection: Inspection, form: str = "") -> list[CaseRow]:
    """The records that are not cases (meetings, officers, the organisation), of a form or of all;
    removed ones are left out.
    """
    where = "WHERE subject <> 'case' AND status <> 'withdrawn' AND form = coalesce(nullif(?, ''), form)"
    rows = inspection.store.rows(f"{_READING} {where} ORDER BY form, title, ref", (form,))
    return _cases(inspection, rows)


def _cases(inspection: Inspection, rows: list[tuple[Any, ...]]) -> list[CaseRow]:
    concerns = open_concern_refs(inspection)
    return [_case(inspection, row, concerns) for row in rows]


def case(inspection: Inspection, ref: str) -> CaseRow:
    """One case or record. Raises `Refused` where the inspection has no such case."""
    row = inspection.store.row(f"{_READING} WHERE ref = ?", (ref,))
    if row is None:
        raise Refused(
            f"There is no case {ref} in this inspection.",
            advice="Check the reference, or take in the office's list.",
        )
    return _case(inspection, row, open_concern_refs(inspection))


def status(inspection: Inspection, ref: str) -> Status:
    """Where one case stands. Raises `Refused` where the inspection has no such case."""
    row = inspection.store.row("SELECT status FROM reading WHERE ref = ?", (ref,))
    return Status(row[0]) if row else case(inspection, ref).status


def _case(inspection: Inspection, row: tuple[Any, ...], concerns: frozenset[str]) -> CaseRow:
    ref, form, status, inspector, officer, office, answered, applicable, facts, *rest = row
    initials, asks, conflicts, flagged, again, subject, title = rest
    return CaseRow(
        ref=CaseRef(ref),
        form=form,
        status=Status(status),
        inspector=PersonId(inspector) if inspector else None,
        officer=officer,
        officer_id=officer_id(inspection, officer) if officer else None,
        office=office,
        answered=answered,
        applicable=applicable,
        facts=facts_from(facts),
        initials=initials,
        asks=asks,
        conflicts=conflicts,
        flagged=bool(flagged),
        look_again=again,
        concern=ref in concerns,
        subject=subject,
        title=title,
    )


def given(inspection: Inspection, ref: str) -> dict[str, Value]:
    """The office list's facts of one case; empty where the case is not known."""
    row = inspection.store.row("SELECT given FROM reading WHERE ref = ?", (ref,))
    return facts_from(row[0]) if row else {}


def all_given(inspection: Inspection) -> dict[str, dict[str, Value]]:
    """The office list's facts of every case, by reference."""
    rows = inspection.store.rows("SELECT ref, given FROM reading WHERE subject = 'case'")
    return {ref: facts_from(text) for ref, text in rows}


def withdrawn_refs(inspection: Inspection) -> set[str]:
    """The cases that the latest list no longer holds."""
    rows = inspection.store.rows("SELECT ref FROM reading WHERE status = 'withdrawn' AND subject = 'case'")
    return {row[0] for row in rows}


def open_concern_refs(inspection: Inspection) -> frozenset[str]:
    """The cases with an immediate concern that is not closed."""
    held = inspection.records("concern").values()
    return frozenset(row["case"] for row in held if "case" in row and not row.get("closed"))


def answers(inspection: Inspection, ref: str) -> dict[QuestionId, Answer]:
    """What is recorded under each question of a case, whether or not it applies now."""
    rows = inspection.store.rows(
        f"SELECT {_ANSWER} FROM answer WHERE case_ref = ?",
        (ref,),
    )
    return {QuestionId(row[0]): _answer(row) for row in rows}


def every_answer(inspection: Inspection) -> Iterator[tuple[CaseRef, bool, Answer]]:
    """All answers of all cases: the case, whether the question applies there, the answer."""
    for ref, applies, *row in inspection.store.rows(
        f"SELECT case_ref, applies, {_ANSWER} FROM answer JOIN reading "
        "ON ref = case_ref AND subject = 'case' ORDER BY case_ref, question"
    ):
        yield CaseRef(ref), bool(applies), _answer(tuple(row))


def _answer(row: tuple[Any, ...]) -> Answer:
    question, value, note, source, ask, reason, at, author, conflict, look_again = row
    return Answer(
        question=QuestionId(question),
        value=None if value is None else value_of(json.loads(value)),
        note=note,
        source=source,
        ask=bool(ask),
        reason=reason,
        at=at,
        author=author,
        conflict=bool(conflict),
        look_again=bool(look_again),
    )


def look_again(inspection: Inspection) -> list[tuple[CaseRef, QuestionId]]:
    """Answers given before their question was corrected: (case, question)."""
    rows = inspection.store.rows("SELECT case_ref, question FROM answer WHERE look_again = 1")
    return sorted((CaseRef(ref), QuestionId(question)) for ref, question in rows)


def search_notes(inspection: Inspection, words: str, limit: int = 200) -> list[tuple[str, str, str]]:
    """Notes that hold every word (or a beginning of it): (case, question or field, a snippet)."""
    terms = " ".join(f'"{term}"*' for term in words.replace('"', " ").split())
    if not terms:
        return []
    return [
        (ref, question, snippet)
        for ref, question, snippet in inspection.store.rows(
            "SELECT note.case_ref, note.question, snippet(note_fts, 0, '', '', ' … ', 16) FROM note_fts "
            "JOIN note ON note.id = note_fts.rowid WHERE note_fts MATCH ? ORDER BY rank LIMIT ?",
            (terms, limit),
        )
    ]


# -- people and places ------------------------------------------------------------------------


def team(inspection: Inspection) -> list[Person]:
    """The people of the team, lead first, then by name."""
    found = [
        Person(
            PersonId(key), row.get("name", ""), Role(row.get("role", Role.INSPECTOR)), row.get("active", True)
        )
        for key, row in inspection.records("person").items()
    ]
    return sorted(found, key=lambda p: (p.role is not Role.LEAD, p.name.casefold()))


def person(inspection: Inspection, name: str) -> Person:
    """The person with this id or name. Raises `Refused`, listing who there is."""
    people = team(inspection)
    for one in people:
        if name in (one.id, one.name) or name.casefold() == one.name.casefold():
            return one
    known = ", ".join(p.name for p in people) or "nobody yet; add people with: fieldwork team FILE add NAME"
    raise Refused(f"There is nobody named {name} in the team.", advice=f"The team is: {known}.")


def user(inspection: Inspection) -> Person | None:
    """Whose copy of the file this is."""
    mine = inspection.store.setting("user")
    return next((p for p in team(inspection) if p.id == mine), None)


def set_user(inspection: Inspection, person_id: PersonId) -> None:
    """Says whose copy of the file this is; not part of the journal."""
    with inspection.store.transaction():
        inspection.store.set_setting("user", person_id)
        presence.note(inspection.store)


def offices(inspection: Inspection) -> list[Office]:
    """The local offices by name."""
    found = [
        Office(OfficeId(key), row.get("name", ""), int(row.get("rooms", 1)))
        for key, row in inspection.records("office").items()
    ]
    return sorted(found, key=lambda o: o.name.casefold())


def officers(inspection: Inspection) -> list[Officer]:
    """The responsible officers by name."""
    found = [_officer(key, row) for key, row in inspection.records("officer").items()]
    return sorted(found, key=lambda o: o.name.casefold())


def _officer(key: str, row: dict[str, Any]) -> Officer:
    absences = tuple(Absence(date.fromisoformat(a["date"]), a["part"]) for a in row.get("absences", ()))
    return Officer(OfficerId(key), row.get("name", ""), row.get("grade", ""), row.get("office", ""), absences)


def officer_id(inspection: Inspection, name: str) -> OfficerId:
    """The id of an officer: the same on every laptop that takes in the same list."""
    return OfficerId(_same_everywhere(inspection, "officer", name))


def office_id(inspection: Inspection, name: str) -> OfficeId:
    """The id of an office: the same on every laptop that takes in the same list."""
    return OfficeId(_same_everywhere(inspection, "office", name))


def _same_everywhere(inspection: Inspection, kind: str, name: str) -> str:
    folded = " ".join(name.casefold().split())
    return uuid.uuid5(uuid.NAMESPACE_OID, f"{inspection.id}/{kind}/{folded}").hex[:20]


def interviews(inspection: Inspection) -> list[Interview]:
    """The planned interviews in order of time."""
    rows = inspection.records("interview").items()
    found = [interview for key, row in rows if (interview := interview_of(key, row))]
    return sorted(found, key=lambda i: (i.starts, i.inspector, i.office))
