"""What has come to the chosen place, and what waits to go there: told, with what can be done about it."""

from PySide6.QtCore import QFileSystemWatcher, Signal
from PySide6.QtWidgets import QWidget

from fieldwork.errors import FieldworkError
from fieldwork.exchange import outbox
from fieldwork.exchange.outbox import Went
from fieldwork.exchange.watch import Arrival, folder_to_watch
from fieldwork.wording import count
from ui import jobs
from ui.screens.exchange_work import Going, Looking
from ui.screens.live import told
from ui.screens.working import Working
from ui.session import Session
from ui.widgets import Banner, Message


class Arrivals(Banner):
    """Offers what is new in the place: `wanted` asks for it. A folder is watched; a server is only asked
    when a person says so. `said` carries a `Message` about looking.
    """

    wanted = Signal()
    said = Signal(object)

    def __init__(self, session: Session, working: Working, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._working = session, working
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self.look_in_folder)
        self.action_chosen.connect(self.wanted)

    def watch(self) -> None:
        """Watch the chosen folder, where it is one."""
        folder = folder_to_watch(self._session.inspection)
        wanted = [str(folder)] if folder else []
        if self._watcher.directories() == wanted:
            return
        if self._watcher.directories():
            self._watcher.removePaths(self._watcher.directories())
        if wanted:
            self._watcher.addPaths(wanted)
            self.look_in_folder()

    def look_in_folder(self) -> None:
        """Look again into the watched folder."""
        if self._session.is_open and not self._working.busy:
            jobs.run(Looking(self._session.inspection), done=self._on_seen, failed=self._on_unseen)

    def look(self) -> None:
        """Ask the place, whatever it is."""
        self.said.emit(None)
        work = Looking(self._session.inspection)
        self._working.start("Looking for new packages…", work, done=self._on_looked, failed=self._on_failed)

    def _on_looked(self, found: list[Arrival]) -> None:
        self._on_seen(found)
        if not found:
            self.said.emit(Message("Nothing new is there.", "info"))

    def _on_seen(self, found: list[Arrival]) -> None:
        if not found:
            self.show_state(None)
            return
        words = f"{count(len(found), 'new package')} in the place that packages go to."
        take = (("take", "Take in what is new"),)
        self.show_state(Message(words, "info", "", take, closable=False))

    def _on_failed(self, error: BaseException) -> None:
        self.said.emit(told(error))

    def _on_unseen(self, error: BaseException) -> None:
        """A folder that went away is told when it is next used."""
        if not isinstance(error, FieldworkError):
            raise error


class Waiting(Banner):
    """Says what is sealed and waits in the outbox, and takes it to its place when asked. `went` comes after
    that, `said` carries what came of it.
    """

    went = Signal()
    said = Signal(object)

    def __init__(self, session: Session, working: Working, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._working = session, working
        self.action_chosen.connect(self._on_wanted)

    def refresh(self) -> None:
        """Read what waits."""
        left = outbox.waiting(self._session.inspection)
        words = (
            f"{count(len(left), 'package')} in the outbox: {left[0].fault or 'not sent yet.'}" if left else ""
        )
        go = (("go", "Send now"),)
        message = Message(words, "warning", actions=go, closable=False) if left else None
        if self.message() != message:
            self.show_state(message)

    def _on_wanted(self) -> None:
        work = Going(self._session.inspection)
        self._working.start("Sending what waits…", work, done=self._on_went, failed=self._on_failed)

    def _on_went(self, went: Went) -> None:
        if went.gone:
            self.said.emit(Message(f"{count(len(went.gone), 'package')} sent.", "good"))
        elif went.faults:
            self.said.emit(told(went.faults[0]))
        self.went.emit()

    def _on_failed(self, error: BaseException) -> None:
        self.said.emit(told(error))
