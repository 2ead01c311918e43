"""The head of a case: which one it is, where it stands, how far it is, and what can be done with it."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from fieldwork.inspection.records import Status
from ui.theme import Tone
from ui.theme.metrics import MEDIUM, SMALL, TIGHT, grown
from ui.theme.state import text_size
from ui.widgets import (
    Badge,
    Button,
    Elided,
    Heading,
    Label,
    NotSaved,
    Panel,
    ProgressBarThin,
    Saved,
    SavedMark,
    Saving,
)

#: Up to this text size in % the buttons stand beside the case's reference.
_ONE_LINE = 125
INTERVIEW = "Interview notes"
#: The document of evidence that is not a case.
RECORD = "evidence"
#: What can be printed for one case: (document, words). The lists' names are the documents' own.
PRINTS = (
    ("case-summary", "This case"),
    ("interview-notes", INTERVIEW),
    ("blank-form", "Blank form"),
    (RECORD, "This record"),
)
_TONES: dict[Status, Tone] = {
    Status.SELECTED: "neutral", Status.READING: "info", Status.COMPLETE: "good", Status.WITHDRAWN: "danger",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class HeaderState:
    """A case's head in words; never the person's name, only initials."""

    ref: str
    initials: str
    form: str
    status: Status
    about: str
    done: int
    total: int
    interview: bool = True
    is_record: bool = False
    again: bool = False


class CaseHeader(Panel):
    """`print_wanted` carries the document; the other signals are the buttons'."""

    complete_wanted = Signal()
    reopen_wanted = Signal()
    next_case_wanted = Signal()
    next_open_wanted = Signal()
    print_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self.ref = Heading("", 2)
        self.form = Elided("")
        self.status = Badge()
        self.about = Elided("", "muted")
        self.saved = SavedMark()
        self.progress = ProgressBarThin("Progress")
        self.count = Label("", "muted")
        self.next_open = Button("Next open", "quiet", "arrow-right")
        self.print = Button("Print", "quiet", "printer")
        self._prints = QMenu(self)
        self.next_case = Button("Next case", "plain")
        self.complete = Button("Complete", "primary", "check")
        self.reopen = Button("Reopen…", "plain", "undo")
        self._lay_out()
        self._connect()

    def show_state(self, state: HeaderState) -> None:
        """Show this case's head."""
        self.ref.setText(f"{state.ref}  {state.initials}".strip())
        self.form.setText(state.form)
        self.about.setText(state.about)
        self.status.set(state.status.label, _TONES[state.status])
        words = f"{state.done} of {state.total} answered"
        self.count.setText(words)
        self.progress.set(state.done, state.total, words)
        closed = state.status in (Status.COMPLETE, Status.WITHDRAWN)
        self._offer_prints(state)
        words = "All evidence" if state.is_record else "Second readings" if state.again else "Next case"
        self.next_case.setText(words)
        self.print.setVisible(not state.again)
        self.complete.setVisible(not closed)
        self.next_open.setVisible(not closed)
        self.reopen.setVisible(state.status is Status.COMPLETE and not state.again)
        left = state.total - state.done
        self.complete.setToolTip(f"{left} still to answer" if left else "Complete it  (Ctrl+Shift+Enter)")

    def _offer_prints(self, state: HeaderState) -> None:
        for action in self._prints.actions():
            of_record = action.data() == RECORD
            asked = state.interview or action.text() != INTERVIEW
            action.setVisible(of_record if state.is_record else asked and not of_record)

    def show_saved(self, state: Saved | Saving | NotSaved) -> None:
        """Where the last thing entered is."""
        self.saved.show_state(state)

    def _lay_out(self) -> None:
        self.form.setMinimumWidth(60)
        self.progress.setFixedWidth(grown(110))
        first = QHBoxLayout()
        first.setSpacing(SMALL)
        first.addWidget(self.ref)
        first.addWidget(self.status)
        first.addWidget(self.form, 1)
        acts = QHBoxLayout() if text_size() > _ONE_LINE else first
        acts.setSpacing(SMALL)
        for widget in (self.next_open, self.print, self.next_case, self.reopen, self.complete):
            acts.addWidget(widget)
        acts.addStretch()
        second = QHBoxLayout()
        second.setSpacing(MEDIUM)
        second.addWidget(self.about, 1)
        second.addWidget(self.saved)
        second.addWidget(self.progress, 0, Qt.AlignmentFlag.AlignVCenter)
        second.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(MEDIUM, SMALL, MEDIUM, SMALL)
        column.setSpacing(TIGHT)
        column.addLayout(first)
        column.addLayout(second)
        if acts is not first:
            column.addLayout(acts)

    def _connect(self) -> None:
        menu = self._prints
        for document, words in PRINTS:
            action = QAction(words, menu)
            action.setData(document)
            menu.addAction(action)
        menu.triggered.connect(self._on_menu_triggered)
        self.print.setMenu(menu)
        self.print.setProperty("menu", "true")
        self.next_open.setToolTip("Go to the next question without an answer  (F8)")
        self.next_case.setToolTip("Go to your next case  (Ctrl+Right)")
        self.next_open.clicked.connect(self.next_open_wanted)
        self.next_case.clicked.connect(self.next_case_wanted)
        self.complete.clicked.connect(self.complete_wanted)
        self.reopen.clicked.connect(self.reopen_wanted)

    def _on_menu_triggered(self, action: QAction) -> None:
        self.print_wanted.emit(str(action.data()))
