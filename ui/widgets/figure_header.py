"""The headings of a table of figures: a title, a quieter line below it, and a mark for a caution."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from ui.theme import colours
from ui.theme.icons import pixmap
from ui.theme.metrics import SMALL, TIGHT, scaled
from ui.widgets.figure_model import FigureModel
from ui.widgets.figures import Head

_ICON = 14


class FigureHeader(QHeaderView):
    """One line high, or two where any column has a second line; what does not fit ends in an ellipsis."""

    def __init__(self, figures: FigureModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._figures, self._table = figures, parent
        self.setHighlightSections(False)
        self.setSectionsClickable(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def sizeHint(self) -> QSize:
        lines = 2 if any(head.detail for head in self._figures.figures.heads) else 1
        high = QFontMetricsF(self._face()).height() * lines + 2 * SMALL - TIGHT
        return QSize(super().sizeHint().width(), round(high))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        c, heads = colours(), self._figures.figures.heads
        head = heads[section - 1] if 0 < section <= len(heads) else Head(self._figures.figures.corner)
        painter.save()
        painter.fillRect(rect, QColor(c.raised))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(c.border_strong))
        painter.fillRect(rect.right(), rect.top(), 1, rect.height() - 1, QColor(c.border))
        room = QRectF(rect).adjusted(SMALL, TIGHT, -SMALL, -TIGHT)
        if head.mark:
            drawn = pixmap(head.mark[0], c.ink(head.mark[1]), _ICON, painter.device().devicePixelRatioF())
            painter.drawPixmap(QPointF(room.left(), room.center().y() - _ICON / 2), drawn)
            room.setLeft(room.left() + _ICON + TIGHT)
        right = head.align == "right"
        if not head.detail:
            _line(painter, room, head.title, self._face(bold=True), c.text_muted, right=right)
        else:
            half = room.height() / 2
            top = QRectF(room.left(), room.top(), room.width(), half)
            _line(painter, top, head.title, self._face(bold=True), c.text_muted, right=right)
            _line(painter, top.translated(0, half), head.detail, self._face(), c.text_muted, right=right)
        painter.restore()

    def _face(self, *, bold: bool = False) -> QFont:
        return scaled(self._table.font(), 0.9, bold=bold)


def _line(painter: QPainter, room: QRectF, words: str, font: QFont, ink: str, *, right: bool) -> None:
    painter.setFont(font)
    painter.setPen(QColor(ink))
    shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, shown)
