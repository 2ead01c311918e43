"""Interviews are moved by mouse and by keys, judged as they pass, and never break a rule unasked."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from fieldwork.inspection.file import Inspection
from fieldwork.timetable import marks, plan_file
from fieldwork.timetable.check import check
from tests.ui import files, timetable_page
from tests.ui.timetable_page import LEFT, TimetablePage, interview
from ui.session import Session
from ui.widgets import CANCEL

Key = Qt.Key


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with three interviews: Fox 0 (Newcastle, two cases) and Fox 2 (Morpeth) with Carys, Fox 1
    (Gateshead) with Imran.
    """
    path = timetable_page.make(tmp_path_factory.mktemp("kept") / "Northumbria 2019.fieldwork")
    with Inspection.open(path, files.PASSPHRASE) as inspection:
        plan = [
            interview(inspection, "Farah Fox 0", "2019-09-16T09:30", "2019-09-16T11:15", "Newcastle"),
            interview(inspection, "Farah Fox 2", "2019-09-17T13:30", "2019-09-17T14:45", "Morpeth"),
            interview(inspection, "Farah Fox 1", "2019-09-18T13:30", "2019-09-18T14:45", "Gateshead"),
        ]
        plan_file.keep_plan(inspection, files.LEAD, plan)
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


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> TimetablePage:
    return TimetablePage(qtbot, session)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


# -- by mouse ---------------------------------------------------------------------------------------


def test_an_interview_is_dragged_to_another_half_day_and_back_by_undo(page: TimetablePage) -> None:
    before = page.of("Farah Fox 2")
    page.drag(page.block("Farah Fox 2"), page.place(files.LEAD, 2, 0))
    assert page.of("Farah Fox 2").starts == at("2019-09-18T09:30")
    assert page.of("Farah Fox 2").inspector == files.LEAD
    entry = page.grid.current_entry()
    assert entry is not None and entry.id == page.who("Farah Fox 2")
    page.session.undo()
    assert page.of("Farah Fox 2") == before


def test_what_is_held_over_a_place_says_which_rule_it_would_break(page: TimetablePage) -> None:
    page.press(page.block("Farah Fox 1"))
    page.move(page.block("Farah Fox 1") + QPoint(12, 0), page.place(files.LEAD, 2, 0))
    assert page.grid.hands.hint.isVisible()
    assert "with Carys Lead" in page.hint()
    assert "Carys Lead has read none of the cases for Farah Fox 1" in page.hint()
    page.move(page.place(files.INSPECTOR, 1, 0))
    assert page.hint().endswith("Fits.")
    page.keys(Key.Key_Escape)
    page.release(page.place(files.INSPECTOR, 1, 0))
    assert page.of("Farah Fox 1").starts == at("2019-09-18T13:30")


def test_every_place_in_sight_is_judged_as_the_checker_judges_it(page: TimetablePage, qtbot: QtBot) -> None:
    page.grid.go_to(page.who("Farah Fox 2"))
    page.keys(Key.Key_M)
    carry = page.grid.hands.carry
    assert carry is not None
    spots = page.grid.layer.spots(carry)
    assert len(spots) == 2 * 5 * 2
    qtbot.waitUntil(lambda: all(carry.known(spot) is not None for spot in spots))
    fitting = {(s.row, s.column, s.at) for s in spots if (v := carry.known(s)) is not None and v.fits}
    problem = plan_file.problem_of(page.session.inspection)
    others = [i for i in page.plan().values() if i.officer != page.who("Farah Fox 2")]
    days = [day for day in problem.days if day < problem.days[5]]
    # Carys sees Farah Fox 0 on Monday morning, for too long to see anybody else before lunch.
    assert fitting == {(files.LEAD, n, half) for n in range(5) for half in (0, 1)} - {(files.LEAD, 0, 0)}
    moved = replace(page.of("Farah Fox 2"), starts=at("2019-09-16T11:30"), ends=at("2019-09-16T12:45"))
    assert days[0] == moved.starts.date()
    assert {c.kind for c in check(problem, [*others, moved])} >= {"outside_hours"}


