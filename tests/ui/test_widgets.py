"""The building blocks: what they show, what they say, and what the keyboard does with them."""

import time
from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from fieldwork.programme.model import AnswerSet, Option
from tests.ui import gallery
from ui import widgets as w

Key = Qt.Key


def shown(qtbot: QtBot, widget: QWidget) -> QWidget:
    """The widget in a window that has the keyboard."""
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    return widget


@pytest.fixture(params=sorted(gallery.PAGES))
def page(request: pytest.FixtureRequest, qtbot: QtBot) -> QWidget:
    """Each page of the gallery, at the smallest size of window."""
    made = gallery.PAGES[request.param]()
    made.resize(1366, 768)
    return shown(qtbot, made)


def test_whatever_takes_the_keyboard_has_a_name(page: QWidget) -> None:
    nameless = [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in page.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and widget.objectName() != "qt_spinbox_lineedit"  # its spin box has the name
        and not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    ]
    assert nameless == []


def test_labels_never_take_words_for_markup(page: QWidget) -> None:
    labels = [label for label in page.findChildren(QLabel) if label.text()]
    assert labels
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}


def test_nothing_sticks_out_of_the_smallest_window(page: QWidget) -> None:
    assert page.minimumSizeHint().width() <= 1366
    assert page.minimumSizeHint().height() <= 768


def test_tooltips_show_brackets_as_they_are() -> None:
    assert w.tooltip("plain words") == "plain words"
    assert w.tooltip("<b>Alis</b> & co") == "<span>&lt;b>Alis&lt;/b> &amp; co</span>"


# --- answers ---------------------------------------------------------------------------------------


class Answers:
    """A bar and what it asked for."""

    def __init__(self, qtbot: QtBot, answers: AnswerSet, value: str | None = None) -> None:
        self.bar = w.AnswerBar(w.AnswerState(answers, value, "2.1.1 a"))
        self.given: list[str] = []
        self.bar.answered.connect(self.given.append)
        self.bar.cleared.connect(self._cleared)
        shown(qtbot, self.bar)
        self.bar.setFocus()

    def _cleared(self) -> None:
        self.given.append("CLEARED")

    def press(self, key: Qt.Key | str) -> None:
        """Press a key where the keyboard is."""
        target = QApplication.focusWidget()
        assert target is not None
        if isinstance(key, str):
            QTest.keyClicks(target, key)
        else:
            QTest.keyClick(target, key)


@pytest.mark.parametrize(("key", "value"), [("y", "yes"), ("N", "no"), ("a", "na")])
def test_a_letter_answers(qtbot: QtBot, key: str, value: str) -> None:
    answers = Answers(qtbot, gallery.YES_NO_NA)
    answers.press(key)
    assert answers.given == [value]


def test_numbers_answer_where_options_have_no_letters(qtbot: QtBot) -> None:
    assert w.answer_keys(gallery.HARM) == {"1": "low", "2": "medium", "3": "high", "4": "very_high"}
    answers = Answers(qtbot, gallery.HARM)
    answers.press("3")
    assert answers.given == ["high"]


def test_a_number_that_is_another_options_key_is_left_to_it() -> None:
    mixed = AnswerSet("m", "choice", (Option("none", "None"), Option("one", "One", "1")))
    assert w.answer_keys(mixed) == {"1": "one"}


def test_an_answer_shows_only_once_it_is_stored(qtbot: QtBot) -> None:
    answers = Answers(qtbot, gallery.YES_NO)
    answers.press("y")
    assert not any(button.isChecked() for button in answers.bar._buttons)
    answers.bar.show_state(w.AnswerState(gallery.YES_NO, "yes", "2.1.1 a"))
    assert [button.isChecked() for button in answers.bar._buttons] == [True, False]
    assert answers.bar.accessibleName() == "2.1.1 a: Yes"


def test_the_same_answer_again_is_no_answer(qtbot: QtBot) -> None:
    answers = Answers(qtbot, gallery.YES_NO, "yes")
    answers.press("y")
    assert answers.given == []


