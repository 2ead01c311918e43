"""People and keys in the window: a card handed over, accepted, ended; the recovery sheet."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from fieldwork.exchange.send import send
from fieldwork.exchange.team import accepting, cards, people
from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from tests.ui import files, waiting
from ui.screens.card_dialogs import AcceptDialog, MyCardDialog
from ui.screens.exchange import ExchangeScreen
from ui.screens.reason_dialog import ReasonDialog
from ui.session import Session


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:  # noqa: ARG001
    path = tmp_path / "lead" / "Northumbria 2019.fieldwork"
    path.parent.mkdir()
    opened = waiting.opened(path, monkeypatch)
    send(opened.inspection, opened.author, tmp_path)
    opened.close()
    shutil.copy(path, tmp_path / "inspector.fieldwork")
    opened.open(path, files.PASSPHRASE)
    yield opened
    opened.close()


@pytest.fixture
def screen(qtbot: QtBot, session: Session) -> ExchangeScreen:
    made = ExchangeScreen(session)
    waiting.shown(qtbot, made)
    made.tabs.setCurrentWidget(made.people)
    return made


def card_of_the_inspector(folder: Path) -> cards.Card:
    with Inspection.open(folder / "inspector.fieldwork", files.PASSPHRASE) as copy:
        queries.set_user(copy, files.INSPECTOR)
        return accepting.make_card(copy, files.INSPECTOR, laptop="Blue laptop")


def test_ones_own_card_is_shown_copied_and_saved(screen: ExchangeScreen, tmp_path: Path) -> None:
    screen.people.card.click()
    dialog = screen.people.findChildren(MyCardDialog)[-1]
    assert len(dialog.spoken.text().split()) >= 4
    assert not dialog.code.pixmap().isNull()
    dialog.copy.click()
    assert cards.from_text(QGuiApplication.clipboard().text()).words == dialog.spoken.text()
    dialog.save_to(str(tmp_path))
    (saved,) = tmp_path.glob("*.fieldwork-card")
    assert cards.read(saved).words == dialog.spoken.text()
    assert "Carys" not in saved.name


def test_a_card_is_accepted_and_closes_the_team(screen: ExchangeScreen, tmp_path: Path) -> None:
    card = card_of_the_inspector(tmp_path)
    screen.people.accept.click()
    dialog = screen.people.findChildren(AcceptDialog)[-1]
    assert not dialog.buttons["accept"].isEnabled()
    dialog.text.setPlainText("Dear all, here it is")
    assert not dialog.buttons["accept"].isEnabled()
    assert dialog.banner.message() is not None
    dialog.text.setPlainText(f"> {cards.to_text(card)}")
    assert dialog.whose.text() == "Imran Reader, inspector, on Blue laptop"
    assert dialog.spoken.text() == card.words
    dialog.buttons["accept"].click()
    assert people.is_by_card(screen.session.inspection)
    message = screen.banner.message()
    assert message is not None
    assert message.text == "Imran Reader has joined."
    states = {line.member.person.name: line.state for line in screen.people._lines.values()}
    assert states["Carys Lead"] == "This laptop"
    assert states["Imran Reader"].startswith("Joined")


def test_a_key_is_ended_with_a_reason(screen: ExchangeScreen, tmp_path: Path) -> None:
    accepting.accept(screen.session.inspection, files.LEAD, card_of_the_inspector(tmp_path))
    screen.session.wrote("person", "")
    line = next(k for k in screen.people._lines.values() if k.member.person.name == "Imran Reader")
    screen.people.table.select([line.id])
    screen.people.retire.click()
    dialog = screen.people.findChildren(ReasonDialog)[-1]
    dialog.reason.setPlainText("The laptop was stolen")
    dialog.buttons["do"].click()
    assert screen.people._lines[line.id].state.startswith("Retired")


def test_the_recovery_sheet_is_written_for_a_team_that_goes_by_card(
    screen: ExchangeScreen, tmp_path: Path
) -> None:
    assert not screen.people.recovery.isEnabled()
    accepting.accept(screen.session.inspection, files.LEAD, card_of_the_inspector(tmp_path))
    screen.session.wrote("person", "")
    assert screen.people.recovery.isEnabled()
    out = tmp_path / "out"
    out.mkdir()
    screen.people.make_recovery(str(out))
    assert (out / "recovery key.pdf").read_bytes().startswith(b"%PDF")
    assert waiting.unnamed(screen) == []
