"""A case is read by the keyboard alone, and no key does what was not meant."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from fieldwork.inspection.records import Status
from fieldwork.wording import day
from tests.documents.readings import CASE_FACTS
from tests.ui.reading_page import CASE, CTRL, SHIFT, Key, ReadingPage, make
from ui.screens.reading import ReadingScreen
from ui.session import Session

OTHER = "E255900"


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ReadingPage]:
    monkeypatch.setenv("FIELDWORK_HOME", str(tmp_path / "home"))
    session = Session()
    session.adopt(make(tmp_path / "a.fieldwork", ({}, {"reference": OTHER})))
    screen = ReadingScreen(session)
    qtbot.addWidget(screen)
    screen.resize(1166, 680)
    screen.show()
    screen.activateWindow()
    screen.open_case(CASE)
    qtbot.waitUntil(lambda: screen.frame.deck.row() is not None)
    page = ReadingPage(session, screen)
    page.deck.focus_row()
    yield page
    session.close(losing=True)


def test_a_case_opens_with_the_keyboard_on_its_first_open_question(page: ReadingPage) -> None:
    assert page.current == "0.1.1"
    assert page.has_keyboard


def test_a_key_answers_on_the_disk_and_moves_on(page: ReadingPage) -> None:
    page.go("0.1.3")
    page.press("y")
    assert page.stored("0.1.3").value == "yes"
    assert page.ticked("0.1.3") == "yes"
    assert page.current == "0.1.4"
    assert page.has_keyboard
    page.press("a")
    assert page.stored("0.1.4").value == "na"


def test_digits_answer_where_the_options_are_numbered(page: ReadingPage) -> None:
    page.press("2")
    assert page.stored("0.1.1").value == "too_high"
    assert page.current == "0.1.2", "the question that the answer brought in comes next"


@pytest.mark.parametrize(("forward", "back"), [(Key.Key_Down, Key.Key_Up), ("j", "k")])
def test_moving_down_and_up(page: ReadingPage, forward: Key | str, back: Key | str) -> None:
    page.press(forward)
    assert page.current == "0.1.3"
    page.press(back)
    assert page.current == "0.1.1"
    page.press(back)
    assert page.current == "0.1.1", "there is nothing above the first question"


def test_moving_past_the_end_of_a_standard_goes_on_to_the_next(page: ReadingPage) -> None:
    page.press(Key.Key_End)
    assert page.current == "0.1.20"
    page.press(Key.Key_Down)
    assert page.current == "2.1.1.a"
    page.press(Key.Key_Up)
    assert page.current == "0.1.20"


def test_page_keys_turn_to_the_next_and_previous_standard(page: ReadingPage) -> None:
    page.press(Key.Key_PageDown)
    assert page.current == "2.1.1.a"
    page.press(Key.Key_PageUp)
    assert page.current == "0.1.1"


@pytest.mark.parametrize("key", [Key.Key_Backspace, Key.Key_Delete])
def test_an_answer_is_taken_back(page: ReadingPage, key: Key) -> None:
    page.go("0.1.3")
    page.press("n")
    page.go("0.1.3")
    page.press(key)
    assert page.stored("0.1.3").value is None
    assert page.ticked("0.1.3") is None
    assert page.current == "0.1.3"


def test_c_answers_no_clear_record_where_that_is_an_option(page: ReadingPage) -> None:
    page.go("0.1.9")
    page.press("c")
    assert page.stored("0.1.9").value == "no_clear_record"
    page.go("0.1.3")
    page.press("c")
    assert page.screen.frame.side.notes.blocks("concern")[0].editors["seen"].hasFocus()


def test_letters_typed_in_a_note_stay_in_the_note(page: ReadingPage) -> None:
    page.go("0.1.3")
    words = "yes no any quick search for example c j k / 1"
    page.press(Key.Key_Return)
    page.type(words)
    assert page.deck.panel.note.text() == words
    assert page.stored("0.1.3").value is None
    page.press(Key.Key_Escape)
    assert page.has_keyboard
    assert page.stored("0.1.3").note == words
    assert page.current == "0.1.3"


def test_marking_to_ask_and_naming_the_source(page: ReadingPage) -> None:
    page.press("q")
    assert page.stored("0.1.1").ask
    page.press("q")
    assert not page.stored("0.1.1").ask
    for expected in ("file", "interview", "other", ""):
        page.press("s")
        assert page.stored("0.1.1").source == expected


@pytest.mark.parametrize(
    ("key", "modifiers", "expected"),
    [
        (Key.Key_F8, None, "0.1.5"),
        (Key.Key_Return, CTRL, "0.1.5"),
        (Key.Key_F8, SHIFT, "0.1.1"),
    ],
)
def test_going_to_the_next_and_previous_open_question(
    page: ReadingPage, key: Key, modifiers: object, expected: str
) -> None:
    page.go("0.1.4")
    page.press("y")
    page.go("0.1.3")
    page.press("y")
    page.go("0.1.3")
    page.press(key, modifiers or CTRL & SHIFT)  # type: ignore[arg-type]
    assert page.current == expected


def test_the_next_open_question_is_reached_from_within_a_note(page: ReadingPage) -> None:
    page.press(Key.Key_Return)
    page.type("Words")
    page.press(Key.Key_Return, CTRL)
    assert page.current == "0.1.3"
    assert page.has_keyboard
    assert page.stored("0.1.1").note == "Words"


def test_finding_a_question_by_its_number(page: ReadingPage, qtbot: QtBot) -> None:
    page.press("/")
    finder = page.screen.frame.finder
    assert finder.isVisible()
    page.type("2.3.1.b")
    page.press(Key.Key_Return)
    qtbot.waitUntil(lambda: page.current == "2.3.1.b")
    assert page.has_keyboard
    assert not finder.isVisible()


def test_finding_a_note_in_another_case(page: ReadingPage, qtbot: QtBot) -> None:
    reader = page.session.reader
    reader.note(OTHER, page.question("2.1.3.d").id, "Three call-outs in January")
    page.press(Key.Key_G, CTRL)
    page.type("call-outs january")
    page.press(Key.Key_Return)
    qtbot.waitUntil(lambda: page.screen.ref == OTHER)
    assert page.current == "2.1.3.d"


def test_the_finder_is_left_without_going_anywhere(page: ReadingPage) -> None:
    page.press("/")
    page.press(Key.Key_Escape)
    assert not page.screen.frame.finder.isVisible()
    assert page.has_keyboard


def test_the_next_case(page: ReadingPage) -> None:
    page.press(Key.Key_Right, CTRL)
    assert page.screen.ref == OTHER
    assert page.has_keyboard
    page.press(Key.Key_Right, CTRL)
    assert page.screen.ref == CASE


def test_undo_takes_the_last_answer_back(page: ReadingPage) -> None:
    page.go("0.1.3")
    page.press("y")
    page.press(Key.Key_Z, CTRL)
    assert page.stored("0.1.3").value is None
    assert page.ticked("0.1.3") is None
    page.press(Key.Key_Z, CTRL | SHIFT)
    assert page.ticked("0.1.3") == "yes"


def test_typing_starts_in_the_field_of_a_question_in_words(page: ReadingPage) -> None:
    page.go("0.1.20")
    page.press("2")
    assert page.current == "0.1.21"
    page.type("yes, quick thinking")
    page.press(Key.Key_Escape)
    assert page.stored("0.1.21").value == "yes, quick thinking"
    assert page.has_keyboard


def test_tab_goes_round_the_parts_of_the_screen(page: ReadingPage) -> None:
    page.press(Key.Key_Tab)
    assert page.deck.panel.note.hasFocus()
    page.press(Key.Key_Backtab)
    assert page.has_keyboard
    page.press(Key.Key_Backtab)
    assert page.screen.frame.outline.hasFocus()
    page.press(Key.Key_Tab)
    assert page.has_keyboard


def test_a_whole_case_is_read_and_completed_by_keyboard(page: ReadingPage) -> None:
    for _ in range(200):
        page.press(Key.Key_F8)
        state = page.deck.state()
        assert state is not None
        if not state.open:
            break
        wanted = CASE_FACTS.get(state.shown, "yes")
        if state.answers is not None and state.answers.kind == "text":
            page.type(f"Seen on {day(page.session.inspection.info().starts)}")
            page.press(Key.Key_Escape)
        else:
            assert state.answers is not None
            option = next((o for o in state.answers.options if o.value == wanted), state.answers.options[0])
            page.press(option.key.lower())
    page.press(Key.Key_Return, CTRL | SHIFT)
    assert page.session.reader.open(CASE).status is Status.COMPLETE
    assert "is complete" in page.message()


def test_the_screen_hands_the_keyboard_to_the_current_question(page: ReadingPage) -> None:
    page.press(Key.Key_Return)
    page.screen.setFocus()
    assert page.has_keyboard


def test_arriving_at_a_case_and_question_from_elsewhere(page: ReadingPage) -> None:
    page.screen.arrive(f"{OTHER}/{page.question('2.2.1.a').id}")
    assert (page.screen.ref, page.current) == (OTHER, "2.2.1.a")
    page.screen.arrive(CASE)
    assert page.screen.ref == CASE
    page.screen.arrive("NOWHERE")
    assert "There is no case NOWHERE" in page.message()
    assert page.screen.ref == CASE
