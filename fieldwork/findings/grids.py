"""Grids: for each need, how often it was found, and of those, whether enough was done and what came of it."""

from dataclasses import dataclass

from fieldwork.findings.counts import Count, Counts
from fieldwork.programme.model import Level, Programme, Question


@dataclass(frozen=True, slots=True)
class GridRow:
    """One need or factor: in how many cases it was found, and the answers that rest on that."""

    question: Question
    found: Count
    enough: Count | None
    progress: Count | None


@dataclass(frozen=True, slots=True)
class Grid:
    """The grid of one standard; the commonest need stands first."""

    standard: Question
    rows: tuple[GridRow, ...]


def grids(programme: Programme, counts: Counts) -> list[Grid]:
    """Every grid of the programme: the rows of a standard that is laid out as one."""
    standards = [q for q in programme.questions.values() if q.layout == "grid"]
    return [Grid(standard, _rows(programme, standard, counts)) for standard in standards]


def _rows(programme: Programme, standard: Question, counts: Counts) -> tuple[GridRow, ...]:
    rows = []
    for need in programme.children(standard.id):
        if need.level is Level.KEY_QUESTION and not need.asks:
            answers = [
                counts.questions[q.id] for q in programme.children(need.id) if q.id in counts.questions
            ]
            if answers:
                found, enough, progress = (*answers, None, None)[:3]
                assert found is not None
                rows.append(GridRow(need, found, enough, progress))
    return tuple(sorted(rows, key=lambda row: -(row.found.yes or 0)))
