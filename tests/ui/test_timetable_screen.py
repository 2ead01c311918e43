"""The interviews' screen plans, shows what is wrong, settles interviews and exports a calendar."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fieldwork.inspection import queries
from fieldwork.inspection.backups import backup
from fieldwork.inspection.changes import Register, Written
from fieldwork.inspection.file import Inspection
from fieldwork.reading import evidence
from fieldwork.reading.evidence import Record
from fieldwork.timetable import plan_file, telling
from fieldwork.timetable.by_hand import put
from fieldwork.timetable.plan import Plan, PlannedInterview, Unplaced
from tests.ui import files, timetable_page, waiting
from tests.ui.timetable_page import interview
from ui import jobs
from ui.screens.conflicts import ConflictsScreen
from ui.screens.planning import progress_words, summary
from ui.screens.printing import PrintDialog
from ui.screens.timetable import TimetableScreen
from ui.screens.timetable_handing_out import What
from ui.screens.timetable_preview import PreviewDialog
from ui.screens.timetable_rows import WAYS
from ui.screens.timetable_telling import TellingDialog
from ui.screens.timetable_view import page_words, weeks
from ui.session import Session
from ui.widgets import Message


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
    return made


@pytest.fixture
def planned(session: Session, screen: TimetableScreen) -> list[PlannedInterview]:
    """Two interviews that clash on the first Monday, and one in the second week."""
    made = [
        interview(session.inspection, "Farah Fox 0", "2019-09-16T09:30", "2019-09-16T11:15", "Newcastle"),
        interview(session.inspection, "Farah Fox 2", "2019-09-16T10:00", "2019-09-16T11:15", "Morpeth"),
        interview(session.inspection, "Farah Fox 1", "2019-09-24T13:30", "2019-09-24T14:45", "Gateshead"),
    ]
    session.done(plan_file.keep_plan(session.inspection, session.author, made))
    assert screen.state is not None
    return made


def plan(session: Session) -> list[PlannedInterview]:
    return plan_file.planned(session.inspection)


def test_nothing_is_planned_at_first(screen: TimetableScreen) -> None:
    assert not screen.grid.isVisible()
    assert not screen.bar.hand_out.isEnabled()
    assert screen.bar.plan.isEnabled()
    assert screen.bar.unplaced.text() == "5 unplaced"


def test_planning_off_the_event_loop_places_everybody(
    screen: TimetableScreen, session: Session, qtbot: QtBot
) -> None:
    screen.planner.start("anew", 0.5)
    assert not screen.bar.plan.isEnabled()
    waiting.finished(qtbot, 60_000)
    assert len(plan(session)) == 5
    assert screen.grid.isVisible()
    message = screen.banner.message()
    assert message is not None
    assert message.text == "5 interviews planned."
    screen.banner.action_chosen.emit("undo")
    assert plan(session) == []


def test_stopping_keeps_the_best_plan_so_far(screen: TimetableScreen, session: Session, qtbot: QtBot) -> None:
    screen.planner.start("anew", 600)
    screen.working.cancel.click()
    waiting.finished(qtbot, 60_000)
    assert len(plan(session)) == 5


def test_closing_the_file_while_it_plans_keeps_nothing(
    screen: TimetableScreen, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    session.closing.connect(jobs.drain)
    screen.planner.start("anew", 600)
    session.close()
    waiting.finished(qtbot)
    session.open(tmp_path / "Northumbria 2019.fieldwork", files.PASSPHRASE)
    assert plan(session) == []


def test_officers_who_cannot_be_placed_are_listed_with_why(
    screen: TimetableScreen, session: Session, qtbot: QtBot
) -> None:
    plan_file.set_rooms(session.inspection, session.author, "Newcastle", 0)
    screen.planner.start("anew", 0.5)
    waiting.finished(qtbot, 60_000)
    assert screen.side.tabText(1) == "Unplaced (2)"
    assert "Newcastle has no interview room." in screen.side.unplaced.item(0).text()


def test_clashes_are_counted_marked_and_lead_to_the_interview(
    screen: TimetableScreen, planned: list[PlannedInterview]
) -> None:
    assert screen.state is not None
    assert screen.side.tabText(2) == f"Clashes ({len(screen.state.clashes)})"
    assert len(screen.state.clashes) == 2
    assert screen.bar.clashes.text() == "2 clashes"
    screen.bar.after.click()
    screen.bar.clashes.click()
    assert screen.side.clashes.hasFocus()
    screen.side.clashes.itemActivated.emit(screen.side.clashes.item(0))
    entry = screen.grid.current_entry()
    assert entry is not None
    assert entry.id == planned[0].officer
    assert entry.tone == "danger"
    assert "needs a look" in entry.said()


def test_weeks_are_turned(screen: TimetableScreen, planned: list[PlannedInterview]) -> None:  # noqa: ARG001
    assert screen.grid.model().columnCount() == 5
    assert not screen.bar.before.isEnabled()
    screen.bar.after.click()
    assert not screen.bar.after.isEnabled()
    model = screen.grid.model()
    said = [model.index(r, c).data() for r in range(model.rowCount()) for c in range(model.columnCount())]
    assert sum("Farah Fox 1" in words for words in said) == 1


def test_meetings_stand_beside_the_interviews(
    screen: TimetableScreen,
    session: Session,
    planned: list[PlannedInterview],  # noqa: ARG001
) -> None:
    day, starts = date(2019, 9, 17), time(14)
    meeting = Record("senior_leader", "Head of area", day, starts, people=(files.INSPECTOR,))
    ref = evidence.add(session.inspection, session.author, meeting)
    session.done(Written(frozenset({Register("record", ref, "date")})))
    model = screen.grid.model()
    said = [model.index(r, c).data() for r in range(model.rowCount()) for c in range(model.columnCount())]
    assert any("2:00pm, Meeting with a senior leader" in words for words in said)


@pytest.mark.parametrize(
    ("by", "rows"),
    [
        ("inspector", ["Carys Lead", "Imran Reader"]),
        ("office", ["Gateshead", "Morpeth", "Newcastle"]),
        ("room", ["Gateshead", "Morpeth", "Newcastle"]),
        ("officer", ["Farah Fox 0", "Farah Fox 2", "Farah Fox 3", "Farah Fox 4"]),
    ],
)
def test_rows_are_inspectors_offices_rooms_or_officers(
    screen: TimetableScreen,
    planned: list[PlannedInterview],  # noqa: ARG001
    by: str,
    rows: list[str],
) -> None:
    number = [name for name, _ in WAYS].index(by)  # type: ignore[arg-type]
    screen.bar.by.setCurrentIndex(number)
    screen.bar.by.activated.emit(number)
    model, up = screen.grid.model(), Qt.Orientation.Vertical
    assert [model.headerData(n, up, 0).split("\n")[0] for n in range(model.rowCount())] == rows


def test_an_interview_is_locked_and_planning_works_round_it(
    screen: TimetableScreen, session: Session, planned: list[PlannedInterview], qtbot: QtBot
) -> None:
    screen.arrive(planned[2].officer)
    screen.side.interview.lock.click()
    assert [i.locked for i in plan(session)] == [False, False, True]
    assert screen.side.interview.lock.text() == "Un&lock"
    screen.planner.start("repair", 0.5)
    waiting.finished(qtbot, 60_000)
    kept = next(i for i in plan(session) if i.officer == planned[2].officer)
    assert kept == replace(planned[2], locked=True)


def test_the_cases_of_an_interview_lead_to_reading(
    screen: TimetableScreen, planned: list[PlannedInterview], qtbot: QtBot
) -> None:
    screen.arrive(planned[0].officer)
    cases = screen.side.interview.cases
    assert [cases.item(n).text()[:7] for n in range(cases.count())] == ["A100001", "A100006"]
    with qtbot.waitSignal(screen.go) as went:
        cases.itemActivated.emit(cases.item(1))
    assert went.args == ["reading", "A100006"]


def test_the_plan_goes_out_as_calendars_and_a_workbook(
    screen: TimetableScreen,
    planned: list[PlannedInterview],
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    def export(what: What, path: Path) -> Message:
        screen.handing_out.export(what, str(path))
        waiting.finished(qtbot)
        message = screen.banner.message()
        assert message is not None
        return message

    path = tmp_path / "interviews.ics"
    assert export("calendar", path).text == "Exported: interviews.ics."
    text = path.read_bytes().decode("utf-8")
    assert text.count("BEGIN:VEVENT") == 3
    assert "A100001" not in text
    assert export("offices", tmp_path / "offices").text == "Exported: 3 calendars."
    assert (tmp_path / "offices" / "interviews-Newcastle.ics").exists()
    assert len(list((tmp_path / "offices").iterdir())) == 3
    export("inspectors", tmp_path / "inspectors")
    assert len(list((tmp_path / "inspectors").iterdir())) == 2
    export("workbook", tmp_path / "interviews.xlsx")
    assert (tmp_path / "interviews.xlsx").read_bytes().startswith(b"PK")
    assert export("calendar", path / "below" / "interviews.ics").tone == "danger"
    screen.by_hand.take_out(planned[2].officer)
    assert export("calendar", path).detail == "1 event cancelled."


def test_what_two_people_changed_apart_is_shown_and_leads_to_settling(
    screen: TimetableScreen,
    session: Session,
    planned: list[PlannedInterview],
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    """Two laptops move the same interview; the one takes in what the other did."""
    theirs_path = tmp_path / "theirs.fieldwork"
    backup(session.inspection, theirs_path)
    hour = timedelta(hours=1)

    def later(by: timedelta) -> PlannedInterview:
        return replace(planned[2], starts=planned[2].starts + by, ends=planned[2].ends + by)

    put(session.inspection, files.LEAD, [later(hour)])
    with Inspection.open(theirs_path, files.PASSPHRASE) as theirs:
        put(theirs, files.INSPECTOR, [later(2 * hour)])
        changes = list(theirs.journal.all())
    session.inspection.merge(changes, "package")
    session.wrote("interview", planned[2].officer)
    assert screen.bar.clashes.text() == "3 clashes"
    first = screen.side.clashes.item(0)
    assert first.text().startswith("The interview with Farah Fox 1 was changed apart (time)")
    with qtbot.waitSignal(screen.go) as went:
        screen.side.clashes.itemActivated.emit(first)
    assert went.args == ["exchange", "conflicts"]
    conflicts = ConflictsScreen(session)
    waiting.shown(qtbot, conflicts)
    whats = [conflicts.table.model.row(n).about for n in range(conflicts.table.shown())]
    assert whats == ["Interview Farah Fox 1: begins", "Interview Farah Fox 1: ends"] or whats == [
        "Interview Farah Fox 1: ends",
        "Interview Farah Fox 1: begins",
    ]
    for _ in range(2):
        conflicts.keeps[0].click()
    assert screen.bar.clashes.text() == "2 clashes"


def test_printing_begins_with_the_timetable(
    screen: TimetableScreen,
    planned: list[PlannedInterview],  # noqa: ARG001
) -> None:
    screen.bar.actions_by_name["print"].trigger()
    dialog = screen.findChildren(PrintDialog)[0]
    assert dialog.document() == "timetable"
    assert not dialog.scope.isEnabled()
    dialog.reject()


def test_people_are_told_and_what_changes_after_that_is_listed(
    screen: TimetableScreen, session: Session, planned: list[PlannedInterview], qtbot: QtBot
) -> None:
    screen.bar.actions_by_name["tell"].trigger()
    dialog = screen.findChildren(TellingDialog)[-1]
    assert dialog.table.shown() == 3
    assert not dialog.slips.isEnabled()
    dialog.table.select([planned[0].officer])
    dialog.told_some.click()
    assert {i.officer for i in telling.told(session.inspection)} == {planned[0].officer}
    dialog.told_all.click()
    assert dialog.table.shown() == 0
    dialog.reject()
    later = replace(planned[2], starts=planned[2].starts + timedelta(days=1))
    put(session.inspection, session.author, [replace(later, ends=planned[2].ends + timedelta(days=1))])
    session.wrote("interview", planned[2].officer)
    screen.bar.actions_by_name["tell"].trigger()
    dialog = screen.findChildren(TellingDialog)[-1]
    row = dialog.table.model.row(0)
    assert (row.before[:10], row.after[:10]) == ("Tue 24 Sep", "Wed 25 Sep")
    assert dialog.table.shown() == 1
    with qtbot.waitSignal(dialog.print_wanted) as wanted:
        dialog.slips.click()
    assert wanted.args == ["change-slips"]
    for one in screen.findChildren(PrintDialog):
        one.reject()
    dialog.reject()


def test_everything_that_takes_the_keyboard_has_a_name(
    screen: TimetableScreen,
    planned: list[PlannedInterview],  # noqa: ARG001
) -> None:
    assert waiting.unnamed(screen) == []


def test_weeks_in_words(screen: TimetableScreen) -> None:
    assert screen.state is not None
    assert [page_words(week) for week in weeks(screen.state)] == [
        "16 to 20 September 2019",
        "23 to 27 September 2019",
    ]
    both = [datetime(2019, 9, 30).date(), datetime(2019, 10, 4).date()]
    assert page_words(both) == "30 September to 4 October 2019"


def test_what_planning_came_to_in_words(planned: list[PlannedInterview]) -> None:
    made = Plan(tuple(planned), (), "feasible", {}, 200, 190.0, 1.0)
    assert summary(made).detail == "The plan is within 5% of the best possible."
    assert summary(replace(made, status="optimal")).detail == "No better plan exists."
    partial = replace(made, status="partial", unplaced=(Unplaced("x", "They are away."),), bound=None)
    assert summary(partial).tone == "warning"
    assert summary(partial).detail == "1 officer could not be placed."
    assert summary(replace(made, interviews=(), status="empty")).text == "No interview could be planned."
    assert progress_words(120, 0).startswith("A plan is found")
    assert progress_words(120, 100) == "Best so far: within 20% of the best possible"
    assert progress_words(100.2, 100) == "Best so far: within 1% of the best possible"
    assert progress_words(100, 100) == "Best so far: no plan can be better"


def found(screen: TimetableScreen, qtbot: QtBot) -> PreviewDialog:
    """What planning found, shown before it is kept."""
    waiting.finished(qtbot, 60_000)
    qtbot.waitUntil(lambda: bool(screen.findChildren(PreviewDialog)))
    return screen.findChildren(PreviewDialog)[-1]


def test_a_repair_is_looked_at_before_it_is_kept(
    screen: TimetableScreen, session: Session, planned: list[PlannedInterview], qtbot: QtBot
) -> None:
    before = plan(session)
    screen.planner.start("repair", 0.5)
    dialog = found(screen, qtbot)
    rows = {dialog.table.model.row(n).name: dialog.table.model.row(n) for n in range(dialog.table.shown())}
    assert set(rows) == {"Farah Fox 0", "Farah Fox 3", "Farah Fox 4"} or set(rows) == {
        "Farah Fox 2",
        "Farah Fox 3",
        "Farah Fox 4",
    }
    moved = next(row for name, row in rows.items() if name in ("Farah Fox 0", "Farah Fox 2"))
    assert "Carys Lead is to see" in moved.why or "half-day" in moved.why or "needed" in moved.why
    assert rows["Farah Fox 3"].before == "No interview"
    dialog.table.select([rows["Farah Fox 3"].officer])
    assert dialog.moves.whole.text().startswith("Farah Fox 3: No interview → ")
    assert plan(session) == before
    dialog.buttons["cancel"].click()
    assert plan(session) == before
    screen.planner.start("repair", 0.5)
    found(screen, qtbot).buttons["keep"].click()
    waiting.finished(qtbot)
    kept = {i.officer: i for i in plan(session)}
    assert len(kept) == 5
    assert kept[planned[2].officer] == planned[2]
    assert screen.state is not None and screen.state.clashes == ()
    session.undo()
    assert plan(session) == before


def test_a_plan_in_place_of_another_is_looked_at_first(
    screen: TimetableScreen, session: Session, planned: list[PlannedInterview], qtbot: QtBot
) -> None:
    screen.planner.start("anew", 600)
    screen.working.cancel.click()
    dialog = found(screen, qtbot)
    assert "stay as they are" in dialog.words.text()
    assert plan(session) == planned
    dialog.buttons["keep"].click()
    waiting.finished(qtbot)
    assert len(plan(session)) == 5


def test_readers_may_be_chosen_while_planning(
    screen: TimetableScreen, session: Session, qtbot: QtBot
) -> None:
    screen.bar.actions_by_name["allocate"].trigger()
    screen.working.cancel.click()
    waiting.finished(qtbot, 60_000)
    qtbot.waitUntil(lambda: len(plan(session)) == 5)
    # The lead leads: whoever reads cases is given them all.
    assert {i.inspector for i in plan(session)} == {files.INSPECTOR}
    assert {row.inspector for row in queries.cases(session.inspection)} == {files.INSPECTOR}


def test_how_long_planning_may_take_is_chosen(screen: TimetableScreen) -> None:
    words = [action.text() for action in screen.bar.plan.menu().actions()]
    assert "Search for a minute" in words
    screen.bar.plan.menu().actions()[words.index("Search for a minute")].trigger()
    assert screen.planner._seconds == 60
