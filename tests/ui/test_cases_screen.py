"""The screens of cases and of history, on real files."""

import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.programme.model import QuestionId
from tests.ui import files, waiting
from tests.ui.pages import WindowPage, texts
from ui.screens.cases import CasesScreen
from ui.screens.handover_dialog import HandOverDialog
from ui.screens.reason_dialog import ReasonDialog
from ui.session import Session
from ui.settings import Settings

CASE, QUESTION = "A100001", QuestionId("2.1.1.a")


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FIELDWORK_HOME", str(tmp_path / "home"))
    return files.make(tmp_path / "Northumbria 2019.fieldwork", 6)


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication, path: Path) -> WindowPage:
    return WindowPage(qtbot, qapp, Settings()).open(path)


def _finish(session: Session, ref: str) -> None:
    """Answers everything that applies, until nothing more does."""
    while to_do := session.reader.open(ref).to_do:
        for question in to_do:
            answers = session.inspection.programme.questions[question].answers
            assert answers is not None
            session.reader.answer(ref, question, answers.options[0].value if answers.options else "words")


def test_a_case_shows_by_reference_and_initials_with_how_far_it_is(page: WindowPage) -> None:
    screen = page.cases()
    assert texts(screen, "Case")[0] == CASE
    assert texts(screen, "Initials")[:2] == ["DO", "DW"]
    assert set(texts(screen, "Status")) == {"Not started"}
    page.session.done(page.session.reader.answer(CASE, QUESTION, "yes"))
    page.session.done(page.session.reader.ask(CASE, QUESTION, True))
    row = page.session.reader.open(CASE)
    assert texts(screen, "Status")[0] == f"Being read, 1 of {row.applicable}"
    assert texts(screen, "Attention")[0] == "1 to ask"
    assert texts(screen, "Inspector")[:2] == ["Carys Lead", "Imran Reader"]
    page.window.close()


def test_filters_and_search_narrow_the_list(page: WindowPage) -> None:
    screen = page.cases()
    page.session.done(page.session.reader.answer(CASE, QUESTION, "yes"))
    chips = {button.objectName(): button for button in screen.chips.buttons()}
    assert chips["reading"].text() == "Being read  1"
    chips["reading"].click()
    assert texts(screen, "Case") == [CASE]
    assert screen.count.text() == "1 of 6 cases"
    chips["any"].click()
    screen.whose.buttons()[1].click()
    assert texts(screen, "Inspector") == ["Carys Lead"] * 3
    screen.search.setText("gateshead")
    screen.search.searched.emit("gateshead")
    assert set(texts(screen, "Office")) <= {"Gateshead"}
    page.window.close()


def test_harm_is_sorted_by_gravity(page: WindowPage) -> None:
    screen = page.cases()
    column = [c.title for c in screen.table.model.columns].index("Harm")
    screen.table.sort_by(column)
    assert texts(screen, "Harm") == ["High", "High", "Medium", "Medium", "Low", "Low"]
    page.window.close()


def test_make_up_counts_and_sets_the_shown_against_all(page: WindowPage) -> None:
    screen = page.cases()
    assert "0 of 6 complete" in screen.makeup.words()
    assert "Gender: Female 3   50%, Male 3   50%" in screen.makeup.words()
    screen.whose.buttons()[1].click()
    assert "Female 3   100%  (50%)" in screen.makeup.words()
    page.window.close()


def test_enter_opens_the_case(page: WindowPage) -> None:
    screen = page.cases()
    screen.table.select(["A100003"])
    with page.qtbot.waitSignal(screen.case_chosen) as chosen:
        page.qtbot.keyClick(screen.table.view, Qt.Key.Key_Return)
    assert chosen.args == ["A100003"]
    assert page.screen() == "reading"
    page.window.close()


def test_completing_refuses_what_is_open_still_and_says_what(page: WindowPage) -> None:
    screen = page.cases()
    _finish(page.session, "A100002")
    screen.doing.complete([CASE])
    message = screen.banner.message()
    assert message is not None
    assert message.text.startswith("Case A100001 is not complete")
    screen.doing.complete([CASE, "A100002", "A100003"])
    assert texts(screen, "Status")[1] == "Complete"
    message = screen.banner.message()
    assert message is not None
    assert message.text.startswith("2 cases are not complete")
    page.window.close()


