"""The dialogs that the window itself opens: choosing files, keys, about, and what would be lost."""

from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from ui.keys_help import KeysHelp, groups
from ui.widgets import CANCEL, Choice, Dialog, ask

if TYPE_CHECKING:
    from ui.session import Session

FILES = "Inspections (*.fieldwork)"
_ABOUT = (
    "A tool for probation inspectors: reading cases, planning interviews, printing and handing over.\n\n"
    "It makes no network connection by itself. Every inspection is one encrypted file on this computer."
)


def choose_file(parent: QWidget, folder: str, chosen: Callable[[str], object]) -> QFileDialog:
    """Ask which inspection to open; `chosen` gets its path."""
    dialog = QFileDialog(parent, "Open an inspection", folder, FILES)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(chosen)
    dialog.open()
    return dialog


def choose_copy(parent: QWidget, path: Path, chosen: Callable[[str], object]) -> QFileDialog:
    """Ask where a copy of this file goes; `chosen` gets its path."""
    suggested = str(path.with_name(f"{path.stem} copy{path.suffix}"))
    dialog = QFileDialog(parent, "Back up this inspection", suggested, FILES)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
    dialog.setDefaultSuffix(path.suffix)
    dialog.fileSelected.connect(chosen)
    dialog.open()
    return dialog


def ask_losing(parent: QWidget, why: str, lose: Callable[[str], object]) -> Dialog:
    """Say what could not be saved; `lose` is called where it may be lost."""
    choices = (Choice(CANCEL, "Stay", "primary"), Choice("lose", "Close and lose it", "danger"))
    return ask(parent, "Something is not saved yet", why, choices=choices, chosen=lose)


def show_printing(parent: QWidget, session: "Session", refs: Sequence[str], document: str) -> QDialog:
    """Choose what to print, for these cases or others."""
    from ui.screens.printing import PrintDialog  # not before: it takes long to load

    dialog = PrintDialog(session, refs, document=document, parent=parent)
    dialog.open()
    return dialog


def choose_programme(parent: QWidget, session: "Session") -> QFileDialog:
    """Ask for a corrected programme; it is looked at before anything happens."""
    from ui.screens.correction import choose  # brings the domain with it

    return choose(session, parent)


def show_keys(parent: QWidget, screens: Sequence[str]) -> KeysHelp:
    """Show every key of the window."""
    dialog = KeysHelp(groups(screens), parent)
    dialog.open()
    return dialog


def show_about(parent: QWidget) -> Dialog:
    """Say what this program is."""
    try:
        number = f"Version {version('fieldwork')}."
    except PackageNotFoundError:
        number = "From source."
    close = (Choice("close", "Close", "primary"),)
    dialog = Dialog("About Fieldwork", f"{number} {_ABOUT}", choices=close, parent=parent)
    dialog.open()
    return dialog