def test_dropping_where_a_rule_breaks_asks_first(page: TimetablePage) -> None:
    target = page.place(files.LEAD, 2, 0)
    page.drag(page.block("Farah Fox 1"), target)
    dialog = page.dialog()
    assert "Carys Lead has read none of the cases" in dialog.words.text()
    assert dialog.buttons[CANCEL].isDefault()
    dialog.buttons[CANCEL].click()
    assert page.of("Farah Fox 1").inspector == files.INSPECTOR
    page.drag(page.block("Farah Fox 1"), target)
    page.dialog().buttons["put"].click()
    assert page.of("Farah Fox 1").inspector == files.LEAD
    assert page.screen.bar.clashes.text() == "1 clash"
    assert "has read none of the cases" in page.screen.side.clashes.item(0).text()


def test_dropping_it_where_it_was_changes_nothing(page: TimetablePage) -> None:
    length = page.session.inspection.journal.length()
    block = page.block("Farah Fox 0")
    page.drag(block, block + QPoint(6, 4))
    assert page.session.inspection.journal.length() == length


def test_someone_unplaced_is_dragged_out_of_the_tray(page: TimetablePage) -> None:
    page.screen.bar.unplaced.click()
    tray = page.screen.side.unplaced
    names = [tray.item(n).text().split("\n")[0] for n in range(tray.count())]
    assert names == ["Farah Fox 3", "Farah Fox 4"]
    start = tray.visualItemRect(tray.item(0)).center()
    page.press(start, tray.viewport())
    target = page.place(files.INSPECTOR, 3, 1)
    for point in (target - QPoint(3, 0), target):
        page.move(
            tray.viewport().mapFromGlobal(page.grid.viewport().mapToGlobal(point)), port=tray.viewport()
        )
    assert "Thu 19 Sep" in page.hint()
    page.release(
        tray.viewport().mapFromGlobal(page.grid.viewport().mapToGlobal(target)), port=tray.viewport()
    )
    assert page.of("Farah Fox 3").starts == at("2019-09-19T13:30")
    assert page.of("Farah Fox 3").inspector == files.INSPECTOR
    assert page.screen.bar.unplaced.text() == "1 unplaced"


def test_an_interview_dropped_on_the_tray_is_taken_out(page: TimetablePage) -> None:
    page.screen.bar.unplaced.click()
    tray = page.screen.side.unplaced
    outside = page.grid.viewport().mapFromGlobal(tray.mapToGlobal(tray.rect().center()))
    page.drag(page.block("Farah Fox 1"), outside)
    assert page.who("Farah Fox 1") not in page.plan()
    assert page.screen.bar.unplaced.text() == "3 unplaced"


def test_along_the_hours_it_is_dropped_on_the_minute(page: TimetablePage) -> None:
    page.one_day()
    page.screen.bar.after.click()
    page.drag(
        page.block("Farah Fox 2"),
        page.place(files.LEAD, 0, 15 * 60) + page.block("Farah Fox 2") - _corner(page, "Farah Fox 2"),
    )
    assert page.of("Farah Fox 2").starts == at("2019-09-17T15:00")


def test_its_end_is_dragged_to_another_length(page: TimetablePage) -> None:
    page.one_day()
    page.screen.bar.after.click()
    entry = page.grid.grid_model.entry(page.who("Farah Fox 2"))
    assert entry is not None
    rect = page.grid.rect_of(entry)
    assert rect is not None
    edge = QPoint(rect.right() - 2, rect.center().y())
    page.drag(edge, QPoint(page.place(files.LEAD, 0, 15 * 60 + 15).x(), edge.y()))
    assert page.of("Farah Fox 2").minutes == 105
    assert page.of("Farah Fox 2").starts == at("2019-09-17T13:30")


def test_shift_over_another_swaps_the_two(page: TimetablePage) -> None:
    page.press(page.block("Farah Fox 0"))
    page.move(page.block("Farah Fox 0") + QPoint(12, 0))
    target = page.block("Farah Fox 2")
    QTest.keyPress(page.grid, Key.Key_Shift)
    QTest.mouseMove(page.grid.viewport(), target)
    page.grid.hands.over(target)
    QTest.keyRelease(page.grid, Key.Key_Shift)
    page.keys(Key.Key_Escape)
    page.release(target)
    page.keys(Key.Key_S)
    page.grid.hands.over(target)
    assert "Swap times with Farah Fox 2" in page.hint()
    QTest.mouseClick(page.grid.viewport(), LEFT, pos=target)
    assert page.of("Farah Fox 0").starts == at("2019-09-17T13:30")
    assert page.of("Farah Fox 2").starts == at("2019-09-16T09:30")


