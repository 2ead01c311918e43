"""How a timetable's cells and blocks are drawn."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen

from ui.theme import colours
from ui.theme.icons import pixmap
from ui.theme.metrics import FOCUS, RADIUS, SMALL, TIGHT, scaled
from ui.widgets.badges import SHAPES
from ui.widgets.timetable_model import GridEntry

_MARK = 13


def block_height(metrics: QFontMetrics) -> int:
    """The height of one block: two lines and some air."""
    return 2 * metrics.height() + 6


def paint_cell(painter: QPainter, rect: QRect, *, new_day: bool, current: bool, focused: bool) -> None:
    """The lines around a cell, stronger where a day begins; a ring where the keyboard is."""
    c = colours()
    painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(c.border))
    line = c.border_strong if new_day else c.border
    painter.fillRect(rect.left(), rect.top(), 1, rect.height(), QColor(line))
    if current:
        _ring(painter, QRectF(rect).adjusted(3, 3, -3, -3), focused)


def paint_block(
    painter: QPainter, rect: QRectF, entry: GridEntry, font: QFont, *, current: bool, focused: bool
) -> None:
    """One entry: its time, room and marks, and its title below."""
    c = colours()
    ink = QColor(c.ink(entry.tone))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shape = QPainterPath()
    shape.addRoundedRect(rect, RADIUS, RADIUS)
    painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
    painter.fillRect(rect, QColor(c.soft(entry.tone)))
    painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), ink)
    inside = rect.adjusted(SMALL, 3, -TIGHT, -3)
    right = _paint_marks(painter, inside, entry)
    half = inside.height() / 2
    _first_line(painter, QRectF(inside.left(), inside.top(), right - inside.left(), half), font, entry)
    _line(painter, inside.adjusted(0, half, 0, 0), scaled(font, 0.92), c.text, entry.title)
    painter.restore()
    if current:
        _ring(painter, rect.adjusted(1, 1, -1, -1), focused)


def _first_line(painter: QPainter, room: QRectF, font: QFont, entry: GridEntry) -> None:
    """The time, and the room in a quieter colour where the whole of it fits."""
    c = colours()
    bold = scaled(font, 0.92, bold=True)
    _line(painter, room, bold, c.text, entry.time)
    used = QFontMetrics(bold).horizontalAdvance(entry.time) + SMALL
    quiet = scaled(font, 0.88)
    if used + QFontMetrics(quiet).horizontalAdvance(entry.room) <= room.width():
        _line(painter, room.adjusted(used, 0, 0, 0), quiet, c.text_muted, entry.room)


def _line(painter: QPainter, room: QRectF, font: QFont, ink: str, words: str) -> None:
    painter.setFont(font)
    painter.setPen(QColor(ink))
    shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()))
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


def _paint_marks(painter: QPainter, inside: QRectF, entry: GridEntry) -> float:
    """Draw the marks at the top right and return where they start."""
    names = ["lock"] if entry.locked else []
    names += [SHAPES[entry.tone]] if entry.tone in ("warning", "danger") else []
    device = painter.device()
    ratio = device.devicePixelRatioF() if device is not None else 1.0
    right = inside.right()
    for name in names:
        right -= _MARK + 2
        drawn = pixmap(name, colours().ink(entry.tone), _MARK, ratio)
        painter.drawPixmap(QPointF(right, inside.top() + 1), drawn)
    return right


def _ring(painter: QPainter, rect: QRectF, focused: bool) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    ink = colours().focus if focused else colours().border_strong
    painter.setPen(QPen(QColor(ink), FOCUS if focused else 1))
    painter.drawRoundedRect(rect, RADIUS, RADIUS)
    painter.restore()