def test_reopening_needs_a_reason(page: WindowPage) -> None:
    screen = page.cases()
    _finish(page.session, CASE)
    screen.doing.complete([CASE])
    screen.doing.reopen([CASE])
    dialog = screen.findChildren(ReasonDialog)[-1]
    dialog.buttons["do"].click()
    assert dialog.isVisible()
    dialog.reason.setPlainText("The officer sent more")
    dialog.buttons["do"].click()
    assert texts(screen, "Status")[0].startswith("Being read")
    reasons = [row for row in _rows(page, CASE) if row[0] == "Reopened because"]
    assert reasons == [("Reopened because", "–", "The officer sent more")]
    page.window.close()


def test_history_is_in_words_and_hides_who_a_case_is_about(page: WindowPage) -> None:
    page.session.done(page.session.reader.answer(CASE, QUESTION, "yes"))
    page.session.done(page.session.reader.answer(CASE, QUESTION, "no"))
    rows = _rows(page, CASE)
    about, before, after = rows[0]
    assert about.startswith("2.1.1.a answer: ")
    assert (before, after) == ("Yes", "No")
    assert ("Family name", "–", "(personal detail)") in rows
    assert ("First names", "–", "(personal detail)") in rows
    assert ("Responsible officer", "–", "Farah Fox 0") in rows
    assert not any("O'Neill" in words or "Dylan" in words for row in rows for words in row)
    page.window.close()


def test_history_is_filtered_by_person_and_kind(page: WindowPage) -> None:
    page.session.use_as(files.INSPECTOR)
    page.session.done(page.session.reader.answer(CASE, QUESTION, "yes"))
    screen = page.history()
    screen.person.setCurrentIndex(screen.person.findData("Imran Reader"))
    assert screen.table.shown() == 1
    screen.person.setCurrentIndex(0)
    screen.kind.setCurrentIndex(screen.kind.findData("person"))
    assert screen.table.shown() == 4
    page.window.close()


def test_history_is_read_in_batches(page: WindowPage) -> None:
    files.add_cases(page.session.inspection, [f"B{100000 + n}" for n in range(50)])
    screen = page.history()
    assert screen.table.shown() == 500
    assert screen.older.isVisible()
    screen.older.click()
    assert screen.table.shown() > 600
    assert not screen.older.isVisible()
    page.window.close()


def test_ten_thousand_cases_stay_quick(qtbot: QtBot, tmp_path: Path, path: Path) -> None:
    big = files.make(tmp_path / "Big.fieldwork", 0)
    with Inspection.open(big, files.PASSPHRASE) as inspection:
        files.add_cases(inspection, [f"C{100000 + n}" for n in range(10_000)])
    session = Session()
    session.open(big, files.PASSPHRASE)
    screen = CasesScreen(session)
    qtbot.addWidget(screen)
    screen.show()
    started = time.perf_counter()
    session.done(session.reader.answer("C105000", QUESTION, "yes"))
    assert time.perf_counter() - started < 1.0
    started = time.perf_counter()
    screen.search.searched.emit("gateshead")
    screen.table.sort_by(2)
    assert time.perf_counter() - started < 1.0
    assert path.exists()
    session.close()


def _rows(page: WindowPage, case: str) -> list[tuple[str, str, str]]:
    screen = page.history(case)
    model = screen.table.model
    rows = [model.row(number) for number in range(model.rowCount())]
    return [(row.about, row.before, row.after) for row in rows]


def test_a_case_is_handed_over_with_a_reason(page: WindowPage, qtbot: QtBot) -> None:
    screen = page.workspace.visit("cases")
    assert isinstance(screen, CasesScreen)
    screen.doing.hand_over((CASE,))
    dialog = screen.findChildren(HandOverDialog)[-1]
    dialog.to.setCurrentIndex(dialog.to.findData(str(files.INSPECTOR)))
    dialog.reason.setPlainText("Carys is ill")
    dialog.buttons["hand"].click()
    waiting.finished(qtbot)
    assert queries.case(page.session.inspection, CASE).inspector == files.INSPECTOR
    message = screen.banner.message()
    assert message is not None
    assert message.text == "1 case handed over to Imran Reader."
    page.window.close()
