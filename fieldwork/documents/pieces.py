"""What documents are made of: tables, headings that stay with what follows, blocks that stay whole."""

from collections.abc import Sequence
from typing import Any

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import CondPageBreak, Paragraph, Table, TableStyle

from fieldwork.documents import style
from fieldwork.documents.marks import RuledLines
from fieldwork.documents.tagged_table import LayoutTags, TableTags


def keep(heads: Sequence[Any], body: Sequence[Any], width: float) -> list[Any]:
    """Headings that never stand at the foot of a page without the start of what follows.

    Asks for the height of the headings and of the first piece of the body, or of two lines of it
    where it is a longer paragraph; so, unlike reportlab's own KeepTogether, long text still flows.
    """
    need = sum(_height(head, width) for head in heads) + (_start_height(body[0], width) if body else 0)
    return [CondPageBreak(need), *heads, *body]


#: A block up to this height moves to the next page whole; more would leave pages half empty.
_BLOCK_LIMIT = 190.0


def unbroken(block: Sequence[Any], width: float) -> list[Any]:
    """A short block, all on one page; a longer one as it is."""
    need = 0.0
    for flowable in block:
        need += 0 if isinstance(flowable, CondPageBreak) else _height(flowable, width)
        if need > _BLOCK_LIMIT:
            return list(block)
    return [CondPageBreak(need), *block]


def height(flowables: Sequence[Any], width: float) -> float:
    """How tall these are under one another."""
    return sum(_height(flowable, width) for flowable in flowables)


def _height(flowable: Any, width: float) -> float:
    return float(flowable.getSpaceBefore() + flowable.wrap(width, 10_000)[1] + flowable.getSpaceAfter())


def _start_height(flowable: Any, width: float) -> float:
    if isinstance(flowable, Paragraph):
        whole = _height(flowable, width)
        leading = flowable.style.leading
        return whole if whole < 4 * leading else flowable.getSpaceBefore() + 2 * leading
    if isinstance(flowable, CondPageBreak):  # the start of a body that is itself kept together
        return float(flowable.height)
    if isinstance(flowable, RuledLines):
        return flowable.start_height()
    return min(_height(flowable, width), 80.0)


#: Longer values than this leave the table, so that no row can outgrow a page.
_CELL_LIMIT = 160


def fact_table(rows: Sequence[tuple[str, str]], width: float, columns: int = 4) -> list[Any]:
    """Labels and values in even columns; long values follow in full below."""
    short = [(label, value) for label, value in rows if len(value) <= _CELL_LIMIT]
    cells = [
        [style.fixed(style.words(label), style.LABEL), style.para(value, style.CELL)]
        for label, value in short
    ]
    found: list[Any] = [grid(cells, width, columns)] if cells else []
    for label, value in rows:
        if len(value) > _CELL_LIMIT:
            found.append(style.markup(f"<b>{style.words(label)}.</b> {style.words(value)}", style.SMALL))
    return found


def grid(cells: Sequence[Any], width: float, columns: int) -> Any:
    """Cells in even columns with a rule under each row, read along the rows."""
    padded = [*cells, *([] for _ in range(-len(cells) % columns))]
    rows = [padded[at : at + columns] for at in range(0, len(padded), columns)]
    padding = [_RULED, ("LEFTPADDING", (0, 0), (0, -1), 0), ("TOPPADDING", (0, 0), (-1, -1), 1.5)]
    return _table(rows, [width / columns] * columns, padding)


_RULED = ("LINEBELOW", (0, 0), (-1, -1), 0.4, style.LINE)


def side_by_side(left: Any, right: Any, widths: tuple[float, float]) -> Any:
    """Two flowables in one row without rules, level at the top."""
    bare = [("LEFTPADDING", (0, 0), (-1, -1), 0)]
    return _table([[left, right]], widths, [*bare, ("RIGHTPADDING", (1, 0), (1, 0), 0)])


def list_table(
    heads: Sequence[Any],
    rows: Sequence[Sequence[Any]],
    widths: Sequence[float],
    blocks: Sequence[tuple[int, int]] = (),
) -> Any:
    """A ruled list; its heading row, if any, is repeated on each page. Cells and heads: text or flowables.

    `blocks` are the first and last rows (the heading is row 0) that belong together: no rule parts them,
    and none that a page could hold is divided. Without blocks each row stands alone.
    """
    body = [[_cell(cell, at == 0) for at, cell in enumerate(row)] for row in rows]
    rules: list[Any] = [("LEFTPADDING", (0, 0), (0, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 3)]
    rules += [("LINEBELOW", (0, last), (-1, last), 0.4, style.LINE) for _, last in blocks] or [_RULED]
    rules += [
        ("NOSPLIT", (0, first), (-1, last)) for first, last in blocks if 0 < last - first < _UNDIVIDED_ROWS
    ]
    run_on = any(isinstance(cell, str) and len(cell) > _TALL for row in rows for cell in row)
    if not heads:
        return _table(body, widths, [*rules, ("LINEABOVE", (0, 0), (-1, 0), 0.9, style.INK)], 0, run_on)
    rules += [("LINEBELOW", (0, 0), (-1, 0), 0.9, style.INK), ("VALIGN", (0, 0), (-1, 0), "BOTTOM")]
    headings = [style.para(head, style.LABEL) if isinstance(head, str) else head for head in heads]
    return _table([headings, *body], widths, rules, 1, run_on)


_UNDIVIDED_ROWS = 6
#: Text that could outgrow a page in a narrow column; such a table may divide a row, else none does.
_TALL = 400


def natural_width(texts: Sequence[str], least: float, most: float) -> float:
    """The width of a list column that holds these texts in one line each, within limits."""
    style.register_fonts()
    widest = max((stringWidth(t, style.FONT, style.CELL.fontSize) for t in texts), default=0.0)
    return min(most, max(least, widest + 11))


def _cell(cell: Any, bold: bool) -> Any:
    return style.para(cell, style.CELL_BOLD if bold else style.CELL) if isinstance(cell, str) else cell


def _table(
    rows: Sequence[Sequence[Any]],
    widths: Sequence[float],
    more: Sequence[tuple[Any, ...]],
    repeat: int | None = None,
    run_on: bool = False,
) -> Any:
    """A table of data with `repeat` rows of headings, or, with None, things set side by side."""
    plain = [
        ("FONTNAME", (0, 0), (-1, -1), style.FONT),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 5),
        ("RIGHTPADDING", (0, 0), (-1, -1), 5),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
    ]
    tags = LayoutTags() if repeat is None else TableTags(repeat)
    looks = TableStyle([*plain, *more])
    table = Table(rows, widths, repeatRows=repeat or 0, style=looks, splitInRow=int(run_on), renderCB=tags)
    table.hAlign = "LEFT"
    return table
