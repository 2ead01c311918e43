"""The session opens, locks, writes and closes real files."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from fieldwork.inspection.changes import Written
from fieldwork.inspection.errors import InUse, WrongPassphrase
from fieldwork.inspection.file import Inspection
from fieldwork.programme.model import QuestionId
from tests.ui import files
from ui.session import NotWritten, Session

CASE, QUESTION = "A100001", QuestionId("2.1.1.a")


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FIELDWORK_HOME", str(tmp_path / "home"))
    return files.make(tmp_path / "Northumbria 2019.fieldwork")


@pytest.fixture
def session(qtbot: QtBot, path: Path) -> Session:  # noqa: ARG001  # Qt has to be there
    made = Session()
    made.open(path, files.PASSPHRASE)
    return made


def test_an_open_file_knows_its_user(session: Session) -> None:
    assert session.is_open
    assert session.author == session.reader.author == files.LEAD
    session.close()
    assert not session.is_open


def test_a_wrong_passphrase_leaves_what_was_open(session: Session, tmp_path: Path) -> None:
    other = files.make(tmp_path / "Other.fieldwork", 1)
    with pytest.raises(WrongPassphrase):
        session.open(other, "not this one")
    assert session.inspection.info().title == "Northumbria 2019"
    session.close()


def test_the_same_file_can_be_opened_again(session: Session, path: Path) -> None:
    session.open(path, files.PASSPHRASE)
    assert session.is_open
    session.close()


def test_locking_closes_the_file_and_unlocking_opens_it_again(
    session: Session, path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignals([session.about_to_close, session.locked]):
        session.lock()
    assert not session.is_open
    Inspection.open(path, files.PASSPHRASE).close()
    with pytest.raises(WrongPassphrase):
        session.unlock("not this one")
    assert session.locked_path == path
    session.unlock(files.PASSPHRASE)
    assert session.is_open
    assert session.locked_path is None
    session.close()


def test_nobody_else_can_write_while_it_is_open(session: Session, path: Path) -> None:
    with pytest.raises(InUse, match="Carys Lead has it open"):
        Inspection.open(path, files.PASSPHRASE)
    session.close()


def test_words_being_typed_are_written_before_the_file_closes(session: Session, path: Path) -> None:
    def flush() -> None:
        session.done(session.reader.note(CASE, QUESTION, "Seen in the file"))

    session.about_to_close.connect(flush)
    session.close()
    with Inspection.open(path, files.PASSPHRASE) as again:
        assert again.value("answer", f"{CASE}/{QUESTION}", "note") == "Seen in the file"


def test_a_write_is_told_once_and_an_idle_one_never(session: Session) -> None:
    told: list[Written] = []
    session.changed.connect(told.append)
    session.done(session.reader.answer(CASE, QUESTION, "yes"))
    session.done(session.reader.answer(CASE, QUESTION, "yes"))
    assert [written.entities for written in told] == [{"answer"}]
    session.close()


def test_undo_and_redo_say_what_they_did(session: Session) -> None:
    said: list[str] = []
    session.said.connect(said.append)
    session.done(session.reader.answer(CASE, QUESTION, "yes"))
    session.undo()
    assert session.inspection.value("answer", f"{CASE}/{QUESTION}", "value") is None
    session.redo()
    assert session.inspection.value("answer", f"{CASE}/{QUESTION}", "value") == "yes"
    session.redo()
    assert said == ["Undone: answered.", "Done again: answered.", "There is nothing to do again."]
    session.close()


def test_changes_are_recorded_for_whoever_uses_the_copy(session: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.user_changed):
        session.use_as(files.INSPECTOR)
    session.done(session.reader.answer(CASE, QUESTION, "no"))
    head = session.inspection.head("answer", f"{CASE}/{QUESTION}", "value")
    assert head is not None
    assert head.author == files.INSPECTOR
    session.close()


def test_a_file_stays_open_while_words_could_not_be_written(session: Session) -> None:
    def hold() -> None:
        session.hold("The note could not be saved.")

    session.about_to_close.connect(hold)
    for leave in (session.close, session.lock):
        with pytest.raises(NotWritten, match="note could not be saved"):
            leave()
        assert session.is_open
    session.close(losing=True)
    assert not session.is_open
