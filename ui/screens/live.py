"""What screens of an open inspection have in common: they read again when something has changed."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from fieldwork.errors import FieldworkError
from fieldwork.inspection.changes import Written
from ui import errors
from ui.session import Session
from ui.widgets import Message


class LiveScreen(QWidget):
    """Reads again at once while it is seen, and otherwise when it is next shown.

    `about` are the kinds of things that the screen shows; none for all. `go` asks for another screen
    and says what to show there.
    """

    go = Signal(str, str)

    def __init__(self, session: Session, parent: QWidget | None = None, *, about: frozenset[str]) -> None:
        super().__init__(parent)
        self.session = session
        self._concerned = about
        self._stale = True
        session.changed.connect(self._on_session_changed)
        session.user_changed.connect(self._on_session_other)
        session.opened.connect(self._on_session_other)

    def refresh(self) -> None:
        """Read everything that the screen shows."""

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._read_if_due()

    def _on_session_changed(self, written: Written) -> None:
        if not self._concerned or self._concerned & written.entities:
            self._on_session_other()

    def _on_session_other(self) -> None:
        self._stale = True
        if self.isVisible():
            self._read_if_due()

    def _read_if_due(self) -> None:
        if self._stale and self.session.is_open:
            self._stale = False
            self.refresh()


def told(error: BaseException) -> Message:
    """A failure as a message in place. What nobody foresaw is raised: the window tells it once, whole."""
    said = errors.sentence(error)
    if said.unexpected:
        raise error
    parts = ("\n".join(said.problems), said.what_is_safe, said.what_to_do)
    return Message(said.what_happened, "danger", "\n".join(part for part in parts if part))


def write(session: Session, work: Callable[[], Written]) -> bool:
    """Does a short write and tells every screen, or the window that it failed; true where it is done."""
    try:
        written = work()
    except FieldworkError as error:
        session.fail(error)
        return False
    session.done(written)
    return True
