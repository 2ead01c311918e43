"""How a timetable's cells, blocks and places are drawn."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPen

from ui.theme import colours
from ui.theme.icons import pixmap
from ui.theme.metrics import FOCUS, RADIUS, SMALL, TIGHT, grown, scaled
from ui.widgets.badges import SHAPES
from ui.widgets.timetable_model import GridEntry

_MARK = 13
#: The least width in which the beginning of a place's name says anything (pixels).
_LEAST_WORDS = 40


class Faces:
    """The fonts of a block and their metrics, made once for many blocks."""

    def __init__(self, font: QFont) -> None:
        self.time, self.room, self.title = (
            scaled(font, 0.92, bold=True),
            scaled(font, 0.88),
            scaled(font, 0.92),
        )
        self.metrics = {id(face): QFontMetrics(face) for face in (self.time, self.room, self.title)}
        self._fitted: dict[tuple[int, str, int], str] = {}

    def fitted(self, face: QFont, words: str, width: float) -> str:
        """The words, ended with an ellipsis where they are wider than `width` pixels; worked out once."""
        key = (id(face), words, int(width))
        if key not in self._fitted:
            elided = self.metrics[id(face)].elidedText(words, Qt.TextElideMode.ElideRight, int(width))
            self._fitted[key] = elided
        return self._fitted[key]

    def width(self, face: QFont, words: str) -> int:
        return self.metrics[id(face)].horizontalAdvance(words)


def block_height(metrics: QFontMetrics) -> int:
    """The height of one block: two lines and some air."""
    return 2 * metrics.height() + 6


def paint_cell(painter: QPainter, rect: QRect, *, new_day: bool) -> None:
    """The lines around a cell, stronger where a day begins."""
    c = colours()
    painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(c.border))
    line = c.border_strong if new_day else c.border
    painter.fillRect(rect.left(), rect.top(), 1, rect.height(), QColor(line))


def paint_noon(painter: QPainter, left: int, y: int, width: int) -> None:
    """The line between morning and afternoon, thinner than that between rows."""
    painter.setPen(QPen(QColor(colours().border), 1, Qt.PenStyle.DotLine))
    painter.drawLine(left + TIGHT, y, left + width - TIGHT, y)


def paint_hour(painter: QPainter, x: int, top: int, height: int, *, whole: bool) -> None:
    """A line at an hour, or a fainter one within it."""
    c = colours()
    painter.setPen(QPen(QColor(c.border), 1, Qt.PenStyle.SolidLine if whole else Qt.PenStyle.DotLine))
    painter.drawLine(x, top, x, top + height)


def paint_shade(painter: QPainter, rect: QRect, words: str, faces: Faces) -> None:
    """A time when nothing can be: hatched, with why where there is room."""
    c = colours()
    painter.fillRect(rect, QColor(c.surface))
    painter.fillRect(rect, QBrush(QColor(c.border), Qt.BrushStyle.BDiagPattern))
    room = rect.adjusted(TIGHT, 0, -TIGHT, 0)
    if words and faces.width(faces.room, words) <= room.width():
        wide, high = faces.width(faces.room, words) + 8, faces.metrics[id(faces.room)].height()
        ground = QRect(room.left() - 2, rect.top() + max((rect.height() - high) // 2, 0), wide, high)
        painter.fillRect(ground, QColor(c.surface))
        painter.setFont(faces.room)
        painter.setPen(QColor(c.text_muted))
        painter.drawText(ground.adjusted(3, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)


def paint_block(
    painter: QPainter, rect: QRectF, entry: GridEntry, faces: Faces, *, faint: bool = False
) -> None:
    """One entry: its time, room and marks, and its title below. A faint one is being moved elsewhere."""
    c = colours()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(0.35 if faint else 1.0)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(c.soft(entry.tone)))
    painter.drawRoundedRect(rect, RADIUS, RADIUS)
    painter.setBrush(QColor(c.ink(entry.tone)))
    painter.drawRoundedRect(QRectF(rect.left(), rect.top(), 3, rect.height()), 1.5, 1.5)
    inside = rect.adjusted(SMALL, 3, -TIGHT, -3)
    right = _paint_marks(painter, inside, entry)
    half = inside.height() / 2
    _first_line(painter, QRectF(inside.left(), inside.top(), right - inside.left(), half), faces, entry)
    _line(painter, inside.adjusted(0, half, 0, 0), faces, faces.title, c.text, entry.title)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setOpacity(1.0)


def paint_ring(painter: QPainter, rect: QRectF, *, focused: bool) -> None:
    """A ring around what the keyboard is at, strong where it would hear a key now."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    ink = colours().focus if focused else colours().border_strong
    painter.setPen(QPen(QColor(ink), FOCUS if focused else 1))
    painter.drawRoundedRect(rect, RADIUS, RADIUS)
    painter.restore()


