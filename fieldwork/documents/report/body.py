"""Findings by standard: its rating and why, its chart, how it compares, what stood out, examples."""

from collections.abc import Iterator, Sequence

from fieldwork.documents.report import pictures, shares
from fieldwork.documents.report.blocks import Block, Break, Heading, Quote, Words, table
from fieldwork.documents.report.source import Source
from fieldwork.findings.comparison import NO_DATA
from fieldwork.findings.counts import Count, has_line, key_questions
from fieldwork.findings.grids import Grid
from fieldwork.findings.ratings import StandardRating
from fieldwork.programme.model import Level, Programme, Question
from fieldwork.wording import listed

#: Rows of one chart; more are divided over several, so that each fits a page with its heading.
_ROWS = 13
#: How many of the highest and lowest prompts are named.
_OUTSTANDING = 3


def findings(source: Source) -> Iterator[Block]:
    """Every domain that is scored or judged, standard by standard."""
    yield Break()
    for domain in scored_domains(source.programme):
        yield Heading(1, shares.name(domain))
        yield from _about(source, domain)
        for standard in source.programme.children(domain.id):
            yield from _standard(source, standard)


def scored_domains(programme: Programme) -> list[Question]:
    """The domains with something that is scored, or judged by the lead."""
    judged = programme.rating.judged if programme.rating else ()

    def matters(question: Question) -> bool:
        return question.id in judged or (question.scored and has_line(question))

    domains = (programme.ancestor(q, Level.DOMAIN) for q in programme.questions.values() if matters(q))
    return list({domain.id: domain for domain in domains if domain is not None}.values())


def under(programme: Programme, top: Question) -> Iterator[Question]:
    """A row's descendants in order."""
    for child in programme.children(top.id):
        yield child
        yield from under(programme, child)


def _about(source: Source, domain: Question) -> Iterator[Block]:
    """Examples that are about a domain as a whole, and its score."""
    averages = source.found.averages
    for score in averages.outcomes if averages else ():
        if score.ref == domain.ref and score.percent is not None:
            yield Words(
                f"{score.percent} per cent of this work was above the line: the average of "
                f"{score.parts} questions.",
                "lead",
            )
    yield from examples_of(source, [domain])


def _standard(source: Source, standard: Question) -> Iterator[Block]:
    found = source.found
    rating = next((one for one in found.standards if one.standard.id == standard.id), None)
    grid = next((one for one in found.grids if one.standard.id == standard.id), None)
    inside = [
        found.counts.questions[q.id]
        for q in under(source.programme, standard)
        if q.id in found.counts.questions
    ]
    counted = [one for one in inside if one.of]
    if rating is None and not counted:
        return
    yield Heading(2, shares.name(standard))
    if rating is not None:
        yield from _rated(source, rating)
    if grid is not None:
        yield from _grid(grid)
    elif rating is not None and not rating.judged:
        yield from _by_key_questions(source, rating, counted)
    else:
        yield from _by_questions(source, standard, counted)
    yield from examples_of(source, [standard, *under(source.programme, standard)])


def _rated(source: Source, one: StandardRating) -> Iterator[Block]:
    """The rating, what it rests on, and every word that was decided about it."""
    if one.rating is None:
        lacks = (
            "The lead inspector has not rated it yet." if one.judged else "No completed reading counts yet."
        )
        yield Words(lacks, "lead")
    elif one.judged:
        yield Words(f"Rated {one.rating.label}, by the lead inspector's judgement from all evidence.", "lead")
    else:
        yield Words(f"Rated {one.rating.label}.", "lead")
    if one.lowest is not None and one.indicated is not None:
        yield Words(_indicated(one))
    if one.decided is not None and not one.judged:
        yield Words(f"The ratings panel decided on {one.decided.label}. {one.reason}")
    elif one.reason:
        yield Words(one.reason)
    if one.note:
        yield Words(one.note, "caution")
    earlier = source.found.against.ratings.get(one.standard.id) if source.found.against else None
    if earlier is not None and source.found.against is not None:
        yield Words(f"Before, in {source.found.against.title}: {earlier.label}.")


def _indicated(one: StandardRating) -> str:
    assert one.lowest is not None and one.indicated is not None
    lowest = one.lowest
    words = (
        f"The lowest key question is {lowest.question.shown}, at {lowest.percent} per cent "
        f"({shares.counted(lowest)}), which indicates {one.indicated.label}."
    )
    if one.tied:
        stand = "stands" if len(one.tied) == 1 else "stand"
        words += f" {listed([q.shown for q in one.tied])} {stand} at the same per cent."
    near = [d.why for d in one.discretion if d.kind != "evidence"]
    if near:
        words += f" It is near a boundary: {listed(near)}."
    if one.uncounted:
        words += f" No case counts for {listed([q.shown for q in one.uncounted])}."
    return words


def _by_key_questions(source: Source, one: StandardRating, counted: Sequence[Count]) -> Iterator[Block]:
    found = source.found
    asked = {q.id for q in key_questions(source.programme, one.standard)}
    keys = [count for count in counted if count.question.id in asked]
    yield from pictures.key_questions(found, one, keys)
    yield from _comparison(source, one.standard, keys)
    prompts = [c for c in counted if c.question.level is Level.PROMPT and c.percent is not None]
    yield from _outstanding(one.standard, prompts)


