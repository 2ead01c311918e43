"""Mornings and afternoons side by side, of days or of weekdays: each marked as away, or given a number."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from fieldwork import wording
from fieldwork.timetable.problem import HALVES, Half
from ui.theme import colours
from ui.theme.icons import pixmap
from ui.theme.metrics import FOCUS, ICON, RADIUS, grown, row_height
from ui.widgets import announce

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_PARTS = ("Morning", "Afternoon")
_LEAST = 40
#: Space, Enter or a click do something to a half-day.
_ACTS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)

Column = date | str
Cell = tuple[Column, Half]


class _Halves(QAbstractTableModel):
    """Two rows, a column a day or weekday."""

    def __init__(self, parent: "HalvesView") -> None:
        super().__init__(parent)
        self._view = parent
        self.columns: tuple[Column, ...] = ()

    def show_columns(self, columns: Sequence[Column]) -> None:
        self.beginResetModel()
        self.columns = tuple(columns)
        self.endResetModel()

    def half(self, index: _Index) -> Cell:
        return self.columns[index.column()], HALVES[index.row()]

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(HALVES)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        if orientation == Qt.Orientation.Vertical:
            return _PARTS[section] if role == Qt.ItemDataRole.DisplayRole else None
        column = self.columns[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return _title(column)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        # The month is in the tooltip: ten days stand beside each other in half a window.
        return column if isinstance(column, str) else "\n".join(_title(column).split()[:2])

    def data(self, index: _Index, role: int = 0) -> object:
        if role not in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return None
        return self._view.said(index)


class HalvesView(QTableView):
    """What grids of half-days have in common; the others say what a half-day holds and what a key does."""

    changed = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._halves = _Halves(self)
        self.setModel(self._halves)
        self.setAccessibleName(name)
        self.setItemDelegate(_HalfDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(row_height(self.font()) + 4)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setMinimumSectionSize(grown(_LEAST))
        self.horizontalHeader().setStyleSheet("QHeaderView::section { padding: 4px 1px; }")
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().setHighlightSections(False)
        self._fit()

    def state_of(self, cell: Cell) -> str:  # noqa: ARG002 – what each grid answers for itself
        """What a half-day holds, in words."""
        return ""

    def act_on(self, cell: Cell, key: int) -> bool:  # noqa: ARG002
        """What a key, or a click (0), does to a half-day; false where it means nothing."""
        return False

    def paint(self, painter: QPainter, rect: QRect, cell: Cell) -> None:
        """Draw what a half-day holds."""

    def said(self, index: _Index) -> str:
        """`Mon 16 Sep, morning: away`."""
        column, half = self._halves.half(index)
        part = _PARTS[HALVES.index(half)].lower()
        return f"{_title(column)}, {part}: {self.state_of((column, half))}"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if index.isValid() and self.act_on(self._halves.half(index), event.key()):
            announce(self, self.said(index))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton and self.isEnabled():
            self.act_on(self._halves.half(index), 0)

    def _show(self, columns: Sequence[Column]) -> None:
        """Show these columns; the keyboard stays where it is."""
        at = self.currentIndex()
        row, column = at.row(), at.column()
        if tuple(columns) != self._halves.columns:
            self._halves.show_columns(columns)
            self._fit()
        if 0 <= column < len(columns):
            self.setCurrentIndex(self._halves.index(row, column))
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as its two rows, with room for a scroll bar where the days do not all fit."""
        rows = 2 * self.verticalHeader().defaultSectionSize()
        needed = len(self._halves.columns) * self.horizontalHeader().minimumSectionSize()
        wide = self.width() - self.verticalHeader().sizeHint().width()
        bar = self.horizontalScrollBar().sizeHint().height() if needed > wide else 0
        self.setFixedHeight(rows + self.horizontalHeader().sizeHint().height() + bar + 4)


class HalfDayGrid(HalvesView):
    """Space, Enter or a click marks a half-day or takes the mark off; `changed` carries them all."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._away: frozenset[Cell] = frozenset()

    def show_state(self, columns: Sequence[Column], away: Collection[Cell]) -> None:
        """Show these days, or weekdays, with those half-days marked."""
        self._away = frozenset(away)
        self._show(columns)

    def away(self) -> frozenset[Cell]:
        """What is marked."""
        return self._away

    def toggle(self, cell: Cell) -> None:
        """Mark a half-day as away, or no longer."""
        self._away = self._away ^ {cell}
        self.viewport().update()
        self.changed.emit(self._away)

    def state_of(self, cell: Cell) -> str:
        return "away" if cell in self._away else "there"

    def act_on(self, cell: Cell, key: int) -> bool:
        if key and key not in _ACTS:
            return False
        self.toggle(cell)
        return True

    def paint(self, painter: QPainter, rect: QRect, cell: Cell) -> None:
        if cell not in self._away:
            return
        c, side = colours(), grown(ICON)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c.warning_soft))
        painter.drawRoundedRect(rect, RADIUS, RADIUS)
        device = painter.device()
        drawn = pixmap("ban", c.warning, side, device.devicePixelRatioF() if device else 1.0)
        painter.drawPixmap(rect.center().x() - side // 2, rect.center().y() - side // 2, drawn)


class CountGrid(HalvesView):
    """A number for each half-day, typed; Delete makes it the usual one again. `changed` carries those that
    are not as usual.
    """

    def __init__(self, name: str, what: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._what, self._usual = what, 0
        self._counts: dict[Cell, int] = {}

    def show_state(self, columns: Sequence[Column], counts: Mapping[Any, int], usual: int) -> None:
        """Show these days with their numbers; `usual` is that of the others."""
        self._usual = usual
        self._counts = {cell: n for cell, n in counts.items() if n != usual}
        self._show(columns)

    def counts(self) -> dict[Any, int]:
        """The numbers that are not as usual."""
        return dict(self._counts)

    def state_of(self, cell: Cell) -> str:
        return wording.count(self._counts.get(cell, self._usual), self._what)

    def act_on(self, cell: Cell, key: int) -> bool:
        now = self._counts.get(cell, self._usual)
        if Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
            wanted = key - Qt.Key.Key_0
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus):
            wanted = max(now + (1 if key == Qt.Key.Key_Plus else -1), 0)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            wanted = self._usual
        else:
            return False
        self._counts = {c: n for c, n in {**self._counts, cell: wanted}.items() if n != self._usual}
        self.viewport().update()
        if wanted != now:
            self.changed.emit(dict(self._counts))
        return True

    def paint(self, painter: QPainter, rect: QRect, cell: Cell) -> None:
        c, own = colours(), cell in self._counts
        if own:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(c.accent_soft))
            painter.drawRoundedRect(rect, RADIUS, RADIUS)
        painter.setPen(QColor(c.text if own else c.text_muted))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(self._counts.get(cell, self._usual)))


class _HalfDelegate(QStyledItemDelegate):
    """Has the view draw what a half-day holds, and a ring where the keyboard is."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        view, halves = self.parent(), index.model()
        if not isinstance(view, HalvesView) or not isinstance(halves, _Halves):
            return
        rect: QRect = option.rect
        inner = rect.adjusted(3, 3, -3, -3)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(view.font())
        view.paint(painter, inner, halves.half(index))
        if index == view.currentIndex() and view.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours().focus), FOCUS))
            painter.drawRoundedRect(inner, RADIUS, RADIUS)
        painter.restore()


def _title(column: Column) -> str:
    return column if isinstance(column, str) else wording.short_day(column)
