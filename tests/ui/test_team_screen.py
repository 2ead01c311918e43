"""The team's screen adds people, gives cases, shares them out and says who is away."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fieldwork.inspection import audit, queries
from fieldwork.inspection.records import Absence, PersonId, Role
from fieldwork.timetable import plan_file
from tests.ui import files, waiting
from ui.screens.person_dialog import PersonDialog
from ui.screens.team import TeamScreen, short_title
from ui.session import Session


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:  # noqa: ARG001
    made = waiting.opened(tmp_path / "Northumbria 2019.fieldwork", monkeypatch, cases=10)
    yield made
    made.close()


@pytest.fixture
def screen(qtbot: QtBot, session: Session) -> TeamScreen:
    made = TeamScreen(session)
    waiting.shown(qtbot, made)
    return made


def readers(session: Session) -> dict[str, str]:
    return {row.ref: str(row.inspector or "") for row in queries.cases(session.inspection)}


def person_dialog(screen: TeamScreen) -> PersonDialog:
    return screen.findChildren(PersonDialog)[-1]


def test_everybody_is_there_with_cases_and_hours(screen: TeamScreen) -> None:
    model = screen.people.table.model
    said = [[model.index(row, column).data() for column in range(4)] for row in range(model.rowCount())]
    assert said == [["Carys Lead (you)", "Lead", "5", "20 h"], ["Imran Reader", "Inspector", "5", "20 h"]]


def test_a_person_is_added_from_the_keyboard(screen: TeamScreen, session: Session, qtbot: QtBot) -> None:
    screen.people.add.click()
    dialog = person_dialog(screen)
    qtbot.keyClicks(dialog.name, "Gemma Holt")
    dialog.role.setCurrentIndex(dialog.role.findData(Role.LOCAL_ASSESSOR.value))
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    assert ("Gemma Holt", Role.LOCAL_ASSESSOR) in {(p.name, p.role) for p in queries.team(session.inspection)}
    assert screen.people.table.shown() == 3


def test_a_name_that_is_there_is_refused_in_place(screen: TeamScreen, qtbot: QtBot) -> None:
    screen.people.add.click()
    dialog = person_dialog(screen)
    qtbot.keyClicks(dialog.name, "imran reader")
    dialog.buttons["save"].click()
    assert dialog.isVisible()
    assert "is in the team already" in dialog.name_field.error


def test_roles_names_and_activity_change(screen: TeamScreen, session: Session) -> None:
    screen.people.table.select([files.INSPECTOR])
    for action in screen.people.role.menu().actions():
        if action.data() == Role.QUALITY_READER.value:
            action.trigger()
    screen.people.rename.click()
    dialog = person_dialog(screen)
    dialog.name.setText("Imran Rashid")
    dialog.buttons["save"].click()
    screen.people.active.click()
    person = queries.person(session.inspection, files.INSPECTOR)
    assert (person.name, person.role, person.active) == ("Imran Rashid", Role.QUALITY_READER, False)
    message = screen.banner.message()
    assert message is not None
    assert message.text == "5 cases of Imran Rashid can be given to others now."


def test_whose_copy_this_is_can_be_chosen(screen: TeamScreen, session: Session) -> None:
    owner = screen.people.owner
    owner.setCurrentIndex(owner.findData(files.INSPECTOR))
    owner.activated.emit(owner.currentIndex())
    assert session.author == files.INSPECTOR
    assert screen.people.table.model.index(1, 0).data() == "Imran Reader (you)"


def test_an_officers_cases_are_given_together(screen: TeamScreen, session: Session, qtbot: QtBot) -> None:
    tree = screen.cases.tree
    tree.setCurrentIndex(screen.cases.model.index(0, 0))
    chosen = screen.cases.chosen()
    assert chosen == ("A100001", "A100006")
    give = {action.data(): action for action in screen.cases.give.menu().actions()}
    give[files.INSPECTOR].trigger()
    waiting.finished(qtbot)
    assert {readers(session)[ref] for ref in chosen} == {files.INSPECTOR}
    assert screen.cases.chosen() == chosen


def test_sharing_out_can_be_undone(screen: TeamScreen, session: Session, qtbot: QtBot) -> None:
    before = readers(session)
    screen.cases.share.menu().actions()[1].trigger()
    waiting.finished(qtbot)
    after = readers(session)
    assert after != before
    assert set(after.values()) == {files.INSPECTOR}
    message = screen.banner.message()
    assert message is not None
    assert message.actions == (("undo", "Undo"),)
    screen.banner.action_chosen.emit("undo")
    assert readers(session) == before


def test_a_search_keeps_only_the_cases_that_match(screen: TeamScreen, qtbot: QtBot) -> None:
    qtbot.keyClicks(screen.cases.search, "morpeth")
    qtbot.waitUntil(lambda: screen.cases.model.shown() == 3)
    screen.cases.filter.setCurrentIndex(1)
    screen.cases.filter.activated.emit(1)
    assert screen.cases.model.shown() == 0


def test_rooms_are_written_once_the_spin_box_rests(
    screen: TeamScreen, session: Session, qtbot: QtBot
) -> None:
    plan_file.set_rooms(session.inspection, session.author, "Newcastle", 1)
    screen.pages.setCurrentIndex(1)
    spin = screen.places.rooms["Newcastle"]
    before = len(audit.history(session.inspection))
    with qtbot.waitSignal(session.changed):
        for _ in range(3):
            spin.stepUp()
    assert [o.rooms for o in queries.offices(session.inspection)] == [4]
    assert len(audit.history(session.inspection)) == before + 1


def test_rooms_that_were_just_changed_are_written_before_closing(
    screen: TeamScreen, session: Session, tmp_path: Path
) -> None:
    plan_file.set_rooms(session.inspection, session.author, "Newcastle", 1)
    screen.pages.setCurrentIndex(1)
    screen.places.rooms["Newcastle"].setValue(7)
    session.close()
    session.open(tmp_path / "Northumbria 2019.fieldwork", files.PASSPHRASE)
    assert [o.rooms for o in queries.offices(session.inspection)] == [7]


def test_half_days_away_are_marked_with_the_keyboard(
    screen: TeamScreen, session: Session, qtbot: QtBot
) -> None:
    inspection = session.inspection
    officer = queries.officer_id(inspection, "Farah Fox 0")
    with inspection.edit(session.author, "Named an officer") as edit:
        edit.set("officer", officer, "name", "Farah Fox 0")
    screen.pages.setCurrentIndex(1)
    screen.places.table.select([officer])
    grid = screen.places.grid
    grid.setCurrentIndex(grid.model().index(1, 2))
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    found = next(o for o in queries.officers(inspection) if o.id == officer)
    assert found.absences == (Absence(date(2019, 9, 18), "pm"),)
    assert screen.places.table.model.index(0, 4).data() == "1 half-day"
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    assert queries.officers(inspection)[0].absences == ()


def test_the_team_can_be_away_too(screen: TeamScreen, session: Session) -> None:
    screen.pages.setCurrentIndex(1)
    screen.places.kind.setCurrentIndex(1)
    screen.places.kind.activated.emit(1)
    screen.places.table.select([files.INSPECTOR])
    screen.places.grid.toggle((date(2019, 9, 16), "am"))
    kept = session.inspection.value("person", PersonId(files.INSPECTOR), "absences")
    assert kept == [{"date": "2019-09-16", "part": "am"}]


def test_hours_of_a_single_day_stay_when_half_days_are_marked(screen: TeamScreen, session: Session) -> None:
    hearing = {"date": "2019-09-17", "part": "am", "begins": "10:00", "ends": "11:30"}
    with session.inspection.edit(session.author, "Take in a table") as edit:
        edit.set("person", files.INSPECTOR, "absences", [hearing])
    screen.pages.setCurrentIndex(1)
    screen.places.kind.setCurrentIndex(1)
    screen.places.kind.activated.emit(1)
    screen.places.table.select([files.INSPECTOR])
    assert screen.places.grid.away() == frozenset()
    screen.places.grid.toggle((date(2019, 9, 16), "am"))
    kept = session.inspection.value("person", PersonId(files.INSPECTOR), "absences")
    assert kept == [{"date": "2019-09-16", "part": "am"}, hearing]


def test_everything_that_takes_the_keyboard_has_a_name(screen: TeamScreen) -> None:
    assert waiting.unnamed(screen) == []
    screen.pages.setCurrentIndex(1)
    assert waiting.unnamed(screen) == []


def test_titles_of_forms_are_short() -> None:
    assert short_title("Domain two: case supervision") == "Case supervision"
    assert short_title("Supervision") == "Supervision"
