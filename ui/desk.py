"""What the window holds while an inspection is open: session, backups, screens, and the line below."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget

from fieldwork import wording
from fieldwork.errors import FieldworkError
from fieldwork.inspection import queries
from fieldwork.inspection.backups import Copy, folder_of
from fieldwork.inspection.records import PersonId
from ui.backing_up import RollingBackups
from ui.errors import sentence
from ui.idle import WARNING
from ui.places import ScreenSpec, Whereabouts
from ui.session import NotWritten, Session
from ui.status_line import Someone, StatusLine, StatusState
from ui.widgets import Message
from ui.workspace import Workspace

_SOON = 300


class Desk(QObject):
    """Lays the workspace into `pages` when an inspection opens and takes it away when it is closed."""

    ready = Signal()
    print_wanted = Signal(str, object)

    def __init__(
        self, pages: QStackedWidget, status: StatusLine, screens: Sequence[ScreenSpec], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._pages, self._status, self._screens = pages, status, screens
        self._back: Whereabouts | None = None
        self.session = Session(self)
        self.backups = RollingBackups(self.session, self)
        self.workspace: Workspace | None = None
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self.refresh_status)
        self._connect()

    def _connect(self) -> None:
        session, status = self.session, self._status
        session.opened.connect(self._on_opened)
        session.closed.connect(self._on_closed)
        session.locked.connect(self._clear)
        session.changed.connect(self._on_changed)
        session.user_changed.connect(self.refresh_status)
        session.said.connect(status.say)
        session.failed.connect(self._on_write_failed)
        self.backups.made.connect(self._on_backed_up)
        self.backups.failed.connect(self._on_backup_failed)
        status.user_chosen.connect(self._on_user_chosen)
        status.unsent_wanted.connect(self._on_exchange_wanted)
        status.conflicts_wanted.connect(self._on_conflicts_wanted)

    # -- what the window asks for -----------------------------------------------------------------

    def go(self, screen: str, argument: str = "") -> None:
        """Show a screen of the open inspection."""
        if self.workspace is not None:
            self.workspace.go(screen, argument)

    def say(self, message: Message | None) -> None:
        """Show a message over the screens."""
        if self.workspace is not None:
            self.workspace.say(message)

    def warn_of_lock(self, left: int) -> None:
        """Say, twice, that nobody seems to be here; `left` are the seconds until the lock."""
        if left in (WARNING, WARNING // 3):
            words = f"This inspection is locked in {left} seconds: nobody seems to be here."
            self.say(Message(words, "warning", "Press a key or move the mouse to go on.", closable=False))

    def lock(self) -> bool:
        """Closes the file and remembers where one was; false where typed words stand in the way."""
        if self.workspace is not None:
            self._back = self.workspace.whereabouts()
        try:
            self.session.lock()
        except NotWritten as error:
            self._show(error)
            return False
        return True

    def rebuild(self) -> None:
        """Makes every screen anew where one was, in another text size; stays where typed words are held."""
        if self.workspace is None:
            return
        try:
            self.session.settle()
        except NotWritten as error:
            self._show(error)
            return
        self._back = self.workspace.whereabouts()
        self._on_opened()

    def leave(self) -> str:
        """Closes the inspection, open or locked; says why not where typed words stand in the way."""
        try:
            self.session.close()
        except NotWritten as error:
            return str(error)
        return ""

    def undo(self) -> None:
        """Takes back the latest thing done."""
        self._attempt(self.session.undo)

    def redo(self) -> None:
        """Does again what was taken back."""
        self._attempt(self.session.redo)

    def _attempt(self, act: Callable[[], None]) -> None:
        try:
            act()
        except FieldworkError as error:
            self._show(error)

    def refresh_status(self) -> None:
        """Read again what the line at the foot shows."""
        session = self.session
        if not session.is_open:
            return
        user = session.user
        people = [p for p in queries.team(session.inspection) if p.active]
        self._status.show_state(
            StatusState(
                saved=session.saved_at(),
                unsent=session.inspection.journal.count_unsent(),
                conflicts=len(session.inspection.journal.conflicts()),
                user=f"{wording.initials(user.name)}, {user.role.label.lower()}" if user else "",
                user_id=session.author,
                team=tuple(Someone(p.id, f"{p.name}, {p.role.label.lower()}") for p in people),
            )
        )

    # -- what happens -----------------------------------------------------------------------------

    def _on_opened(self) -> None:
        self._clear()
        self.workspace = Workspace(self.session, self._screens)
        self.workspace.print_wanted.connect(self.print_wanted)
        self._pages.addWidget(self.workspace)
        self._pages.setCurrentWidget(self.workspace)
        back = self._back or self._beginning()
        self.workspace.go(back.screen, back.argument)
        self._back = None
        self.refresh_status()
        self.ready.emit()

    def _beginning(self) -> Whereabouts:
        """Where to begin: with the day of whoever interviews, or with the cases."""
        held = queries.interviews(self.session.inspection)
        mine = any(interview.inspector == self.session.author for interview in held)
        return Whereabouts("today") if mine else Whereabouts()

    def _on_closed(self) -> None:
        self._back = None
        self._clear()

    def _clear(self) -> None:
        """Takes the screens away, so that nothing of the inspection stays in a widget."""
        if self.workspace is not None:
            self._pages.removeWidget(self.workspace)
            self.workspace.hide()
            self.workspace.deleteLater()
            self.workspace = None

    def _on_changed(self, _written: object) -> None:
        self._soon.start()

    def _on_write_failed(self, error: FieldworkError) -> None:
        self._status.show_failure(sentence(error).title[:1].lower() + sentence(error).title[1:])

    def _on_backed_up(self, copy: Copy) -> None:
        rolling = copy.path.parent == folder_of(self.session.inspection.path)
        self._status.say("Backed up." if rolling else f"Backed up as {copy.path.name}.")

    def _on_backup_failed(self, error: FieldworkError) -> None:
        self.say(Message(f"No backup could be made. {error}", "warning", error.advice))

    def _on_user_chosen(self, person: str) -> None:
        self.session.use_as(PersonId(person))
        user = self.session.user
        self._status.say(f"From now on entries are {user.name}'s." if user else "")

    def _on_exchange_wanted(self) -> None:
        self.go("exchange")

    def _on_conflicts_wanted(self) -> None:
        self.go("exchange", "conflicts")

    def _show(self, error: FieldworkError) -> None:
        self.say(Message(str(error), "danger", error.advice))