def _by_questions(source: Source, standard: Question, counted: Sequence[Count]) -> Iterator[Block]:
    """A standard without bands: its questions in charts, by provider where they are counted apart."""
    scored = [one for one in counted if one.question.scored and has_line(one.question)]
    plain = [one for one in scored if not shares.manifold(one)]
    parts = [plain[at : at + _ROWS] for at in range(0, len(plain), _ROWS)]
    for number, some in enumerate(parts, 1):
        name, which = f"{standard.ref}-questions-{number}", f" ({number} of {len(parts)})" * (len(parts) > 1)
        if source.by_provider:
            title = f"{shares.name(standard)}: questions by provider{which}"
            yield from pictures.providers(name, title, some, source.by_provider)
        else:
            yield from pictures.proportions(name, f"{shares.name(standard)}: questions{which}", some)
    several = [one for one in scored if shares.manifold(one)]
    yield from pictures.answers(f"{standard.ref}-answers", f"{shares.name(standard)}: answers", several)
    yield from _by_provider(source, standard, scored)
    yield from _comparison(source, standard, scored)


def _by_provider(source: Source, standard: Question, counts: Sequence[Count]) -> Iterator[Block]:
    """Each question for each provider and for all together, as counts and shares."""
    groups = source.by_provider
    if not groups:
        return
    rows = [
        (
            shares.name(one.question),
            *(shares.in_full(group.questions[one.question.id]) for group in groups),
            shares.in_full(one),
        )
        for one in counts
    ]
    heads = ("Question", *(group.label for group in groups), "Together")
    caption = f"{shares.name(standard)}: by provider and together"
    widths = (4.2, *[1.9] * len(groups), 1.9)
    yield from table(caption, heads, rows, widths, numbers=range(1, len(heads)))


def _comparison(source: Source, standard: Question, counts: Sequence[Count]) -> Iterator[Block]:
    """This inspection beside the one before and beside others, as a chart and as a table."""
    found = source.found
    others = ({found.against.title: found.previous} if found.against else {}) | dict(found.others)
    held = [rows for rows in others.values() if any(pictures.compares(rows, one) for one in counts)]
    if others and counts and not held:
        yield Words(f"Compared with {listed(list(others))}: {NO_DATA}.")
    if not held:
        return
    title = f"{shares.name(standard)}: compared"
    yield from pictures.sides(f"{standard.ref}-compared", title, counts[:_ROWS], others, source.info.title)
    heads, rows = ["Question", "This inspection"], []
    if found.against:
        heads += [found.against.title, "Change"]
    heads += list(found.others)
    for one in counts:
        cells = [shares.name(one.question), shares.in_full(one)]
        if found.against:
            compared = found.previous[one.question.id]
            cells += [shares.before(compared), compared.words]
        cells += [shares.beside(rows_.get(one.question.id)) for rows_ in found.others.values()]
        rows.append(cells)
    widths = [4.2, 2.1, *([1.7, 2.4] if found.against else []), *([2.4] * len(found.others))]
    yield from table(title, heads, rows, widths)


def _outstanding(standard: Question, prompts: Sequence[Count]) -> list[Block]:
    """The prompts with the highest and the lowest shares."""
    ordered = sorted(prompts, key=lambda one: -(one.share or 0))
    if len(ordered) < 2 * _OUTSTANDING:
        return []
    chosen = [("Highest", one) for one in ordered[:_OUTSTANDING]]
    chosen += [("Lowest", one) for one in ordered[-_OUTSTANDING:]]
    rows = [(word, shares.name(one.question), shares.in_full(one)) for word, one in chosen]
    caption = f"{shares.name(standard)}: prompts with the highest and lowest shares"
    return table(caption, ("Place", "Prompt", "Share"), rows, (1, 6, 1.8), numbers=(2,))


def _grid(grid: Grid) -> Iterator[Block]:
    yield from pictures.needs(grid)
    progress = any(row.progress for row in grid.rows)
    heads = ("Need", "Found", "Enough done", *(["Progress made"] if progress else []))
    rows = []
    for row in grid.rows:
        cells = [row.question.text, shares.counted(row.found), _of_found(row.enough)]
        rows.append([*cells, _of_found(row.progress)] if progress else cells)
    caption = f"{shares.name(grid.standard)}: the commonest first"
    widths = (3.4, 1.6, 2, *([2] if progress else []))
    yield from table(caption, heads, rows, widths, numbers=range(1, len(heads)))


def _of_found(one: Count | None) -> str:
    """`28 of 59 (47%)`; without the share where the base is small."""
    if one is None or not one.of:
        return "–"
    return shares.counted(one) if one.small else f"{shares.counted(one)} ({one.percent}%)"


def examples_of(source: Source, about: Sequence[Question]) -> Iterator[Block]:
    """The practice examples about any of these questions, good ones first."""
    ids = {question.id for question in about}
    for kind, words in (("good", "Good practice"), ("poor", "Poor practice")):
        for one in source.examples:
            question = source.programme.question(one.question)
            if one.kind == kind and question is not None and question.id in ids:
                yield Quote(one.text, f"{words}: {shares.name(question)}")
