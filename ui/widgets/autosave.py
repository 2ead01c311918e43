"""When something being typed is due on the disk: soon after the last key, and not long after the first."""

from PySide6.QtCore import QObject, QTimer, Signal

#: Milliseconds after the last key, and at most after the first that is not yet saved.
PAUSE, LATEST = 800, 2000


class SaveClock(QObject):
    """`touch()` at every key; `due` comes once typing pauses, at the latest after `LATEST`."""

    due = Signal()

    def __init__(self, parent: QObject | None = None, *, pause: int = PAUSE) -> None:
        super().__init__(parent)
        self._pause = QTimer(self, singleShot=True, interval=pause)
        self._latest = QTimer(self, singleShot=True, interval=LATEST)
        self._pause.timeout.connect(self.flush)
        self._latest.timeout.connect(self.flush)
        self._waiting = False

    @property
    def waiting(self) -> bool:
        """True while something typed is not yet due."""
        return self._waiting

    def touch(self) -> None:
        """Something was typed just now."""
        self._pause.start()
        if not self._waiting:
            self._waiting = True
            self._latest.start()

    def flush(self) -> None:
        """Say `due` now if anything waits."""
        if self._waiting:
            self.forget()
            self.due.emit()

    def forget(self) -> None:
        """What was typed need not be saved after all."""
        self._waiting = False
        self._pause.stop()
        self._latest.stop()