def paint_verdict(painter: QPainter, rect: QRect, *, fits: bool) -> None:
    """The ground of a place where something would fit, or would break a rule."""
    c = colours()
    painter.fillRect(rect, QColor(c.good_soft if fits else c.sunken))


def paint_shape(painter: QPainter, rect: QRect, *, fits: bool) -> None:
    """A tick or a cross in the lower right corner of a place, over whatever stands there."""
    c, side = colours(), grown(_MARK)
    if rect.height() < side:
        return
    name, ink, ground = ("check", c.good, c.good_soft) if fits else ("cross", c.text_muted, c.sunken)
    left = max(rect.right() - side - 3, rect.left())
    spot = QRectF(left, rect.bottom() - side - 2, side + 2, side + 2)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawEllipse(spot)
    painter.drawPixmap(spot.topLeft() + QPointF(1, 1), pixmap(name, ink, side, _ratio(painter)))
    painter.restore()


def paint_ghost(painter: QPainter, rect: QRectF, time: str, title: str, faces: Faces, *, fits: bool) -> None:
    """What is being moved, where it would be; broken rules show in its edge, its ground and its shape."""
    c = colours()
    ink = c.good if fits else c.danger
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(ink), FOCUS, Qt.PenStyle.SolidLine if fits else Qt.PenStyle.DashLine))
    painter.setBrush(QColor(c.good_soft if fits else c.danger_soft))
    painter.drawRoundedRect(rect, RADIUS, RADIUS)
    inside = rect.adjusted(SMALL, 3, -TIGHT, -3)
    side = grown(_MARK)
    mark = pixmap("check" if fits else "danger", ink, side, _ratio(painter))
    painter.drawPixmap(QPointF(inside.right() - side, inside.top() + 1), mark)
    half = inside.height() / 2
    first = QRectF(inside.left(), inside.top(), inside.width() - side - 2, half)
    _line(painter, first, faces, faces.time, c.text, time)
    _line(painter, inside.adjusted(0, half, 0, 0), faces, faces.title, c.text, title)
    painter.restore()


def _first_line(painter: QPainter, room: QRectF, faces: Faces, entry: GridEntry) -> None:
    """The time, and the room in a quieter colour where the whole of it fits."""
    c = colours()
    _line(painter, room, faces, faces.time, c.text, entry.time)
    used = faces.width(faces.time, entry.time) + SMALL
    if entry.room and room.width() - used >= min(faces.width(faces.room, entry.room), grown(_LEAST_WORDS)):
        _line(painter, room.adjusted(used, 0, 0, 0), faces, faces.room, c.text_muted, entry.room)


def _line(painter: QPainter, room: QRectF, faces: Faces, face: QFont, ink: str, words: str) -> None:
    painter.setFont(face)
    painter.setPen(QColor(ink))
    shown = faces.fitted(face, words, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


def _paint_marks(painter: QPainter, inside: QRectF, entry: GridEntry) -> float:
    """Draw the marks at the top right and return where they start."""
    names = [entry.mark] if entry.mark else []
    names += ["lock"] if entry.locked else []
    names += [SHAPES[entry.tone]] if entry.tone in ("warning", "danger") else []
    side, right = grown(_MARK), inside.right()
    for name in names:
        right -= side + 2
        drawn = pixmap(name, colours().ink(entry.tone), side, _ratio(painter))
        painter.drawPixmap(QPointF(right, inside.top() + 1), drawn)
    return right


def _ratio(painter: QPainter) -> float:
    device = painter.device()
    return device.devicePixelRatioF() if device is not None else 1.0
