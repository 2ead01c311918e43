"""Who changed what, and when: the journal as a table, latest first."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from fieldwork import wording
from fieldwork.inspection import audit, queries
from ui.screens.history_words import Describer, HistoryRow
from ui.screens.live import LiveScreen
from ui.session import Session
from ui.theme.metrics import LARGE, MEDIUM, SMALL
from ui.widgets import Button, Column, DataTable, EmptyState, Heading, Muted, SearchField

#: How many changes are read at once.
BATCH = 500
_KINDS = (
    ("", "Everything"),
    ("answer", "Answers"),
    ("case", "Cases and facts"),
    ("record", "Other evidence"),
    ("example", "Practice examples"),
    ("concern", "Immediate concerns"),
    ("person", "Team"),
    ("officer", "Officers"),
    ("office", "Offices"),
    ("interview", "Interviews"),
    ("inspection", "The inspection"),
)


def _columns() -> tuple[Column[HistoryRow], ...]:
    return (
        Column[HistoryRow](
            "When", lambda r: r.when, sort=lambda r: (r.at, r.id), tip=lambda r: r.exactly, width=18
        ),
        Column[HistoryRow]("Who", lambda r: r.who, width=16),
        Column[HistoryRow]("Case", lambda r: r.of, width=10),
        Column[HistoryRow]("What", lambda r: r.about, width=0),
        Column[HistoryRow]("Before", lambda r: r.before, width=14, muted=True),
        Column[HistoryRow]("After", lambda r: r.after, width=30),
    )


class HistoryScreen(LiveScreen):
    """`case_chosen` carries the reference of a case whose change was opened."""

    case_chosen = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent, about=frozenset())
        self._case = ""
        self._limit = BATCH
        self._read = 0
        self.count = Muted("", wrap=False)
        self.search = SearchField("Search these changes")
        self.case = SearchField("Case reference")
        self.person = QComboBox()
        self.kind = QComboBox()
        self.older = Button("Show older changes", icon_name="chevron-down")
        nothing = EmptyState("history", "Nothing has been changed here yet.")
        self.table = DataTable[HistoryRow]("History", _columns(), _id, empty=nothing)
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Read the latest changes again, as far back as was asked for."""
        inspection = self.session.inspection
        kind = str(self.kind.currentData() or "")
        entity, entity_id = ("case", self._case) if self._case else (kind, "")
        lines = audit.history(inspection, entity, entity_id, limit=self._limit)
        self._read = len(lines)
        people = {str(p.id): p.name for p in queries.team(inspection)}
        officers = {str(o.id): o.name for o in queries.officers(inspection)}
        records = {key: str(row.get("title", "")) for key, row in inspection.records("record").items()}
        describer = Describer(inspection.programme, people, officers, records)
        rows = [describer.row(line) for line in lines if line.change.entity != "programme"]
        self._fill_people(sorted(people.values()))
        self.table.show_state(rows)
        self._apply()

    def arrive(self, argument: str) -> None:
        """Show the history of one case."""
        self.case.setText(argument)
        self._on_case_searched(argument)

    def place(self) -> str:
        """The case whose history is shown."""
        return self._case

    def _apply(self) -> None:
        self.table.search(self.search.words(), self._wanted)
        shown = self.table.shown()
        more = self._read >= self._limit
        words = wording.count(shown, "change")
        self.count.setText(f"{words} of the latest {self._limit:,}" if more else words)
        self.older.setVisible(more)

    def _wanted(self, row: HistoryRow) -> bool:
        who, kind = self.person.currentData(), self.kind.currentData()
        return (not who or row.who == who) and (not kind or row.kind == kind)

    def _fill_people(self, names: Sequence[str]) -> None:
        chosen = self.person.currentData()
        self.person.blockSignals(True)
        self.person.clear()
        self.person.addItem("Everybody", "")
        for name in names:
            self.person.addItem(name, name)
        self.person.setCurrentIndex(max(0, self.person.findData(chosen)))
        self.person.blockSignals(False)

    # -- what happens -------------------------------------------------------------------------------

    def _on_case_searched(self, words: str) -> None:
        refs = {row.ref.casefold(): row.ref for row in queries.cases(self.session.inspection)}
        found = refs.get(words.casefold(), "")
        if found != self._case:
            self._case, self._limit = found, BATCH
            self.refresh()

    def _on_kind_chosen(self) -> None:
        self._limit = BATCH
        self.refresh()

    def _on_filter_changed(self) -> None:
        self._apply()

    def _on_older_clicked(self) -> None:
        self._limit += BATCH
        self.refresh()

    def _on_opened(self, change: str) -> None:
        rows = (self.table.model.row(n) for n in range(self.table.shown()))
        case = next((row.case for row in rows if row.id == change), "")
        if case:
            self.case_chosen.emit(case)
            self.go.emit("reading", case)

    def _on_search_left(self) -> None:
        self.table.setFocus()

    # -- building -----------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.search.searched.connect(self._on_filter_changed)
        self.search.left.connect(self._on_search_left)
        self.case.searched.connect(self._on_case_searched)
        self.case.left.connect(self._on_search_left)
        self.person.currentIndexChanged.connect(self._on_filter_changed)
        self.kind.currentIndexChanged.connect(self._on_kind_chosen)
        self.older.clicked.connect(self._on_older_clicked)
        self.table.opened.connect(self._on_opened)
        self.setFocusProxy(self.table)

    def _lay_out(self) -> None:
        self.person.setAccessibleName("Who made the changes")
        self.kind.setAccessibleName("What was changed")
        for value, words in _KINDS:
            self.kind.addItem(words, value)
        head = QHBoxLayout()
        head.setSpacing(MEDIUM)
        head.addWidget(Heading("History", 1))
        head.addWidget(self.count, 1, Qt.AlignmentFlag.AlignBottom)
        self.search.setFixedWidth(280)
        head.addWidget(self.search)
        filters = QHBoxLayout()
        filters.setSpacing(SMALL)
        self.case.setFixedWidth(180)
        self.person.setMinimumWidth(180)
        for widget in (self.case, self.person, self.kind):
            filters.addWidget(widget)
        filters.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(LARGE, MEDIUM, LARGE, LARGE)
        column.setSpacing(MEDIUM)
        column.addLayout(head)
        column.addLayout(filters)
        column.addWidget(self.table, 1)
        column.addWidget(self.older, 0, Qt.AlignmentFlag.AlignHCenter)


def _id(row: HistoryRow) -> str:
    return row.id
