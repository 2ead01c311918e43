"""The first page: what was inspected, the ratings or scores, and what they still wait for."""

from collections.abc import Iterator

from fieldwork import wording
from fieldwork.documents.report import pictures, shares
from fieldwork.documents.report.blocks import Block, Heading, Words, table
from fieldwork.documents.report.body import scored_domains, under
from fieldwork.documents.report.source import Source
from fieldwork.findings.averages import Averages
from fieldwork.findings.ratings import Overall
from fieldwork.wording import count


def front(source: Source) -> Iterator[Block]:
    """The page that is read first; which it is follows from how the programme scores."""
    info, programme, found = source.info, source.programme, source.found
    edition = f"{programme.title}, {programme.edition.title[:1].lower()}{programme.edition.title[1:]}"
    yield Words(edition, "small")
    yield Words(
        f"{info.provider}. Fieldwork from {wording.day(info.starts)} to {wording.day(info.ends)}. "
        f"{_read(source)}.",
        "lead",
    )
    if found.to_come:
        yield Words(f"Provisional. {'; '.join(found.to_come)}.", "caution")
    if found.overall is not None:
        yield from _ratings(source, found.overall)
    elif found.averages is not None:
        yield from _scores(found.averages)
    elif source.by_provider:
        yield from _providers(source)


def _read(source: Source) -> str:
    """`Completed readings: Case supervision, 97; Unpaid work, 25`."""
    readings = source.found.counts.readings
    words = [
        f"{form.title}, {readings[form.id]:,}"
        for form in source.programme.forms.values()
        if readings.get(form.id)
    ]
    return f"Completed readings: {'; '.join(words)}" if words else "No reading is complete"


def _ratings(source: Source, overall: Overall) -> Iterator[Block]:
    found = source.found
    yield Heading(1, "Ratings")
    points = f"{overall.score} of {overall.out_of} points"
    if overall.rating is not None:
        yield Words(f"Overall: {overall.rating.label}, {points}", "headline")
    else:
        yield Words(
            f"Overall: not rated yet, {points} so far. Missing: {'; '.join(overall.missing)}.", "caution"
        )
    before = found.against.overall if found.against else None
    if found.against and before and before.rating:
        yield Words(
            f"{found.against.title}: {before.rating.label}, {before.score} of {before.out_of} points."
        )
    yield from pictures.ratings(found)
    rows = []
    for one in found.standards:
        lowest = f"{one.lowest.question.shown} at {one.lowest.percent}%" if one.lowest else "Judged"
        decided = (
            "Panel's decision" if one.decided and not one.judged and one.decided != one.indicated else ""
        )
        earlier = found.against.ratings.get(one.standard.id) if found.against else None
        near = "Near a boundary" if one.near_boundary else ""
        rating = one.rating.label if one.rating else "–"
        cells = [shares.name(one.standard), rating, lowest, "; ".join(w for w in (decided, near) if w)]
        rows.append([*cells, earlier.label if earlier else "–"] if found.against else cells)
    heads = ["Standard", "Rating", "Rests on", "Note", *([found.against.title] if found.against else [])]
    widths = [2.9, 2.4, 1.5, 2.2, *([2.4] if found.against else [])]
    yield from table("Ratings by standard", heads, rows, widths)


def _scores(averages: Averages) -> Iterator[Block]:
    yield Heading(1, "Scores")
    yield Words(
        "Each score is the average, over its questions, of the proportion of work that was above the line. "
        "There are no bands or ratings."
    )
    yield from pictures.scores("outcomes", "Scores by outcome", averages.outcomes, "question")
    yield from pictures.scores(
        "stages", "Scores by stage of the work", averages.stages, "criterion", "criteria"
    )
    rows = [
        (f"{one.ref} {one.title}", "–" if one.percent is None else f"{one.percent}%", str(one.parts))
        for one in averages.criteria
    ]
    yield from table("Scores by criterion", ("Criterion", "Score", "Questions"), rows, (6, 1, 1), (1, 2))


def _providers(source: Source) -> Iterator[Block]:
    yield Heading(1, "At a glance")
    rows = [(group.label, count(group.readings.get("case", 0), "case")) for group in source.by_provider]
    rows.append(("Together", count(sum(g.readings.get("case", 0) for g in source.by_provider), "case")))
    yield from table("Cases read", ("Provider", "Cases"), rows, (3, 1), numbers=(1,))
    for domain in scored_domains(source.programme):
        impact = [
            source.found.counts.questions[q.id]
            for q in under(source.programme, domain)
            if q.id in source.found.counts.questions
            and source.programme.questions[q.id].scored
            and _stage(source, q.parent) == "impact"
        ]
        several = [one for one in impact if shares.manifold(one)]
        title = f"{shares.name(domain)}: impact, all cases together"
        yield from pictures.answers(f"{domain.ref}-impact", title, several)
        plain = [one for one in impact if not shares.manifold(one)]
        yield from pictures.providers(
            f"{domain.ref}-impact", f"{title}, by provider", plain, source.by_provider
        )


def _stage(source: Source, parent: object) -> str:
    row = source.programme.questions.get(parent)  # type: ignore[call-overload]
    return row.tags.get("stage", "") if row else ""
