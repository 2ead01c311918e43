"""The outline of a case: its standards and key questions, how far each is, and what stands out there."""

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from fieldwork.programme.model import QuestionId
from fieldwork.wording import count, listed
from ui.reading.view_state import Marks, OutlineItem
from ui.theme import colours
from ui.theme.icons import pixmap
from ui.theme.metrics import FOCUS, SMALL, grown, scaled

_Index = QModelIndex | QPersistentModelIndex
_INDENT, _ICON, _STATE = 16, 13, 12


class _Model(QAbstractListModel):
    """The outline's lines; only those that differ are told to have changed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.items: tuple[OutlineItem, ...] = ()

    def show(self, items: tuple[OutlineItem, ...]) -> None:
        if [i.question for i in items] != [i.question for i in self.items]:
            self.beginResetModel()
            self.items = items
            self.endResetModel()
            return
        before, self.items = self.items, items
        for number, (old, new) in enumerate(zip(before, items, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(number), self.index(number))

    def rowCount(self, _parent: _Index | None = None) -> int:
        return len(self.items)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        item = self.items[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{item.shown} {item.text}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{item.shown} {item.text}\n{said(item)}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{item.shown} {item.text}: {said(item)}"
        return None


def said(item: OutlineItem) -> str:
    """How far a line is, in words: `3 of 8 answered, 1 to ask at interview`."""
    words = [f"{item.done} of {item.total} answered"]
    marks = item.marks
    if marks.asks:
        words.append(f"{marks.asks} to ask at interview")
    if marks.warnings:
        words.append(f"{count(marks.warnings, 'answer')} to explain or confirm")
    if marks.conflicts:
        words.append(f"{count(marks.conflicts, 'answer')} changed apart")
    return listed(words)


def mark_icons(marks: Marks) -> list[tuple[str, str]]:
    """The icons of what stands out, with the palette's name for their colour."""
    found = []
    if marks.conflicts:
        found.append(("conflict", "danger"))
    if marks.warnings:
        found.append(("warning", "warning"))
    if marks.asks:
        found.append(("ask", "accent"))
    return found


