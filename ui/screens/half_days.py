"""Mornings and afternoons of the fieldwork days, each to be marked as away."""

from collections.abc import Collection, Sequence
from datetime import date

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter
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
from fieldwork.timetable.problem import HALVES, HalfDay
from ui.theme import colours
from ui.theme.icons import pixmap
from ui.theme.metrics import ICON, RADIUS, row_height
from ui.widgets import announce

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_PARTS = ("Morning", "Afternoon")
_LEAST = 62


class _Halves(QAbstractTableModel):
    """Two rows, a column a day."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.days: tuple[date, ...] = ()
        self.away: frozenset[HalfDay] = frozenset()

    def show_halves(self, days: Sequence[date], away: Collection[HalfDay]) -> None:
        self.beginResetModel()
        self.days, self.away = tuple(days), frozenset(away)
        self.endResetModel()

    def half(self, index: _Index) -> HalfDay:
        return self.days[index.column()], HALVES[index.row()]

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(HALVES)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.days)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return _PARTS[section]
        return wording.short_day(self.days[section]).replace(" ", "\n", 1)

    def data(self, index: _Index, role: int = 0) -> object:
        if role not in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return None
        return self.said(index)

    def said(self, index: _Index) -> str:
        """`Mon 16 Sep, morning: away`."""
        day, half = self.half(index)
        state = "away" if (day, half) in self.away else "there"
        return f"{wording.short_day(day)}, {_PARTS[HALVES.index(half)].lower()}: {state}"


class HalfDayGrid(QTableView):
    """Space, Enter or a click marks a half-day or takes the mark off; `changed` carries them all."""

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
        high = row_height(self.font()) + 4
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(high)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setMinimumSectionSize(_LEAST)
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().setHighlightSections(False)
        self.setFixedHeight(2 * high + self.horizontalHeader().sizeHint().height() + 34)

    def show_state(self, days: Sequence[date], away: Collection[HalfDay]) -> None:
        """Show these days with those half-days marked."""
        at = self.currentIndex()
        row, column = at.row(), at.column()
        self._halves.show_halves(days, away)
        self.setFixedHeight(
            2 * self.verticalHeader().defaultSectionSize() + self.horizontalHeader().sizeHint().height() + 4
        )
        if row >= 0:
            self.setCurrentIndex(self._halves.index(row, column))

    def away(self) -> frozenset[HalfDay]:
        """What is marked."""
        return self._halves.away

    def toggle(self, half: HalfDay) -> None:
        """Mark a half-day as away, or no longer."""
        self._halves.away = self._halves.away ^ {half}
        self.viewport().update()
        self.changed.emit(self._halves.away)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        toggles = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() in toggles and self.currentIndex().isValid():
            self._toggle_at(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton and self.isEnabled():
            self._toggle_at(index)

    def _toggle_at(self, index: QModelIndex) -> None:
        self.toggle(self._halves.half(index))
        announce(self, self._halves.said(index))


class _HalfDelegate(QStyledItemDelegate):
    """An away half-day is filled and bears a mark; the others are empty."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        view, halves = self.parent(), index.model()
        if not isinstance(view, HalfDayGrid) or not isinstance(halves, _Halves):
            return
        c = colours()
        rect: QRect = option.rect
        inner = rect.adjusted(3, 3, -3, -3)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if halves.half(index) in halves.away:
            painter.setBrush(QColor(c.warning_soft))
            painter.drawRoundedRect(inner, RADIUS, RADIUS)
            device = painter.device()
            drawn = pixmap("ban", c.warning, ICON, device.devicePixelRatioF() if device else 1.0)
            painter.drawPixmap(inner.center().x() - ICON // 2, inner.center().y() - ICON // 2, drawn)
        if index == view.currentIndex() and view.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(c.focus))
            painter.drawRoundedRect(inner, RADIUS, RADIUS)
        painter.restore()
