"""What is to be seen above the questions whenever it is so: concern, hidden answers, reopening."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from fieldwork.reading.model import QuestionState
from fieldwork.wording import count
from ui.theme import colours, icon
from ui.theme.metrics import MEDIUM, RADIUS, SMALL, TIGHT
from ui.widgets import Button, Elided, Icon, Label, Muted


class ConcernBlock(QFrame):
    """An immediate concern, edged in red, on whichever page of the case is shown."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label("", "danger")
        self._words = Elided("")
        self._more = Button("Open", "link")
        self._more.setAccessibleName("Open the immediate concern")
        self._more.clicked.connect(self.wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(MEDIUM, TIGHT, SMALL, TIGHT)
        row.setSpacing(SMALL)
        row.addWidget(Icon("danger", "danger", 16))
        row.addWidget(self._title)
        row.addWidget(self._words, 1)
        row.addWidget(self._more)
        self.hide()

    def show_state(self, seen: list[str]) -> None:
        """Show what was seen, or nothing where no concern is open."""
        self.setVisible(bool(seen))
        self._title.setText("Immediate concern" if len(seen) < 2 else f"{len(seen)} immediate concerns")
        self._words.setText(" · ".join(" ".join(words.split()) for words in seen))
        self.setAccessibleName(f"{self._title.text()}: {self._words.whole()}")

    def words(self) -> str:
        """The concern that it shows."""
        return self._words.whole() if not self.isHidden() else ""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, c = QPainter(self), colours()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(c.danger), 1))
        painter.setBrush(QColor(c.danger_soft))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        painter.fillRect(0, 0, 5, self.height(), QColor(c.danger))


class HiddenAnswers(QWidget):
    """Answers to questions that do not apply any more: kept, not counted, and there to be read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = Button("", "quiet")
        self._head.setCheckable(True)
        self._head.toggled.connect(self._show)
        self._lines = Muted()
        self._lines.setContentsMargins(24, 0, MEDIUM, SMALL)
        column = QVBoxLayout(self)
        column.setContentsMargins(TIGHT, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._lines)
        self._show()
        self.hide()

    def show_state(self, hidden: tuple[QuestionState, ...]) -> None:
        """Show how many there are, and on demand which."""
        found = [state for state in hidden if state.answered or state.answer.note]
        self.setVisible(bool(found))
        verb = "no longer applies and is" if len(found) == 1 else "no longer apply and are"
        self._head.setText(f"{count(len(found), 'answer')} {verb} kept, not counted")
        self._lines.setText("\n".join(_line(state) for state in found))

    def words(self) -> str:
        """What it says, with the answers where they are shown."""
        return f"{self._head.text()}\n{self._lines.text()}" if not self.isHidden() else ""

    def open(self) -> None:
        """Show which answers they are."""
        self._head.setChecked(True)

    def _show(self) -> None:
        opened = self._head.isChecked()
        self._head.setIcon(icon("chevron-down" if opened else "chevron-right"))
        self._lines.setVisible(opened)


def _line(state: QuestionState) -> str:
    question, answer = state.question, state.answer
    value = "no answer"
    if answer.value is not None and question.answers is not None:
        value = question.answers.label(answer.value)
    return f"{question.shown}  {question.text}  {value}{'. ' + answer.note if answer.note else ''}"


class ReopenBar(QFrame):
    """Asks in place why a completed case is read again; Enter gives the reason, Escape leaves it."""

    given = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "well")
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("Why is it read again? The reason stays in the history.")
        self.reason.setAccessibleName("Reason for reopening")
        go, leave = Button("Reopen", "primary"), Button("Leave it complete", "quiet")
        self.reason.returnPressed.connect(self._on_given)
        go.clicked.connect(self._on_given)
        leave.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(MEDIUM, SMALL, SMALL, SMALL)
        row.addWidget(self.reason, 1)
        row.addWidget(go)
        row.addWidget(leave)
        self.hide()

    def ask(self) -> None:
        """Show the field with the keyboard in it."""
        self.reason.clear()
        self.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _on_given(self) -> None:
        self.given.emit(self.reason.text())
