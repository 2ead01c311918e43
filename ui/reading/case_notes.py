"""Notes about the whole case: immediate concerns, followed until they are closed, and practice examples."""

from dataclasses import dataclass, replace
from typing import Literal

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldwork.reading.concerns import WORDS, Concern, raised_on
from fieldwork.reading.examples import Example
from ui.theme import icon
from ui.theme.metrics import SMALL, TIGHT
from ui.widgets import Button, Card, Label, Muted, NoteEditor

NoteKind = Literal["concern", "example"]

_HINTS = {
    "seen": "Somebody may be at risk now: what did you see?",
    "told": "Name and role",
    "told_at": "Day and time",
    "done": "What has been done since",
    "text": "What others could learn from. Leave the real name out.",
}
_LABELS = {**WORDS, "text": "What it shows"}
_LINES = {"seen": (2, 7), "done": (2, 7), "text": (2, 9)}


@dataclass(frozen=True, slots=True)
class CaseNote:
    """A concern or an example as it is shown: `values` by field; `key` "" while it is being begun."""

    kind: NoteKind
    key: str
    title: str
    values: tuple[tuple[str, str], ...]
    actions: tuple[tuple[str, str], ...] = ()
    raised: str = ""


def concern_note(concern: Concern) -> CaseNote:
    """A concern with what can be done about it."""
    values = tuple((field, str(getattr(concern, field))) for field in WORDS)
    action = ("close", "Close the concern") if concern.is_open else ("reopen", "Open it again")
    title = "Immediate concern" if concern.is_open else "Concern, closed"
    return CaseNote("concern", concern.id, title, values, (action,), f"Raised {raised_on(concern)}")


def example_note(example: Example, shown: str = "") -> CaseNote:
    """An example of good or poor practice; `shown` is the number of the question that it is about."""
    good = example.kind == "good"
    action = ("poor", "Make it poor practice") if good else ("good", "Make it good practice")
    about = f", {shown}" if shown else ""
    title = f"Example of {example.kind} practice{about}"
    actions = (("names", "Change names…"), action)
    return CaseNote("example", example.id, title, (("text", example.text),), actions)


#: What is shown while the first words of a new one are still to come.
BEGUN = {
    "concern": CaseNote("concern", "", "New immediate concern", (("seen", ""),)),
    "example": CaseNote("example", "", "New practice example", (("text", ""),)),
}


