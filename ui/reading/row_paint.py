"""Where the parts of a question's row lie, and how they are painted."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QWidget

from ui.reading.view_state import RowState
from ui.theme import colours
from ui.theme.icons import pixmap
from ui.theme.metrics import FOCUS, MEDIUM, SMALL, TIGHT, grown, scaled

_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop
_PAD_TOP = 7
#: A judgement stands in a block of its own: room above it, within it and below it.
_BLOCK_PAD = 8
#: The most pixels beside a heading for how far it is.
_MOST_COUNT = 110
#: The room under a judgement and its evidence, before the next key question.
BLOCK_GAP = 10


def ref_width() -> int:
    """The width in pixels of the numbers' column."""
    return grown(62)


def widest_bar() -> int:
    """The most that the answers' column takes, in pixels."""
    return grown(340)


def mark_size() -> int:
    """The side in pixels of a mark under a number."""
    return grown(14)


def widest() -> int:
    """The widest that a row is laid out, so that on a large screen an answer stays by its question."""
    return grown(980)


def is_narrow(width: int) -> bool:
    """Whether a row of this width in pixels has its answers under its words."""
    return width < grown(480)


@dataclass(frozen=True, slots=True)
class Look:
    """The places of a row's parts in `rect`; `below` puts the answer under the words, else it has a
    column of `bar` pixels.
    """

    state: RowState
    font: QFont
    rect: QRect
    below: bool = False
    bar: int = 340

    @property
    def width(self) -> int:
        """The width that words and answers share; beyond it a wide window stays empty."""
        return min(self.rect.width(), widest())

    @property
    def part(self) -> str:
        return self.state.key.part

    @property
    def is_block(self) -> bool:
        return self.part == "judgement"

    def body_font(self) -> QFont:
        if self.part == "heading":
            return scaled(self.font, 1.05, bold=True)
        return scaled(self.font, 1, bold=True) if self.part == "factor" else self.font

    def text_left(self) -> int:
        return MEDIUM + ref_width()

    def text_width(self) -> int:
        right = self.width - MEDIUM
        if self.part == "heading":
            right -= min(grown(90), _MOST_COUNT)
        elif not self.below:
            right -= self.bar_width() + MEDIUM
        return max(80, right - self.text_left())

    def bar_width(self) -> int:
        return min(self.bar, (self.width - ref_width()) * 3 // 5)

    def text_top(self) -> int:
        if self.part == "heading":
            return MEDIUM
        return _PAD_TOP + 2 + ((_BLOCK_PAD + self.caption_height()) if self.is_block else 0)

    def caption_height(self) -> int:
        return QFontMetrics(scaled(self.font, 0.9, bold=True)).height() + 2

    def text_height(self) -> int:
        room = QRect(0, 0, self.text_width(), 10_000)
        return QFontMetrics(self.body_font()).boundingRect(room, _WRAP, self.state.text).height()

    def warning_height(self) -> int:
        if not self.state.warning:
            return 0
        room = QRect(0, 0, self.warning_width(), 10_000)
        return QFontMetrics(self.font).boundingRect(room, _WRAP, self.warning_words()).height() + SMALL

    def warning_words(self) -> str:
        reason = self.state.answer.reason.strip()
        return f"{self.state.warning} {'Reason given.' if reason else 'Say why.'}"

    def warning_width(self) -> int:
        return self.width - self.text_left() - 2 * MEDIUM - mark_size() - 6

    def bar_room(self) -> QRect:
        """Where the answer goes; its height is its own."""
        if self.below:
            top = self.text_top() + self.text_height() + 6
            return QRect(self.text_left(), top, self.width - self.text_left() - MEDIUM, 0)
        top = self.text_top() - 5 if not self.is_block else self.text_top() - 4
        return QRect(self.width - MEDIUM - self.bar_width(), top, self.bar_width(), 0)

    def height(self, bar_height: int) -> int:
        """The height of the row with a bar of this height."""
        text = self.text_height()
        if self.part == "heading":
            return MEDIUM + text + SMALL
        marks = QFontMetrics(self.font).height() + 2 + mark_size()
        inner = text + 6 + bar_height if self.below else max(text, bar_height - 5)
        inner = max(inner, marks) + self.warning_height()
        block = _BLOCK_PAD if self.is_block else 0
        return self.text_top() + inner + _PAD_TOP + block


def paint(row: QWidget, look: Look, *, current: bool, focused: bool) -> None:
    """Paints everything of a row but its answer bar."""
    painter = QPainter(row)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if look.part == "heading":
        _paint_heading(painter, look)
        return
    _paint_ground(painter, look, current, focused)
    _paint_ref(painter, look, row.devicePixelRatioF())
    c = colours()
    painter.setFont(look.body_font())
    painter.setPen(QColor(c.text))
    place = QRect(look.text_left(), look.text_top(), look.text_width(), look.text_height() + 2)
    painter.drawText(place, _WRAP, look.state.text)
    if look.state.warning:
        _paint_warning(painter, look, row.devicePixelRatioF())


def paint_under_bar(row: QWidget, look: Look, *, current: bool) -> None:
    """Paints the ground that the answers lie on."""
    QPainter(row).fillRect(look.rect, QColor(_ground(look, current)))


def _ground(look: Look, current: bool) -> str:
    c = colours()
    return c.accent_soft if current else c.sunken if look.is_block else c.raised


def _paint_heading(painter: QPainter, look: Look) -> None:
    c, state = colours(), look.state
    painter.fillRect(look.rect, QColor(c.raised))
    painter.setFont(look.body_font())
    painter.setPen(QColor(c.accent))
    top = look.text_top()
    painter.drawText(QRect(MEDIUM, top, ref_width(), grown(40)), Qt.AlignmentFlag.AlignTop, state.shown)
    painter.setPen(QColor(c.text))
    painter.drawText(
        QRect(look.text_left(), top, look.text_width(), look.text_height() + 2), _WRAP, state.text
    )
    painter.setFont(scaled(look.font, 0.9))
    painter.setPen(QColor(c.good if state.done == state.total else c.text_muted))
    room = QRect(look.width - MEDIUM - grown(90), top + 1, grown(90), grown(40))
    align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
    painter.drawText(room, align, f"{state.done} of {state.total}")
    line = QRect(MEDIUM, look.rect.height() - 1, look.width - 2 * MEDIUM, 1)
    painter.fillRect(line, QColor(c.border))


def _paint_ground(painter: QPainter, look: Look, current: bool, focused: bool) -> None:
    c, whole = colours(), QRectF(look.rect)
    painter.fillRect(look.rect, QColor(_ground(look, current)))
    if look.is_block:
        painter.fillRect(QRect(0, 0, look.rect.width(), 2), QColor(c.accent))
    if current:
        painter.fillRect(QRectF(0, 0, 4, whole.height()), QColor(c.accent))
    elif not look.is_block:
        left = look.text_left()
        line = QRect(left, look.rect.height() - 1, look.width - left - MEDIUM, 1)
        painter.fillRect(line, QColor(c.border))
    if focused:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(c.focus), FOCUS))
        painter.drawRoundedRect(whole.adjusted(5, 1, -1, -1), 4, 4)


