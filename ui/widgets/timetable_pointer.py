"""What a mouse does in a timetable: it takes hold of an entry, or of its end, and drags it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QToolTip

from ui.widgets.text import tooltip
from ui.widgets.timetable_model import GridEntry
from ui.widgets.timetable_places import TimedPlaces

if TYPE_CHECKING:
    from ui.widgets.timetable import TimetableGrid

#: How near its right edge an entry is taken to be made longer or shorter (pixels).
_GRASP = 7


class Pointer:
    """A mouse over a timetable. `grip` is where it holds the entry that is pressed."""

    def __init__(self, view: "TimetableGrid") -> None:
        self._view = view
        self._entry: GridEntry | None = None
        self._begun, self._grip = QPoint(), QPoint()

    def grip(self, entry_id: str) -> QPoint | None:
        """From the top left corner of this entry to where it is held; None where it is not."""
        return self._grip if self._entry is not None and self._entry.id == entry_id else None

    def press(self, event: QMouseEvent) -> bool:
        """True where something that keys carry was put down, or let go of."""
        pos, hands = event.position().toPoint(), self._view.hands
        if hands.carry is not None:
            if event.button() == Qt.MouseButton.LeftButton:
                hands.over(pos)
                hands.put()
            else:
                hands.leave()
            return True
        return False

    def hold(self, event: QMouseEvent) -> None:
        """Remember which entry is pressed, and make it current."""
        pos = event.position().toPoint()
        entry = self._view.entry_at(pos)
        rect = self._view.rect_of(entry) if entry is not None else None
        if entry is not None and rect is not None:
            self._view.go_to_entry(entry)
            if event.button() == Qt.MouseButton.LeftButton:
                self._entry, self._begun, self._grip = entry, pos, pos - rect.topLeft()

    def move(self, event: QMouseEvent) -> None:
        """Drag what is pressed, once it is meant; carry it on; or show what could be taken hold of."""
        pos, hands = event.position().toPoint(), self._view.hands
        if hands.carry is not None:
            hands.over(pos)
        elif self._entry is None:
            self._show_cursor(pos)
        elif (pos - self._begun).manhattanLength() >= QApplication.startDragDistance():
            entry, kind = self._entry, "length" if self._at_edge(self._entry, self._begun) else "move"
            self._view.lift_wanted.emit(entry.id, kind)
            if hands.carry is None:
                self._entry = None
            hands.over(pos)

    def release(self, event: QMouseEvent) -> None:
        """Put down what was dragged."""
        carried = self._entry is not None and self._view.hands.carry is not None
        self._entry = None
        if carried:
            self._view.put_down(self._view.viewport().mapToGlobal(event.position().toPoint()))

    def forget(self) -> None:
        """Nothing is pressed any more."""
        self._entry = None

    def told(self, event: QEvent) -> bool:
        """Say the whole of the entry under the pointer; true where that was what was asked for."""
        if not isinstance(event, QHelpEvent) or event.type() != QEvent.Type.ToolTip:
            return False
        entry = self._view.entry_at(event.pos()) if self._view.hands.carry is None else None
        if entry is None:
            QToolTip.hideText()
        else:
            QToolTip.showText(event.globalPos(), tooltip(entry.tip or entry.said()), self._view)
        return True

    def _at_edge(self, entry: GridEntry, pos: QPoint) -> bool:
        rect = self._view.rect_of(entry)
        timed = isinstance(self._view.layer.places, TimedPlaces)
        return timed and rect is not None and entry.movable and rect.right() - pos.x() <= _GRASP

    def _show_cursor(self, pos: QPoint) -> None:
        entry, port = self._view.entry_at(pos), self._view.viewport()
        if entry is None or not entry.movable:
            port.unsetCursor()
        elif self._at_edge(entry, pos):
            port.setCursor(Qt.CursorShape.SizeHorCursor)
        else:
            port.setCursor(Qt.CursorShape.OpenHandCursor)
