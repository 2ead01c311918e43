"""One question on the page: its number, its words, its marks and its answer; headings without the answer."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from fieldwork.programme.model import QuestionId, Value
from fieldwork.reading.sources import source_words
from ui.reading import grid, row_paint
from ui.reading.grid import GridLook
from ui.reading.row_paint import Look, is_narrow, widest_bar
from ui.reading.view_state import RowState
from ui.widgets import AnswerBar, AnswerState


class RowBar(AnswerBar):
    """The answer bar of a row; `by_key` says that the answer being given was typed."""

    by_key = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.by_key = True
        try:
            super().keyPressEvent(event)
        finally:
            self.by_key = False


class QuestionRow(QWidget):
    """A row of a page. It paints its words itself; the only widget in it is the answer bar.

    `answered` carries the value and whether a key gave it; `chosen` says that the row was clicked or
    came to have the keyboard.
    """

    answered = Signal(str, bool)
    cleared = Signal()
    chosen = Signal()
    field_left = Signal()
    resized = Signal()

    def __init__(self, state: RowState, parent: QWidget) -> None:
        super().__init__(parent)
        self.state = state
        self._current = False
        self._heights: dict[int, int] = {}
        self._bar_column = widest_bar()
        # It paints its whole ground, so that a tick does not have everything behind it painted again.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.bar: RowBar | None = None
        self._buttons: list[QAbstractButton] = []
        if state.answers is not None:
            self.bar = self._make_bar(state)
            self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        if (field := self.field()) is not None:
            field.installEventFilter(self)
        self._name_it()

    # -- what it shows ------------------------------------------------------------------------------

    def show_state(self, state: RowState) -> bool:
        """Show another state of the same question; true where its height may be another one."""
        before, self.state = self.state, state
        if before == state:
            return False
        if self.bar is not None and _bar_state(before) != _bar_state(state):
            self.bar.show_state(_bar_state(state))
        self._name_it()
        self.update()
        taller = (before.warning, before.text, before.needs_reason) != (
            state.warning, state.text, state.needs_reason,
        )  # fmt: skip
        taller = taller or (self.in_grid and bool(row_paint.marks(before)) != bool(row_paint.marks(state)))
        if taller:
            self._heights.clear()
            self._arrange()
        return taller

    def tick(self, value: Value) -> None:
        """Show this answer, which has just reached the disk, and paint it now."""
        self.state = replace(self.state, answer=replace(self.state.answer, value=value))
        self.show_answer()

    def show_answer(self) -> None:
        """Show the answer that is stored, whatever the bar shows, and paint its tick now."""
        if self.bar is None:
            return
        self.bar.show_state(_bar_state(self.state))
        for button in self._buttons:
            if button.isChecked():
                button.repaint()

    def set_current(self, current: bool) -> None:
        """The current row stands out, and is the one that Tab comes to."""
        if current != self._current:
            self._current = current
            policy = Qt.FocusPolicy.StrongFocus if current else Qt.FocusPolicy.ClickFocus
            self.setFocusPolicy(policy)
            self.update()

    @property
    def question(self) -> QuestionId:
        return self.state.question

    @property
    def in_grid(self) -> bool:
        """Whether it is a factor or a cell of a grid."""
        return self.state.key.part in ("factor", "cell")

    def field(self) -> QWidget | None:
        """The field that the answer is typed into, for questions answered in words."""
        if self.bar is None or self.state.answers is None or self.state.answers.kind == "choice":
            return None
        return self.bar.focusProxy()

    # -- its place ----------------------------------------------------------------------------------

    def bar_width(self) -> int:
        """The width in pixels that the answers take on one line; 0 where they have lines of their own."""
        beside = self.bar is not None and self.field() is None and not self.in_grid
        return self.bar.sizeHint().width() if self.bar is not None and beside else 0

    def set_bar_column(self, width: int) -> None:
        """The width of the answers' column, the same for every row of a page."""
        if width != self._bar_column:
            self._bar_column = width
            self._heights.clear()
            self._arrange()
            self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._look(width).height(self._bar_height(width))
        return self._heights[width]

    def sizeHint(self) -> QSize:
        return QSize(560, self.heightForWidth(max(self.width(), 320)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """A field that has grown asks for another height."""
        kind = event.type()
        if kind in (QEvent.Type.LayoutRequest, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._heights.clear()
            self._arrange()
            self.resized.emit()
        return super().event(event)

    def _look(self, width: int) -> Look:
        below, kind = self.field() is not None or is_narrow(width), GridLook if self.in_grid else Look
        return kind(self.state, self.font(), QRect(0, 0, width, self.height()), below, self._bar_column)

    def _bar_height(self, width: int) -> int:
        if self.bar is None:
            return 0
        room = self._look(width).bar_room()
        layout = self.bar.layout()
        if layout is not None and layout.hasHeightForWidth():
            return layout.heightForWidth(room.width())
        return self.bar.sizeHint().height()

    def _arrange(self) -> None:
        if self.bar is not None:
            room = self._look(self.width()).bar_room()
            height = self._bar_height(self.width())
            self.bar.setGeometry(room.x(), room.y(), room.width(), height)

    # -- what happens to it -------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the words only where they are asked for: a tick that appears asks for the bar alone."""
        look = self._look(self.width())
        if self.bar is not None and self.bar.geometry().contains(event.rect()):
            row_paint.paint_under_bar(self, look, current=self._current)
        else:
            paint = grid.paint if self.in_grid else row_paint.paint
            paint(self, look, current=self._current, focused=self.hasFocus())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self.bar is not None:
            self.chosen.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Words typed in the row's own field are complete once the field is left."""
        if event.type() == QEvent.Type.FocusOut and self.bar is not None:
            self.bar.flush()
            self.field_left.emit()
        return super().eventFilter(watched, event)

    def _make_bar(self, state: RowState) -> RowBar:
        bar = RowBar(_bar_state(state), self)
        bar.answered.connect(self._on_bar_answered)
        bar.cleared.connect(self.cleared)
        bar.entered.connect(self._on_bar_entered)
        self._buttons = bar.findChildren(QAbstractButton)
        for button in self._buttons:
            # Released comes before clicked: the row is current when its answer arrives, and nothing
            # moves under the pointer while it is pressed.
            button.released.connect(self.chosen)
        return bar

    def _on_bar_answered(self, value: str) -> None:
        self.answered.emit(value, bool(self.bar and self.bar.by_key))

    def _on_bar_entered(self) -> None:
        if QApplication.mouseButtons() == Qt.MouseButton.NoButton or self.field() is not None:
            self.chosen.emit()

    def _name_it(self) -> None:
        self.setAccessibleName(said(self.state))


def _bar_state(state: RowState) -> AnswerState:
    assert state.answers is not None
    return AnswerState(state.answers, state.value, f"{state.shown} {state.text}", state.enabled)


def said(state: RowState) -> str:
    """A row in words: its question, its answer, and what is marked on it."""
    if state.answers is None:
        return f"{state.shown} {state.text}, {state.done} of {state.total} answered"
    lead = f"{state.caption}, " if state.key.part == "judgement" else ""
    value = "not answered" if state.value is None else state.answers.label(state.value)
    words = [f"{lead}{state.shown} {state.text}: {value}"]
    answer = state.answer
    if answer.note:
        words.append("has a note")
    if answer.source:
        words.append(f"source {source_words(answer.source, {})}")
    if answer.ask:
        words.append("to ask at interview")
    if state.warning:
        words.append(state.warning)
    if answer.look_again:
        words.append("corrected since it was answered")
    if answer.conflict:
        words.append("changed apart, to settle")
    return ", ".join(words)
