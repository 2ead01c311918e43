"""The findings as a tree to open: domain, standard, key question, prompt, each with its figures."""

from collections.abc import Collection, Iterator

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem, QTreeView, QWidget

from fieldwork.programme.model import Band, Level, QuestionId
from ui.screens.findings_model import (
    BEFORE,
    CHANGE,
    COLUMNS,
    COUNTED,
    LEFT_OUT,
    PICTURE,
    QUESTION,
    SHARE,
    FindingsModel,
)
from ui.screens.findings_rows import Row
from ui.screens.findings_tree_paint import FindingsDelegate, ground
from ui.theme.metrics import LARGE, grown

_Index = QModelIndex | QPersistentModelIndex
#: The least width of the questions, in pixels; beside narrower columns the rest is scrolled to.
_LEAST = 220


class FindingsTree(QTreeView):
    """Left and right close and open, Enter and a click on a number show the cases behind it.

    `current_changed` carries a question; `cases_wanted` a question and which: `yes`, `all` or `na`.
    """

    current_changed = Signal(str)
    cases_wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures = FindingsModel(self)
        self.setAccessibleName("Findings")
        self.setModel(self.figures)
        self._pen = FindingsDelegate(self, self.figures)
        self.setItemDelegate(self._pen)
        self.setUniformRowHeights(True)
        self.setRootIsDecorated(True)
        self.setExpandsOnDoubleClick(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setIndentation(16)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)  # the current row is shown
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        wide = self.fontMetrics().horizontalAdvance("n")
        for number, (_, _, width) in enumerate(COLUMNS):
            header.setSectionResizeMode(number, QHeaderView.ResizeMode.Interactive)
            if width:
                header.resizeSection(number, width * wide + LARGE)
        self.clicked.connect(self._on_clicked)

    def use_bands(self, bands: Collection[Band]) -> None:
        """The bands that ratings are shown in."""
        self._pen.bands = tuple(bands)

    def show_state(self, tops: Collection[Row], changed: Collection[QuestionId] | None = None) -> None:
        """Show these rows; what was open, and where the keyboard was, stays so."""
        first = self.figures.rowCount() == 0
        held, opened = self.current(), self.opened()
        self.figures.show_rows(tops, changed)
        if first:
            self._open_standards()
            self.go_to(self._first())
        elif self.opened() != opened or self.current() != held:
            for name in opened:
                self.setExpanded(self.figures.index_of(name), True)
            self.go_to(held)

    def show_comparison(self, compared: bool) -> None:
        """Show or hide the columns of what is compared with."""
        for column in (BEFORE, CHANGE):
            self.setColumnHidden(column, not compared)
        self._fit_question()

    def current(self) -> QuestionId:
        """The question that the keyboard is at, "" for none."""
        index = self.currentIndex()
        return self.figures.row_at(index).id if index.isValid() else QuestionId("")

    def go_to(self, name: QuestionId) -> None:
        """Open what a question is under and bring the keyboard to it."""
        index = self.figures.index_of(name)
        if index.isValid():
            above = index.parent()
            while above.isValid():
                self.setExpanded(above, True)
                above = above.parent()
            self.setCurrentIndex(index)

    def opened(self) -> list[QuestionId]:
        """The questions that are open, the highest first."""
        return [name for name in self.figures.names() if self.isExpanded(self.figures.index_of(name))]

    def visible_rows(self) -> Iterator[tuple[Row, int]]:
        """The rows that are not inside a closed one, with how deep each is, to be copied."""

        def under(parent: QModelIndex, depth: int) -> Iterator[tuple[Row, int]]:
            for place in range(self.figures.rowCount(parent)):
                index = self.figures.index(place, 0, parent)
                yield self.figures.row_at(index), depth
                if self.isExpanded(index):
                    yield from under(index, depth + 1)

        yield from under(QModelIndex(), 0)

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        if current.isValid():
            self.current_changed.emit(self.figures.row_at(current).id)

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        current = self.currentIndex().siblingAtColumn(0) == index
        painter.fillRect(option.rect, QColor(ground(self.figures.row_at(index), current=current)))
        super().drawRow(painter, option, index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_question()

    def _fit_question(self) -> None:
        """The question has the room that is left, but never so little that it cannot be told apart."""
        header = self.header()
        others = sum(header.sectionSize(n) for n in range(1, len(COLUMNS)) if not self.isColumnHidden(n))
        header.resizeSection(QUESTION, max(grown(_LEAST), self.viewport().width() - others))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current():
            self.cases_wanted.emit(self.current(), "all")
        else:
            super().keyPressEvent(event)

    def _open_standards(self) -> None:
        """What is published opens down to the questions that are judged; the prompts of these stay closed."""
        for name in self.figures.names():
            index = self.figures.index_of(name)
            row = self.figures.row_at(index)
            leaves = all(child.count is not None and not child.children for child in row.children)
            if row.published and (row.question.level is Level.DOMAIN or row.rating is not None or leaves):
                self.setExpanded(index, row.count is None)

    def _first(self) -> QuestionId:
        """The first row that has a rating or a figure."""
        found = (self.figures.row_at(self.figures.index_of(name)) for name in self.figures.names())
        return next((row.id for row in found if row.rating or (row.count and row.count.of)), QuestionId(""))

    def _on_clicked(self, index: QModelIndex) -> None:
        which = {COUNTED: "yes", SHARE: "yes", PICTURE: "all", LEFT_OUT: "na"}.get(index.column())
        row = self.figures.row_at(index)
        if which and row.count is not None and row.rating is None:
            self.cases_wanted.emit(row.id, which)
