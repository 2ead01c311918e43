"""Beside the timetable: one interview in full, who could not be placed and why, and what clashes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QTabWidget, QVBoxLayout, QWidget

from fieldwork import wording
from fieldwork.inspection.records import CaseRow
from fieldwork.timetable.plan import PlannedInterview
from ui.screens.timetable_view import PlanState
from ui.theme import icon
from ui.theme.metrics import MEDIUM, SMALL
from ui.widgets import Badge, Button, EmptyState, FactGrid, FactLine, Heading, Label, Muted, tooltip

_ID = Qt.ItemDataRole.UserRole
_WIDTH = 308


@dataclass(frozen=True)
class InterviewState:
    """One interview with its cases."""

    interview: PlannedInterview
    officer: str
    inspector: str
    office: str
    cases: tuple[CaseRow, ...]
    clashes: tuple[str, ...] = ()


class InterviewPanel(QWidget):
    """`lock_wanted` carries an officer's id and whether to lock; `case_chosen` a case's reference."""

    lock_wanted = Signal(str, bool)
    case_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._officer = ""
        self._locked = False
        self._name = Heading("", 2)
        self._name.setWordWrap(True)
        self._badge = Badge()
        self._facts = FactGrid()
        self._clash = Label("", "danger", wrap=True)
        self._about = Heading("", 3)
        self.cases = QListWidget()
        self.cases.setAccessibleName("Cases of this interview")
        self.lock = Button("&Lock", icon_name="lock")
        self._hint = Muted("Planning works round a locked interview.", small=True)
        self._none = EmptyState("interview", "Choose an interview to see it in full.")
        self._shown = QWidget()
        self._lay_out()
        self.lock.clicked.connect(self._on_lock_clicked)
        self.cases.itemActivated.connect(self._on_case_activated)
        self.show_state(None)

    def show_state(self, state: InterviewState | None) -> None:
        """Show this interview, or none."""
        self._none.setVisible(state is None)
        self._shown.setVisible(state is not None)
        self._officer = state.interview.officer if state else ""
        if state is None:
            return
        interview = state.interview
        self._locked = interview.locked
        self._name.setText(state.officer)
        self._badge.set("Locked" if interview.locked else "", "neutral", "lock")
        self._facts.show_state(
            (
                FactLine("Day", wording.day(interview.starts.date()), strong=True),
                FactLine("Time", wording.span(interview.starts, interview.ends), strong=True),
                FactLine("Where", f"{state.office}, {wording.room(interview.room)}"),
                FactLine("Inspector", state.inspector),
            )
        )
        self._clash.setText("\n".join(state.clashes))
        self._clash.setVisible(bool(state.clashes))
        self._about.setText(wording.count(len(interview.cases), "case"))
        self._fill_cases(state)
        self.lock.setText("Un&lock" if interview.locked else "&Lock")

    def _fill_cases(self, state: InterviewState) -> None:
        self.cases.clear()
        known = {row.ref: row for row in state.cases}
        for ref in state.interview.cases:
            row = known.get(ref)  # type: ignore[call-overload]
            words = f"{ref}  {row.initials}  –  {row.status.label}" if row else ref
            item = QListWidgetItem(icon("cases"), words)
            item.setData(_ID, ref)
            self.cases.addItem(item)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        head.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignTop)
        buttons = QHBoxLayout()
        buttons.addWidget(self.lock)
        buttons.addStretch(1)
        inner = QVBoxLayout(self._shown)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(SMALL)
        inner.addLayout(head)
        for widget in (self._facts, self._clash, self._about):
            inner.addWidget(widget)
        inner.addWidget(self.cases, 1)
        inner.addLayout(buttons)
        inner.addWidget(self._hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, MEDIUM, 0, 0)
        column.addWidget(self._none, 1)
        column.addWidget(self._shown, 1)

    def _on_lock_clicked(self) -> None:
        self.lock_wanted.emit(self._officer, not self._locked)

    def _on_case_activated(self, item: QListWidgetItem) -> None:
        self.case_chosen.emit(str(item.data(_ID)))


class SidePanel(QTabWidget):
    """Three pages: the interview, who is unplaced, the clashes. `entry_wanted` leads to an interview."""

    entry_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(_WIDTH)
        self.setDocumentMode(True)
        self.setAccessibleName("Details")
        self.tabBar().setDrawBase(False)
        self.setUsesScrollButtons(False)
        self.interview = InterviewPanel()
        self.unplaced = _lines("Officers without an interview")
        self.clashes = _lines("Clashes")
        for page, words in (
            (self.interview, "Interview"),
            (self.unplaced, "Unplaced"),
            (self.clashes, "Clashes"),
        ):
            self.addTab(page, words)
        self.clashes.itemActivated.connect(self._on_clash_activated)
        self.clashes.itemClicked.connect(self._on_clash_activated)

    def show_state(self, state: PlanState) -> None:
        """Show what the plan lacks and what is wrong in it; each page's title says how much."""
        _fill(
            self.unplaced,
            [(f"{state.problem.name(u.officer)}\n{u.why}", u.officer) for u in state.unplaced],
            "officer",
        )
        _fill(
            self.clashes,
            [(clash.sentence, clash.interviews[0].officer) for clash in state.clashes if clash.interviews],
            "warning",
        )
        for page, words, count in (
            (1, "Unplaced", len(state.unplaced)),
            (2, "Clashes", len(state.clashes)),
        ):
            self.setTabText(page, f"{words} ({count})" if count else words)

    def _on_clash_activated(self, item: QListWidgetItem) -> None:
        self.entry_wanted.emit(str(item.data(_ID)))


def _lines(name: str) -> QListWidget:
    made = QListWidget()
    made.setAccessibleName(name)
    made.setWordWrap(True)
    made.setSpacing(2)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return made


def _fill(widget: QListWidget, lines: Sequence[tuple[str, str]], mark: str) -> None:
    widget.clear()
    for words, name in lines:
        item = QListWidgetItem(icon(mark), words)
        item.setData(_ID, name)
        item.setToolTip(tooltip(words))
        widget.addItem(item)
    if not lines:
        item = QListWidgetItem("None.")
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        widget.addItem(item)


def interview_state(state: PlanState, officer: str, cases: Mapping[str, CaseRow]) -> InterviewState | None:
    """The interview of an officer with the words for everything in it."""
    interview = state.by_officer.get(officer)
    if interview is None:
        return None
    name = state.problem.name
    return InterviewState(
        interview,
        name(officer),
        name(interview.inspector),
        name(interview.office),
        tuple(cases[ref] for ref in interview.cases if ref in cases),
        tuple(clash.sentence for clash in state.clashes_of(officer)),
    )
