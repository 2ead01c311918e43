"""The parts of the reading screen in their places."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from fieldwork.programme.model import Programme
from ui.reading.deck import QuestionDeck
from ui.reading.evidence import EvidenceState
from ui.reading.finder import Finder
from ui.reading.header import CaseHeader
from ui.reading.hints import HintLine
from ui.reading.notices import ConcernBlock, HiddenAnswers, ReopenBar
from ui.reading.outline import Outline
from ui.reading.side import SidePanel
from ui.reading.view_state import CaseView, RowState
from ui.theme.metrics import SMALL, TIGHT, grown
from ui.widgets import Banner, EmptyState, rule

#: Widths of the outline and the side panel in pixels; the questions take the rest.
_OUTLINE, _SIDE = 232, 268
#: The least that each part can be read in, and at most in pixels: large text wraps rather than pushes out.
_LEAST_OUTLINE, _LEAST_SIDE, _LEAST_MIDDLE = 150, 200, 440
_MOST_OUTLINE, _MOST_SIDE, _MOST_MIDDLE = 190, 270, 500


class ReadingFrame(QStackedWidget):
    """A case, or the words that say that none is open."""

    def __init__(self, evidence: Callable[[RowState], EvidenceState], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.header, self.outline, self.side = CaseHeader(), Outline(), SidePanel()
        self.deck = QuestionDeck(evidence)
        self.concern, self.hidden, self.reopen = ConcernBlock(), HiddenAnswers(), ReopenBar()
        self.banner, self.standing = Banner(), Banner()
        self.nothing = EmptyState("reading", "No case is open.", action="Read my next case")
        self.case = QWidget()
        self._lay_out()
        self.finder = Finder(self.deck)
        out = QShortcut(QKeySequence(Qt.Key.Key_Tab), self.side)
        out.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        out.activated.connect(self._on_side_tab)
        self.addWidget(self.nothing)
        self.addWidget(self.case)

    def show_case(self, programme: Programme, view: CaseView, *, other: bool) -> None:
        """Show what is not the deck's: facts, concern, hidden answers."""
        self.side.show_case(programme, view.reading, other=other)
        self.concern.show_state([concern.seen for concern in view.reading.open_concerns])
        self.hidden.show_state(view.reading.hidden)
        self.setCurrentWidget(self.case)

    def show_nothing(self, sentence: str = "No case is open.") -> None:
        """Say that no case is open."""
        self.nothing.set(sentence, action="Read my next case")
        self.setCurrentWidget(self.nothing)

    def _on_side_tab(self) -> None:
        """From the panel Tab goes past the rows of questions, whose own order leads to their evidence, and
        on to the rest of the window. A shortcut, because Qt asks `focusNextPrevChild` while it tears down.
        """
        here = QApplication.focusWidget()
        at = here.nextInFocusChain() if here is not None else None
        while at is not None and at is not here:
            if _takes_tab(at) and not self.deck.isAncestorOf(at):
                at.setFocus(Qt.FocusReason.TabFocusReason)
                return
            at = at.nextInFocusChain()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.finder.isVisible():
            self.finder.fit()

    def _lay_out(self) -> None:
        notices = QVBoxLayout()
        notices.setContentsMargins(SMALL, 0, SMALL, 0)
        notices.setSpacing(TIGHT)
        for notice in (self.concern, self.standing, self.banner, self.reopen):
            notices.addWidget(notice)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.hidden)
        column.addWidget(self.deck, 1)
        column.addWidget(HintLine())
        columns = QSplitter(Qt.Orientation.Horizontal)
        for part in (self.outline, middle, self.side):
            columns.addWidget(part)
        columns.setSizes([_OUTLINE, 10_000, grown(_SIDE)])
        columns.setStretchFactor(1, 1)
        columns.setCollapsible(1, False)
        self.outline.setMinimumWidth(min(grown(_LEAST_OUTLINE), _MOST_OUTLINE))
        self.side.setMinimumWidth(min(grown(_LEAST_SIDE), _MOST_SIDE))
        middle.setMinimumWidth(min(grown(_LEAST_MIDDLE), _MOST_MIDDLE))
        whole = QVBoxLayout(self.case)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(rule())
        whole.addLayout(notices)
        whole.addWidget(columns, 1)


def _takes_tab(widget: QWidget) -> bool:
    policy = widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
    return bool(policy) and widget.isEnabled() and widget.isVisible() and widget.focusProxy() is None
