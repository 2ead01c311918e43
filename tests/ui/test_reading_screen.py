"""What the reading screen shows, keeps and refuses, on real encrypted files."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import Status
from fieldwork.reading import comments
from fieldwork.reading.concerns import concerns
from fieldwork.reading.examples import examples
from fieldwork.reading.service import Reader
from tests.ui.files import INSPECTOR, LEAD, PASSPHRASE
from tests.ui.reading_page import CASE, CTRL, SHIFT, Key, ReadingPage, make
from ui.screens.reading import ReadingScreen
from ui.session import Session
from ui.widgets import Button, NotSaved, Saved

UNPAID = "U100"


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ReadingPage]:
    monkeypatch.setenv("FIELDWORK_HOME", str(tmp_path / "home"))
    unpaid = {"reference": UNPAID, "sample_kind": "unpaid_work"}
    page = shown(qtbot, make(tmp_path / "a.fieldwork", ({}, unpaid)))
    yield page
    page.session.close(losing=True)


def shown(qtbot: QtBot, inspection: Inspection, case: str = CASE) -> ReadingPage:
    """The screen with a case on it and the keyboard on its current question."""
    session = Session()
    session.adopt(inspection)
    screen = ReadingScreen(session)
    qtbot.addWidget(screen)
    screen.resize(1166, 680)
    screen.show()
    screen.activateWindow()
    screen.open_case(case)
    page = ReadingPage(session, screen)
    page.deck.focus_row()
    return page


def answer(page: ReadingPage, **values: str) -> None:
    """Record answers by the numbers of their questions, dots written as `_`."""
    for name, value in values.items():
        ref = name.removeprefix("q").replace("_", ".")
        written = page.session.reader.answer(CASE, page.question(ref).id, value)
        page.session.done(written)


def fill(page: ReadingPage, case: str) -> None:
    """Answer everything that applies with its first option."""
    reader = page.session.reader
    while to_do := reader.open(case).to_do:
        question = page.session.inspection.programme.questions[to_do[0]]
        assert question.answers is not None
        options = question.answers.options
        reader.answer(case, question.id, options[0].value if options else "Words")


def break_writing(page: ReadingPage, broken: bool) -> None:
    """Have the file refuse every write, as a full or vanished disk does, or take them again."""
    page.session.inspection.store.execute(f"PRAGMA query_only = {int(broken)}")


# -- what is shown ----------------------------------------------------------------------------------


def test_the_head_says_which_case_and_never_the_name(page: ReadingPage) -> None:
    header = page.screen.frame.header
    assert header.ref.text() == f"{CASE}  DW"
    assert "Carys Lead" in header.about.whole()
    said = " ".join(label.text() for label in page.screen.findChildren(QWidget) if hasattr(label, "text")
                    and isinstance(label.text(), str))  # fmt: skip
    assert "Walker" not in said


def test_the_name_shows_only_when_asked_for_and_hides_with_the_case(page: ReadingPage) -> None:
    side = page.screen.frame.side
    assert "Walker" not in side.facts.accessibleName()
    page.click(side.names)
    assert "Walker" in side.facts.accessibleName()
    page.screen.open_case(UNPAID)
    assert "Walker" not in side.facts.accessibleName()


def test_the_outline_follows_what_is_answered_and_marked(page: ReadingPage) -> None:
    items = {item.shown: item for item in page.screen.frame.outline.items()}
    assert (items["2.1.1"].done, items["2.1.1"].total) == (0, 4)
    answer(page, q2_1_1_a="yes")
    page.go("2.1.1.b")
    page.press("q")
    items = {item.shown: item for item in page.screen.frame.outline.items()}
    assert (items["2.1.1"].done, items["2.1.1"].total, items["2.1.1"].marks.asks) == (1, 4, 1)
    assert items["2.1"].marks.asks == 1


def test_the_judgement_closes_the_prompts_of_its_key_question(page: ReadingPage) -> None:
    page.go("2.1.1")
    assert page.rows()[:5] == ["2.1.1.a", "2.1.1.b", "2.1.1.c", "2.1.1", "2.1.2.a"]
    assert page.row("2.1.1").accessibleName().startswith("Your judgement, 2.1.1")


def test_guidance_is_the_current_questions(page: ReadingPage) -> None:
    page.go("2.1.3.d")
    words = page.screen.frame.side.guidance.words()
    assert page.question("2.1.3.d").guidance.good in words
    answer(page, q0_1_20="good")
    page.go("0.1.21")
    assert "When it is asked: Only where" in page.screen.frame.side.guidance.words()


def test_questions_come_and_go_with_the_answers_that_route_them(page: ReadingPage) -> None:
    assert "0.1.2" not in page.rows()
    page.press("2")
    assert "0.1.2" in page.rows()
    page.press("4")
    page.go("0.1.1")
    page.press("1")
    assert "0.1.2" not in page.rows()
    hidden = page.screen.frame.hidden
    assert "1 answer no longer applies and is kept, not counted" in hidden.words()
    hidden.open()
    assert "Very high" in hidden.words()


def test_only_changed_rows_are_made_anew(page: ReadingPage) -> None:
    before = {ref: page.row(ref) for ref in page.rows()}
    page.press("2")
    after = {ref: page.row(ref) for ref in page.rows()}
    assert set(after) - set(before) == {"0.1.2"}
    assert all(after[ref] is row for ref, row in before.items())


def test_another_case_of_the_same_form_uses_the_same_rows(page: ReadingPage) -> None:
    row = page.row("0.1.3")
    page.go("0.1.3")
    page.press("y")
    page.screen.open_case(UNPAID)
    assert page.row("0.1.3") is row
    assert page.ticked("0.1.3") is None
    assert page.current == "0.1.1"


def test_an_immediate_concern_is_seen_on_every_page(page: ReadingPage) -> None:
    page.press("c")
    page.type("A child may be at risk now")
    page.press(Key.Key_Escape)
    for _ in range(3):
        assert page.screen.frame.concern.isVisible()
        assert "A child may be at risk now" in page.screen.frame.concern.words()
        page.press(Key.Key_PageDown)
    page.screen.open_case(UNPAID)
    assert not page.screen.frame.concern.isVisible()


def test_a_concern_is_followed_until_it_is_closed(page: ReadingPage, qtbot: QtBot) -> None:
    notes = page.screen.frame.side.notes
    page.press("c")
    page.type("A child may be at risk")
    qtbot.waitUntil(lambda: len(concerns(page.session.inspection)) == 1, timeout=2500)
    block = notes.blocks("concern")[0]
    assert block.editors["seen"].hasFocus(), "the words go on where they were begun"
    page.type(" now")
    page.press(Key.Key_Tab)
    page.type("Head of service")
    close = next(b for b in block.findChildren(Button) if b.text() == "Close the concern")
    page.click(close)
    assert "does not say what was done" in page.message()
    block.editors["done"].setFocus()
    page.type("Referred to children's services")
    page.click(close)
    (held,) = concerns(page.session.inspection)
    assert (held.seen, held.told, held.is_open) == ("A child may be at risk now", "Head of service", False)
    assert not page.screen.frame.concern.isVisible()
    page.screen.refresh()
    assert notes.blocks("concern")[0].note.title == "Concern, closed"


def test_practice_examples_are_written_and_turned(page: ReadingPage) -> None:
    page.press("e")
    page.type("The plan was the person's own")
    page.press(Key.Key_Escape)
    (held,) = examples(page.session.inspection, CASE)
    assert (held.text, held.kind) == ("The plan was the person's own", "good")
    block = page.screen.frame.side.notes.blocks("example")[0]
    page.click(next(b for b in block.findChildren(Button) if b.text() == "Make it poor practice"))
    assert examples(page.session.inspection, CASE)[0].kind == "poor"
    page.screen.open_case(UNPAID)
    assert page.screen.frame.side.notes.blocks("example") == []


def test_a_question_corrected_since_it_was_answered_is_confirmed(page: ReadingPage) -> None:
    answer(page, q2_1_1_a="yes")
    programme = page.session.inspection.programme
    with page.session.inspection.edit(LEAD, "Took in a correction") as edit:
        edit.set("programme", programme.id, "corrected", {"2.1.1.a": "now"})
    page.session.done(edit.written)
    page.go("2.1.1.a")
    panel = page.deck.panel
    assert panel.corrected.isVisible()
    page.click(panel.corrected.findChildren(Button)[0])
    assert not page.stored("2.1.1.a").look_again
    assert not panel.corrected.isVisible()
    assert page.stored("2.1.1.a").value == "yes"


def test_everything_that_takes_the_keyboard_has_a_name(page: ReadingPage) -> None:
    page.go("2.1.1")
    for widget in page.screen.findChildren(QWidget):
        takes = widget.focusPolicy().value & 1 and widget.isVisible() and widget.focusProxy() is None
        inner = widget.objectName().startswith("qt_") or widget.metaObject().className() == "QScrollArea"
        if takes and not inner:
            text = widget.text() if hasattr(widget, "text") else ""
            assert widget.accessibleName() or text, widget


# -- warnings and completion ------------------------------------------------------------------------


def test_a_judgement_that_its_prompts_speak_against_asks_for_a_reason(page: ReadingPage) -> None:
    answer(page, q2_1_1_a="no", q2_1_1_b="no", q2_1_1_c="no")
    page.go("2.1.1")
    assert not page.deck.panel.reason.isVisible()
    page.press("y")
    page.go("2.1.1")
    assert page.row("2.1.1").state.warning == "Judged yes, but 3 of 3 prompts say no."
    assert page.deck.panel.reason.isVisible()
    page.press(Key.Key_Return)
    page.type("The officer showed it in the interview")
    page.press(Key.Key_Escape)
    assert page.stored("2.1.1").reason == "The officer showed it in the interview"
    assert not page.row("2.1.1").state.needs_reason
    assert page.stored("2.1.1").value == "yes", "a warning never changes the judgement"


def test_completion_is_refused_with_a_jump_to_what_is_open(page: ReadingPage) -> None:
    fill(page, CASE)
    page.session.done(page.session.reader.answer(CASE, page.question("2.3.1.b").id, None))
    page.go("0.1.1")
    page.press(Key.Key_Return, CTRL | SHIFT)
    assert "1 question still to answer" in page.message()
    assert page.current == "2.3.1.b"
    assert page.has_keyboard
    assert page.session.reader.open(CASE).status is Status.READING


def test_a_complete_case_is_read_only_until_reopened_with_a_reason(page: ReadingPage) -> None:
    fill(page, CASE)
    page.screen.refresh()
    page.click(page.screen.frame.header.complete)
    assert page.session.reader.open(CASE).status is Status.COMPLETE
    page.go("0.1.3")
    page.press("n")
    assert page.stored("0.1.3").value == "yes"
    assert page.deck.panel.note.isReadOnly()
    page.click(page.screen.frame.header.reopen)
    page.press(Key.Key_Return)
    assert "needs a reason" in page.message()
    page.type("The officer found the missing plan")
    page.press(Key.Key_Return)
    assert page.session.reader.open(CASE).status is Status.READING
    page.go("0.1.3")
    page.press("n")
    assert page.stored("0.1.3").value == "no"


def test_facts_changed_by_the_list_stay_in_sight_until_seen(page: ReadingPage) -> None:
    flag = [{"fact": "rosh", "before": "medium", "after": "high", "at": ""}]
    with page.session.inspection.edit(LEAD, "Took in the list") as edit:
        edit.set("case", CASE, "fact.rosh", "high")
        edit.set("case", CASE, "flag", flag)
    page.session.done(edit.written)
    assert "Serious harm level on record: Medium, now High." in page.standing()
    page.screen.commands.act("acknowledge")
    assert page.standing() == ""
    assert not page.session.reader.open(CASE).changed_facts


# -- the mouse --------------------------------------------------------------------------------------


def test_a_click_answers_and_stays_on_its_row(page: ReadingPage) -> None:
    page.click_answer("0.1.5", "No")
    assert page.stored("0.1.5").value == "no"
    assert page.current == "0.1.5"
    assert page.has_keyboard


def test_a_click_on_a_row_makes_it_current_where_it_stands(page: ReadingPage) -> None:
    page.go("0.1.10")
    area = page.deck.page()
    assert area is not None
    area.verticalScrollBar().setValue(page.row("0.1.9").y())
    row = page.row("0.1.12")
    before = row.mapToGlobal(row.rect().topLeft()).y()
    page.click(row)
    assert page.current == "0.1.12"
    assert row.mapToGlobal(row.rect().topLeft()).y() == before


def test_source_and_mark_by_mouse(page: ReadingPage) -> None:
    panel = page.deck.panel
    source = panel.findChild(QWidget, "interview")
    assert source is not None
    page.click(source)
    assert page.stored("0.1.1").source == "interview"
    page.click(panel.ask)
    assert page.stored("0.1.1").ask


# -- nothing is lost --------------------------------------------------------------------------------


def test_what_is_typed_is_on_the_disk_before_the_mark_says_so(page: ReadingPage, qtbot: QtBot) -> None:
    seen: list[dict[tuple[str, str], str]] = []

    def look(state: object) -> None:
        if isinstance(state, Saved) and page.session.is_open:
            seen.append(page.drafts())

    page.screen.keeper.state_changed.connect(look)
    page.go("0.1.3")
    page.press(Key.Key_Return)
    page.type("Typed and then the power went")
    assert page.saved() == "Saving…"
    qtbot.waitUntil(lambda: bool(seen), timeout=2500)
    assert seen[0] == {("0.1.3", "note"): "Typed and then the power went"}
    assert page.saved().startswith("Saved")


def test_a_draft_that_a_crash_left_is_there_when_the_file_is_opened_again(
    page: ReadingPage, qtbot: QtBot, tmp_path: Path
) -> None:
    page.press(Key.Key_Return)
    page.type("Words before the crash")
    qtbot.waitUntil(lambda: bool(page.drafts()), timeout=2500)
    copy = tmp_path / "after" / "a.fieldwork"
    copy.parent.mkdir()
    for path in tmp_path.glob("a.fieldwork*"):
        if not path.name.endswith("lock"):
            shutil.copy(path, copy.parent / path.name)
    with Inspection.open(copy, PASSPHRASE) as found:
        notes = {q.question.ref: q.answer.note for q in Reader(found).open(CASE).questions}
    assert notes["0.1.1"] == "Words before the crash"


def test_moving_on_closing_and_locking_write_down_what_is_typed(page: ReadingPage) -> None:
    page.press(Key.Key_Return)
    page.type("First")
    page.press(Key.Key_F8)
    assert page.stored("0.1.1").note == "First"
    page.press(Key.Key_Return)
    page.type("Second")
    page.screen.open_case(UNPAID)
    assert page.stored("0.1.3").note == "Second"
    page.press(Key.Key_Return)
    page.type("Third")
    path = page.session.inspection.path
    page.session.lock()
    page.session.open(path, PASSPHRASE)
    assert page.stored("0.1.1", UNPAID).note == "Third"


def test_a_long_note_is_kept_whole(page: ReadingPage) -> None:
    words = "The record of the third visit. " * 4000
    page.press(Key.Key_Return)
    page.deck.panel.note.insertPlainText(words)
    page.press(Key.Key_Escape)
    assert page.stored("0.1.1").note == words


def test_a_failed_answer_shows_the_stored_one_and_says_why(page: ReadingPage) -> None:
    page.go("0.1.3")
    page.press("y")
    break_writing(page, True)
    page.go("0.1.3")
    page.press("n")
    assert page.ticked("0.1.3") == "yes"
    assert page.current == "0.1.3"
    assert "What was there before stays as it was" in page.message()
    break_writing(page, False)
    page.press("n")
    assert page.ticked("0.1.3") == page.stored("0.1.3").value == "no"


def test_a_failed_note_stays_in_the_editor_and_is_tried_again(page: ReadingPage, qtbot: QtBot) -> None:
    break_writing(page, True)
    page.press(Key.Key_Return)
    page.type("Not to be lost")
    qtbot.waitUntil(lambda: isinstance(page.screen.keeper.state, NotSaved), timeout=2500)
    assert page.saved().startswith("Not saved: ")
    page.press(Key.Key_Escape)
    page.press(Key.Key_Down)
    assert page.deck.panel.note.text() == ""
    page.press(Key.Key_Up)
    assert page.deck.panel.note.text() == "Not to be lost"
    break_writing(page, False)
    qtbot.waitUntil(lambda: isinstance(page.screen.keeper.state, Saved), timeout=7000)
    assert page.stored("0.1.1").note == "Not to be lost"


def test_a_full_disk_refuses_a_long_note_and_keeps_it(page: ReadingPage, qtbot: QtBot) -> None:
    store = page.session.inspection.store
    row = store.row("PRAGMA page_count")
    assert row is not None
    store.execute(f"PRAGMA max_page_count = {row[0]}")
    words = "Evidence that does not fit. " * 3000
    page.press(Key.Key_Return)
    page.deck.panel.note.insertPlainText(words)
    qtbot.waitUntil(lambda: isinstance(page.screen.keeper.state, NotSaved), timeout=2500)
    assert "disk is full" in page.saved()
    assert page.deck.panel.note.text() == words
    store.execute("PRAGMA max_page_count = 1000000")
    page.type("!")
    page.press(Key.Key_Escape)
    assert page.stored("0.1.1").note == words + "!"


def test_a_file_is_not_closed_over_words_that_could_not_be_written(page: ReadingPage) -> None:
    break_writing(page, True)
    page.press(Key.Key_Return)
    page.type("Not to be lost")
    with pytest.raises(Exception, match=CASE):
        page.session.lock()
    assert page.session.is_open
    assert page.deck.panel.note.text() == "Not to be lost"
    break_writing(page, False)


# -- two laptops ------------------------------------------------------------------------------------


def test_what_two_people_changed_apart_is_settled_side_by_side(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIELDWORK_HOME", str(tmp_path / "home"))
    mine = tmp_path / "mine.fieldwork"
    make(mine).close()
    theirs = Path(shutil.copy(mine, tmp_path / "theirs.fieldwork"))
    with Inspection.open(theirs, PASSPHRASE) as other:
        question = other.programme.question("2.1.1.a")
        assert question is not None
        Reader(other, INSPECTOR).answer(CASE, question.id, "no")
        changes = other.journal.unsent()
    here = Inspection.open(mine, PASSPHRASE)
    Reader(here, LEAD).answer(CASE, question.id, "yes")
    here.merge(changes, "package")
    page = shown(qtbot, here)
    assert "1 answer was changed on two laptops" in page.standing()
    page.screen.commands.act("conflict")
    assert page.current == "2.1.1.a"
    keeps = [b for b in page.deck.panel.stops() if b.accessibleName().startswith("Keep ")]
    assert [b.accessibleName() for b in keeps] == [
        "Keep Imran Reader’s answer: No",
        "Keep Carys Lead’s answer: Yes",
    ]
    page.click(keeps[0])
    assert page.stored("2.1.1.a").value == "no"
    assert not page.stored("2.1.1.a").conflict
    assert page.standing() == ""
    page.session.close()


def test_comments_are_said_answered_and_resolved_beside_the_question(page: ReadingPage) -> None:
    side = page.screen.frame.side
    page.go("2.1.1.a")
    side.comments_section.open()
    assert side.comments.add.text() == "Comment on 2.1.1.a"
    side.comments.new.setPlainText("Which plan did you read?")
    side.comments.add.click()
    (card,) = side.comments.cards
    assert card.where.text() == "2.1.1.a"
    assert side.comments_section.head.text() == "Comments (1 open)"
    card.answer.setPlainText("The one of March.")
    card.reply.click()
    (card,) = side.comments.cards
    card.answer.setPlainText("Noted under the question")
    card.end.click()
    (held,) = comments.comments(page.session.inspection)
    assert [reply.text for reply in held.replies] == ["The one of March."]
    assert (held.is_open, held.resolution) == (False, "Noted under the question")
    assert side.comments_section.head.text() == "Comments"
    side.comments.cards[0].end.click()
    assert comments.comments(page.session.inspection)[0].is_open
