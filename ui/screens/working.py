"""A line on a screen that follows one piece of long work: what is done, how far, and a way to stop it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from fieldwork.inspection.file import Inspection
from ui import jobs
from ui.session import Session
from ui.theme.metrics import MEDIUM, SMALL
from ui.widgets import Button, Label, announce
from ui.widgets.progress_dialog import ProgressDialog

#: Work that is over sooner shows nothing (milliseconds).
_DELAY = 200


class Working(QWidget):
    """Hidden while nothing is done. One piece of work at a time; `busy_changed` says when.

    Its callbacks are dropped where another file has been opened, or none, before the work ended.
    """

    busy_changed = Signal(bool)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._for: Inspection | None = None
        self._job: jobs.Job | None = None
        self._done: Callable[[Any], object] | None = None
        self._failed: Callable[[BaseException], object] | None = None
        self._cancelled: Callable[[], object] | None = None
        self._stop: Callable[[], object] | None = None
        self._words = Label("")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.cancel = Button("Cancel", icon_name="close")
        self.cancel.clicked.connect(self._on_cancel_clicked)
        self._wait = QTimer(self, singleShot=True, interval=_DELAY)
        self._wait.timeout.connect(self.show)
        self._lay_out()
        self.hide()

    @property
    def busy(self) -> bool:
        """Whether work runs or waits."""
        return self._job is not None

    def start(
        self,
        words: str,
        work: Callable[[jobs.Progress], Any],
        *,
        done: Callable[[Any], object],
        failed: Callable[[BaseException], object],
        cancelled: Callable[[], object] | None = None,
        stop: Callable[[], object] | None = None,
        cancellable: bool = True,
        dialog: bool = False,
    ) -> None:
        """Have `work` done. `stop` is called instead of cancelling, for work that ends early by itself.

        With `dialog` nothing else can be done meanwhile: for work that writes for more than a moment.
        """
        if self._job is not None:
            return
        self._for = self._session.inspection
        self._done, self._failed, self._cancelled, self._stop = done, failed, cancelled, stop
        self._words.setText(words)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(words)
        self.cancel.setVisible(cancellable)
        self.cancel.setEnabled(True)
        self.cancel.setText("Stop here" if stop else "Cancel")
        self._job = jobs.run(
            work,
            done=self._on_done,
            failed=self._on_failed,
            progress=self._on_stepped,
            cancelled=self._on_cancelled,
        )
        if dialog:
            ProgressDialog(words.rstrip("…"), self._job, cancellable=cancellable, parent=self.window())
        else:
            self._wait.start()
            announce(self, words)
        self.busy_changed.emit(True)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(MEDIUM)
        row.addWidget(self._words)
        row.addWidget(self._bar, 1)
        row.addSpacing(SMALL)
        row.addWidget(self.cancel)

    def _on_cancel_clicked(self) -> None:
        if self._stop is not None:
            self._stop()
        elif self._job is not None:
            self._job.cancel()
        self.cancel.setEnabled(False)
        self._words.setText("Stopping…")

    def _on_stepped(self, step: jobs.Step) -> None:
        self._bar.setRange(0, step.total)
        self._bar.setValue(step.done)
        if step.words and self.cancel.isEnabled():
            self._words.setText(step.words)

    def _on_done(self, result: object) -> None:
        if self._settle() and self._done is not None:
            self._done(result)

    def _on_failed(self, error: BaseException) -> None:
        if self._settle() and self._failed is not None:
            self._failed(error)

    def _on_cancelled(self) -> None:
        if self._settle() and self._cancelled is not None:
            self._cancelled()

    def _settle(self) -> bool:
        """Hide; true where the file that the work was for is still open."""
        self._wait.stop()
        self.hide()
        self._job = None
        self.busy_changed.emit(False)
        return self._session.is_open and self._session.inspection is self._for
