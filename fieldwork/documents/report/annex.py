"""The annexes of figures: every question that was counted, and the cases that were read."""

from collections.abc import Iterator, Sequence

from fieldwork.documents.report import shares
from fieldwork.documents.report.blocks import Block, Break, Heading, Words, table
from fieldwork.documents.report.body import scored_domains, under
from fieldwork.documents.report.source import Source
from fieldwork.findings.counts import Count, has_line
from fieldwork.programme.model import Fact, Level, Question
from fieldwork.sample.eligible import REASONS
from fieldwork.sample.kept import Kept
from fieldwork.sample.makeup import NO_VALUE, makeup
from fieldwork.sample.sizes import CONFIDENCE, MARGIN, margin_reached, sample_size
from fieldwork.wording import count, listed, percent


def data(source: Source) -> Iterator[Block]:
    """Every question that was counted, with its base, interval and comparisons."""
    yield Break()
    yield Heading(1, "Annex: data")
    yield Words(
        "Every question with a choice of answers, over completed readings to which it applies; answers of "
        "not applicable are left out. Intervals are at 95 per cent confidence. Key questions are in bold."
    )
    for domain in scored_domains(source.programme):
        for standard in source.programme.children(domain.id):
            inside = [standard, *under(source.programme, standard)]
            held = [
                source.found.counts.questions[q.id] for q in inside if q.id in source.found.counts.questions
            ]
            if any(one.of for one in held):
                yield Heading(2, shares.name(standard))
                yield from _figures(source, standard, [one for one in held if has_line(one.question)])
                others = [
                    one for one in held if one.of and (not has_line(one.question) or shares.manifold(one))
                ]
                yield from _answers(f"{shares.name(standard)}: answers given", others)


def _figures(source: Source, standard: Question, counts: Sequence[Count]) -> list[Block]:
    found = source.found
    heads = ["Question", "Share", "95%"]
    widths = [4.4, 2.15, 1.4]
    if found.against:
        heads += [found.against.title, "Change"]
        widths += [2.05, 2.4]
    heads += list(found.others)
    widths += [2.2] * len(found.others)
    rows = []
    for one in counts:
        cells = [shares.name(one.question), shares.in_full(one), shares.interval(one)]
        if found.against:
            compared = found.previous[one.question.id]
            cells += [shares.before(compared), compared.words]
        cells += [shares.beside(rows_.get(one.question.id)) for rows_ in found.others.values()]
        rows.append(cells)
    strong = [n for n, one in enumerate(counts) if one.question.level is Level.KEY_QUESTION]
    return table(f"{shares.name(standard)}: all questions", heads, rows, widths, (1, 2), strong)


def _answers(caption: str, counts: Sequence[Count]) -> list[Block]:
    rows = [(shares.name(one.question), shares.answers(one), str(one.of)) for one in counts]
    return table(caption, ("Question", "Answers", "Counted"), rows, (4, 4, 0.9), numbers=(2,))


def sample(source: Source) -> Iterator[Block]:
    """How many cases of how many were read, how near that comes, and what the cases were like."""
    programme, found = source.programme, source.found
    yield Break()
    yield Heading(1, "Annex: the cases")
    rows = []
    for form in programme.case_forms:
        complete, every = found.progress.get(form.id, (0, 0))
        if every:
            rows.append((form.title, f"{every:,}", f"{complete:,}", *_drawn_from(source, form.id, complete)))
    heads = ("Sample", "Cases", "Read", "Drawn from", f"Margin at {CONFIDENCE:.0%}")
    yield from table("Cases and margins", heads, rows, (3.4, 1, 1, 1.4, 3), numbers=(1, 2, 3))
    yield Words(
        "A margin is for a share of half, the widest; it is wider in any part of a sample. None is given "
        "where it is not recorded how many cases a sample was drawn from.",
        "small",
    )
    for kept in source.drawn:
        yield from _composition(source, kept)
    yield from _make_up(source)
    yield from _about_the_cases(source)


def _drawn_from(source: Source, form: str, read: int) -> tuple[str, str]:
    """How many the sample was drawn from and its margin, against what the method asks for."""
    size = source.populations.get(form)
    if size is None:
        return "not recorded", "–"
    if not read:
        return f"{size:,}", "–"
    margin = margin_reached(read, size)
    needed = sample_size(size)
    words = f"{margin:.1f} points" if margin else "none: all cases were read"
    if read < needed:
        words += f"; {needed} cases would give {MARGIN:g}"
    return f"{size:,}", words


def _composition(source: Source, kept: Kept) -> Iterator[Block]:
    """The drawn sample beside the list that it was drawn from, and what could not be drawn."""
    title = source.programme.forms[kept.form].title
    rows = []
    for line in kept.composition:
        fact = source.programme.facts.get(line.fact)
        drawn = [(line.population, kept.eligible), (line.sample, len(kept.refs))]
        shares_of = (f"{part:,} ({percent(part, whole)})" for part, whole in drawn)
        rows.append((f"{fact.label if fact else line.fact}: {_value(fact, line.value)}", *shares_of))
    caption = f"{title}: cases drawn beside all that could be drawn"
    yield from table(caption, ("Group", "Could be drawn", "Drawn"), rows, (4, 1.6, 1.6), numbers=(1, 2))
    reasons = [f"{REASONS[kind]} ({n:,})" for kind, n in kept.excluded.items()]
    if reasons:
        yield Words(f"Left out of the draw: {listed(reasons)}.", "small")


def _make_up(source: Source) -> Iterator[Block]:
    """The cases by each fact of the office's list."""
    facts = [
        fact
        for fact in source.programme.facts.values()
        if fact.type in ("choice", "list")
        and fact.source == "list"
        and fact.shown
        and not fact.personal
        and any(fact.id in case.facts for case in source.cases)
    ]
    every = len(source.cases)
    lines: dict[str, list[str]] = {}
    by_id = {fact.id: fact for fact in facts}
    for line in makeup([case.facts for case in source.cases], list(by_id)):
        share = "" if every < source.found.small_base else f" ({percent(line.count, every)})"
        lines.setdefault(line.fact, []).append(f"{_value(by_id[line.fact], line.value)} {line.count}{share}")
    rows = [(by_id[name].label, ", ".join(values)) for name, values in lines.items()]
    caption = f"What the {count(every, 'case')} of the sample are made of"
    yield from table(caption, ("Fact", "Cases"), rows, (2.2, 6))


def _about_the_cases(source: Source) -> Iterator[Block]:
    """What inspectors found each case to be: the unscored questions about it."""
    told = {domain.id for domain in scored_domains(source.programme)}
    for domain in source.programme.children(None):
        asked = {
            q.id for form in source.programme.case_forms for q in source.programme.form_questions(form.id)
        }
        held = [
            source.found.counts.questions[q.id]
            for q in under(source.programme, domain)
            if q.id in asked and q.id in source.found.counts.questions
        ]
        if domain.id not in told:
            caption = f"{domain.text}: what inspectors found"
            yield from _answers(caption, [one for one in held if one.of])


def _value(fact: Fact | None, value: str) -> str:
    if value == NO_VALUE:
        return "Not recorded"
    return fact.words(value) if fact else value
