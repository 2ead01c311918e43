"""The sample list's screen reads real lists, has their columns confirmed and takes them in."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from fieldwork.inspection import queries
from fieldwork.inspection.changes import Register, Written
from fieldwork.inspection.records import Status
from fieldwork.programme.model import QuestionId
from fieldwork.sample import sync
from tests.ui import files, waiting
from ui.screens.sample_list import SampleListScreen
from ui.session import Session

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
CLEAN, AS_SENT = SAMPLES / "northumbria-sample.csv", SAMPLES / "northumbria-sample-as-sent.xlsx"


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:  # noqa: ARG001
    made = waiting.opened(tmp_path / "Northumbria 2019.fieldwork", monkeypatch, cases=0)
    yield made
    made.close()


@pytest.fixture
def screen(qtbot: QtBot, session: Session) -> SampleListScreen:
    made = SampleListScreen(session)
    waiting.shown(qtbot, made)
    return made


def read(screen: SampleListScreen, qtbot: QtBot, path: Path) -> None:
    screen.open_list(str(path))
    waiting.finished(qtbot)


def take(screen: SampleListScreen, qtbot: QtBot) -> None:
    screen.page.take.click()
    waiting.finished(qtbot, 60_000)


def column(screen: SampleListScreen, number: int) -> list[str]:
    model = screen.page.changes.model
    return [model.index(row, number).data() for row in range(model.rowCount())]


def edited(path: Path, to: Path, change: dict[str, dict[str, str]], without: str = "") -> Path:
    """A copy of a list with some cells changed, by CRN, and one case left out."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with to.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(rows[0]))
        out.writeheader()
        out.writerows(row | change.get(row["CRN"], {}) for row in rows if row["CRN"] != without)
    return to


def test_a_clean_list_is_taken_in_and_can_be_undone(
    screen: SampleListScreen, session: Session, qtbot: QtBot
) -> None:
    read(screen, qtbot, CLEAN)
    assert screen.page.tabs.tabText(0) == "Columns (22 of 22 used)"
    assert screen.page.take.isEnabled()
    assert not screen.page.leave_out.isVisible()
    take(screen, qtbot)
    assert len(queries.cases(session.inspection)) == 133
    message = screen.page.banner.message()
    assert message is not None
    assert message.text == "The list is taken in: 133 added."
    screen.page.banner.action_chosen.emit("undo")
    assert queries.cases(session.inspection) == []


def test_nothing_changes_before_it_is_accepted(
    screen: SampleListScreen, session: Session, qtbot: QtBot
) -> None:
    read(screen, qtbot, CLEAN)
    assert column(screen, 1) == ["Added"] * 133
    assert queries.cases(session.inspection) == []


def test_a_list_with_problems_waits_until_they_are_left_out(
    screen: SampleListScreen, session: Session, qtbot: QtBot
) -> None:
    read(screen, qtbot, AS_SENT)
    assert screen.page.tabs.tabText(1) == "Problems (7)"
    assert not screen.page.take.isEnabled()
    assert screen.page.leave_out.text() == "&Leave out 7 rows with problems"
    screen.page.leave_out.click()
    take(screen, qtbot)
    assert len(queries.cases(session.inspection)) == 127


