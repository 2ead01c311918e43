"""The questions of one standard, one under the other, with the evidence under the current one."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from fieldwork.programme.model import QuestionId
from ui.reading import grid
from ui.reading.evidence import EvidencePanel
from ui.reading.grid import GridHead
from ui.reading.row import QuestionRow
from ui.reading.row_paint import BLOCK_GAP, widest_bar
from ui.reading.view_state import PageState, Part, RowKey, RowState
from ui.theme import colours
from ui.theme.metrics import HUGE, SMALL


class Page(QScrollArea):
    """Rows are made when they first show and kept; a change of the page moves only what it must.

    The signals carry the question: `answered` its value and whether a key gave it.
    """

    answered = Signal(str, str, bool)
    cleared = Signal(str)
    chosen = Signal(str)
    field_left = Signal(str)
    left = Signal(bool)
    pressed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[RowKey, QuestionRow] = {}
        self._shown: list[QuestionRow] = []
        self._state: PageState | None = None
        self._current: QuestionRow | None = None
        self._panel: EvidencePanel | None = None
        self._body = _Body(self)
        self._body.pressed.connect(self.pressed)
        self._head = GridHead(self._body)
        self.setWidget(self._body)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().setSingleStep(24)

    # -- what it shows ------------------------------------------------------------------------------

    def show_state(self, state: PageState) -> None:
        """Show these rows: new ones are put in, gone ones taken out, changed ones painted again."""
        if state == self._state:
            return
        self._state = state
        self._head.show_state(state.columns)
        moved = False
        wanted = []
        for row_state in state.rows:
            row = self._rows.get(row_state.key)
            if row is None:
                row = self._make(row_state)
                moved = True
            else:
                moved = row.show_state(row_state) or moved
            wanted.append(row)
        if wanted != self._shown:
            for row in set(self._shown) - set(wanted):
                row.hide()
            self._shown = wanted
            moved = True
        if moved:
            self.arrange()

    def set_current(self, question: QuestionId | None, panel: EvidencePanel | None) -> None:
        """Make this row the current one and put the evidence under it."""
        row = self.row(question) if question else None
        if self._current is not None and self._current is not row:
            self._current.set_current(False)
        self._current, self._panel = row, panel if row is not None else None
        if row is not None:
            row.set_current(True)
        if panel is not None and row is not None:
            if panel.parentWidget() is not self._body:
                panel.setParent(self._body)
            panel.show()
        self.arrange()

    def row(self, question: QuestionId) -> QuestionRow | None:
        """The row on which a question of this page is answered."""
        parts: tuple[Part, ...] = ("prompt", "judgement", "cell")
        found = (self._rows.get(RowKey(question, part)) for part in parts)
        return next((row for row in found if row is not None and row in self._shown), None)

    def rows(self) -> Sequence[QuestionRow]:
        """The rows shown, in order, headings included."""
        return self._shown

    # -- places -------------------------------------------------------------------------------------

    def arrange(self) -> None:
        """Put everything in its place for the present width."""
        width = self.viewport().width()
        column = min(widest_bar(), max((row.bar_width() for row in self._shown), default=0))
        y, headed = 0, False
        for line in self._lines():
            if line[0].in_grid and not headed:
                y, headed = self._place_head(y, width), True
            y = self._place_line(line, y, width, column)
            if self._current in line and self._panel is not None:
                height = self._panel.wanted_height(width)
                self._panel.setGeometry(0, y, width, height)
                y += height
            if line[0].state.key.part == "judgement":
                y += BLOCK_GAP
        self._body.resize(width, max(y + HUGE, self.viewport().height()))

    def _lines(self) -> list[list[QuestionRow]]:
        """The rows shown as lines: a factor of a grid with its cells is one, others stand alone."""
        rows = {row.state.key: row for row in self._shown}
        return [[rows[state.key] for state in line] for line in grid.lines([r.state for r in self._shown])]

    def _place_head(self, y: int, width: int) -> int:
        """Put the heads of the columns over the grid; where the first line goes."""
        height = self._head.heightForWidth(width)
        self._head.setGeometry(0, y, width, height)
        return y + height

    def _place_line(self, line: list[QuestionRow], y: int, width: int, column: int) -> int:
        """Put the rows of a line side by side; where the next line goes."""
        columns = len(self._state.columns) if self._state else 0
        spans = grid.places(width, columns) if line[0].in_grid else [(0, width)]
        for row in line:
            row.set_bar_column(column)
        held = [spans[row.state.column + 1] if row.state.column >= 0 else (0, width) for row in line]
        height = max(row.heightForWidth(w) for row, (_, w) in zip(line, held, strict=True))
        for row, (left, w) in zip(line, held, strict=True):
            if row.geometry().getRect() != (left, y, w, height):
                row.setGeometry(left, y, w, height)
            row.show()
        return y + height

    def reveal(self, *, top: bool = False) -> None:
        """Scroll so that the current row and its evidence are seen; with `top` from the page's start."""
        if self._current is None:
            return
        bar, row = self.verticalScrollBar(), self._current
        above = self._shown.index(row) - 1
        heads = above >= 0 and self._shown[above].state.key.part == "heading"
        first = self._shown[above].y() if heads else row.y()
        last = row.y() + row.height()
        if self._panel is not None:
            last += self._panel.height()
        room = self.viewport().height()
        value = 0 if top else bar.value()
        if last + SMALL > value + room:
            value = last + SMALL - room
        bar.setValue(min(value, first))

    def anchored(self, row: QuestionRow) -> int:
        """Where a row stands in the window now, for `hold`."""
        return row.mapTo(self, QPoint(0, 0)).y()

    def hold(self, row: QuestionRow, y: int) -> None:
        """Scroll so that a row stands where it stood, so that nothing moves under the pointer."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.anchored(row) - y)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()
        self.reveal()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from the current question to its evidence and on, not through every row."""
        row, panel = self._current, self._panel
        stops: list[QWidget] = [] if row is None else [row]
        if row is not None and (field := row.field()) is not None:
            stops.append(field)
        stops += panel.stops() if panel is not None else []
        focus = QApplication.focusWidget()
        here = stops.index(focus) if focus in stops else 0
        there = here + (1 if forward else -1)
        if 0 <= there < len(stops):
            reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
            stops[there].setFocus(reason)
        else:
            self.left.emit(forward)
        return True

    # -- rows ---------------------------------------------------------------------------------------

    def _make(self, state: RowState) -> QuestionRow:
        row = QuestionRow(state, self._body)
        row.answered.connect(self._on_row_answered)
        row.cleared.connect(self._on_row_cleared)
        row.chosen.connect(self._on_row_chosen)
        row.field_left.connect(self._on_row_field_left)
        row.resized.connect(self.arrange)
        self._rows[state.key] = row
        return row

    def _sender(self) -> QuestionRow:
        row = self.sender()
        assert isinstance(row, QuestionRow)
        return row

    def _on_row_answered(self, value: str, by_key: bool) -> None:
        self.answered.emit(str(self._sender().question), value, by_key)

    def _on_row_cleared(self) -> None:
        self.cleared.emit(str(self._sender().question))

    def _on_row_chosen(self) -> None:
        self.chosen.emit(str(self._sender().question))

    def _on_row_field_left(self) -> None:
        self.field_left.emit(str(self._sender().question))


class _Body(QWidget):
    """The sheet that the rows lie on. `pressed` carries a key event that no widget on it had a use for."""

    pressed = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()
        self.pressed.emit(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(colours().raised))