def test_arrows_move_and_space_answers(qtbot: QtBot) -> None:
    answers = Answers(qtbot, gallery.YES_NO_NA)
    answers.press(Key.Key_Right)
    assert answers.given == []
    answers.press(Key.Key_Space)
    answers.press(Key.Key_Left)
    answers.press(Key.Key_Left)
    answers.press(Key.Key_Space)
    assert answers.given == ["no", "na"]


def test_backspace_takes_an_answer_back_but_not_nothing(qtbot: QtBot) -> None:
    answers = Answers(qtbot, gallery.YES_NO, "no")
    answers.press(Key.Key_Backspace)
    answers.bar.show_state(w.AnswerState(gallery.YES_NO, None, "2.1.1 a"))
    answers.press(Key.Key_Backspace)
    assert answers.given == ["CLEARED"]


def test_a_double_click_answers_once(qtbot: QtBot) -> None:
    answers = Answers(qtbot, gallery.YES_NO)
    button = answers.bar._buttons[0]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(button, Qt.MouseButton.LeftButton)
    assert set(answers.given) == {"yes"}


def test_keys_that_are_the_screens_go_on_to_it(qtbot: QtBot) -> None:
    heard: list[int] = []

    class Screen(QWidget):
        def keyPressEvent(self, event: object) -> None:
            heard.append(event.key())  # type: ignore[attr-defined]

    screen = Screen()
    bar = w.AnswerBar(w.AnswerState(gallery.YES_NO), screen)
    shown(qtbot, screen)
    bar.setFocus()
    for key in (Key.Key_Down, Key.Key_Up, Key.Key_Return, Key.Key_J):
        QTest.keyClick(QApplication.focusWidget(), key)
    assert heard == [Key.Key_Down, Key.Key_Up, Key.Key_Return, Key.Key_J]


