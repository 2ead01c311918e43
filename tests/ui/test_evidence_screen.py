"""Evidence that is not a case, kept from the window: forms, records, their dialog, the way to read them."""

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fieldwork.inspection import queries
from fieldwork.reading import evidence, examples
from fieldwork.reading.evidence import Record
from fieldwork.reading.examples import Example
from tests.ui import files, waiting
from ui.screens.evidence import EvidenceScreen
from ui.screens.example_dialog import ExampleDialog
from ui.screens.record_dialog import RecordDialog, read_time
from ui.screens.timetable import TimetableScreen
from ui.session import Session
from ui.widgets import Dialog


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:  # noqa: ARG001
    made = waiting.opened(tmp_path / "Northumbria 2019.fieldwork", monkeypatch, cases=4)
    waiting.name_officers(made)
    yield made
    made.close()


class EvidencePage:
    """The screen as a person uses it."""

    def __init__(self, qtbot: QtBot, session: Session) -> None:
        self.qtbot, self.session = qtbot, session
        self.screen = EvidenceScreen(session)
        waiting.shown(qtbot, self.screen)

    def forms(self) -> dict[str, str]:
        """The titles of the forms and the counts beside them."""
        model = self.screen.forms.model()
        items = [model.items[n] for n in range(model.rowCount())]
        return {item.label: item.count() for item in items}

    def choose(self, form: str) -> "EvidencePage":
        self.screen.arrive(form)
        return self

    def rows(self) -> list[tuple[str, ...]]:
        model = self.screen.table.model
        return [tuple(c.text(model.row(n)) for c in model.columns) for n in range(model.rowCount())]

    def add(self, **fields: str) -> RecordDialog:
        """Open the dialog, type into its fields and press Add."""
        self.screen.add.click()
        return self.fill(**fields)

    def fill(self, **fields: str) -> RecordDialog:
        dialog = self.screen.findChildren(RecordDialog)[-1]
        for name, words in fields.items():
            field = getattr(dialog, name)
            field.clear()
            self.qtbot.keyClicks(field, words)
        dialog.buttons["save"].click()
        return dialog


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> EvidencePage:
    return EvidencePage(qtbot, session)


def test_each_form_says_how_many_there_are_and_how_many_are_complete(page: EvidencePage) -> None:
    forms = page.forms()
    assert forms["Domain one: organisational delivery"] == "0 of 1"
    assert forms["Interview with a responsible officer"] == "0 of 4"
    assert forms["Meeting with sentencers"] == ""


def test_the_forms_there_is_one_of_are_made_once_and_cannot_be_added_or_removed(
    qtbot: QtBot, page: EvidencePage
) -> None:
    size = page.session.inspection.journal.size()
    again = EvidencePage(qtbot, page.session)
    assert page.session.inspection.journal.size() == size
    again.choose("organisation")
    assert not again.screen.add.isVisible()
    assert not again.screen.remove.isVisible()


def test_a_meeting_is_added_from_the_keyboard(page: EvidencePage) -> None:
    page.choose("sentencer")
    dialog = page.add(
        title="Newcastle magistrates",
        day="17 September 2019",
        starts="10am",
        ends="10:45am",
        place="Newcastle",
        with_whom="Three magistrates",
    )
    assert not dialog.isVisible()
    (row,) = queries.evidence(page.session.inspection, "sentencer")
    held = evidence.read(page.session.inspection, row.ref)
    assert (held.day, held.starts, held.ends) == (date(2019, 9, 17), time(10), time(10, 45))
    assert page.rows() == [
        ("Newcastle magistrates", "Three magistrates", "Tue 17 Sep, 10:00am", "Newcastle", "", "Not begun")
    ]
    assert page.screen.table.selected() == (row.ref,)
    assert page.forms()["Meeting with sentencers"] == "0 of 1"


def test_times_that_cannot_be_are_said_in_place_and_nothing_is_written(page: EvidencePage) -> None:
    page.choose("sentencer")
    dialog = page.add(title="Court", day="17 September 2019", starts="11am", ends="10am")
    assert dialog.isVisible()
    assert "ends before it starts" in dialog._times[0].error
    page.fill(ends="noonish")
    assert "10:30am or 14:15" in dialog._times[1].error
    page.fill(day="some day", ends="12:00")
    assert "22 November 2026" in dialog._day.error
    assert queries.evidence(page.session.inspection, "sentencer") == []
    dialog.reject()


