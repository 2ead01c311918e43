"""Notes about the whole case: immediate concerns until they are closed, and practice examples."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldwork.programme.model import Programme
from fieldwork.reading.concerns import Concern, raised_on
from fieldwork.reading.examples import Example
from fieldwork.reading.model import CaseReading
from ui.reading.concern_form import ConcernForm
from ui.reading.conflict import ConflictBlock, ConflictState
from ui.reading.view_state import Typed
from ui.theme.metrics import MEDIUM, SMALL
from ui.widgets import Button, Elided, KeyHint, Label


class CaseNotes(QWidget):
    """What is typed in its forms is never overwritten. `typed` carries concern, field and words."""

    typed = Signal(str, str, str)
    typing = Signal()
    left = Signal(str, str)
    concern_raised = Signal(object)
    concern_closed = Signal(str)
    concern_reopened = Signal(str)
    example_wanted = Signal(str)
    kept = Signal(str, str)
    escaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ref = ""
        self._conflicts: tuple[ConflictState, ...] = ()
        self._blocks: list[ConflictBlock] = []
        self._examples: tuple[Example, ...] = ()
        self._closed: tuple[Concern, ...] = ()
        self.forms: list[ConcernForm] = []
        self.raise_button = Button("Raise a concern", "plain", "danger")
        self.example_button = Button("Add an example", "plain", "plus")
        self._closed_lines, self._example_lines = QVBoxLayout(), QVBoxLayout()
        self._lay_out()
        self.raise_button.clicked.connect(self._on_raise_clicked)
        self.example_button.clicked.connect(self._on_example_clicked)

    def show_state(self, programme: Programme, reading: CaseReading, typed: Typed) -> None:
        """Show the concerns and examples of a case; words on their way to the disk stand in for stored ones."""
        if reading.ref != self._ref:
            self._ref = reading.ref
            self._drop(self.forms)
        wanted = {concern.id: concern for concern in reading.open_concerns}
        self._drop([form for form in self.forms if form.id and form.id not in wanted])
        held = {form.id for form in self.forms}
        for concern in wanted.values():
            if concern.id not in held:
                # The new form becomes that of the concern whose first words it has just given.
                form = next((f for f in self.forms if not f.id), None) or self._add_form()
                form.show_state(concern, typed)
            else:
                next(f for f in self.forms if f.id == concern.id).show_state(concern, typed)
        self._show_closed(tuple(c for c in reading.concerns if not c.is_open))
        self._show_examples(programme, reading.examples)

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

    def raise_concern(self) -> None:
        """Put the keyboard into the concern, a new one where none is open."""
        form = self.forms[0] if self.forms else self._add_form()
        form.write()

    def flush(self) -> None:
        """Have what is typed and not yet on the disk written down."""
        for form in self.forms:
            form.flush()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
            self._drop(
                [form for form in self.forms if not form.id and not form.fields["seen"].text().strip()]
            )
        else:
            super().keyPressEvent(event)

    # -- inside -------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(MEDIUM, 0, SMALL, SMALL)
        self._column.setSpacing(4)
        self._column.addLayout(_head("Immediate concern", "C"))
        self._forms = QVBoxLayout()
        self._column.addLayout(self._forms)
        self._column.addLayout(self._closed_lines)
        self._column.addWidget(self.raise_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addSpacing(SMALL)
        self._column.addLayout(_head("Practice examples", "E"))
        self._column.addLayout(self._example_lines)
        self._column.addWidget(self.example_button, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_form(self) -> ConcernForm:
        form = ConcernForm(self)
        form.typed.connect(self.typed)
        form.typing.connect(self.typing)
        form.left.connect(self.left)
        form.raised.connect(self.concern_raised)
        form.close_wanted.connect(self.concern_closed)
        self.forms.append(form)
        self._forms.addWidget(form)
        form.show()
        return form

    def _drop(self, forms: list[ConcernForm]) -> None:
        for form in list(forms):
            self.forms.remove(form)
            form.hide()
            form.deleteLater()

    def _show_closed(self, closed: tuple[Concern, ...]) -> None:
        if closed == self._closed:
            return
        self._closed = closed
        _clear(self._closed_lines)
        for concern in closed:
            again = Button("Open again", "link")
            again.setObjectName(concern.id)
            again.setAccessibleName(f"Open again the concern raised {raised_on(concern)}")
            again.clicked.connect(self._on_again_clicked)
            line = Elided(f"Closed: {concern.seen}", "muted")
            self._closed_lines.addWidget(_row(line, again))

    def _show_examples(self, programme: Programme, examples: tuple[Example, ...]) -> None:
        if examples == self._examples:
            return
        self._examples = examples
        _clear(self._example_lines)
        for example in examples:
            question = programme.question(example.question)
            about = f", {question.shown}" if question else ""
            line = Elided(f"{example.kind.capitalize()}{about}: {example.text}")
            change = Button("Change", "link")
            change.setObjectName(example.id)
            change.setAccessibleName(f"Change the example of {example.kind} practice{about}")
            change.clicked.connect(self._on_change_clicked)
            self._example_lines.addWidget(_row(line, change))

    def _on_raise_clicked(self) -> None:
        form = next((f for f in self.forms if not f.id), None) or self._add_form()
        form.write()

    def _on_example_clicked(self) -> None:
        self.example_wanted.emit("")

    def _on_change_clicked(self) -> None:
        self.example_wanted.emit(self.sender().objectName())

    def _on_again_clicked(self) -> None:
        self.concern_reopened.emit(self.sender().objectName())


def _head(title: str, key: str) -> QHBoxLayout:
    head = QHBoxLayout()
    head.addWidget(Label(title, "strong"))
    head.addStretch(1)
    head.addWidget(KeyHint(key))
    return head


def _row(line: QWidget, button: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SMALL)
    row.addWidget(line, 1)
    row.addWidget(button)
    return holder


def _clear(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
