"""The column on the left that leads from one part of the window to another."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QShortcut,
)
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import colours
from ui.theme.icons import pixmap
from ui.theme.metrics import FOCUS, ICON_LARGE, RADIUS, RAIL_WIDTH, SMALL, TIGHT, grown, row_height, scaled
from ui.widgets.text import tooltip

#: The share of the window's width that labels may take.
_MOST_OF_WINDOW = 0.22
#: Pixels before an icon.
_INSET = 10


@dataclass(frozen=True, slots=True)
class NavItem:
    """One place to go: `count` shows beside it ("" for none), `counted` says what is counted.

    `section` starts a new group with a gap above it.
    """

    id: str
    label: str
    icon: str
    count: str = ""
    counted: str = ""
    enabled: bool = True
    section: bool = False


@dataclass(frozen=True, slots=True)
class NavState:
    """The places, in order, and the id of the one shown."""

    items: tuple[NavItem, ...]
    current: str = ""


class NavRail(QFrame):
    """Places to go. Up and Down move along it, Ctrl+1 to Ctrl+9 go there from anywhere."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: list[_NavButton] = []
        self._shortcuts: list[QShortcut] = []
        self.setAccessibleName("Parts of the window")
        self.setFixedWidth(RAIL_WIDTH)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SMALL, SMALL, SMALL, SMALL)
        self._column.setSpacing(2)

    def show_state(self, state: NavState) -> None:
        """Show these places; the buttons stay where the places are the same."""
        if [button.item.id for button in self._buttons] != [item.id for item in state.items]:
            self._build(state)
        for number, (button, item) in enumerate(zip(self._buttons, state.items, strict=True), start=1):
            button.show_state(item, current=item.id == state.current, number=number)
        self.fit()

    def fit(self) -> None:
        """Take the width that the labels want, or show icons alone where that is too much of the window."""
        wanted = max(RAIL_WIDTH, max((b.wanted() for b in self._buttons), default=0) + 2 * SMALL)
        compact = wanted > self.window().width() * _MOST_OF_WINDOW
        for button in self._buttons:
            button.compact = compact
            button.updateGeometry()
        self.setFixedWidth(2 * SMALL + grown(ICON_LARGE) + 2 * _INSET if compact else wanted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        here = next((n for n, button in enumerate(self._buttons) if button.hasFocus()), None)
        step = steps.get(Qt.Key(event.key()))
        if step is None or here is None:
            event.ignore()
            return
        self._buttons[(here + step) % len(self._buttons)].setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours().sunken))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), QColor(colours().border))

    def _build(self, state: NavState) -> None:
        while (found := self._column.takeAt(0)) is not None:
            if (widget := found.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for shortcut in self._shortcuts:
            shortcut.deleteLater()
        self._buttons, self._shortcuts = [], []
        for number, item in enumerate(state.items, start=1):
            if item.section:
                self._column.addSpacing(SMALL + TIGHT)
            button = _NavButton(item, self)
            button.clicked.connect(self._on_button_clicked)
            self._buttons.append(button)
            self._column.addWidget(button)
            if number < 10:
                shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
                shortcut.activated.connect(button.click)
                self._shortcuts.append(shortcut)
        self._column.addStretch(1)

    def _on_button_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, _NavButton):
            self.chosen.emit(button.item.id)


class _NavButton(QPushButton):
    """One place; the current one has a bar at its edge, a ground and bold words."""

    def __init__(self, item: NavItem, parent: QWidget) -> None:
        super().__init__(item.label, parent)
        self.item = item
        self._current = False
        self.compact = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_state(self, item: NavItem, *, current: bool, number: int) -> None:
        self.item, self._current = item, current
        self.setText(item.label)
        self.setEnabled(item.enabled)
        count = f", {item.count} {item.counted}".rstrip() if item.count else ""
        self.setAccessibleName(f"{item.label}{count}{', current' if current else ''}")
        key = QKeySequence(f"Ctrl+{number}").toString(QKeySequence.SequenceFormat.NativeText)
        self.setToolTip(tooltip(f"{item.label}{count}  ({key})" if number < 10 else item.label + count))
        self.update()

    def sizeHint(self) -> QSize:
        width = grown(ICON_LARGE) + 2 * _INSET if self.compact else self.wanted()
        return QSize(width, row_height(self.font()) + 2)

    def wanted(self) -> int:
        """The width in pixels that shows the whole label, bold, with its count."""
        words = QFontMetrics(scaled(self.font(), 1, bold=True)).horizontalAdvance(self.item.label)
        count = self._count_size().width() + SMALL if self.item.count else 0
        return self._words_left() + words + TIGHT + count + SMALL

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        c = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(self.rect())
        if self._current or self.underMouse():
            painter.setBrush(QColor(c.raised if self._current else c.border))
            painter.drawRoundedRect(whole, RADIUS, RADIUS)
        if self._current:
            painter.setBrush(QColor(c.accent))
            painter.drawRoundedRect(QRectF(0, 5, 3, self.height() - 10), 1.5, 1.5)
        ink = c.border_strong if not self.isEnabled() else c.text if self._current else c.text_muted
        tint = c.accent if self._current else ink
        side = grown(ICON_LARGE - 2)
        mark = pixmap(self.item.icon, tint, side, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(_INSET, (self.height() - side) / 2), mark)
        if not self.compact:
            self._paint_words(painter, ink)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(c.focus), FOCUS))
            painter.drawRoundedRect(whole.adjusted(1, 1, -1, -1), RADIUS, RADIUS)

    def _paint_words(self, painter: QPainter, ink: str) -> None:
        right = self._paint_count(painter)
        painter.setFont(scaled(self.font(), 1, bold=self._current))
        painter.setPen(QColor(ink if not self.isEnabled() else colours().text))
        left = self._words_left()
        room = QRectF(left, 0, right - left - TIGHT, self.height())
        words = QFontMetrics(painter.font()).elidedText(
            self.item.label, Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_count(self, painter: QPainter) -> float:
        """Draw the count at the right edge and return where it starts."""
        if not self.item.count:
            return self.width() - SMALL
        c, size = colours(), self._count_size()
        painter.setFont(scaled(self.font(), 0.85))
        chip = QRectF(QPointF(self.width() - SMALL - size.width(), (self.height() - size.height()) / 2), size)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c.accent_soft))
        painter.drawRoundedRect(chip, chip.height() / 2, chip.height() / 2)
        painter.setPen(QColor(c.text))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, self.item.count)
        return chip.left()

    def _words_left(self) -> int:
        return _INSET + grown(ICON_LARGE - 2) + SMALL

    def _count_size(self) -> QSize:
        metrics = QFontMetrics(scaled(self.font(), 0.85))
        height = metrics.height() + 2
        return QSize(max(metrics.horizontalAdvance(self.item.count) + 10, height), height)
