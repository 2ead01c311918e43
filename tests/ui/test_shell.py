"""The window round an open inspection: places, status line, undo, search, backups, names kept out."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from fieldwork.inspection import backups
from fieldwork.programme.model import QuestionId
from tests.ui import files
from tests.ui.pages import WindowPage
from ui.keys_help import KeysHelp
from ui.menus import COMMANDS
from ui.settings import IDLE_MINUTES, SCHEME, Settings
from ui.theme import colours

CASE, QUESTION = "A100001", QuestionId("2.1.1.a")
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FIELDWORK_HOME", str(tmp_path / "home"))
    return files.make(tmp_path / "Northumbria 2019.fieldwork")


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication, path: Path) -> WindowPage:
    return WindowPage(qtbot, qapp, Settings()).open(path)


def test_the_status_line_tells_how_things_stand(page: WindowPage) -> None:
    status = page.window.status
    assert status.user.text() == "CL, lead"
    page.session.done(page.session.reader.answer(CASE, QUESTION, "yes"))
    page.qtbot.waitUntil(
        lambda: status.unsent.text() == f"{page.session.inspection.journal.count_unsent()} changes not sent"
    )
    assert status.saved.words().startswith("Saved ")
    assert not status.conflicts.isVisible()
    page.window.close()


def test_whose_copy_it_is_can_be_chosen(page: WindowPage) -> None:
    actions = page.window.status.user.menu().actions()
    assert [a.text() for a in actions] == ["Carys Lead, lead", "Imran Reader, inspector"]
    actions[1].trigger()
    assert page.session.author == files.INSPECTOR
    assert page.window.status.user.text() == "IR, inspector"
    page.window.close()


def test_undo_says_what_was_undone(page: WindowPage) -> None:
    page.session.done(page.session.reader.answer(CASE, QUESTION, "yes"))
    page.window.do("undo")
    assert page.window.status.said.text() == "Undone: answered."
    page.window.do("redo")
    assert page.window.status.said.text() == "Done again: answered."
    page.window.close()


def test_the_search_box_finds_and_opens(page: WindowPage) -> None:
    box = page.find()
    box.show_found("a100002")
    assert box.list.item(0).text() == "A100002 (DW)"
    box.show_found("history")
    with page.qtbot.waitSignal(box.go):
        box.field.setText("history")
        page.qtbot.keyClick(box.field, Qt.Key.Key_Return)
    assert page.screen() == "history"
    page.window.close()


def test_the_search_box_does_commands(page: WindowPage) -> None:
    box = page.find()
    box.field.setText("lock now")
    page.qtbot.keyClick(box.field, Qt.Key.Key_Return)
    assert page.window.pages.currentWidget() is page.window.lock_screen


def test_the_search_box_finds_words_in_notes(page: WindowPage) -> None:
    page.session.done(page.session.reader.note(CASE, QUESTION, "The safeguarding lead was told"))
    box = page.find()
    box.show_found("safeguard told")
    assert box.list.item(0).text().startswith("A100001: 2.1.1.a")
    box.show_found("quokka")
    assert box.none.text() == "Nothing holds “quokka”."
    box.reject()
    page.window.close()


def test_keys_lead_to_places(page: WindowPage) -> None:
    page.window.activateWindow()
    page.workspace.go("history")
    page.qtbot.keyClick(page.window, Qt.Key.Key_2, CTRL)
    assert page.screen() == "cases"
    page.qtbot.keyClick(page.window, Qt.Key.Key_1, CTRL)
    assert page.screen() == "today"
    page.window.close()


def test_every_key_of_the_window_is_listed_once(page: WindowPage) -> None:
    keys = [key for command in COMMANDS for key in command.keys]
    assert len(keys) == len(set(keys))
    page.window.do("keys")
    assert page.window.findChildren(KeysHelp)
    page.window.close()


def test_commands_without_an_inspection_are_off(page: WindowPage) -> None:
    page.window.do("close")
    actions = page.window.menus.actions
    assert {key for key, action in actions.items() if action.isEnabled()} == {
        "new",
        "open",
        "quit",
        "keys",
        "about",
    }


def test_a_copy_is_made_on_closing_and_on_request(page: WindowPage, path: Path, tmp_path: Path) -> None:
    with page.qtbot.waitSignal(page.window.desk.backups.made):
        page.window.desk.backups.back_up_to(str(tmp_path / "copy.fieldwork"))
    assert page.window.status.said.text() == "Backed up as copy.fieldwork."
    page.session.done(page.session.reader.answer(CASE, QUESTION, "yes"))
    page.window.close()
    assert len(backups.copies(path)) == 1


def test_a_copy_never_replaces_a_file(page: WindowPage, tmp_path: Path) -> None:
    (tmp_path / "copy.fieldwork").touch()
    with page.qtbot.waitSignal(page.window.desk.backups.failed):
        page.window.desk.backups.back_up_to(str(tmp_path / "copy.fieldwork"))
    message = page.workspace.banner.message()
    assert message is not None
    assert "already a file named copy.fieldwork" in message.text
    page.window.close()


def test_selected_cases_are_offered_for_printing(page: WindowPage) -> None:
    screen = page.cases()
    screen.table.select(["A100001", "A100002"])
    screen.print_wanted.emit("case-summary", screen.table.selected())
    dialog = page.window.findChild(QDialog)
    assert dialog.windowTitle() == "Print"
    page.window.lock()
    assert not dialog.isVisible()


def test_settings_take_effect_at_once(page: WindowPage) -> None:
    settings = page.window._settings
    settings.set(SCHEME, "dark")
    assert colours().dark
    settings.set(SCHEME, "light")
    assert not colours().dark
    settings.set(IDLE_MINUTES, 5)
    assert page.window.idle._limit == 300
    page.window.close()


def test_no_name_of_a_person_on_probation_is_in_any_title_or_word(page: WindowPage) -> None:
    page.history()
    page.cases()
    shown = [w.windowTitle() + w.accessibleName() + w.toolTip() for w in page.window.findChildren(QWidget)]
    assert not [words for words in shown if "Walker" in words or "O'Neill" in words or "Dylan" in words]
    page.window.close()


def test_the_window_starts_without_what_only_screens_need() -> None:
    code = (
        "import sys; from PySide6.QtWidgets import QApplication; app = QApplication(['x']);"
        "from ui.app import build; from ui.settings import Settings; w = build(app, Settings()); w.show();"
        "heavy = {'ortools', 'reportlab', 'python_calamine', 'pyrage', 'cryptography', 'PySide6.QtPdf',"
        " 'sqlite_utils', 'sqlcipher3', 'numpy', 'pandas'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
