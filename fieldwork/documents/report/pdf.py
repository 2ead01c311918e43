"""A report as PDF."""

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import CondPageBreak, PageBreak, Spacer, TableStyle

from fieldwork.documents import page, pieces, style
from fieldwork.documents.charts.pdf import Chart
from fieldwork.documents.page import DocumentContext
from fieldwork.documents.report.blocks import Block, Break, Figure, Heading, Quote, Report, Table, Words

_WIDTH = style.PORTRAIT_WIDTH
_TEXT = style.BODY.clone("report text", fontSize=9, leading=12.8, spaceAfter=5)
_LOOKS = {
    "headline": _TEXT.clone("report headline", fontName=style.BOLD, fontSize=13, leading=17, spaceAfter=6),
    "body": _TEXT,
    "lead": _TEXT.clone("report lead", fontSize=10, leading=14, spaceAfter=6),
    "caution": style.BANNER.clone(
        "report caution", fontSize=8.6, leading=11.8, spaceBefore=10, spaceAfter=12
    ),
    "small": style.SMALL.clone("report small", textColor=style.QUIET, spaceAfter=4),
}
_HEADINGS = {
    1: style.TITLE.clone("chapter", fontSize=15, leading=19, spaceBefore=16, spaceAfter=6),
    2: style.HEADING.clone("report heading", fontSize=11.5, leading=15, spaceBefore=12, spaceAfter=4),
    3: style.SUBHEADING,
}
_CAPTION = style.LABEL.clone(
    "caption", fontSize=7.6, leading=9.8, spaceBefore=6, spaceAfter=2, textColor=style.INK
)
_QUOTE = style.BODY.clone(
    "quote", fontSize=8.8, leading=12.2, leftIndent=12, rightIndent=12, spaceBefore=6, spaceAfter=1,
    borderPadding=(2, 2, 2, 8),
)  # fmt: skip
_UNDER = style.SMALL.clone("quote about", leftIndent=12, textColor=style.QUIET, spaceAfter=8)
_HEAD = style.LABEL.clone("head", fontName=style.BOLD, textColor=style.INK)
_HEAD_NUMBER = _HEAD.clone("head number", alignment=2)
#: What a figure's caption and spaces take besides their text.
_AROUND = 24.0
_NUMBER = style.CELL.clone("number", alignment=2)
_NUMBER_BOLD = style.CELL_BOLD.clone("number bold", alignment=2)


def render(report: Report, context: DocumentContext) -> bytes:
    """The PDF: headings are bookmarks, tables repeat their headings on every page."""
    return page.build(_story(report), report.title.partition(":")[0], context)


def _story(report: Report) -> list[Any]:
    kind, _, title = report.title.partition(":")
    name = page.bookmarked(style.para(title.strip() or kind, style.TITLE), report.title, 0)
    found: list[Any] = [*([style.para(kind, style.OVERLINE)] if title else []), name]
    writer = _Writer()
    waiting: list[Any] = []  # headings and their first words, which must not stand alone at a page's foot
    for block in report.blocks:
        made = writer.block(block)
        opens = isinstance(block, Words) and block.weight == "lead" and bool(waiting)
        if isinstance(block, Heading) or opens:
            waiting += made
        elif isinstance(block, Break):
            found += made
        else:
            found += pieces.keep(waiting, made, _WIDTH) if waiting else made
            waiting = []
    return found + waiting


class _Writer:
    """Makes flowables of blocks, and numbers tables and figures."""

    def __init__(self) -> None:
        self.tables = self.figures = 0

    def block(self, block: Block) -> list[Any]:
        match block:
            case Heading():
                look = _HEADINGS[block.level]
                return [page.bookmarked(style.para(block.text, look), block.text, block.level)]
            case Words():
                return [style.para(block.text, _LOOKS[block.weight])]
            case Quote():
                about = [style.para(block.about, _UNDER)] if block.about else []
                return pieces.unbroken([*style.paras(block.text, _QUOTE), *about], _WIDTH)
            case Figure():
                self.figures += 1
                caption = _caption(f"Figure {self.figures}. {block.scene.title}")
                whole = block.scene.height + _CAPTION.leading + _AROUND
                return [CondPageBreak(whole), caption, Chart(block.scene), Spacer(0, 4)]
            case Table():
                self.tables += 1
                return self._table(block)
            case Break():
                return [PageBreak()]

    def _table(self, block: Table) -> list[Any]:
        caption = _caption(f"Table {self.tables}. {block.caption}")
        total = sum(block.shares)
        widths = [_WIDTH * share / total for share in block.shares]
        rows = [self._row(block, number, row) for number, row in enumerate(block.rows)]
        heads = [
            style.para(h, _HEAD_NUMBER if at in block.numbers else _HEAD) for at, h in enumerate(block.heads)
        ]
        made = pieces.list_table(heads, rows, widths)
        # No row stands alone at the end or the beginning of a page.
        made.setStyle(
            TableStyle([("NOSPLIT", (0, -2), (-1, -1)), ("NOSPLIT", (0, 0), (-1, min(2, len(rows))))])
        )
        return pieces.keep([caption], [made, Spacer(0, 6)], _WIDTH)

    def _row(self, block: Table, number: int, row: Sequence[str]) -> list[Any]:
        strong = number in block.strong
        cells = []
        for at, text in enumerate(row):
            plain, bold = (_NUMBER, _NUMBER_BOLD) if at in block.numbers else (style.CELL, style.CELL_BOLD)
            cells.append(style.para(text, bold if strong else plain))
        return cells


def _caption(words: str) -> Any:
    found = style.para(words, _CAPTION)
    found.role = "Caption"
    return found
