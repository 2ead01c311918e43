"""Who reads which case: cases by officer, chosen and given to somebody, or shared out evenly."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QMenu,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from fieldwork import wording
from fieldwork.inspection.records import Status
from fieldwork.sample.allocate import Load
from ui.screens.case_tree import CaseLine, CaseTreeModel
from ui.screens.team_people import hours
from ui.theme.metrics import LARGE, SMALL, row_height
from ui.widgets import Button, Heading, Muted, SearchField
from ui.widgets.flow import FlowLayout

_FILTERS: tuple[tuple[str, Callable[[CaseLine], bool] | None], ...] = (
    ("All cases", None),
    ("Given to nobody yet", lambda line: not line.reader),
    ("Not started", lambda line: line.row.status is Status.SELECTED),
)
_WIDTHS = (22, 14, 20)


class CasesPanel(QWidget):
    """`given` carries case references and a person's id; `shared` whether cases given already move too."""

    given = Signal(object, str)
    shared = Signal(bool)
    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = CaseTreeModel(self)
        self.tree = QTreeView()
        self.search = SearchField("Search cases and officers")
        self.filter = QComboBox()
        self.filter.setAccessibleName("Which cases")
        self.give = Button("&Give to", "primary")
        self.share = Button("Share out &evenly", icon_name="team")
        self._count = Muted("", wrap=False)
        self._people = QMenu(self)
        self._ways = QMenu(self)
        self._words: list[str] = []
        self._set_up()
        self._lay_out()
        self._connect()

    def show_state(self, lines: Sequence[CaseLine], loads: Sequence[Load]) -> None:
        """Show these cases; they can be given to the active people."""
        chosen = frozenset(self.chosen())
        fresh = not self.model.shown()
        closed = self._closed()
        self.model.show_lines(lines)
        self._open_all(closed if not fresh else frozenset())
        self.choose(chosen)
        self._people.clear()
        for load in loads:
            if load.person.active:
                about = f"{wording.count(len(load.cases), 'case')}, {hours(load.minutes)}"
                action = QAction(f"{load.person.name}  –  {about}", self._people)
                action.setData(load.person.id)
                self._people.addAction(action)
        self.share.setEnabled(bool(lines) and any(load.person.active for load in loads))
        self._on_selection_changed()

    def chosen(self) -> tuple[str, ...]:
        """The references of the selected cases; a selected officer stands for all of theirs here."""
        found: dict[str, None] = {}
        for index in self.tree.selectionModel().selectedRows():
            found |= dict.fromkeys(self.model.refs(index))
        return tuple(found)

    def choose(self, refs: frozenset[str]) -> None:
        """Select these cases as far as they are shown."""
        picked = QItemSelection()
        for index in self.model.places(refs):
            picked.select(index, index)
        flag = QItemSelectionModel.SelectionFlag
        self.tree.selectionModel().select(picked, flag.ClearAndSelect | flag.Rows)

    def _set_up(self) -> None:
        self.model.bold = self.font()
        self.tree.setModel(self.model)
        self.tree.setAccessibleName("Cases by officer")
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.tree.setUniformRowHeights(True)
        self.tree.setAllColumnsShowFocus(True)
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.tree.setExpandsOnDoubleClick(False)
        self.tree.setIndentation(LARGE)
        self.tree.setStyleSheet(f"QTreeView::item {{ height: {row_height(self.font()) - 2}px; }}")
        wide = self.tree.fontMetrics().horizontalAdvance("n")
        for column, width in enumerate(_WIDTHS):
            self.tree.setColumnWidth(column, width * wide + LARGE)
        for words, _ in _FILTERS:
            self.filter.addItem(words)
        for words, again in (
            ("Cases that nobody has yet", False),
            ("All cases that nobody has started", True),
        ):
            action = QAction(words, self._ways)
            action.setData(again)
            self._ways.addAction(action)
        for button, menu in ((self.give, self._people), (self.share, self._ways)):
            button.setMenu(menu)
            button.setProperty("menu", "true")

    def _lay_out(self) -> None:
        head = FlowLayout()
        for widget in (Heading("Cases", 2), self.search, self.filter):
            head.addWidget(widget)
        below = FlowLayout()
        for act in (self.share, self._count, self.give):
            below.addWidget(act)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        column.addLayout(head)
        column.addWidget(self.tree, 1)
        column.addLayout(below)

    def _connect(self) -> None:
        self.search.searched.connect(self._on_searched)
        self.search.left.connect(self.tree.setFocus)
        self.filter.activated.connect(self._on_filter_activated)
        self.tree.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.tree.doubleClicked.connect(self._on_double_clicked)
        self._people.triggered.connect(self._on_person_triggered)
        self._ways.triggered.connect(self._on_way_triggered)

    def _on_searched(self, words: str) -> None:
        self._words = words.casefold().split()
        self._filter()

    def _on_filter_activated(self) -> None:
        self._filter()

    def _filter(self) -> None:
        chosen = frozenset(self.chosen())
        self.model.want(self._wanted)
        self.tree.expandAll()
        self.choose(chosen)

    def _wanted(self, line: CaseLine) -> bool:
        also = _FILTERS[self.filter.currentIndex()][1]
        row = line.row
        text = f"{row.ref} {row.initials} {row.officer} {row.office} {line.form} {line.reader}".casefold()
        return all(word in text for word in self._words) and (also is None or also(line))

    def _closed(self) -> frozenset[str]:
        """The officers whose cases are folded away, told by their first case."""
        tops = (self.model.index(row, 0) for row in range(self.model.rowCount()))
        return frozenset(self.model.refs(top)[0] for top in tops if not self.tree.isExpanded(top))

    def _open_all(self, closed: frozenset[str]) -> None:
        self.tree.expandAll()
        for row in range(self.model.rowCount()):
            top = self.model.index(row, 0)
            if self.model.refs(top)[0] in closed:
                self.tree.collapse(top)

    def _on_selection_changed(self) -> None:
        count = len(self.chosen())
        self._count.setText(
            f"{wording.count(count, 'case')} chosen" if count else "Choose cases to give them"
        )
        self.give.setEnabled(count > 0 and bool(self._people.actions()))

    def _on_double_clicked(self) -> None:
        index = self.tree.currentIndex()
        if index.isValid() and index.internalId():
            self.opened.emit(self.model.refs(index)[0])

    def _on_person_triggered(self, action: QAction) -> None:
        self.given.emit(self.chosen(), action.data())

    def _on_way_triggered(self, action: QAction) -> None:
        self.shared.emit(bool(action.data()))
