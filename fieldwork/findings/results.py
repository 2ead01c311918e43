"""The findings of an inspection, put together: counts, groups, grids, ratings, scores, comparisons."""

from collections.abc import Mapping
from dataclasses import dataclass

from fieldwork.findings import counts, decisions, queries
from fieldwork.findings.averages import Averages, averages
from fieldwork.findings.comparators import comparators
from fieldwork.findings.comparison import Comparison, Reference, compare
from fieldwork.findings.counts import Counts
from fieldwork.findings.grids import Grid, grids
from fieldwork.findings.queries import Selection
from fieldwork.findings.ratings import Overall, StandardRating
from fieldwork.inspection.file import Inspection
from fieldwork.programme.model import Programme, QuestionId


@dataclass(frozen=True, slots=True)
class Findings:
    """All that an inspection found.

    `counts` are of the chosen readings together, `groups` the same divided (empty where they are not).
    `standards`, `overall` and `averages` are of the whole inspection, whatever was chosen: a rating is
    never of a sub-group. `progress` says by form how many readings are complete, of how many.
    `previous` and `others` hold the comparisons by question, where there is something to compare with.
    """

    programme: Programme
    selection: Selection
    counts: Counts
    groups: tuple[Counts, ...]
    grids: tuple[Grid, ...]
    standards: tuple[StandardRating, ...]
    overall: Overall | None
    averages: Averages | None
    progress: Mapping[str, tuple[int, int]]
    against: Reference | None
    previous: Mapping[QuestionId, Comparison]
    others: Mapping[str, Mapping[QuestionId, Comparison]]

    @property
    def unfinished(self) -> int:
        """How many readings are not complete, cases and other evidence alike."""
        return sum(every - complete for complete, every in self.progress.values())


def findings(
    inspection: Inspection, selection: Selection | None = None, against: Reference | None = None
) -> Findings:
    """Counts and rates an inspection as it stands. Raises `Refused` for a selection that says nothing."""
    chosen = selection or Selection()
    programme = inspection.programme
    figures = counts.together(inspection, chosen)
    whole = figures
    if chosen.where:
        whole = counts.together(inspection, Selection(unfinished=chosen.unfinished))
    standards = decisions.standards(inspection, whole)
    others = comparators(inspection)
    return Findings(
        programme=programme,
        selection=chosen,
        counts=figures,
        groups=tuple(counts.count(inspection, chosen)) if chosen.by else (),
        grids=tuple(grids(programme, figures)),
        standards=tuple(standards),
        overall=decisions.overall(inspection, standards),
        averages=averages(programme, whole),
        progress=queries.progress(inspection),
        against=against,
        previous=_compared(figures, against) if against else {},
        others={name: _compared(figures, other) for name, other in others.items()},
    )


def _compared(figures: Counts, reference: Reference) -> dict[QuestionId, Comparison]:
    return {question: compare(count, reference) for question, count in figures.questions.items()}


def usual_division(programme: Programme) -> str:
    """What a programme's findings are divided by where nobody says: the provider, where its questions say
    whose work each of them is about.
    """
    tagged = any("provider" in question.tags for question in programme.questions.values())
    return "provider" if tagged and "provider" in programme.facts else ""