# -- by keys ----------------------------------------------------------------------------------------


def test_keys_pick_up_move_and_put_down(page: TimetablePage) -> None:
    page.grid.go_to(page.who("Farah Fox 2"))
    page.keys(Key.Key_M, Key.Key_Right, Key.Key_Up)
    assert page.hint().startswith("9:30am to 10:45am on Wed 18 Sep with Carys Lead")
    page.keys(Key.Key_Return)
    assert page.of("Farah Fox 2").starts == at("2019-09-18T09:30")
    assert page.grid.hasFocus()


def test_escape_leaves_it_where_it_was(page: TimetablePage) -> None:
    page.grid.go_to(page.who("Farah Fox 2"))
    page.keys(Key.Key_M, Key.Key_Right, Key.Key_Escape)
    assert page.grid.hands.carry is None
    assert not page.grid.hands.hint.isVisible()
    assert page.of("Farah Fox 2").starts == at("2019-09-17T13:30")


def test_arrows_carry_it_into_the_next_week(page: TimetablePage) -> None:
    page.grid.go_to(page.who("Farah Fox 1"))
    page.keys(Key.Key_M, Key.Key_Right, Key.Key_Right, Key.Key_Right)
    assert "Mon 23 Sep" in page.hint()
    page.keys(Key.Key_Return)
    assert page.of("Farah Fox 1").starts == at("2019-09-23T13:30")


def test_f_goes_to_the_next_place_that_fits(page: TimetablePage) -> None:
    plan_file.set_absences(
        page.session.inspection,
        page.session.author,
        "person",
        files.INSPECTOR,
        [(day, half) for day in page.screen.state.problem.days[:4] for half in ("am", "pm")],  # type: ignore[union-attr]
    )
    page.screen.refresh()
    page.grid.go_to(page.who("Farah Fox 1"))
    page.keys(Key.Key_M, Key.Key_F)
    assert "on Fri 20 Sep with Imran Reader" in page.hint()
    page.keys(Key.Key_Return)
    assert page.of("Farah Fox 1").starts.date().isoformat() == "2019-09-20"


def test_someone_unplaced_is_put_in_by_keys(page: TimetablePage) -> None:
    page.screen.bar.unplaced.click()
    QTest.keyClick(page.screen.side.unplaced, Key.Key_Return)
    assert page.grid.hasFocus()
    assert page.hint().endswith("Fits.")
    page.keys(Key.Key_Return)
    made = page.of("Farah Fox 3")
    problem = plan_file.problem_of(page.session.inspection)
    assert not [c for c in check(problem, list(page.plan().values())) if made in c.interviews]


def test_keys_change_how_long_it_is_by_steps(page: TimetablePage) -> None:
    page.grid.go_to(page.who("Farah Fox 2"))
    page.keys(Key.Key_L, Key.Key_Right, Key.Key_Right)
    assert page.hint().startswith("105 minutes")
    page.keys(Key.Key_Return)
    assert page.of("Farah Fox 2").minutes == 105


def test_too_short_is_put_down_knowingly_only(page: TimetablePage) -> None:
    page.grid.go_to(page.who("Farah Fox 2"))
    page.keys(Key.Key_L, Key.Key_Left, Key.Key_Return)
    assert "is shorter than the 75 minutes needed" in page.dialog().words.text()
    page.dialog().buttons["put"].click()
    assert page.of("Farah Fox 2").minutes == 60
    assert page.screen.bar.clashes.text() == "1 clash"


def test_two_are_swapped_by_keys(page: TimetablePage) -> None:
    page.grid.go_to(page.who("Farah Fox 1"))
    page.keys(Key.Key_S, Key.Key_Down, Key.Key_Return)
    swapped = {page.of(name).starts for name in ("Farah Fox 0", "Farah Fox 1")}
    assert swapped == {at("2019-09-16T09:30"), at("2019-09-18T13:30")}
    assert page.of("Farah Fox 1").starts == at("2019-09-16T09:30")


