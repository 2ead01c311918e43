"""What documents are made of: answer marks, tick boxes, ruled lines, tables, kept headings."""

from collections.abc import Sequence
from typing import Any, Literal

from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import CondPageBreak, Flowable, Paragraph, Table, TableStyle

from fieldwork.documents import style
from fieldwork.programme.model import Level, Question, Value

MarkKind = Literal["yes", "no", "na", "open", "other"]
#: How an answer is drawn: as it weighs, or as something that was not done at all.
Shape = Literal["yes", "no", "na", "open", "other", "not_done"]


def mark_kind(question: Question, value: Value | None) -> MarkKind:
    """How an answer weighs: above the line, below it, not applicable, not given, or not weighed, as
    ratings of a standard are.
    """
    if value is None:
        return "open"
    if question.answers is None or question.answers.kind != "choice":
        return "other"
    if value == "na":
        return "na"
    if not question.scored or question.level is Level.STANDARD:
        return "other"
    return "yes" if value in question.above_line else "no"


class AnswerMark(Flowable):  # type: ignore[misc]  # reportlab has no stubs
    """An answer as a shape and a word: black tick, white cross, dash, stroke, or an empty dashed box."""

    SIZE = 7.6

    def __init__(self, kind: Shape, word: str, bold: bool = True) -> None:
        super().__init__()
        self.kind = kind
        self.text = style.para(word, style.CELL_BOLD if bold else style.CELL)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        _, self.height = self.text.wrap(width - self.SIZE - 4, height)
        self.width = width
        return width, self.height

    def draw(self) -> None:
        canvas, size = self.canv, self.SIZE
        self.text.drawOn(canvas, size + 4, 0)
        canvas.saveState()
        canvas.translate(0, self.height - size - 1.3)
        canvas.setStrokeColor(style.INK)
        canvas.setFillColor(style.INK)
        canvas.setLineWidth(0.8)
        if self.kind == "open":
            canvas.setDash(1.4, 1.2)
        canvas.rect(0, 0, size, size, fill=int(self.kind == "yes"))
        canvas.setDash()
        canvas.setLineWidth(1.1)
        if self.kind == "yes":
            canvas.setStrokeColorRGB(1, 1, 1)
            canvas.lines([(1.7, 4.2, 3.4, 2.2), (3.4, 2.2, 6.4, 6.2)])
        elif self.kind == "no":
            canvas.lines([(2, 2, 6, 6), (2, 6, 6, 2)])
        elif self.kind == "na":
            canvas.line(2, 4, 6, 4)
        elif self.kind == "not_done":
            canvas.line(0, 0, size, size)
        elif self.kind == "other":
            canvas.circle(4, 4, 1.3, fill=1)
        canvas.restoreState()


class TickBoxes(Flowable):  # type: ignore[misc]
    """The possible answers, each with a box to tick, over as many lines as they need."""

    BOX, GAP, LEADING, FONT_SIZE = 9.0, 16.0, 14.0, 8.2

    def __init__(self, labels: Sequence[str], indent: float = 0) -> None:
        super().__init__()
        self.labels = [" ".join(style.clean(label).split()) for label in labels]
        self.indent = indent

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.placed: list[tuple[float, int, list[str]]] = []
        x, line = self.indent, 0
        for label in self.labels:
            room = width - self.indent - self.BOX - 4
            parts = simpleSplit(label, style.FONT, self.FONT_SIZE, room) or [""]
            wide = self.BOX + 4 + max(stringWidth(p, style.FONT, self.FONT_SIZE) for p in parts)
            if x > self.indent and x + wide > width:
                x, line = self.indent, line + 1
            self.placed.append((x, line, parts))
            x += wide + self.GAP
            if len(parts) > 1:
                x, line = self.indent, line + len(parts)
        lines = max((at + len(parts) for _, at, parts in self.placed), default=0)
        self.width, self.height = width, lines * self.LEADING
        return self.width, self.height

    def draw(self) -> None:
        canvas = self.canv
        canvas.setStrokeColor(style.INK)
        canvas.setFillColor(style.INK)
        canvas.setLineWidth(0.7)
        canvas.setFont(style.FONT, self.FONT_SIZE)
        for x, line, parts in self.placed:
            base = self.height - line * self.LEADING - 9
            canvas.rect(x, base - 1.3, self.BOX, self.BOX)
            for at, part in enumerate(parts):
                canvas.drawString(x + self.BOX + 4, base - at * self.LEADING, part)


class RuledLines(Flowable):  # type: ignore[misc]
    """Lines to write on, 7 mm apart; part of them may go to the next page, but never a single one."""

    GAP, AFTER = 20.0, 5.0

    def __init__(self, lines: int, indent: float = 0) -> None:
        super().__init__()
        self.lines = lines
        self.indent = indent

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width, self.height = width, self.lines * self.GAP + self.AFTER
        return self.width, self.height

    def start_height(self) -> float:
        """The least height in which some of the lines can be drawn."""
        return (2 if self.lines > 3 else self.lines) * self.GAP + self.AFTER

    def split(self, _width: float, height: float) -> list["RuledLines"]:
        fits = min(int((height - self.AFTER) // self.GAP), self.lines - 2)
        if fits < 2:
            return []
        return [RuledLines(fits, self.indent), RuledLines(self.lines - fits, self.indent)]

    def draw(self) -> None:
        self.canv.setStrokeColor(style.WRITING_LINE)
        self.canv.setLineWidth(0.5)
        for line in range(self.lines):
            y = self.height - (line + 1) * self.GAP + 1
            self.canv.line(self.indent, y, self.width, y)


class RestOfPage(RuledLines):
    """Lines to write on down to the foot of the page, between `least` and `most` of them; never divided."""

    def __init__(self, least: int, most: int) -> None:
        super().__init__(least)
        self.least, self.most = least, most

    def start_height(self) -> float:
        return self.least * self.GAP + self.AFTER

    def split(self, _width: float, _height: float) -> list[RuledLines]:
        return []

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        room = int((height - self.AFTER) // self.GAP)
        self.lines = max(self.least, min(room, self.most))
        return super().wrap(width, height)


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
    repeat: int = 0,
    run_on: bool = False,
) -> Any:
    plain = [
        ("FONTNAME", (0, 0), (-1, -1), style.FONT),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 5),
        ("RIGHTPADDING", (0, 0), (-1, -1), 5),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
    ]
    table = Table(rows, widths, repeatRows=repeat, style=TableStyle([*plain, *more]), splitInRow=int(run_on))
    table.hAlign = "LEFT"
    return table
