"""An inspector's day: what is next with what is still to read, marks and what they do to the plan."""

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fieldwork.inspection import queries
from fieldwork.inspection.changes import Register, Written
from fieldwork.inspection.file import Inspection
from fieldwork.reading import evidence
from fieldwork.reading.evidence import Record
from fieldwork.timetable import plan_file
from tests.ui import files, timetable_page, waiting
from tests.ui.pages import WindowPage
from tests.ui.timetable_page import interview
from ui.screens.marking import MarkDialog, in_words
from ui.screens.timetable import TimetableScreen
from ui.screens.today import TodayScreen
from ui.session import Session
from ui.settings import Settings

Key = Qt.Key


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Carys sees Fox 0 and Fox 2 on Monday 16 September and Fox 4 on Tuesday; Imran sees Fox 1."""
    path = timetable_page.make(tmp_path_factory.mktemp("kept") / "Northumbria 2019.fieldwork")
    with Inspection.open(path, files.PASSPHRASE) as inspection:
        plan = [
            interview(inspection, "Farah Fox 0", "2019-09-16T09:30", "2019-09-16T11:15", "Newcastle"),
            interview(inspection, "Farah Fox 2", "2019-09-16T13:30", "2019-09-16T14:45", "Morpeth", 2),
            interview(inspection, "Farah Fox 4", "2019-09-17T13:30", "2019-09-17T14:45", "Gateshead"),
            interview(inspection, "Farah Fox 1", "2019-09-16T13:30", "2019-09-16T14:45", "Gateshead"),
        ]
        plan_file.keep_plan(inspection, files.LEAD, plan)
        plan_file.set_rooms(inspection, files.LEAD, "Morpeth", 2)
    return path


@pytest.fixture
def session(
    qtbot: QtBot,  # noqa: ARG001
    kept: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Session]:
    made = timetable_page.opened(kept, tmp_path, monkeypatch)
    yield made
    made.close()


class TodayPage:
    """The screen at a moment that the test turns on."""

    def __init__(self, qtbot: QtBot, session: Session, at: str) -> None:
        self.qtbot, self.session, self.at = qtbot, session, datetime.fromisoformat(at)
        self.screen = TodayScreen(session, clock=lambda: self.at)
        waiting.shown(qtbot, self.screen)

    def title(self) -> str:
        return self.screen.card.title.text()

    def soon(self) -> str:
        return self.screen.card.soon.text()

    def rows(self, table: object) -> list[list[str]]:
        model = table.model  # type: ignore[attr-defined]
        return [[c.text(model.row(n)) for c in model.columns] for n in range(model.rowCount())]

    def dialog(self) -> MarkDialog:
        return self.screen.findChildren(MarkDialog)[-1]

    def state(self, name: str) -> str:
        who = queries.officer_id(self.session.inspection, name)
        return str(self.session.inspection.value("interview", who, "state") or "")


def test_the_next_interview_stands_first_with_what_is_still_to_read(qtbot: QtBot, session: Session) -> None:
    page = TodayPage(qtbot, session, "2019-09-16T08:45")
    assert page.title() == "Farah Fox 0"
    assert page.soon() == "Next, in 45 minutes"
    cases = [page.screen.card.cases.item(n).text() for n in range(page.screen.card.cases.count())]
    assert [words[:7] for words in cases] == ["A100001", "A100006"]
    assert all("questions open, about" in words for words in cases)
    assert page.screen.card.reading.text().startswith("Still to read: ")
    assert [row[:3] for row in page.rows(page.screen.lists.day)] == [
        ["9:30am", "Farah Fox 0", "Newcastle, room 1"],
        ["1:30pm", "Farah Fox 2", "Morpeth, room 2"],
    ]
    assert page.screen.lists.tabText(3) == "Later (1)"


def test_a_case_is_opened_from_the_card(qtbot: QtBot, session: Session) -> None:
    page = TodayPage(qtbot, session, "2019-09-16T08:45")
    with qtbot.waitSignal(page.screen.go) as went:
        page.screen.card.cases.setFocus()
        page.screen.card.cases.setCurrentRow(1)
        QTest.keyClick(page.screen.card.cases, Key.Key_Return)
    assert went.args == ["reading", "A100006"]


def test_held_is_one_press_and_leads_to_the_next(qtbot: QtBot, session: Session) -> None:
    page = TodayPage(qtbot, session, "2019-09-16T10:00")
    assert page.soon() == "Next, now"
    page.screen.card.marks["held"].click()
    assert page.state("Farah Fox 0") == "held"
    assert page.title() == "Farah Fox 2"
    message = page.screen.banner.message()
    assert message is not None and message.text == "Farah Fox 0: held."
    page.screen.banner.action_chosen.emit("undo")
    assert page.state("Farah Fox 0") == ""


def test_running_late_says_what_it_does_to_the_plan(qtbot: QtBot, session: Session) -> None:
    page = TodayPage(qtbot, session, "2019-09-16T09:20")
    page.screen.card.marks["late"].click()
    page.dialog().minutes.setText("180")
    page.dialog().buttons["save"].click()
    assert page.state("Farah Fox 0") == "late"
    message = page.screen.banner.message()
    assert message is not None
    assert message.tone == "warning"
    assert "Farah Fox 2" in message.detail
    assert page.rows(page.screen.lists.day)[0][-1] == "Clash"


@pytest.mark.parametrize("typed", ["", "0", "241", "soon"])
def test_how_late_is_asked_again_at_its_field(qtbot: QtBot, session: Session, typed: str) -> None:
    page = TodayPage(qtbot, session, "2019-09-16T09:20")
    page.screen.card.marks["late"].click()
    dialog = page.dialog()
    dialog.minutes.setText(typed)
    dialog.buttons["save"].click()
    assert dialog.isVisible()
    assert dialog.minutes_field.error == "A whole number from 1 to 240."
    assert page.state("Farah Fox 0") == ""
    dialog.reject()


def test_who_did_not_attend_has_no_time_and_can_be_given_one(qtbot: QtBot, session: Session) -> None:
    page = TodayPage(qtbot, session, "2019-09-16T09:50")
    page.screen.card.marks["missed"].click()
    page.dialog().note.setText("Called to court")
    page.dialog().buttons["save"].click()
    message = page.screen.banner.message()
    assert message is not None and message.detail == "Farah Fox 0 is to be planned again."
    assert page.screen.lists.tabText(2) == "Without a time (1)"
    assert page.rows(page.screen.lists.day)[0][-1] == "Did not attend"
    page.screen.lists.setCurrentIndex(2)
    page.screen.lists.waiting.select([queries.officer_id(session.inspection, "Farah Fox 0")])
    with qtbot.waitSignal(page.screen.go) as went:
        QTest.keyClick(page.screen.lists.waiting.view, Key.Key_Return)
    timetable = TimetableScreen(session)
    waiting.shown(qtbot, timetable)
    timetable.arrive(went.args[1])
    assert timetable.grid.hands.carry is not None
    assert timetable.grid.hands.hint.words().endswith("Fits.")
    QTest.keyClick(timetable.grid, Key.Key_Return)
    again = {i.officer: i for i in plan_file.planned(session.inspection)}
    assert again[queries.officer_id(session.inspection, "Farah Fox 0")].starts > datetime(2019, 9, 16, 12)


def test_put_off_to_a_time_that_was_agreed(qtbot: QtBot, session: Session) -> None:
    page = TodayPage(qtbot, session, "2019-09-16T09:00")
    page.screen.card.marks["rescheduled"].click()
    dialog = page.dialog()
    dialog.day.setText("tomorrow")
    dialog.time.setText("9:30am")
    dialog.buttons["save"].click()
    assert dialog.day_field.error
    dialog.day.setText("17 September 2019")
    dialog.buttons["save"].click()
    who = queries.officer_id(session.inspection, "Farah Fox 0")
    moved = {i.officer: i for i in plan_file.planned(session.inspection)}[who]
    assert (moved.starts, moved.locked) == (datetime(2019, 9, 17, 9, 30), True)


def test_what_is_over_and_unmarked_is_asked_about(qtbot: QtBot, session: Session) -> None:
    page = TodayPage(qtbot, session, "2019-09-17T09:00")
    assert page.screen.lists.tabText(1) == "Was it held? (2)"
    page.screen.lists.setCurrentIndex(1)
    unmarked = page.screen.lists.unmarked
    unmarked.select([unmarked.model.key(1)])
    assert page.title() == "Farah Fox 2"
    page.screen.card.marks["held"].click()
    assert page.state("Farah Fox 2") == "held"
    assert page.screen.lists.tabText(1) == "Was it held? (1)"


def test_a_mark_is_taken_back(qtbot: QtBot, session: Session) -> None:
    page = TodayPage(qtbot, session, "2019-09-16T10:00")
    page.screen.card.marks["held"].click()
    page.screen.lists.day.select([page.screen.lists.day.model.key(0)])
    assert page.title() == "Farah Fox 0"
    assert not page.screen.card.marks["held"].isEnabled()
    page.screen.card.back.click()
    assert page.state("Farah Fox 0") == ""


def test_meetings_stand_among_the_interviews(qtbot: QtBot, session: Session) -> None:
    meeting = Record("senior_leader", "Head of area", date(2019, 9, 16), time(12), people=(files.LEAD,))
    ref = evidence.add(session.inspection, session.author, meeting)
    session.done(Written(frozenset({Register("record", ref, "date")})))
    page = TodayPage(qtbot, session, "2019-09-16T08:00")
    assert [row[1] for row in page.rows(page.screen.lists.day)] == [
        "Farah Fox 0",
        "Meeting with a senior leader",
        "Farah Fox 2",
    ]
    page.screen.lists.day.select([page.screen.lists.day.model.key(1)])
    assert not page.screen.card.marks["held"].isVisible()
    with qtbot.waitSignal(page.screen.go) as went:
        page.screen.card.notes.click()
    assert went.args == ["evidence", ref]


def test_days_are_turned_and_others_days_looked_at(qtbot: QtBot, session: Session) -> None:
    page = TodayPage(qtbot, session, "2019-09-16T08:00")
    page.screen.after.click()
    assert page.title() == "Farah Fox 4"
    assert page.soon() == "The first of this day"
    page.screen.now.click()
    assert page.title() == "Farah Fox 0"
    page.screen.who.setCurrentIndex(page.screen.who.findData(files.INSPECTOR))
    page.screen.who.activated.emit(page.screen.who.currentIndex())
    assert page.title() == "Farah Fox 1"


def test_long_after_fieldwork_the_first_open_day_is_shown(qtbot: QtBot, session: Session) -> None:
    page = TodayPage(qtbot, session, "2026-11-22T10:00")
    assert page.screen.date.text() == "Monday 16 September 2019"
    assert page.title() == "Farah Fox 0"


def test_time_goes_on(qtbot: QtBot, session: Session) -> None:
    page = TodayPage(qtbot, session, "2019-09-16T08:45")
    page.at = datetime(2019, 9, 16, 9, 10)
    page.screen.minute.timeout.emit()
    assert page.soon() == "Next, in 20 minutes"


def test_without_a_plan_it_says_what_will_stand_here(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = waiting.opened(tmp_path / "Empty 2019.fieldwork", monkeypatch, cases=0)
    page = TodayPage(qtbot, session, "2019-09-16T08:45")
    assert page.screen.none.isVisible()
    session.close()


def test_without_a_user_the_day_of_whoever_interviews_is_shown(qtbot: QtBot, session: Session) -> None:
    with session.inspection.store.transaction():
        session.inspection.store.set_setting("user", "")
    session._find_user()
    page = TodayPage(qtbot, session, "2019-09-16T08:45")
    assert page.title() in ("Farah Fox 0", "Farah Fox 1")


def test_everything_that_takes_the_keyboard_has_a_name(qtbot: QtBot, session: Session) -> None:
    page = TodayPage(qtbot, session, "2019-09-16T08:45")
    assert waiting.unnamed(page.screen) == []


def test_the_window_opens_with_the_day_of_whoever_interviews(
    qtbot: QtBot, qapp: QApplication, kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIELDWORK_HOME", str(tmp_path / "home"))
    copy = tmp_path / kept.name
    copy.write_bytes(kept.read_bytes())
    window = WindowPage(qtbot, qapp, Settings()).open(copy)
    assert window.screen() == "today"
    window.window.close()


def test_minutes_in_words() -> None:
    assert [in_words(n) for n in (0, 1, 60, 125)] == ["0 minutes", "1 minute", "1 hour", "2 hours 5 minutes"]
