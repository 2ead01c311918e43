"""A card that asks for an inspection's passphrase and says in place why a file would not open."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from fieldwork.errors import FieldworkError
from ui import jobs
from ui.theme.metrics import LARGE, SMALL, WIDE, grown
from ui.widgets import Banner, Button, Card, Elided, Heading, Icon, Message, Muted, PassphraseField

_CARD_WIDTH = 460


class PassphraseScreen(QWidget):
    """The card in the middle of the window. `given` carries the passphrase, `left` goes elsewhere."""

    given = Signal(str)
    left = Signal()

    def __init__(self, picture: str, action: str, leave: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._opening: Callable[[Any], object] | None = None
        self.heading = Heading("", 1)
        self.where = Elided("", "muted")
        self.explained = Muted()
        self._asked = PassphraseField("Passphrase")
        self.field = line_of(self._asked)
        self.banner = Banner()
        self.go = Button(action, "primary")
        self.leave = Button(leave, "quiet")
        self._lay_out(picture)
        self.field.returnPressed.connect(self._on_given)
        self.go.clicked.connect(self._on_given)
        self.leave.clicked.connect(self.left)

    def show_state(self, title: str, where: str, explained: str) -> None:
        """Ask for the passphrase of this inspection; nothing typed before stays."""
        self.heading.setText(title)
        self.where.setText(where)
        self.where.setVisible(bool(where))
        self.explained.setText(explained)
        self.field.clear()
        self.banner.show_state(None)
        self.set_busy(False)
        self.field.setFocus()

    def show_error(self, error: FieldworkError) -> None:
        """Say why it would not open; what was typed stays, selected, to be tried again."""
        self.set_busy(False)
        self.banner.show_state(Message(str(error), "danger", error.advice, closable=False))
        self.field.setFocus()
        self.field.selectAll()

    def attempt(self, derive: Callable[[], Any], opening: Callable[[Any], object]) -> None:
        """Have the key derived off the event loop, open with it, and show what either raises."""
        self._opening = opening
        self.set_busy(True)
        jobs.run(lambda _progress: derive(), done=self._on_derived, failed=self._on_refused)

    def _on_derived(self, key: Any) -> None:
        opening, self._opening = self._opening, None
        if opening is None:
            return  # left in the meantime
        try:
            opening(key)
        except FieldworkError as error:
            self.show_error(error)
        finally:
            self.set_busy(False)

    def _on_refused(self, error: BaseException) -> None:
        if self._opening is None:
            return
        self._opening = None
        self.set_busy(False)
        if not isinstance(error, FieldworkError):
            raise error
        self.show_error(error)

    def set_busy(self, busy: bool) -> None:
        """While the file is being opened nothing can be pressed twice."""
        self.field.setReadOnly(busy)
        self.go.setEnabled(not busy)
        if busy:
            QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        elif QGuiApplication.overrideCursor() is not None:
            QGuiApplication.restoreOverrideCursor()

    def forget(self) -> None:
        """Leave nothing of the passphrase behind."""
        self._opening = None
        self.field.clear()
        self.set_busy(False)
        self.banner.show_state(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _on_given(self) -> None:
        if self.go.isEnabled() and self.field.text():
            self.given.emit(self.field.text())

    def _lay_out(self, picture: str) -> None:
        card = Card(pad=WIDE)
        card.setFixedWidth(grown(_CARD_WIDTH))
        card.body.setSpacing(SMALL)
        head = QHBoxLayout()
        head.setSpacing(LARGE)
        head.addWidget(Icon(picture, "info", 28), 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.heading, 1)
        self.heading.setWordWrap(True)
        card.body.addLayout(head)
        card.body.addWidget(self.where)
        card.body.addWidget(self.explained)
        card.body.addSpacing(SMALL)
        card.body.addWidget(self._asked)
        card.body.addWidget(self.banner)
        card.body.addSpacing(SMALL)
        buttons = QHBoxLayout()
        buttons.addWidget(self.leave)
        buttons.addStretch(1)
        buttons.addWidget(self.go)
        card.body.addLayout(buttons)
        column = QVBoxLayout(self)
        column.addStretch(2)
        middle = QHBoxLayout()  # an alignment would keep wrapped words from making the card higher
        middle.addStretch(1)
        middle.addWidget(card)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addStretch(3)


def line_of(asked: PassphraseField) -> QLineEdit:
    """The line that is typed into."""
    line = asked.focusProxy()
    assert isinstance(line, QLineEdit)
    return line
