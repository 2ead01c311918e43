"""The reading screen as an inspector uses it: keys, clicks, and what is seen."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import Answer
from fieldwork.programme import library
from fieldwork.programme.model import Question, QuestionId, Value
from tests.documents.readings import GIVEN
from tests.ui.files import LEAD, PASSPHRASE, add_team
from ui.reading.row import QuestionRow
from ui.screens.reading import ReadingScreen
from ui.session import Session

CASE = "E255766"
Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def make(path: Path, cases: Sequence[Mapping[str, Value]] = ({},)) -> Inspection:
    """An open inspection whose user is the lead; each case differs from a usual one by these facts."""
    inspection = Inspection.create(
        path,
        PASSPHRASE,
        programme=library.load("adult"),
        title="Northumbria 2019",
        provider="Northumbria",
        starts=date(2019, 9, 16),
        ends=date(2019, 9, 27),
    )
    add_team(inspection)
    for facts in cases:
        add_case(inspection, facts)
    return inspection


def add_case(inspection: Inspection, facts: Mapping[str, Value]) -> None:
    """A case of the lead's."""
    given = {**GIVEN, "reference": CASE, **facts}
    ref = str(given["reference"])
    with inspection.edit(LEAD, "Took in the list") as edit:
        for fact, value in given.items():
            edit.set("case", ref, f"fact.{fact}", list(value) if isinstance(value, tuple) else value)
        edit.set("case", ref, "inspector", LEAD)


class ReadingPage:
    """Drives the screen by real key presses and clicks, and reads what it shows and what is stored."""

    def __init__(self, session: Session, screen: ReadingScreen) -> None:
        self.session = session
        self.screen = screen
        self.deck = screen.frame.deck

    # -- doing --------------------------------------------------------------------------------------

    def press(self, key: Key | str, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the keyboard is."""
        where = QApplication.focusWidget()
        assert where is not None, "nothing has the keyboard"
        QTest.keyClick(where, key, modifiers)  # type: ignore[arg-type]

    def type(self, words: str) -> None:
        """Type words where the keyboard is."""
        for letter in words:
            self.press(letter)

    def go(self, ref: str) -> None:
        """Go to a question by its number, as the finder does."""
        self.deck.go_to(self.question(ref).id)
        self.deck.focus_row()

    def click_answer(self, ref: str, label: str) -> None:
        """Click an answer of a question on this page."""
        row = self.row(ref)
        assert row.bar is not None
        button = next(b for b in row.bar.findChildren(QWidget) if getattr(b, "text", str)() == label)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def click(self, widget: QWidget) -> None:
        """Click a widget in its middle."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def note(self, words: str) -> None:
        """Write under the current question and go back to it."""
        self.press(Key.Key_Return)
        self.type(words)
        self.press(Key.Key_Escape)

    # -- seeing -------------------------------------------------------------------------------------

    def question(self, ref: str) -> Question:
        """The question with this number."""
        found = self.session.inspection.programme.question(ref)
        assert found is not None, ref
        return found

    @property
    def current(self) -> str:
        """The number of the current question."""
        state = self.deck.state()
        return state.shown if state else ""

    @property
    def has_keyboard(self) -> bool:
        """Whether the keyboard is on the current question itself."""
        return self.deck.row() is QApplication.focusWidget()

    def rows(self) -> list[str]:
        """The numbers of the questions on this page, in order."""
        page = self.deck.page()
        assert page is not None
        return [row.state.shown for row in page.rows() if row.state.asks]

    def row(self, ref: str) -> QuestionRow:
        """The row of a question on this page."""
        found = self.deck.row(self.question(ref).id)
        assert found is not None, f"{ref} is not on this page"
        return found

    def ticked(self, ref: str) -> Value | None:
        """The answer that a row on this page shows."""
        bar = self.row(ref).bar
        state = bar.state() if bar is not None else None
        return state.value if state else None

    def message(self) -> str:
        """What the message above the questions says."""
        message = self.screen.frame.banner.message()
        return f"{message.text} {message.detail}" if message else ""

    def standing(self) -> str:
        """What stays in sight until it is dealt with."""
        message = self.screen.frame.standing.message()
        return f"{message.text} {message.detail}" if message else ""

    def saved(self) -> str:
        """What the mark of saving says."""
        return self.screen.frame.header.saved.words()

    def stored(self, ref: str, case: str = CASE) -> Answer:
        """What the file holds for a question."""
        question = self.question(ref).id
        return queries.answers(self.session.inspection, case).get(question) or Answer(QuestionId(question))

    def drafts(self, case: str = CASE) -> dict[tuple[str, str], str]:
        """The drafts on the disk as another connection sees them, by question and field."""
        other = self.session.inspection.again()
        try:
            rows = other.store.rows("SELECT entity_id, field, value FROM draft")
        finally:
            other.close()
        return {(key.removeprefix(f"{case}/"), field): value for key, field, value in rows}
