"""The headings of a timetable: days, or the hours of one day, above; whose row it is beside."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from ui.theme import colours
from ui.theme.metrics import SMALL, TIGHT, scaled
from ui.widgets.timetable_model import GridModel
from ui.widgets.timetable_places import TimedPlaces


class HoursHeader(QHeaderView):
    """Words over each column; along the hours, the clock."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(False)

    def sectionSizeFromContents(self, section: int) -> QSize:
        size = super().sectionSizeFromContents(section)
        if self._timed():
            size.setHeight(QFontMetrics(scaled(self.font(), 0.9, bold=True)).height() + 2 * TIGHT + 1)
        return size

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        timed = self._timed()
        if timed is None:
            super().paintSection(painter, rect, section)
            return
        c, face = colours(), scaled(self.font(), 0.9, bold=True)
        painter.fillRect(rect, QColor(c.raised))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(c.border_strong))
        painter.setFont(face)
        painter.setPen(QColor(c.text_muted))
        metrics, until = QFontMetrics(face), rect.left()
        for hour in range(-(-timed.axis.starts // 60), timed.axis.ends // 60):
            x = rect.left() + timed.x(60 * hour, rect.width())
            words = f"{hour % 12 or 12}{'am' if hour < 12 else 'pm'}"
            if x >= until:
                room = QRect(x + 3, rect.top(), metrics.horizontalAdvance(words) + 2, rect.height())
                painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
                until = room.right() + SMALL

    def _timed(self) -> TimedPlaces | None:
        model = self.model()
        if not isinstance(model, GridModel) or not model.grid.timed or model.grid.axis is None:
            return None
        return TimedPlaces(model, 1, model.grid.axis)


class NamesHeader(QHeaderView):
    """Whose row it is, and in quieter words what more there is to say of it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setSectionsClickable(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        model = self.model()
        if not isinstance(model, GridModel):
            return
        c, row = colours(), model.grid.rows[section]
        painter.fillRect(rect, QColor(c.raised))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(c.border))
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), QColor(c.border))
        top = rect.top() + TIGHT
        for words, face, ink in (
            (row.title, scaled(self.font(), 0.95, bold=True), c.text),
            (row.detail, scaled(self.font(), 0.88), c.text_muted),
        ):
            metrics = QFontMetrics(face)
            room = QRect(rect.left() + SMALL, top, rect.width() - 2 * SMALL, metrics.height())
            painter.setFont(face)
            painter.setPen(QColor(ink))
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
            top += metrics.height()
