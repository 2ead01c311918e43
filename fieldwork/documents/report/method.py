"""How the figures were made, in words, from the rules of the programme that was read with."""

from collections.abc import Iterator

from fieldwork.documents.report.blocks import Block, Break, Heading, Words
from fieldwork.documents.report.source import Source
from fieldwork.findings.proportions import LEVEL
from fieldwork.programme.model import Band, Programme, RatingRule
from fieldwork.wording import listed

_COUNTING = (
    "Inspectors answer each question from the record and from interviews. A yes or no to a key question is "
    "the inspector's own judgement: prompts inform it and never compute it. A share is the number of yes "
    "over all cases to which the question applies; answers of not applicable are left out. Questions that "
    "rest on a fact of the case, such as whether a victim could be identified, are asked only where it holds."
)
_SCORING_BY_LINE = (
    "Each scored question is above the line (sufficient) or not, over the cases where it applies. The score "
    "of a criterion or an outcome is the average of those proportions over its questions, each weighing the "
    "same; a stage averages its criteria. Questions about victims count both there and in protecting the "
    "public. The questions of a grid of factors stand apart from the averages. There are no bands or ratings."
)
_COUNTS_ONLY = (
    "No ratings are given. Figures are counts and shares for each provider and for all cases together. "
    "Progress is sufficient, insufficient, or hindered by lack of engagement. Charts take the providers "
    "together where one of them has few cases. The sample shows a range of cases and is not claimed to be "
    "fully representative."
)


def method(source: Source) -> Iterator[Block]:
    """The note on method, part by part."""
    programme, found = source.programme, source.found
    yield Break()
    yield Heading(1, "Annex: method")
    yield Heading(2, "Counting")
    yield Words(_COUNTING)
    yield Heading(2, "Scoring")
    yield from _scoring(programme, scores=found.averages is not None)
    yield Heading(2, "Whole numbers and small numbers")
    yield Words(
        "Shares are given to the nearest whole per cent, halves upwards; bands are taken after rounding. "
        + (
            f"Where fewer than {found.small_base} cases count, the number of cases is given instead, "
            "such as 7 of 28."
            if found.small_base
            else "Every share is given per cent, however few cases count."
        )
    )
    yield Heading(2, "How sure the figures are")
    yield Words(
        "Intervals are Wilson's, at 95 per cent confidence. Where it is recorded how many cases a sample was "
        "drawn from, they are narrowed by the finite population correction; for a question that applies to "
        "part of the sample, the same part of the population is assumed."
    )
    if found.against or found.others:
        yield Heading(2, "Comparing")
        yield Words(_comparing(source))
    if source.examples:
        yield Heading(2, "Examples")
        yield Words("Names, places and dates in practice examples are changed.")


def _scoring(programme: Programme, scores: bool) -> Iterator[Block]:
    rule = programme.rating
    if rule is not None:
        yield Words(
            f"{_bands(rule.bands)} A standard takes the band of its lowest key question. Safety questions "
            "leave out the cases that the inspector deems to carry a low risk of serious harm, as the "
            "framework says."
        )
        if rule.judged:
            judged = [programme.questions[standard].shown for standard in rule.judged]
            yield Words(
                f"Standards {listed(judged)} are rated by the lead inspector's judgement from all evidence."
            )
        yield Words(_discretion(programme, rule))
        yield Words(_overall(rule))
    else:
        yield Words(_SCORING_BY_LINE if scores else _COUNTS_ONLY)


def _bands(bands: tuple[Band, ...]) -> str:
    parts = [f"{band.label} from {band.start:g}" for band in bands[1:]]
    return f"Bands, per cent: {bands[0].label} under {bands[1].start:g}, {listed(parts)}."


def _discretion(programme: Programme, rule: RatingRule) -> str:
    words = (
        "The ratings panel may decide on the neighbouring band, exceptionally, where the lowest percentage "
        f"is within {rule.near_boundary:g} points of a boundary, or where one case judged otherwise would "
        "have changed the rating."
    )
    for standard, steps in rule.moved_by_evidence.items():
        question = programme.question(standard)
        sources = [q for q in programme.children(question.id) if q.asks] if question else []
        if question and any(q.answers and q.answers.kind == "text" for q in sources):
            most = "one band" if steps == 1 else f"{steps} bands"
            words += (
                f" Observation and other evidence may move {question.shown} {question.text} {most} at most."
            )
    return words


def _overall(rule: RatingRule) -> str:
    points = listed([f"{band.label} {band.points}" for band in rule.bands])
    ends = [f"{int(band.start)}" for band in rule.overall[1:]]
    most = max(band.points for band in rule.bands) * len({*rule.standards, *rule.judged})
    parts = []
    for band, end in zip(rule.overall, [*(int(e) - 1 for e in ends), most], strict=True):
        parts.append(f"{int(band.start)} to {end} {band.label}")
    return f"Points of each standard: {points}. Added up, unweighted, out of {most}: {listed(parts)}."


def _comparing(source: Source) -> str:
    found = source.found
    titles = [*([found.against.title] if found.against else []), *found.others]
    return (
        f"Shares are compared with {listed(titles)} by a z-test of two proportions, on both sides, at the "
        f"level of {LEVEL:g}, wherever the counts of both are known. The word significant is kept for "
        "differences that pass; other words describe the rest. Where a question has changed, no comparable "
        "data are available."
    )
