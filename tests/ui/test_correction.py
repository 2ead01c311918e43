"""Correcting the programme from the window: seen first, then taken in, then confirmed answer by answer."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from fieldwork.programme import library
from fieldwork.programme.model import QuestionId
from tests.ui import files
from tests.ui.pages import WindowPage, texts
from ui.screens import correction
from ui.screens.correction import CorrectionDialog
from ui.settings import Settings
from ui.widgets import Dialog, Label

QUESTION = QuestionId("2.1.1.a")
NEW = "The person had a real say in what the assessment concluded."


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WindowPage:
    monkeypatch.setenv("FIELDWORK_HOME", str(tmp_path / "home"))
    path = files.make(tmp_path / "Northumbria 2019.fieldwork")
    made = WindowPage(qtbot, qapp, Settings()).open(path)
    made.session.done(made.session.reader.answer("A100001", QUESTION, "yes"))
    return made


@pytest.fixture
def corrected(tmp_path: Path) -> Path:
    programme = library.load("adult")
    path = tmp_path / "corrected.toml"
    path.write_text(programme.source.replace(programme.questions[QUESTION].text, NEW), encoding="utf-8")
    return path


def shown(page: WindowPage, path: Path) -> Dialog:
    return correction.show(page.session, path, page.window)


def test_the_file_is_asked_for_and_looked_at_before_anything_happens(
    page: WindowPage, corrected: Path
) -> None:
    size = page.session.inspection.journal.size()
    page.window.do("correct")
    chooser = page.window.findChildren(QFileDialog)[-1]
    chooser.fileSelected.emit(str(corrected))
    dialog = page.window.findChildren(CorrectionDialog)[-1]
    assert dialog.words.text() == (
        "1 question differs: 1 reworded. 1 case or record with answers there. Every answer is kept. "
        "1 answer is to be looked at again."
    )
    assert NEW in dialog.after.text()
    assert dialog.cases.text() == "Answered in A100001."
    dialog.reject()
    chooser.reject()
    assert page.session.inspection.journal.size() == size
    page.window.close()


def test_once_taken_in_the_cases_say_what_to_look_at_again(page: WindowPage, corrected: Path) -> None:
    dialog = shown(page, corrected)
    dialog.buttons["accept"].click()
    assert page.session.inspection.programme.questions[QUESTION].text == NEW
    assert texts(page.cases(), "Attention") == ["1 corrected", "", ""]
    page.session.done(page.session.reader.confirm("A100001", QUESTION))
    assert texts(page.cases(), "Attention") == ["", "", ""]
    page.window.close()


def test_undoing_brings_the_old_programme_back(page: WindowPage, corrected: Path) -> None:
    shown(page, corrected).buttons["accept"].click()
    page.window.do("undo")
    assert page.session.inspection.programme.questions[QUESTION].text != NEW
    page.window.close()


def test_a_file_that_is_no_programme_says_why(page: WindowPage, tmp_path: Path) -> None:
    path = tmp_path / "other.toml"
    path.write_text("nonsense", encoding="utf-8")
    dialog = shown(page, path)
    assert "other.toml is not a programme file" in dialog.words.text()
    dialog.reject()
    page.window.close()


def test_another_programme_is_refused(page: WindowPage, tmp_path: Path) -> None:
    path = tmp_path / "iaow.toml"
    path.write_text(library.load("iaow").source, encoding="utf-8")
    dialog = shown(page, path)
    words = dialog.words.text() + " ".join(label.text() for label in dialog.findChildren(Label))
    assert "cannot be taken in" in dialog.windowTitle()
    assert words
    dialog.reject()
    page.window.close()


def test_the_same_programme_leaves_nothing_to_accept(page: WindowPage, tmp_path: Path) -> None:
    path = tmp_path / "same.toml"
    path.write_text(library.load("adult").source, encoding="utf-8")
    dialog = shown(page, path)
    assert "asks nothing otherwise" in dialog.words.text()
    assert "accept" not in dialog.buttons
    dialog.reject()
    page.window.close()
