"""The findings of an inspection, put together: counts, groups, grids, ratings, scores, comparisons."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from fieldwork.findings import counts, decisions, queries
from fieldwork.findings.averages import Averages, averages
from fieldwork.findings.bases import small_base
from fieldwork.findings.comparators import comparators
from fieldwork.findings.comparison import Comparison, Reference, compare
from fieldwork.findings.counts import Counts
from fieldwork.findings.grids import Grid, grids
from fieldwork.findings.queries import Selection
from fieldwork.findings.ratings import Overall, StandardRating
from fieldwork.inspection.file import Inspection
from fieldwork.programme.model import Programme, QuestionId
from fieldwork.wording import count


@dataclass(frozen=True, slots=True)
class Findings:
    """All that an inspection found.

    `counts` are of the chosen readings together, `groups` the same divided (empty where they are not).
    `standards`, `overall` and `averages` are of the whole inspection, whatever was chosen: a rating is
    never of a sub-group. `progress` says by form how many readings are complete, of how many.
    `previous` and `others` hold the comparisons by question, where there is something to compare with:
    `against`, and by name the comparators, which are the `references`.
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
    references: Mapping[str, Reference]
    small_base: int

    @property
    def unfinished(self) -> int:
        """How many readings are not complete, cases and other evidence alike."""
        return sum(every - complete for complete, every in self.progress.values())

    @property
    def to_come(self) -> tuple[str, ...]:
        """What the ratings and scores still wait for: forms with readings that are not complete, in words.

        Readings of cases and of the organisation; interviews and meetings inform judgements only.
        """
        forms = [form for form in self.programme.forms.values() if form.subject in ("case", "organisation")]
        standing = [(form.title, *self.progress.get(form.id, (0, 0))) for form in forms]
        return tuple(
            f"{title}: {every - complete} of {count(every, 'reading')} not complete"
            for title, complete, every in standing
            if complete < every
        )

    def complete(self, question: QuestionId) -> bool:
        """Whether every reading that may ask a question is complete, so that its figures stand."""
        forms = [form for form, rows in self.counts.forms.items() if question in rows]
        standing = [self.progress[form] for form in forms if form in self.progress]
        return bool(standing) and all(complete == every for complete, every in standing)

    def caution(self, group: Counts) -> str:
        """What to keep in mind when a group's figures are read."""
        readings = sum(group.readings.values())
        if self.too_small(group):
            return f"{count(readings, 'reading')}: too few to say how this group differs from others."
        return "Part of the sample only: margins are wider than over all."

    def too_small(self, group: Counts) -> bool:
        """Whether a group has too few readings to say anything of it."""
        return sum(group.readings.values()) < self.small_base


def findings(
    inspection: Inspection, selection: Selection | None = None, against: Reference | None = None
) -> Findings:
    """Counts and rates an inspection as it stands. Raises `Refused` for a selection that says nothing."""
    chosen = selection or Selection()
    figures = counts.together(inspection, chosen)
    whole = counts.together(inspection, rated(chosen)) if chosen.where else figures
    groups = counts.count(inspection, chosen) if chosen.by else []
    return put_together(inspection, chosen, against, figures, whole, groups)


def rated(selection: Selection) -> Selection:
    """What ratings and scores are of, whatever is selected: all readings."""
    return Selection(unfinished=selection.unfinished)


def put_together(
    inspection: Inspection,
    selection: Selection,
    against: Reference | None,
    figures: Counts,
    whole: Counts,
    groups: Sequence[Counts],
) -> Findings:
    """Findings from counts: of the chosen readings, of all of them, and of the groups."""
    programme = inspection.programme
    standards = decisions.standards(inspection, whole)
    others = comparators(inspection)
    return Findings(
        programme=programme,
        selection=selection,
        counts=figures,
        groups=tuple(groups),
        grids=tuple(grids(programme, figures)),
        standards=tuple(standards),
        overall=decisions.overall(inspection, standards),
        averages=averages(programme, whole),
        progress=queries.progress(inspection),
        against=against,
        previous=compared(figures, against) if against else {},
        others={name: compared(figures, other) for name, other in others.items()},
        references=others,
        small_base=small_base(inspection),
    )


def compared(
    figures: Counts, reference: Reference, questions: Collection[QuestionId] | None = None
) -> dict[QuestionId, Comparison]:
    """These questions, or all, beside the figures of a reference."""
    chosen = figures.questions if questions is None else questions
    return {question: compare(figures.questions[question], reference) for question in chosen}


def usual_division(programme: Programme) -> str:
    """What a programme's findings are divided by where nobody says: the provider, where its questions say
    whose work each of them is about.
    """
    tagged = any("provider" in question.tags for question in programme.questions.values())
    return "provider" if tagged and "provider" in programme.facts else ""
