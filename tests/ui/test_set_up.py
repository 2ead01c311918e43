"""What planning has to know is said on screen, written when a field is left, and refused at the field."""

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fieldwork.inspection import queries
from fieldwork.timetable.costs import WEIGHTS
from fieldwork.timetable.plan_file import problem_of
from fieldwork.timetable.problem import Problem
from tests.ui import files, timetable_page, waiting
from ui.screens.goal_words import GOALS
from ui.screens.half_days import HalvesView
from ui.screens.set_up import PAGES, SetUp
from ui.screens.set_up_page import ListedPage
from ui.screens.taking_in_tables import TablesDialog
from ui.screens.timetable import TimetableScreen
from ui.screens.typed_field import SpanField, TypedField
from ui.session import Session

Key = Qt.Key
MONDAY, TUESDAY = date(2019, 9, 16), date(2019, 9, 17)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return timetable_page.make(tmp_path_factory.mktemp("kept") / "Northumbria 2019.fieldwork")


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


@pytest.fixture
def screen(qtbot: QtBot, session: Session) -> TimetableScreen:
    made = TimetableScreen(session)
    waiting.shown(qtbot, made)
    made.activateWindow()
    return made


@pytest.fixture
def shown(screen: TimetableScreen) -> SetUp:
    screen.bar.set_up.click()
    return screen.set_up()


def problem(shown: SetUp) -> Problem:
    return problem_of(shown._session.inspection)


def turn(shown: SetUp, name: str) -> Any:
    """Turn to a page."""
    shown.pages.setCurrentIndex(PAGES.index(name))
    return shown.page(name)


def fill(field: TypedField, words: str) -> None:
    """Type over what is there, and leave the field."""
    field.line.setFocus()
    field.line.selectAll()
    if words:
        QTest.keyClicks(field.line, words)
    else:
        QTest.keyClick(field.line, Key.Key_Delete)
    QTest.keyClick(field.line, Key.Key_Return)


def fill_span(span: SpanField, first: str, last: str) -> None:
    fill(span.first, first)
    fill(span.last, last)


def go(view: HalvesView, row: int, column: int, *keys: Key) -> None:
    """Go to a half-day and press keys there."""
    view.setFocus()
    view.setCurrentIndex(view.model().index(row, column))
    for key in keys:
        QTest.keyClick(view, key)


def choose(page: ListedPage, key: str) -> None:  # type: ignore[type-arg]
    page.table.select([key])


# -- offices --------------------------------------------------------------------------------------------


def test_an_office_has_rooms_hours_and_a_place(shown: SetUp) -> None:
    page = turn(shown, "offices")
    choose(page, "Newcastle")
    assert page.title.text() == "Newcastle, 2 officers"
    fill(page.rooms, "3")
    fill_span(page.hours, "9am", "16:30")
    fill_span(page.at, "54.97", "-1.61")
    site = problem(shown).office["Newcastle"]
    assert (site.rooms, site.hours) == (3, (540, 990))
    assert problem(shown).travel.points["Newcastle"] == (54.97, -1.61)
    assert page.hours.last.line.text() == "4:30pm"
    fill_span(page.hours, "", "")
    assert problem(shown).office["Newcastle"].hours is None


def test_rooms_are_counted_by_half_day(shown: SetUp) -> None:
    page = turn(shown, "offices")
    choose(page, "Newcastle")
    go(page.by_half, 0, 1, Key.Key_0)
    go(page.by_half, 1, 1, Key.Key_3)
    assert dict(problem(shown).office["Newcastle"].rooms_on) == {(TUESDAY, "am"): 0, (TUESDAY, "pm"): 3}
    assert page.by_half.said(page.by_half.currentIndex()) == "Tue 17 Sep, afternoon: 3 rooms"
    go(page.by_half, 0, 1, Key.Key_Delete)
    assert dict(problem(shown).office["Newcastle"].rooms_on) == {(TUESDAY, "pm"): 3}
    shown._session.undo()
    assert dict(problem(shown).office["Newcastle"].rooms_on) == {(TUESDAY, "am"): 0, (TUESDAY, "pm"): 3}


