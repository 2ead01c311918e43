"""Paints a table's cell as a bar with its words: how much somebody has been given."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from ui.theme import colours
from ui.theme.metrics import SMALL

_HEIGHT = 8


class LoadBarDelegate(QStyledItemDelegate):
    """`share` says how full the bar of a row (its number) is, 0 to 1; `words` is the room for the text."""

    def __init__(self, share: Callable[[int], float], words: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._share = share
        self._words = words

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        c = colours()
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(c.accent_soft))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(c.border))
        view = self.parent()
        if isinstance(view, QTableView) and view.hasFocus() and view.currentIndex().row() == index.row():
            painter.fillRect(rect.left(), rect.top(), rect.width(), 1, QColor(c.focus))
            painter.fillRect(rect.left(), rect.bottom() - 1, rect.width(), 2, QColor(c.focus))
        text = QRect(rect.left(), rect.top(), self._words, rect.height())
        painter.setPen(QColor(c.text))
        painter.setFont(option.font)
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(text, side, str(index.data()))
        room = QRectF(text.right() + SMALL, 0, rect.right() - text.right() - 2 * SMALL, _HEIGHT)
        room.moveTop(rect.top() + (rect.height() - _HEIGHT) / 2)
        self._paint_bar(painter, room, self._share(index.row()))

    def _paint_bar(self, painter: QPainter, room: QRectF, share: float) -> None:
        if room.width() <= _HEIGHT:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours().sunken))
        painter.drawRoundedRect(room, 3, 3)
        if share > 0:
            full = QRectF(room)
            full.setWidth(max(float(_HEIGHT), room.width() * min(share, 1.0)))
            painter.setBrush(QColor(colours().accent))
            painter.drawRoundedRect(full, 3, 3)
        painter.restore()
