"""Under the current question: the evidence, its source, the mark to ask, and what is to be settled."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldwork.programme.model import QuestionId
from ui.reading.conflict import ConflictBlock, ConflictState
from ui.reading.row_paint import ref_width, widest
from ui.reading.source_bar import SourceBar
from ui.reading.view_state import RowState
from ui.theme import colours, icon
from ui.theme.metrics import MEDIUM, SMALL, TIGHT
from ui.widgets import Banner, Button, Elided, KeyHint, Label, Message, NoteEditor
from ui.widgets.flow import FlowLayout

_CORRECTED = Message(
    "This question was corrected after it was answered. Does the answer still hold?",
    "warning",
    actions=(("confirm", "It holds"),),
    closable=False,
)


@dataclass(frozen=True, slots=True)
class EvidenceState:
    """What the panel shows: the row it belongs to, who last changed it, open conflicts, what its answer
    may rest on. `asks` offers the mark to ask at interview.
    """

    row: RowState
    changed: str = ""
    changed_in_full: str = ""
    conflicts: tuple[ConflictState, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)
    hint: str = "Evidence: what you read, and what it shows"
    asks: bool = True


class EvidencePanel(QWidget):
    """Belongs to one row at a time. The editors say what is typed; they never overwrite it."""

    typed = Signal(str, str)  # field (note, reason), words
    typing = Signal()
    editor_left = Signal(str)
    source_chosen = Signal(str)
    ask_toggled = Signal()
    kept = Signal(str, str)  # conflict, change
    confirmed = Signal()
    escaped = Signal()
    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state: EvidenceState | None = None
        self.note = NoteEditor("Evidence", max_lines=14)
        self.reason = NoteEditor("Reason for the judgement", hint="Why the judgement stands", min_lines=1)
        self._why = Label("Why", "strong")
        self.sources = SourceBar()
        self._ask_key = KeyHint("Q")
        self.ask = Button("Ask at interview", "plain", "ask")
        self.corrected = Banner()
        self._changed = Elided("", "small")
        self._conflicts: list[ConflictBlock] = []
        self._lay_out()
        self._connect()

    # -- what it shows ------------------------------------------------------------------------------

    def show_state(self, state: EvidenceState) -> None:
        """Show this row's evidence. The same row's words are left as they are being typed."""
        before = self.state
        if before == state:
            return
        other = before is None or before.row.question != state.row.question
        if other:
            self.flush()
        self.state, row = state, state.row
        if other:
            self.note.setAccessibleName(f"Evidence for {row.shown} {row.text}")
            self.reason.setAccessibleName(f"Reason for the judgement on {row.shown}")
        for editor, words in ((self.note, row.answer.note), (self.reason, row.answer.reason)):
            if other or not editor.hasFocus():
                editor.show_state(words)
            editor.setReadOnly(not row.enabled)
        self.note.setPlaceholderText(state.hint)
        self.sources.show_state(state.sources, row.answer.source, enabled=row.enabled)
        for widget in (self._ask_key, self.ask):
            widget.setVisible(state.asks)
        self.ask.setChecked(row.answer.ask)
        self.ask.setIcon(icon("check" if row.answer.ask else "ask", "text"))
        self.ask.setEnabled(row.enabled)
        needs_why = bool(row.warning) or bool(row.answer.reason)
        self._why.setVisible(needs_why)
        self.reason.setVisible(needs_why)
        corrected = _CORRECTED if row.answer.look_again else None
        if corrected != self.corrected.message():
            self.corrected.show_state(corrected)
        self._changed.setText(state.changed)
        self._changed.setToolTip(state.changed_in_full)
        if before is None or before.conflicts != state.conflicts:
            self._show_conflicts(state.conflicts)

    def question(self) -> QuestionId | None:
        """The question that it shows the evidence of."""
        return self.state.row.question if self.state else None

    def flush(self) -> None:
        """Have what is typed and not yet on the disk written down."""
        self.note.flush()
        self.reason.flush()

    def leave(self) -> None:
        """Give what is typed, and say that its editors are left."""
        self.flush()
        for name in ("note", "reason"):
            self.editor_left.emit(name)

    def stops(self) -> list[QWidget]:
        """What Tab comes to, in order."""
        keeps = [button for block in self._conflicts for button in block.buttons()]
        holds = self.corrected.findChildren(Button) if self.corrected.isVisibleTo(self) else []
        found = [*keeps, *holds, self.reason, self.note, *self.sources.stops(), self.ask]
        return [w for w in found if w.isVisibleTo(self) and w.isEnabled()]

    def is_typing(self) -> bool:
        """Whether the keyboard is in one of its editors."""
        return self.note.hasFocus() or self.reason.hasFocus()

    def wanted_height(self, width: int) -> int:
        """The height in pixels that it needs at this width."""
        layout = self.layout()
        assert layout is not None
        side = MEDIUM + max(0, width - widest())
        layout.setContentsMargins(MEDIUM + ref_width(), SMALL, side, SMALL + 2)
        layout.activate()
        return max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height())

    # -- inside -------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.ask.setCheckable(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(MEDIUM + ref_width(), SMALL, MEDIUM, SMALL + 2)
        column.setSpacing(TIGHT + 2)
        self._settle_place = QVBoxLayout()
        column.addLayout(self._settle_place)
        column.addWidget(self.corrected)
        why = QHBoxLayout()
        why.setSpacing(SMALL)
        why.addWidget(self._why, 0, Qt.AlignmentFlag.AlignTop)
        why.addWidget(self.reason, 1)
        column.addLayout(why)
        column.addWidget(self.note)
        row = FlowLayout(gap=TIGHT)
        for widget in (self.sources, self._ask_key, self.ask, self._changed):
            row.addWidget(widget)
        column.addLayout(row)

    def _connect(self) -> None:
        self.note.save_due.connect(self._on_note_save_due)
        self.reason.save_due.connect(self._on_reason_save_due)
        for editor in (self.note, self.reason):
            editor.textChanged.connect(self.typing)
            editor.installEventFilter(self)
        self.sources.chosen.connect(self.source_chosen)
        self.ask.clicked.connect(self.ask_toggled)
        self.corrected.action_chosen.connect(self.confirmed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """An editor that is left gives its words, and they become a change."""
        if event.type() == QEvent.Type.FocusOut and isinstance(watched, NoteEditor):
            watched.flush()
            self.editor_left.emit("note" if watched is self.note else "reason")
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            done = super().event(event)
            self.resized.emit()
            return done
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the question; keys typed in an editor go no further."""
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif self.is_typing():
            event.accept()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours().raised))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(colours().border))
        painter.fillRect(QRect(0, 0, 4, self.height()), QColor(colours().accent))

    def _show_conflicts(self, conflicts: tuple[ConflictState, ...]) -> None:
        for block in self._conflicts:
            self._settle_place.removeWidget(block)
            block.hide()
            block.deleteLater()
        self._conflicts = [ConflictBlock(state, self) for state in conflicts]
        for block in self._conflicts:
            block.kept.connect(self.kept)
            self._settle_place.addWidget(block)
            block.show()

    def _on_note_save_due(self, words: str) -> None:
        self.typed.emit("note", words)

    def _on_reason_save_due(self, words: str) -> None:
        self.typed.emit("reason", words)
