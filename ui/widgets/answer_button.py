"""One answer that can be given: a keycap and a word; the answer given is filled and ticked."""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QRadioButton, QWidget

from fieldwork.programme.model import Option
from ui.theme import colours
from ui.theme.icons import pixmap
from ui.theme.metrics import FOCUS, RADIUS, scaled
from ui.widgets.text import keycap_size, paint_keycap, tooltip

_PAD, _GAP = 8, 6
#: Answers that mean one of three things wherever they stand, and the palette's colour for it.
_FILLS = {
    "yes": "yes", "no": "no", "na": "na", "sufficient": "yes", "insufficient": "no", "not_done": "no",
}  # fmt: skip
#: A mark of its own where the answer is given, instead of the tick.
_MARKS = {"not_done": "ban"}


class AnswerButton(QRadioButton):
    """A radio button by role; it paints itself. The bar around it decides what is checked."""

    entered = Signal()

    def __init__(self, option: Option, key: str, parent: QWidget | None = None) -> None:
        super().__init__(option.label, parent)
        self.value = option.value
        self._key = key
        self.setAutoExclusive(False)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setToolTip(tooltip(f"{option.label}  ({key})" if key else option.label))

    def sizeHint(self) -> QSize:
        words = QFontMetrics(scaled(self.font(), 1, bold=True))
        mark = self._mark_width()
        width = _PAD + mark + _GAP + words.horizontalAdvance(self.text()) + _PAD + 2
        return QSize(width, words.height() + 10)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def nextCheckState(self) -> None:
        """Being clicked asks for the answer; it shows once the answer is stored."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space answers; every other key is the bar's or the screen's."""
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = self._paint_ground(painter)
        self._paint_mark(painter, ink)
        painter.setFont(scaled(self.font(), 1, bold=self.isChecked()))
        painter.setPen(QColor(ink))
        left = _PAD + self._mark_width() + _GAP
        room = QRectF(left, 0, self.width() - left, self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.hasFocus():
            self._paint_focus(painter)

    def _tick(self) -> int:
        """The side of the tick, which grows with the words."""
        return round(0.9 * QFontMetrics(self.font()).height())

    def _mark_width(self) -> int:
        return max(self._tick(), keycap_size(QFontMetrics(scaled(self.font(), 0.82)), self._key).width())

    def _paint_ground(self, painter: QPainter) -> str:
        """Fill the button and return the colour of its words."""
        c = colours()
        edge, ground, ink = c.border_strong, c.raised, c.text
        if self.isChecked():
            fill = str(getattr(c, _FILLS.get(self.value, "accent")))
            edge, ground, ink = fill, fill, c.on_answer if self.value in _FILLS else c.on_accent
        elif not self.isEnabled():
            edge, ground, ink = c.border, c.surface, c.border_strong
        elif self.isDown() or self.underMouse():
            ground = c.sunken if self.isDown() else c.hover
        painter.setPen(QPen(QColor(edge), 1))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        return ink

    def _paint_mark(self, painter: QPainter, ink: str) -> None:
        """A tick for the answer given, else its key, else an empty ring."""
        width = self._mark_width()
        if self.isChecked() or not self._key:
            name = _MARKS.get(self.value, "check") if self.isChecked() else "circle"
            side = self._tick()
            at = QPointF(_PAD + (width - side) / 2, (self.height() - side) / 2)
            painter.drawPixmap(at, pixmap(name, ink, side, self.devicePixelRatioF()))
            return
        painter.setFont(scaled(self.font(), 0.82))
        size = keycap_size(QFontMetrics(painter.font()), self._key)
        cap = QRectF(0, 0, size.width(), size.height())
        cap.moveCenter(QPointF(_PAD + width / 2, self.height() / 2))
        muted = colours().text_muted if self.isEnabled() else ink
        paint_keycap(painter, cap, self._key, muted, None, colours().border)

    def _paint_focus(self, painter: QPainter) -> None:
        inner = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colours().focus), FOCUS))
        painter.drawRoundedRect(inner, RADIUS, RADIUS)
        if self.isChecked():
            painter.setPen(QPen(QColor(colours().raised), 1))
            painter.drawRoundedRect(inner.adjusted(1.5, 1.5, -1.5, -1.5), RADIUS - 1, RADIUS - 1)
