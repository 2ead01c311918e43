"""Stands before an inspection that was locked; the file behind it is closed and its key forgotten."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from ui.screens.passphrase import PassphraseScreen

_EXPLAINED = (
    "Everything you entered is saved. The file is closed until the passphrase is given, "
    "and then you are back where you were."
)


class LockScreen(PassphraseScreen):
    """Unlocking the inspection that was open, or leaving it closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("lock", "&Unlock", "&Close this inspection", parent)

    def ask(self, path: Path, title: str) -> None:
        """Ask for the passphrase of the inspection that was locked."""
        self.show_state(f"{title} is locked", path.name if path.stem != title else "", _EXPLAINED)
