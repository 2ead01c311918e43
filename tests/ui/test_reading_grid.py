"""A grid is read by keyboard: across its questions, down its factors, and answered in its cells."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fieldwork.inspection.file import Inspection
from fieldwork.programme import library
from tests.ui.files import LEAD, PASSPHRASE, add_team
from tests.ui.reading_page import CASE, ReadingPage
from ui.screens.reading import ReadingScreen
from ui.session import Session

Key = Qt.Key
GIVEN = {
    "reference": CASE,
    "first_names": "Dylan",
    "family_name": "Walker",
    "sentence_type": "community_order",
}


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[ReadingPage]:
    made = Inspection.create(
        tmp_path / "Area 2014.fieldwork",
        PASSPHRASE,
        programme=library.load("iaow"),
        title="Area 2014",
        provider="Area",
        starts=date(2014, 9, 15),
        ends=date(2014, 9, 26),
    )
    add_team(made)
    with made.edit(LEAD, "Took in the list") as edit:
        for fact, value in GIVEN.items():
            edit.set("case", CASE, f"fact.{fact}", value)
    session = Session()
    session.adopt(made)
    screen = ReadingScreen(session)
    qtbot.addWidget(screen)
    screen.resize(1166, 708)
    with qtbot.waitExposed(screen):
        screen.show()
    screen.open_case(CASE)
    yield ReadingPage(session, screen)
    session.close(losing=True)


def test_yes_opens_the_other_cells_of_its_line_and_typing_goes_across(page: ReadingPage) -> None:
    page.go("3.3.f01.a")
    page.press("y")
    assert page.current == "3.3.f01.b"
    page.press("n")
    page.press("y")
    assert page.stored("3.3.f01.b").value == "no"
    assert page.stored("3.3.f01.c").value == "yes"
    assert page.current == "3.3.f02.a"
    page.press("n")
    assert page.current == "3.3.f03.a"
    first, second = (page.row(f"3.3.f01.{column}") for column in "ab")
    assert first.y() == second.y()
    assert first.x() < second.x()


def test_arrows_go_down_a_column_and_across_a_line(page: ReadingPage) -> None:
    for factor in ("f01", "f03"):
        page.go(f"3.3.{factor}.a")
        page.press("y")
    page.go("3.3.f01.b")
    page.press(Key.Key_Right)
    assert page.current == "3.3.f01.c"
    page.press(Key.Key_Right)
    assert page.current == "3.3.f01.c"
    page.press(Key.Key_Down)
    assert page.current == "3.3.f02.a", "the nearest cell where the column is not asked"
    page.press(Key.Key_Down)
    page.press(Key.Key_Right)
    assert page.current == "3.3.f03.b"
    page.press(Key.Key_Left)
    assert page.current == "3.3.f03.a"


def test_arrows_lead_out_of_the_grid_at_its_ends(page: ReadingPage) -> None:
    page.go("3.3.f01.a")
    page.press(Key.Key_Up)
    assert page.current == "3.3.3"
    page.press(Key.Key_Down)
    assert page.current == "3.3.f01.a"
    page.go("3.3.f10.a")
    page.press("y")
    page.go("3.3.f10.a")
    page.press(Key.Key_Down)
    assert page.current == "3.4.1"


def test_a_no_takes_the_other_cells_away_and_keeps_their_answers(page: ReadingPage) -> None:
    page.go("3.3.f01.a")
    page.press("y")
    page.press("n")
    page.go("3.3.f01.a")
    page.press("n")
    assert "3.3.f01.b" not in page.rows()
    assert page.stored("3.3.f01.b").value == "no"
    assert "1 answer no longer applies" in page.screen.frame.hidden.words()


def test_a_note_is_written_under_the_line(page: ReadingPage) -> None:
    page.go("3.3.f02.a")
    page.note("Friends from school")
    assert page.stored("3.3.f02.a").note == "Friends from school"
    assert page.deck.panel.y() == page.row("3.3.f02.a").geometry().bottom() + 1
    assert page.current == "3.3.f02.a"


def test_every_cell_says_its_question_to_a_screen_reader(page: ReadingPage) -> None:
    page.go("3.3.f02.a")
    said = page.row("3.3.f02.a").accessibleName()
    assert "Is this factor linked to their offending: lifestyle and associates?: not answered" in said
