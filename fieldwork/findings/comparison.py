"""Now against before, or against others: how far apart two shares are, and whether that may be called
significant.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from fieldwork.errors import Refused
from fieldwork.findings import counts, decisions
from fieldwork.findings.counts import Count
from fieldwork.findings.proportions import LEVEL, p_value, percent
from fieldwork.findings.queries import Selection
from fieldwork.findings.ratings import Overall
from fieldwork.inspection.file import Inspection
from fieldwork.programme.model import Band, Programme, QuestionId

NO_DATA = "no comparable data available"


@dataclass(frozen=True, slots=True)
class Figure:
    """A share to compare with: whole per cent, and the counts behind it where they are known."""

    percent: int
    yes: int | None = None
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """What findings are compared with: the figures by this programme's questions, the ratings of
    standards and the rating over all. `comparable` are the questions that can be compared at all.
    """

    title: str
    figures: Mapping[QuestionId, Figure]
    comparable: frozenset[QuestionId]
    ratings: Mapping[QuestionId, Band] = field(default_factory=dict)
    overall: Overall | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One share beside another. `points` is the difference of the two whole percentages as printed.

    `significant` is None where no test can be made: no figure, or no counts on one side.
    """

    previous: int | None
    points: int | None = None
    significant: bool | None = None
    p: float | None = None

    @property
    def words(self) -> str:
        """The change in words; "significant" is kept for what passes the test."""
        if self.previous is None or self.points is None:
            return NO_DATA
        if self.points == 0:
            return "no change"
        way = "rise" if self.points > 0 else "fall"
        size = f"{abs(self.points)} point{'' if abs(self.points) == 1 else 's'}"
        return f"significant {way} of {size}" if self.significant else f"{way} of {size}"


def compare(count: Count, reference: Reference) -> Comparison:
    """A count beside the reference's figure for the same question."""
    comparable = count.question.id in reference.comparable
    return beside(count, reference.figures.get(count.question.id) if comparable else None)


def beside(count: Count, figure: Figure | None) -> Comparison:
    """A count beside a figure: the pooled z-test at 0.1, two-sided, where both have counts."""
    if figure is None:
        return Comparison(None)
    if count.percent is None or count.yes is None:
        return Comparison(figure.percent)
    points = count.percent - figure.percent
    if figure.yes is None or figure.of is None:
        return Comparison(figure.percent, points)
    p = p_value(count.yes, count.of, figure.yes, figure.of)
    return Comparison(figure.percent, points, None if p is None else p < LEVEL, p)


def with_inspection(
    programme: Programme,
    other: Inspection,
    *,
    where: tuple[tuple[str, tuple[str, ...]], ...] = (),
) -> Reference:
    """The completed readings of another inspection, to compare the findings of `programme` with.

    Read with the edition before this one, its questions are those that the programme says compare;
    read with the same edition, the same questions do. Raises `Refused` for any other programme.
    """
    pairs = _pairs(programme, other.programme)
    found = counts.together(other, Selection(where=where))
    everything = found if not where else counts.together(other)
    figures = {}
    for now, before in pairs.items():
        count = found.questions.get(before)
        if count and count.percent is not None:
            figures[now] = Figure(count.percent, count.yes, count.of)
    back = {before: now for now, before in pairs.items()}
    rated = decisions.standards(other, everything)
    return Reference(
        other.info().title,
        figures,
        frozenset(pairs),
        {back[r.standard.id]: r.rating for r in rated if r.rating and r.standard.id in back},
        decisions.overall(other, rated),
    )


def pooled(references: Sequence[Reference], title: str) -> Reference:
    """Several inspections as one: the cases of all together, where each has counts; ratings only of one.

    A question is compared where all of them may be.
    """
    if len(references) == 1:
        return replace(references[0], title=title)
    figures = {}
    for question in dict.fromkeys(q for reference in references for q in reference.figures):
        held = [r.figures[question] for r in references if question in r.figures]
        yes, of = sum(f.yes or 0 for f in held), sum(f.of or 0 for f in held)
        whole = percent(yes, of)
        if whole is not None and all(f.of for f in held):
            figures[question] = Figure(whole, yes, of)
    comparable = frozenset.intersection(*(reference.comparable for reference in references))
    return Reference(title, figures, comparable)


def _pairs(programme: Programme, other: Programme) -> dict[QuestionId, QuestionId]:
    """Each of this programme's questions that compares, and its counterpart in the other one."""
    if other.id == programme.id and other.edition.id == programme.edition.id:
        return {q: q for q in programme.questions if q in other.questions}
    if other.id == programme.id and other.edition.id == programme.edition.previous:
        found = ((q.id, q.compares) for q in programme.questions.values())
        return {now: before for now, before in found if before is not None and before in other.questions}
    raise Refused(
        f"That inspection was read with {other.title}, {other.edition.title}; this one, read with "
        f"{programme.title}, {programme.edition.title}, is not compared with it.",
        advice="Choose one of the same edition or of the edition before.",
    )
