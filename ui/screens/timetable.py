"""Interviews: the plan a week at a time, planning it, settling interviews, handing it on."""

from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QMenu, QStackedLayout, QVBoxLayout, QWidget

from fieldwork import wording
from fieldwork.inspection import queries
from fieldwork.inspection.records import CaseRow
from fieldwork.timetable import plan_file
from fieldwork.timetable.calendar import ics
from fieldwork.timetable.grid import By
from ui.screens.interview_panel import SidePanel, interview_state
from ui.screens.live import LiveScreen, told, write
from ui.screens.planning import Planned, Planning, summary
from ui.screens.printing import PrintDialog
from ui.screens.saving import save_whole
from ui.screens.timetable_view import PlanState, grid_view, plan_state, week_words, weeks
from ui.screens.working import Working
from ui.session import Session
from ui.theme.metrics import LARGE, MEDIUM, SMALL
from ui.widgets import Badge, Banner, Button, EmptyState, Heading, IconButton, Label, Message, TimetableGrid

_ABOUT = frozenset({"interview", "case", "person", "office", "officer", "inspection", "record"})
_WAYS: tuple[tuple[By, str], ...] = (
    ("inspector", "By inspector"),
    ("office", "By office"),
    ("officer", "By officer"),
)


class TimetableScreen(LiveScreen):
    """The plan on the left, what is chosen or wrong in it on the right."""

    case_chosen = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent, about=_ABOUT)
        self.state: PlanState | None = None
        self._cases: dict[str, CaseRow] = {}
        self._week = 0
        self._planning: Planning | None = None
        self.banner = Banner()
        self.working = Working(session)
        self.by = QComboBox()
        self.grid = TimetableGrid("Interviews")
        self.side = SidePanel()
        self._build_bar()
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Read the plan and judge it."""
        inspection = self.session.inspection
        self.state = plan_state(inspection)
        self._cases = {row.ref: row for row in queries.cases(inspection)}
        self._week = min(self._week, max(0, len(weeks(self.state)) - 1))
        self._show()
        if not self._current():
            self._go_to_first()

    def arrive(self, officer: str) -> None:
        """Show the interview of this officer."""
        self._go_to(officer)

    def _show(self) -> None:
        state = self.state
        if state is None:
            return
        found = weeks(state)
        week = found[self._week] if found else ()
        self._dates.setText(week_words(week) if week else "")
        self.before.setEnabled(self._week > 0)
        self.after.setEnabled(self._week + 1 < len(found))
        self.grid.show_state(grid_view(state, self.by.currentData(), week))
        self.side.show_state(state)
        self._badge.set(
            wording.count(len(state.clashes), "clash", "clashes") if state.clashes else "", "danger"
        )
        has_plan = bool(state.interviews)
        has_times = has_plan or bool(state.problem.appointments)
        self._pages.setCurrentIndex(1 if has_times else 0)
        for widget in (self.calendar, self.print, self.by, self.before, self.after):
            widget.setVisible(has_times)
        self.side.setVisible(has_plan)
        self._repair.setEnabled(has_plan)
        self._show_interview(self._current())

    def _current(self) -> str:
        entry = self.grid.current_entry()
        return entry.id if entry else ""

    def _show_interview(self, officer: str) -> None:
        if self.state is not None:
            self.side.interview.show_state(interview_state(self.state, officer, self._cases))

    # -- making it ----------------------------------------------------------------------------------

    def _build_bar(self) -> None:
        for by, words in _WAYS:
            self.by.addItem(words, by)
        self.by.setAccessibleName("Rows of the timetable")
        self.before = IconButton("chevron-left", "Week before", key="Alt+Left", bordered=True)
        self.after = IconButton("chevron-right", "Next week", key="Alt+Right", bordered=True)
        self._dates = Label("", "strong")
        self._badge = Badge()
        self.calendar = Button("Export &calendar…", icon_name="download")
        self.print = Button("P&rint…", icon_name="printer")
        self.plan = Button("&Plan", "primary")
        menu = QMenu(self)
        self._anew = QAction("Plan everything that is not locked", menu)
        self._repair = QAction("Change the plan as little as possible", menu)
        menu.addActions([self._anew, self._repair])
        self.plan.setMenu(menu)
        self.plan.setProperty("menu", "true")

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(SMALL)
        bar.addWidget(Heading("Interviews", 1))
        bar.addWidget(self._badge)
        bar.addStretch(1)
        for button in (self.calendar, self.print, self.plan):
            bar.addWidget(button)
        line = QHBoxLayout()
        line.setSpacing(SMALL)
        for widget in (self.by, self.before, self.after, self._dates):
            line.addWidget(widget)
        line.addStretch(1)
        self._none = EmptyState(
            "interview",
            "No interviews are planned yet.",
            detail="Planning sees every officer once about all their cases, round rooms and absences.",
            action="Plan the interviews",
        )
        holder = QWidget()
        self._pages = QStackedLayout(holder)
        self._pages.addWidget(self._none)
        self._pages.addWidget(self.grid)
        left = QVBoxLayout()
        left.setSpacing(SMALL)
        left.addLayout(line)
        left.addWidget(holder, 1)
        row = QHBoxLayout()
        row.setSpacing(MEDIUM)
        row.addLayout(left, 1)
        row.addWidget(self.side)
        column = QVBoxLayout(self)
        column.setContentsMargins(LARGE, MEDIUM, LARGE, MEDIUM)
        column.setSpacing(SMALL)
        column.addLayout(bar)
        column.addWidget(self.banner)
        column.addWidget(self.working)
        column.addLayout(row, 1)
        self.setFocusProxy(self.grid)

    def _connect(self) -> None:
        self.by.activated.connect(self._show)
        self.before.clicked.connect(self._on_before_clicked)
        self.after.clicked.connect(self._on_after_clicked)
        self._anew.triggered.connect(self._on_plan_wanted)
        self._repair.triggered.connect(self._on_repair_wanted)
        self._none.action_chosen.connect(self._on_plan_wanted)
        self.calendar.clicked.connect(self._on_calendar_clicked)
        self.print.clicked.connect(self._on_print_clicked)
        self.grid.entry_current.connect(self._on_entry_current)
        self.grid.entry_chosen.connect(self._on_entry_chosen)
        self.grid.menu_wanted.connect(self._on_menu_wanted)
        self.side.entry_wanted.connect(self._go_to)
        self.side.interview.lock_wanted.connect(self._on_lock_wanted)
        self.side.interview.case_chosen.connect(self._on_case_chosen)
        self.banner.action_chosen.connect(self._on_action_chosen)
        self.working.busy_changed.connect(self.plan.setDisabled)
        self.working.busy_changed.connect(self._none.setDisabled)

    # -- moving about ---------------------------------------------------------------------------------

    def _on_before_clicked(self) -> None:
        self._week -= 1
        self._show()

    def _on_after_clicked(self) -> None:
        self._week += 1
        self._show()

    def _go_to(self, officer: str) -> None:
        """Turn to the week of an officer's interview and make it current."""
        if self.state is None or officer not in self.state.by_officer:
            return
        day = self.state.by_officer[officer].starts.date()
        self._week = next(n for n, week in enumerate(weeks(self.state)) if day in week)
        self._show()
        self.grid.go_to(officer)
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to_first(self) -> None:
        """Begin with the first interview of the week that is shown."""
        week = set(weeks(self.state)[self._week]) if self.state and self.state.interviews else set()
        held = [i for i in (self.state.interviews if self.state else ()) if i.starts.date() in week]
        if held:
            self.grid.go_to(held[0].officer)

    def _on_entry_current(self, officer: str) -> None:
        self._show_interview(officer)

    def _on_entry_chosen(self, _officer: str) -> None:
        self.side.setCurrentIndex(0)
        self.side.interview.lock.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_menu_wanted(self, officer: str, at: QPoint) -> None:
        state = self.state.by_officer.get(officer) if self.state else None
        if state is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        action = menu.addAction("Unlock this interview" if state.locked else "Lock this interview")
        action.triggered.connect(self.side.interview.lock.click)
        self._show_interview(officer)
        menu.popup(at)

    def _on_case_chosen(self, ref: str) -> None:
        self.case_chosen.emit(ref)
        self.go.emit("reading", ref)

    # -- changing the plan ------------------------------------------------------------------------------

    def _on_lock_wanted(self, officer: str, locked: bool) -> None:
        session = self.session
        write(session, lambda: plan_file.set_locked(session.inspection, session.author, officer, locked))

    def _on_plan_wanted(self) -> None:
        self.start_planning(keep=False)

    def _on_repair_wanted(self) -> None:
        self.start_planning(keep=True)

    def start_planning(self, *, keep: bool, seconds: float | None = None) -> None:
        """Plan off the event loop; stopping keeps the best plan so far."""
        session = self.session
        limit = {} if seconds is None else {"seconds": seconds}
        self._planning = Planning(session.inspection, session.author, keep=keep, **limit)
        self.banner.show_state(None)
        self.working.start(
            "Planning the interviews…",
            self._planning,
            done=self._on_planned,
            failed=self._on_failed,
            stop=self._planning.stop,
        )

    def _on_planned(self, planned: Planned) -> None:
        self.session.done(planned.written)
        self.banner.show_state(summary(planned.plan))
        if planned.plan.unplaced:
            self.side.setCurrentIndex(1)

    def _on_failed(self, error: BaseException) -> None:
        self.banner.show_state(told(error))

    def _on_action_chosen(self, action: str) -> None:
        self.banner.show_state(None)
        if action == "undo":
            self.session.undo()

    # -- handing it on ----------------------------------------------------------------------------------

    def _on_print_clicked(self) -> None:
        PrintDialog(self.session, document="timetable", parent=self).open()

    def _on_calendar_clicked(self) -> None:
        dialog = QFileDialog(self, "Export the calendar", "interviews.ics", "Calendar (*.ics)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("ics")
        dialog.fileSelected.connect(self.export_calendar)
        dialog.open()

    def export_calendar(self, path: str) -> None:
        """Write every interview as a calendar file, whole or not at all."""
        if self.state is None:
            return
        title = self.session.inspection.info().title
        problem = self.state.problem
        text = ics(self.state.interviews, problem.names, title, appointments=problem.appointments)
        why = save_whole(path, text.encode())
        if why:
            self.banner.show_state(Message("The calendar was not exported.", "danger", why))
        else:
            self.banner.show_state(Message(f"Exported as {Path(path).name}.", "good"))
