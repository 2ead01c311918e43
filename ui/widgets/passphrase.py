"""Asking for a passphrase, and for a new one twice."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.theme import icon
from ui.theme.metrics import TIGHT
from ui.widgets.announce import announce
from ui.widgets.dialogs import CANCEL, Choice, Dialog
from ui.widgets.text import Label, Muted


class PassphraseField(QWidget):
    """A labelled field whose words show on request, with a hint while Caps Lock seems to be on."""

    changed = Signal()

    def __init__(self, label: str = "Passphrase", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = _Secret()
        self._field.setAccessibleName(label)
        self._field.textChanged.connect(self.changed)
        self._field.caps_seen.connect(self._on_caps_seen)
        self._show = QAction(icon("eye"), "Show the passphrase", self)
        self._show.setCheckable(True)
        self._show.toggled.connect(self._on_show_toggled)
        self._field.addAction(self._show, QLineEdit.ActionPosition.TrailingPosition)
        self._caps = Label("Caps Lock seems to be on.", "warning")
        self._caps.hide()
        words = Label(label)
        words.setBuddy(self._field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        for part in (words, self._field, self._caps):
            column.addWidget(part)
        self.setFocusProxy(self._field)

    def text(self) -> str:
        """What has been typed, exactly."""
        return self._field.text()

    def select(self) -> None:
        """Select all of it and go there, to type it again."""
        self._field.selectAll()
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_caps_seen(self, on: bool) -> None:
        if on and not self._caps.isVisible():
            announce(self, self._caps.text(), urgent=True)
        self._caps.setVisible(on)

    def _on_show_toggled(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self._field.setEchoMode(mode)
        self._show.setIcon(icon("eye-off" if shown else "eye"))
        self._show.setText("Hide the passphrase" if shown else "Show the passphrase")


class _Secret(QLineEdit):
    """Qt has no way to ask for Caps Lock, but a letter whose case does not go with Shift tells."""

    caps_seen = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text()
        if letter.isalpha() and letter.upper() != letter.lower():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps_seen.emit(letter.isupper() != shift)
        elif event.key() == Qt.Key.Key_CapsLock:
            self.caps_seen.emit(False)
        super().keyPressEvent(event)


class PassphraseDialog(Dialog):
    """Emits `given`; stays open until `accept()`, so that a wrong passphrase can be said in place."""

    given = Signal(str)

    def __init__(
        self,
        title: str,
        explain: str,
        *,
        twice: bool = False,
        check: Callable[[str], str] | None = None,
        go: str = "Open",
        parent: QWidget | None = None,
    ) -> None:
        choices = (Choice(CANCEL, "Cancel"), Choice("go", go, "primary"))
        super().__init__(title, explain, choices=choices, parent=parent)
        self._check = check
        self._field = PassphraseField("New passphrase" if twice else "Passphrase")
        self._again = PassphraseField("The same once more") if twice else None
        self._problem = Label("", "danger", wrap=True)
        self._problem.hide()
        for part in (self._field, self._again, self._problem):
            if part is not None:
                self.body.addWidget(part)
        self._hint = Muted("Nobody can recover a forgotten passphrase.", small=True)
        self._hint.setVisible(twice)
        self.body.addWidget(self._hint)
        self._field.changed.connect(self._on_changed)
        self._field.setFocus()

    def holds(self, choice: str) -> bool:  # noqa: ARG002
        problem = self._wrong()
        if problem:
            self.fail(problem)
        else:
            self.buttons["go"].setEnabled(False)
            self.given.emit(self._field.text())
        return True

    def fail(self, problem: str) -> None:
        """Say in place why it will not do; what was typed is selected, to type it again."""
        self._problem.setText(problem)
        self._problem.show()
        self.buttons["go"].setEnabled(True)
        self._field.select()
        announce(self, problem, urgent=True)

    def _wrong(self) -> str:
        if not self._field.text():
            return "Enter the passphrase."
        if self._again is not None and self._again.text() != self._field.text():
            return "The two are not the same."
        return self._check(self._field.text()) if self._check else ""

    def _on_changed(self) -> None:
        self._problem.hide()


def ask_passphrase(
    parent: QWidget,
    title: str,
    explain: str,
    *,
    given: Callable[[str], object],
    twice: bool = False,
    check: Callable[[str], str] | None = None,
    go: str = "Open",
) -> PassphraseDialog:
    """Open the question over `parent`. `given`, a bound method, gets what was typed; then call
    `accept()` on the dialog, or `fail("…")`. `check` gives the problem with a passphrase, or ""."""
    dialog = PassphraseDialog(title, explain, twice=twice, check=check, go=go, parent=parent)
    dialog.given.connect(given)
    dialog.open()
    return dialog
