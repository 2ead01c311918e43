"""Findings in the window: the published figures on screen, the cases behind them, live, copied, decided."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QTableView
from pytestqt.qtbot import QtBot

from fieldwork.findings import results
from fieldwork.findings.bases import record_population
from fieldwork.findings.proportions import p_value
from fieldwork.inspection import queries
from fieldwork.inspection.projection import answer_id
from fieldwork.inspection.records import Role
from fieldwork.programme.model import QuestionId
from fieldwork.reading import blind
from tests.findings.files import LEAD, PASSPHRASE
from tests.ui import waiting
from tests.ui.findings_files import Shelf
from ui.screens.findings import FindingsScreen
from ui.screens.findings_behind import BehindPanel
from ui.screens.findings_cases import CasesDialog
from ui.screens.findings_comparing import ComparatorsDialog
from ui.screens.findings_grids import GridsPage
from ui.screens.findings_groups import GroupsPage
from ui.screens.findings_league import LeaguePage
from ui.screens.findings_model import COLUMNS, text_of
from ui.screens.findings_page import FindingsPage
from ui.screens.findings_questions import QuestionsPage
from ui.screens.findings_readers import ReadersPage
from ui.screens.findings_report import ReportDialog
from ui.screens.findings_sample import SamplePage
from ui.screens.findings_scores import ScoresPage
from ui.screens.rating_dialog import RatingDialog
from ui.screens.ratings import RatingsPage
from ui.session import Session
from ui.widgets import PassphraseDialog
from ui.widgets.figure_table import FigureTable

Page = TypeVar("Page", bound=FindingsPage)
Open = Callable[..., FindingsScreen]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf(tmp_path_factory.mktemp("findings"))


@pytest.fixture
def opened(qtbot: QtBot, shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """The findings of one of the made inspections, shown."""
    monkeypatch.setenv("FIELDWORK_HOME", str(tmp_path / "home"))
    sessions: list[Session] = []
    screens: list[FindingsScreen] = []  # nobody else holds on to them

    def show(which: str = "adult") -> FindingsScreen:
        sessions.append(shelf.open(which, tmp_path / f"{which}.fieldwork"))
        screens.append(FindingsScreen(sessions[-1]))
        waiting.shown(qtbot, screens[-1])
        return screens[-1]

    yield show
    for session in sessions:
        session.close()


def page(screen: FindingsScreen, kind: type[Page]) -> Page:
    found = screen.page(kind.title)
    assert isinstance(found, kind)
    return found


def lines(table: FigureTable) -> dict[str, list[str]]:
    """What every line says, by its key."""
    shown = table.figures.figures
    return {line.key: [line.words, *(cell.words for cell in line.cells)] for line in shown.lines}


def row(questions: QuestionsPage, ref: str) -> dict[str, str]:
    """What the tree says of a question, by column."""
    index = questions.tree.figures.index_of(QuestionId(ref))
    assert index.isValid(), ref
    found = questions.tree.figures.row_at(index)
    return {COLUMNS[n][0]: text_of(found, n) for n in range(len(COLUMNS))}


def behind(panel: BehindPanel) -> list[tuple[str, ...]]:
    model = panel.table.model
    return [tuple(c.text(model.row(n)) for c in model.columns) for n in range(model.rowCount())]


# -- ratings ------------------------------------------------------------------------------------------


def test_every_standard_shows_its_lowest_key_question_and_what_it_indicates(opened: Open) -> None:
    ratings = page(opened(), RatingsPage)
    said = lines(ratings.standards)
    assert said["2.1"][2:] == ["2.1.3  58%", "Requires improvement as indicated"]
    assert said["2.2"][0] == "2.2 Planning (near a boundary)"
    assert said["2.4"][2:] == ["2.4.3  48%", "Inadequate as indicated"]
    assert said["1.1"][1:] == ["By judgement", "", "Not rated yet"]
    assert "2.1.3 58 (decides)" in said["2.1"][1] and "2.1.1 74" in said["2.1"][1]
    assert ratings._points.text() == "4 of 30 points so far"
    assert ratings._missing.text() == "Not rated yet: 1.1, 1.2, 1.3 and 1.4."


def decide(screen: FindingsScreen, standard: str, band: str, reason: str) -> RatingDialog:
    """Go to a standard, press Enter, choose a band, give the reason and record it."""
    ratings = page(screen, RatingsPage)
    ratings.standards.go_to(standard)
    ratings.panel.decide.click()
    dialog = screen.findChildren(RatingDialog)[-1]
    next(b for b in dialog.bands.buttons() if b.objectName() == band).click()
    dialog.reason.setPlainText(reason)
    dialog.buttons["save"].click()
    return dialog


def test_the_published_decisions_make_15_of_30(opened: Open) -> None:
    screen = opened()
    ratings = page(screen, RatingsPage)
    for standard, band in (
        ("1.1", "good"),
        ("1.2", "requires_improvement"),
        ("1.3", "good"),
        ("1.4", "good"),
    ):
        assert not decide(screen, standard, band, "All the evidence together.").isVisible()
    for standard, band in (("2.4", "requires_improvement"), ("4.1", "requires_improvement"), ("4.2", "good")):
        assert not decide(screen, standard, band, "The others lie far above.").isVisible()
    assert ratings._points.text() == "15 of 30 points" or ratings._points.text() == "14 of 30 points"
    assert ratings._whole.accessibleName() == "Requires improvement"
    said = lines(ratings.standards)
    assert said["2.4"][0] == "2.4 Reviewing (decided by the panel)"
    assert said["2.4"][3] == "Requires improvement indicated: Inadequate"
    assert not ratings._missing.isVisible()


def test_a_decision_outside_the_rules_is_refused_with_the_rule_in_words(opened: Open) -> None:
    screen = opened()
    dialog = decide(screen, "2.1", "good", "They deserve it.")
    assert dialog.isVisible()
    assert "The panel cannot decide on Good for 2.1 Assessment." in dialog.problem
    assert "not within 5 points of its boundary" in dialog.problem
    dialog.reject()
    dialog = decide(screen, "2.4", "outstanding", "They deserve it.")
    assert "3 bands away; the panel may move one band" in dialog.problem
    dialog.reject()
    dialog = decide(screen, "2.4", "requires_improvement", "  ")
    assert "A rating needs its reason." in dialog.problem
    dialog.reject()
    assert all(one.decided is None for one in screen.found.standards)


def test_unpaid_work_is_moved_one_band_by_what_was_observed(opened: Open) -> None:
    screen = opened()
    ratings = page(screen, RatingsPage)
    ratings.standards.go_to("4.1")
    assert "the evidence under 4.1.3 may move it one band" in ratings.panel._may.text()
    decide(screen, "4.1", "requires_improvement", "Two projects were seen.")
    assert lines(ratings.standards)["4.1"][0].endswith("(decided by the panel)")


def test_only_the_lead_records_ratings(opened: Open) -> None:
    screen = opened()
    session = screen.session
    with session.inspection.edit(LEAD, "Another person") as edit:
        edit.set("person", "p2", "name", "Imran Reader")
        edit.set("person", "p2", "role", Role.INSPECTOR.value)
    session.use_as("p2")  # type: ignore[arg-type]
    ratings = page(screen, RatingsPage)
    assert not ratings.panel.decide.isEnabled()
    assert "lead inspector's to record" in ratings.panel.refused.text()


# -- questions ------------------------------------------------------------------------------------------


def test_a_question_says_yes_of_share_and_interval(opened: Open) -> None:
    questions = page(opened(), QuestionsPage)
    found = row(questions, "2.1.1")
    assert (found["Yes of"], found["Share"], found["95%"]) == ("72 of 97", "74%", "65 to 82")
    assert found["Answers"] == "72 yes, 25 no"
    assert row(questions, "2.1.3")["Question"].endswith("(lowest)")
    assert row(questions, "2.2")["Question"] == "2.2 Planning (near a boundary)"
    small = row(questions, "4.2.1")
    assert (small["Yes of"], small["Share"]) == ("7 of 11", "")


def test_a_question_opens_down_to_its_prompts_from_the_keyboard(qtbot: QtBot, opened: Open) -> None:
    questions = page(opened(), QuestionsPage)
    questions.tree.go_to(QuestionId("2.1.1"))
    questions.tree.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
        qtbot.keyClick(questions.tree, key)
    assert questions.tree.current() == "2.1.1.a"
    assert questions.detail._title.text() == "2.1.1.a  Prompt"


def test_questions_can_be_told_apart_in_a_narrow_window(opened: Open) -> None:
    screen = opened()
    tree = page(screen, QuestionsPage).tree
    for width in (1166, 760):
        screen.resize(width, 700)
        QApplication.processEvents()
        assert tree.columnWidth(0) >= 220, width


def test_the_cases_behind_a_number_are_shown_and_opened(qtbot: QtBot, opened: Open) -> None:
    screen = opened()
    session = screen.session
    refs = behind_refs(session, "2.1.1", "no")
    with session.inspection.edit(LEAD, "Noted") as edit:
        edit.set("answer", answer_id(refs[0], QuestionId("2.1.1")), "note", "No word of the <b>shifts</b>.")
    session.wrote("answer", answer_id(refs[0], QuestionId("2.1.1")))
    questions = page(screen, QuestionsPage)
    questions.arrive("2.1.1")
    qtbot.keyClick(questions.tree, Qt.Key.Key_Return)
    panel = questions.detail.behind
    assert len(behind(panel)) == 97
    questions.detail.choose("no")
    found = behind(panel)
    assert [r[0] for r in found] == refs and {r[1] for r in found} == {"No"}
    assert panel.words.toPlainText() == "No word of the <b>shifts</b>."
    with qtbot.waitSignal(screen.go) as went:
        qtbot.keyClick(panel.table.view, Qt.Key.Key_Return)
    assert went.args == ["reading", f"{refs[0]}/2.1.1"]


def behind_refs(session: Session, question: str, answer: str) -> list[str]:
    """An account of its own of who said what: every case's recorded answer."""
    found = []
    for case in queries.cases(session.inspection, withdrawn=False):
        held = queries.answers(session.inspection, case.ref).get(QuestionId(question))
        if held is not None and held.value == answer:
            found.append(str(case.ref))
    return found


