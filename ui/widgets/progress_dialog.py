"""A dialog for work that takes its time: what is being done, how far, how long still, and a way out."""

import time

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QProgressBar, QWidget

from fieldwork import wording
from ui.jobs import Job, Step
from ui.widgets.dialogs import Choice, Dialog
from ui.widgets.text import Label, Muted

#: Work that is over sooner never shows a dialog (milliseconds).
_DELAY = 300
#: Seconds of work, and share of it, before the time left is guessed.
_GUESS_AFTER, _GUESS_SHARE = 3.0, 0.05


class ProgressDialog(Dialog):
    """Follows one job and closes with it. Escape and the button cancel the job, never just the view."""

    def __init__(
        self, title: str, job: Job, *, cancellable: bool = True, parent: QWidget | None = None
    ) -> None:
        choices = (Choice("stop", "Cancel"),) if cancellable else ()
        super().__init__(title, choices=choices, parent=parent)
        self._job: Job | None = job
        self._began = time.monotonic()
        self._step = Label("Starting…", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(title)
        self._left = Muted(" ", small=True)
        for part in (self._step, self._bar, self._left):
            self.body.addWidget(part)
        job.stepped.connect(self._on_job_stepped)
        job.ended.connect(self._on_job_ended)
        self._wait = QTimer(self, singleShot=True, interval=_DELAY)
        self._wait.timeout.connect(self._on_wait_over)
        self._wait.start()

    def holds(self, choice: str) -> bool:  # noqa: ARG002
        self.reject()
        return True

    def reject(self) -> None:
        """Cancel the work; the dialog closes when it has stopped."""
        button = self.buttons.get("stop")
        if self._job is None or button is None:
            return
        self._job.cancel()
        button.setEnabled(False)
        self._step.setText("Stopping…")

    def _on_job_stepped(self, step: Step) -> None:
        self._bar.setRange(0, step.total)
        self._bar.setValue(step.done)
        if step.words:
            self._step.setText(step.words)
        self._left.setText(time_left(time.monotonic() - self._began, step) or " ")

    def _on_job_ended(self) -> None:
        self._job = None
        self._wait.stop()
        self.done(0)
        if not self.isVisible():
            self.deleteLater()

    def _on_wait_over(self) -> None:
        self.open()


def time_left(elapsed: float, step: Step) -> str:
    """`About 2 minutes left`, once enough has been done (`elapsed` seconds) to guess; else nothing."""
    if elapsed < _GUESS_AFTER or not step.total or step.done < step.total * _GUESS_SHARE:
        return ""
    seconds = elapsed * (step.total - step.done) / step.done
    if seconds < 60:
        return "Less than a minute left"
    return f"About {wording.count(round(seconds / 60), 'minute')} left"


def show_progress(parent: QWidget, title: str, job: Job, *, cancellable: bool = True) -> ProgressDialog:
    """Show how far `job` is, unless it is over in a moment."""
    return ProgressDialog(title, job, cancellable=cancellable, parent=parent)
