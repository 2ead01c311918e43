"""Values that were changed on two laptops apart: side by side, who and when, to keep one of them."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPlainTextEdit, QVBoxLayout, QWidget

from fieldwork.errors import FieldworkError
from fieldwork.inspection import audit, queries, settling
from fieldwork.inspection.audit import Conflict, HistoryLine
from fieldwork.inspection.changes import Change, Register, Written
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.settling import Keep, Settled, settle_all
from fieldwork.wording import count
from ui.screens.history_words import Describer, exact
from ui.screens.live import LiveScreen, write
from ui.session import Session
from ui.theme.metrics import LARGE, MEDIUM, SMALL
from ui.widgets import Badge, Button, Card, Column, DataTable, EmptyState, Heading, Label, Muted

#: Fields of free words, which are shown whole.
_WORDS = frozenset({"note", "reason", "seen", "told", "done", "text", "reopened"})
_TABLE_SHARE, _SIDES_SHARE = 2, 3


@dataclass(frozen=True, slots=True)
class Side:
    """One of the values: the change's id, who made it, when and why, what it says; `shown` is in use now."""

    change: str
    who: str
    when: str
    value: str
    shown: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class ConflictState:
    """A conflict in words. `case` is "" where it is about something else."""

    id: str
    case: str
    about: str
    sides: tuple[Side, ...]

    @property
    def people(self) -> str:
        return ", ".join(dict.fromkeys(side.who for side in self.sides))


def conflict_state(inspection: Inspection, conflict: Conflict, describe: Describer) -> ConflictState:
    """The words for a conflict."""
    said = {side.change: side for side in settling.sides(inspection, conflict)}
    rows = [describe.row(HistoryLine(change, None)) for change in conflict.sides]
    sides = tuple(
        Side(
            change=change.id,
            who=describe.who(said[change.id].author),
            when=exact(said[change.id].at),
            value=_value(change, row.after),
            shown=said[change.id].shown,
            why=said[change.id].reason,
        )
        for change, row in zip(conflict.sides, rows, strict=True)
    )
    return ConflictState(conflict.id, rows[0].case, rows[0].about, sides)


def _settled_words(settled: Settled) -> str:
    left = f" {count(len(settled.left), 'conflict')} left that it does not decide." if settled.left else ""
    return f"{count(len(settled.kept), 'conflict')} settled.{left}"


def _value(change: Change, short: str) -> str:
    whole = change.field in _WORDS and isinstance(change.value, str) and change.value
    return str(change.value) if whole else short


_COLUMNS = (
    Column[ConflictState]("Case", lambda c: c.case, width=11),
    Column[ConflictState]("What", lambda c: c.about, width=0),
    Column[ConflictState]("Changed by", lambda c: c.people, width=26),
)