class _Delegate(QStyledItemDelegate):
    """Paints a line: state, number, words on up to two lines, count and marks."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        small = QFontMetrics(scaled(option.font, 0.9))
        if _item(index).level == 0:
            return QSize(grown(160), QFontMetrics(option.font).height() + 14)
        return QSize(grown(160), 2 * small.height() + 8)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        item, rect = _item(index), QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state = option.state
        current = bool(state & QStyle.StateFlag.State_Selected)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        self._paint_ground(painter, rect, item, current, focused)
        body: QFont = option.font
        font = body if item.level == 0 else scaled(body, 0.9)
        ratio = painter.device().devicePixelRatio() if painter.device() else 1.0
        right = self._paint_count(painter, rect, item, scaled(body, 0.85), ratio)
        self._paint_words(painter, rect, item, font, right, ratio)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, rect: QRect, item: OutlineItem, current: bool, focused: bool
    ) -> None:
        c = colours()
        if item.level == 0 and rect.top() > 2:
            painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 1), QColor(c.border))
        if current:
            painter.fillRect(rect, QColor(c.accent_soft))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(c.accent))
        if current and focused:
            painter.setPen(QPen(QColor(c.focus), FOCUS))
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 3, 3)

    def _paint_count(
        self, painter: QPainter, rect: QRect, item: OutlineItem, font: QFont, ratio: float
    ) -> int:
        """Draws `3 of 8` and the marks at the right edge; returns where they start."""
        c = colours()
        painter.setFont(font)
        metrics = QFontMetrics(font)
        done = item.done == item.total
        words = f"{item.done} of {item.total}"
        width = metrics.horizontalAdvance(words)
        left = rect.right() - SMALL - width
        line = QRect(left, rect.top() + 5, width + 2, metrics.height())
        if item.level == 0:
            line.moveTop(rect.center().y() - metrics.height() // 2)
        painter.setPen(QColor(c.good if done else c.text_muted))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, words)
        if item.level == 0:
            return left - SMALL
        x = rect.right() - SMALL - grown(_ICON)
        for name, colour in mark_icons(item.marks):
            at = QPointF(x, line.bottom() + 3)
            painter.drawPixmap(at, pixmap(name, str(getattr(c, colour)), grown(_ICON), ratio))
            x -= grown(_ICON) + 2
        return left - SMALL

    def _paint_words(
        self, painter: QPainter, rect: QRect, item: OutlineItem, font: QFont, right: int, ratio: float
    ) -> None:
        c = colours()
        number_font = scaled(font, 1, bold=item.level == 0)
        painter.setFont(number_font)
        metrics = QFontMetrics(number_font)
        left = rect.left() + SMALL + 2 + (grown(_INDENT) if item.level else 0)
        top = rect.top() + (4 if item.level else (rect.height() - metrics.height()) // 2)
        if item.level:
            name, colour = _state_icon(item)
            at = QPointF(rect.left() + SMALL, top + (metrics.height() - grown(_STATE)) / 2)
            painter.drawPixmap(at, pixmap(name, str(getattr(c, colour)), grown(_STATE), ratio))
        painter.setPen(QColor(c.text))
        width = metrics.horizontalAdvance(item.shown)
        painter.drawText(left, top + metrics.ascent(), item.shown)
        left += width + 6
        painter.setPen(QColor(c.text if item.level == 0 else c.text_muted))
        widths = [right - left]
        if item.level:
            widths.append(rect.right() - SMALL - (grown(_ICON) + 2) * len(mark_icons(item.marks)) - left)
        _paint_lines(painter, left, top, item.text, widths)


def _paint_lines(painter: QPainter, left: int, top: int, text: str, widths: list[int]) -> None:
    """Draws words on lines of these widths, the last one ending in an ellipsis where they do not fit."""
    metrics = QFontMetrics(painter.font())
    rest, y = text, top + metrics.ascent()
    for number, width in enumerate(widths):
        line = rest if number == len(widths) - 1 else _first_line(metrics, rest, width)
        rest = rest[len(line) :].lstrip()
        shown = metrics.elidedText(line.rstrip(), Qt.TextElideMode.ElideRight, max(0, width))
        painter.drawText(left, y, shown)
        y += metrics.height()
        if not rest:
            break


def _first_line(metrics: QFontMetrics, text: str, width: int) -> str:
    """As many whole words as fit into the width."""
    taken = ""
    for word in text.split(" "):
        longer = f"{taken} {word}" if taken else word
        if taken and metrics.horizontalAdvance(longer) > width:
            break
        taken = longer
    return taken


def _state_icon(item: OutlineItem) -> tuple[str, str]:
    if item.done == item.total:
        return "circle-check", "good"
    return ("circle-half", "accent") if item.done else ("circle", "border_strong")


def _item(index: _Index) -> OutlineItem:
    model = index.model()
    assert isinstance(model, _Model)
    return model.items[index.row()]


class Outline(QListView):
    """Standards and key questions. `chosen` carries a page and the key question on it ("" for the page)."""

    chosen = Signal(str, str)
    left = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = _Model(self)
        self.setModel(self._lines)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName("Standards and key questions")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setStyleSheet("QListView { border: none; border-radius: 0; }")

    def show_state(
        self, items: tuple[OutlineItem, ...], page: QuestionId, question: QuestionId | None
    ) -> None:
        """Show these lines; the one that holds the current question stands out."""
        self._lines.show(items)
        at = next((n for n, i in enumerate(items) if i.level == 1 and i.question == question), -1)
        if at < 0:
            at = next((n for n, i in enumerate(items) if i.level == 0 and i.page == page), -1)
        if at >= 0 and self.currentIndex().row() != at:
            self.setCurrentIndex(self._lines.index(at))

    def items(self) -> tuple[OutlineItem, ...]:
        """The lines it shows."""
        return self._lines.items

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self.indexAt(event.position().toPoint()).isValid():
            self._choose()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move and show the page at once; Enter goes into its questions."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Right):
            self.left.emit(True)
            return
        before = self.currentIndex().row()
        super().keyPressEvent(event)
        if self.currentIndex().row() != before:
            self._choose()

    def focusNextPrevChild(self, forward: bool) -> bool:
        if forward:
            self.left.emit(True)
            return True
        return super().focusNextPrevChild(forward)

    def _choose(self) -> None:
        index = self.currentIndex()
        if index.isValid():
            item = _item(index)
            self.chosen.emit(str(item.page), str(item.question) if item.level else "")