def test_what_changes_is_shown_fact_by_fact(
    screen: SampleListScreen, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    read(screen, qtbot, CLEAN)
    take(screen, qtbot)
    session.done(session.reader.answer("E255766", QuestionId("2.1.1.a"), "yes"))
    change = {"E255766": {"RoSH": "High", "Surname": "Walkerson"}}
    read(screen, qtbot, edited(CLEAN, tmp_path / "second.csv", change, without="N601871"))
    said = set(zip(*(column(screen, number) for number in range(6)), strict=True))
    rosh = "Serious harm level on record"
    assert ("E255766", "Changed", rosh, "Low", "High", "Look again") in said
    assert ("E255766", "Changed", "Family name", "••••", "••••", "Look again") in said
    assert ("N601871", "Withdrawn", "", "", "", "") in said
    screen.page.names.click()
    assert "Walkerson" in column(screen, 4)
    take(screen, qtbot)
    assert queries.case(session.inspection, "E255766").flagged
    assert queries.case(session.inspection, "N601871").status is Status.WITHDRAWN


def test_kinds_of_changes_can_be_looked_at_alone(
    screen: SampleListScreen, qtbot: QtBot, tmp_path: Path
) -> None:
    read(screen, qtbot, CLEAN)
    take(screen, qtbot)
    change = {"E255766": {"RoSH": "High"}}
    read(screen, qtbot, edited(CLEAN, tmp_path / "second.csv", change, without="N601871"))
    kinds = screen.page.kinds
    assert [kinds.itemText(n) for n in range(kinds.count())] == ["Everything", "1 changed", "1 withdrawn"]
    kinds.setCurrentIndex(2)
    kinds.activated.emit(2)
    assert column(screen, 0) == ["N601871"]


def test_the_same_list_again_changes_nothing(screen: SampleListScreen, qtbot: QtBot) -> None:
    read(screen, qtbot, CLEAN)
    take(screen, qtbot)
    read(screen, qtbot, CLEAN)
    assert not screen.page.take.isEnabled()
    assert screen.page.changes.shown() == 0


def odd_headings(to: Path) -> Path:
    """The clean list with a heading that nobody knows for a column that is needed."""
    text = CLEAN.read_text(encoding="utf-8-sig")
    to.write_text(text.replace("Sentence type", "Thing they got", 1), encoding="utf-8")
    return to


def test_a_missing_column_is_said_and_can_be_pointed_to(
    screen: SampleListScreen, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    path = odd_headings(tmp_path / "odd.csv")
    read(screen, qtbot, path)
    message = screen.page.banner.message()
    assert message is not None
    assert message.text == "The list has no column for Sentence type."
    assert not screen.page.take.isEnabled()
    assert not screen.page.tabs.isTabEnabled(2)
    box = screen.page.columns.choices["Thing they got"]
    box.setCurrentIndex(box.findData("sentence_type"))
    box.activated.emit(box.currentIndex())
    waiting.finished(qtbot)
    assert screen.page.banner.message() is None
    take(screen, qtbot)
    assert queries.case(session.inspection, "E255766").facts["sentence_type"] == "suspended_sentence_order"
    assert sync.remembered_columns(session.inspection) == {"Thing they got": "sentence_type"}
    read(screen, qtbot, path)
    assert screen.page.columns.choices["Thing they got"].currentData() == "sentence_type"
    assert screen.page.changes.shown() == 0


def test_a_fact_given_to_another_column_leaves_the_first(screen: SampleListScreen, qtbot: QtBot) -> None:
    read(screen, qtbot, AS_SENT)
    box = screen.page.columns.choices["Comments"]
    box.setCurrentIndex(box.findData("index_offence"))
    box.activated.emit(box.currentIndex())
    waiting.finished(qtbot)
    assert screen.page.columns.choices["Main offence"].currentData() == ""
    assert screen.read is not None
    assert screen.read.office_list is not None
    assert screen.read.office_list.columns["index_offence"] == "Comments"
    assert not any("Also read as" in p.problem for p in screen.read.office_list.problems)


def test_problems_are_copied_and_saved_without_personal_details(
    screen: SampleListScreen, qtbot: QtBot, tmp_path: Path
) -> None:
    change = {"E255766": {"Date of birth": "31/02/1980", "RoSH": "TBC"}}
    read(screen, qtbot, edited(CLEAN, tmp_path / "wrong.csv", change))
    screen.page.copy_wanted.emit()
    assert "31/02/1980" not in QGuiApplication.clipboard().text()
    screen.save_problems(str(tmp_path / "problems.csv"))
    rows = list(csv.reader((tmp_path / "problems.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert rows[0] == ["Row", "Column", "Value", "What was expected"]
    assert [row[:3] for row in rows[1:]] == [["2", "Date of birth", "••••"], ["2", "RoSH", "TBC"]]
    screen.page.names.click()
    screen.page.copy_wanted.emit()
    assert "31/02/1980" in QGuiApplication.clipboard().text()


def test_personal_values_are_masked_until_they_are_asked_for(screen: SampleListScreen, qtbot: QtBot) -> None:
    read(screen, qtbot, CLEAN)
    shown = {column.heading: label.whole() for label, column in screen.page.columns._examples}
    assert shown["Surname"] == "••••"
    assert shown["Office"].startswith("Newcastle")
    screen.page.names.click()
    assert "Walker" in {c.heading: label.whole() for label, c in screen.page.columns._examples}["Surname"]


def test_a_file_that_is_no_list_is_refused_in_a_sentence(
    screen: SampleListScreen, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "letter.csv"
    path.write_bytes(b"%PDF-1.7 nothing")
    read(screen, qtbot, path)
    message = screen.page.banner.message()
    assert message is not None
    assert message.text == "This is a PDF document, not a list of cases."
    assert screen.read is None


def test_reading_can_be_cancelled(screen: SampleListScreen, qtbot: QtBot) -> None:
    screen.open_list(str(AS_SENT))
    screen.page.working.cancel.click()
    waiting.finished(qtbot)
    assert screen.read is None
    assert screen.page.banner.message() is None


def test_a_list_is_dropped_on_the_screen(screen: SampleListScreen, qtbot: QtBot, tmp_path: Path) -> None:
    assert not waiting.drop(screen, tmp_path / "letter.pdf")
    assert waiting.drop(screen, CLEAN)
    waiting.finished(qtbot)
    assert screen.page.changes.shown() == 133


def test_cases_changed_elsewhere_are_compared_again(
    screen: SampleListScreen, session: Session, qtbot: QtBot
) -> None:
    read(screen, qtbot, CLEAN)
    files.add_cases(session.inspection, ["E255766"])
    session.done(session.reader.answer("E255766", QuestionId("2.1.1.a"), "yes"))
    session.done(Written(frozenset({Register("case", "E255766", "fact.rosh")})))
    waiting.finished(qtbot)
    assert column(screen, 1).count("Added") == 132


def test_everything_that_takes_the_keyboard_has_a_name(screen: SampleListScreen, qtbot: QtBot) -> None:
    assert waiting.unnamed(screen) == []
    read(screen, qtbot, AS_SENT)
    for page in range(3):
        screen.page.tabs.setCurrentIndex(page)
        assert waiting.unnamed(screen) == []
