"""Standards and key questions with how far each has come: where to go next in a case."""

from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.theme import Tone, colours
from ui.theme.icons import pixmap
from ui.theme.metrics import FOCUS, LARGE, RADIUS, SMALL, TIGHT, row_height, scaled
from ui.widgets.text import tooltip

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()

Mark = Literal["", "open", "started", "complete", "warning", "ask", "conflict"]

#: Each mark's icon, tone and the word that screen readers say.
_MARKS: dict[Mark, tuple[str, Tone, str]] = {
    "open": ("circle", "neutral", "not started"),
    "started": ("circle-half", "info", "started"),
    "complete": ("circle-check", "good", "complete"),
    "warning": ("warning", "warning", "has a warning"),
    "ask": ("ask", "warning", "to ask at interview"),
    "conflict": ("conflict", "danger", "two answers to settle"),
}


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """One line: `level` 0 for a standard, 1 for a key question; `total` 0 shows no count."""

    id: str
    label: str
    done: int = 0
    total: int = 0
    mark: Mark = ""
    level: int = 0

    def count(self) -> str:
        """`3 of 8`, or nothing."""
        return f"{self.done} of {self.total}" if self.total else ""

    def said(self) -> str:
        """The line in words."""
        word = _MARKS[self.mark][2] if self.mark else ""
        return ", ".join(part for part in (self.label, self.count(), word) if part)


class OutlineList(QListView):
    """Arrows move; `chosen` follows at once, so that the page beside it can."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, name: str = "Contents", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items = _OutlineModel(self)
        self._quiet = False
        self.setAccessibleName(name)
        self.setModel(self._items)
        self.setItemDelegate(_LineDelegate(self))
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.activated.connect(self._on_activated)

    def show_state(self, items: tuple[OutlineItem, ...], current: str = "") -> None:
        """Show these lines and make `current` the current one, without emitting `chosen`."""
        self._quiet = True
        self._items.show_items(items)
        place = next((n for n, item in enumerate(items) if item.id == current), None)
        if place is not None:
            self.setCurrentIndex(self._items.index(place))
        self._quiet = False

    def current(self) -> str:
        """The id of the current line, "" for none."""
        index = self.currentIndex()
        return self._items.items[index.row()].id if index.isValid() else ""

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and not self._quiet:
            self.chosen.emit(self._items.items[current.row()].id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters are not for searching here: they go on to the screen, which has its own keys."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if plain and event.text().isprintable() and event.text().strip():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _on_activated(self, index: QModelIndex) -> None:
        self.opened.emit(self._items.items[index.row()].id)


class _OutlineModel(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.items: tuple[OutlineItem, ...] = ()

    def show_items(self, items: tuple[OutlineItem, ...]) -> None:
        """Change the lines in place where they are the same ones, so that nothing jumps."""
        if [item.id for item in items] == [item.id for item in self.items]:
            self.items = items
            self.dataChanged.emit(self.index(0), self.index(max(0, len(items) - 1)))
            return
        self.beginResetModel()
        self.items = items
        self.endResetModel()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: _Index, role: int = 0) -> Any:
        item = self.items[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return item.label
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return item.said()
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(item.said())
        return None


class _LineDelegate(QStyledItemDelegate):
    """Draws a line: mark, words, count; the current one has a ground, a bar and bold words."""

    def __init__(self, view: OutlineList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002
        return QSize(160, row_height(self._view.font()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model = index.model()
        rect: QRect = option.rect
        if not isinstance(model, _OutlineModel):
            return
        item = model.items[index.row()]
        current = index == self._view.currentIndex()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, QRectF(rect).adjusted(2, 1, -2, -1), current)
        left = rect.left() + SMALL + 2 + item.level * LARGE
        if item.mark:
            name, tone, _word = _MARKS[item.mark]
            drawn = pixmap(name, colours().ink(tone), LARGE, self._view.devicePixelRatioF())
            painter.drawPixmap(QPointF(left, rect.center().y() - SMALL + 1), drawn)
        right = self._paint_count(painter, rect, item)
        room = QRectF(left + LARGE + 6, rect.top(), 0, rect.height())
        room.setRight(right - TIGHT)
        painter.setFont(scaled(self._view.font(), 1, bold=current or item.level == 0))
        painter.setPen(QColor(colours().text))
        words = QFontMetrics(painter.font()).elidedText(
            item.label, Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()

    def _paint_ground(self, painter: QPainter, ground: QRectF, current: bool) -> None:
        if not current:
            return
        c = colours()
        painter.setPen(QPen(QColor(c.focus), FOCUS) if self._view.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c.accent_soft))
        painter.drawRoundedRect(ground.adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c.accent))
        painter.drawRoundedRect(
            QRectF(ground.left() + 2, ground.top() + 5, 3, ground.height() - 10), 1.5, 1.5
        )

    def _paint_count(self, painter: QPainter, rect: QRect, item: OutlineItem) -> float:
        """Draw `3 of 8` at the right and return where it starts."""
        right = rect.right() - SMALL
        if not item.count():
            return right
        painter.setFont(scaled(self._view.font(), 0.88))
        width = QFontMetrics(painter.font()).horizontalAdvance(item.count())
        painter.setPen(QColor(colours().text_muted))
        room = QRectF(right - width, rect.top(), width + 1, rect.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, item.count())
        return right - width
