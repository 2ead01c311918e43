"""How the sample was drawn: what was eligible, what was left out and why, strata, make-up, the drawn list.

Nobody is named: cases go by reference, officers are not mentioned. With the list, its check sum and the seed
the same sample can be drawn again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.platypus import PageBreak

from fieldwork import wording
from fieldwork.documents import page, pieces, style
from fieldwork.documents import sampling_tables as tables
from fieldwork.documents.page import DocumentContext
from fieldwork.findings.bases import population
from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import CaseRow, Status
from fieldwork.sample import kept as keeping
from fieldwork.sample.kept import Kept
from fieldwork.sample.methods import Method, Window, methods
from fieldwork.sample.sizes import margin_reached

_WIDTH = style.PORTRAIT_WIDTH


@dataclass(frozen=True, slots=True)
class Sheet:
    """How one form is sampled, its sample as it is kept (None where it was drawn elsewhere), its cases by
    reference, and how many it was drawn from, where that is recorded.
    """

    method: Method
    kept: Kept | None
    cases: Mapping[str, CaseRow]
    population: int | None = None

    @property
    def live(self) -> list[CaseRow]:
        """The cases that are not withdrawn."""
        return [row for row in self.cases.values() if row.status is not Status.WITHDRAWN]


def sheets_of(inspection: Inspection) -> list[Sheet]:
    """The samples of an inspection: of every form that has cases or a draw."""
    sizes, cases = population(inspection), queries.cases(inspection)
    found = []
    for method in methods(inspection.programme):
        own = {str(row.ref): row for row in cases if row.form == method.form}
        drawn = keeping.kept(inspection, method.form)
        if drawn or own:
            found.append(Sheet(method, drawn, own, sizes.get(method.form)))
    return found


def render(sheets: Sequence[Sheet], context: DocumentContext) -> bytes:
    """The PDF: one part a sample."""
    found: list[Any] = []
    for number, sheet in enumerate(sheets):
        found += [PageBreak()] if number and (sheet.kept or sheets[number - 1].kept) else []
        found += _drawn(sheet, sheet.kept, context) if sheet.kept else _elsewhere(sheet, context)
    return page.build(found, "How the sample was drawn", context)


def _head(sheet: Sheet, lead: str) -> list[Any]:
    title = sheet.method.title
    return [
        page.Part(f"How the sample was drawn: {title}"),
        style.para("How the sample was drawn", style.OVERLINE),
        page.bookmarked(style.para(title, style.TITLE), title, 0),
        style.para(lead, style.LEAD),
    ]


def _elsewhere(sheet: Sheet, context: DocumentContext) -> list[Any]:
    """What can be said of a sample that no draw is kept of."""
    lead = f"{wording.count(len(sheet.live), 'case')}, not drawn with Fieldwork."
    window = sheet.method.days(context.inspection.starts)
    rows = [
        ("Fieldwork starts", wording.day(context.inspection.starts)),
        ("Eligible days, as published", days_in_words(window)),
        ("Could be drawn", f"{sheet.population:,}" if sheet.population else "Not recorded"),
        ("Cases", f"{len(sheet.live):,}"),
        ("Margin of error", margin_words(len(sheet.live), sheet.population, sheet.method.confidence)),
    ]
    return [*_head(sheet, lead), *pieces.fact_table(rows, _WIDTH, 3), *_published(sheet.method)]


def margin_words(size: int, population: int | None, confidence: float) -> str:
    """`5.1 points at 80 per cent confidence`; without a known population more cautiously."""
    margin = margin_reached(size, population, confidence)
    if margin is None:
        return "–"
    rest = "" if population else ", if drawn from very many"
    return f"{margin:.1f} points at {100 * confidence:g} per cent confidence{rest}"


def _drawn(sheet: Sheet, kept: Kept, context: DocumentContext) -> list[Any]:
    drawn = wording.count(len(kept.refs), "case")
    lead = f"{drawn} of {kept.eligible:,} that could be drawn, on {wording.day(kept.basis.drawn_on)}."
    return [
        *_head(sheet, lead),
        *(style.para(note, style.BODY) for note in kept.notes),
        *pieces.fact_table(facts(sheet, kept, context), _WIDTH, 3),
        *_published(sheet.method),
        *_section("What was left out", tables.left_out(kept)),
        *_section("Strata", tables.strata(kept)),
        *_section("What the sample is made of", *tables.make_up(kept, sheet.live, context)),
        *_section("Replaced", *tables.replaced(kept)),
        *_section("The drawn list", tables.drawn_list(kept, sheet.cases)),
        *_section("Reserves, in the order of their use", tables.reserves(kept)),
    ]


def _section(title: str, *body: Any) -> list[Any]:
    if not body:
        return []
    heading = page.bookmarked(style.para(title, style.HEADING), title, 1)
    return pieces.keep([heading], list(body), _WIDTH)


def facts(sheet: Sheet, kept: Kept, context: DocumentContext) -> list[tuple[str, str]]:
    """What the draw was asked for, and with what it can be repeated: labels and words."""
    wish, basis = kept.wish, kept.basis
    named = context.programme.facts
    day = named.get(basis.window.fact)
    match = [named[f].label for f in wish.match if f in named]
    least = [
        f"{named[m.fact].words(m.value) if m.fact in named else m.value}: {m.cases}" for m in wish.minimums
    ]
    return [
        ("Fieldwork starts", wording.day(context.inspection.starts)),
        (f"Eligible days ({day.label if day else basis.window.fact})", days_in_words(basis.window)),
        ("Rows on the list", f"{basis.rows:,}"),
        ("Could be drawn", f"{kept.eligible:,}"),
        ("Wanted", _wanted(kept)),
        ("Drawn, and reserves", f"{len(kept.refs)} and {_reserved(kept)}"),
        ("Margin of error today", margin_words(len(sheet.live), kept.eligible, sheet.method.confidence)),
        ("Matched", "; ".join(match) or "Nothing"),
        *([("At least", "; ".join(least))] if least else []),
        ("At most of one officer", str(wish.most_of_one_officer)),
        ("Reserves for", f"{float(100 * wish.buffer):g} per cent"),
        ("Seed", str(wish.seed)),
        ("Check sum of the list (SHA-256)", " ".join(basis.sha256[n : n + 16] for n in range(0, 64, 16))),
    ]


def days_in_words(window: Window) -> str:
    """`16 February 2019 to 16 March 2019`, or which side is open."""
    if window.first and window.last:
        return f"{wording.day(window.first)} to {wording.day(window.last)}"
    if window.first:
        return f"From {wording.day(window.first)}"
    return f"Up to {wording.day(window.last)}" if window.last else "Any"


def _wanted(kept: Kept) -> str:
    basis = kept.basis
    if basis.confidence is None:
        return f"{kept.wish.size} (chosen)"
    return (
        f"{kept.wish.size} ({100 * basis.confidence:g} per cent confidence, within {basis.margin:g} points)"
    )


def _reserved(kept: Kept) -> int:
    return sum(one.reserves for one in kept.strata)


def _published(method: Method) -> list[Any]:
    parts = [("As published", method.said), ("Left open, and chosen", method.ours)]
    return [
        style.markup(f"<b>{style.words(label)}.</b> {style.words(text)}", style.SMALL)
        for label, text in parts
        if text
    ]
