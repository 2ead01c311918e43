"""A list beside a timetable, out of which things are dragged into it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QListWidget, QListWidgetItem, QWidget

from ui.theme import icon
from ui.widgets.text import tooltip

_ID = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class TrayItem:
    """One thing that lies there: its title and, below, why it does."""

    id: str
    title: str
    why: str = ""


class Tray(QListWidget):
    """Enter or a double click takes a thing by keyboard (`taken`); dragging it (`lifted`) tells where the
    mouse is on the screen (`moved`, `released`) until it is let go of. Escape ends that (`dropped_back`).
    """

    taken = Signal(str)
    lifted = Signal(str)
    moved = Signal(QPoint)
    released = Signal(QPoint)
    dropped_back = Signal()

    def __init__(self, name: str, icon_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon_name
        self._pressed = ""
        self._begun = QPoint()
        self._dragging = False
        self.setAccessibleName(name)
        self.setWordWrap(True)
        self.setSpacing(2)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.itemActivated.connect(self._on_activated)

    def show_state(self, items: Sequence[TrayItem], none: str = "None.") -> None:
        """Show these things; what is current stays so where it still lies there."""
        current = self.current()
        self.clear()
        for one in items:
            item = QListWidgetItem(icon(self._icon), f"{one.title}\n{one.why}" if one.why else one.title)
            item.setData(_ID, one.id)
            item.setToolTip(tooltip(one.why or one.title))
            self.addItem(item)
            if one.id == current:
                self.setCurrentItem(item)
        if not items:
            item = QListWidgetItem(none)
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(item)

    def current(self) -> str:
        """The id of the thing that the keyboard is at; "" for none."""
        item = self.currentItem()
        return str(item.data(_ID) or "") if item is not None else ""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        item = self.itemAt(event.position().toPoint())
        if item is not None and event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._begun = str(item.data(_ID) or ""), event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        here = event.position().toPoint()
        far = (here - self._begun).manhattanLength() >= QApplication.startDragDistance()
        if self._pressed and far and not self._dragging:
            self._dragging = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.lifted.emit(self._pressed)
        if self._dragging:
            self.moved.emit(self.mapToGlobal(here))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        dragging = self._dragging
        self._let_go()
        if dragging:
            self.released.emit(self.mapToGlobal(event.position().toPoint()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._dragging and event.key() == Qt.Key.Key_Escape:
            self._let_go()
            self.dropped_back.emit()
        elif event.key() == Qt.Key.Key_M and self.current():
            self.taken.emit(self.current())
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._dragging:
            self._let_go()
            self.dropped_back.emit()

    def _let_go(self) -> None:
        self._pressed, self._dragging = "", False
        self.unsetCursor()

    def _on_activated(self, item: QListWidgetItem) -> None:
        if item.data(_ID):
            self.taken.emit(str(item.data(_ID)))
