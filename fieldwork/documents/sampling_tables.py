"""The tables of the sheet on how a sample was drawn."""

from collections.abc import Mapping, Sequence
from typing import Any

from reportlab.platypus import Flowable

from fieldwork import wording
from fieldwork.documents import pieces, style
from fieldwork.documents.page import DocumentContext
from fieldwork.inspection.records import CaseRow, Status
from fieldwork.programme.model import Fact
from fieldwork.sample.draw import StratumDrawn
from fieldwork.sample.eligible import REASONS
from fieldwork.sample.kept import Kept
from fieldwork.sample.makeup import Composition, against

_WIDTH = style.PORTRAIT_WIDTH


def left_out(kept: Kept) -> Any:
    """How many rows could not be drawn, by reason."""
    rows = [(REASONS[kind], f"{n:,}") for kind, n in kept.excluded.items()] or [("Nothing", "0")]
    total = sum(kept.excluded.values())
    if len(rows) > 1:
        rows.append(("In all", f"{total:,}"))
    return pieces.list_table(("Reason", "Rows"), rows, (240, _WIDTH - 240))


def strata(kept: Kept) -> Any:
    """What each stratum had, was to give, gave, and has left."""
    gone = [one.stratum for one in kept.replacements]
    heads = ("Stratum", "Could be drawn", "Wanted", "Drawn", "Reserves", "Replaced", "Reserves left")

    def cells(one: StratumDrawn) -> tuple[str, ...]:
        left = len(kept.reserves.get(one.id, ()))
        numbers = (one.population, one.wanted, one.sample, one.reserves, gone.count(one.id), left)
        return one.label, *(f"{n:,}" for n in numbers)

    rows = [cells(one) for one in kept.strata]
    if len(rows) > 1:
        columns = zip(*(row[1:] for row in rows), strict=True)
        rows.append(("All", *(f"{sum(int(n.replace(',', '')) for n in column):,}" for column in columns)))
    return pieces.list_table(heads, rows, (_WIDTH - 6 * 52, *[52.0] * 6))


def make_up(kept: Kept, live: Sequence[CaseRow], context: DocumentContext) -> list[Any]:
    """One table a fact: the cases that could be drawn, those drawn, those of today where some left."""
    found: list[Any] = []
    now = _today(kept, live)
    for name in dict.fromkeys(line.fact for line in kept.composition):
        fact = context.programme.facts.get(name)
        lines = [line for line in kept.composition if line.fact == name]
        today = [_today_cell(now, line) for line in lines] if now else []
        heads = (fact.label if fact else name, "Could be drawn", "Drawn", "", *(["Today"] if today else []))
        rows = [
            (
                _value(fact, line.value),
                _share(line.population, line.population_share),
                _share(line.sample, line.sample_share),
                ShareBars(line.population_share, line.sample_share),
                *([today[at]] if today else []),
            )
            for at, line in enumerate(lines)
        ]
        widths = (150.0, 76.0, 70.0, _WIDTH - 296 - (70 if today else 0), *([70.0] if today else []))
        found.append(pieces.list_table(heads, rows, widths))
    if found:
        words = "Bars: outlined, of the cases that could be drawn; filled, of those drawn."
        found.append(style.para(words, style.SMALL))
    return found


def _today(kept: Kept, live: Sequence[CaseRow]) -> dict[tuple[str, str], Composition]:
    """The make-up of the cases that are in the sample now, where they are not those drawn."""
    if {str(row.ref) for row in live} == set(kept.refs):
        return {}
    names = list(dict.fromkeys(line.fact for line in kept.composition))
    return {(one.fact, one.value): one for one in against((), (row.facts for row in live), names)}


def _today_cell(now: Mapping[tuple[str, str], Composition], line: Composition) -> str:
    one = now.get((line.fact, line.value))
    return _share(one.sample, one.sample_share) if one else "0"


def _share(n: int, share: float) -> str:
    return f"{n:,} ({100 * share:.0f}%)"


def _value(fact: Fact | None, value: str) -> str:
    if not value:
        return "Not recorded"
    return fact.words(value) if fact else value


def replaced(kept: Kept) -> list[Any]:
    """Which cases left, and what came in their place; nothing where none did."""
    rows = [(one.ref, one.by, kept.label(one.stratum), one.reason) for one in kept.replacements]
    if not rows:
        return []
    heads = ("Case", "Replaced by", "Stratum", "Why")
    return [pieces.list_table(heads, rows, (56, 62, 238, _WIDTH - 356))]


def drawn_list(kept: Kept, cases: Mapping[str, CaseRow]) -> Any:
    """The cases drawn, numbered as the published sampler numbers them."""
    by = {one.ref: one.by for one in kept.replacements}
    rows = []
    for number, ref in enumerate(kept.refs, start=1):
        row = cases.get(ref)
        gone = row is not None and row.status is Status.WITHDRAWN
        what = f"Replaced by {by[ref]}" if ref in by else "Withdrawn" if gone else ""
        rows.append((f"{number:03}", ref, kept.label(kept.of[ref]), row.office if row else "", what))
    heads = ("No.", "Case", "Stratum", "Office", "")
    return pieces.list_table(heads, rows, (30, 54, 238, 92, _WIDTH - 414))


def reserves(kept: Kept) -> Any:
    """The reserves that are left, stratum by stratum."""
    rows = [
        (kept.label(name), wording.count(len(refs), "case"), ", ".join(refs) or "None left")
        for name, refs in kept.reserves.items()
    ]
    return pieces.list_table(("Stratum", "Left", "Cases"), rows, (238, 48, _WIDTH - 286))


class ShareBars(Flowable):  # type: ignore[misc]  # reportlab has no stubs
    """Two shares of the same width, one under the other: outlined, and filled."""

    HIGH, GAP = 3.4, 1.0

    def __init__(self, outlined: float, filled: float) -> None:
        super().__init__()
        self.outlined, self.filled = outlined, filled

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width, self.height = width, 2 * self.HIGH + self.GAP + 1.5
        return self.width, self.height

    def draw(self) -> None:
        canvas = self.canv
        canvas.setStrokeColor(style.INK)
        canvas.setFillColor(style.INK)
        canvas.setLineWidth(0.6)
        most = self.width - 1
        canvas.rect(0.3, self.HIGH + self.GAP, most * self.outlined, self.HIGH, fill=0)
        canvas.rect(0.3, 0, most * self.filled, self.HIGH, fill=1)
