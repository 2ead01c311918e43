"""A table to search, sort and choose from; something useful stands where there are no rows."""

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.theme import colours
from ui.theme.metrics import LARGE, row_height
from ui.widgets.panels import EmptyState
from ui.widgets.table_model import Column, TableModel

Row = TypeVar("Row")

#: Brings a cell's words under those of its heading.
_PAD = 5


class DataTable(QWidget, Generic[Row]):
    """Rows by key. Enter or a double click opens one; several can be selected.

    `menu_wanted` asks for a context menu at a place on the screen; `selected()` says for what.
    """

    current_changed = Signal(str)
    opened = Signal(str)
    selection_changed = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(
        self,
        name: str,
        columns: Sequence[Column[Row]],
        key: Callable[[Row], str],
        *,
        empty: EmptyState | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.model = TableModel(columns, key, self)
        self.view = _View(self)
        self.view.setAccessibleName(name)
        self._empty = empty or EmptyState("cases", "There is nothing here yet.")
        self._none = EmptyState("search", "Nothing matches.", detail="Change the search or the filters.")
        self._stack = QStackedLayout(self)
        for page in (self.view, self._empty, self._none):
            self._stack.addWidget(page)
        self._lay_out_columns()
        self._connect()
        self._show_page()

    def show_state(self, rows: Sequence[Row]) -> None:
        """Show these rows; what was selected and current stays so where it still exists."""
        chosen, current = self.selected(), self.current()
        self.model.show_rows(rows)
        self._restore(chosen, current)

    def search(self, words: str, wanted: Callable[[Row], bool] | None = None) -> None:
        """Show only the rows that hold every word and are wanted."""
        chosen, current = self.selected(), self.current()
        self.model.search(words, wanted)
        self._restore(chosen, current)

    def sort_by(self, column: int, *, descending: bool = False) -> None:
        """Sort by the column with this number."""
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.view.sortByColumn(column, order)

    def selected(self) -> tuple[str, ...]:
        """The keys of the selected rows, in the order shown."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        return tuple(self.model.key(row) for row in rows)

    def current(self) -> str:
        """The key of the row that the keyboard is at, "" for none."""
        index = self.view.currentIndex()
        return self.model.key(index.row()) if index.isValid() else ""

    def select(self, keys: Iterable[str], *, scroll: bool = True) -> None:
        """Select these rows, as far as they are shown, and go to the first of them."""
        wanted = list(keys)
        self._restore(wanted, wanted[0] if wanted else "")
        if scroll and self.view.currentIndex().isValid():
            self.view.scrollTo(self.view.currentIndex())

    def shown(self) -> int:
        """How many rows pass the search."""
        return self.model.rowCount()

    def _lay_out_columns(self) -> None:
        self.view.setModel(self.model)
        header = self.view.horizontalHeader()
        wide = self.view.fontMetrics().horizontalAdvance("n")
        for number, column in enumerate(self.model.columns):
            if column.width:
                self.view.setColumnWidth(number, column.width * wide + LARGE)
            else:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
        header.setStretchLastSection(all(column.width for column in self.model.columns))

    def _connect(self) -> None:
        self.view.row_opened.connect(self._on_row_opened)
        self.view.doubleClicked.connect(self._on_double_clicked)
        self.view.customContextMenuRequested.connect(self._on_menu_requested)
        self.view.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.view.selectionModel().currentRowChanged.connect(self._on_current_changed)

    def _restore(self, chosen: Iterable[str], current: str) -> None:
        places = self.model.places()
        selection = self.view.selectionModel()
        flag = QItemSelectionModel.SelectionFlag
        selection.clearSelection()
        if current in places:
            selection.setCurrentIndex(self.model.index(places[current], 0), flag.NoUpdate)
        for key in chosen:
            if key in places:
                selection.select(self.model.index(places[key], 0), flag.Select | flag.Rows)
        self._show_page()

    def _show_page(self) -> None:
        if self.model.rowCount():
            self._stack.setCurrentWidget(self.view)
        else:
            self._stack.setCurrentWidget(self._none if self.model.total else self._empty)
        # A proxy that is hidden would hold the keyboard where Tab brings it.
        page = self._stack.currentWidget()
        proxy = page.button() if isinstance(page, EmptyState) else self.view
        self.setFocusProxy(proxy)  # type: ignore[arg-type]  # None takes the proxy away

    def _on_row_opened(self, row: int) -> None:
        self.opened.emit(self.model.key(row))

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.opened.emit(self.model.key(index.row()))

    def _on_menu_requested(self, at: QPoint) -> None:
        if self.selected():
            self.menu_wanted.emit(self.view.viewport().mapToGlobal(at))

    def _on_selection_changed(self) -> None:
        self.selection_changed.emit()

    def _on_current_changed(self, index: QModelIndex) -> None:
        self.current_changed.emit(self.model.key(index.row()) if index.isValid() else "")


class _View(QTableView):
    """The view itself: whole rows, no grid, Enter opens."""

    row_opened = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setItemDelegate(_RowDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSortingEnabled(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(row_height(self.font()))
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.row_opened.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)


class _RowDelegate(QStyledItemDelegate):
    """Draws a line under each row and a bar at the start of the current one."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        view = self.parent()
        current = isinstance(view, QTableView) and view.currentIndex().row() == index.row()
        option.state &= ~QStyle.StateFlag.State_HasFocus
        rect: QRect = QRect(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(colours().accent_soft))
        option.rect = rect.adjusted(_PAD, 0, -_PAD, 0)
        super().paint(painter, option, index)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(colours().border))
        if current and isinstance(view, QTableView) and view.hasFocus():
            focus = QColor(colours().focus)
            painter.fillRect(rect.left(), rect.top(), rect.width(), 1, focus)
            painter.fillRect(rect.left(), rect.bottom() - 1, rect.width(), 2, focus)
        if current and index.column() == 0:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), QColor(colours().accent))
