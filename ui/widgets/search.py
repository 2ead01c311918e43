"""A field to search with."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.theme import icon
from ui.widgets.autosave import SaveClock


class SearchField(QLineEdit):
    """Emits `searched` with the tidied words shortly after typing; Escape empties it, then leaves it.

    Down and Enter emit `left`, so that the screen can move to what was found.
    """

    searched = Signal(str)
    left = Signal()

    def __init__(self, hint: str = "Search", *, pause: int = 150, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setClearButtonEnabled(False)
        self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._clear = QAction(icon("close"), "Clear the search", self)
        self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setVisible(False)
        self._clock = SaveClock(self, pause=pause)
        self._clear.triggered.connect(self.clear)
        self.textChanged.connect(self._on_text_changed)
        self._clock.due.connect(self._on_clock_due)

    def words(self) -> str:
        """What is searched for, without spaces around it."""
        return " ".join(self.text().split())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._clock.flush()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._clock.flush()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _on_text_changed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._clock.touch()

    def _on_clock_due(self) -> None:
        self.searched.emit(self.words())
