"""Scores without ratings: averages of proportions above the line, by criterion, outcome and stage."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from fieldwork.findings.counts import Count, Counts, has_line
from fieldwork.findings.proportions import rounded
from fieldwork.programme.model import Level, Programme, Question

CRITERION, STAGE = "criterion", "stage"


@dataclass(frozen=True, slots=True)
class Average:
    """The average of some shares; `parts` are how many, `share` is None where there are none."""

    ref: str
    title: str
    share: Fraction | None
    parts: int

    @property
    def percent(self) -> int | None:
        """In whole per cent, halves up."""
        return None if self.share is None else rounded(self.share)


@dataclass(frozen=True, slots=True)
class Averages:
    """The scores of a programme without ratings, each in the framework's order."""

    criteria: tuple[Average, ...]
    outcomes: tuple[Average, ...]
    stages: tuple[Average, ...]


def averages(programme: Programme, counts: Counts) -> Averages | None:
    """The scores, or None where the programme does not score that way (its rows name no criteria).

    A criterion and an outcome average the shares of their scored questions; a question that counts in two
    outcomes is in both. A stage averages its criteria. The rows of a grid stand outside: with them no
    answers at all would lead to the score that was published for Norfolk and Suffolk's third outcome.
    """
    scored = [c for c in counts.questions.values() if _is_averaged(programme, c.question)]
    if programme.rating or not any(CRITERION in c.question.tags for c in scored):
        return None
    rows = list(programme.questions.values())
    criteria = tuple(
        _average(row, [c.share for c in scored if c.question.tags.get(CRITERION) == row.tags[CRITERION]])
        for row in rows
        if row.level is Level.STANDARD and CRITERION in row.tags
    )
    outcomes = tuple(
        _average(row, [c.share for c in scored if _counts_in(programme, c, row)])
        for row in rows
        if row.level is Level.DOMAIN and any(_counts_in(programme, c, row) for c in scored)
    )
    return Averages(criteria, outcomes, _stages(rows, {c.ref: c for c in criteria}))


def _is_averaged(programme: Programme, question: Question) -> bool:
    row = programme.ancestor(question, Level.KEY_QUESTION)
    above = programme.ancestor(question, Level.STANDARD)
    in_grid = row is not None and above is not None and above.layout == "grid"
    return question.scored and has_line(question) and not in_grid


def _counts_in(programme: Programme, count: Count, outcome: Question) -> bool:
    own = programme.ancestor(count.question, Level.DOMAIN)
    return own == outcome or outcome.id in count.question.counts_in


def _average(row: Question, shares: Iterable[Fraction | None]) -> Average:
    return Average(row.ref, row.text, *_mean(shares))


def _mean(shares: Iterable[Fraction | None]) -> tuple[Fraction | None, int]:
    known = [share for share in shares if share is not None]
    return (sum(known, Fraction(0)) / len(known) if known else None), len(known)


def _stages(rows: Iterable[Question], criteria: Mapping[str, Average]) -> tuple[Average, ...]:
    by_stage: dict[str, list[Fraction | None]] = {}
    for row in rows:
        if row.level is Level.STANDARD and STAGE in row.tags and row.ref in criteria:
            by_stage.setdefault(row.tags[STAGE], []).append(criteria[row.ref].share)
    return tuple(
        Average(stage, stage.replace("_", " ").capitalize(), *_mean(shares))
        for stage, shares in by_stage.items()
    )