def _paint_ref(painter: QPainter, look: Look, ratio: float) -> None:
    """The number, and under it the marks of what is recorded; a block has its caption above."""
    c, state, top = colours(), look.state, look.text_top()
    metrics = QFontMetrics(look.font)
    left = MEDIUM
    if look.is_block:
        painter.setFont(scaled(look.font, 0.9, bold=True))
        painter.setPen(QColor(c.accent))
        painter.drawText(left, top - 4 - metrics.descent(), look.state.caption)
    painter.setFont(scaled(look.font, 1, bold=look.is_block))
    painter.setPen(QColor(c.text if look.is_block else c.text_muted))
    painter.drawText(left, top + metrics.ascent(), state.shown)
    x = float(left)
    for name, colour in marks(state):
        at = QPointF(x, top + metrics.height() + 2)
        painter.drawPixmap(at, pixmap(name, str(getattr(c, colour)), mark_size(), ratio))
        x += mark_size() + 3


def marks(state: RowState) -> list[tuple[str, str]]:
    """The icons under a row's number, with the palette's names for their colours."""
    answer, found = state.answer, []
    if answer.conflict:
        found.append(("conflict", "danger"))
    if state.warning:
        found.append(("warning", "warning" if state.needs_reason else "text_muted"))
    if answer.look_again:
        found.append(("sync", "warning"))
    if answer.ask:
        found.append(("ask", "accent"))
    if answer.note:
        found.append(("note", "text_muted"))
    if answer.source:
        name = {"file": "file", "interview": "interview"}.get(answer.source, "more")
        found.append((name, "text_muted"))
    return found[:4]


def _paint_warning(painter: QPainter, look: Look, ratio: float) -> None:
    c = colours()
    bottom = look.rect.height() - _PAD_TOP - (_BLOCK_PAD if look.is_block else 0)
    top = bottom - look.warning_height() + TIGHT
    colour = c.warning if look.state.needs_reason else c.text_muted
    painter.drawPixmap(QPointF(look.text_left(), top + 1), pixmap("warning", colour, mark_size(), ratio))
    painter.setFont(look.font)
    painter.setPen(QColor(colour))
    room = QRect(look.text_left() + mark_size() + 6, top, look.warning_width(), look.warning_height())
    painter.drawText(room, _WRAP, look.warning_words())
