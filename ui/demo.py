"""Makes the demo inspection, or finds the one that was made before."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from ui import jobs
from ui.errors import sentence
from ui.widgets import Message


class DemoMaker(QObject):
    """`made` carries the demo's file and its passphrase, `told` a `Message` to show or None."""

    made = Signal(object, str)
    told = Signal(object)

    def make(self) -> None:
        """Have it made; that takes a while the first time."""
        self.told.emit(Message("Preparing the demo inspection…", closable=False))
        jobs.run(_make, done=self._on_made, failed=self._on_failed)

    def _on_made(self, made: tuple[Path, str]) -> None:
        self.told.emit(None)
        self.made.emit(*made)

    def _on_failed(self, error: BaseException) -> None:
        said = sentence(error)
        self.told.emit(Message(said.what_happened, "danger", said.what_to_do))


def _make(_progress: jobs.Progress) -> tuple[Path, str]:
    from fieldwork.demo import PASSPHRASE, make_demo  # not before: they take long to load
    from fieldwork.inspection import machine

    return make_demo(machine.home() / "demo"), PASSPHRASE
