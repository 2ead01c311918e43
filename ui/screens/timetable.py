"""Interviews: the plan by week or day, planning it, moving interviews by hand, handing it on."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QStackedWidget, QVBoxLayout, QWidget

from fieldwork.inspection import queries
from fieldwork.inspection.records import CaseRow
from ui.reading.hints import HintLine
from ui.screens.interview_panel import interview_state
from ui.screens.live import LiveScreen
from ui.screens.set_up import SetUp
from ui.screens.timetable_bar import TimetableBar
from ui.screens.timetable_by_hand import ByHand
from ui.screens.timetable_handing_out import HandingOut
from ui.screens.timetable_planning import Planner
from ui.screens.timetable_rows import entry_of, grid_view
from ui.screens.timetable_side import CLASHES, INTERVIEW, UNPLACED, SidePanel
from ui.screens.timetable_view import PlanState, page_of, pages, plan_state
from ui.screens.working import Working
from ui.session import Session
from ui.theme.metrics import LARGE, MEDIUM, SMALL
from ui.widgets import Banner, EmptyState, TimetableGrid
from ui.widgets.timetable_keys import WHILE_CARRYING, WITH_AN_ENTRY

_ABOUT = frozenset({"interview", "case", "person", "office", "officer", "inspection", "record"})


class TimetableScreen(LiveScreen):
    """The plan on the left, what is chosen or wrong in it on the right."""

    case_chosen = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent, about=_ABOUT)
        self.state: PlanState | None = None
        self._cases: dict[str, CaseRow] = {}
        self._page: tuple[date, ...] = ()
        self._number = 0
        self._setting: SetUp | None = None
        self.banner = Banner()
        self.working = Working(session)
        self.bar = TimetableBar()
        self.grid = TimetableGrid("Interviews")
        self.side = SidePanel()
        self.keys = HintLine(hints=WITH_AN_ENTRY)
        self.by_hand = ByHand(session, self.grid, self)
        self.planner = Planner(session, self.working, self)
        self.handing_out = HandingOut(session, self.working, self)
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Read the plan and judge it."""
        inspection = self.session.inspection
        self.state = plan_state(inspection)
        self._cases = {row.ref: row for row in queries.cases(inspection)}
        self._show()
        if not self._current():
            self._go_to_first()
        if self._setting is not None and self._parts.currentWidget() is self._setting:
            self._setting.show_state(self.state.problem)

    def arrive(self, argument: str) -> None:
        """Show an officer's interview; `place/` before the officer takes them up to be given a time."""
        command, _, officer = argument.rpartition("/")
        self._go_to(officer)
        if command == "place":
            self._started = True
            self._show()
            self.by_hand.lift(officer)

    # -- showing --------------------------------------------------------------------------------------

    def _show(self, day: date | None = None) -> None:
        """Show the page with this day, or the one that is shown as it is now."""
        state = self.state
        if state is None:
            return
        found = self._pages()
        if day is not None or self._number >= len(found):
            self._number = page_of(found, day) if day is not None else max(len(found) - 1, 0)
        self._page = found[self._number] if found else ()
        self.bar.show_state(state, self._page, self._number, len(found))
        self.by_hand.show_state(state, self.bar.rows(), self._page, timed=self.bar.by_day())
        self.grid.show_state(grid_view(state, self.bar.rows(), self._page, timed=self.bar.by_day()))
        self.side.show_state(state)
        self.handing_out.show_state(state)
        timed = bool(state.interviews or state.problem.appointments)
        self._pages_of.setCurrentIndex(1 if timed or self._started else 0)
        self.side.setVisible(bool(self._pages_of.currentIndex()))
        self.keys.setVisible(bool(self._pages_of.currentIndex()))
        self._show_interview(self._current())

    def _pages(self) -> Sequence[tuple[date, ...]]:
        return pages(self.state, by_day=self.bar.by_day()) if self.state is not None else ()

    def _current(self) -> str:
        entry = self.grid.current_entry()
        return entry.id if entry else ""

    def _show_interview(self, officer: str) -> None:
        if self.state is not None:
            self.side.interview.show_state(interview_state(self.state, officer, self._cases))

    # -- making it ----------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._started = False
        self._none = EmptyState(
            "interview",
            "No interviews are planned yet.",
            detail="Planning sees every officer once about all their cases, round rooms and absences.",
            action="Plan the interviews",
        )
        holder = QWidget()
        self._pages_of = QStackedLayout(holder)
        self._pages_of.addWidget(self._none)
        self._pages_of.addWidget(self.grid)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(holder, 1)
        left.addWidget(self.keys)
        row = QHBoxLayout()
        row.setSpacing(MEDIUM)
        row.addLayout(left, 1)
        row.addWidget(self.side)
        plan = QWidget()
        column = QVBoxLayout(plan)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        column.addWidget(self.bar)
        column.addWidget(self.banner)
        column.addWidget(self.working)
        column.addLayout(row, 1)
        self._parts = QStackedWidget()
        self._parts.addWidget(plan)
        around = QVBoxLayout(self)
        around.setContentsMargins(LARGE, MEDIUM, LARGE, SMALL)
        around.addWidget(self._parts)
        self.setFocusProxy(self.grid)

    def _connect(self) -> None:
        self.bar.wanted.connect(self.do)
        self.bar.time_chosen.connect(self.planner.take)
        self.bar.turned.connect(self._turn)
        self.bar.way_chosen.connect(self._on_way_chosen)
        self._none.action_chosen.connect(self.bar.actions_by_name["anew"].trigger)
        self.grid.entry_current.connect(self._show_interview)
        self.grid.entry_chosen.connect(self._on_entry_chosen)
        self.grid.menu_wanted.connect(self._on_menu_wanted)
        self.grid.turn_wanted.connect(self._turn)
        self.grid.dropped_outside.connect(self._on_dropped_outside)
        self.by_hand.told.connect(self.banner.show_state)
        self.planner.said.connect(self.banner.show_state)
        self.handing_out.said.connect(self.banner.show_state)
        self.planner.unplaced.connect(self.side.show_unplaced)
        self.by_hand.carrying.connect(self._on_carrying)
        tray = self.side.unplaced
        tray.taken.connect(self.by_hand.lift)
        tray.lifted.connect(self.by_hand.lift_from_tray)
        tray.moved.connect(self.grid.carry_to)
        tray.released.connect(self.grid.put_down)
        tray.dropped_back.connect(self.grid.hands.leave)
        self.side.clash_chosen.connect(self._on_clash_chosen)
        self.side.settling_wanted.connect(self._on_settling_wanted)
        self.side.interview.wanted.connect(self._on_interview_wanted)
        self.side.interview.case_chosen.connect(self._on_case_chosen)
        self.banner.action_chosen.connect(self._on_action_chosen)
        self.working.busy_changed.connect(self.bar.plan.setDisabled)
        self.working.busy_changed.connect(self._none.setDisabled)

    def do(self, command: str) -> None:
        """Do what a command of the bar says."""
        match command:
            case "anew" | "allocate" | "repair":
                self.planner.start(command)
            case "clashes":
                self.side.turn_to(CLASHES)
            case "unplaced":
                self._started = True
                self._show()
                self.side.turn_to(UNPLACED)
            case "set up":
                self.set_up()
            case "print":
                self.handing_out.print()
            case "calendar" | "inspectors" | "offices" | "workbook":
                self.handing_out.choose(command)
            case "tell":
                self.handing_out.tell()

    def set_up(self) -> SetUp:
        """Show what planning has to know."""
        if self._setting is None:
            self._setting = SetUp(self.session, self)
            self._setting.left.connect(self._on_set_up_left)
            self._parts.addWidget(self._setting)
        self._parts.setCurrentWidget(self._setting)
        if self.state is not None:
            self._setting.show_state(self.state.problem)
        return self._setting

    def _on_set_up_left(self) -> None:
        self._parts.setCurrentIndex(0)
        self.bar.set_up.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- moving about ---------------------------------------------------------------------------------

    def _turn(self, step: int) -> None:
        """Turn a page; what is carried comes along."""
        if not 0 <= self._number + step < len(self._pages()):
            return
        carry = self.grid.hands.carry
        before = carry.spot if carry is not None else None
        self._number += step
        self._show()
        self.grid.hands.turned(before, step)

    def _on_way_chosen(self) -> None:
        """Other rows, or a week for a day: what was looked at stays in sight."""
        interview = self.state.by_officer.get(self._current()) if self.state else None
        day = interview.starts.date() if interview else (self._page[0] if self._page else None)
        current = self._current()
        self._show(day)
        self.grid.go_to(current)

    def _go_to(self, officer: str) -> None:
        """Turn to an officer's interview and make it current."""
        if self.state is not None and officer in self.state.by_officer:
            self._show(self.state.by_officer[officer].starts.date())
            self.grid.go_to(officer)
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to_first(self) -> None:
        """Begin with the first interview of the days that are shown."""
        held = [i for i in (self.state.interviews if self.state else ()) if i.starts.date() in self._page]
        if held:
            self.grid.go_to(held[0].officer)

    def _on_clash_chosen(self, number: int) -> None:
        """Go to the first thing of a clash; meetings stand in the rows of inspectors."""
        clash = self.state.clashes[number] if self.state else None
        if clash is not None:
            day, entry = entry_of(clash)
            if not clash.interviews:
                self.bar.turn_to_rows("inspector")
            self._show(day)
            self.grid.go_to(entry)
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_settling_wanted(self) -> None:
        self.go.emit("exchange", "conflicts")

    def _on_entry_chosen(self, _officer: str) -> None:
        self.side.setCurrentIndex(INTERVIEW)
        self.side.interview.move_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_menu_wanted(self, officer: str, at: QPoint) -> None:
        self._show_interview(officer)
        menu = self.side.interview.menu_of(officer)
        if menu is not None:
            menu.popup(at)

    def _on_case_chosen(self, ref: str) -> None:
        self.case_chosen.emit(ref)
        self.go.emit("reading", ref)

    # -- moving interviews by hand ----------------------------------------------------------------------

    def _on_interview_wanted(self, officer: str, command: str) -> None:
        if command == "lock":
            self.by_hand.turn_lock(officer)
        elif command == "take out":
            self.by_hand.take_out(officer)
        else:
            self._go_to(officer)
            self.by_hand.lift(officer, command)

    def _on_carrying(self, carrying: bool) -> None:
        self.keys.show_state(WHILE_CARRYING if carrying else WITH_AN_ENTRY)

    def _on_dropped_outside(self, officer: str, where: QPoint) -> None:
        """An interview dropped on the list of those without one is taken out of the plan."""
        tray = self.side.unplaced
        if tray.isVisible() and tray.rect().contains(tray.mapFromGlobal(where)):
            self.by_hand.take_out(officer)

    # -- planning -----------------------------------------------------------------------------------------

    def _on_action_chosen(self, action: str) -> None:
        self.banner.show_state(None)
        if action == "undo":
            self.session.undo()
        else:
            self.do(action)