def test_a_record_is_changed_with_its_inspectors(page: EvidencePage) -> None:
    ref = evidence.add(page.session.inspection, files.LEAD, Record("sentencer", "Judges"))
    page.choose(ref)
    page.screen.refresh()
    page.choose(ref)
    page.screen.change.click()
    dialog = page.screen.findChildren(RecordDialog)[-1]
    dialog.people.item(1).setCheckState(Qt.CheckState.Checked)
    page.fill(title="Two judges")
    held = evidence.read(page.session.inspection, ref)
    assert (held.title, held.people) == ("Two judges", (files.INSPECTOR,))
    assert page.rows()[0][4] == "IR"


def test_an_empty_record_goes_at_once_and_comes_back_with_undo(page: EvidencePage) -> None:
    page.choose("sentencer").add(title="Court")
    page.screen.remove.click()
    assert page.rows() == []
    page.screen.banner.action_chosen.emit("undo")
    assert page.rows()[0][0] == "Court"


def test_one_with_answers_is_removed_only_after_asking(page: EvidencePage) -> None:
    page.choose("sentencer").add(title="Court")
    (row,) = queries.evidence(page.session.inspection, "sentencer")
    reader = page.session.reader
    question = reader.open(row.ref).to_do[0]
    page.session.done(reader.answer(row.ref, question, "yes"))
    page.screen.remove.click()
    assert len(page.rows()) == 1
    dialog = page.screen.findChildren(Dialog)[-1]
    assert dialog.windowTitle() == "Remove Court?"
    dialog.buttons["remove"].click()
    assert page.rows() == []


def test_opening_goes_to_the_reading_page(page: EvidencePage, qtbot: QtBot) -> None:
    page.choose("organisation")
    with qtbot.waitSignal(page.screen.go) as went:
        qtbot.keyClick(page.screen.table.view, Qt.Key.Key_Return)
    assert went.args == ["reading", "organisation"]


def test_everything_that_takes_the_keyboard_has_a_name(page: EvidencePage) -> None:
    assert waiting.unnamed(page.screen) == []
    page.choose("sentencer")
    page.screen.add.click()
    dialog = page.screen.findChildren(RecordDialog)[-1]
    assert waiting.unnamed(dialog) == []
    dialog.reject()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("10:30am", time(10, 30)),
        ("2.15 pm", time(14, 15)),
        ("9am", time(9)),
        ("14:05", time(14, 5)),
        ("", None),
        ("25:00", None),
    ],
)
def test_times_are_read_as_people_write_them(text: str, found: time | None) -> None:
    assert read_time(text) == found


def test_practice_examples_say_which_still_point_to_somebody(page: EvidencePage, qtbot: QtBot) -> None:
    session = page.session
    for kind, text in (("good", "Evening appointments kept Sam in work."), ("poor", "Dylan waited.")):
        examples.add(session.inspection, files.LEAD, Example("", "A100001", "2.3.1", kind, text))
    session.wrote("example", "")
    page.choose("examples")
    panel = page.screen.examples
    assert panel.isVisible()
    model = panel.table.model
    shown = [tuple(c.text(model.row(n)) for c in model.columns) for n in range(model.rowCount())]
    assert shown == [
        ("Good", "A100001", "2.3.1", "Evening appointments kept Sam in work.", "Points to nobody"),
        ("Poor", "A100001", "2.3.1", "Dylan waited.", "1 place to change"),
    ]
    assert panel.about.text() == "1 still to change before they can be printed"
    qtbot.keyClick(panel.table.view, Qt.Key.Key_Return)
    dialog = panel.findChildren(ExampleDialog)[-1]
    dialog.reject()
    with qtbot.waitSignal(page.screen.go) as went:
        panel.case_button.click()
    assert went.args == ["reading", "A100001/2.3.1"]
    with qtbot.waitSignal(page.screen.print_wanted) as wanted:
        panel.print.click()
    assert wanted.args[0] == "examples"


def test_a_meeting_is_in_the_timetable_before_any_interview_is_planned(
    page: EvidencePage, qtbot: QtBot
) -> None:
    evidence.add(
        page.session.inspection,
        files.LEAD,
        Record("sentencer", "Judges", date(2019, 9, 17), time(10), people=(files.INSPECTOR,)),
    )
    screen = TimetableScreen(page.session)
    waiting.shown(qtbot, screen)
    assert screen.grid.isVisible()
    drawn = screen.grid.model().grid
    assert "Imran Reader" in [row.title for row in drawn.rows]
    assert [entry.title for entry in drawn.entries] == ["Meeting with sentencers"]
