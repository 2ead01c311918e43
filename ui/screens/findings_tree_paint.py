"""How a row of findings is painted: bars, bands, and words for what a colour would say."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from fieldwork.programme.model import Band, Level
from ui.screens.findings_model import (
    CHANGE,
    COUNTED,
    LEFT_OUT,
    PICTURE,
    QUESTION,
    SHARE,
    FindingsModel,
    tag_of,
    text_of,
)
from ui.screens.findings_rows import Row
from ui.theme import colours
from ui.theme.icons import pixmap
from ui.theme.metrics import RADIUS, SMALL, TIGHT, row_height, scaled
from ui.widgets.bands import look_of, paint_chip
from ui.widgets.stacked_bar import paint_bar

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_ICON = 14


def ground(row: Row, *, current: bool) -> str:
    """The colour that a row lies on."""
    c = colours()
    if current:
        return c.accent_soft
    return c.sunken if row.question.level is Level.DOMAIN else c.raised


class FindingsDelegate(QStyledItemDelegate):
    """Paints every column of the tree."""

    def __init__(self, tree: QTreeView, figures: FindingsModel) -> None:
        super().__init__(tree)
        self._tree, self._figures = tree, figures
        self.bands: tuple[Band, ...] = ()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(super().sizeHint(option, index).width(), row_height(self._tree.font()))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        c, rect, column = colours(), QRectF(option.rect), index.column()
        row = self._figures.row_at(index)
        painter.save()
        current = self._tree.currentIndex().siblingAtColumn(column) == index
        painter.fillRect(rect, QColor(ground(row, current=current)))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), QColor(c.border))
        if current and self._tree.hasFocus():
            painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), 1), QColor(c.focus))
            painter.fillRect(QRectF(rect.left(), rect.bottom() - 2, rect.width(), 2), QColor(c.focus))
        if column == QUESTION:
            self._paint_question(painter, rect, row)
        elif column == PICTURE:
            self._paint_picture(painter, rect.adjusted(TIGHT, 0, -SMALL, 0), row)
        else:
            self._paint_words(painter, rect.adjusted(SMALL, 0, -SMALL, 0), row, column)
        painter.restore()

    def _paint_question(self, painter: QPainter, rect: QRectF, row: Row) -> None:
        heavy = row.question.level in (Level.DOMAIN, Level.STANDARD)
        painter.setFont(scaled(self._tree.font(), 1, bold=heavy))
        room = rect.adjusted(TIGHT, 0, -SMALL, 0)
        if tag := tag_of(row):
            room.setRight(self._paint_tag(painter, room, tag, lowest=row.lowest))
        painter.setPen(QColor(colours().text))
        metrics = QFontMetricsF(painter.font())
        painter.drawText(
            room, _LEFT, metrics.elidedText(row.title, Qt.TextElideMode.ElideMiddle, room.width())
        )

    def _paint_tag(self, painter: QPainter, room: QRectF, words: str, *, lowest: bool) -> float:
        """A small tag at the right of a room; returns where what stands before it must end."""
        c, font = colours(), scaled(self._tree.font(), 0.82, bold=True)
        wide = QFontMetricsF(font).horizontalAdvance(words) + _ICON + SMALL + TIGHT
        tag = QRectF(room.right() - wide, room.center().y() - 9, wide, 18)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(c.text_muted), 1))
        painter.setBrush(QColor(c.raised))
        painter.drawRoundedRect(tag.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        name, ink = ("sort-down", c.text) if lowest else ("warning", c.warning)
        drawn = pixmap(name, ink, _ICON - 2, painter.device().devicePixelRatioF())
        painter.drawPixmap(QPointF(tag.left() + TIGHT, tag.center().y() - _ICON / 2 + 1), drawn)
        painter.setFont(font)
        painter.setPen(QColor(c.text))
        painter.drawText(tag.adjusted(_ICON + TIGHT, 0, 0, 0), _LEFT, words)
        painter.restore()
        return tag.left() - SMALL

    def _paint_picture(self, painter: QPainter, rect: QRectF, row: Row) -> None:
        font = self._tree.font()
        if row.rating is not None:
            look = look_of(row.rating.rating, self.bands)
            if look is not None:
                paint_chip(painter, rect, look, scaled(font, 0.85))
            else:
                painter.setFont(scaled(font, 0.9))
                painter.setPen(QColor(colours().text_muted))
                painter.drawText(rect, _LEFT, "Not rated yet")
            return
        if row.average is not None:
            painter.setFont(scaled(font, 0.9))
            painter.setPen(QColor(colours().text_muted))
            painter.drawText(rect, _LEFT, text_of(row, PICTURE))
            return
        bar = rect.adjusted(0, 6, 0, -7)
        paint_bar(painter, bar, row.parts(), ticks=row.ticks, font=scaled(font, 0.8, bold=True))

    def _paint_words(self, painter: QPainter, rect: QRectF, row: Row, column: int) -> None:
        c, words = colours(), text_of(row, column)
        painter.setFont(scaled(self._tree.font(), 1, bold=column == SHARE))
        painter.setPen(QColor(c.text if column in (COUNTED, SHARE) else c.text_muted))
        if column == CHANGE:
            rect = self._paint_mark(painter, rect, row)
            painter.setFont(scaled(self._tree.font(), 0.92))
        metrics = QFontMetricsF(painter.font())
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, _LEFT if column == CHANGE else _RIGHT, shown)
        opens = column in (COUNTED, LEFT_OUT) and row.rating is None and row.count is not None
        if opens and words not in ("", "0"):
            base = rect.center().y() + metrics.ascent() / 2 + 2
            painter.setPen(QPen(QColor(c.accent), 1, Qt.PenStyle.DotLine))
            wide = metrics.horizontalAdvance(shown)
            painter.drawLine(QPointF(rect.right() - wide, base), QPointF(rect.right(), base))

    def _paint_mark(self, painter: QPainter, rect: QRectF, row: Row) -> QRectF:
        """An arrow before a significant change; the words say so too."""
        if row.compared is None or not row.compared.significant:
            return rect
        name = "sort-up" if (row.compared.points or 0) > 0 else "sort-down"
        drawn = pixmap(name, colours().text, _ICON, painter.device().devicePixelRatioF())
        painter.drawPixmap(QPointF(rect.left(), rect.center().y() - _ICON / 2), drawn)
        return rect.adjusted(_ICON + TIGHT, 0, 0, 0)
