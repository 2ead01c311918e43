"""Beginning: recent files, opening, set-up."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import Role
from tests.ui import files
from tests.ui.pages import WindowPage
from ui.screens import setup_rules as rules
from ui.screens.setup_rules import Wishes
from ui.settings import Settings


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("FIELDWORK_HOME", str(tmp_path / "home"))
    return Settings()


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication, settings: Settings) -> WindowPage:
    return WindowPage(qtbot, qapp, settings)


def test_an_inspection_is_set_up_and_stands_open(
    page: WindowPage, tmp_path: Path, settings: Settings
) -> None:
    dialog = page.new_inspection()
    dialog.fill(title="Ŵyre 2019", provider="Wyre CRC", starts="16/9/2019", ends="27 September 2019").next()
    dialog.fill(name="Carys Lead").next()
    dialog.fill(folder=str(tmp_path), passphrase=files.PASSPHRASE, again=files.PASSPHRASE).next()
    assert page.window.is_open
    assert page.window.windowTitle() == "Ŵyre 2019 – Fieldwork"
    inspection = page.session.inspection
    assert inspection.path == tmp_path / "Ŵyre 2019.fieldwork"
    assert inspection.programme.id == "adult"
    assert len(inspection.info().days) == 10
    assert [(p.name, p.role) for p in queries.team(inspection)] == [("Carys Lead", Role.LEAD)]
    assert page.session.user == queries.team(inspection)[0]
    assert [r.title for r in settings.recent()] == ["Ŵyre 2019"]
    page.window.close()


def test_a_step_of_the_set_up_is_not_left_while_something_is_wrong(page: WindowPage) -> None:
    dialog = page.new_inspection()
    assert dialog.error("title") == ""
    dialog.next()
    assert dialog.step() == 0
    assert dialog.error("title").startswith("Give it a title")
    dialog.fill(title="T", provider="P", starts="16/9/2019", ends="13/9/2019").next()
    assert dialog.error("ends") == "The last day is before the first."
    dialog.fill(ends="27/9/2019")
    assert dialog.hint("ends") == "Friday, 10 fieldwork days"
    dialog.next()
    assert dialog.step() == 1
    dialog.dialog.reject()


@pytest.mark.parametrize(
    ("field", "wishes", "problem"),
    [
        ("starts", Wishes(starts="soon"), "Write the date"),
        ("ends", Wishes(starts="16/9/2019", ends="16/9/2029"), "more than four months"),
        ("ends", Wishes(starts="14/9/2019", ends="15/9/2019"), "no weekday"),
        ("folder", Wishes(folder="/nowhere/at/all"), "no such folder"),
        ("file", Wishes(file="a/b"), "may not hold"),
        ("file", Wishes(file=" "), "Give the file a name"),
        ("passphrase", Wishes(passphrase="short"), "5 characters more"),
        ("again", Wishes(passphrase="one", again="two"), "not the same"),
        ("name", Wishes(name=" "), "who you are"),
    ],
)
def test_what_is_wrong_is_said_under_its_field(field: str, wishes: Wishes, problem: str) -> None:
    assert problem in rules.problems(wishes)[field]


def test_a_file_that_is_there_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "Here.fieldwork").touch()
    wishes = Wishes(folder=str(tmp_path), file="Here")
    assert rules.problems(wishes)["file"] == "There is already a file named Here.fieldwork there."


def test_a_longer_passphrase_is_called_better() -> None:
    words = [rules.strength("x" * n) for n in (9, 10, 16, 24)]
    assert words == ["", "Fair: four words or more are stronger.", "Good.", "Strong."]


def test_a_file_name_keeps_the_title_as_far_as_it_may() -> None:
    assert rules.file_name("Derbyshire/Nottinghamshire: 2019?") == "Derbyshire Nottinghamshire  2019"


def test_a_wrong_passphrase_is_said_in_place_and_can_be_tried_again(page: WindowPage, tmp_path: Path) -> None:
    path = files.make(tmp_path / "Northumbria 2019.fieldwork")
    page.window.open_path(path)
    page.give("not this one at all")
    assert "the passphrase is wrong" in page.refused()
    assert page.window.unlock.field.text() == "not this one at all"
    page.give(files.PASSPHRASE)
    page.qtbot.waitUntil(lambda: page.window.is_open)
    assert page.window.unlock.field.text() == ""
    page.window.close()


def test_a_file_open_elsewhere_names_who_has_it(page: WindowPage, tmp_path: Path) -> None:
    path = files.make(tmp_path / "Northumbria 2019.fieldwork")
    with Inspection.open(path, files.PASSPHRASE):
        page.window.open_path(path)
        page.give(files.PASSPHRASE)
        assert "Carys Lead has it open" in page.refused()


def test_a_damaged_file_points_to_its_backups(page: WindowPage, tmp_path: Path) -> None:
    path = files.make(tmp_path / "Northumbria 2019.fieldwork")
    data = bytearray(path.read_bytes())
    data[5 * 4096 + 100] ^= 0xFF
    path.write_bytes(data)
    page.window.open_path(path)
    page.give(files.PASSPHRASE)
    assert "Restore the latest backup" in page.refused()


def test_a_recent_file_that_is_gone_says_so_and_can_be_taken_off(
    qtbot: QtBot, qapp: QApplication, settings: Settings, tmp_path: Path
) -> None:
    settings.remember(tmp_path / "Gone.fieldwork", "Gone 2018")
    page = WindowPage(qtbot, qapp, settings)
    recent = page.window.start.recent
    assert "missing" in recent.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    qtbot.keyClick(recent, Qt.Key.Key_Return)
    message = page.window.start.banner.message()
    assert message is not None
    assert message.text == "Gone.fieldwork is not where it was."
    qtbot.keyClick(recent, Qt.Key.Key_Delete)
    assert recent.count() == 0
    assert settings.recent() == ()


def test_a_recent_file_is_opened_by_its_title(page: WindowPage, tmp_path: Path) -> None:
    page.open(files.make(tmp_path / "n.fieldwork"))
    page.window.do("close")
    assert page.window.windowTitle() == "Fieldwork"
    recent = page.window.start.recent
    assert recent.item(0).text() == "Northumbria 2019"
    page.qtbot.keyClick(recent, Qt.Key.Key_Return)
    assert page.window.unlock.heading.text() == "Northumbria 2019"
    page.qtbot.keyClick(page.window.unlock.field, Qt.Key.Key_Escape)
    assert page.window.pages.currentWidget() is page.window.start