class NoteBlock(Card):
    """One concern or example: an editor a field. What is being typed is never overwritten."""

    typed = Signal(str, str, str, str)  # kind, key, field, words
    typing = Signal()
    editor_left = Signal(str, str, str)  # kind, key, field
    action_wanted = Signal(str, str, str)  # kind, key, action

    def __init__(self, note: CaseNote, parent: QWidget | None = None) -> None:
        super().__init__(pad=SMALL, parent=parent)
        self.note = note
        self.editors: dict[str, NoteEditor] = {}
        self.body.setSpacing(TIGHT)
        self._title = Label(note.title, "strong")
        self._shown: tuple[tuple[str, str], ...] = ()
        self._actions = QVBoxLayout()
        self.body.addWidget(self._title)
        self._fields = QVBoxLayout()
        self._fields.setSpacing(2)
        self.body.addLayout(self._fields)
        self.body.addLayout(self._actions)
        self.show_state(note)

    def show_state(self, note: CaseNote, typed: dict[str, str] | None = None) -> None:
        """Show it as it is now; `typed` are words by field that could not be written yet."""
        self.note = note
        self._title.setText(note.title)
        self._title.setToolTip(note.raised)
        for field, stored in note.values:
            editor = self.editors.get(field) or self._add(field)
            if not editor.hasFocus():
                editor.show_state((typed or {}).get(field, stored))
        self._offer(note.actions)

    def is_blank(self) -> bool:
        """Whether it is a new one in which nothing was written."""
        return not self.note.key and not any(e.text().strip() for e in self.editors.values())

    def flush(self) -> None:
        """Have what is typed and not yet on the disk written down."""
        for field, editor in self.editors.items():
            editor.flush()
            self.editor_left.emit(self.note.kind, self.note.key, field)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """An editor that is left gives its words, and they become a change."""
        if event.type() == QEvent.Type.FocusOut and isinstance(watched, NoteEditor):
            watched.flush()
            self.editor_left.emit(self.note.kind, self.note.key, watched.objectName())
        return super().eventFilter(watched, event)

    def _add(self, field: str) -> NoteEditor:
        least, most = _LINES.get(field, (1, 3))
        name = _LABELS[field]
        editor = NoteEditor(name, hint=_HINTS[field], min_lines=least, max_lines=most)
        editor.setObjectName(field)
        editor.save_due.connect(self._on_editor_save_due)
        editor.textChanged.connect(self.typing)
        editor.installEventFilter(self)
        self.editors[field] = editor
        if field != "text":
            self._fields.addWidget(Muted(name, small=True))
        self._fields.addWidget(editor)
        if self.isVisible():  # at once, so that Tab comes to it: a layout shows what is added a turn later
            editor.show()
        return editor

    def _on_editor_save_due(self, words: str) -> None:
        self.typed.emit(self.note.kind, self.note.key, self.sender().objectName(), words)

    def _offer(self, actions: tuple[tuple[str, str], ...]) -> None:
        """What can be done with it, side by side."""
        if actions == self._shown:
            return
        self._shown = actions
        while (item := self._actions.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for name, words in actions:
            button = Button(words, "link")
            button.setObjectName(name)
            button.clicked.connect(self._on_action_clicked)
            self._actions.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _on_action_clicked(self) -> None:
        self.action_wanted.emit(self.note.kind, self.note.key, self.sender().objectName())


class CaseNotes(QWidget):
    """The blocks of a case, kept while they are shown, and buttons that begin new ones."""

    typed = Signal(str, str, str, str)
    typing = Signal()
    editor_left = Signal(str, str, str)
    action_wanted = Signal(str, str, str)
    begin_wanted = Signal(str)
    escaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._blocks: dict[tuple[str, str], NoteBlock] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SMALL, 0, SMALL, SMALL)
        self._column.setSpacing(SMALL)
        buttons = QHBoxLayout()
        for kind, words, key in (("concern", "Concern", "C"), ("example", "Example", "E")):
            button = Button(words)
            button.setIcon(icon("plus", "text"))
            button.setObjectName(kind)
            button.setToolTip(f"{BEGUN[kind].title}  ({key})")
            button.setAccessibleName(BEGUN[kind].title)
            button.clicked.connect(self._on_begin_clicked)
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._column.addLayout(buttons)
        self._column.addStretch(1)

    def show_state(self, notes: tuple[CaseNote, ...], typed: dict[tuple[str, str, str], str]) -> None:
        """Show these concerns and examples; one that is being begun stays as it is."""
        wanted = {(note.kind, note.key): note for note in notes}
        for place in [p for p in self._blocks if p not in wanted and p[1]]:
            self._remove(place)
        for place, note in wanted.items():
            words = {field: text for (kind, key, field), text in typed.items() if (kind, key) == place}
            block = self._blocks.get(place) or self._add(note)
            block.show_state(note, words)

    def clear(self) -> None:
        """Another case comes."""
        for place in list(self._blocks):
            self._remove(place)

    def begin(self, kind: str) -> NoteBlock:
        """A place for a new one, or the one that is being begun already."""
        return self._blocks.get((kind, "")) or self._add(BEGUN[kind])

    def adopt(self, kind: str, key: str) -> None:
        """The one that was being begun is there now, under this key."""
        block = self._blocks.pop((kind, ""), None)
        if block is not None:
            block.note = replace(block.note, key=key)
            self._blocks[kind, key] = block

    def blocks(self, kind: str) -> list[NoteBlock]:
        """The blocks of one kind, in order."""
        return [block for (which, _), block in self._blocks.items() if which == kind]

    def flush(self) -> None:
        """Have what is typed and not yet on the disk written down."""
        for block in list(self._blocks.values()):
            block.flush()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves; a new one in which nothing was written goes."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
            return
        self.escaped.emit()
        for place in [place for place, block in self._blocks.items() if block.is_blank()]:
            self._remove(place)

    def _add(self, note: CaseNote) -> NoteBlock:
        block = NoteBlock(note, self)
        for signal in ("typed", "typing", "editor_left", "action_wanted"):
            getattr(block, signal).connect(getattr(self, signal))
        self._blocks[note.kind, note.key] = block
        concerns = len(self.blocks("concern"))
        self._column.insertWidget(concerns if note.kind == "concern" else self._column.count() - 1, block)
        block.show()
        return block

    def _remove(self, place: tuple[str, str]) -> None:
        block = self._blocks.pop(place)
        block.hide()
        block.deleteLater()

    def _on_begin_clicked(self) -> None:
        self.begin_wanted.emit(self.sender().objectName())
