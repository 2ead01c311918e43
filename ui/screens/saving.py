"""Writes a small file that a person asked for."""

from PySide6.QtCore import QIODevice, QSaveFile


def save_whole(path: str, data: bytes) -> str:
    """Write the file whole or not at all; "" where it is done, else why not and what to do."""
    target = QSaveFile(path)
    opened = target.open(QIODevice.OpenModeFlag.WriteOnly)
    if opened and target.write(data) == len(data) and target.commit():
        return ""
    return f"{target.errorString().rstrip('.')}. Choose another folder."
