"""Sampling in the window: a long list is parted and drawn from, kept, and its withdrawn cases replaced."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from fieldwork.inspection import audit, queries
from fieldwork.inspection.records import Status
from fieldwork.programme.model import QuestionId
from fieldwork.sample import kept
from fieldwork.sample.balance import Minimum
from fieldwork.sample.draw import draw
from tests.sample.long_lists import row, write
from tests.ui import waiting
from ui.screens.history_words import Describer
from ui.screens.sampling import SamplingScreen
from ui.screens.sampling_columns import ColumnsDialog
from ui.screens.sampling_kept import ReplaceDialog
from ui.session import Session
from ui.widgets import Dialog

ROWS = [
    *(row(n) for n in range(300)),
    row(300, family="****"),
    row(301, crn="X100001", start="01/04/2019"),
    row(302, gender="Not known"),
    row(303, start="01/01/2018"),
]


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:  # noqa: ARG001
    made = waiting.opened(tmp_path / "Northumbria 2019.fieldwork", monkeypatch, cases=0)
    yield made
    made.close()


@pytest.fixture
def screen(qtbot: QtBot, session: Session) -> SamplingScreen:
    made = SamplingScreen(session)
    waiting.shown(qtbot, made)
    return made


def read(qtbot: QtBot, screen: SamplingScreen, path: Path) -> None:
    screen.draw.open_list(str(path))
    waiting.finished(qtbot)


def choose(qtbot: QtBot, screen: SamplingScreen, first: str, last: str) -> None:
    """Type other eligible days."""
    options = screen.draw.options
    for entry, words in ((options.first, first), (options.last, last)):
        entry.setFocus()
        entry.clear()
        qtbot.keyClicks(entry, words)
        entry.flush()
    qtbot.waitUntil(lambda: not screen.draw._soon.isActive())
    waiting.finished(qtbot)


def drawn(qtbot: QtBot, screen: SamplingScreen, path: Path, seed: int = 7) -> None:
    """Read a list, take the whole of February to April, draw with this seed and keep it."""
    read(qtbot, screen, path)
    choose(qtbot, screen, "1 February 2019", "30 April 2019")
    screen.draw.options.seed.setValue(seed)
    screen.draw.draw.click()
    waiting.finished(qtbot)


def cells(screen: SamplingScreen) -> dict[str, list[str]]:
    figures = screen.draw.result.strata.figures.figures
    return {line.key: [cell.text for cell in line.cells] for line in figures.lines}


@pytest.fixture
def long_list(tmp_path: Path) -> Path:
    return write(tmp_path / "long list.csv", ROWS)


def test_the_days_are_proposed_from_the_first_day_of_fieldwork_as_published(screen: SamplingScreen) -> None:
    options = screen.draw.options
    assert (options.first.text(), options.last.text()) == ("16 February 2019", "16 March 2019")
    assert options._said.text().startswith("As published: People six to seven months into")
    screen.arrive("unpaid_work")
    assert (options.first.text(), options.last.text()) == ("", "16 June 2019")
    assert options.matched() == ("gender", "rosh")
    assert options._day.text() == "Unpaid work requirement began"


def test_a_list_is_parted_into_who_can_be_drawn_and_who_not_with_each_reason(
    qtbot: QtBot, screen: SamplingScreen, long_list: Path
) -> None:
    read(qtbot, screen, long_list)
    choose(qtbot, screen, "1 February 2019", "30 April 2019")
    panel = screen.draw
    assert panel.standing.text() == (
        "300 cases can be drawn; 4 left out (restricted record 1, outside the eligible days 1, "
        "in none of the strata 1, the same case or person again 1). 107 wanted, within 5.0 points."
    )
    model = panel.result.excluded.model
    rows = {model.row(n).ref: model.row(n).reason for n in range(model.rowCount())}
    assert rows["X100303"] == "It began before 1 February 2019."
    assert "its start is the earliest" in rows["X100001"]
    assert panel.result.tabText(2) == "Left out (4)"
    assert not panel.keep.isEnabled() and panel.draw.isEnabled()
    planned = cells(screen)
    assert [planned["=all"][n] for n in (0, 1)] == ["300", "107"]
    choose(qtbot, screen, "1 March 2019", "30 April 2019")
    assert "outside the eligible days" in panel.standing.text() and not panel.standing.text().startswith(
        "300"
    )


def test_a_draw_shows_strata_make_up_cases_and_reserves_and_writes_nothing(
    qtbot: QtBot, screen: SamplingScreen, session: Session, long_list: Path
) -> None:
    drawn(qtbot, screen, long_list)
    result = screen.draw.result
    found = cells(screen)
    assert found["=all"] == ["300", "107", "107", "21", "128"]
    assert all(int(c[2]) + int(c[3]) == int(c[4]) for c in found.values())
    assert [result.tabText(n) for n in (3, 4)] == ["Drawn (107)", "Reserves (21)"]
    assert result.drawn.shown() == 107 and result.reserves.shown() == 21
    heads = [line.heading for line in result.makeup.figures.figures.lines if line.group]
    assert heads == ["Gender", "Community or post-release", "Serious harm level on record"]
    assert kept.every(session.inspection) == []
    assert queries.cases(session.inspection) == []


def test_the_same_seed_draws_what_the_domain_draws_and_another_changes_it(
    qtbot: QtBot, screen: SamplingScreen, long_list: Path
) -> None:
    drawn(qtbot, screen, long_list, seed=11)
    panel = screen.draw
    assert panel._found is not None and panel._method is not None
    wish = panel.options.options().wish(panel._method, len(panel._found.candidates))
    refs = [panel.result.drawn.model.row(n).ref for n in range(panel.result.drawn.shown())]
    assert refs == list(draw(panel._found.candidates, wish).refs)
    panel.options.seed.setValue(12)
    assert not panel.keep.isEnabled()
    panel.draw.click()
    waiting.finished(qtbot)
    assert refs != [panel.result.drawn.model.row(n).ref for n in range(panel.result.drawn.shown())]


def test_numbers_minimums_and_limits_are_what_is_asked(
    qtbot: QtBot, screen: SamplingScreen, long_list: Path
) -> None:
    read(qtbot, screen, long_list)
    options = screen.draw.options
    options.usual.click()
    options.cases.setValue(60)
    options.limit.setValue(4)
    options.buffer.setValue(10)
    box, least = options.minimums[0]
    box.setCurrentIndex(box.findData("gender=female"))
    least.setValue(30)
    asked = options.options()
    assert (asked.size, asked.most_of_one_officer, asked.buffer) == (60, 4, 10)
    assert asked.minimums == (Minimum("gender", "female", 30),)
    screen.draw.draw.click()
    waiting.finished(qtbot)
    assert cells(screen)["female"][2] == "30" and cells(screen)["=all"][2:4] == ["60", "6"]
    options.usual.click()
    assert options.cases.value() == screen.draw._method.size(_drawable(screen))  # type: ignore[union-attr]


def _drawable(screen: SamplingScreen) -> int:
    assert screen.draw._found is not None
    return len(screen.draw._found.candidates)


def test_what_could_not_be_had_is_said(qtbot: QtBot, screen: SamplingScreen, tmp_path: Path) -> None:
    rows = [row(n, officer="Only One", gender="M") for n in range(30)]
    read(qtbot, screen, write(tmp_path / "l.csv", rows))
    screen.draw.draw.click()
    waiting.finished(qtbot)
    message = screen.draw.banner.message()
    assert message is not None and "could be drawn with at most 6 cases of one officer" in message.text


def test_a_kept_sample_becomes_the_cases_and_its_population(
    qtbot: QtBot, screen: SamplingScreen, session: Session, long_list: Path
) -> None:
    drawn(qtbot, screen, long_list)
    screen.draw.keep.click()
    assert len(queries.cases(session.inspection)) == 107
    one = kept.kept(session.inspection, "supervision")
    assert one is not None and one.eligible == 300 and one.basis.rows == 304
    assert (one.basis.window.first, one.basis.window.last) == (date(2019, 2, 1), date(2019, 4, 30))
    assert (one.basis.confidence, one.basis.margin) == (0.8, 5.0)
    assert screen.kept.isVisible() and not screen.draw.isVisible()
    assert screen.kept.standing.text().startswith("107 cases of 300 that could be drawn, on ")
    assert screen.kept.cases.shown() == 107 and screen.kept.reserves.shown() == 21
    with qtbot.waitSignal(screen.print_wanted) as wanted:
        screen.kept.print.click()
    assert wanted.args == ["sampling", ()]


def ask_to_replace(screen: SamplingScreen, ref: str, why: str) -> ReplaceDialog:
    screen.kept.cases.select([ref])
    screen.kept.replace.click()
    dialog = screen.kept.findChildren(ReplaceDialog)[-1]
    dialog.reason.setPlainText(why)
    dialog.buttons["replace"].click()
    return dialog


def test_a_case_is_replaced_from_the_reserves_of_its_stratum_and_can_be_brought_back(
    qtbot: QtBot, screen: SamplingScreen, session: Session, long_list: Path
) -> None:
    drawn(qtbot, screen, long_list)
    screen.draw.keep.click()
    one = kept.kept(session.inspection, "supervision")
    assert one is not None
    ref = next(ref for ref in one.refs if one.reserves[one.of[ref]])
    dialog = ask_to_replace(screen, ref, "  ")
    assert dialog.isVisible() and "needs its reason" in dialog.problem
    dialog.reject()
    assert not ask_to_replace(screen, ref, "Recalled in the first week").isVisible()
    by = one.reserves[one.of[ref]][0]
    assert queries.case(session.inspection, ref).status is Status.WITHDRAWN
    states = {c.ref: c.state for c in map(screen.kept.cases.model.row, range(screen.kept.cases.shown()))}
    assert states[ref] == f"Replaced by {by}" and states[by] == f"Not started, for {ref}"
    assert screen.kept.reserves.shown() == 20
    assert "1 replaced since." in screen.kept.standing.text()
    screen.kept.banner.action_chosen.emit("undo")
    assert queries.case(session.inspection, ref).status is Status.SELECTED
    assert screen.kept.reserves.shown() == 21


def test_a_case_that_the_office_withdrew_waits_for_its_replacement(
    qtbot: QtBot, screen: SamplingScreen, session: Session, long_list: Path
) -> None:
    drawn(qtbot, screen, long_list)
    screen.draw.keep.click()
    ref = str(queries.cases(session.inspection)[3].ref)
    with session.inspection.edit(session.author, "Withdrawn") as edit:
        edit.set("case", ref, "withdrawn", True)
    session.done(edit.written)
    assert "1 withdrawn case is still to be replaced." in screen.kept.standing.text()
    states = {c.ref: c.state for c in map(screen.kept.cases.model.row, range(screen.kept.cases.shown()))}
    assert states[ref] == "Withdrawn, open place"


def test_a_second_draw_asks_first_and_is_refused_once_a_case_is_read(
    qtbot: QtBot, screen: SamplingScreen, session: Session, long_list: Path
) -> None:
    drawn(qtbot, screen, long_list)
    screen.draw.keep.click()
    refs = [str(case.ref) for case in queries.cases(session.inspection)]
    session.done(session.reader.answer(refs[0], QuestionId("0.1.3"), "yes"))
    screen.kept.again.click()
    assert screen.draw.isVisible() and screen.back.isVisible()
    seed = 100
    while True:
        drawn(qtbot, screen, long_list, seed=seed)
        found = [screen.draw.result.drawn.model.row(n).ref for n in range(107)]
        if refs[0] not in found:
            break
        seed += 1
    screen.draw.keep.click()
    dialog = screen.draw.findChildren(Dialog)[-1]
    dialog.buttons["again"].click()
    message = screen.draw.banner.message()
    assert message is not None and "cases that would leave it are being read" in message.text
    assert [str(case.ref) for case in queries.cases(session.inspection)] == refs
    screen.back.click()
    assert screen.kept.isVisible()


def test_columns_that_are_not_recognised_can_be_explained(
    qtbot: QtBot, screen: SamplingScreen, tmp_path: Path
) -> None:
    path = write(tmp_path / "odd.csv", ROWS[:40])
    path.write_text(path.read_text(encoding="utf-8").replace("Responsible officer", "Who has them"), "utf-8")
    read(qtbot, screen, path)
    message = screen.draw.banner.message()
    assert message is not None and message.text == "The list has no column for Responsible officer."
    screen.draw.banner.action_chosen.emit("columns")
    dialog = screen.draw.findChildren(ColumnsDialog)[-1]
    box = dialog.panel.choices["Who has them"]
    box.setCurrentIndex(box.findData("responsible_officer"))
    box.activated.emit(box.currentIndex())
    dialog.read.click()
    waiting.finished(qtbot)
    assert screen.draw.standing.isVisible() and "can be drawn" in screen.draw.standing.text()


def test_a_list_is_dropped_and_a_table_copied(qtbot: QtBot, screen: SamplingScreen, long_list: Path) -> None:
    assert not waiting.drop(screen.draw, long_list.with_suffix(".pdf"))
    assert waiting.drop(screen.draw, long_list)
    waiting.finished(qtbot)
    screen.draw.copy_button.click()
    rows = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert rows[1][:3] == ["Stratum", "Could be drawn", "Wanted"] and rows[-1][0] == "All"


def test_everything_that_takes_the_keyboard_has_a_name(
    qtbot: QtBot, screen: SamplingScreen, long_list: Path
) -> None:
    assert waiting.unnamed(screen) == []
    drawn(qtbot, screen, long_list)
    for place in range(5):
        screen.draw.result.setCurrentIndex(place)
        assert waiting.unnamed(screen) == []
    screen.draw.keep.click()
    for place in range(4):
        screen.kept.tabs.setCurrentIndex(place)
        assert waiting.unnamed(screen) == []


def test_the_history_tells_of_the_draw_and_of_replacements_without_names(
    qtbot: QtBot, screen: SamplingScreen, session: Session, long_list: Path
) -> None:
    drawn(qtbot, screen, long_list)
    screen.draw.keep.click()
    one = kept.kept(session.inspection, "supervision")
    assert one is not None
    ref = next(ref for ref in one.refs if one.reserves[one.of[ref]])
    ask_to_replace(screen, ref, "Recalled in the first week")
    inspection = session.inspection
    describe = Describer(inspection.programme, {}, {})
    told = [describe.row(line) for line in audit.history(inspection)]
    said = {(row.about, row.after) for row in told}
    assert ("Sample of Domain two: case supervision: seed", "7") in said
    assert (f"Replacement of {ref}: why", "Recalled in the first week") in said
    assert (f"Replacement of {ref}: by", one.reserves[one.of[ref]][0]) in said
    names = {f"Family{n}" for n in range(300)} | {"Given"}
    assert not any(row.after in names or row.before in names for row in told)
