"""A table of figures to walk over cell by cell: bars, bands and numbers under columns of two lines."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui.theme.metrics import LARGE, row_height
from ui.widgets.figure_header import FigureHeader
from ui.widgets.figure_model import FigureModel
from ui.widgets.figure_paint import FigureDelegate
from ui.widgets.figures import Figures

_Index = QModelIndex | QPersistentModelIndex
#: The least width of what heads the lines, in pixels.
_HEADING_LEAST = 150


class FigureTable(QTableView):
    """`opened` carries a line's key and a column's number from 0, -1 for the line itself."""

    opened = Signal(str, int)
    current_changed = Signal(str, int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures = FigureModel(self)
        self._tall, self._share = 1.0, 0.34
        self.setAccessibleName(name)
        self.setModel(self.figures)
        self.setItemDelegate(FigureDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHorizontalHeader(FigureHeader(self.figures, self))
        self.doubleClicked.connect(self._on_opened)
        self.clicked.connect(self._on_clicked)
        self._set_row_height()

    def set_shape(self, *, tall: float = 1.0, heading: float = 0.34) -> None:
        """Give lines so much more height than one of words, and headings a share of the width where other
        columns stretch too.
        """
        self._tall, self._share = tall, heading
        self._set_row_height()

    def show_state(self, figures: Figures) -> None:
        """Show this table; the line and the column that the keyboard is at stay."""
        key, column = self.current()
        shaped = self.figures.columnCount(), self.figures.figures.heads
        before = (*shaped, [line.group for line in self.figures.figures.lines])
        self.figures.show_figures(figures)
        if (self.figures.columnCount(), figures.heads) != shaped:
            self._lay_out_columns()
            self.horizontalHeader().updateGeometry()
            self.updateGeometries()
        if (self.figures.columnCount(), figures.heads, [line.group for line in figures.lines]) != before:
            self._lay_out_groups()
        if key and self.current() != (key, column):
            self.go_to(key, column)

    def current(self) -> tuple[str, int]:
        """The line and column of the keyboard; the column is -1 at the heading."""
        index = self.currentIndex()
        if not index.isValid() or index.row() >= self.figures.rowCount():
            return "", -1
        return self.figures.line(index.row()).key, index.column() - 1

    def go_to(self, key: str, column: int = -1) -> None:
        """Bring the keyboard to a line."""
        for row, line in enumerate(self.figures.figures.lines):
            if line.key == key:
                self.setCurrentIndex(self.figures.index(row, min(column + 1, self.figures.columnCount() - 1)))

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.current_changed.emit(self.figures.line(current.row()).key, current.column() - 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._on_opened(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out_columns()

    def _set_row_height(self) -> None:
        self.verticalHeader().setDefaultSectionSize(round(row_height(self.font()) * self._tall))

    def _lay_out_columns(self) -> None:
        """Fixed columns get their characters, the others an even part; headings what is left."""
        heads = self.figures.figures.heads
        wide = self.fontMetrics().horizontalAdvance("n")
        room = self.viewport().width()
        fixed = sum(head.width * wide + LARGE for head in heads if head.width)
        free = [head for head in heads if not head.width]
        heading = (
            max(_HEADING_LEAST, room - fixed) if not free else max(_HEADING_LEAST, round(room * self._share))
        )
        each = max(90, (room - fixed - heading) // len(free)) if free else 0
        self.setColumnWidth(0, heading)
        for number, head in enumerate(heads, start=1):
            self.setColumnWidth(number, head.width * wide + LARGE if head.width else each)

    def _lay_out_groups(self) -> None:
        """Headings of groups go across all columns, and are one line high."""
        self.clearSpans()
        columns = self.figures.columnCount()
        for row, line in enumerate(self.figures.figures.lines):
            if line.group and columns > 1:
                self.setSpan(row, 0, 1, columns)
            if self._tall != 1.0:
                high = 1.0 if line.group else self._tall
                self.verticalHeader().resizeSection(row, round(row_height(self.font()) * high))

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() and self.figures.cell(index).opens:
            self._on_opened(index)

    def _on_opened(self, index: QModelIndex) -> None:
        self.opened.emit(self.figures.line(index.row()).key, index.column() - 1)