class ConflictsScreen(LiveScreen):
    """The list above, the sides of the chosen conflict below. `left` leads back."""

    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent, about=frozenset())
        self._states: dict[str, ConflictState] = {}
        self._count = Badge()
        self.back = Button("&Back", "quiet", "arrow-left")
        self.case = Button("Open the case", icon_name="reading")
        self.rules = Button("Settle &all", icon_name="check")
        self._rules = QMenu(self)
        empty = EmptyState("check", "Nothing is in conflict.", detail="All laptops agree on every value.")
        self.table: DataTable[ConflictState] = DataTable(
            "Conflicts", _COLUMNS, lambda c: c.id, empty=empty, parent=self
        )
        self._about = Label("", "strong", wrap=True)
        self._sides = QHBoxLayout()
        self.keeps: list[Button] = []
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Read every conflict that is open."""
        inspection = self.session.inspection
        people = {str(person.id): person.name for person in queries.team(inspection)}
        officers = {str(officer.id): officer.name for officer in queries.officers(inspection)}
        describe = Describer(inspection.programme, people, officers)
        before = list(self._states)
        at = before.index(self.table.current()) if self.table.current() in before else 0
        found = [conflict_state(inspection, one, describe) for one in audit.conflicts(inspection)]
        self._states = {state.id: state for state in found}
        self.rules.setEnabled(bool(found))
        self._count.set(f"{len(found)} to settle" if found else "", "warning")
        self.table.show_state(found)
        if found and self.table.current() not in self._states:
            self.table.select([found[min(at, len(found) - 1)].id])
        self._show_sides()

    def keep(self, change: str) -> None:
        """Settle the chosen conflict by keeping this change's value."""
        chosen = self.table.current()
        if chosen in self._states:
            write(self.session, lambda: self._settle(chosen, change))

    def _settle(self, conflict: str, change: str) -> Written:
        settled = audit.settle(self.session.inspection, self.session.author, conflict, change)
        return Written(frozenset({Register(*settled.register)}))

    def _show_sides(self) -> None:
        state = self._states.get(self.table.current())
        self._about.setText(f"{state.case}  {state.about}".strip() if state else "")
        self.case.setVisible(bool(state and state.case))
        self.keeps = []
        while (item := self._sides.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for side in state.sides if state else ():
            self._sides.addWidget(self._card(side), 1)

    def _card(self, side: Side) -> Card:
        card = Card()
        head = QHBoxLayout()
        head.addWidget(Heading(side.who, 3), 1)
        if side.shown:
            head.addWidget(Badge("Used now", "info", "eye"))
        card.body.addLayout(head)
        card.body.addWidget(Muted(f"{side.when}. {side.why}" if side.why else side.when, small=True))
        words = QPlainTextEdit(side.value)
        words.setReadOnly(True)
        words.setTabChangesFocus(True)
        words.setAccessibleName(f"What {side.who} entered")
        card.body.addWidget(words, 1)
        keep = Button("Keep this", "primary" if side.shown else "plain", "check")
        keep.setAccessibleName(f"Keep what {side.who} entered at {side.when}")
        keep.setProperty("change", side.change)
        keep.clicked.connect(self._on_keep_clicked)
        self.keeps.append(keep)
        card.body.addWidget(keep, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SMALL)
        head.addWidget(self.back)
        head.addWidget(Heading("Changed apart", 1))
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self.rules)
        head.addWidget(self.case)
        column = QVBoxLayout(self)
        column.setContentsMargins(LARGE, MEDIUM, LARGE, MEDIUM)
        column.setSpacing(SMALL)
        column.addLayout(head)
        column.addWidget(
            Muted(
                "The same thing was changed on two laptops before they exchanged packages. Nothing is lost: "
                "the value that you do not keep stays in the history."
            )
        )
        column.addWidget(self.table, _TABLE_SHARE)
        column.addWidget(self._about)
        self._sides.setSpacing(MEDIUM)
        column.addLayout(self._sides, _SIDES_SHARE)
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        self.back.clicked.connect(self.left)
        for rule in Keep:
            self._rules.addAction(f"Keep {rule.words}").setData(rule.value)
        self.rules.setMenu(self._rules)
        self.rules.setProperty("menu", "true")
        self._rules.triggered.connect(self._on_rule_triggered)
        self.case.clicked.connect(self._on_case_clicked)
        self.table.current_changed.connect(self._show_sides)

    def _on_rule_triggered(self, action: QAction) -> None:
        """Settle every conflict by one rule, in one step that undo takes back."""
        inspection, author, rule = self.session.inspection, self.session.author, Keep(action.data())
        try:
            settled = settle_all(inspection, author, rule)
        except FieldworkError as error:
            self.session.fail(error)
            return
        self.session.done(Written(frozenset(Register(*c.register) for c, _ in settled.kept)))
        self.session.said.emit(_settled_words(settled))

    def _on_keep_clicked(self) -> None:
        self.keep(str(self.sender().property("change")))

    def _on_case_clicked(self) -> None:
        state = self._states.get(self.table.current())
        if state is not None and state.case:
            self.go.emit("reading", state.case)
