"""A red bar over every screen while an immediate concern is open."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from fieldwork import wording
from fieldwork.inspection.file import Inspection
from fieldwork.reading.concerns import concerns
from fieldwork.reading.evidence import name_of
from ui.theme import colours
from ui.theme.metrics import MEDIUM, SMALL, TIGHT
from ui.widgets import Button, Elided, Label


class ConcernBar(QFrame):
    """`wanted` says that it was clicked. It cannot be closed; it goes when the last concern is closed."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = Label("", "on_danger_strong")
        self._words = Elided("", "on_danger")
        self.show_button = Button("Show")
        self.show_button.setAccessibleName("Show the open concerns")
        self.show_button.clicked.connect(self.wanted)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        row = QHBoxLayout(self)
        row.setContentsMargins(MEDIUM, TIGHT, SMALL, TIGHT)
        row.setSpacing(SMALL)
        row.addWidget(self._count)
        row.addWidget(self._words, 1)
        row.addWidget(self.show_button)
        self.hide()

    def refresh(self, inspection: Inspection) -> None:
        """Show the concerns that are open in this file, or nothing."""
        found = concerns(inspection, only_open=True)
        self._count.setText(wording.count(len(found), "open concern") if found else "")
        lines = [f"{name_of(inspection, c.ref)}: {' '.join(c.seen.split())}" for c in found]
        self._words.setText("  ·  ".join(lines))
        self.setAccessibleName(self.words())
        self.setVisible(bool(found))

    def words(self) -> str:
        """What it says; nothing while no concern is open."""
        return f"{self._count.text()} {self._words.whole()}".strip()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self.rect().contains(event.position().toPoint()):
            self.wanted.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(colours().danger))
