"""What a plan that was found would change, looked at before it is made the plan."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from fieldwork import wording
from fieldwork.timetable.costs import weights
from fieldwork.timetable.moves import Move
from fieldwork.timetable.plan import PlannedInterview
from fieldwork.timetable.problem import Problem
from ui.screens.goal_words import goal
from ui.screens.planning import Proposal, how_good
from ui.theme.metrics import LARGE, TIGHT, grown
from ui.widgets import CANCEL, Choice, Column, DataTable, Dialog, EmptyState, Label, Muted

KEEP = "keep"
_HEIGHT = 330


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One change in words."""

    officer: str
    name: str
    before: str
    after: str
    why: str


def move_row(problem: Problem, move: Move) -> MoveRow:
    """The words for a change."""
    return MoveRow(
        move.officer,
        problem.name(move.officer),
        where(problem, move.before),
        where(problem, move.after),
        move.why,
    )


def where(problem: Problem, interview: PlannedInterview | None) -> str:
    """`Mon 16 Sep, 9:30am, Anil Deshmukh, Brackenfell`."""
    if interview is None:
        return "No interview"
    office = problem.name(interview.office) if interview.room else "telephone or video"
    day, at = wording.short_day(interview.starts), wording.clock(interview.starts)
    return f"{day}, {at}, {problem.name(interview.inspector)}, {office}"


COLUMNS = (
    Column[MoveRow]("Officer", lambda r: r.name, width=20),
    Column[MoveRow]("Now", lambda r: r.before, tip=lambda r: r.before, width=34, muted=True),
    Column[MoveRow]("Would be", lambda r: r.after, tip=lambda r: r.after, width=34),
    Column[MoveRow]("Why", lambda r: r.why, tip=lambda r: r.why, width=0, muted=True),
)


class MovesView(QWidget):
    """A table of changes, and the one that is chosen in full below it."""

    def __init__(self, name: str, columns: Sequence[Column[MoveRow]], empty: EmptyState) -> None:
        super().__init__()
        self.table: DataTable[MoveRow] = DataTable(name, columns, lambda r: r.officer, empty=empty)
        self.table.setMinimumHeight(grown(_HEIGHT))
        self.whole = Muted("", small=True)
        self.whole.setMinimumHeight(2 * self.whole.fontMetrics().height())
        self._rows: dict[str, MoveRow] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        column.addWidget(self.table, 1)
        column.addWidget(self.whole)
        self.setFocusProxy(self.table)
        self.table.current_changed.connect(self._on_current_changed)

    def show_state(self, rows: Sequence[MoveRow]) -> None:
        """Show these changes."""
        self._rows = {row.officer: row for row in rows}
        self.table.show_state(rows)
        self._on_current_changed()

    def _on_current_changed(self) -> None:
        row = self._rows.get(self.table.current())
        self.whole.setText(f"{row.name}: {row.before} → {row.after}. {row.why}".strip() if row else "")


class PreviewDialog(Dialog):
    """`chosen` carries `keep` where the plan is to be kept; cancelling leaves the plan as it was."""

    def __init__(self, proposal: Proposal, parent: QWidget) -> None:
        choices = (
            Choice(CANCEL, "&Leave the plan as it is"),
            Choice(KEEP, "&Make this the plan", "primary"),
        )
        found = [move_row(proposal.problem, move) for move in proposal.moves]
        super().__init__(_title(proposal), _words(proposal, found), choices=choices, parent=parent)
        empty = EmptyState("check", "Nothing would change.", detail="Every interview stays where it is.")
        self.moves = MovesView("What would change", COLUMNS, empty)
        self.table = self.moves.table
        self.moves.show_state(found)
        self.body.addWidget(self.moves, 1)
        self.body.addWidget(_goals(proposal))
        self.buttons[KEEP].setEnabled(bool(found))
        self.resize(grown(1080), grown(600))
        self.table.setFocus()


def _title(proposal: Proposal) -> str:
    return "Repair the plan" if proposal.how == "repair" else "A new plan"


def _words(proposal: Proposal, found: list[MoveRow]) -> str:
    """How many change, how many stay, and who is left without an interview."""
    plan, problem = proposal.plan, proposal.problem
    stay = len(plan.interviews) - sum(m.after is not None for m in proposal.moves)
    change = wording.count(len(found), "interview changes", "interviews change")
    words = [f"{change}, {stay} stay as they are. {how_good(plan)}"]
    words += [f"{problem.name(one.officer)}: {one.why}" for one in plan.unplaced[:3]]
    if len(plan.unplaced) > 3:
        words.append(f"… and {len(plan.unplaced) - 3} more without an interview")
    return "\n".join(words)


def _goals(proposal: Proposal) -> QWidget:
    """What counts in plans, now and then, where it differs and weighs anything."""
    before, after = proposal.goals
    held = weights(proposal.problem)
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, TIGHT, 0, 0)
    grid.setHorizontalSpacing(LARGE)
    grid.setVerticalSpacing(2)
    told = (name for name in after if name != "moved" and held.get(name))
    for number, name in enumerate(name for name in told if before.get(name, 0) != after[name]):
        row, side = number // 2, 2 * (number % 2)
        grid.addWidget(Muted(goal(name).counted, small=True, wrap=False), row, side)
        grid.addWidget(Label(f"{before.get(name, 0):,} → {after[name]:,}", "small"), row, side + 1)
    grid.setColumnStretch(4, 1)
    return holder
