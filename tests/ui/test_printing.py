"""The print dialog makes real documents for chosen cases, shows them and saves them."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fieldwork.programme.model import QuestionId
from tests.ui import waiting
from ui.screens.printing import PrintDialog
from ui.session import Session
from ui.settings import PRINT_FOLDER, Settings

CASE, OTHER = "A100001", "A100003"


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:  # noqa: ARG001
    made = waiting.opened(tmp_path / "Northumbria 2019.fieldwork", monkeypatch, cases=6)
    yield made
    made.close()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    waiting.shown(qtbot, made)
    return made


def dialog_for(window: QWidget, session: Session, document: str, refs: tuple[str, ...] = ()) -> PrintDialog:
    made = PrintDialog(session, refs, document=document, parent=window)
    made.open()
    return made


def names(dialog: PrintDialog) -> list[str]:
    return [dialog.files.item(n).text() for n in range(dialog.files.count())]


def choose(dialog: PrintDialog, words: str) -> None:
    place = next(n for n in range(dialog.scope.count()) if dialog.scope.itemText(n).startswith(words))
    dialog.scope.setCurrentIndex(place)
    dialog.scope.activated.emit(place)


def words_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def test_cases_chosen_elsewhere_come_first(window: QWidget, session: Session) -> None:
    dialog = dialog_for(window, session, "blank-form", (CASE, OTHER))
    said = [dialog.scope.itemText(n) for n in range(dialog.scope.count())]
    assert said == ["The 2 chosen cases", "My cases (3)", "All cases (6)"]
    assert dialog.document() == "blank-form"


def test_chosen_cases_are_previewed(window: QWidget, session: Session, qtbot: QtBot) -> None:
    dialog = dialog_for(window, session, "blank-form", (CASE, OTHER))
    dialog.look.click()
    waiting.finished(qtbot)
    assert names(dialog) == ["blank-form-A100001.pdf", "blank-form-A100003.pdf"]
    assert dialog.preview.isVisible()
    assert dialog.preview.page_count() > 1
    dialog.files.setCurrentRow(1)
    assert dialog.preview._name == "blank-form-A100003.pdf"


def test_documents_are_saved_into_a_folder(
    window: QWidget, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    session.done(session.reader.answer(CASE, QuestionId("2.1.1.a"), "yes"))
    dialog = dialog_for(window, session, "case-summary", (CASE, OTHER))
    dialog.save_to(str(tmp_path / "papers"))
    waiting.finished(qtbot)
    assert [path.name for path in (tmp_path / "papers").iterdir()] == ["case-summary-A100001.pdf"]
    text = words_of(tmp_path / "papers" / "case-summary-A100001.pdf")
    assert CASE in text
    assert "Dylan" not in text
    message = dialog.banner.message()
    assert message is not None
    assert message.text.startswith("1 document saved in ")
    assert Settings().get(PRINT_FOLDER) == str(tmp_path / "papers")


def test_my_cases_are_mine_alone(window: QWidget, session: Session, qtbot: QtBot) -> None:
    dialog = dialog_for(window, session, "blank-form")
    choose(dialog, "My cases")
    dialog.look.click()
    waiting.finished(qtbot)
    assert names(dialog) == [f"blank-form-A10000{n}.pdf" for n in (1, 3, 5)]


def test_cases_that_nobody_has_begun_have_no_summary(window: QWidget, session: Session, qtbot: QtBot) -> None:
    dialog = dialog_for(window, session, "case-summary", (CASE,))
    dialog.look.click()
    waiting.finished(qtbot)
    message = dialog.banner.message()
    assert message is not None
    assert message.text == "There is nothing to print: none of these cases has been begun."
    assert names(dialog) == []


def test_a_document_that_cannot_be_made_is_told(window: QWidget, session: Session, qtbot: QtBot) -> None:
    dialog = dialog_for(window, session, "timetable")
    assert not dialog.scope.isEnabled()
    dialog.look.click()
    waiting.finished(qtbot)
    message = dialog.banner.message()
    assert message is not None
    assert message.text == "No interviews are planned yet."


def test_a_folder_that_cannot_be_written_is_told(
    window: QWidget, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    dialog = dialog_for(window, session, "sample")
    dialog.save_to(str(tmp_path / "file"))
    waiting.finished(qtbot)
    message = dialog.banner.message()
    assert message is not None
    assert message.tone == "danger"
    assert "is not a folder" in message.text


def test_cancelling_keeps_what_was_made(window: QWidget, session: Session, qtbot: QtBot) -> None:
    dialog = dialog_for(window, session, "blank-form", tuple(f"A10000{n}" for n in range(1, 7)))
    dialog.look.click()
    making = dialog._making
    assert making is not None
    qtbot.waitUntil(lambda: bool(making.made), timeout=20_000)
    dialog.working.cancel.click()
    waiting.finished(qtbot)
    assert 1 <= dialog.files.count() < 6
    message = dialog.banner.message()
    assert message is not None
    assert message.text.startswith("Stopped.")


def test_another_document_takes_the_preview_away(window: QWidget, session: Session, qtbot: QtBot) -> None:
    dialog = dialog_for(window, session, "sample")
    dialog.look.click()
    waiting.finished(qtbot)
    assert dialog.preview.isVisible()
    dialog.kinds.setCurrentRow(0)
    assert not dialog.preview.isVisible()
    assert waiting.unnamed(dialog) == []


def test_locking_closes_the_dialog(window: QWidget, session: Session, qtbot: QtBot) -> None:
    dialog = dialog_for(window, session, "sample")
    with qtbot.waitSignal(dialog.finished):
        session.lock()


def test_no_file_is_named_after_a_person(
    window: QWidget, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = dialog_for(window, session, "pack")
    choose(dialog, "All cases")
    dialog.save_to(str(tmp_path / "packs"))
    waiting.finished(qtbot)
    assert sorted(p.name for p in (tmp_path / "packs").iterdir()) == ["pack-CL.pdf", "pack-IR.pdf"]
