"""The watch over the event loop, and a day's work under it: the window never stands still."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui import files
from tests.ui.pages import WindowPage
from ui.app import SCREENS, load
from ui.settings import Settings
from ui.watchdog import Freeze, Watchdog

Step = Callable[[], object]


def run(steps: Iterator[Step], limit: float) -> list[Freeze]:
    """Does one step a turn of an event loop of its own, and gives what stood still."""
    loop, freezes = QEventLoop(), list[Freeze]()
    dog = Watchdog(freezes.append, limit=limit)

    def do_next() -> None:
        step = next(steps, None)
        if step is None:
            QTimer.singleShot(50, loop.quit)
            return
        step()
        QTimer.singleShot(20, do_next)

    QTimer.singleShot(50, do_next)
    dog.start()
    loop.exec()
    dog.stop()
    return freezes


def work(seconds: float) -> None:
    """Keep the main thread at work."""
    until = time.thread_time() + seconds
    while time.thread_time() < until:
        pass


def test_a_turn_that_takes_too_long_is_told(qtbot: QtBot) -> None:  # noqa: ARG001  # it makes the application
    freezes = run(iter([lambda: work(0.01), lambda: work(0.2), lambda: work(0.01)]), limit=0.1)
    assert len(freezes) == 1
    assert freezes[0].seconds > 0.1
    assert "stood still for" in str(freezes[0])


@pytest.fixture
def page(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[WindowPage]:
    monkeypatch.setenv("FIELDWORK_HOME", str(tmp_path / "home"))
    load()  # as the program does while the start screen is looked at
    path = files.make(tmp_path / "Northumbria 2019.fieldwork", 100)
    made = WindowPage(qtbot, qapp, Settings()).open(path)
    yield made
    made.window.close()


def a_day(page: WindowPage) -> Iterator[Step]:
    """Goes everywhere, reads, answers, writes, searches, takes back."""
    workspace, window = page.workspace, page.window
    for key, *_ in (*SCREENS, *SCREENS):
        yield lambda key=key: workspace.go(key)
    for number in range(4):
        yield lambda number=number: workspace.go("reading", f"A{100001 + number}")
        for key in ("y", "n", "y", Qt.Key.Key_Down, Qt.Key.Key_PageDown, "n"):
            yield lambda key=key: QTest.keyClick(QApplication.focusWidget() or window, key)
    for command in ("undo", "redo", "find"):
        yield lambda command=command: window.do(command)


def test_the_window_never_stands_still(page: WindowPage) -> None:
    """Four times what people may notice, because machines that run tests are slow and do much at once."""
    assert [str(freeze) for freeze in run(a_day(page), limit=0.4)] == []
