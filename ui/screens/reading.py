"""The reading screen: one case, its questions and their evidence, entirely from the keyboard."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldwork.errors import FieldworkError, Refused
from fieldwork.inspection.changes import Written
from fieldwork.inspection.projection import case_of
from fieldwork.programme.model import QuestionId
from ui.reading import describe
from ui.reading.commands import Commands
from ui.reading.commenting import Commenting
from ui.reading.evidence import EvidenceState
from ui.reading.frame import ReadingFrame
from ui.reading.guidance import guidance_of
from ui.reading.keeper import NoteKeeper
from ui.reading.keys import EVERYWHERE
from ui.reading.pen import Pen, told
from ui.reading.scribe import Scribe
from ui.reading.view_state import CaseView, RowState, view_of, with_typed
from ui.screens.live import LiveScreen
from ui.session import Session
from ui.widgets import NotSaved


class ReadingScreen(LiveScreen):
    """One case at a time. `answered` says that an answer is on the disk and its tick is painted;
    `print_wanted` carries a document's name and the case.
    """

    answered = Signal(str)
    case_chosen = Signal(str)
    print_wanted = Signal(str, str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent, about=frozenset())
        self.ref = ""
        self.view: CaseView | None = None
        self.frame = ReadingFrame(self._evidence_of)
        self.keeper = NoteKeeper(session, self)
        self.keeper.asked = self._asked
        self.pen = Pen(session, self.keeper, self)
        self.scribe = Scribe(session, self.keeper, self.pen, self.frame)
        self.commands = Commands(session, self.pen, self.scribe, self.frame)
        self.commenting = Commenting(session, self.frame)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)
        self._connect()
        self._add_shortcuts()

    # -- opening ------------------------------------------------------------------------------------

    def arrive(self, argument: str) -> None:
        """Show a case, or `case/question`. A case that is not there is said in place."""
        try:
            self._open_either(argument)
        except FieldworkError as error:
            self.frame.banner.show_state(told(error))

    def place(self) -> str:
        """What leads back here: the case that is open, at its question."""
        return f"{self.ref}/{self.frame.deck.question or ''}".rstrip("/")

    def open_case(self, ref: str, question: str = "") -> None:
        """Show a case at a question, or where its reading goes on. Raises `Refused` for an unknown one."""
        self.scribe.flush()
        other = ref != self.ref or self.view is None
        self._read(ref)
        self.ref = self.pen.ref = ref
        self._stale = False
        if other:
            self.frame.deck.forget()
            self.frame.banner.show_state(None)
            self.frame.reopen.hide()
            self.frame.finder.hide()
        self._show(other=other)
        if question or other:
            self._arrive_at(QuestionId(question))
        if other:
            self.case_chosen.emit(self.ref)

    def refresh(self) -> None:
        """Read the case again and show what is different."""
        if not self.ref:
            return
        try:
            self._read(self.ref)
        except Refused as error:
            self.ref, self.pen.ref, self.view = "", "", None
            self.frame.show_nothing(str(error))
            return
        self._show(other=False)

    def _open_either(self, argument: str) -> None:
        try:
            self.open_case(argument)
        except Refused:
            ref, _, question = argument.rpartition("/")
            if not ref:
                raise
            self.open_case(ref, question)

    def _read(self, ref: str) -> None:
        reading = self.session.reader_for(ref).open(ref)
        self.view = view_of(self.session.inspection.programme, reading, self.keeper.typed_for(ref))

    def _arrive_at(self, question: QuestionId) -> None:
        view = self.view
        if view is not None:
            first = view.row(question) or view.unanswered(None) or next(iter(view.asking()), None)
            self.frame.deck.go_to(first.question if first else None)
            self.frame.deck.focus_row()

    # -- showing ------------------------------------------------------------------------------------

    def _show(self, *, other: bool) -> None:
        view, inspection, frame = self.view, self.session.inspection, self.frame
        assert view is not None
        frame.deck.show_view(view)
        frame.show_case(inspection.programme, view, other=other)
        frame.header.show_state(describe.header_of(inspection, view, again=self._again))
        if other:
            frame.side.notes.clear()
        frame.side.show_notes(describe.notes_of(view), self.keeper.typed_notes(view.reading.ref))
        frame.side.show_conflicts(() if self._again else describe.case_conflicts(inspection, view))
        self.commenting.show("" if self._again else view.reading.ref)
        self._show_outline()
        message = describe.standing_message(inspection.programme, view, again=self._again)
        if message != frame.standing.message():
            frame.standing.show_state(message)

    @property
    def _again(self) -> bool:
        """Whether what is open is a second reading."""
        return self.view is not None and self.ref != self.view.reading.ref

    def _asked(self) -> str:
        """The question that the keyboard is or was at."""
        return str(self.frame.deck.question or "")

    def _show_outline(self) -> None:
        page, view, deck = self.frame.deck.page_state, self.view, self.frame.deck
        if page is not None and view is not None:
            over = describe.key_question_of(page, deck.question)
            self.frame.outline.show_state(view.outline, page.id, over)

    def _evidence_of(self, row: RowState) -> EvidenceState:
        """What stands under a row; words that could not be written yet stand there too."""
        typed = self.keeper.typed_for(self.ref)
        held = replace(row, answer=with_typed(row.answer, typed)) if typed else row
        assert self.view is not None
        return describe.evidence_of(self.session.inspection, self.view.reading, held, self.ref)

    # -- what happens -------------------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.frame.deck.focus_row()

    def _on_session_changed(self, written: Written) -> None:
        """Only what is about this case, or about who is in the team, is read again."""
        refs = {case_of(register) for register in written.registers}
        if self._again or self.ref in refs or None in refs:
            self._on_session_other()

    def _on_about_to_close(self) -> None:
        if not self.scribe.flush() and isinstance(self.keeper.state, NotSaved):
            self.session.hold(f"Something typed in case {self.ref} is not saved: {self.keeper.state.why}.")

    def _on_closed(self) -> None:
        self.keeper.forget()
        self.ref, self.pen.ref, self.view = "", "", None
        self.frame.show_nothing()

    def _on_moved(self) -> None:
        question = self.frame.deck.question
        self._show_outline()
        self.commenting.show_question(question)
        if question:
            self.frame.side.show_guidance(guidance_of(self.session.inspection.programme, question))

    def _on_question_wanted(self, question: str) -> None:
        self.frame.deck.go_to(QuestionId(question))
        self.frame.deck.focus_row()

    def _on_outline_chosen(self, page: str, question: str) -> None:
        state = self.view.page(QuestionId(page)) if self.view else None
        if state is not None:
            first = describe.first_of(state, QuestionId(question))
            self.frame.deck.go_to(first, top=not question)

    def _on_left(self, forward: bool) -> None:
        target = self.frame.side.first_stop() if forward else self.frame.outline
        target.setFocus(Qt.FocusReason.TabFocusReason)

    # -- putting together ---------------------------------------------------------------------------

    def _connect(self) -> None:
        frame, commands, deck, header = self.frame, self.commands, self.frame.deck, self.frame.header
        self.session.about_to_close.connect(self._on_about_to_close)
        self.session.closed.connect(self._on_closed)
        self.keeper.state_changed.connect(header.show_saved)
        self.pen.said.connect(frame.banner.show_state)
        self.scribe.answered.connect(self.answered)
        deck.moved.connect(self._on_moved)
        deck.acted.connect(commands.act)
        deck.left.connect(self._on_left)
        frame.outline.chosen.connect(self._on_outline_chosen)
        frame.outline.left.connect(deck.focus_row)
        frame.side.escaped.connect(deck.focus_row)
        frame.reopen.given.connect(commands.reopen)
        frame.finder.searched.connect(commands.search)
        frame.finder.chosen.connect(commands.found)
        frame.finder.left.connect(deck.focus_row)
        for banner in (frame.banner, frame.standing):
            banner.action_chosen.connect(commands.act)
            banner.closed.connect(deck.focus_row)
        header.print_wanted.connect(commands.print)
        commands.case_wanted.connect(self.arrive)
        commands.print_wanted.connect(self.print_wanted)
        commands.go.connect(self.go)
        self.commenting.question_wanted.connect(self._on_question_wanted)
        for source, action in (
            (header.complete_wanted, "complete"), (header.reopen_wanted, "reopen"),
            (header.next_case_wanted, "next_case"), (header.next_open_wanted, "next_open"),
            (frame.nothing.action_chosen, "next_case"), (frame.concern.wanted, "concern"),
        ):  # fmt: skip
            source.connect(commands.doing(action))

    def _add_shortcuts(self) -> None:
        """Keys that work wherever the keyboard is in this screen, also while typing."""
        for keys, action in EVERYWHERE:
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.commands.doing(action))
