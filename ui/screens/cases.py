"""The sample's cases: how far each is, what it needs, and what they are made of together."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from fieldwork import wording
from fieldwork.errors import Refused
from fieldwork.inspection import queries
from fieldwork.inspection.changes import Written
from fieldwork.inspection.projection import case_of
from fieldwork.inspection.records import CaseRow, Status
from ui.screens import case_columns
from ui.screens.case_actions import CaseActions
from ui.screens.case_columns import CaseLine
from ui.screens.live import LiveScreen
from ui.screens.makeup_panel import MakeupPanel
from ui.session import Session
from ui.theme import icon
from ui.theme.metrics import LARGE, MEDIUM, SMALL, grown
from ui.theme.state import text_size
from ui.widgets import Banner, Button, DataTable, EmptyState, Heading, IconButton, Muted, SearchField
from ui.widgets.flow import FlowLayout

#: What may show in the row of any case.
_EVERY_CASE = frozenset({"person", "programme", "concern"})
#: More cases than this at once are read again all together.
_FEW = 20
_Filter = Callable[[CaseRow], bool]
_FILTERS: Mapping[str, tuple[str, _Filter]] = {
    "any": ("Any", lambda _: True),
    "selected": ("Not started", lambda r: r.status is Status.SELECTED),
    "reading": ("Being read", lambda r: r.status is Status.READING),
    "complete": ("Complete", lambda r: r.status is Status.COMPLETE),
    "flagged": ("Attention", lambda r: bool(case_columns.flags(r))),
}


#: Up to this text size in % the make-up stands beside the cases unless it is put away.
_BESIDE = 125


class CasesScreen(LiveScreen):
    """Enter or a double click opens a case. `print_wanted` carries a document and cases."""

    case_chosen = Signal(str)
    print_wanted = Signal(str, object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent, about=_EVERY_CASE | {"case", "answer"})
        self._lines: dict[str, CaseLine] = {}
        self._touched: set[str] | None = None
        self._mine, self._filter = False, "any"
        self.doing = CaseActions(session, self)
        self.banner = Banner()
        self.count = Muted("", wrap=False)
        self.search = SearchField("Search these cases")
        self.whose = _chips({"all": "Everybody's", "mine": "Mine"}, self)
        self.chips = _chips({key: words for key, (words, _) in _FILTERS.items()}, self)
        self.table = self._make_table()
        self.makeup = MakeupPanel()
        self.beside = IconButton("sample", "Progress and make-up beside the cases", bordered=True)
        self.beside.setCheckable(True)
        self.beside.setChecked(text_size() <= _BESIDE)
        self._lay_out()
        self._connect()

    def _make_table(self) -> DataTable[CaseLine]:
        columns = case_columns.columns(self.session.inspection.programme)
        empty = EmptyState(
            "sample",
            "There are no cases in this inspection yet.",
            detail="Take in the list that the office sent: its cases appear here.",
            action="Go to the sample list",
        )
        empty.action_chosen.connect(self._on_list_wanted)
        return DataTable[CaseLine]("Cases", columns, _ref, empty=empty)

    # -- reading ------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the cases again: those that were touched, where they are few, or all."""
        inspection = self.session.inspection
        touched, self._touched = self._touched, set()
        if touched is None or len(touched) > _FEW:
            rows, kept = queries.cases(inspection), {}
        else:
            rows = self._read(touched)
            kept = {ref: line for ref, line in self._lines.items() if ref not in touched}
        team = {p.id: p for p in queries.team(inspection)}
        fresh = {str(row.ref): case_columns.line(row, inspection.programme, team) for row in rows}
        self._lines = kept | fresh
        self.table.show_state([self._lines[ref] for ref in sorted(self._lines)])
        self._apply()

    def _read(self, refs: set[str]) -> list[CaseRow]:
        found = []
        for ref in refs:
            try:
                found.append(queries.case(self.session.inspection, ref))
            except Refused:  # an answer that came before its case: nothing to show yet
                continue
        return found

    def _on_session_changed(self, written: Written) -> None:
        if _EVERY_CASE & written.entities:
            self._touched = None
        if self._touched is not None:
            self._touched |= {ref for r in written.registers if (ref := case_of(r))}
        super()._on_session_changed(written)

    # -- choosing -----------------------------------------------------------------------------------

    def arrive(self, argument: str) -> None:
        """Go to this case's row."""
        self._read_if_due()
        self.table.select([argument])

    def place(self) -> str:
        """The case that the keyboard is at."""
        return self.table.current()

    def _apply(self) -> None:
        """Show the rows that pass the filters and the search, and count what each filter would show."""
        self.table.search(self.search.words(), self._wanted)
        everyone = [line.row for line in self._lines.values()]
        whose = [row for row in everyone if self._is_whose(row)]
        for button in self.chips.buttons():
            words, wanted = _FILTERS[button.objectName()]
            button.setText(f"{words}  {sum(map(wanted, whose))}")
        shown = [self.table.model.row(n).row for n in range(self.table.shown())]
        total = wording.count(len(everyone), "case")
        self.count.setText(total if len(shown) == len(everyone) else f"{len(shown):,} of {total}")
        self.makeup.show_state(self.session.inspection.programme, everyone, shown)

    def _is_whose(self, row: CaseRow) -> bool:
        return not self._mine or row.inspector == self.session.author

    def _wanted(self, line: CaseLine) -> bool:
        return self._is_whose(line.row) and _FILTERS[self._filter][1](line.row)

    def _on_filter_changed(self) -> None:
        self._mine = _down(self.whose) == "mine"
        self._filter = _down(self.chips)
        self._apply()

    # -- doing ----------------------------------------------------------------------------------------

    def _on_opened(self, ref: str) -> None:
        self.case_chosen.emit(ref)
        self.go.emit("reading", ref)

    def _on_list_wanted(self) -> None:
        self.go.emit("sample", "")

    def _on_menu_wanted(self, at: QPoint) -> None:
        refs = self.table.selected()
        complete = [self._lines[ref].row.status is Status.COMPLETE for ref in refs]
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName("What can be done with the selected cases")
        menu.addAction(icon("reading"), "&Open", self._on_open_triggered).setEnabled(len(refs) == 1)
        menu.addAction(icon("check"), "&Complete", self._on_complete_triggered).setEnabled(not all(complete))
        menu.addAction(icon("redo"), "&Reopen…", self._on_reopen_triggered).setEnabled(any(complete))
        menu.addAction(icon("arrow-right"), "&Hand over…", self._on_hand_over_triggered)
        menu.addSeparator()
        menu.addAction(icon("printer"), "&Print summary…", self._on_print_triggered)
        menu.addAction(icon("history"), "&History", self._on_history_triggered).setEnabled(len(refs) == 1)
        menu.popup(at)

    def _on_open_triggered(self) -> None:
        self._on_opened(self.table.selected()[0])

    def _on_complete_triggered(self) -> None:
        self.banner.show_state(None)
        self.doing.complete(self.table.selected())

    def _on_reopen_triggered(self) -> None:
        self.doing.reopen(self.table.selected())

    def _on_hand_over_triggered(self) -> None:
        self.doing.hand_over(self.table.selected())

    def _on_print_triggered(self) -> None:
        self.print_wanted.emit("case-summary", self.table.selected())

    def _on_history_triggered(self) -> None:
        self.go.emit("history", self.table.selected()[0])

    def _on_searched(self, _words: str) -> None:
        self._apply()

    def _on_search_left(self) -> None:
        self.table.setFocus()

    # -- building ---------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.table.opened.connect(self._on_opened)
        self.table.menu_wanted.connect(self._on_menu_wanted)
        self.search.searched.connect(self._on_searched)
        self.search.left.connect(self._on_search_left)
        self.whose.buttonClicked.connect(self._on_filter_changed)
        self.chips.buttonClicked.connect(self._on_filter_changed)
        self.beside.toggled.connect(self.makeup.setVisible)
        self.makeup.setVisible(self.beside.isChecked())
        self.doing.told.connect(self.banner.show_state)
        self.banner.action_chosen.connect(self._on_opened)
        self.setFocusProxy(self.table)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(MEDIUM)
        head.addWidget(Heading("Cases", 1))
        head.addWidget(self.count, 1, Qt.AlignmentFlag.AlignBottom)
        self.search.setFixedWidth(grown(280))
        head.addWidget(self.search)
        head.addWidget(self.beside)
        chips = FlowLayout()
        for button in (*self.whose.buttons(), *self.chips.buttons()):
            if button.objectName() == "any":
                chips.addWidget(_gap())
            chips.addWidget(button)
        left = QVBoxLayout()
        left.setContentsMargins(LARGE, MEDIUM, LARGE, LARGE)
        left.setSpacing(MEDIUM)
        left.addLayout(head)
        left.addLayout(chips)
        left.addWidget(self.banner)
        left.addWidget(self.table, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self.makeup)


def _gap() -> QWidget:
    """Air between the buttons that say whose cases and those that say which."""
    air = QWidget()
    air.setFixedWidth(SMALL)
    return air


def _ref(line: CaseLine) -> str:
    return line.ref


def _down(group: QButtonGroup) -> str:
    """The key of the button that is down."""
    return next((button.objectName() for button in group.buttons() if button.isChecked()), "")


def _chips(words: Mapping[str, str], parent: QWidget) -> QButtonGroup:
    """Buttons of which one is down; the first at the beginning."""
    group = QButtonGroup(parent)
    for number, (key, text) in enumerate(words.items()):
        button = Button(text)
        button.setObjectName(key)
        button.setCheckable(True)
        button.setChecked(number == 0)
        group.addButton(button)
    return group