def test_only_one_button_of_a_bar_is_a_stop_of_the_tab_key(qtbot: QtBot) -> None:
    answers = Answers(qtbot, gallery.HARM, "high")
    stops = [b.value for b in answers.bar._buttons if b.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == ["high"]


def test_a_bar_that_is_disabled_asks_for_nothing(qtbot: QtBot) -> None:
    answers = Answers(qtbot, gallery.YES_NO)
    answers.bar.show_state(w.AnswerState(gallery.YES_NO, enabled=False))
    QTest.mouseClick(answers.bar._buttons[0], Qt.MouseButton.LeftButton)
    assert answers.given == []


@pytest.mark.parametrize(
    ("answers", "typed", "value"),
    [
        (gallery.NUMBER, "1,204", "1204"),
        (gallery.NUMBER, "2.50", "2.5"),
        (gallery.DATE, "3/2/2026", "2026-02-03"),
        (gallery.WORDS, "careful work", "careful work"),
    ],
)
def test_typed_answers_are_given_when_the_keyboard_leaves(
    qtbot: QtBot, answers: AnswerSet, typed: str, value: str
) -> None:
    bar = Answers(qtbot, answers)
    bar.press(typed)
    QApplication.focusWidget().clearFocus()
    assert bar.given == [value]


def test_what_cannot_be_read_is_marked_and_not_given(qtbot: QtBot) -> None:
    bar = Answers(qtbot, gallery.DATE, "2026-02-03")
    field = bar.bar.findChild(w.DateEntry)
    assert field is not None and field.text() == "3 February 2026"
    field.selectAll()
    bar.press("31 February")
    field.clearFocus()
    assert bar.given == []
    assert field.property("wrong") is True
    assert "not a date" in field.accessibleDescription()
    field.clear()
    bar.bar.setFocus()
    bar.press(" ")
    field.clearFocus()
    assert bar.given == ["CLEARED"]


@pytest.mark.parametrize(
    "typed", ["22 November 2026", " 22  nov 2026", "22/11/2026", "22/11/26", "22.11.2026", "2026-11-22"]
)
def test_dates_are_read_as_people_write_them(typed: str) -> None:
    assert w.read_date(typed) == date(2026, 11, 22)


@pytest.mark.parametrize("typed", ["", "x", "nan", "inf", "1e999", "1 2"])
def test_what_is_no_number_is_not_read(typed: str) -> None:
    assert w.read_number(typed) is None


# --- notes -----------------------------------------------------------------------------------------


@pytest.fixture
def note(qtbot: QtBot) -> Iterator[w.NoteEditor]:
    """An editor with the keyboard in it."""
    made = w.NoteEditor("Note", min_lines=2, max_lines=6)
    shown(qtbot, made)
    made.setFocus()
    yield made


def test_a_note_is_due_soon_after_the_last_key(note: w.NoteEditor, qtbot: QtBot) -> None:
    start = time.monotonic()
    with qtbot.waitSignal(note.save_due, timeout=1500) as due:
        QTest.keyClicks(note, "abc")
    assert due.args == ["abc"]
    assert time.monotonic() - start >= 0.7


def test_a_note_typed_without_a_pause_is_still_due_in_time(note: w.NoteEditor, qtbot: QtBot) -> None:
    due: list[float] = []
    note.save_due.connect(lambda _text: due.append(time.monotonic()))
    start = time.monotonic()
    while not due and time.monotonic() - start < 4:
        QTest.keyClicks(note, "x")
        qtbot.wait(100)
    assert 1.8 <= due[0] - start <= 2.3


def test_a_note_is_due_at_once_when_the_keyboard_leaves_or_on_request(note: w.NoteEditor) -> None:
    due: list[str] = []
    note.save_due.connect(due.append)
    QTest.keyClicks(note, "one")
    note.flush()
    note.flush()
    QTest.keyClicks(note, " two")
    note.clearFocus()
    assert due == ["one", "one two"]


def test_what_is_being_typed_is_never_overwritten(note: w.NoteEditor) -> None:
    note.show_state("stored")
    QTest.keyClicks(note, "mine ")
    note.show_state("from elsewhere")
    assert "mine" in note.text()
    note.flush()
    note.show_state("from elsewhere")
    assert note.text() == "from elsewhere"


def test_a_note_that_is_as_it_was_is_not_due(note: w.NoteEditor) -> None:
    due: list[str] = []
    note.save_due.connect(due.append)
    QTest.keyClicks(note, "a")
    QTest.keyClick(note, Key.Key_Backspace)
    note.flush()
    assert due == []


def test_a_note_grows_with_its_words_to_a_limit(note: w.NoteEditor) -> None:
    heights = []
    for lines in (1, 2, 4, 6, 40):
        note.show_state("\n".join(["words"] * lines))
        heights.append(note.height())
    assert heights[0] == heights[1] < heights[2] < heights[3] == heights[4]


def test_a_very_long_note_is_kept_whole(note: w.NoteEditor) -> None:
    text = "Evidence – gyda'r tŷ. " * 20_000
    note.setPlainText(text)
    due: list[str] = []
    note.save_due.connect(due.append)
    note.flush()
    assert due == [text]


def test_tab_leaves_a_note(qtbot: QtBot) -> None:
    window = QWidget()
    first, second = w.NoteEditor("First", parent=window), w.NoteEditor("Second", parent=window)
    shown(qtbot, window)
    first.setFocus()
    QTest.keyClick(first, Key.Key_Tab)
    assert second.hasFocus()
    assert first.text() == ""


# --- the rest --------------------------------------------------------------------------------------


def test_the_rail_is_walked_and_chosen_from_by_keyboard(qtbot: QtBot) -> None:
    rail = w.NavRail()
    rail.show_state(gallery.PLACES)
    chosen: list[str] = []
    rail.chosen.connect(chosen.append)
    shown(qtbot, rail)
    rail._buttons[0].setFocus()
    QTest.keyClick(rail._buttons[0], Key.Key_Down)
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Return)
    QTest.keySequence(rail, QKeySequence("Ctrl+5"))
    assert chosen == ["cases", "findings"]
    assert rail._buttons[2].accessibleName() == "Reading, current"
    assert rail._buttons[1].accessibleName() == "Cases, 12 to read"


def test_the_saved_mark_says_when_or_why_not() -> None:
    mark = w.SavedMark()
    mark.show_state(w.Saved("9:41am"))
    assert mark.accessibleName() == "Saved 9:41am"
    mark.show_state(w.NotSaved("disk full"))
    assert (mark.words(), mark.tone()) == ("Not saved: disk full", "danger")


