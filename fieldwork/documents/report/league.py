"""Inspections side by side: the league table, and a map of bands over time."""

from collections.abc import Iterator, Sequence
from datetime import date

from fieldwork import wording
from fieldwork.documents import style
from fieldwork.documents.charts import ladder
from fieldwork.documents.page import DocumentContext
from fieldwork.documents.report import html, pdf, plain
from fieldwork.documents.report.blocks import Block, Figure, Heading, Report, Words, table
from fieldwork.findings.league import Place, league
from fieldwork.inspection.records import InspectionInfo
from fieldwork.programme.model import Band, Programme
from fieldwork.wording import count

TITLE = "Inspections side by side"
#: How many inspections one map holds, so that their names can be read.
_ACROSS = 6
_OVERALL = "Overall"


def report(places: Sequence[Place]) -> Report:
    """The table, the highest first, and the maps, the earliest first."""
    return Report(TITLE, tuple(_blocks(places)))


def _blocks(places: Sequence[Place]) -> Iterator[Block]:
    yield Words(f"{count(len(places), 'inspection')}, by completed readings.", "lead")
    rated = [one for one in places if one.overall]
    if rated:
        yield Heading(1, "Ratings")
        yield from _ratings(league(rated))
        yield from _maps(sorted(rated, key=lambda one: one.starts))
    scored = [one for one in places if one.averages]
    if scored:
        yield Heading(1, "Scores")
        yield from _scores(scored)


def _ratings(places: Sequence[Place]) -> list[Block]:
    rows = []
    for one in places:
        assert one.overall is not None
        whole = one.overall.rating.label if one.overall.rating else "not rated yet"
        rows.append(
            (one.title, wording.day(one.starts), f"{one.overall.score} of {one.overall.out_of}", whole)
        )
    heads = ("Inspection", "Fieldwork from", "Points", "Overall")
    return table("By share of the points, the highest first", heads, rows, (3, 1.7, 1.2, 2), numbers=(2,))


def _maps(places: Sequence[Place]) -> Iterator[Block]:
    """Ratings by standard in order of time, so many inspections a map."""
    bands: tuple[Band, ...] = max((one.bands for one in places), key=len)
    parts = [places[at : at + _ACROSS] for at in range(0, len(places), _ACROSS)]
    for number, some in enumerate(parts, 1):
        rows = {
            rating.standard.ref: f"{rating.standard.shown} {rating.standard.text}"
            for one in some
            for rating in one.standards
        }
        columns = [_column(one, rows) for one in some]
        labels = [*rows.values(), _OVERALL]
        which = f" ({number} of {len(parts)})" if len(parts) > 1 else ""
        title = f"Ratings by standard over time{which}"
        told = f"{title}. {' '.join(_told(one) for one in some)}"
        scene = ladder.bands_map(title, told, labels, columns, bands, style.PORTRAIT_WIDTH)
        yield Figure(f"bands-over-time-{number}", scene)


def _column(one: Place, rows: dict[str, str]) -> ladder.Column:
    whole = one.overall
    ratings = {rows[r.standard.ref]: r.rating for r in one.standards}
    ratings[_OVERALL] = whole.rating if whole else None
    points = f"{whole.score} of {whole.out_of}" if whole else ""
    return ladder.Column((one.title, wording.day(one.starts)), points, ratings)


def _told(one: Place) -> str:
    held = [f"{r.standard.shown} {r.rating.label if r.rating else 'not rated'}" for r in one.standards]
    whole = one.overall.rating.label if one.overall and one.overall.rating else "not rated yet"
    return f"{one.title}: {', '.join(held)}, overall {whole}."


def _scores(places: Sequence[Place]) -> list[Block]:
    refs = list(dict.fromkeys(row.ref for one in places if one.averages for row in one.averages.outcomes))
    rows = []
    for one in sorted(places, key=lambda place: place.starts):
        held = {row.ref: row.percent for row in one.averages.outcomes} if one.averages else {}
        shares = ("–" if held.get(ref) is None else f"{held[ref]}%" for ref in refs)
        rows.append((one.title, wording.day(one.starts), *shares))
    heads = ("Inspection", "Fieldwork from", *(f"Outcome {ref}" for ref in refs))
    numbers = range(2, len(heads))
    return table("Scores by outcome, the earliest first", heads, rows, (3, 1.7, *[1.1] * len(refs)), numbers)


def files(places: Sequence[Place], programme: Programme, printed: date) -> Iterator[tuple[str, bytes]]:
    """The report as PDF, HTML and text: file name and data. `programme` is one of the inspections'."""
    made = report(places)
    first, last = min(one.starts for one in places), max(one.starts for one in places)
    info = InspectionInfo("", TITLE, "", first, last, ())
    yield "league.pdf", pdf.render(made, DocumentContext(info, programme, printed))
    yield "league.html", html.render(made).encode()
    yield "league.txt", plain.render(made).encode()
