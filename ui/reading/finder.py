"""Find a question by its number or words, or a case or note anywhere in the inspection."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from fieldwork.inspection.file import Inspection
from fieldwork.reading.search import search
from ui.reading.view_state import CaseView
from ui.theme.metrics import SMALL
from ui.widgets import Muted, SearchField

_MOST = 60


@dataclass(frozen=True, slots=True)
class Found:
    """Somewhere to go: a case ("" for the one that is open) and a question of it ("" for none)."""

    ref: str
    question: str
    words: str


def find(inspection: Inspection, view: CaseView | None, words: str) -> list[Found]:
    """Questions of this case by number, then by words, then cases and notes that hold every word."""
    folded = words.casefold()
    if not folded:
        return []
    rows = view.asking() if view is not None else []
    numbered = [r for r in rows if r.shown.casefold().startswith(folded)]
    exact = [r for r in numbered if r.shown.casefold() == folded]
    terms = folded.split()
    worded = [r for r in rows if r not in numbered and all(t in r.text.casefold() for t in terms)]
    ordered = [*exact, *(r for r in numbered if r not in exact), *worded]
    found = [Found("", str(r.question), f"{r.shown}  {r.text}") for r in ordered]
    if not exact and len(folded) > 1:
        for hit in search(inspection, words, _MOST):
            snippet = f"  …{hit.snippet}" if hit.question and hit.snippet else f"  {hit.snippet}"
            found.append(Found(str(hit.ref), hit.question, f"{hit.title}{snippet if hit.snippet else ''}"))
    return found[:_MOST]


class Finder(QFrame):
    """A field over the questions. `chosen` carries a case ("" for this one) and a question."""

    chosen = Signal(str, str)
    searched = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")
        self.setAutoFillBackground(True)
        self.field = SearchField("Question number, words, a case or a note")
        self.list = QListWidget()
        self.list.setAccessibleName("What was found")
        self.list.setStyleSheet("QListWidget { border: none; } QListWidget::item { padding: 4px; }")
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._nothing = Muted("Nothing found.")
        column = QVBoxLayout(self)
        column.setContentsMargins(SMALL, SMALL, SMALL, SMALL)
        for widget in (self.field, self._nothing, self.list):
            column.addWidget(widget)
        self.field.searched.connect(self.searched)
        self.field.left.connect(self._on_field_left)
        self.list.itemActivated.connect(self._on_item_activated)
        self.list.itemClicked.connect(self._on_item_activated)
        self.hide()

    def show_state(self, found: list[Found]) -> None:
        """Show what was found."""
        self.list.clear()
        for one in found:
            item = QListWidgetItem(" ".join(one.words.split()))
            item.setData(Qt.ItemDataRole.UserRole, one)
            item.setToolTip("")
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setVisible(bool(found))
        self._nothing.setVisible(not found and bool(self.field.words()))
        self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.field.clear()
        self.show_state([])
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves; nothing typed here reaches the questions."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_up()

    def close_up(self) -> None:
        """Hide, and say so."""
        self.hide()
        self.left.emit()

    def fit(self) -> None:
        """Take the height of what was found, at the top of the questions."""
        rows = min(self.list.count(), 12)
        line = self.list.sizeHintForRow(0) if rows else 0
        self.list.setFixedHeight(rows * line + 4)
        self.adjustSize()
        if (parent := self.parentWidget()) is not None:
            self.setFixedWidth(min(640, parent.width() - 80))
            self.adjustSize()
            self.move((parent.width() - self.width()) // 2, 12)

    def _on_field_left(self) -> None:
        """Enter takes the first; Down has gone into the list."""
        item = self.list.currentItem()
        if item is not None:
            self._on_item_activated(item)

    def _on_item_activated(self, item: QListWidgetItem) -> None:
        found = item.data(Qt.ItemDataRole.UserRole)
        self.hide()
        self.chosen.emit(found.ref, found.question)