@pytest.mark.parametrize("typed", ["many", "51", "-1", "2.5"])
def test_what_is_no_number_of_rooms_is_said_at_the_field(shown: SetUp, typed: str) -> None:
    page = turn(shown, "offices")
    choose(page, "Newcastle")
    fill(page.rooms, typed)
    assert page.rooms.error == "A whole number from 0 to 50."
    assert page.rooms.line.accessibleDescription() == page.rooms.error
    assert problem(shown).office["Newcastle"].rooms == 1
    go(page.by_half, 0, 0, Key.Key_2)
    assert page.rooms.line.text() == typed  # another change does not wipe it
    choose(page, "Morpeth")
    assert page.rooms.error == ""


def test_hours_go_together_and_in_order(shown: SetUp) -> None:
    page = turn(shown, "offices")
    choose(page, "Newcastle")
    fill(page.hours.first, "9am")
    assert page.hours.last.error == "Both together, or neither."
    fill(page.hours.last, "8am")
    assert page.hours.last.error == "It has to be after the first."
    fill(page.hours.last, "noon")
    assert page.hours.last.error == "Write it as 9:30am or 14:15."
    assert problem(shown).office["Newcastle"].hours is None
    fill(page.hours.last, "5pm")
    assert page.hours.last.error == ""
    assert problem(shown).office["Newcastle"].hours == (540, 1020)


# -- people ---------------------------------------------------------------------------------------------


def test_an_inspector_is_away_and_works_a_pattern(shown: SetUp) -> None:
    page = turn(shown, "inspectors")
    choose(page, files.INSPECTOR)
    go(page.when.away, 0, 0, Key.Key_Space)
    go(page.when.pattern, 1, 4, Key.Key_Space)
    available = problem(shown).inspector[files.INSPECTOR].available
    assert (MONDAY, "am") not in available
    assert (MONDAY, "pm") in available
    assert (date(2019, 9, 20), "pm") not in available
    assert (date(2019, 9, 20), "am") in available
    row = page.table.model.row([page.table.model.key(n) for n in range(2)].index(files.INSPECTOR))
    assert row.away == 3
    go(page.when.pattern, 1, 4, Key.Key_Space)
    assert shown._session.inspection.value("person", files.INSPECTOR, "works") is None


