"""Every screen, walked: names and roles, targets large enough, the keyboard everywhere, nothing cut off."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui import files, walk
from tests.ui.pages import WindowPage
from ui.app import SCREENS
from ui.settings import TEXT_SIZE, Settings

KEYS = [key for key, *_ in SCREENS]
CASE = "A100001"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return files.make(tmp_path_factory.mktemp("walk") / "Northumbria 2019.fieldwork", 12)


@pytest.fixture
def page(
    qtbot: QtBot, qapp: QApplication, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[WindowPage]:
    monkeypatch.setenv("FIELDWORK_HOME", str(tmp_path / "home"))
    made = WindowPage(qtbot, qapp, Settings()).open(path)
    made.window.showNormal()
    made.window.resize(1366, 768)
    yield made
    made.window.close()


def go(page: WindowPage, key: str) -> None:
    page.workspace.go(key, CASE if key == "reading" else "")
    page.qtbot.wait(50)


def over_screens(page: WindowPage, look: Callable[[QWidget], list[str]]) -> dict[str, list[str]]:
    """What `look` finds, by screen; screens with nothing are left out."""
    found = {}
    for key in KEYS:
        go(page, key)
        if wrong := look(page.window):
            found[key] = wrong
    return found


class Windows(QObject):
    """Notes every window that appears."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(repr(watched))
        return False


def test_no_part_of_a_screen_flashes_up_as_a_window(page: WindowPage, qapp: QApplication) -> None:
    windows = Windows(page.window)
    qapp.installEventFilter(windows)
    try:
        for key in KEYS:
            go(page, key)
    finally:
        qapp.removeEventFilter(windows)
    assert windows.seen == []


def test_everything_says_its_name(page: WindowPage) -> None:
    assert over_screens(page, walk.unnamed) == {}


def test_everything_says_what_it_is(page: WindowPage) -> None:
    assert over_screens(page, walk.without_role) == {}


def test_what_is_clicked_is_large_enough(page: WindowPage) -> None:
    assert over_screens(page, walk.too_small) == {}


@pytest.mark.parametrize("size", [100, 125, 150, 200])
def test_no_words_are_cut_off(page: WindowPage, size: int) -> None:
    page.settings.set(TEXT_SIZE, size)
    try:
        assert over_screens(page, walk.clipped) == {}
    finally:
        page.settings.set(TEXT_SIZE, 100)


@pytest.mark.parametrize("key", KEYS)
def test_tab_goes_round(page: WindowPage, key: str) -> None:
    go(page, key)
    found = walk.stops(page.qtbot)
    assert len(found) > len(KEYS), "the rail, the screen and the line below are all reached"
    assert all(stop.isVisible() for stop in found)
