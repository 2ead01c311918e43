"""Moving interviews by hand: who may be taken up, what a place means, asking before a rule is broken."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fieldwork import wording
from fieldwork.inspection.changes import Written
from fieldwork.timetable import by_hand, plan_file
from fieldwork.timetable.fits import Exchanged
from fieldwork.timetable.moves import words
from ui.screens.live import write
from ui.screens.timetable_aim import Aim, Outcome
from ui.screens.timetable_rows import By
from ui.screens.timetable_view import PlanState
from ui.session import Session
from ui.widgets import CANCEL, Choice, Message, Spot, TimetableGrid, ask

_LABELS = {
    "move": "Moved an interview by hand",
    "swap": "Swapped two interviews by hand",
    "length": "Changed how long an interview is",
    "place": "Put an interview into the plan by hand",
}
_PUT = "put"


class ByHand(QObject):
    """Answers what a timetable asks while things are moved in it, and writes what was decided.

    `told` carries a message for the screen; `carrying` says whether something is in hand.
    """

    told = Signal(object)
    carrying = Signal(bool)

    def __init__(self, session: Session, grid: TimetableGrid, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._grid, self._screen = session, grid, parent
        self._state: PlanState | None = None
        self._by: By = "inspector"
        self._page: tuple[date, ...] = ()
        self._timed = False
        self._aim: Aim | None = None
        self._asked: tuple[str, Outcome] | None = None
        grid.lift_wanted.connect(self.lift)
        grid.dropped.connect(self._on_dropped)
        grid.let_go.connect(self._on_let_go)
        grid.lock_wanted.connect(self.turn_lock)
        grid.remove_wanted.connect(self.take_out)

    def show_state(self, state: PlanState, by: By, page: Sequence[date], *, timed: bool) -> None:
        """The timetable that is shown now; what is in hand is let go of where the plan has changed."""
        if state is not self._state:
            self._grid.hands.leave()
        self._state, self._by, self._page, self._timed = state, by, tuple(page), timed
        if self._aim is not None:
            self._aim.turn(page)

    # -- taking up ------------------------------------------------------------------------------------

    def lift(self, officer: str, kind: str = "move") -> None:
        """Take up an officer's interview, planned or not; says why where it stays.

        `kind`: to `move` it, to `swap` its time or its inspector (`swap inspectors`), or its `length`.
        """
        state = self._state
        if state is None or not self._may_move(state, officer, kind):
            return
        aim = self._aimed(state, officer, "inspectors" if kind == "swap inspectors" else "times")
        name = state.problem.name(officer)
        if kind == "length":
            self._grid.lift(officer, name, aim.judge_length, "length")
        else:
            self._grid.lift(officer, name, aim.judge, "move" if kind == "move" else "swap")
        if aim.now is None:
            self._grid.hands.to_fitting()
        self.carrying.emit(True)

    def lift_from_tray(self, officer: str) -> None:
        """Take up an unplaced officer with the mouse that presses it in another list."""
        if self._state is not None:
            aim = self._aimed(self._state, officer)
            self._grid.lift_from_outside(officer, self._state.problem.name(officer), aim.judge)
            self.carrying.emit(True)

    def _aimed(self, state: PlanState, officer: str, what: Exchanged = "times") -> Aim:
        self._grid.hands.leave()
        self._aim = Aim(state, officer, self._by, self._page, timed=self._timed, what=what)
        return self._aim

    def _may_move(self, state: PlanState, officer: str, kind: str) -> bool:
        interview = state.by_officer.get(officer)
        if interview is None:
            known = kind == "move" and officer in state.problem.officer
            if not known:
                self.told.emit(Message("Meetings are changed under Set up and Evidence.", "info"))
            return known
        if not interview.locked:
            return True
        name, mark = state.problem.name(officer), state.marks.get(officer)
        if mark is not None:
            how = "was held" if mark.state == "held" else "is running late"
            advice = "Take the mark off first, if it is wrong."
            self.told.emit(Message(f"The interview with {name} {how}: it stays where it is.", "info", advice))
        else:
            self.told.emit(
                Message(f"The interview with {name} is locked.", "info", "Unlock it, then move it.")
            )
        return False

    # -- putting down ---------------------------------------------------------------------------------------

    def _on_dropped(self, _officer: str, kind: str, spot: Spot) -> None:
        self.carrying.emit(False)
        aim, self._aim = self._aim, None
        outcome = (aim.lengthened(spot) if kind == "length" else aim.outcome(spot)) if aim else None
        if aim is None or outcome is None or outcome.interviews == (aim.now,):
            return
        if spot.entry:
            kind = "swap"
        self._settle(_LABELS[kind if aim.now else "place"], outcome)

    def _settle(self, label: str, outcome: Outcome) -> None:
        """Write what fits; ask before rules are broken."""
        if not outcome.broken:
            self._put(label, outcome)
            return
        self._asked = label, outcome
        rules = wording.count(len(outcome.broken), "rule")
        listed = "\n".join(f"•  {clash.sentence}" for clash in outcome.broken)
        rest = "It stays among the clashes until that is mended."
        text = f"There this would break {rules}:\n\n{listed}\n\n{rest}"
        choices = (
            Choice(CANCEL, "&Leave it where it was", "primary"),
            Choice(_PUT, "&Put it there all the same", "danger"),
        )
        ask(self._screen, "Put it there all the same?", text, choices=choices, chosen=self._on_answered)

    def _on_answered(self, choice: str) -> None:
        if choice == _PUT and self._asked is not None:
            self._put(*self._asked)
        self._asked = None

    def _put(self, label: str, outcome: Outcome) -> None:
        moved, problem = outcome.interviews, self._state.problem if self._state else None
        done = self._write(lambda: by_hand.put(self._session.inspection, self._session.author, moved, label))
        if done and problem is not None:
            said = "; ".join(f"{problem.name(i.officer)}: {words(problem, i)}" for i in moved)
            self._session.said.emit(f"{said}.")
            self._grid.go_to(moved[0].officer)

    def _on_let_go(self) -> None:
        self._aim = None
        self.carrying.emit(False)

    # -- other things done to an interview ----------------------------------------------------------------

    def turn_lock(self, officer: str) -> None:
        """Lock an interview where it is, or unlock it."""
        interview = self._state.by_officer.get(officer) if self._state else None
        if interview is not None:
            session, locked = self._session, not interview.locked
            self._write(lambda: plan_file.set_locked(session.inspection, session.author, officer, locked))

    def take_out(self, officer: str) -> None:
        """Take an interview out of the plan; its officer is unplaced then."""
        state, session = self._state, self._session
        if state is None or officer not in state.by_officer or not self._may_move(state, officer, "move"):
            return
        if self._write(lambda: by_hand.take_out(session.inspection, session.author, officer)):
            session.said.emit(f"{state.problem.name(officer)} has no interview now. Undo brings it back.")

    def _write(self, work: Callable[[], Written]) -> bool:
        return write(self._session, work)
