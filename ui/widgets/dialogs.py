"""Dialogs that are opened, never waited for: a title, some words, what can be done."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme.metrics import LARGE, SMALL, WIDE
from ui.widgets.buttons import Button, Kind
from ui.widgets.text import Heading, Label

CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: `id` is emitted. The id `cancel` closes the dialog without choosing."""

    id: str
    words: str
    kind: Kind = "plain"


class Dialog(QDialog):
    """Heading, words, `body` for more, and buttons. Escape cancels.

    `chosen` carries the id of the button pressed; the dialog closes after it unless `holds` says not.
    The first button of kind primary or danger is pressed by Enter.
    """

    chosen = Signal(str)

    def __init__(
        self, title: str, text: str = "", *, choices: tuple[Choice, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setMinimumWidth(420)
        self.body = QVBoxLayout()
        self.body.setSpacing(SMALL)
        self.buttons: dict[str, Button] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, LARGE, WIDE, LARGE)
        column.setSpacing(LARGE - 4)
        column.addWidget(Heading(title, 2))
        self.words = Label(text, wrap=True)
        self.words.setVisible(bool(text))
        column.addWidget(self.words)
        column.addLayout(self.body)
        column.addStretch(1)
        column.addLayout(self._row_of(choices))

    def holds(self, choice: str) -> bool:  # noqa: ARG002
        """True where the dialog stays open after this choice; dialogs that check their fields say so."""
        return False

    def _row_of(self, choices: tuple[Choice, ...]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        row.setContentsMargins(0, SMALL, 0, 0)
        row.addStretch(1)
        for choice in choices:
            button = Button(choice.words, choice.kind)
            button.setObjectName(choice.id)
            button.setAutoDefault(True)
            button.clicked.connect(self._on_button_clicked)
            self.buttons[choice.id] = button
            row.addWidget(button)
        main = next((c.id for c in choices if c.kind in ("primary", "danger")), "")
        if main:
            self.buttons[main].setDefault(True)
        return row

    def _on_button_clicked(self) -> None:
        name = self.sender().objectName()
        if name == CANCEL:
            self.reject()
        elif not self.holds(name):
            self.chosen.emit(name)
            self.accept()


def ask(
    parent: QWidget,
    title: str,
    text: str,
    *,
    choices: tuple[Choice, ...],
    chosen: Callable[[str], object],
) -> Dialog:
    """Open a question over `parent`; `chosen`, a bound method, gets the id of the button pressed."""
    dialog = Dialog(title, text, choices=choices, parent=parent)
    dialog.chosen.connect(chosen)
    dialog.open()
    return dialog
