"""A timetable to look at and move about in: rows by half-days, with blocks for what is planned."""

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from ui.theme.metrics import TIGHT
from ui.widgets.announce import announce
from ui.widgets.text import tooltip
from ui.widgets.timetable_model import GridEntry, GridModel, GridView
from ui.widgets.timetable_paint import block_height, paint_block, paint_cell

_LEAST_COLUMN = 116
_NAMES = 150


class TimetableGrid(QTableView):
    """Arrows go through cells and, inside a full cell, through its entries; Enter chooses.

    `entry_current` follows the keyboard ("" in a free cell); `cell_chosen` is Enter or a double click
    in a free cell: the row's id and the column's number.
    """

    entry_chosen = Signal(str)
    entry_current = Signal(str)
    cell_chosen = Signal(str, int)
    menu_wanted = Signal(str, QPoint)

    def __init__(self, name: str = "Timetable", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = GridModel(self)
        self._at = 0
        self.setAccessibleName(name)
        self.setModel(self._grid)
        self.setItemDelegate(_CellDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().setHighlightSections(False)
        self.verticalHeader().setFixedWidth(_NAMES)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.customContextMenuRequested.connect(self._on_menu_requested)

    def show_state(self, grid: GridView) -> None:
        """Show this timetable; the current entry stays so where it still is."""
        entry = self.current_entry()
        self._grid.show_grid(grid)
        self._size_sections()
        if entry is not None:
            self.go_to(entry.id)

    def current_entry(self) -> GridEntry | None:
        """The entry that the keyboard is at."""
        index = self.currentIndex()
        entries = self._grid.entries(index.row(), index.column()) if index.isValid() else []
        return entries[min(self._at, len(entries) - 1)] if entries else None

    def go_to(self, entry_id: str) -> None:
        """Make this entry current and bring it into view, where there is one."""
        place = self._grid.place(entry_id)
        if place is not None:
            self.setCurrentIndex(self._grid.index(place[0], place[1]))
            self._go_within(place[2])

    def entry_at(self, pos: QPoint) -> GridEntry | None:
        """The entry under a point of the viewport."""
        index = self.indexAt(pos)
        if not index.isValid():
            return None
        height = block_height(QFontMetrics(self.font()))
        number = (pos.y() - self.visualRect(index).top() - TIGHT) // (height + TIGHT)
        entries = self._grid.entries(index.row(), index.column())
        return entries[number] if 0 <= number < len(entries) else None

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        self._at = 0
        self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._size_sections()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        held = len(self._grid.entries(index.row(), index.column())) if index.isValid() else 0
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self._choose()
        elif event.key() == Qt.Key.Key_Down and self._at + 1 < held:
            self._go_within(self._at + 1)
        elif event.key() == Qt.Key.Key_Up and self._at > 0:
            self._go_within(self._at - 1)
        else:
            super().keyPressEvent(event)
            if event.key() == Qt.Key.Key_Up and self.currentIndex() != index:
                now = self.currentIndex()
                self._go_within(max(0, len(self._grid.entries(now.row(), now.column())) - 1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        entry = self.entry_at(event.position().toPoint())
        if entry is not None:
            self.go_to(entry.id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.indexAt(event.position().toPoint()).isValid():
            self._choose()

    def is_current(self, index: QModelIndex | QPersistentModelIndex, number: int) -> bool:
        """True for the entry, or the free cell's number 0, that the keyboard is at."""
        return index == self.currentIndex() and number == self._at

    def _choose(self) -> None:
        entry, index = self.current_entry(), self.currentIndex()
        if entry is not None:
            self.entry_chosen.emit(entry.id)
        else:
            self.cell_chosen.emit(self._grid.grid.rows[index.row()].id, index.column())

    def _go_within(self, number: int) -> None:
        self._at = number
        self.viewport().update()
        self._tell()

    def _tell(self) -> None:
        entry = self.current_entry()
        self.entry_current.emit(entry.id if entry else "")
        if entry is not None:
            announce(self, entry.said())

    def _size_sections(self) -> None:
        """Rows as high as their fullest cell; columns share the width and scroll where it is too little."""
        height = block_height(QFontMetrics(self.font())) + TIGHT
        for row in range(self._grid.rowCount()):
            self.setRowHeight(row, max(1, self._grid.deepest(row)) * height + TIGHT + 1)
        columns = self._grid.columnCount()
        if columns:
            share = max(_LEAST_COLUMN, self.viewport().width() // columns)
            self.horizontalHeader().setDefaultSectionSize(share)

    def _on_menu_requested(self, at: QPoint) -> None:
        entry = self.entry_at(at) or self.current_entry()
        if entry is not None:
            self.menu_wanted.emit(entry.id, self.viewport().mapToGlobal(at))


class _CellDelegate(QStyledItemDelegate):
    """Paints a cell's blocks and says the whole of each in its tooltip."""

    def __init__(self, view: TimetableGrid) -> None:
        super().__init__(view)
        self._view = view

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        grid = index.model()
        rect: QRect = option.rect
        if not isinstance(grid, GridModel):
            return
        focused = self._view.hasFocus()
        entries = grid.entries(index.row(), index.column())
        free = not entries and self._view.is_current(index, 0)
        paint_cell(painter, rect, new_day=grid.starts_day(index.column()), current=free, focused=focused)
        height = block_height(QFontMetrics(self._view.font()))
        for number, entry in enumerate(entries):
            top = rect.top() + TIGHT + number * (height + TIGHT)
            block = QRectF(rect.left() + TIGHT, top, rect.width() - 2 * TIGHT, height)
            current = self._view.is_current(index, number)
            paint_block(painter, block, entry, self._view.font(), current=current, focused=focused)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,  # noqa: ARG002
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002
    ) -> bool:
        entry = self._view.entry_at(event.pos())
        if entry is None or event.type() != QEvent.Type.ToolTip:
            QToolTip.hideText()
            return False
        QToolTip.showText(event.globalPos(), tooltip(entry.tip or entry.said()), view)
        return True
