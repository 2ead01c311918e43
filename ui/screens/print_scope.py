"""Which cases a document is printed for."""

from collections.abc import Sequence
from dataclasses import dataclass

from fieldwork.inspection import queries
from fieldwork.inspection.records import CaseRow, Status
from ui.session import Session

#: Documents of the whole inspection, which take no cases.
WHOLE = ("timetable", "wall-sheet", "officer-letters", "change-slips", "sample", "sampling", "findings")


@dataclass(frozen=True)
class Scope:
    """Which cases: their words, and their references; `everything` leaves the choice to the document."""

    words: str
    rows: tuple[CaseRow, ...]
    everything: bool = False

    def refs(self, document: str) -> tuple[str, ...] | None:
        """What to print them for; None where there is no case to print."""
        if document == "evidence":
            return tuple(r.ref for r in self.rows if r.subject != "case")
        if self.everything or document in WHOLE:
            return ()
        begun = document != "case-summary"
        cases = [r for r in self.rows if r.subject == "case"]
        return tuple(r.ref for r in cases if begun or r.status is not Status.SELECTED) or None


def _chosen_words(rows: Sequence[CaseRow]) -> str:
    """What was chosen where printing was asked for."""
    kind = "case" if rows[0].subject == "case" else "record"
    if len(rows) > 1:
        return f"The {len(rows)} chosen {kind}s"
    return f"Case {rows[0].ref}" if kind == "case" else f"The chosen {kind}"


def scopes(session: Session, refs: Sequence[str]) -> tuple[Scope, ...]:
    """The cases that were chosen, one's own, and all."""
    rows = queries.cases(session.inspection, withdrawn=False)
    user = session.user
    found = []
    if refs:
        chosen = tuple(queries.case(session.inspection, ref) for ref in refs)
        found.append(Scope(_chosen_words(chosen), chosen))
    mine = tuple(row for row in rows if user and row.inspector == user.id)
    if mine:
        found.append(Scope(f"My cases ({len(mine)})", mine))
    found.append(Scope(f"All cases ({len(rows)})", tuple(rows), everything=True))
    return tuple(found)
