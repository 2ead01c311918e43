"""Something that two people changed apart: both sides beside each other, and a choice between them."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from fieldwork import wording
from fieldwork.inspection import audit, queries
from fieldwork.inspection.audit import Conflict
from fieldwork.inspection.changes import Change
from fieldwork.inspection.clock import moment
from fieldwork.inspection.file import Inspection
from fieldwork.programme.model import QuestionId
from fieldwork.reading.service import SOURCES
from ui.theme.metrics import SMALL, TIGHT
from ui.widgets import Button, Card, Icon, Label, Muted

_FIELDS = {
    "value": "answer", "note": "evidence", "reason": "reason", "source": "source", "ask": "mark to ask",
    "seen": "concern", "told": "person told", "told_at": "time", "done": "action", "closed": "closing",
    "text": "practice example", "kind": "kind of practice", "complete": "completion",
    "inspector": "inspector", "withdrawn": "withdrawal",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Side:
    """One of the values: the change that made it, who did and when, and the value in words."""

    change: str
    who: str
    when: str
    words: str


@dataclass(frozen=True, slots=True)
class ConflictState:
    """A conflict as it is shown: `what` was changed apart, such as `answer`."""

    id: str
    what: str
    sides: tuple[Side, ...]


def conflicts_of(
    inspection: Inspection, keys: frozenset[str], question: QuestionId | None = None
) -> tuple[ConflictState, ...]:
    """What is to be settled about the things with these ids; `question` is the one that they are under."""
    people = {str(p.id): p.name for p in queries.team(inspection)}
    return tuple(
        _state(inspection, conflict, question, people)
        for conflict in audit.conflicts(inspection)
        if conflict.register.entity_id in keys
    )


def _state(
    inspection: Inspection, conflict: Conflict, question: QuestionId | None, people: dict[str, str]
) -> ConflictState:
    field = conflict.register.field
    fact = inspection.programme.facts.get(field.removeprefix("fact."))
    what = _FIELDS.get(field) or (fact.label if fact else field)
    sides = tuple(
        Side(
            side.id,
            people.get(side.author, "Somebody"),
            written_at(side.at),
            _words(inspection, side, question),
        )
        for side in conflict.sides
    )
    return ConflictState(conflict.id, what, sides)


def _words(inspection: Inspection, change: Change, question: QuestionId | None) -> str:
    """A change's value as people read it."""
    value = change.value
    if value is None or value == "":
        return "Taken back"
    found = inspection.programme.questions.get(question) if question else None
    if change.field == "value" and found is not None and found.answers is not None:
        return found.answers.label(value)
    if change.field == "source":
        return SOURCES.get(value, str(value))
    if change.field == "inspector":
        return next((p.name for p in queries.team(inspection) if p.id == value), str(value))
    fact = inspection.programme.facts.get(change.field.removeprefix("fact."))
    if fact is not None and change.field.startswith("fact."):
        return fact.words(tuple(value) if isinstance(value, list) else value)
    return "Yes" if value is True else str(value)


def written_at(stamp: str) -> str:
    """`22 November 2026, 9:41am` for a change's stamp."""
    at: datetime = moment(stamp).astimezone()
    return f"{wording.day(at.date())}, {wording.clock(at)}"


class ConflictBlock(Card):
    """Both sides beside each other. `kept` carries the conflict and the change that is kept."""

    kept = Signal(str, str)

    def __init__(self, state: ConflictState, parent: QWidget | None = None) -> None:
        super().__init__(pad=SMALL, parent=parent)
        self.state = state
        self._buttons: list[Button] = []
        title = Label(f"The {state.what} was changed apart. Choose which one stays.", "strong", wrap=True)
        head = QHBoxLayout()
        head.addWidget(Icon("conflict", "danger", 16))
        head.addWidget(title, 1)
        self.body.addLayout(head)
        sides = QHBoxLayout()
        sides.setSpacing(SMALL)
        for side in state.sides:
            sides.addWidget(self._side(side), 1)
        self.body.addLayout(sides)
        self.setAccessibleName(f"The {state.what} was changed apart")

    def buttons(self) -> list[Button]:
        """The choices, in order of time."""
        return self._buttons

    def _side(self, side: Side) -> QWidget:
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(TIGHT, 0, TIGHT, 0)
        column.setSpacing(TIGHT)
        words = Label(side.words, wrap=True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(Muted(f"{side.who}, {side.when}", small=True))
        column.addWidget(_within(words) if len(side.words) > 400 else words)
        column.addStretch(1)
        button = Button("Keep this one")
        button.setObjectName(side.change)
        button.setAccessibleName(f"Keep {side.who}’s {self.state.what}: {side.words[:80]}")
        button.clicked.connect(self._on_keep_clicked)
        self._buttons.append(button)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return holder

    def _on_keep_clicked(self) -> None:
        self.kept.emit(self.state.id, self.sender().objectName())


def _within(words: Label) -> QScrollArea:
    """Long words scroll in a place of their own, so that the choice below stays in sight."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFixedHeight(120)
    area.setWidget(words)
    words.setAlignment(Qt.AlignmentFlag.AlignTop)
    return area
