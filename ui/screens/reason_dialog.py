"""Asks why something is done, in a sentence that stays in the history."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.widgets import CANCEL, Choice, Dialog, Label, NoteEditor


class ReasonDialog(Dialog):
    """`given` carries the reason, which must not be empty. `why` is asked, `action` is what is done."""

    given = Signal(str)

    def __init__(
        self, title: str, words: str, action: str, parent: QWidget | None = None, *, why: str = "Why"
    ) -> None:
        choices = (Choice(CANCEL, "Cancel"), Choice("do", action, "primary"))
        super().__init__(title, words, choices=choices, parent=parent)
        self._why = why
        self.reason = NoteEditor(why, hint=why)
        self._problem = Label("", "danger")
        self.body.addWidget(self.reason)
        self.body.addWidget(self._problem)
        self.reason.setFocus()

    def holds(self, choice: str) -> bool:  # noqa: ARG002
        words = self.reason.text().strip()
        if not words:
            self._problem.setText(f"Say {self._why[:1].lower()}{self._why[1:]}.")
            self.reason.setFocus()
            return True
        self.given.emit(words)
        return False
