"""What the pages of Set up have in common: a list on the left, one of it in a form on the right."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from fieldwork.inspection.changes import Written
from fieldwork.timetable.problem import Problem
from ui.screens.live import write
from ui.screens.typed_field import TypedField
from ui.session import Session
from ui.theme.metrics import LARGE, MEDIUM, SMALL, grown
from ui.widgets import Column, DataTable, EmptyState, Heading, Muted, SearchField

Row = TypeVar("Row")


class SetUpPage(QWidget):
    """One page. `refresh` reads; what is changed is written at once, and undone like anything else."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session

    def refresh(self, problem: Problem) -> None:
        """Show what planning knows now."""

    def save(self, work: Callable[[], Written]) -> bool:
        """Write; true where it is done, else the window says why not."""
        return write(self.session, work)


class ListedPage(SetUpPage, Generic[Row]):
    """A page with a table on the left and sections of a form, as tabs, on the right."""

    def __init__(
        self,
        session: Session,
        name: str,
        columns: Sequence[Column[Row]],
        key: Callable[[Row], str],
        empty: EmptyState,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(session, parent)
        self.search = SearchField(f"Search {name.lower()}")
        self.table: DataTable[Row] = DataTable(name, columns, key, empty=empty, parent=self)
        self.title = Heading("", 2)
        self.sections = QTabWidget()
        self.sections.setDocumentMode(True)
        self.sections.setAccessibleName("Sections")
        self.sections.tabBar().setDrawBase(False)
        self.problem: Problem | None = None
        self._rows: dict[str, Row] = {}
        self._filled = ""
        self._key = key
        self._lay_out()
        self.search.searched.connect(self._on_searched)
        self.search.left.connect(self.table.setFocus)
        self.table.current_changed.connect(self._on_current_changed)

    def show_rows(self, problem: Problem, rows: Sequence[Row]) -> None:
        """Show the list, and whatever is chosen in the form."""
        self.problem = problem
        self._rows = {self._key(row): row for row in rows}
        self.table.show_state(rows)
        if not self.table.current() and self.table.shown():
            self.table.select([self.table.model.key(0)])
        self._on_current_changed()

    def chosen(self) -> Row | None:
        """The row that the form is about."""
        return self._rows.get(self.table.current())

    def fill(self, row: Row) -> None:
        """Show this row in the form."""

    def heading(self, row: Row) -> str:  # noqa: ARG002
        """What the form is headed by."""
        return ""

    def add_section(self, title: str, widgets: Sequence[QWidget]) -> None:
        """A page of the form, which scrolls where it is too high."""
        holder = QWidget()
        holder.setProperty("surface", "plain")
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, MEDIUM, SMALL, SMALL)
        column.setSpacing(MEDIUM)
        for widget in widgets:
            column.addWidget(widget)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(holder)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sections.addTab(area, title)
        self.sections.tabBar().setVisible(self.sections.count() > 1)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(SMALL)
        left.addWidget(self.search)
        left.addWidget(self.table, 1)
        right = QVBoxLayout()
        right.setSpacing(SMALL)
        right.addWidget(self.title)
        right.addWidget(self.sections, 1)
        holder = QWidget()
        holder.setLayout(right)
        right.setContentsMargins(0, 0, 0, 0)
        holder.setMinimumWidth(grown(420))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, SMALL, 0, 0)
        row.setSpacing(LARGE)
        row.addLayout(left, 1)
        row.addWidget(holder, 1)

    def _on_searched(self) -> None:
        self.table.search(self.search.words())
        self._on_current_changed()

    def _on_current_changed(self) -> None:
        row = self.chosen()
        if self.table.current() != self._filled:
            self._filled = self.table.current()
            for field in self.findChildren(TypedField):
                field.forget()
        self.sections.setVisible(row is not None)
        self.title.setText(self.heading(row) if row is not None else "")
        if row is not None:
            self.fill(row)


def labelled(title: str, widget: QWidget, hint: str = "") -> QWidget:
    """A heading over something larger than a field, with a hint below."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SMALL // 2)
    column.addWidget(Heading(title, 3))
    column.addWidget(widget)
    if hint:
        column.addWidget(Muted(hint, small=True))
    return holder
