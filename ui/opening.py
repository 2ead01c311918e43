"""What opening a file takes before the window is asked to show it."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # it brings the domain with it, which the start screen does without
    from fieldwork.inspection.sqlcipher import Key


def key_of(path: Path, passphrase: str) -> "Key":
    """The key that the passphrase gives; takes a third of a second, in whatever thread it is asked for."""
    from fieldwork.inspection.file import Inspection  # not before it is needed

    return Inspection.key_of(path, passphrase)