def test_delete_takes_it_out(page: TimetablePage) -> None:
    page.grid.go_to(page.who("Farah Fox 1"))
    page.keys(Key.Key_Delete)
    assert page.who("Farah Fox 1") not in page.plan()
    page.session.undo()
    assert page.who("Farah Fox 1") in page.plan()


# -- locks, marks, and other rows -----------------------------------------------------------------------


def test_a_locked_interview_stays_and_says_so(page: TimetablePage) -> None:
    page.grid.go_to(page.who("Farah Fox 2"))
    page.keys(Key.Key_K)
    assert page.of("Farah Fox 2").locked
    page.drag(page.block("Farah Fox 2"), page.place(files.LEAD, 3, 0))
    assert page.of("Farah Fox 2").starts == at("2019-09-17T13:30")
    message = page.screen.banner.message()
    assert message is not None and message.text == "The interview with Farah Fox 2 is locked."
    page.keys(Key.Key_K)
    assert not page.of("Farah Fox 2").locked


def test_one_that_was_held_stays(page: TimetablePage) -> None:
    inspection = page.session.inspection
    page.session.done(marks.mark(inspection, files.LEAD, page.who("Farah Fox 2"), "held").written)
    page.grid.go_to(page.who("Farah Fox 2"))
    page.keys(Key.Key_M)
    assert page.grid.hands.carry is None
    message = page.screen.banner.message()
    assert message is not None and "was held" in message.text


def test_by_room_an_interview_changes_its_room(page: TimetablePage) -> None:
    plan_file.set_rooms(page.session.inspection, page.session.author, "Morpeth", 2)
    page.screen.refresh()
    page.by("room")
    page.drag(page.block("Farah Fox 2"), page.place("Morpeth\n2", 1, 1))
    assert (page.of("Farah Fox 2").room, page.of("Farah Fox 2").starts) == (2, at("2019-09-17T13:30"))


def test_by_office_another_office_is_a_broken_rule(page: TimetablePage) -> None:
    page.by("office")
    page.grid.go_to(page.who("Farah Fox 2"))
    page.keys(Key.Key_M, Key.Key_Down)
    assert "Farah Fox 2 works at Morpeth, not at Newcastle" in page.hint()


def test_by_officer_only_the_own_row_takes_it(page: TimetablePage) -> None:
    page.by("officer")
    page.grid.go_to(page.who("Farah Fox 2"))
    page.keys(Key.Key_M, Key.Key_Up, Key.Key_Up, Key.Key_Up)
    assert not page.grid.hands.hint.isVisible()
    page.keys(Key.Key_Return)
    assert page.grid.hands.carry is not None
    page.keys(Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Left, Key.Key_Return)
    assert page.of("Farah Fox 2").starts == at("2019-09-16T13:30")


def test_what_is_in_hand_is_let_go_of_when_the_plan_changes(page: TimetablePage) -> None:
    page.grid.go_to(page.who("Farah Fox 2"))
    page.keys(Key.Key_M)
    assert page.grid.hands.carry is not None
    plan_file.set_rooms(page.session.inspection, files.LEAD, "Morpeth", 0)
    page.session.wrote("office", "rooms")
    assert page.grid.hands.carry is None


def test_commands_of_the_panel_and_the_keys_line(page: TimetablePage) -> None:
    page.screen.arrive(page.who("Farah Fox 2"))
    page.screen.side.interview.move_button.click()
    assert page.grid.hands.carry is not None
    assert "Esc: leave it" in page.screen.keys.accessibleName()
    page.keys(Key.Key_Escape)
    assert "M: move" in page.screen.keys.accessibleName()
    menu = page.screen.side.interview.menu_of(page.who("Farah Fox 2"))
    assert menu is not None
    commands = [action.data() for action in menu.actions()]
    assert commands == ["move", "lock", "swap", "swap inspectors", "length", "take out"]
    menu.actions()[-1].trigger()
    assert page.who("Farah Fox 2") not in page.plan()
    menu.close()


def _corner(page: TimetablePage, name: str) -> QPoint:
    entry = page.grid.grid_model.entry(page.who(name))
    assert entry is not None
    rect = page.grid.rect_of(entry)
    assert rect is not None
    return rect.topLeft()
