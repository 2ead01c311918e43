"""Second readings in the window: drawn by the lead, read blind, compared and agreed on."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fieldwork.inspection import queries, seconds
from fieldwork.inspection.file import Inspection
from fieldwork.reading import second_deal
from fieldwork.reading.service import Reader
from tests.ui import files
from tests.ui.pages import WindowPage
from tests.ui.waiting import unnamed
from ui.screens.reason_dialog import ReasonDialog
from ui.screens.second import SecondScreen
from ui.screens.second_draw_dialog import DrawDialog
from ui.settings import Settings

CASE = "A100001"


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Four cases, the first two complete: one of the lead's, one of the inspector's."""
    monkeypatch.setenv("FIELDWORK_HOME", str(tmp_path / "home"))
    made = files.make(tmp_path / "Northumbria 2019.fieldwork", 4)
    with Inspection.open(made, files.PASSPHRASE) as inspection:
        for ref, person in ((CASE, files.LEAD), ("A100002", files.INSPECTOR)):
            complete(inspection, ref, person)
    return made


def complete(inspection: Inspection, ref: str, person: str) -> None:
    """Answers everything with its first option until nothing is left, and completes it."""
    reader = Reader(inspection, person)
    while to_do := reader.open(ref).to_do:
        for question in to_do:
            answers = inspection.programme.questions[question].answers
            assert answers is not None
            value = answers.options[0].value if answers.options else "Seen in the file."
            reader.answer(ref, question, value)
    reader.complete(ref)


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication, path: Path) -> WindowPage:
    return WindowPage(qtbot, qapp, Settings()).open(path)


def screen_of(page: WindowPage) -> SecondScreen:
    page.workspace.go("second")
    screen = page.workspace.visit("second")
    assert isinstance(screen, SecondScreen)
    return screen


def test_the_lead_draws_and_nobody_reads_their_own(page: WindowPage) -> None:
    screen = screen_of(page)
    assert unnamed(screen) == []
    screen.draw.click()
    dialog = screen.findChildren(DrawDialog)[-1]
    dialog.share.setValue(100)
    for row in range(dialog.people.count()):
        dialog.people.item(row).setCheckState(Qt.CheckState.Checked)
    assert "2 cases" in dialog.says.text()
    dialog.buttons["draw"].click()
    lines = [(line.first, line.again, line.status) for line in screen._lines.values()]
    assert lines == [
        ("Carys Lead", "Imran Reader", "To be read"),
        ("Imran Reader", "Carys Lead", "To be read"),
    ]
    page.window.close()


def test_a_second_reading_is_blind_until_it_is_complete_and_then_agreed_on(page: WindowPage) -> None:
    inspection = page.session.inspection
    plan = second_deal.deal(inspection, ["A100002"], [files.LEAD])
    page.session.done(second_deal.assign(inspection, files.LEAD, plan))
    screen = screen_of(page)
    (second,) = seconds.second_readings(inspection)
    assert screen.read.isEnabled()
    assert not screen.compare.isEnabled()
    screen.table.opened.emit(second.id)
    reading = page.workspace.visit("reading")
    assert reading.ref == second.id
    assert reading.view.reading.ref == "A100002"
    assert all(row.answer.value is None for row in reading.view.asking()), "nothing of the first is shown"
    assert not reading.frame.header.print.isVisible()
    _read_to_the_end(page, second.id)
    reading.commands.act("next_case")
    assert screen.compared.isVisible()
    assert screen.compared.title.text() == "Both readings of A100002"
    differing = [row for row in screen.compared._rows.values() if row.differs]
    assert differing
    for row in differing:
        screen.compared.table.select([str(row.question.id)])
        screen.compared.ways.button(1).setChecked(True)
        assert screen.compared.record.isEnabled()
        screen.compared.reason.setPlainText("The officer's log settles it")
        screen.compared.record.click()
    assert screen.compared.open_count.words() == ""
    assert screen.compared.change.isVisible()
    screen.compared.change.click()
    assert queries.case(inspection, "A100002").status.value == "reading"
    screen.compared.back.click()
    screen.tabs.setCurrentIndex(1)
    assert screen.agreement.shown() > 3
    page.window.close()


def _read_to_the_end(page: WindowPage, second: str) -> None:
    """Answers with the last option of each question, so that both readings differ."""
    reader = page.session.reader_for(second)
    while to_do := reader.open(second).to_do:
        for question in to_do:
            answers = page.session.inspection.programme.questions[question].answers
            assert answers is not None
            value = answers.options[-1].value if answers.options else "Heard at the interview."
            page.session.done(reader.answer(second, question, value))
    page.session.done(reader.complete(second))


def test_an_outcome_without_a_reason_is_refused_in_place(page: WindowPage) -> None:
    inspection = page.session.inspection
    plan = second_deal.deal(inspection, ["A100002"], [files.LEAD])
    page.session.done(second_deal.assign(inspection, files.LEAD, plan))
    (second,) = seconds.second_readings(inspection)
    _read_to_the_end(page, second.id)
    screen = screen_of(page)
    screen.show_compared(second.id)
    screen.compared.ways.button(0).setChecked(True)
    screen.compared.record.click()
    message = screen.compared.banner.message()
    assert message is not None
    assert "needs a reason" in message.text
    assert seconds.outcomes(inspection, second.id) == {}
    page.window.close()


def test_a_second_reading_is_cancelled_with_a_reason(page: WindowPage) -> None:
    inspection = page.session.inspection
    plan = second_deal.deal(inspection, [CASE], [files.INSPECTOR])
    page.session.done(second_deal.assign(inspection, files.LEAD, plan))
    screen = screen_of(page)
    screen.cancel.click()
    dialog = screen.findChildren(ReasonDialog)[-1]
    dialog.reason.setPlainText("The file went back")
    dialog.buttons["do"].click()
    assert [line.status for line in screen._lines.values()] == ["Cancelled"]
    page.window.close()
