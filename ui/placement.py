"""Where the window stands: as it was left, or the first time as large as is useful."""

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtWidgets import QWidget

_USEFUL = QSize(1280, 800)
#: A screen smaller than this is filled.
_SMALL = QSize(1440, 900)


def place(window: QWidget, left: str) -> None:
    """Put the window where `left` says (what `where` gave, "" for nothing)."""
    room = window.screen().availableSize()
    window.resize(_USEFUL.boundedTo(room))
    if room.width() < _SMALL.width() or room.height() < _SMALL.height():
        window.setWindowState(Qt.WindowState.WindowMaximized)
    window.restoreGeometry(QByteArray.fromBase64(left.encode()))


def where(window: QWidget) -> str:
    """The window's place, as text for the settings."""
    return window.saveGeometry().toBase64().toStdString()
