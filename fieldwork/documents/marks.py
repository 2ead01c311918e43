"""What documents draw by hand: answer marks, boxes to tick, lines to write on."""

from collections.abc import Sequence
from typing import Any, Literal

from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from fieldwork.documents import style, tagging
from fieldwork.documents.tagging import Element
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
        with tagging.of(canvas).artifact():  # the word beside it says the same
            self._shape(canvas, size)

    def _shape(self, canvas: Any, size: float) -> None:
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
        with tagging.of(self.canv).content(Element("P")):
            self._boxes(self.canv)

    def _boxes(self, canvas: Any) -> None:
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
        with tagging.of(self.canv).artifact():
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
