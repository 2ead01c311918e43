"""The charts of a report, from findings: each with what it shows in words."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import cycle, islice

from fieldwork.documents import style
from fieldwork.documents.charts import bars, ladder, palette
from fieldwork.documents.charts.bars import Bar, Key, Part, Row
from fieldwork.documents.charts.scene import Fill, Scene
from fieldwork.documents.report import shares
from fieldwork.documents.report.blocks import Block, Figure
from fieldwork.findings.averages import Average
from fieldwork.findings.counts import Count, Counts
from fieldwork.findings.grids import Grid
from fieldwork.findings.ratings import StandardRating
from fieldwork.findings.results import Findings
from fieldwork.programme.model import Band, QuestionId
from fieldwork.wording import count, listed

WIDTH = style.PORTRAIT_WIDTH
_INTERVAL = "95% confidence interval"
_TOGETHER = "All cases together"


def key_questions(found: Findings, one: StandardRating, counts: Sequence[Count]) -> list[Block]:
    """The key questions of a standard over its bands, the lowest marked."""
    lowest = one.lowest.question.id if one.lowest else None
    bands = found.programme.rating.bands if found.programme.rating else ()
    title = f"{shares.name(one.standard)}: key questions"
    return _yes_and_no(f"{one.standard.ref}-key-questions", title, counts, bands, lowest)


def proportions(name: str, title: str, counts: Sequence[Count]) -> list[Block]:
    """Shares above the line of questions that have no bands."""
    return _yes_and_no(name, title, counts, (), None)


def _yes_and_no(
    name: str, title: str, counts: Sequence[Count], bands: Sequence[Band], lowest: QuestionId | None
) -> list[Block]:
    held = [one for one in counts if one.of and one.yes is not None]
    if not held:
        return []
    rows = [_row(one, one.question.id == lowest) for one in held]
    told = [
        f"{shares.name(one.question)} {one.percent} per cent, {shares.counted(one)}"
        + (", the lowest." if one.question.id == lowest else ".")
        for one in held
    ]
    plain = all(tuple(one.question.above_line) == ("yes",) for one in held)
    words = ("Yes", "No") if plain else ("Sufficient", "Not sufficient")
    key = Key(tuple(zip((palette.ABOVE, palette.BELOW), words, strict=True)), _INTERVAL)
    return _figure(name, bars.chart(title, _told(title, told), rows, WIDTH, key, bands))


def _row(one: Count, lowest: bool) -> Row:
    assert one.yes is not None
    part = one.yes / one.of
    inside = str(one.yes) if one.small else f"{one.percent}%"
    ends = one.interval(0.95)
    bar = Bar(
        (Part(part, palette.ABOVE, inside), Part(1 - part, palette.BELOW, str(one.of - one.yes))),
        shares.counted(one),
        (ends.low, ends.high) if ends else None,
    )
    return Row(shares.name(one.question), (bar,), "Lowest" if lowest else "")


def answers(name: str, title: str, counts: Iterable[Count]) -> list[Block]:
    """Questions with several answers as bars in parts; those with the same answers share a chart."""
    found: list[Block] = []
    together: dict[tuple[str, ...], list[Count]] = {}
    for one in counts:
        if one.of:
            together.setdefault(tuple(label for label, _ in shares.weighed(one)), []).append(one)
    for number, (labels, held) in enumerate(together.items(), 1):
        fills = _fills(held[0])
        rows = [_in_parts(one, fills) for one in held]
        told = [f"{shares.name(one.question)} {shares.answers(one)}, of {one.of}." for one in held]
        key = Key(tuple(zip(fills, labels, strict=True)))
        told_all = _told(title, told)
        found += _figure(f"{name}-{number}", bars.chart(title, told_all, rows, WIDTH, key))
    return found


def _fills(one: Count) -> list[Fill]:
    """The looks of the answers: those above the line, then those below; without a line one after another."""
    number = len(shares.weighed(one))
    above = sum(value in one.question.above_line for value in one.choices)
    below = [palette.BELOW, *palette.OTHERS] if above else [palette.OTHERS[1], palette.BELOW, *palette.OTHERS]
    looks = [palette.ABOVE, *palette.ALSO_ABOVE][: above or 1] + below
    return list(islice(cycle(looks), number))


def _in_parts(one: Count, fills: Sequence[Fill]) -> Row:
    parts = [Part(n / one.of, fill, str(n)) for (_, n), fill in zip(shares.weighed(one), fills, strict=False)]
    return Row(shares.name(one.question), (Bar(tuple(parts), f"of {one.of}"),))


def sides(
    name: str, title: str, counts: Sequence[Count], others: Mapping[str, shares.Compared], this: str
) -> list[Block]:
    """Shares of this inspection beside those of others, where anything compares."""
    titles = [t for t, rows in others.items() if any(compares(rows, one) for one in counts)]
    titles = titles[: len(palette.SIDES) - 1]
    held = [one for one in counts if one.percent is not None]
    if not titles or not held:
        return []
    key = Key(tuple(zip(palette.SIDES, (this, *titles), strict=False)))
    rows, told = [], []
    for one in held:
        figures = [(one.percent, shares.counted(one))]
        figures += [(others[t][one.question.id].previous, "") for t in titles]
        rows.append(Row(shares.name(one.question), tuple(_sided(figures))))
        beside = [
            f"{t} {'no comparable data' if p is None else f'{p} per cent'}"
            for t, (p, _) in zip(titles, figures[1:], strict=True)
        ]
        told.append(f"{shares.name(one.question)} {one.percent} per cent; {listed(beside)}.")
    return _figure(name, bars.chart(title, _told(title, told), rows, WIDTH, key))


def compares(rows: shares.Compared, one: Count) -> bool:
    """Whether others have a figure for the same question."""
    return one.question.id in rows and rows[one.question.id].previous is not None


def _sided(figures: Iterable[tuple[int | None, str]]) -> Iterable[Bar]:
    for (percent, right), fill in zip(figures, palette.SIDES, strict=False):
        if percent is None:
            yield Bar((), "no comparable data")
        else:
            yield Bar((Part(percent / 100, fill, f"{percent}%"),), right)


def ratings(found: Findings) -> list[Block]:
    """Every standard on the ladder of bands, with the rating before where it compares."""
    rule = found.programme.rating
    if rule is None or not found.standards:
        return []
    earlier = found.against.ratings if found.against else {}
    rungs = [
        ladder.Rung(shares.name(one.standard), one.rating, earlier.get(one.standard.id))
        for one in found.standards
    ]
    told = [
        f"{rung.label} {rung.rating.label if rung.rating else 'not rated yet'}"
        + (f", before {rung.previous.label}" if rung.previous else "")
        for rung in rungs
    ]
    title = "Ratings by standard"
    return _figure("ratings", ladder.ladder(title, f"{title}. {'. '.join(told)}.", rungs, rule.bands, WIDTH))


def scores(name: str, title: str, rows: Sequence[Average], one_of: str, many: str = "") -> list[Block]:
    """Averages of shares as bars; `one_of` and `many` are what they average."""
    held = [one for one in rows if one.share is not None]
    if not held:
        return []
    drawn = [
        Row(
            f"{one.ref} {one.title}" if one.ref[:1].isdigit() else one.title,
            (
                Bar(
                    (Part(float(one.share or 0), palette.ABOVE, f"{one.percent}%"),),
                    count(one.parts, one_of, many),
                ),
            ),
        )
        for one in held
    ]
    told = [f"{one.title} {one.percent} per cent." for one in held]
    return _figure(name, bars.chart(title, _told(title, told), drawn, WIDTH))


def providers(name: str, title: str, counts: Sequence[Count], groups: Sequence[Counts]) -> list[Block]:
    """Shares by provider; of a question where a provider has few cases, of all together."""
    held = [one for one in counts if one.of and one.yes is not None]
    if not held or not groups:
        return []
    looks = dict(zip((group.label for group in groups), palette.SIDES[1:], strict=False))
    looks[_TOGETHER] = palette.SIDES[0]
    rows, told = [], []
    used: set[str] = set()
    for one in held:
        parts = [(g.label, g.questions[one.question.id]) for g in groups]
        lines = [(label, part) for label, part in parts if part.of]
        if len(lines) > 1 and any(part.small for _, part in lines):
            lines = [(_TOGETHER, one)]
        used.update(label for label, _ in lines)
        row = tuple(_of_side(part, looks.get(label, palette.SIDES[0])) for label, part in lines)
        rows.append(Row(shares.name(one.question), row))
        words = [f"{label} {shares.share(part)} ({shares.counted(part)})" for label, part in lines]
        told.append(f"{shares.name(one.question)} {listed(words)}.")
    key = Key(tuple((look, label) for label, look in looks.items() if label in used))
    return _figure(name, bars.chart(title, _told(title, told), rows, WIDTH, key))


def _of_side(one: Count, fill: Fill) -> Bar:
    assert one.yes is not None
    inside = str(one.yes) if one.small else f"{one.percent}%"
    return Bar((Part(one.yes / one.of, fill, inside),), shares.counted(one))


def needs(grid: Grid) -> list[Block]:
    """The needs of a grid by how common they are: where enough was done, and where not."""
    held = [row for row in grid.rows if row.found.of and row.found.yes]
    if not held:
        return []
    rows, told = [], []
    for row in held:
        of, number = row.found.of, row.found.yes or 0
        enough = row.enough.yes if row.enough else None
        parts = [Part(number / of, palette.NEITHER_FILL, str(number))]
        if row.enough and enough is not None:
            less = row.enough.of - enough
            parts = [Part(enough / of, palette.ABOVE, str(enough)), Part(less / of, palette.BELOW, str(less))]
        rows.append(Row(row.question.text, (Bar(tuple(parts), f"{number} of {of}"),)))
        done = f", enough done in {enough}" if enough is not None else ""
        told.append(f"{row.question.text} found in {number} of {of}{done}.")
    title = f"{shares.name(grid.standard)}: how often each was found, and whether enough was done"
    key = Key(((palette.ABOVE, "Found, and enough done"), (palette.BELOW, "Found, and not enough done")))
    return _figure(f"{grid.standard.ref}-needs", bars.chart(title, _told(title, told), rows, WIDTH, key))


def _told(title: str, parts: Sequence[str]) -> str:
    return f"{title}. {' '.join(parts)}"


def _figure(name: str, scene: Scene) -> list[Block]:
    return [Figure(name, scene)]
