"""Finding cases and notes by what one remembers of them."""

from dataclasses import dataclass

from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import CaseRef
from fieldwork.programme.model import QuestionId


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: a case, or a note under one of its questions (`question` "" for the case)."""

    ref: CaseRef
    question: str
    title: str
    snippet: str


def search(inspection: Inspection, words: str, limit: int = 200) -> list[Hit]:
    """Cases whose reference, initials, officer or office hold every word, then notes that do."""
    terms = words.casefold().split()
    if not terms:
        return []
    team = {p.id: p.name for p in queries.team(inspection)}
    hits = []
    for row in queries.cases(inspection):
        inspector = team.get(row.inspector, "") if row.inspector else ""
        about = " · ".join(w for w in (row.officer, row.office, inspector, row.status.label) if w)
        text = f"{row.ref} {row.initials} {about}".casefold()
        if all(term in text for term in terms):
            hits.append(Hit(row.ref, "", f"{row.ref} ({row.initials})" if row.initials else row.ref, about))
    hits += [_note(inspection, *found) for found in queries.search_notes(inspection, words, limit)]
    return hits[:limit]


def _note(inspection: Inspection, ref: str, where: str, snippet: str) -> Hit:
    question = inspection.programme.questions.get(QuestionId(where))
    title = f"{question.shown} {question.text}" if question else where.capitalize()
    return Hit(CaseRef(ref), where if question else "", f"{ref}: {title}", snippet)
