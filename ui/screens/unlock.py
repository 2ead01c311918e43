"""Asks for the passphrase of a file that is to be opened."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from ui.screens.passphrase import PassphraseScreen

_EXPLAINED = (
    "The file is encrypted. Nobody, on this computer or elsewhere, can open it without its passphrase."
)


class UnlockScreen(PassphraseScreen):
    """Opening one file; `path` is which."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("key", "&Open", "Back to the &start", parent)
        self.path = Path()

    def ask(self, path: Path, title: str) -> None:
        """Ask for this file's passphrase. `title` is what it was called when it was last open."""
        self.path = path
        self.show_state(title, path.name if path.stem != title else "", _EXPLAINED)
        self.where.setToolTip(str(path))
