"""How one cell of a table of figures is painted."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ui.theme import colours
from ui.theme.icons import pixmap
from ui.theme.metrics import SMALL, TIGHT, scaled
from ui.widgets.bands import chip_width, paint_chip, paint_scale
from ui.widgets.figure_model import FigureModel
from ui.widgets.figures import Cell, Line, Whose
from ui.widgets.stacked_bar import paint_bar

_INDENT = 14
_ICON = 14
_BAR_LEAST = 44.0
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class FigureDelegate(QStyledItemDelegate):
    """Paints headings, figures, bars and bands; a ring shows where the keyboard is."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        view = self.parent()
        assert isinstance(view, QTableView)
        model = view.model()
        assert isinstance(model, FigureModel)
        line, cell = model.line(index.row()), model.cell(index)
        c, rect = colours(), QRect(option.rect)
        painter.save()
        if line.group:
            painter.fillRect(rect, QColor(c.sunken))
        elif option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(c.accent_soft))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(c.border))
        if index.column() == 0:
            paint_heading(painter, QRectF(rect), line, view.font())
        else:
            right = model.figures.heads[index.column() - 1].align == "right"
            paint_cell(painter, QRectF(rect), cell, view.font(), right=right)
        if view.currentIndex() == index and view.hasFocus():
            painter.setPen(QPen(QColor(c.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()


def paint_heading(painter: QPainter, rect: QRectF, line: Line, font: QFont) -> None:
    """What heads a line, moved in by its level, and what stands below it."""
    c = colours()
    painter.setFont(scaled(font, 1, bold=line.group or line.level == 0))
    painter.setPen(QColor(c.text))
    room = rect.adjusted(SMALL + _INDENT * line.level, 0, -TIGHT, 0)
    metrics = QFontMetricsF(painter.font())
    words = metrics.elidedText(line.heading, Qt.TextElideMode.ElideRight, room.width())
    if not line.detail:
        painter.drawText(room, _LEFT, words)
        return
    top = room.center().y() - metrics.height()
    painter.drawText(QRectF(room.left(), top, room.width(), metrics.height()), _LEFT, words)
    below = QRectF(room.left(), top + metrics.height(), room.width(), metrics.height())
    if line.mark:
        drawn = pixmap(line.mark[0], c.ink(line.mark[1]), _ICON, painter.device().devicePixelRatioF())
        painter.drawPixmap(QPointF(below.left(), below.center().y() - _ICON / 2), drawn)
        below.setLeft(below.left() + _ICON + TIGHT)
    painter.setFont(scaled(font, 0.88))
    painter.setPen(QColor(c.ink(line.mark[1]) if line.mark else c.text_muted))
    small = QFontMetricsF(painter.font()).elidedText(line.detail, Qt.TextElideMode.ElideRight, below.width())
    painter.drawText(below, _LEFT, small)


def paint_cell(painter: QPainter, rect: QRectF, cell: Cell, font: QFont, *, right: bool = False) -> None:
    """A figure: mark, words, quieter words, then a bar in the room that is left."""
    c, room = colours(), rect.adjusted(SMALL, 0, -SMALL, 0)
    if cell.band is not None:
        _paint_band(painter, room, cell, font)
        return
    if cell.scale is not None:
        paint_scale(painter, room.adjusted(0, 3, 0, -5), cell.scale, font)
        return
    if cell.shares:
        _paint_shares(painter, room, cell.shares)
        return
    if cell.mark:
        drawn = pixmap(cell.mark[0], c.ink(cell.mark[1]), _ICON, painter.device().devicePixelRatioF())
        painter.drawPixmap(QPointF(room.left(), room.center().y() - _ICON / 2), drawn)
        room.setLeft(room.left() + _ICON + TIGHT)
    face = scaled(font, 1, bold=cell.strong)
    metrics = QFontMetricsF(face)
    text = metrics.elidedText(cell.text, Qt.TextElideMode.ElideRight, room.width())
    painter.setFont(face)
    painter.setPen(QColor(c.text))
    painter.drawText(room, _RIGHT if right else _LEFT, text)
    if cell.opens and text:
        _underline(painter, room, metrics.horizontalAdvance(text), metrics, right=right)
    if right:
        return
    left = room.left() + (metrics.horizontalAdvance(text) + SMALL if text else 0)
    if cell.note:
        small = scaled(font, 0.9)
        painter.setFont(small)
        painter.setPen(QColor(c.text_muted))
        free = QRectF(left, room.top(), room.right() - left, room.height())
        words = QFontMetricsF(small).elidedText(cell.note, Qt.TextElideMode.ElideRight, free.width())
        painter.drawText(free, _LEFT, words)
        left += QFontMetricsF(small).horizontalAdvance(words) + SMALL
    if cell.parts:
        start = max(left, room.left() + metrics.horizontalAdvance("00 of 00") + SMALL) if text else left
        if room.right() - start >= _BAR_LEAST and any(part.count for part in cell.parts):
            bar = QRectF(start, room.top() + 5, room.right() - start, room.height() - 11)
            paint_bar(painter, bar, cell.parts, font=scaled(font, 0.82, bold=True))


def _paint_band(painter: QPainter, room: QRectF, cell: Cell, font: QFont) -> None:
    """A band's chip, and the quieter words after it."""
    assert cell.band is not None
    face = scaled(font, 0.9)
    if cell.short:
        paint_chip(painter, room.adjusted(-TIGHT, 0, TIGHT, 0), cell.band, face, short=True)
        return
    paint_chip(painter, room, cell.band, face)
    left = room.left() + chip_width(cell.band, face) + SMALL
    if cell.note and left < room.right():
        painter.setFont(scaled(font, 0.88))
        painter.setPen(QColor(colours().text_muted))
        free = QRectF(left, room.top(), room.right() - left, room.height())
        words = QFontMetricsF(painter.font()).elidedText(cell.note, Qt.TextElideMode.ElideRight, free.width())
        painter.drawText(free, _LEFT, words)


def _underline(painter: QPainter, room: QRectF, wide: float, metrics: QFontMetricsF, *, right: bool) -> None:
    """A dotted line under a number that can be opened."""
    base = room.center().y() + metrics.ascent() / 2 + 2
    left = room.right() - wide if right else room.left()
    painter.setPen(QPen(QColor(colours().accent), 1, Qt.PenStyle.DotLine))
    painter.drawLine(QPointF(left, base), QPointF(left + wide, base))


_SHARES = {
    "population": Qt.BrushStyle.NoBrush,
    "sample": Qt.BrushStyle.SolidPattern,
    "complete": Qt.BrushStyle.BDiagPattern,
}


def _paint_shares(painter: QPainter, room: QRectF, shares: tuple[tuple[Whose, float], ...]) -> None:
    """Thin bars one under the other, each whose with a look of its own."""
    ink, gap = QColor(colours().accent), 2.0
    high = min(6.0, (room.height() - 8 - gap * (len(shares) - 1)) / len(shares))
    top = room.center().y() - (high * len(shares) + gap * (len(shares) - 1)) / 2
    painter.setPen(QPen(ink, 1))
    for number, (whose, share) in enumerate(shares):
        painter.setBrush(QBrush(ink, _SHARES[whose]))
        wide = max(1.0, (room.width() - 1) * min(share, 1.0))
        painter.drawRect(QRectF(room.left(), top + number * (high + gap), wide, high))