def test_a_banner_offers_and_closes(qtbot: QtBot) -> None:
    banner = w.Banner()
    heard: list[str] = []
    banner.action_chosen.connect(heard.append)
    banner.show_state(gallery.APART)
    shown(qtbot, banner)
    QTest.mouseClick(banner.findChild(w.Button, "go"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(banner.closed):
        QTest.keyClick(banner, Key.Key_Escape)
    assert heard == ["go"]
    assert banner.isHidden()


def test_facts_fold_to_the_width_and_say_all_of_themselves(qtbot: QtBot) -> None:
    grid = w.FactGrid(column_width=150)
    grid.show_state(gallery.FACTS)
    qtbot.addWidget(grid)
    assert grid.heightForWidth(1200) < grid.heightForWidth(500) < grid.heightForWidth(150)
    grid.resize(700, grid.heightForWidth(700))
    grid.show()
    long = next(e for e in grid.findChildren(w.Elided) if e.whole().startswith("Rehabilitation"))
    assert long.text().endswith("…")
    assert long.toolTip() == long.whole()
    assert long.accessibleName().startswith("Requirements: Rehabilitation")


def test_the_search_is_heard_after_a_pause_and_emptied_by_escape(qtbot: QtBot) -> None:
    field = w.SearchField()
    shown(qtbot, field)
    with qtbot.waitSignal(field.searched) as heard:
        QTest.keyClicks(field, "  wrec  sam ")
    assert heard.args == ["wrec sam"]
    with qtbot.waitSignal(field.searched) as heard:
        QTest.keyClick(field, Key.Key_Escape)
    assert heard.args == [""]


def test_the_outline_follows_arrows_and_leaves_letters_to_the_screen(qtbot: QtBot) -> None:
    outline = w.OutlineList()
    outline.show_state(gallery.OUTLINE, "2.1.1")
    chosen: list[str] = []
    outline.chosen.connect(chosen.append)
    shown(qtbot, outline)
    QTest.keyClick(outline, Key.Key_Down)
    QTest.keyClicks(outline, "2")
    assert chosen == ["2.1.2"]
    outline.show_state(gallery.OUTLINE, "2.2")
    assert (chosen, outline.current()) == (["2.1.2"], "2.2")
    assert gallery.OUTLINE[2].said() == "2.1.2 Offending and desistance, 3 of 8, has a warning"


def make_table(qtbot: QtBot, count: int) -> w.DataTable[gallery.Case]:
    """A table of made-up cases in a window."""
    table = w.DataTable("Cases", gallery.case_columns(), gallery.case_key)
    table.resize(900, 400)
    table.show_state(gallery.cases(count))
    shown(qtbot, table)
    return table


def test_ten_thousand_rows_are_shown_sorted_and_searched_without_waiting(qtbot: QtBot) -> None:
    table = make_table(qtbot, 10_000)
    start = time.monotonic()
    table.show_state(gallery.cases(10_000))
    table.sort_by(4, descending=True)
    table.search("wrecsam complete")
    took = time.monotonic() - start
    assert table.shown() == sum(
        c.office == "Wrecsam" and c.status == "Complete" for c in gallery.cases(10_000)
    )
    assert took < 1.0


def test_what_is_selected_stays_selected_through_new_rows_and_order(qtbot: QtBot) -> None:
    table = make_table(qtbot, 50)
    table.select(["X100005", "X100009"])
    table.sort_by(0, descending=True)
    table.show_state(gallery.cases(60))
    assert set(table.selected()) == {"X100005", "X100009"}
    assert table.current() == "X100005"
    table.search("100009")
    assert table.selected() == ("X100009",)


def test_enter_opens_a_row_and_nothing_has_its_own_page(qtbot: QtBot) -> None:
    table = make_table(qtbot, 20)
    table.select(["X100003"])
    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(table.view, Key.Key_Return)
    assert opened.args == ["X100003"]
    table.search("no such words")
    assert table._none.isVisible()
    table.show_state([])
    assert table._empty.isVisible()


def test_numbers_sort_as_numbers(qtbot: QtBot) -> None:
    table = make_table(qtbot, 40)
    table.sort_by(4)
    done = [table.model.row(n).done for n in range(table.shown())]
    assert done == sorted(done)


def test_the_timetable_is_walked_entry_by_entry(qtbot: QtBot) -> None:
    grid = w.TimetableGrid()
    grid.resize(1300, 500)
    grid.show_state(gallery.timetable())
    shown(qtbot, grid)
    grid.go_to("e1")
    for _ in range(3):
        QTest.keyClick(grid, Key.Key_Down)
    current = grid.current_entry()
    assert current is not None and current.id == "e19"
    with qtbot.waitSignal(grid.entry_chosen) as chosen:
        QTest.keyClick(grid, Key.Key_Return)
    assert chosen.args == ["e19"]
    QTest.keyClick(grid, Key.Key_Up)
    QTest.keyClick(grid, Key.Key_Right)
    assert grid.current_entry() is None
    with qtbot.waitSignal(grid.cell_chosen) as cell:
        QTest.keyClick(grid, Key.Key_Return)
    assert cell.args == ["p1", 2]


def test_the_timetable_finds_the_entry_under_the_pointer(qtbot: QtBot) -> None:
    grid = w.TimetableGrid()
    grid.resize(1300, 500)
    grid.show_state(gallery.timetable())
    shown(qtbot, grid)
    cell = grid.visualRect(grid.model().index(0, 0))
    entry = grid.entry_at(QPoint(cell.left() + 20, cell.top() + 20))
    assert entry is not None and entry.id == "e0"
    QTest.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=cell.topLeft() + QPoint(20, 20))
    said = grid.model().data(grid.model().index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Alis Ŵyn, Mon 16 Nov Morning: 11:15am, Officer 0, Room 2, locked; ")


def test_a_dialog_is_answered_once_and_escape_answers_nothing(qtbot: QtBot) -> None:
    window = QWidget()
    shown(qtbot, window)
    chosen: list[str] = []
    choices = (w.Choice(w.CANCEL, "Keep it"), w.Choice("go", "Remove it", "danger"))
    for key in (Key.Key_Escape, Key.Key_Return):
        dialog = w.Dialog("Remove?", "<b>Gone</b> for good.", choices=choices, parent=window)
        dialog.chosen.connect(chosen.append)
        dialog.open()
        assert dialog.words.textFormat() == Qt.TextFormat.PlainText
        QTest.keyClick(dialog, key)
        qtbot.waitUntil(lambda: not window.findChildren(w.Dialog))
    assert chosen == ["go"]


def test_a_wrong_passphrase_is_said_in_place(qtbot: QtBot) -> None:
    dialog = w.PassphraseDialog("Open", "Its passphrase?")
    given: list[str] = []
    dialog.given.connect(given.append)
    shown(qtbot, dialog)
    QTest.keyClicks(QApplication.focusWidget(), "correct horse")
    QTest.keyClick(dialog, Key.Key_Return)
    assert given == ["correct horse"]
    dialog.fail("That is not the passphrase.")
    assert dialog.isVisible()
    assert dialog.buttons["go"].isEnabled()
    dialog.accept()


def test_a_new_passphrase_is_asked_for_twice_and_checked(qtbot: QtBot) -> None:
    dialog = w.PassphraseDialog(
        "New", "", twice=True, check=lambda text: "Too short." if len(text) < 8 else ""
    )
    given: list[str] = []
    dialog.given.connect(given.append)
    shown(qtbot, dialog)
    first, again = dialog.findChildren(w.PassphraseField)
    for one, other in (("a", "b"), ("a", "a"), ("long enough", "long enough")):
        for field, words in ((first, one), (again, other)):
            field.select()
            QTest.keyClicks(QApplication.focusWidget(), words)
        QTest.keyClick(dialog, Key.Key_Return)
    assert given == ["long enough"]
    dialog.accept()


def test_caps_lock_is_guessed_from_letters(qtbot: QtBot) -> None:
    field = w.PassphraseField()
    shown(qtbot, field)
    field.setFocus()
    hint = next(label for label in field.findChildren(w.Label) if "Caps" in label.text())
    QTest.keyClick(QApplication.focusWidget(), "a")
    assert hint.isHidden()
    QTest.keyClick(QApplication.focusWidget(), "A")
    assert not hint.isHidden()


def test_every_block_is_found_where_the_package_says() -> None:
    import ui.widgets as package

    assert set(package._WHERE) | {"announce"} == set(package.__all__)
    for name in package.__all__:
        assert getattr(package, name) is not None
