"""The watch over the event loop: what stands still is told with its place, what is quick is not."""

import time

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from ui.watchdog import Freeze, Watchdog


def work(seconds: float) -> None:
    """Keep the main thread at work."""
    until = time.thread_time() + seconds
    while time.thread_time() < until:
        pass


def test_a_turn_that_takes_too_long_is_told_and_a_quick_one_is_not(qtbot: QtBot) -> None:
    freezes: list[Freeze] = []
    dog = Watchdog(freezes.append, limit=0.1)
    dog.start()
    try:
        QTimer.singleShot(30, lambda: work(0.01))
        qtbot.wait(60)
        assert freezes == []
        QTimer.singleShot(30, lambda: work(0.2))
        qtbot.waitUntil(lambda: bool(freezes))
    finally:
        dog.stop()
    assert freezes[0].seconds > 0.1
    assert "stood still for" in str(freezes[0])


def test_nothing_is_told_once_it_is_stopped(qtbot: QtBot) -> None:
    freezes: list[Freeze] = []
    dog = Watchdog(freezes.append, limit=0.05)
    dog.start()
    dog.stop()
    QTimer.singleShot(30, lambda: work(0.1))
    qtbot.wait(200)
    assert freezes == []