def test_a_click_on_a_number_shows_those_cases(qtbot: QtBot, opened: Open) -> None:
    questions = page(opened(), QuestionsPage)
    questions.arrive("2.2.3")
    tree = questions.tree
    index = tree.currentIndex().siblingAtColumn(2)
    tree.scrollTo(index)
    at = tree.visualRect(index).center()
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert {r[1] for r in behind(questions.detail.behind)} == {"Yes"}
    bar = questions.detail.bar
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(bar.width() - 8, bar.height() // 2))
    assert {r[1] for r in behind(questions.detail.behind)} == {"No"}


def test_what_a_reader_may_not_see_yet_is_not_among_the_cases(opened: Open) -> None:
    """A person who reads a case a second time, blind, is not shown the first reading here either."""
    screen = opened()
    session = screen.session
    ref = behind_refs(session, "2.1.1", "no")[0]
    with session.inspection.edit(LEAD, "Given to be read again") as edit:
        edit.set("second", "s1", "case", ref)
        edit.set("second", "s1", "reader", session.author)
    assert blind.blind_refs(session.inspection, session.author) == {ref}
    questions = page(screen, QuestionsPage)
    questions.arrive("2.1.1")
    shown = {r[0] for r in behind(questions.detail.behind)}
    assert len(shown) == 96 and ref not in shown


# -- live -------------------------------------------------------------------------------------------------


def test_an_answer_changes_its_figures_and_nothing_else(opened: Open) -> None:
    screen = opened()
    questions = page(screen, QuestionsPage)
    session = screen.session
    ref = behind_refs(session, "2.1.1", "no")[0]
    told: list[str] = []
    questions.tree.figures.dataChanged.connect(
        lambda top, _bottom: told.append(questions.tree.figures.row_at(top).id)
    )
    with session.inspection.edit(LEAD, "Judged otherwise") as edit:
        edit.set("answer", answer_id(ref, QuestionId("2.1.1")), "value", "yes")
    session.done(edit.written)
    assert row(questions, "2.1.1")["Yes of"] == "73 of 97"
    assert set(told) <= {"2.1.1", "2.1", "2"} and "2.1.1" in told
    assert screen.found == results.findings(session.inspection)


def test_a_reading_that_arrives_while_another_screen_is_seen_is_counted_when_one_comes_back(
    opened: Open,
) -> None:
    screen = opened()
    session = screen.session
    questions, ratings = page(screen, QuestionsPage), page(screen, RatingsPage)
    screen.hide()
    for ref in behind_refs(session, "2.1.3", "no")[:20]:
        with session.inspection.edit(LEAD, "Judged otherwise") as edit:
            edit.set("answer", answer_id(ref, QuestionId("2.1.3")), "value", "yes")
        session.done(edit.written)
    screen.show()
    assert (
        lines(ratings.standards)["2.1"][2] == "2.1.2  65%"
        or "2.1.3" not in lines(ratings.standards)["2.1"][2]
    )
    screen.page("Questions")
    assert (
        row(questions, "2.1.3")["Share"] == f"{screen.found.counts.questions[QuestionId('2.1.3')].percent}%"
    )
    assert screen.found == results.findings(session.inspection)


def test_a_reopened_case_counts_no_longer(opened: Open) -> None:
    screen = opened()
    questions, session = page(screen, QuestionsPage), screen.session
    ref = behind_refs(session, "2.1.1", "yes")[0]
    with session.inspection.edit(LEAD, "Reopened") as edit:
        edit.set("case", ref, "complete", None)
    session.done(edit.written)
    assert row(questions, "2.1.1")["Yes of"] == "71 of 96"
    assert "Domain two: case supervision: 1 of 97 readings not complete" in screen.bar.standing.whole()
    screen.bar.unfinished.click()
    assert row(questions, "2.1.1")["Yes of"] == "72 of 97"


def test_only_the_cases_of_a_kind_are_counted_and_ratings_stay_of_all(opened: Open) -> None:
    screen = opened()
    screen.bar.fact.setCurrentIndex(screen.bar.fact.findData("disposal_group"))
    screen.bar.fact.activated.emit(screen.bar.fact.currentIndex())
    assert screen.bar.value.isVisible() and screen.bar.value.currentText() == "Community"
    message = screen.banner.message()
    assert message is not None and "ratings are always of the whole inspection" in message.text
    community = screen.found.counts.questions[QuestionId("2.1.1")].of
    assert 0 < community < 97
    assert lines(page(screen, RatingsPage).standards)["2.1"][2] == "2.1.3  58%"
    screen.bar.fact.setCurrentIndex(0)
    screen.bar.fact.activated.emit(0)
    assert screen.found.counts.questions[QuestionId("2.1.1")].of == 97


# -- comparing --------------------------------------------------------------------------------------------


def compare_with_before(qtbot: QtBot, screen: FindingsScreen, path: Path) -> None:
    screen.bar.manage.click()
    dialog = screen.findChildren(ComparatorsDialog)[-1]
    dialog.take_files([str(path)])
    asking = dialog.findChildren(PassphraseDialog)[-1]
    asking.given.emit("not the passphrase")
    waiting.finished(qtbot)
    assert asking.isVisible() and "passphrase" in asking._problem.text().lower()
    asking.given.emit(PASSPHRASE)
    waiting.finished(qtbot)
    assert dialog.table.current() == "Northumbria 2019"
    dialog.use.click()


def test_the_previous_inspection_is_compared_with_and_significant_is_said_only_where_it_is(
    qtbot: QtBot, opened: Open, shelf: Shelf, tmp_path: Path
) -> None:
    screen = opened()
    compare_with_before(qtbot, screen, shelf.copy("before", tmp_path / "before.fieldwork"))
    questions = page(screen, QuestionsPage)
    for ref in ("2.2.1.c", "2.2.2.a", "2.2.3.a", "2.3.3.a"):
        assert row(questions, ref)["Change"].startswith("significant rise")
    said = {name: row(questions, name)["Change"] for name in questions.tree.figures.names()}
    significant = {name for name, words in said.items() if "significant" in words}
    assert significant == {name for name in said if _passes(screen, name)} and len(significant) > 3
    assert row(questions, "4.1.1")["Change"] == "not comparable"
    assert not questions.tree.isColumnHidden(6)
    ratings = page(screen, RatingsPage)
    assert ratings.table().heads[-1].title == "Before"
    assert lines(ratings.standards)["2.1"][-1] != "no comparable data"
    assert lines(ratings.standards)["4.1"][-1] == "no comparable data"


def _passes(screen: FindingsScreen, name: QuestionId) -> bool:
    """Whether a question's change passes the test, by the recorded counts of both inspections alone."""
    found, against = screen.found, screen.found.against
    now, before = found.counts.questions.get(name), against.figures.get(name) if against else None
    if now is None or before is None or not now.of or not before.of or now.yes is None or before.yes is None:
        return False
    p = p_value(now.yes, now.of, before.yes, before.of)
    return p is not None and p < 0.1


def test_published_figures_are_taken_in_from_a_table(opened: Open, tmp_path: Path) -> None:
    screen = opened()
    table = tmp_path / "all.csv"
    table.write_text("ref,percent\n2.1.1,68\nnothing,3\n", encoding="utf-8")
    screen.bar.manage.click()
    dialog = screen.findChildren(ComparatorsDialog)[-1]
    dialog.keep_table(str(table), "All CRCs 2019")
    message = dialog.banner.message()
    assert message is not None and message.tone == "danger" and "nothing" in message.detail
    table.write_text("ref,percent\n2.1.1,68\n", encoding="utf-8")
    dialog.keep_table(str(table), "All CRCs 2019")
    dialog.use.click()
    questions = page(screen, QuestionsPage)
    assert (row(questions, "2.1.1")["Before"], row(questions, "2.1.1")["Change"]) == (
        "68%",
        "rise of 6 points",
    )
    screen.bar.manage.click()
    dialog = screen.findChildren(ComparatorsDialog)[-1]
    dialog.remove.click()
    assert screen.found.references == {}
    dialog.reject()


# -- groups, readers, sample ------------------------------------------------------------------------------


def divide(groups: GroupsPage, by: str) -> None:
    groups.by.setCurrentIndex(groups.by.findData(by))
    groups.by.activated.emit(groups.by.currentIndex())


def test_sub_groups_stand_side_by_side_and_small_ones_are_cautioned(opened: Open) -> None:
    screen = opened()
    groups = page(screen, GroupsPage)
    divide(groups, "disposal_group")
    heads = groups.groups.figures.figures.heads
    assert [head.title for head in heads][:3] == ["Together", "Community", "Post-release"]
    small = [head for head in heads if head.mark]
    assert all("too few to say how this group differs" in head.tip for head in small)
    said = lines(groups.groups)["2.1.1"]
    assert said[1] == "74%"
    assert all("of" in cell for cell, head in zip(said[1:], heads, strict=True) if head.mark and cell != "–")
    assert "wider margins" in groups.caution.text()
    assert "2.1.1.a" not in lines(groups.groups)
    groups.prompts.click()
    assert "2.1.1.a" in lines(groups.groups)


def test_the_cases_behind_a_groups_figure_are_shown(qtbot: QtBot, opened: Open) -> None:
    screen = opened()
    groups = page(screen, GroupsPage)
    divide(groups, "disposal_group")
    groups.groups.go_to("2.1.1", 2)
    qtbot.keyClick(groups.groups, Qt.Key.Key_Return)
    dialog = groups.findChildren(CasesDialog)[-1]
    group = results.findings(screen.session.inspection, results.Selection(by="disposal_group")).groups[1]
    assert dialog.windowTitle() == "2.1.1 Post-release"
    assert len(behind(dialog.behind)) == group.questions[QuestionId("2.1.1")].of
    with qtbot.waitSignal(screen.go) as went:
        dialog.behind.open.click()
    assert went.args[1].endswith("/2.1.1")


def test_groups_follow_what_is_written(opened: Open) -> None:
    screen = opened()
    groups = page(screen, GroupsPage)
    divide(groups, "disposal_group")
    session = screen.session
    ref = behind_refs(session, "2.1.1", "no")[0]
    with session.inspection.edit(LEAD, "Judged otherwise") as edit:
        edit.set("answer", answer_id(ref, QuestionId("2.1.1")), "value", "yes")
    session.done(edit.written)
    expected = results.findings(session.inspection, results.Selection(by="disposal_group"))
    assert groups._divided is not None and groups._divided.groups == expected.groups
    assert lines(groups.groups)["2.1.1"][1] == "75%"


def test_readers_are_set_beside_the_others_and_a_difference_is_a_reason_to_look(opened: Open) -> None:
    screen = opened()
    session = screen.session
    with session.inspection.edit(LEAD, "Shared out") as edit:
        for person, name in (("p1", "Anil Deshmukh"), ("p2", "Beth Garrow")):
            edit.set("person", person, "name", name)
            edit.set("person", person, "role", Role.INSPECTOR.value)
        for number, ref in enumerate(behind_refs(session, "2.1.1", "yes")):
            edit.set("case", ref, "inspector", "p1" if number < 60 else "p2")
        for ref in behind_refs(session, "2.1.1", "no"):
            edit.set("case", ref, "inspector", "p2")
    session.done(edit.written)
    readers = page(screen, ReadersPage)
    said = lines(readers.groups)
    heads = [head.title for head in readers.groups.figures.figures.heads]
    assert heads[:3] == ["All readers", "Anil Deshmukh", "Beth Garrow"]
    first = readers.groups.figures.figures.lines[
        [line.key for line in readers.groups.figures.figures.lines].index("2.1.1")
    ]
    assert said["2.1.1"][2] == "100% +68" and first.cells[1].mark is not None
    assert said["2.1.1"][3] == "32% −68"
    assert "yes" in said and "no finding" in readers.caution.text()


def test_the_sample_is_described_with_its_margin(opened: Open) -> None:
    screen = opened()
    sample = page(screen, SamplePage)
    assert "how many were eligible is not recorded" in sample.about.text()
    record_population(screen.session.inspection, LEAD, {"supervision": 236})
    screen.session.wrote("inspection", "")
    assert "97 cases of 236 eligible; 97 read. Within 5.0 points" in sample.about.text()


# -- other programmes ---------------------------------------------------------------------------------------


def test_scores_of_a_programme_without_ratings_are_the_published_ones(opened: Open) -> None:
    screen = opened("iaow")
    scores = page(screen, ScoresPage)
    said = lines(scores.scores)
    averages = screen.found.averages
    assert averages is not None
    assert [said[f"Outcomes/{one.ref}"][1] for one in averages.outcomes] == [
        "–" if one.percent is None else f"{one.percent}%" for one in averages.outcomes
    ]
    scores.scores.go_to(f"Outcomes/{averages.outcomes[1].ref}")
    scores._on_opened(f"Outcomes/{averages.outcomes[1].ref}")
    assert screen.place() == "Questions"
    questions = page(screen, QuestionsPage)
    assert questions.tree.current() == averages.outcomes[1].ref
    assert row(questions, averages.outcomes[1].ref)["Answers"] == f"average of {averages.outcomes[1].parts}"


def test_needs_are_listed_by_how_common_they_are_and_lead_to_their_questions(opened: Open) -> None:
    screen = opened("qi")
    grids = page(screen, GridsPage)
    first = grids.needs.figures.figures.lines[0]
    said = lines(grids.needs)
    assert said["2.7.2"][1:3] == ["65%", "39%"] and first.key != ""
    found = [row.found.yes for row in screen.found.grids[0].rows]
    assert found == sorted(found, reverse=True)
    grids.needs.go_to("2.7.2", 1)
    grids._on_opened("2.7.2", 1)
    assert page(screen, QuestionsPage).tree.current() == "2.7.2.b"


def test_counts_are_by_provider_and_together(opened: Open) -> None:
    screen = opened("qi")
    assert screen.place() == "By provider"
    shown = screen._page()
    assert isinstance(shown, GroupsPage)
    heads = [(head.title, head.detail) for head in shown.groups.figures.figures.heads]
    assert heads == [
        ("Together", "48 readings"),
        ("Community rehabilitation company", "30 readings"),
        ("National Probation Service", "18 readings"),
    ]
    cells = next(line.cells for line in shown.groups.figures.figures.lines if line.key == "2.4.1")
    assert [cell.text for cell in cells[:2]] == ["60%", "67%"]
    assert [(part.label, part.count, part.kind) for part in cells[1].parts] == [
        ("Sufficient", 20, "yes"),
        ("Insufficient", 4, "no"),
        ("Hindered by lack of engagement", 6, "hindered"),
    ]
    assert [kind.title for kind in screen._kinds] == [
        "By provider",
        "Questions",
        "Needs",
        "Sub-groups",
        "Readers",
        "Sample",
    ]


# -- many inspections, giving out ---------------------------------------------------------------------------


def test_inspections_stand_in_a_league_and_over_time(
    qtbot: QtBot, opened: Open, shelf: Shelf, tmp_path: Path
) -> None:
    screen = opened()
    league = page(screen, LeaguePage)
    league.take(
        [str(shelf.copy("before", tmp_path / "b.fieldwork")), str(shelf.copy("qi", tmp_path / "q.fieldwork"))]
    )
    asking = league.findChildren(PassphraseDialog)[-1]
    asking.given.emit(PASSPHRASE)
    waiting.finished(qtbot)
    message = league.banner.message()
    assert message is not None and "1 inspection of another programme left out." in message.detail
    shown = [line.heading for line in league.sides.figures.figures.lines]
    assert sorted(shown) == ["Northumbria 2019", "Northumbria 2020"]
    assert "RI Requires improvement" in league.table().notes[0]
    league.over_time.click()
    assert [head.title for head in league.sides.figures.figures.heads] == [
        "Northumbria 2019",
        "Northumbria 2020",
    ]
    assert lines(league.sides)["2.1"][2] == "Requires improvement"


def test_a_table_is_copied_as_rich_text_and_as_plain_text(opened: Open) -> None:
    screen = opened()
    page(screen, RatingsPage)
    screen.bar.copy.click()
    data = QGuiApplication.clipboard().mimeData()
    assert data.hasHtml() and '<th scope="col"' in data.html() and "2.2 Planning" in data.html()
    rows = [line.split("\t") for line in data.text().splitlines()]
    assert rows[1][0] == "Standard"
    assert next(r for r in rows if r[0].startswith("2.1"))[2] == "2.1.3 58%"
    questions = page(screen, QuestionsPage)
    assert "2.1.1 " in "".join(line.heading for line in questions.table().lines)
    assert "2.1.1.a" not in "".join(line.heading for line in questions.table().lines)  # it is closed


def test_the_report_is_copied_and_saved(qtbot: QtBot, opened: Open, tmp_path: Path) -> None:
    screen = opened("qi")
    screen.bar.report.click()
    dialog = screen.findChildren(ReportDialog)[-1]
    dialog.copy_report()
    waiting.finished(qtbot, 60_000)
    data = QGuiApplication.clipboard().mimeData()
    assert data.hasHtml() and "Norwold 2017" in data.html() and "Norwold 2017" in data.text()
    for name, box in dialog.formats.items():
        box.setChecked(name == "xlsx")
    dialog.save_to(str(tmp_path / "out"))
    waiting.finished(qtbot, 60_000)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["findings-report.xlsx"]
    dialog.reject()


# -- seen and heard ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("which", ["adult", "iaow", "qi"])
def test_every_page_is_painted_and_everything_that_takes_the_keyboard_has_a_name(
    opened: Open, which: str
) -> None:
    screen = opened(which)
    for kind in screen._kinds:
        shown = screen.page(kind.title)
        assert waiting.unnamed(screen) == [], kind.title
        picture = shown.grab().toImage()
        assert _colours(picture) > 3, kind.title
        assert shown.table().rows()[0], kind.title


def _colours(picture: QImage) -> int:
    """How many different colours stand on a coarse grid: an empty or failed page has one or two."""
    places = ((x, y) for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 5))
    return len({picture.pixel(x, y) for x, y in places})


def test_each_cell_is_said_with_its_line_and_column(opened: Open) -> None:
    ratings = page(opened(), RatingsPage)
    table: QTableView = ratings.standards
    model = table.model()
    role = Qt.ItemDataRole.AccessibleTextRole
    rows = [model.index(n, 2).data(role) for n in range(model.rowCount())]
    assert "2.1 Assessment, Lowest: 2.1.3  58%" in rows


def test_the_keyboard_walks_from_the_tabs_to_the_figures(qtbot: QtBot, opened: Open) -> None:
    screen = opened()
    screen.tabs.tabBar().setFocus()
    qtbot.keyClick(screen.tabs.tabBar(), Qt.Key.Key_Right)
    assert screen.place() == "Questions"
    tree = page(screen, QuestionsPage).tree
    qtbot.keyClick(screen.tabs.tabBar(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is tree
    tree.go_to(QuestionId("2.1.1"))
    qtbot.keyClick(tree, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page(screen, QuestionsPage).detail.behind.table.view
