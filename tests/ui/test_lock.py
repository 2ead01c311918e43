"""Locking closes the file, and unlocking leads back to where one was."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fieldwork.inspection.file import Inspection
from fieldwork.programme.model import QuestionId
from tests.ui import files
from tests.ui.pages import WindowPage
from ui.idle import WARNING, IdleWatch
from ui.settings import Settings

CASE, QUESTION = "A100001", QuestionId("2.1.1.a")


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FIELDWORK_HOME", str(tmp_path / "home"))
    return files.make(tmp_path / "Northumbria 2019.fieldwork")


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication, path: Path) -> WindowPage:
    return WindowPage(qtbot, qapp, Settings()).open(path)


def test_locking_leaves_nothing_open_and_unlocking_leads_back(page: WindowPage, path: Path) -> None:
    cases = page.cases()
    cases.table.select(["A100002"])
    page.window.do("lock")
    window = page.window
    assert window.pages.currentWidget() is window.lock_screen
    assert window.desk.workspace is None
    assert not window.status.isVisible()
    Inspection.open(path, files.PASSPHRASE).close()
    page.give("not this one at all")
    assert "the passphrase is wrong" in page.refused()
    page.give(files.PASSPHRASE)
    page.qtbot.waitUntil(lambda: window.is_open)
    assert page.screen() == "cases"
    assert page.cases().table.current() == "A100002"
    window.close()


def test_a_locked_inspection_can_be_left_closed(page: WindowPage) -> None:
    page.window.lock()
    page.qtbot.keyClick(page.window.lock_screen.field, Qt.Key.Key_Escape)
    assert page.window.pages.currentWidget() is page.window.start
    assert page.session.locked_path is None


def test_words_being_typed_are_saved_before_it_locks(page: WindowPage, path: Path) -> None:
    def flush() -> None:
        page.session.done(page.session.reader.note(CASE, QUESTION, "Half a sen"))

    page.session.about_to_close.connect(flush)
    page.window.lock()
    with Inspection.open(path, files.PASSPHRASE) as again:
        assert again.value("answer", f"{CASE}/{QUESTION}", "note") == "Half a sen"


def test_it_does_not_lock_over_words_that_cannot_be_saved(page: WindowPage) -> None:
    def hold() -> None:
        page.session.hold("The note of case A100001 is not saved.")

    page.session.about_to_close.connect(hold)
    page.window.lock()
    assert page.window.is_open
    message = page.workspace.banner.message()
    assert message is not None
    assert message.text == "The note of case A100001 is not saved."
    assert not page.window.close()
    page.session.about_to_close.disconnect(hold)
    page.window.close()


def test_dialogs_do_not_stay_over_the_lock_screen(page: WindowPage) -> None:
    box = page.find()
    assert box.isVisible()
    page.window.lock()
    visible = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    assert visible == [page.window]


def test_idleness_warns_and_then_comes_once(qtbot: QtBot) -> None:
    watch = IdleWatch(tick=1)
    warned: list[int] = []
    watch.warned.connect(warned.append)
    with qtbot.waitSignal(watch.idle):
        watch.start(WARNING + 5)
    watch.stop()
    assert warned == list(range(WARNING, 0, -1))


def test_a_key_or_the_mouse_keeps_it_open(page: WindowPage) -> None:
    watch = IdleWatch(tick=5)
    handle = page.window.windowHandle()
    watch.listen(handle)
    watch.start(WARNING + 3)
    with page.qtbot.waitSignal(watch.warned):
        pass
    with page.qtbot.waitSignal(watch.back):
        QTest.keyClick(handle, Qt.Key.Key_Shift)
    watch.stop()
    page.window.close()


def test_the_warning_is_shown_and_taken_back(page: WindowPage) -> None:
    page.window.idle.warned.emit(WARNING)
    message = page.workspace.banner.message()
    assert message is not None
    assert message.text == "This inspection is locked in 30 seconds: nobody seems to be here."
    page.window.idle.back.emit()
    assert page.workspace.banner.message() is None
    page.window.idle.idle.emit()
    assert page.window.pages.currentWidget() is page.window.lock_screen
