"""A standard set out as a grid: a factor a line, a question a column, the answer in the cell."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.reading.row_paint import Look, mark_size, marks, widest
from ui.reading.view_state import PageState, RowState
from ui.theme import colours
from ui.theme.icons import pixmap
from ui.theme.metrics import FOCUS, MEDIUM, SMALL, TIGHT, scaled

#: The share of the width that names the factors.
_FACTOR_SHARE = 0.215
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop
_PAD = 6


@dataclass(frozen=True, slots=True)
class GridLook(Look):
    """The places in a factor's name or in a cell."""

    def text_left(self) -> int:
        return MEDIUM

    def text_width(self) -> int:
        """A factor's ground goes on under its cells, its name does not."""
        return max(40, places(self.rect.width(), 1)[0][1] - MEDIUM - TIGHT)

    def text_top(self) -> int:
        return _PAD + 5

    def bar_room(self) -> QRect:
        """The whole cell but for the room of its marks."""
        return QRect(TIGHT + 2, _PAD, self.rect.width() - 2 * TIGHT, 0)

    def height(self, bar_height: int) -> int:
        if self.part == "factor":
            return self.text_top() + self.text_height() + _PAD + 5
        return bar_height + 2 * _PAD + (mark_size() + 3 if marks(self.state) else 0)


def places(width: int, columns: int) -> list[tuple[int, int]]:
    """From where to where the factor's name and each column go: (left, width) in pixels."""
    whole = min(width, widest())
    name = round(whole * _FACTOR_SHARE)
    each = (whole - name) // max(columns, 1)
    return [(0, name), *((name + n * each, each) for n in range(columns))]


def beside(page: PageState, question: str, by: int) -> RowState | None:
    """The cell so many columns to the right in the same line, or None."""
    line = next((line for line in lines(page.rows) if any(row.question == question for row in line)), [])
    cells = [row for row in line if row.key.part == "cell"]
    here = next((n for n, row in enumerate(cells) if row.question == question), None)
    return cells[here + by] if here is not None and 0 <= here + by < len(cells) else None


def below(page: PageState, question: str, by: int) -> RowState | None:
    """The cell of the same column so many lines down, or the nearest before it; None outside the grid."""
    table = [[r for r in line if r.key.part == "cell"] for line in lines(page.rows)]
    held = [cells for cells in table if cells]
    at = next((n for n, cells in enumerate(held) if any(r.question == question for r in cells)), None)
    if at is None or not 0 <= at + by < len(held):
        return None
    column = next(r.column for r in held[at] if r.question == question)
    return max((r for r in held[at + by] if r.column <= column), key=lambda r: r.column, default=None)


def lines(rows: Sequence[RowState]) -> list[list[RowState]]:
    """The rows of a page as lines: a factor with its cells is one."""
    found: list[list[RowState]] = []
    for row in rows:
        if row.key.part == "cell" and found:
            found[-1].append(row)
        else:
            found.append([row])
    return found


def paint(row: QWidget, look: Look, *, current: bool, focused: bool) -> None:
    """Paints a factor's name, or the ground of a cell with its marks."""
    c, painter = colours(), QPainter(row)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(look.rect, QColor(c.accent_soft if current else c.raised))
    painter.fillRect(QRect(0, look.rect.height() - 1, look.rect.width(), 1), QColor(c.border))
    if look.part == "factor":
        painter.setFont(look.body_font())
        painter.setPen(QColor(c.text))
        room = QRect(look.text_left(), look.text_top(), look.text_width(), look.text_height() + 2)
        painter.drawText(room, _WRAP, look.state.text)
        return
    painter.fillRect(QRect(0, 0, 1, look.rect.height()), QColor(c.border))
    if current:
        painter.fillRect(QRect(0, 0, look.rect.width(), 3), QColor(c.accent))
    x, top = float(TIGHT + 4), look.rect.height() - mark_size() - _PAD + 1
    for name, colour in marks(look.state):
        drawn = pixmap(name, str(getattr(c, colour)), mark_size(), row.devicePixelRatioF())
        painter.drawPixmap(QPointF(x, top), drawn)
        x += mark_size() + 3
    if focused:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(c.focus), FOCUS))
        painter.drawRoundedRect(QRectF(look.rect).adjusted(2, 2, -1, -2), 4, 4)


class GridHead(QWidget):
    """What the columns ask, over the first line of a grid."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._columns: tuple[str, ...] = ()

    def show_state(self, columns: tuple[str, ...]) -> None:
        """Show these words, or nothing where the page holds no grid."""
        self._columns = columns
        self.setVisible(bool(columns))
        self.setAccessibleName("; ".join(columns))
        self.update()

    def heightForWidth(self, width: int) -> int:
        metrics = QFontMetrics(scaled(self.font(), 0.9, bold=True))
        rooms = [QRect(0, 0, w - SMALL, 999) for _, w in places(width, len(self._columns))[1:]]
        tall = [metrics.boundingRect(r, _WRAP, t).height() for r, t in zip(rooms, self._columns, strict=True)]
        return max(tall, default=0) + 2 * _PAD + 4

    def sizeHint(self) -> QSize:
        return QSize(400, self.heightForWidth(400))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, c = QPainter(self), colours()
        painter.fillRect(self.rect(), QColor(c.sunken))
        painter.fillRect(QRect(0, self.height() - 2, self.width(), 2), QColor(c.accent))
        painter.setFont(scaled(self.font(), 0.9, bold=True))
        painter.setPen(QColor(c.text_muted))
        spans = places(self.width(), len(self._columns))[1:]
        for (left, width), words in zip(spans, self._columns, strict=True):
            painter.drawText(QRect(left + TIGHT + 2, _PAD + 1, width - SMALL, self.height()), _WRAP, words)
