"""Rolling backups of the open inspection: after opening, every quarter of an hour, and on closing."""

from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from fieldwork.errors import FieldworkError
from fieldwork.inspection import backups
from fieldwork.inspection.backups import Copy
from fieldwork.inspection.file import Inspection
from ui import jobs
from ui.session import Session

_EVERY = 15 * 60 * 1000
_AFTER_OPENING = 5_000


class RollingBackups(QObject):
    """Copies the file beside itself while it is open. `failed` carries what the surroundings refused.

    Copies are made by the worker with a connection of its own; only the last one, when the file is
    being closed and nothing else runs any more, is made here.
    """

    made = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._timer = QTimer(self, interval=_EVERY)
        self._soon = QTimer(self, singleShot=True, interval=_AFTER_OPENING)
        self._timer.timeout.connect(self.back_up)
        self._soon.timeout.connect(self.back_up)
        session.opened.connect(self._on_opened)
        session.closing.connect(self._on_closing)

    def back_up(self) -> None:
        """Have the worker make a copy, if the file changed since the last one."""
        if self._session.is_open:
            jobs.run(_Copying(self._session.inspection), done=self._on_copied, failed=self._on_failed)

    def back_up_to(self, destination: str) -> None:
        """Have the worker make a copy under this name; it refuses to replace a file."""
        if self._session.is_open:
            work = _Copying(self._session.inspection, Path(destination))
            jobs.run(work, done=self._on_copied, failed=self._on_failed)

    def _on_opened(self) -> None:
        self._soon.start()
        self._timer.start()

    def _on_closing(self) -> None:
        self._soon.stop()
        self._timer.stop()
        jobs.drain()
        try:
            backups.rolling(self._session.inspection, datetime.now(), timedelta(minutes=1))
        except FieldworkError as error:
            self.failed.emit(error)

    def _on_copied(self, copy: Copy | None) -> None:
        if copy is not None:
            self.made.emit(copy)

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, FieldworkError):
            self.failed.emit(error)
        else:
            raise error


class _Copying:
    """The work: the file's own connection belongs to the main thread, so it opens another."""

    def __init__(self, inspection: Inspection, destination: Path | None = None) -> None:
        self._inspection = inspection
        self._destination = destination

    def __call__(self, _progress: jobs.Progress) -> Copy | None:
        with self._inspection.again() as own:
            if self._destination is not None:
                return backups.backup(own, self._destination)
            return backups.rolling(own, datetime.now())
