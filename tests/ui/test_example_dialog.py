"""The names helper: it marks what points to somebody, offers other words, and writes what is saved."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from fieldwork.inspection.file import Inspection
from fieldwork.reading import examples
from fieldwork.reading.examples import Example
from tests.reading.files import CASE, LEAD, PASSPHRASE, make
from tests.ui import waiting
from ui.screens.example_dialog import ExampleDialog
from ui.session import Session
from ui.widgets import Button

TEXT = "Dylan kept his appointments once Farah Fox moved them."


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Iterator[Session]:  # noqa: ARG001
    made = Session()
    made.adopt(make(tmp_path / "Northumbria 2019.fieldwork"))
    yield made
    made.close()


class ExamplePage:
    """The dialog as a person uses it."""

    def __init__(self, qtbot: QtBot, session: Session, example: Example) -> None:
        self.qtbot, self.session = qtbot, session
        self.parent = waiting.QWidget()
        waiting.shown(qtbot, self.parent)
        self.dialog = ExampleDialog(session, example, parent=self.parent)
        self.dialog.open()

    def marked(self) -> list[str]:
        return [s.cursor.selectedText() for s in self.dialog.text.extraSelections()]

    def offers(self) -> list[str]:
        buttons = self.dialog.findChildren(Button)
        return [b.text() for b in buttons if b.text().startswith("Change to") and b.isVisible()]

    def press(self, words: str) -> None:
        buttons = self.dialog.findChildren(Button)
        next(b for b in buttons if b.text() == words and not b.isHidden()).click()

    def type(self, words: str) -> None:
        self.qtbot.keyClicks(self.dialog.text, words)
        self.dialog.look_through()


def added(inspection: Inspection, text: str = TEXT) -> Example:
    return examples.add(inspection, LEAD, Example("", CASE, "2.3.1", "good", text))


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> ExamplePage:
    return ExamplePage(qtbot, session, added(session.inspection))


def test_what_points_to_somebody_is_marked_and_other_words_are_offered(page: ExamplePage) -> None:
    assert page.marked() == ["Dylan", "Farah Fox"]
    assert page.offers() == ["Change to “Sam”", "Change to “the responsible officer”"]


def test_one_is_changed_and_the_other_stays(page: ExamplePage) -> None:
    page.press("Change to “Sam”")
    assert page.dialog.text.text() == "Sam kept his appointments once Farah Fox moved them."
    assert page.marked() == ["Farah Fox"]


def test_all_are_changed_and_saved(page: ExamplePage) -> None:
    page.press("Change &all")
    assert page.marked() == []
    page.press("&Save")
    (held,) = examples.examples(page.session.inspection)
    assert held.text == "Sam kept his appointments once the responsible officer moved them."
    assert (held.kind, held.question) == ("good", "2.3.1")


def test_marks_stand_right_beyond_letters_that_take_two_places(qtbot: QtBot, session: Session) -> None:
    page = ExamplePage(qtbot, session, added(session.inspection, "𝄞𝄞 Dylan e\u0301 Dylan"))
    assert page.marked() == ["Dylan", "Dylan"]


def test_a_new_one_is_written_once_it_is_saved(qtbot: QtBot, session: Session) -> None:
    page = ExamplePage(qtbot, session, Example("", CASE, "", "good", ""))
    page.press("&Save")
    message = page.dialog.banner.message()
    assert message is not None
    assert "needs words" in message.text
    page.type("Nobody rang.")
    page.dialog.kind.setCurrentIndex(1)
    page.press("&Save")
    (held,) = examples.examples(session.inspection)
    assert (held.kind, held.question, held.text) == ("poor", "", "Nobody rang.")


def test_words_typed_survive_a_crash_and_cancelling_lets_them_go(page: ExamplePage) -> None:
    page.type("He stayed. ")
    page.dialog.text.flush()
    path = page.session.inspection.path
    rows = page.session.inspection.store.rows("SELECT value FROM draft")
    assert [row[0] for row in rows] == [f"He stayed. {TEXT}"]
    page.dialog.reject()
    assert page.session.inspection.store.rows("SELECT value FROM draft") == []
    page.session.close()
    with Inspection.open(path, PASSPHRASE) as again:
        assert examples.examples(again)[0].text == TEXT


def test_words_typed_are_kept_when_the_window_is_closed_over_it(page: ExamplePage) -> None:
    page.type("He stayed. ")
    page.dialog.close()
    assert examples.examples(page.session.inspection)[0].text == f"He stayed. {TEXT}"


def test_it_can_be_removed(page: ExamplePage) -> None:
    page.press("Remove")
    assert examples.examples(page.session.inspection) == []


def test_everything_that_takes_the_keyboard_has_a_name(page: ExamplePage) -> None:
    assert waiting.unnamed(page.dialog) == []
