"""Long work: results on the main thread, cancelling, screens that have gone, nothing lost."""

import logging
import threading
import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui import jobs
from ui.jobs import Progress, Step
from ui.widgets import ProgressDialog, show_progress
from ui.widgets.progress_dialog import time_left


class Screen(QObject):
    """Who asks for work."""

    heard = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.results: list[object] = []
        self.errors: list[BaseException] = []
        self.steps: list[Step] = []
        self.stopped = 0
        self.threads: set[int] = set()

    def on_done(self, result: object) -> None:
        self.results.append(result)
        self._note()

    def on_failed(self, error: BaseException) -> None:
        self.errors.append(error)
        self._note()

    def on_step(self, step: Step) -> None:
        self.steps.append(step)

    def on_cancelled(self) -> None:
        self.stopped += 1
        self._note()

    def _note(self) -> None:
        self.threads.add(threading.get_ident())
        self.heard.emit()


@pytest.fixture
def screen() -> Screen:
    return Screen()


def start(screen: Screen, work: Callable[[Progress], object]) -> jobs.Job:
    """Run `work` for `screen`."""
    return jobs.run(
        work,
        done=screen.on_done,
        failed=screen.on_failed,
        progress=screen.on_step,
        cancelled=screen.on_cancelled,
    )


def slow(progress: Progress) -> None:
    """Work until cancelled."""
    for n in range(5000):
        progress.report(n, 5000, f"Page {n}")
        time.sleep(0.002)


def test_the_result_arrives_on_the_main_thread(screen: Screen, qtbot: QtBot) -> None:
    with qtbot.waitSignal(screen.heard):
        start(screen, lambda _progress: threading.get_ident())
    assert screen.results[0] != threading.get_ident()
    assert screen.threads == {threading.get_ident()}


def test_a_failure_arrives_as_the_exception_itself(screen: Screen, qtbot: QtBot) -> None:
    def work(_progress: Progress) -> None:
        raise ZeroDivisionError

    with qtbot.waitSignal(screen.heard):
        start(screen, work)
    assert isinstance(screen.errors[0], ZeroDivisionError)
    assert screen.results == []


def test_even_an_exit_on_the_worker_is_delivered(screen: Screen, qtbot: QtBot) -> None:
    def work(_progress: Progress) -> None:
        raise SystemExit(3)

    with qtbot.waitSignal(screen.heard):
        start(screen, work)
    assert isinstance(screen.errors[0], SystemExit)


def test_cancelling_stops_at_the_next_report(screen: Screen, qtbot: QtBot) -> None:
    job = start(screen, slow)
    qtbot.waitUntil(lambda: len(screen.steps) > 1)
    with qtbot.waitSignal(screen.heard):
        job.cancel()
    assert (screen.stopped, screen.results, screen.errors) == (1, [], [])
    assert screen.steps[-1].words.startswith("Page")


def test_work_cancelled_before_its_turn_is_never_begun(screen: Screen, qtbot: QtBot) -> None:
    began: list[int] = []
    first = start(screen, slow)
    second = start(screen, lambda _progress: began.append(1))
    second.cancel()
    first.cancel()
    qtbot.waitUntil(lambda: screen.stopped == 2)
    assert began == []


def test_work_is_done_one_after_the_other(screen: Screen, qtbot: QtBot) -> None:
    for n in range(5):
        start(screen, lambda _progress, n=n: n)  # type: ignore[misc]
    qtbot.waitUntil(lambda: len(screen.results) == 5)
    assert screen.results == [0, 1, 2, 3, 4]
    qtbot.waitUntil(lambda: not jobs.busy())


def test_a_screen_that_has_gone_is_not_called(
    screen: Screen, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    release = threading.Event()

    def work(_progress: Progress) -> None:
        release.wait(5)
        raise ValueError("a name")

    job = start(screen, work)
    with qtbot.waitSignal(screen.destroyed):
        screen.deleteLater()
    with caplog.at_level(logging.ERROR), qtbot.waitSignal(job.ended):
        release.set()
    assert screen.errors == []
    assert "ValueError" in caplog.text
    assert "a name" not in caplog.text


def test_only_bound_methods_of_objects_are_told(screen: Screen) -> None:
    with pytest.raises(TypeError):
        jobs.run(slow, done=print, failed=screen.on_failed)


def test_leaving_waits_for_the_worker(screen: Screen, qtbot: QtBot) -> None:
    start(screen, slow)
    start(screen, slow)
    assert jobs.drain(5000)
    qtbot.waitUntil(lambda: screen.stopped == 2)
    assert not jobs.busy()


def test_the_dialog_follows_the_work_and_escape_cancels_it(screen: Screen, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    dialog = show_progress(window, "Printing", start(screen, slow))
    qtbot.waitUntil(dialog.isVisible)
    qtbot.waitUntil(lambda: len(screen.steps) > 3)
    with qtbot.waitSignal(screen.heard):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert screen.stopped == 1
    qtbot.waitUntil(lambda: not window.findChildren(ProgressDialog))


def test_short_work_shows_no_dialog(screen: Screen, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitSignal(screen.heard):
        show_progress(window, "Quick", start(screen, lambda _progress: 1))
    qtbot.waitUntil(lambda: not window.findChildren(ProgressDialog))


def test_the_time_left_is_guessed_only_from_enough() -> None:
    assert time_left(1, Step(50, 100)) == ""
    assert time_left(10, Step(1, 100)) == ""
    assert time_left(10, Step(50, 100)) == "Less than a minute left"
    assert time_left(120, Step(25, 100)) == "About 6 minutes left"
