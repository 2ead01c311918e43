"""Finding cases and notes by what one remembers of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import CaseRef
from fieldwork.programme.model import QuestionId
from fieldwork.reading.concerns import concerns
from fieldwork.reading.evidence import name_of
from fieldwork.reading.examples import examples

_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: a case, or a note under one of its questions (`question` "" for the case)."""

    ref: CaseRef
    question: str
    title: str
    snippet: str


def search(inspection: Inspection, words: str, limit: int = 200) -> list[Hit]:
    """Cases and records that hold every word in what they are called, then notes, concerns and examples."""
    terms = words.casefold().split()
    if not terms:
        return []
    hits = [hit for hit, text in _named(inspection) if _holds(text, terms)]
    hits += [hit for hit, text in _followed(inspection) if _holds(text, terms)]
    hits += [_note(inspection, *found) for found in queries.search_notes(inspection, words, limit)]
    return hits[:limit]


def _holds(text: str, terms: list[str]) -> bool:
    folded = text.casefold()
    return all(term in folded for term in terms)


def _named(inspection: Inspection) -> Iterator[tuple[Hit, str]]:
    """Cases by reference, initials, officer, office and inspector; records by their titles."""
    team = {p.id: p.name for p in queries.team(inspection)}
    for row in queries.cases(inspection):
        inspector = team.get(row.inspector, "") if row.inspector else ""
        about = " · ".join(w for w in (row.officer, row.office, inspector, row.status.label) if w)
        title = f"{row.ref} ({row.initials})" if row.initials else row.ref
        yield Hit(row.ref, "", title, about), f"{row.ref} {row.initials} {about}"
    for row in queries.evidence(inspection):
        name = name_of(inspection, row.ref)
        about = " · ".join(w for w in (row.office, row.status.label) if w)
        yield Hit(row.ref, "", name, about), f"{name} {about}"


def _followed(inspection: Inspection) -> Iterator[tuple[Hit, str]]:
    """Concerns, open ones marked, and practice examples."""
    for concern in concerns(inspection):
        kind = "open concern" if concern.is_open else "closed concern"
        hit = Hit(
            CaseRef(concern.ref), "", f"{name_of(inspection, concern.ref)}: {kind}", _short(concern.seen)
        )
        yield hit, f"{concern.seen} {concern.told} {concern.done}"
    for example in examples(inspection):
        title = f"{name_of(inspection, example.ref)}: example of {example.kind} practice"
        yield Hit(CaseRef(example.ref), example.question, title, _short(example.text)), example.text


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]} …"


def _note(inspection: Inspection, ref: str, where: str, snippet: str) -> Hit:
    question = inspection.programme.questions.get(QuestionId(where))
    title = f"{question.shown} {question.text}" if question else where.capitalize()
    return Hit(CaseRef(ref), where if question else "", f"{name_of(inspection, ref)}: {title}", snippet)
