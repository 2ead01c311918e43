"""Opened sessions for the tests of screens, and waiting for work off the event loop."""

import warnings
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fieldwork.inspection import queries
from tests.ui import files
from ui import jobs
from ui.session import Session


def opened(path: Path, monkeypatch: pytest.MonkeyPatch, *, cases: int = 3) -> Session:
    """A session with a fresh inspection of this many cases, and a home of its own."""
    monkeypatch.setenv("FIELDWORK_HOME", str(path.parent / "home"))
    files.make(path, cases)
    session = Session()
    session.open(path, files.PASSPHRASE)
    return session


def name_officers(session: Session) -> None:
    """Give every responsible officer of the cases a record, as an office's list does."""
    inspection = session.inspection
    with inspection.edit(session.author, "Named the officers") as edit:
        for row in queries.cases(inspection):
            if row.officer_id:
                edit.set("officer", row.officer_id, "name", row.officer)
                edit.set("officer", row.officer_id, "office", row.office)


def shown(qtbot: QtBot, screen: QWidget, width: int = 1166, height: int = 708) -> None:
    """Show a screen as large as it is in a laptop's window."""
    qtbot.addWidget(screen)
    screen.resize(width, height)
    with qtbot.waitExposed(screen):
        screen.show()


def finished(qtbot: QtBot, timeout: int = 20_000) -> None:
    """Wait until no work runs or waits, and what it led to has been told."""
    qtbot.waitUntil(lambda: not jobs.busy(), timeout=timeout)


def drop(screen: QWidget, path: Path) -> bool:
    """Drag a file over the screen and drop it there; false where the screen does not take it."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    with warnings.catch_warnings():
        # Making such events by hand is marked as deprecated; the window system's own are none of ours.
        warnings.simplefilter("ignore", DeprecationWarning)
        enter, dropped = QDragEnterEvent(QPoint(5, 5), *how), QDropEvent(QPointF(5, 5), *how)
    enter.ignore()
    screen.dragEnterEvent(enter)
    if enter.isAccepted():
        screen.dropEvent(dropped)
    return enter.isAccepted()


def unnamed(screen: QWidget) -> list[str]:
    """The widgets that take the keyboard and have no name for a screen reader."""
    return [
        type(widget).__name__
        for widget in screen.findChildren(QWidget)
        if widget.focusPolicy().value & 1 and widget.isVisible() and not spoken(widget)
    ]


def spoken(widget: QWidget) -> str:
    """The name that a screen reader says."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""
