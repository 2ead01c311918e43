"""The cases behind a number: which they are, what each said, and the words written under it."""

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from fieldwork.findings import queries as behind
from fieldwork.findings.queries import Selection
from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.projection import answer_id
from fieldwork.programme.model import Question
from fieldwork.reading.blind import blind_refs
from ui.theme import Tone
from ui.theme.metrics import SMALL
from ui.widgets import Button, Column, DataTable, EmptyState, Label
from ui.widgets.stacked_bar import Kind

_MARKS: dict[Kind, tuple[str, Tone]] = {
    "yes": ("check", "yes"),
    "no": ("cross", "no"),
    "hindered": ("minus", "warning"),
    "na": ("dash", "na"),
}


@dataclass(frozen=True, slots=True)
class Case:
    """One case or record behind a number. `title` is what it is called: a case its reference."""

    ref: str
    title: str
    answer: str
    kind: Kind
    note: str
    inspector: str


def cases_behind(
    inspection: Inspection,
    selection: Selection,
    question: Question,
    kinds: dict[str, Kind],
    answers: Collection[str] = (),
    person: str = "",
) -> list[Case]:
    """The readings with one of these answers (any without), in order, with their notes; without those that
    this person reads a second time and is not to see yet.
    """
    hidden = blind_refs(inspection, person)
    people = {p.id: p.name for p in queries.team(inspection)}
    rows = {r.ref: r for r in (*queries.cases(inspection), *queries.evidence(inspection))}
    found = []
    for ref in behind.behind(inspection, selection, question.id, answers):
        if ref in hidden:
            continue
        held = inspection.record("answer", answer_id(ref, question.id))
        value, row = str(held.get("value", "")), rows.get(ref)
        in_words = question.answers is None or question.answers.kind != "choice"
        label = "" if in_words or question.answers is None else question.answers.label(value)
        note = value if in_words else str(held.get("note", ""))
        title = row.title if row is not None and row.title else str(ref)
        reader = people.get(row.inspector, "") if row is not None and row.inspector else ""
        found.append(Case(ref, title, label, kinds.get(value, "first"), " ".join(note.split()), reader))
    return found


class BehindPanel(QWidget):
    """A list of cases, the words of the current one in full, and the way to it."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cases: dict[str, Case] = {}
        self._empty = EmptyState("cases", "No case is behind this number.")
        columns = (
            Column[Case]("Case", lambda c: c.title, width=9),
            Column[Case]("Answer", lambda c: c.answer, mark=lambda c: _MARKS.get(c.kind), width=10),
            Column[Case]("What was written", lambda c: c.note, width=0, muted=True),
        )
        self.table = DataTable("Cases behind the number", columns, lambda c: c.ref, empty=self._empty)
        self._who = Label("", "small")
        self.words = QPlainTextEdit()
        self.words.setReadOnly(True)
        self.words.setAccessibleName("What was written in the case")
        self.words.setTabChangesFocus(True)
        self.open = Button("&Open the case", icon_name="reading")
        self._lay_out()
        self.table.current_changed.connect(self._on_current_changed)
        self.table.opened.connect(self.opened)
        self.open.clicked.connect(self._on_open_clicked)
        self.setFocusProxy(self.table)

    def show_state(self, cases: Collection[Case]) -> None:
        """Show these cases."""
        self._cases = {case.ref: case for case in cases}
        self.table.show_state(list(cases))
        if cases and not self.table.current():
            self.table.select([next(iter(cases)).ref])
        self._on_current_changed(self.table.current())

    def _on_current_changed(self, ref: str) -> None:
        case = self._cases.get(ref)
        self.words.setPlainText(case.note if case else "")
        self.words.setPlaceholderText("Nothing was written under it." if case else "")
        self._who.setText(f"Read by {case.inspector}" if case and case.inspector else "")
        self.open.setEnabled(case is not None)

    def _on_open_clicked(self) -> None:
        self.opened.emit(self.table.current())

    def _lay_out(self) -> None:
        self.words.setFixedHeight(4 * self.words.fontMetrics().lineSpacing() + 3 * SMALL)
        foot = QHBoxLayout()
        foot.addWidget(self._who, 1)
        foot.addWidget(self.open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        column.addWidget(self.table, 1)
        column.addWidget(self.words)
        column.addLayout(foot)
