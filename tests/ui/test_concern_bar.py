"""An open concern is on every screen until it is closed."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fieldwork.inspection.changes import Register, Written
from fieldwork.reading import concerns
from fieldwork.reading.concerns import Concern
from tests.ui import files
from tests.ui.pages import WindowPage
from ui.screens.concerns import ConcernsDialog
from ui.settings import Settings
from ui.widgets import Button

CASE = "A100001"
SEEN = "A child may be at risk now"


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WindowPage:
    monkeypatch.setenv("FIELDWORK_HOME", str(tmp_path / "home"))
    path = files.make(tmp_path / "Northumbria 2019.fieldwork")
    return WindowPage(qtbot, qapp, Settings()).open(path)


def raise_one(page: WindowPage, ref: str = CASE) -> str:
    made = concerns.raise_concern(page.session.inspection, files.LEAD, Concern("", ref, SEEN))
    page.session.done(Written(frozenset({Register("concern", made.id, "seen")})))
    return made.id


def dialog(page: WindowPage) -> ConcernsDialog:
    page.qtbot.mouseClick(page.workspace.concerns, Qt.MouseButton.LeftButton)
    return page.window.findChildren(ConcernsDialog)[-1]


def press(where: ConcernsDialog, words: str) -> None:
    next(b for b in where.findChildren(Button) if b.text() == words).click()


def test_it_is_over_every_screen_at_once_and_goes_with_the_last_concern(page: WindowPage) -> None:
    bar = page.workspace.concerns
    assert not bar.isVisible()
    concern = raise_one(page)
    for screen in ("cases", "reading", "evidence", "team", "history"):
        page.workspace.go(screen)
        assert bar.isVisible()
        assert bar.words() == f"1 open concern {CASE}: {SEEN}"
    session = page.session
    for field in ("told", "done"):
        session.done(concerns.write(session.inspection, files.LEAD, concern, field, "The manager"))
    session.done(concerns.close(session.inspection, files.LEAD, concern))
    assert not bar.isVisible()
    page.window.close()


def test_it_is_there_when_the_file_is_opened_again(page: WindowPage) -> None:
    raise_one(page)
    page.window.lock()
    page.give(files.PASSPHRASE)
    page.qtbot.waitUntil(lambda: page.window.is_open)
    assert page.workspace.concerns.isVisible()
    page.window.close()


def test_a_click_lists_them_and_leads_to_the_case(page: WindowPage) -> None:
    raise_one(page)
    raise_one(page, "A100002")
    assert page.workspace.concerns.words().startswith("2 open concerns")
    shown = dialog(page)
    assert len(shown.cards) == 2
    press(shown, "Show the case")
    assert page.screen() == "reading"
    assert page.workspace.whereabouts().argument.startswith(CASE)
    page.window.close()


def test_one_is_closed_there_only_once_it_says_what_was_done(page: WindowPage) -> None:
    concern = raise_one(page)
    shown = dialog(page)
    press(shown, "Close the concern")
    message = shown.banner.message()
    assert message is not None
    assert "does not say who was told or what was done" in message.text
    session = page.session
    for field in ("told", "done"):
        session.done(concerns.write(session.inspection, files.LEAD, concern, field, "The manager"))
    press(shown, "Close the concern")
    assert shown.cards == {}
    assert not page.workspace.concerns.isVisible()
    shown.accept()
    page.window.close()
