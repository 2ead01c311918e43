"""Sub-groups beside each other, what people said, and what helps or stands in the way."""

from collections.abc import Iterator, Sequence

from fieldwork.documents.report import shares
from fieldwork.documents.report.blocks import Block, Break, Heading, Quote, Table, Words, table
from fieldwork.documents.report.body import scored_domains, under
from fieldwork.documents.report.source import Source
from fieldwork.findings import divisions
from fieldwork.findings.counts import Count, Counts, has_line
from fieldwork.findings.remarks import KINDS
from fieldwork.programme.model import Level, Question
from fieldwork.wording import count, listed

_MOST_GROUPS = 6


def groups(source: Source) -> Iterator[Block]:
    """The headline questions by each fact in which cases differ, with the caution that goes with them."""
    asked = headline(source)
    facts = [name for name in source.groups if asked and len(_held(source.groups[name])) > 1]
    if not facts:
        return
    yield Break()
    yield Heading(1, "Sub-groups")
    yield Words(
        "Read with caution: margins are wider in part of a sample, and of many differences some are chance. "
        f"Shares of fewer than {source.found.small_base} cases are given as counts.",
        "caution",
    )
    labels = divisions.divisions(source.programme)
    for name in facts:
        held = _held(source.groups[name])[:_MOST_GROUPS]
        yield Heading(2, f"By {labels[name][:1].lower()}{labels[name][1:]}")
        small = [group.label for group in held if source.found.too_small(group)]
        if small:
            yield Words(f"Too few cases to say how these differ: {listed(small)}.", "small")
        yield _side_by_side(asked, held, labels[name])


def _held(found: Sequence[Counts]) -> list[Counts]:
    """Groups with readings; those without a value are left to the annex of the sample."""
    return [group for group in found if group.value is not None]


def headline(source: Source) -> list[Question]:
    """The questions that a programme is summed up by: key questions, else every scored question."""
    programme, counts = source.programme, source.found.counts.questions
    case_asked = {q.id for form in programme.case_forms for q in programme.form_questions(form.id)}
    scored = [
        q
        for q in programme.questions.values()
        if q.scored and has_line(q) and q.id in case_asked and q.id in counts and counts[q.id].of
    ]
    keys = [q for q in scored if q.level is Level.KEY_QUESTION]
    return keys or scored


def _side_by_side(asked: Sequence[Question], held: Sequence[Counts], label: str) -> Table:
    heads = ["Question", *(f"{group.label} ({sum(group.readings.values())})" for group in held)]
    told = [q for q in asked if any(group.questions[q.id].of for group in held)]
    rows = [(shares.name(q), *(shares.share(group.questions[q.id]) for group in held)) for q in told]
    widths = (max(2.6, 6.4 - 1.1 * len(held)), *[1.3] * len(held))
    caption = f"Shares by {label[:1].lower()}{label[1:]}; cases read in brackets"
    return Table(caption, tuple(heads), tuple(rows), widths, frozenset(range(1, len(heads))))


def spoken(source: Source) -> Iterator[Block]:
    """What officers, managers, partners, victims and others answered, counted over them."""
    programme, found = source.programme, source.found
    told = {q.id for domain in scored_domains(programme) for q in under(programme, domain)}
    forms = [
        form
        for form in programme.evidence_forms
        if found.counts.readings.get(form.id)
        and not told.intersection(q.id for q in programme.form_questions(form.id))
    ]
    if not forms:
        return
    yield Break()
    yield Heading(1, "What people said")
    for form in forms:
        counts = [one for one in found.counts.forms[form.id].values() if one.of]
        if not counts:
            continue
        yield Heading(2, form.title)
        yield Words(f"Counted over {count(found.counts.readings[form.id], 'completed record')}.", "small")
        rows = [(one.question.text, _said(one), str(one.of)) for one in counts]
        caption = f"{form.title}: answers"
        yield from table(caption, ("Question", "Answers", "Answered"), rows, (4.4, 3.2, 0.9), numbers=(2,))


def _said(one: Count) -> str:
    """The answers with their shares, unless the base is small."""
    labels = shares.labels_of(one.question)
    held = one.shares
    parts = []
    for value, n in one.choices.items():
        if n:
            share = "" if one.small or held.get(value) is None else f" ({held[value]}%)"
            parts.append(f"{labels[value]} {n}{share}")
    return ", ".join(parts)


def remarks(source: Source) -> Iterator[Block]:
    """Enablers and barriers, by provider where some are about one."""
    if not source.remarks:
        return
    yield Break()
    yield Heading(1, "Enablers and barriers")
    fact = source.programme.facts.get("provider")
    for provider in sorted({one.provider for one in source.remarks}):
        if provider:
            yield Heading(2, fact.values.get(provider, provider) if fact else provider)
        for kind in KINDS:
            rows = [
                (_subject(source, one.about), one.text)
                for one in source.remarks
                if one.kind == kind and one.provider == provider
            ]
            caption = f"{kind.capitalize()}s{f', {provider}' if provider else ''}"
            yield from table(caption, ("About", "What we found"), rows, (2.2, 6))


def _subject(source: Source, about: str) -> str:
    question = source.programme.question(about)
    return shares.name(question) if question else "The whole"


def other_examples(source: Source) -> Iterator[Block]:
    """Examples about cases as a whole, or about what has no chapter; and how many were kept back."""
    told = {
        q.id
        for domain in scored_domains(source.programme)
        for q in (domain, *under(source.programme, domain))
    }
    rest = [
        one
        for one in source.examples
        if (question := source.programme.question(one.question)) is None or question.id not in told
    ]
    if not (rest or source.left_out):
        return
    yield Break()
    yield Heading(1, "More practice examples" if rest else "Practice examples")
    for one in rest:
        yield Quote(one.text, "Good practice" if one.kind == "good" else "Poor practice")
    if source.left_out:
        yield Words(
            f"Kept back, since they still point to somebody: {listed(list(source.left_out))}.", "caution"
        )
