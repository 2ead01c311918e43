"""The answer to one question: buttons with their keys, or a field for words, a number or a date."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from fieldwork.programme.conditions import Value
from fieldwork.programme.model import AnswerSet
from ui.theme.metrics import TIGHT
from ui.widgets.answer_button import AnswerButton
from ui.widgets.buttons import IconButton
from ui.widgets.entries import DateEntry, Entry, NumberEntry
from ui.widgets.flow import FlowLayout
from ui.widgets.notes import NoteEditor


@dataclass(frozen=True, slots=True)
class AnswerState:
    """What can be answered and what is: `value` None for no answer; `name` names the question."""

    answers: AnswerSet
    value: Value | None = None
    name: str = "Answer"
    enabled: bool = True


def answer_keys(answers: AnswerSet) -> dict[str, str]:
    """The key (`Y`, `3`) that gives each option's value: its own, else its number in the row."""
    taken = {option.key.upper() for option in answers.options if option.key}
    keys: dict[str, str] = {}
    for number, option in enumerate(answers.options, start=1):
        key = option.key.upper() or (str(number) if number < 10 and str(number) not in taken else "")
        if key:
            keys[key] = option.value
    return keys


class AnswerBar(QWidget):
    """Give an answer with its key, with arrows and Space, or by clicking; Backspace takes it back.

    The bar never answers by itself: it shows the answer when `show_state` says that it is stored.
    `entered` says that the keyboard came to it; keys that it does not know go on to the screen.
    """

    answered = Signal(str)
    cleared = Signal()
    entered = Signal()

    def __init__(self, state: AnswerState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: AnswerState | None = None
        self._buttons: list[AnswerButton] = []
        self._field: Entry | NoteEditor | None = None
        self._keys: dict[str, str] = {}
        self._clear = IconButton("close", "Clear the answer (Backspace)", parent=self)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.setFixedSize(24, 24)
        kept = self._clear.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self._clear.setSizePolicy(kept)
        self._clear.clicked.connect(self._on_clear_clicked)
        self.show_state(state)

    def show_state(self, state: AnswerState) -> None:
        """Show this question's answers and the one that is stored."""
        if self._state is None or self._state.answers != state.answers:
            self._build(state)
        self._state = state
        self.setAccessibleName(f"{state.name}: {self._said(state)}")
        self.setEnabled(state.enabled)
        if self._field is not None:
            self._field.setAccessibleName(state.name)
            self._field.show_state("" if state.value is None else str(state.value))
            return
        for button in self._buttons:
            button.setChecked(button.value == state.value)
            button.setAccessibleName(f"{button.text()}, {state.name}")
            button.update()
        self._clear.setVisible(state.value is not None and state.enabled)
        chosen = next((b for b in self._buttons if b.isChecked()), self._buttons[0])
        self._make_tab_stop(self._focused() or chosen)

    def state(self) -> AnswerState | None:
        """What it shows."""
        return self._state

    def flush(self) -> None:
        """Give what is typed and not yet given."""
        if self._field is not None:
            self._field.flush()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._field is not None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif (value := self._keys.get(event.text().upper())) is not None:
            self._ask_for(value)
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._on_clear_clicked()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._move(1 if event.key() == Qt.Key.Key_Right else -1)
        else:
            event.ignore()

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def _build(self, state: AnswerState) -> None:
        """Make the buttons or the field; a bar keeps its answer set, so this happens once."""
        if state.answers.kind != "choice":
            self._clear.hide()
            row = QHBoxLayout(self)
            row.setContentsMargins(0, 0, 0, 0)
            self._field = self._make_field(state)
            row.addWidget(self._field)
            if state.answers.kind != "text":
                row.addStretch(1)
            self.setFocusProxy(self._field)
            return
        flow = FlowLayout(self, gap=TIGHT)
        self._keys = answer_keys(state.answers)
        shown = {value: key for key, value in self._keys.items()}
        for option in state.answers.options:
            button = AnswerButton(option, shown.get(option.value, ""), self)
            button.clicked.connect(self._on_button_clicked)
            button.entered.connect(self._on_button_entered)
            self._buttons.append(button)
            flow.addWidget(button)
        flow.addWidget(self._clear)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _make_field(self, state: AnswerState) -> Entry | NoteEditor:
        if state.answers.kind == "text":
            note = NoteEditor(state.name, min_lines=1, max_lines=10, parent=self)
            note.save_due.connect(self._on_field_given)
            note.entered.connect(self.entered)
            return note
        field = (DateEntry if state.answers.kind == "date" else NumberEntry)(state.name, self)
        field.given.connect(self._on_field_given)
        field.entered.connect(self.entered)
        return field

    def _said(self, state: AnswerState) -> str:
        return "not answered" if state.value is None else state.answers.label(state.value)

    def _focused(self) -> AnswerButton | None:
        return next((button for button in self._buttons if button.hasFocus()), None)

    def _move(self, step: int) -> None:
        here = self._focused()
        if here is not None:
            number = (self._buttons.index(here) + step) % len(self._buttons)
            self._buttons[number].setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_tab_stop(self, stop: AnswerButton) -> None:
        for button in self._buttons:
            policy = Qt.FocusPolicy.StrongFocus if button is stop else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)
        self.setFocusProxy(stop)

    def _ask_for(self, value: str) -> None:
        if self._state is not None and value != self._state.value:
            self.answered.emit(value)

    def _on_button_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, AnswerButton):
            self._ask_for(button.value)

    def _on_button_entered(self) -> None:
        button = self.sender()
        if isinstance(button, AnswerButton):
            self._make_tab_stop(button)
        self.entered.emit()

    def _on_clear_clicked(self) -> None:
        if self._state is not None and self._state.value is not None:
            self.cleared.emit()

    def _on_field_given(self, value: str) -> None:
        if value.strip():
            self.answered.emit(value)
        else:
            self.cleared.emit()
