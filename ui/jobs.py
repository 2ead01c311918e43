"""Long work off the event loop: one worker, progress, cancelling, and results on the main thread."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, QThreadPool, Signal
from shiboken6 import isValid

_LOG = logging.getLogger(__name__)
_POOL = "fieldwork-jobs"
#: Seconds between two reports that reach the screen.
_OFTEN = 0.05

Result = TypeVar("Result")


class Cancelled(Exception):
    """The person no longer wants the work; raised inside it by its own next report."""


@dataclass(frozen=True, slots=True)
class Step:
    """How far the work is: `total` 0 while nobody knows; `words` say what is being done."""

    done: int = 0
    total: int = 0
    words: str = ""


class Progress:
    """The work's end of a job. Used on the worker's thread only."""

    def __init__(self, tell: Callable[[Step], object], stop: threading.Event) -> None:
        self._tell = tell
        self._stop = stop
        self._told = 0.0

    @property
    def cancelled(self) -> bool:
        """True once the person has cancelled, for work that asks instead of being interrupted."""
        return self._stop.is_set()

    def report(self, done: int, total: int = 0, words: str = "") -> None:
        """Say how far the work is. Raises `Cancelled` where it is no longer wanted."""
        if self._stop.is_set():
            raise Cancelled
        now = time.monotonic()
        if now - self._told >= _OFTEN or (total and done >= total):
            self._told = now
            self._tell(Step(done, total, words))


class Job(QObject):
    """One piece of work. `stepped` carries a `Step`; `ended` comes last, however it ended."""

    stepped = Signal(object)
    ended = Signal()
    _finished = Signal(object)

    def __init__(
        self,
        work: Callable[[Progress], Any],
        done: Callable[[Any], object],
        failed: Callable[[BaseException], object],
        cancelled: Callable[[], object] | None,
    ) -> None:
        super().__init__(_pool())
        self._work = work
        self._done, self._failed, self._cancelled = done, failed, cancelled
        self._stop = threading.Event()
        self._finished.connect(self._on_finished)

    def cancel(self) -> None:
        """Ask the work to stop at its next report."""
        self._stop.set()

    def perform(self) -> None:
        """Do the work; on the worker's thread. Whatever happens is handed to the main thread."""
        try:
            outcome: Any = _Good(None if self._stop.is_set() else self._work(self._progress()))
            if self._stop.is_set():
                outcome = Cancelled()
        except BaseException as error:  # nothing may be lost on this thread, not even SystemExit
            outcome = error
        self._finished.emit(outcome)

    def _progress(self) -> Progress:
        return Progress(self.stepped.emit, self._stop)

    def _on_finished(self, outcome: object) -> None:
        """On the main thread: tell whoever asked, as far as they still exist."""
        try:
            if isinstance(outcome, _Good):
                _call(self._done, outcome.value)
            elif isinstance(outcome, Cancelled):
                if self._cancelled is not None:
                    _call(self._cancelled)
            elif isinstance(outcome, BaseException) and not _call(self._failed, outcome):
                _LOG.error("work failed after its screen had gone: %s", type(outcome).__name__)
        finally:
            self.ended.emit()
            self.deleteLater()


@dataclass(frozen=True, slots=True)
class _Good:
    value: Any


def run(
    work: Callable[[Progress], Result],
    *,
    done: Callable[[Result], object],
    failed: Callable[[BaseException], object],
    progress: Callable[[Step], object] | None = None,
    cancelled: Callable[[], object] | None = None,
) -> Job:
    """Have `work` done by the one worker, after what is already waiting.

    `done` gets what it returns, `failed` what it raises; cancelled work, even if it got to its end,
    only calls `cancelled`. All of these are bound methods of a QObject, called on the main thread, and
    not called once that object has been deleted. Work must not touch widgets, nor a database
    connection of another thread.
    """
    for callback in (done, failed, progress, cancelled):
        if callback is not None and not isinstance(getattr(callback, "__self__", None), QObject):
            raise TypeError("a job reports to bound methods of a QObject")
    job = Job(work, done, failed, cancelled)
    if progress is not None:
        job.stepped.connect(progress)
    _pool().start(job.perform)
    return job


def drain(milliseconds: int = 30_000) -> bool:
    """Cancel what runs or waits, and wait for the worker; False where it did not stop in time."""
    for job in _pool().findChildren(Job):
        job.cancel()
    return _pool().waitForDone(milliseconds)


def busy() -> bool:
    """True while work runs or waits."""
    return bool(_pool().findChildren(Job))


def _call(callback: Callable[..., object], *arguments: object) -> bool:
    """Call a bound method where its object still exists; False where it does not."""
    if not isValid(getattr(callback, "__self__", None)):
        return False
    callback(*arguments)
    return True


def _pool() -> QThreadPool:
    """The application's one worker thread, which stays for as long as the application does."""
    app = QCoreApplication.instance()
    if app is None:
        raise RuntimeError("jobs need an application")
    found = app.findChild(QThreadPool, _POOL)
    if found is None:
        found = QThreadPool(app)
        found.setObjectName(_POOL)
        found.setMaxThreadCount(1)
        found.setExpiryTimeout(-1)
    return found
