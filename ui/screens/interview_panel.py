"""One interview in full, beside the timetable, and what can be done with it."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QMenu, QVBoxLayout, QWidget

from fieldwork import wording
from fieldwork.inspection.records import CaseRow
from fieldwork.timetable.plan import PlannedInterview
from ui.screens.timetable_view import PlanState
from ui.theme import Tone, icon
from ui.theme.metrics import MEDIUM, SMALL
from ui.widgets import Badge, Button, EmptyState, FactGrid, FactLine, Heading, Label, Muted

_ID = Qt.ItemDataRole.UserRole
#: What else can be done with an interview: the command, its words, the key that does it in the timetable.
_MORE = (
    ("swap", "Swap times with…", "S"),
    ("swap inspectors", "Swap inspectors with…", ""),
    ("length", "Change how long it is…", "L"),
    ("take out", "Take it out of the plan", "Del"),
)


_MARKS: Mapping[str, tuple[str, Tone, str]] = {
    "held": ("Held", "good", "check"),
    "late": ("Running late", "warning", "clock"),
}


@dataclass(frozen=True)
class InterviewState:
    """One interview with its cases."""

    interview: PlannedInterview
    officer: str
    inspector: str
    office: str
    cases: tuple[CaseRow, ...]
    clashes: tuple[str, ...] = ()
    mark: str = ""


class InterviewPanel(QWidget):
    """`wanted` carries an officer's id and a command: `move`, `lock`, `swap`, `swap inspectors`,
    `length` or `take out`; `case_chosen` a case's reference.
    """

    wanted = Signal(str, str)
    case_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._officer = ""
        self._name = Heading("", 2)
        self._name.setWordWrap(True)
        self._badge = Badge()
        self._facts = FactGrid()
        self._clash = Label("", "danger", wrap=True)
        self._about = Heading("", 3)
        self.cases = QListWidget()
        self.cases.setAccessibleName("Cases of this interview")
        self.move_button = Button("&Move…")
        self.lock = Button("&Lock", icon_name="lock")
        self.more = Button("M&ore")
        self._hint = Muted("Planning works round a locked interview.", small=True)
        self._none = EmptyState("interview", "Choose an interview to see it in full.")
        self._shown = QWidget()
        self._fill_more()
        self._lay_out()
        self.move_button.clicked.connect(self._on_move_clicked)
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
        self._name.setText(state.officer)
        if state.mark:
            self._badge.set(*_MARKS[state.mark])
        else:
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
        self.lock.setEnabled(not state.mark)
        for widget in (self.move_button, self.more):
            widget.setEnabled(not interview.locked)

    def menu_of(self, officer: str) -> QMenu | None:
        """Everything that can be done with the interview that is shown, as a menu; None where it is not."""
        if officer != self._officer or self._shown.isHidden():
            return None
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for button, command, words, key in (
            (self.move_button, "move", "Move…", "M"),
            (self.lock, "lock", self.lock.text().replace("&", ""), "K"),
        ):
            action = menu.addAction(f"{words}\t{key}")
            action.setData(command)
            action.setEnabled(button.isEnabled())
        for command, words, key in _MORE:
            action = menu.addAction(f"{words}\t{key}" if key else words)
            action.setData(command)
            action.setEnabled(self.more.isEnabled())
        menu.triggered.connect(self._on_more_triggered)
        return menu

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
        buttons.setSpacing(SMALL)
        for button in (self.move_button, self.lock, self.more):
            buttons.addWidget(button)
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

    def _fill_more(self) -> None:
        menu = QMenu(self)
        for command, words, key in _MORE:
            action = QAction(f"{words}\t{key}" if key else words, menu)
            action.setData(command)
            menu.addAction(action)
        menu.triggered.connect(self._on_more_triggered)
        self.more.setMenu(menu)
        self.more.setProperty("menu", "true")

    def _on_move_clicked(self) -> None:
        self.wanted.emit(self._officer, "move")

    def _on_lock_clicked(self) -> None:
        self.wanted.emit(self._officer, "lock")

    def _on_more_triggered(self, action: QAction) -> None:
        self.wanted.emit(self._officer, str(action.data()))

    def _on_case_activated(self, item: QListWidgetItem) -> None:
        self.case_chosen.emit(str(item.data(_ID)))


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
        state.marks[officer].state if officer in state.marks else "",
    )
