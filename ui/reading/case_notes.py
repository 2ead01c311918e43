"""Notes about the whole case: what makes it a practice example, and what is an immediate concern."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldwork.programme.model import QuestionId
from fieldwork.reading.model import CaseReading
from fieldwork.reading.service import CONCERN, EXAMPLE
from ui.reading.conflict import ConflictBlock, ConflictState
from ui.reading.view_state import Typed
from ui.theme.metrics import MEDIUM, SMALL
from ui.widgets import KeyHint, Label, NoteEditor

_FIELDS = (
    (EXAMPLE, "Practice example", "E", "What others could learn from. Leave the real name out."),
    (CONCERN, "Immediate concern", "C", "Somebody may be at risk now: what, who was told, and when."),
)


class CaseNotes(QWidget):
    """Two editors. They say what is typed; what is typed is never overwritten."""

    typed = Signal(str, str)
    typing = Signal()
    editor_left = Signal(str)
    kept = Signal(str, str)
    escaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editors: dict[str, NoteEditor] = {}
        self._conflicts: tuple[ConflictState, ...] = ()
        self._blocks: list[ConflictBlock] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(MEDIUM, 0, SMALL, SMALL)
        self._column.setSpacing(4)
        for field, title, key, hint in _FIELDS:
            head = QHBoxLayout()
            head.addWidget(Label(title, "strong"))
            head.addStretch(1)
            head.addWidget(KeyHint(key))
            editor = NoteEditor(title, hint=hint, min_lines=2, max_lines=7)
            editor.setObjectName(field)
            editor.save_due.connect(self._on_editor_save_due)
            editor.textChanged.connect(self.typing)
            editor.installEventFilter(self)
            self._editors[field] = editor
            self._column.addLayout(head)
            self._column.addWidget(editor)

    def show_state(self, reading: CaseReading, typed: Typed, *, other: bool, enabled: bool) -> None:
        """Show the notes of a case; words on their way to becoming changes stand in for stored ones.

        With `other` it is another case than before.
        """
        for field, stored in ((EXAMPLE, reading.example), (CONCERN, reading.concern)):
            editor = self._editors[field]
            if other or not editor.hasFocus():
                editor.show_state(typed.get((QuestionId(""), field), stored))
            editor.setReadOnly(not enabled)

    def show_conflicts(self, conflicts: tuple[ConflictState, ...]) -> None:
        """What was changed apart about the case itself."""
        if conflicts == self._conflicts:
            return
        self._conflicts = conflicts
        for block in self._blocks:
            block.hide()
            block.deleteLater()
        self._blocks = [ConflictBlock(state, self) for state in conflicts]
        for block in reversed(self._blocks):
            block.kept.connect(self.kept)
            self._column.insertWidget(0, block)

    def editor(self, field: str) -> NoteEditor:
        """The editor of the practice example or the immediate concern."""
        return self._editors[field]

    def flush(self) -> None:
        """Have what is typed and not yet on the disk written down."""
        for editor in self._editors.values():
            editor.flush()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """An editor that is left gives its words, and they become a change."""
        if event.type() == QEvent.Type.FocusOut and isinstance(watched, NoteEditor):
            watched.flush()
            self.editor_left.emit(watched.objectName())
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def _on_editor_save_due(self, words: str) -> None:
        self.typed.emit(self.sender().objectName(), words)
