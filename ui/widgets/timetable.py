"""A timetable to look at, move about in and move things in: rows by days, or along the hours of one day."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from ui.theme.metrics import grown
from ui.widgets.announce import announce
from ui.widgets.timetable_carry import Carry, Judge, Kind
from ui.widgets.timetable_hands import Hands
from ui.widgets.timetable_hours import HoursHeader, NamesHeader
from ui.widgets.timetable_keys import command, walk
from ui.widgets.timetable_layer import Layer
from ui.widgets.timetable_model import GridEntry, GridModel, GridView
from ui.widgets.timetable_paths import Paths
from ui.widgets.timetable_places import Spot
from ui.widgets.timetable_pointer import Pointer

_Key = Qt.Key
_NAMES = 150


class TimetableGrid(QTableView):
    """Arrows go through cells and, inside a full cell, through its entries; Enter chooses.

    `entry_current` follows the keyboard ("" in a free cell); `cell_chosen` is Enter or a double click
    in a free cell: the row's id and the column's number. `lift_wanted` asks whether an entry may be
    moved, swapped or given another length: `lift` answers. `dropped` then says where it was put,
    `dropped_outside` at which place of the screen; `let_go` that it was not. `turn_wanted` asks for the
    page before (-1) or after. `hovered` carries the `Verdict` on the place it is held over.
    """

    entry_chosen = Signal(str)
    entry_current = Signal(str)
    cell_chosen = Signal(str, int)
    menu_wanted = Signal(str, QPoint)
    lock_wanted = Signal(str)
    remove_wanted = Signal(str)
    lift_wanted = Signal(str, str)
    dropped = Signal(str, str, object)
    dropped_outside = Signal(str, QPoint)
    let_go = Signal()
    hovered = Signal(object)
    turn_wanted = Signal(int)

    def __init__(self, name: str = "Timetable", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid_model = GridModel(self)
        self._at = 0
        self._pointer = Pointer(self)
        self.setAccessibleName(name)
        self.setHorizontalHeader(HoursHeader(self))
        self.setVerticalHeader(NamesHeader(self))
        self.setModel(self.grid_model)
        self.layer = Layer(self, self.grid_model)
        self.paths = Paths(self.grid_model, self.layer)
        self.hands = Hands(self)
        self._set_up()

    def show_state(self, grid: GridView) -> None:
        """Show this timetable; the current entry stays so where it still is."""
        entry, index = self.current_entry(), self.currentIndex()
        row, column = index.row(), index.column()
        self.grid_model.show_grid(grid)
        self._pointer.forget()
        self._measure()
        self.hands.forget()
        if entry is not None and self.grid_model.place(entry.id) is not None:
            self.go_to(entry.id)
        elif grid.rows and grid.columns and row >= 0:
            self.setCurrentIndex(
                self.grid_model.index(min(row, len(grid.rows) - 1), min(column, len(grid.columns) - 1))
            )

    # -- what is where --------------------------------------------------------------------------------

    def current_entry(self) -> GridEntry | None:
        """The entry that the keyboard is at."""
        index = self.currentIndex()
        entries = self.grid_model.entries(index.row(), index.column()) if index.isValid() else []
        return entries[min(self._at, len(entries) - 1)] if entries else None

    def current_rect(self) -> QRect:
        """The entry or free cell that the keyboard is at, in the viewport; empty for neither."""
        entry, index = self.current_entry(), self.currentIndex()
        if entry is not None:
            return self.rect_of(entry) or QRect()
        return self.cell(index.row(), index.column()).adjusted(3, 3, -3, -3) if index.isValid() else QRect()

    def go_to(self, entry_id: str) -> None:
        """Make this entry current and bring it into view, where there is one."""
        place = self.grid_model.place(entry_id)
        if place is not None:
            self._go(*place)

    def go_to_entry(self, entry: GridEntry) -> None:
        """The same for an entry of this row: a meeting may stand in several."""
        row = self.grid_model.row_of(entry.row)
        self._go(row, entry.column, self.grid_model.entries(row, entry.column).index(entry))

    def entry_at(self, pos: QPoint) -> GridEntry | None:
        """The entry under a point of the viewport."""
        index = self.indexAt(pos)
        blocks = self.layer.blocks(index.row(), index.column()) if index.isValid() else []
        return next((entry for entry, rect in reversed(blocks) if rect.contains(pos)), None)

    def rect_of(self, entry: GridEntry) -> QRect | None:
        """Where an entry stands in the viewport."""
        row = self.grid_model.row_of(entry.row)
        blocks = self.layer.blocks(row, entry.column) if row >= 0 else []
        return next((rect for one, rect in blocks if one is entry), None)

    def spot_at(self, pos: QPoint, *, entry: bool = False) -> Spot | None:
        """The place under a point of the viewport, or with `entry` the entry there."""
        index = self.indexAt(pos)
        if not index.isValid():
            return None
        if entry:
            found = self.entry_at(pos)
            return self.paths.of(found, "swap") if found is not None else None
        cell = self.cell(index.row(), index.column())
        return self.paths.at(index.row(), index.column(), pos - cell.topLeft(), cell.width())

    def cell(self, row: int, column: int) -> QRect:
        """A cell in the viewport."""
        x, y = self.columnViewportPosition(column), self.rowViewportPosition(row)
        return QRect(x, y, self.columnWidth(column), self.rowHeight(row))

    def show_spot(self, spot: Spot) -> None:
        """Bring a place into view."""
        row = self.grid_model.row_of(spot.row)
        if row >= 0 and spot.column < self.grid_model.columnCount():
            self.scrollTo(self.grid_model.index(row, spot.column))
            self.hands.judge_on()

    @property
    def within(self) -> int:
        """The number, in its cell, of the entry that the keyboard is at."""
        return self._at

    # -- moving things ----------------------------------------------------------------------------------

    def lift(
        self, entry: str, title: str, judge: Judge, kind: Kind = "move", spot: Spot | None = None
    ) -> None:
        """Take something in hand, planned here or coming from elsewhere; `judge` judges places."""
        carry = Carry(entry, title, judge, kind, self._pointer.grip(entry))
        own = self.grid_model.entry(entry)
        begin = spot or (self.paths.of(own, kind) if own is not None else self.paths.first())
        self.hands.take(carry, None if carry.by_mouse else begin)
        if not carry.by_mouse:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def lift_from_outside(self, entry: str, title: str, judge: Judge) -> None:
        """The same by a mouse that was pressed in another widget, which then calls `carry_to`."""
        self.hands.take(Carry(entry, title, judge, "move", QPoint(grown(20), grown(12))), None)

    def carry_to(self, where: QPoint) -> None:
        """That mouse is at this place of the screen."""
        self.hands.over(self.viewport().mapFromGlobal(where))

    def put_down(self, where: QPoint) -> None:
        """A mouse was released at this place of the screen."""
        carry = self.hands.carry
        if carry is not None and self.viewport().rect().contains(self.viewport().mapFromGlobal(where)):
            self.carry_to(where)
            self.hands.put()
        elif carry is not None:
            self.hands.leave()
            self.dropped_outside.emit(carry.entry, where)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._pointer.press(event):
            super().mousePressEvent(event)
            self._pointer.hold(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._pointer.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._pointer.forget()
        if self.indexAt(event.position().toPoint()).isValid():
            self.choose()

    # -- keys ---------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.hands.press(event) or command(self, event) or walk(self, event):
            return
        before = self.currentIndex()
        super().keyPressEvent(event)
        if event.key() == _Key.Key_Up and self.currentIndex() != before:
            self.go_within(max(0, self.held() - 1))

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        self._at = 0
        self._tell()

    def choose(self) -> None:
        """Enter, or a double click, where the keyboard is."""
        entry, index = self.current_entry(), self.currentIndex()
        if entry is not None:
            self.entry_chosen.emit(entry.id)
        else:
            self.cell_chosen.emit(self.grid_model.grid.rows[index.row()].id, index.column())

    def _go(self, row: int, column: int, at: int) -> None:
        self.setCurrentIndex(self.grid_model.index(row, column))
        self.scrollTo(self.grid_model.index(row, column))
        self.go_within(at)

    def held(self) -> int:
        """How many entries the current cell holds."""
        index = self.currentIndex()
        return len(self.grid_model.entries(index.row(), index.column())) if index.isValid() else 0

    def go_within(self, number: int) -> None:
        """Go to an entry of the current cell."""
        self._at = number
        self.viewport().update()
        self._tell()

    def _tell(self) -> None:
        entry = self.current_entry()
        self.entry_current.emit(entry.id if entry else "")
        if entry is not None:
            announce(self, entry.said())

    # -- what Qt asks for -----------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        self.layer.show_with(self.hands.carry, self.hands.ghost())

    def scrollContentsBy(self, across: int, down: int) -> None:
        super().scrollContentsBy(across, down)
        self.layer.stale()
        self.hands.judge_on()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._size_sections()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._measure()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.hands.leave()

    def viewportEvent(self, event: QEvent) -> bool:
        return self._pointer.told(event) or super().viewportEvent(event)

    def _set_up(self) -> None:
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.viewport().setMouseTracking(True)
        self.horizontalHeader().setHighlightSections(False)
        self.customContextMenuRequested.connect(self._on_menu_requested)

    def _measure(self) -> None:
        """Sizes follow the font."""
        self.layer.measure()
        self.verticalHeader().setFixedWidth(grown(_NAMES))
        self._size_sections()

    def _size_sections(self) -> None:
        """Rows as high as their fullest cell; columns share the width and scroll where it is too little."""
        places, rows = self.layer.places, self.verticalHeader()
        for row in range(self.grid_model.rowCount()):
            rows.resizeSection(row, places.height(row))
        if self.grid_model.columnCount():
            self.horizontalHeader().setDefaultSectionSize(places.width(self.viewport().width()))
        self.updateGeometries()
        self.layer.stale()

    def _on_menu_requested(self, at: QPoint) -> None:
        entry = self.entry_at(at) or self.current_entry()
        if entry is not None and self.hands.carry is None:
            self.menu_wanted.emit(entry.id, self.viewport().mapToGlobal(at))