def test_a_click_marks_a_half_day(shown: SetUp) -> None:
    page = turn(shown, "inspectors")
    choose(page, files.INSPECTOR)
    away = page.when.away
    at = away.visualRect(away.model().index(1, 2)).center()
    QTest.mouseClick(away.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert (date(2019, 9, 18), "pm") not in problem(shown).inspector[files.INSPECTOR].available


def test_where_an_inspector_goes(shown: SetUp) -> None:
    page = turn(shown, "inspectors")
    choose(page, files.INSPECTOR)
    page.sections.setCurrentIndex(1)
    fill(page.base, "Station Hotel")
    fill(page.languages, "Welsh; Urdu")
    fill(page.reads, "150")
    fill_span(page.lunch, "12pm", "12:45pm")
    barred = next(
        item for n in range(page.barred.count()) if (item := page.barred.item(n)).text() == "Morpeth"
    )
    barred.setCheckState(Qt.CheckState.Checked)
    person = problem(shown).inspector[files.INSPECTOR]
    assert (person.base, person.reads, person.lunch) == ("Station Hotel", 150, (720, 765))
    assert (person.languages, person.barred) == ({"Welsh", "Urdu"}, {"Morpeth"})


def test_an_officer_is_in_court_for_an_hour(shown: SetUp) -> None:
    page = turn(shown, "officers")
    fox = queries.officer_id(shown._session.inspection, "Farah Fox 1")
    choose(page, fox)
    page.when.day.setText("17/9/2019")
    page.when.add.click()
    assert page.when.span.first.error == "From when to when?"
    page.when.span.first.line.setText("10am")
    page.when.span.last.line.setText("11:30")
    page.when.add.click()
    assert problem(shown).officer[fox].busy == {(TUESDAY, 600, 690)}
    assert page.when.times.item(0).text() == "Tue 17 Sep, 10:00am to 11:30am"
    go(page.when.away, 0, 0, Key.Key_Space)
    assert problem(shown).officer[fox].busy == {(TUESDAY, 600, 690)}
    page.when.times.setCurrentRow(0)
    page.when.remove.click()
    assert problem(shown).officer[fox].busy == frozenset()
    assert problem(shown).officer[fox].absences == {(MONDAY, "am")}


def test_an_officer_speaks_welsh_on_the_telephone(shown: SetUp) -> None:
    page = turn(shown, "officers")
    fox = queries.officer_id(shown._session.inspection, "Farah Fox 1")
    choose(page, fox)
    page.sections.setCurrentIndex(1)
    fill(page.language, "Welsh")
    page.remote.click()
    officer = problem(shown).officer[fox]
    assert (officer.language, officer.remote) == ("Welsh", True)


def test_officers_are_found_by_typing(shown: SetUp) -> None:
    page = turn(shown, "officers")
    page.search.setText("gateshead")
    page.search.searched.emit("gateshead")
    assert page.table.shown() == 2


# -- journeys -------------------------------------------------------------------------------------------


def test_ways_are_estimated_until_somebody_types_them(shown: SetUp) -> None:
    offices = turn(shown, "offices")
    choose(offices, "Newcastle")
    fill_span(offices.at, "54.97", "-1.61")
    choose(offices, "Morpeth")
    fill_span(offices.at, "55.17", "-1.69")
    page = turn(shown, "journeys")
    names = [page.model.headerData(n, Qt.Orientation.Horizontal, 0) for n in range(page.model.rowCount())]
    morpeth, newcastle, gateshead = (names.index(name) for name in ("Morpeth", "Newcastle", "Gateshead"))
    index = page.model.index(morpeth, newcastle)
    assert index.data() == "~30"
    assert "30 minutes, estimated" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert page.model.index(gateshead, newcastle).data() == "?"
    assert page.model.setData(index, "35")
    assert problem(shown).travel.minutes("Newcastle", "Morpeth") == 35
    assert page.model.index(newcastle, morpeth).data() == "35"
    assert not page.model.setData(index, "half an hour")
    assert "Morpeth to Newcastle: “half an hour” is not minutes." in page.wrong.text()
    page.square.setCurrentIndex(index)
    QTest.keyClick(page.square, Key.Key_Delete)
    assert index.data() == "~30"
    page.unit.setCurrentIndex(1)
    page.unit.activated.emit(1)
    assert index.data() == "~30"
    assert not index.flags() & Qt.ItemFlag.ItemIsEditable


# -- meetings -------------------------------------------------------------------------------------------


def test_a_debrief_is_held_every_day_but_one(shown: SetUp) -> None:
    page = turn(shown, "meetings")
    assert not page.at.isEnabled()
    page.held.click()
    assert page.at.line.text() == "4:30pm"
    fill(page.at, "3:45pm")
    fill(page.minutes, "20")
    fill(page.place, "Newcastle")
    page._not_on[1].click()
    held = [a for a in problem(shown).appointments if a.title == "Team debrief"]
    assert len(held) == 9
    assert {(a.starts.time(), a.place) for a in held if a.starts} == {(time(15, 45), "Newcastle")}
    assert TUESDAY not in {a.day for a in held}
    fill(page.minutes, "2")
    assert page.minutes.error == "A whole number from 5 to 240."
    page.held.click()
    assert problem(shown).appointments == ()


def test_a_meeting_is_added_and_removed(shown: SetUp) -> None:
    page = turn(shown, "meetings")
    page.add.menu().actions()[0].trigger()
    dialog = page.findChildren(QWidget, "")
    record = next(one for one in dialog if type(one).__name__ == "RecordDialog")
    record.title.setText("Head of area")  # type: ignore[attr-defined]
    record.day.setText("17 September 2019")  # type: ignore[attr-defined]
    record.starts.setText("2pm")  # type: ignore[attr-defined]
    record.buttons["save"].click()  # type: ignore[attr-defined]
    assert [a.day for a in problem(shown).appointments] == [TUESDAY]
    page.table.select([page.table.model.key(0)])
    page.remove.click()
    assert problem(shown).appointments == ()


# -- rules and goals ------------------------------------------------------------------------------------


def test_hours_lengths_and_reading(shown: SetUp) -> None:
    page = turn(shown, "rules")
    fill_span(page.hours, "9am", "5:30pm")
    fill(page.gap, "10")
    fill(page.lengths[1], "100")
    fill(page.reading, "180")
    fill(page.in_advance, "4")
    rules, lengths, reading = problem(shown).rules, problem(shown).lengths, problem(shown).reading
    assert (rules.starts, rules.ends, rules.gap) == (time(9), time(17, 30), 10)
    assert [lengths.of(n) for n in (1, 2, 3, 4)] == [75, 100, 135, 165]
    assert (reading.minutes, reading.before) == (180, 4)


def test_hours_that_cannot_be_planned_with_are_refused_at_the_field(shown: SetUp) -> None:
    page = turn(shown, "rules")
    fill_span(page.hours, "2pm", "5pm")
    assert "starts, breaks for lunch and ends in that order" in page.hours.last.error
    assert problem(shown).rules.starts == time(9, 30)


def test_days_of_fieldwork_are_chosen_and_one_stays(shown: SetUp) -> None:
    page = turn(shown, "rules")
    boxes = {box.text(): box for box in page._days}
    boxes["Sat 21 Sep"].click()
    boxes["Mon 16 Sep"].click()
    assert problem(shown).days[0] == TUESDAY
    assert date(2019, 9, 21) in problem(shown).days
    for box in page._days:
        if box.isChecked():
            box.click()
    assert len(problem(shown).days) == 1
    assert page._wrong.text() == "At least one day of fieldwork is needed."


def test_interpreters_of_a_language(shown: SetUp) -> None:
    page = turn(shown, "rules")
    page.new_language.setText("welsh")
    page.add_language.click()
    assert page.language.currentText() == "Welsh"
    go(page.interpreters, 1, 0, Key.Key_2)
    assert problem(shown).interpreters == {("Welsh", (MONDAY, "pm")): 2}


def test_goals_weigh_as_they_are_told_and_as_usual_again(shown: SetUp) -> None:
    page = turn(shown, "goals")
    assert not page.usual.isEnabled()
    fill(page.fields["travel"], "4")
    assert problem(shown).weights == {"travel": 4}
    fill(page.fields["travel"], "much")
    assert page.fields["travel"].error == "A whole number from 0 to 10000."
    assert waiting.spoken(page.fields["travel"].line) == "Weight of: Little travelling"
    page.usual.click()
    assert problem(shown).weights == {}
    assert list(page.fields) == list(WEIGHTS)
    assert set(WEIGHTS) <= set(GOALS)


# -- tables, and getting about ----------------------------------------------------------------------------


def test_tables_are_looked_at_and_taken_in(shown: SetUp, qtbot: QtBot, tmp_path: Path) -> None:
    table = tmp_path / "offices.csv"
    table.write_text("Office,Rooms,Opens,Closes\nNewcastle,3,9:00,17:00\nMorpeth,2,,\n", encoding="utf-8")
    dialog = shown.take_in([str(table)])
    waiting.finished(qtbot)
    assert "offices.csv: 2 rows of offices" in dialog.words.text()
    dialog.buttons["take"].click()
    waiting.finished(qtbot)
    assert problem(shown).office["Newcastle"].rooms == 3
    message = shown.banner.message()
    assert message is not None and message.text.startswith("Taken in: 2 offices")
    shown.banner.action_chosen.emit("undo")
    assert problem(shown).office["Newcastle"].rooms == 1


def test_tables_with_faults_are_listed_and_change_nothing(shown: SetUp, qtbot: QtBot, tmp_path: Path) -> None:
    table = tmp_path / "offices.csv"
    table.write_text("Office,Rooms\nNewcastle,many\n", encoding="utf-8")
    dialog = shown.take_in([str(table)])
    waiting.finished(qtbot)
    assert not dialog.buttons["take"].isEnabled()
    fault = dialog.table.model.row(0)
    assert (fault.row, fault.column, fault.value) == (2, "Rooms", "many")
    dialog.reject()
    assert isinstance(dialog, TablesDialog)
    assert problem(shown).office["Newcastle"].rooms == 1


def test_a_file_that_is_no_table_is_said(shown: SetUp, qtbot: QtBot, tmp_path: Path) -> None:
    wrong = tmp_path / "letter.csv"
    wrong.write_text("Dear all,\n", encoding="utf-8")
    dialog = shown.take_in([str(wrong)])
    waiting.finished(qtbot)
    message = dialog.banner.message()
    assert message is not None and message.tone == "danger"
    dialog.reject()


def test_one_goes_back_to_the_timetable(shown: SetUp, screen: TimetableScreen) -> None:
    assert not screen.grid.isVisible()
    shown.back.click()
    assert screen.bar.isVisible()
    assert screen.bar.set_up.hasFocus()


def test_everything_that_takes_the_keyboard_has_a_name(shown: SetUp) -> None:
    for page in range(shown.pages.count()):
        shown.pages.setCurrentIndex(page)
        assert waiting.unnamed(shown) == []
