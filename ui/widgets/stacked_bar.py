"""How answers are shared out, as one bar: a pattern and a count for each answer, never a colour alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import Palette, colours
from ui.theme.metrics import scaled

#: How an answer weighs: above the line, below it, below it for another reason, left out; or one of several
#: that are not weighed.
Kind = Literal["yes", "no", "hindered", "na", "first", "second", "third", "fourth"]

_PLATE = 3.0


@dataclass(frozen=True, slots=True)
class Part:
    """One answer: its id, its words, how many gave it."""

    id: str
    label: str
    count: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class _Look:
    ground: str
    ink: str
    edge: str
    pattern: Qt.BrushStyle = Qt.BrushStyle.NoBrush


def _look(kind: Kind, c: Palette) -> _Look:
    hatch = Qt.BrushStyle
    return {
        "yes": _Look(c.yes, c.on_answer, c.yes),
        "no": _Look(c.no_soft, c.no, c.no, hatch.BDiagPattern),
        "hindered": _Look(c.warning_soft, c.warning, c.warning, hatch.VerPattern),
        "na": _Look(c.na_soft, c.na, c.na, hatch.Dense7Pattern),
        "first": _Look(c.accent, c.on_accent, c.accent),
        "second": _Look(c.accent_soft, c.text, c.accent, hatch.BDiagPattern),
        "third": _Look(c.na_soft, c.text, c.na, hatch.HorPattern),
        "fourth": _Look(c.raised, c.text, c.border_strong, hatch.Dense7Pattern),
    }[kind]


def paint_part(
    painter: QPainter, rect: QRectF, kind: Kind, words: str = "", font: QFont | None = None
) -> None:
    """One answer's piece of a bar, with its count where that fits."""
    look = _look(kind, colours())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.fillRect(rect, QColor(look.ground))
    if look.pattern != Qt.BrushStyle.NoBrush:
        ink = QColor(look.edge)
        ink.setAlpha(110)
        painter.fillRect(rect, QBrush(ink, look.pattern))
    painter.setPen(QPen(QColor(look.edge), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(0, 0, -1, -1))
    painter.setFont(font or painter.font())
    metrics = QFontMetricsF(painter.font())
    width = metrics.horizontalAdvance(words)
    if words and width + 2 * _PLATE <= rect.width():
        plate = QRectF(
            rect.center().x() - width / 2 - _PLATE, rect.top() + 1, width + 2 * _PLATE, rect.height() - 3
        )
        if look.pattern != Qt.BrushStyle.NoBrush:
            painter.fillRect(plate, QColor(look.ground))
        painter.setPen(QColor(look.ink))
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, words)
    painter.restore()


def paint_bar(
    painter: QPainter,
    rect: QRectF,
    parts: Sequence[Part],
    *,
    ticks: Sequence[float] = (),
    font: QFont | None = None,
) -> None:
    """The whole bar; `ticks` are shares (0 to 1) at which bands begin."""
    for part, place in zip(parts, places(rect, parts), strict=True):
        if place.width() > 0:
            paint_part(painter, place, part.kind, str(part.count), font)
    ink = QColor(colours().text)
    for tick in ticks:
        x = round(rect.left() + rect.width() * tick)
        painter.fillRect(QRectF(x, rect.top() - 2, 1, 4), ink)
        painter.fillRect(QRectF(x, rect.bottom() - 3, 1, 4), ink)


def places(rect: QRectF, parts: Sequence[Part]) -> list[QRectF]:
    """Where each part is painted, in whole pixels; an answer that was given is seen, however rare."""
    total = sum(part.count for part in parts)
    if not total:
        return [QRectF(rect.topLeft(), rect.topLeft()) for _ in parts]
    ends, reached = [rect.left()], 0
    for part in parts:
        reached += part.count
        ends.append(rect.left() + round(rect.width() * reached / total))
    found = []
    for part, left, right in zip(parts, ends[:-1], ends[1:], strict=True):
        wide = max(right - left, 2.0) if part.count else 0.0
        found.append(QRectF(min(left, rect.right() - wide), rect.top(), wide, rect.height()))
    return found


def said(parts: Sequence[Part]) -> str:
    """`63 yes, 34 no`."""
    return ", ".join(f"{part.count} {part.label[:1].lower()}{part.label[1:]}" for part in parts)


class StackedBar(QWidget):
    """One bar by itself. Clicking a part chooses its answer."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[Part, ...] = ()
        self._ticks: tuple[float, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_state(self, parts: Sequence[Part], ticks: Sequence[float] = ()) -> None:
        """Show these answers."""
        self._parts, self._ticks = tuple(parts), tuple(ticks)
        self.setAccessibleName(said(self._parts) or "No answers yet")
        self.setToolTip(self.accessibleName())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, self.fontMetrics().height() + 12)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = scaled(self.font(), 0.9, bold=True)
        if not sum(part.count for part in self._parts):
            painter.setPen(QPen(QColor(colours().border_strong), 1, Qt.PenStyle.DashLine))
            painter.drawRect(self._bar().adjusted(0, 0, -1, -1))
            return
        paint_bar(painter, self._bar(), self._parts, ticks=self._ticks, font=font)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for part, place in zip(self._parts, places(self._bar(), self._parts), strict=True):
            if place.contains(QPointF(event.position())):
                self.chosen.emit(part.id)

    def _bar(self) -> QRectF:
        return QRectF(0, 3, self.width(), self.height() - 6)
