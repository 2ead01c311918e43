"""The pages of a case, one at a time, and which question is the current one."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from fieldwork.programme.model import QuestionId
from ui.reading import grid
from ui.reading.evidence import EvidencePanel, EvidenceState
from ui.reading.keys import action_of
from ui.reading.page import Page
from ui.reading.row import QuestionRow
from ui.reading.view_state import CaseView, PageState, RowState

#: What keys do while one types into a question's own field; all others are the field's.
_FROM_FIELD = {"up", "down", "previous", "next", "previous_page", "next_page"}


class QuestionDeck(QStackedWidget):
    """Pages are made when they first show and kept for every case. `moved` says that another question
    is the current one; `acted` carries what a key asked for that is not a matter of moving about.
    """

    answered = Signal(str, str, bool)
    cleared = Signal(str)
    field_left = Signal(str)
    moved = Signal()
    acted = Signal(str)
    left = Signal(bool)

    def __init__(self, evidence: Callable[[RowState], EvidenceState], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.panel = EvidencePanel(self)
        self.panel.hide()
        self.panel.resized.connect(self._on_panel_resized)
        self.panel.escaped.connect(self.focus_row)
        self._evidence = evidence
        self._pages: dict[QuestionId, Page] = {}
        self._view: CaseView | None = None
        self._page: PageState | None = None
        self._question: QuestionId | None = None

    # -- where one is -------------------------------------------------------------------------------

    @property
    def question(self) -> QuestionId | None:
        """The current question."""
        return self._question

    @property
    def view(self) -> CaseView | None:
        """The case as it was last shown."""
        return self._view

    @property
    def page_state(self) -> PageState | None:
        """The page that is shown."""
        return self._page

    def state(self) -> RowState | None:
        """The current question's row as it was last shown."""
        row = self.row()
        return row.state if row is not None else None

    def row(self, question: QuestionId | None = None) -> QuestionRow | None:
        """The row of the current question, or of another one on this page."""
        page = self.page()
        wanted = question or self._question
        return page.row(wanted) if page is not None and wanted else None

    def page(self) -> Page | None:
        """The page that is shown, as a widget."""
        return self._pages.get(self._page.id) if self._page is not None else None

    # -- showing ------------------------------------------------------------------------------------

    def show_view(self, view: CaseView) -> None:
        """Show the same case as it now is; the current question stays where it still applies."""
        before, self._view = self._page, view
        page = view.page(before.id) if before is not None else None
        if page is None or before is None or self._question is None:
            first = next(iter(view.asking()), None)
            self.go_to(first.question if first else None)
            return
        self._page = page
        self._pages[page.id].show_state(page)
        if not any(row.question == self._question for row in page.asking):
            self._set_current(_nearest(before, page, self._question))
            return
        self._refresh_panel()

    def forget(self) -> None:
        """Another case comes: no question of it is the current one yet."""
        self.panel.leave()
        self._question = None
        self._page = None

    def go_to(self, question: QuestionId | None, *, top: bool = False) -> None:
        """Make this question the current one and show its page."""
        self.panel.leave()
        state = self._view.page_of(question) if self._view and question else None
        if state is None:
            return
        turned = self._page is None or self._page.id != state.id
        if turned:
            old = self.page()
            if old is not None:
                old.set_current(None, None)
            self._page = state
        page = self._made(state.id)
        page.show_state(state)
        self.setCurrentWidget(page)
        self._set_current(question, top=top)

    def focus_row(self) -> None:
        """Put the keyboard on the current question."""
        row = self.row()
        if row is not None:
            row.setFocus(Qt.FocusReason.OtherFocusReason)

    def step(self, by: int) -> None:
        """Go to the next or previous question, over the page's end to the next page."""
        if self._view is None:
            return
        rows = self._view.asking()
        here = next((n for n, row in enumerate(rows) if row.question == self._question), None)
        if here is not None and 0 <= here + by < len(rows):
            self._go_and_focus(rows[here + by].question)

    def turn(self, by: int) -> None:
        """Go to the first question of the next or previous page."""
        if self._view is None or self._page is None:
            return
        ids = [page.id for page in self._view.pages]
        there = ids.index(self._page.id) + by
        if 0 <= there < len(ids):
            self._go_and_focus(self._view.pages[there].asking[0].question, top=True)

    def write_note(self) -> None:
        """Put the keyboard into the evidence, or into the reason where one is missing."""
        row = self.row()
        field = row.field() if row is not None else None
        wants_reason = row is not None and row.state.needs_reason
        target = field or (self.panel.reason if wants_reason else self.panel.note)
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._reveal()

    # -- inside -------------------------------------------------------------------------------------

    def _go_and_focus(self, question: QuestionId, *, top: bool = False) -> None:
        self.go_to(question, top=top)
        self.focus_row()

    def _set_current(self, question: QuestionId | None, *, top: bool = False) -> None:
        page = self.page()
        if page is None:
            return
        had_keyboard = self.panel.isAncestorOf(QApplication.focusWidget() or self)
        self._question = question
        self._refresh_panel()
        page.set_current(question, self.panel)
        page.reveal(top=top)
        if had_keyboard:
            self.focus_row()
        self.moved.emit()

    def _refresh_panel(self) -> None:
        row = self.row()
        if row is not None:
            self.panel.show_state(self._evidence(row.state))

    def _reveal(self) -> None:
        page = self.page()
        if page is not None:
            page.reveal()

    def _made(self, page_id: QuestionId) -> Page:
        if page_id not in self._pages:
            page = Page(self)
            page.answered.connect(self.answered)
            page.cleared.connect(self.cleared)
            page.field_left.connect(self.field_left)
            page.chosen.connect(self._on_page_chosen)
            page.pressed.connect(self._on_page_pressed)
            page.left.connect(self.left)
            self._pages[page_id] = page
            self.addWidget(page)
        return self._pages[page_id]

    def _on_page_chosen(self, question: str) -> None:
        """A row was clicked: it becomes the current one where it stands."""
        wanted, page, row = QuestionId(question), self.page(), self.row(QuestionId(question))
        if page is None or row is None:
            return
        if wanted != self._question:
            y = page.anchored(row)
            self.go_to(wanted)
            page.hold(row, y)
            page.reveal()
        focus = QApplication.focusWidget()
        if focus is not row.field():
            row.setFocus(Qt.FocusReason.MouseFocusReason)

    def _on_panel_resized(self) -> None:
        page, before = self.page(), self.panel.height()
        if page is not None:
            page.arrange()
            if self.panel.height() != before:
                page.reveal()

    def _on_page_pressed(self, event: QKeyEvent) -> None:
        row = self.row()
        field = row.field() if row is not None else None
        in_field = field is not None and field.hasFocus()
        action, value = action_of(event, row.state if row is not None else None)
        if in_field and event.key() == Qt.Key.Key_Escape:
            self.focus_row()
        elif in_field and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.step(1)
        elif not action or (in_field and action not in _FROM_FIELD):
            return
        elif action == "type" and field is not None:
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            QCoreApplication.sendEvent(field, event)
        else:
            self._do(action, value)
        event.accept()

    def _do(self, action: str, value: str) -> None:
        moves: dict[str, Callable[[], None]] = {
            "next": lambda: self.step(1),
            "previous": lambda: self.step(-1),
            "down": lambda: self._go_down(1),
            "up": lambda: self._go_down(-1),
            "right": lambda: self._go_aside(1),
            "left": lambda: self._go_aside(-1),
            "next_page": lambda: self.turn(1),
            "previous_page": lambda: self.turn(-1),
            "first": lambda: self._to_end(0),
            "last": lambda: self._to_end(-1),
            "note": self.write_note,
        }
        state = self.state()
        if action in moves:
            moves[action]()
        elif action == "answer" and state is not None:
            if state.enabled:
                self.answered.emit(str(state.question), value, True)
        elif action == "clear" and state is not None:
            if state.enabled and state.value is not None:
                self.cleared.emit(str(state.question))
        else:
            self.acted.emit(action)

    def _go_down(self, by: int) -> None:
        """In a grid to the same column of the next line; elsewhere, and at its edge, to the next question."""
        page, question = self._page, self._question
        there = grid.below(page, question, by) if page is not None and question else None
        if there is not None:
            self._go_and_focus(there.question)
        else:
            self._leave_line(by)

    def _leave_line(self, by: int) -> None:
        """Past the first or last cell of the line that one is in, or just to the next question."""
        while (there := self._beside(by)) is not None:
            self._question = there.question
        self.step(by)

    def _go_aside(self, by: int) -> None:
        there = self._beside(by)
        if there is not None:
            self._go_and_focus(there.question)

    def _beside(self, by: int) -> RowState | None:
        page, question = self._page, self._question
        return grid.beside(page, question, by) if page is not None and question else None

    def _to_end(self, which: int) -> None:
        if self._page is not None:
            self._go_and_focus(self._page.asking[which].question)


def _nearest(before: PageState, now: PageState, question: QuestionId) -> QuestionId | None:
    """The row that stands where a question stood that applies no longer."""
    at = next((n for n, row in enumerate(before.asking) if row.question == question), 0)
    rows = now.asking
    return rows[min(at, len(rows) - 1)].question if rows else None
