"""What keys and buttons ask for, by name (`ui.reading.keys`)."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from fieldwork.errors import FieldworkError
from fieldwork.inspection.projection import answer_id
from fieldwork.programme.model import QuestionId
from fieldwork.reading.service import NotComplete
from fieldwork.wording import count
from ui.reading import describe
from ui.reading.finder import find
from ui.reading.frame import ReadingFrame
from ui.reading.pen import Pen, told
from ui.reading.scribe import Scribe
from ui.session import Session
from ui.widgets import Message


class Commands(QObject):
    """Carries out actions on the case that is open. `case_wanted` carries a case or `case/question`."""

    case_wanted = Signal(str)
    go = Signal(str, str)
    print_wanted = Signal(str, str)

    def __init__(self, session: Session, pen: Pen, scribe: Scribe, frame: ReadingFrame) -> None:
        super().__init__(frame)
        self._session, self._pen, self._scribe = session, pen, scribe
        self._frame, self._deck = frame, frame.deck
        self._actions = {
            "ask": scribe.toggle_ask,
            "source": scribe.next_source,
            "example": self._write_example,
            "concern": self._write_concern,
            "next_open": self._to_next_open,
            "previous_open": self._to_previous_open,
            "complete": self._complete,
            "reopen": frame.reopen.ask,
            "acknowledge": self._acknowledge,
            "conflict": self._to_conflict,
            "next_case": self._to_next_case,
            "cases": self._to_cases,
            "go": self._find,
            "undo": self._undo,
            "redo": self._redo,
        }

    def act(self, action: str) -> None:
        """Do what is called by this name; names without a meaning here do nothing."""
        if self._session.is_open and action in self._actions:
            self._actions[action]()

    def doing(self, action: str) -> Callable[[], None]:
        """The slot that does what is called by this name."""
        return self._actions[action]

    def reopen(self, reason: str) -> None:
        """Open a completed case again for this reason."""
        written = self._pen.reopen(reason)
        if written is not None:
            self._frame.reopen.hide()
            self._frame.banner.show_state(None)
            self._scribe.done(written)
            self._deck.focus_row()

    def search(self, words: str) -> None:
        """Show what is found for these words."""
        self._frame.finder.show_state(find(self._session.inspection, self._deck.view, words))

    def found(self, ref: str, question: str) -> None:
        """Go to what was chosen among it."""
        if ref and ref != self._pen.ref:
            self.case_wanted.emit(answer_id(ref, question) if question else ref)
        elif question:
            self._go_to(QuestionId(question))

    def print(self, document: str) -> None:
        """Ask for a document of this case, once everything typed is in it."""
        if self._scribe.flush():
            self.print_wanted.emit(document, self._pen.ref)

    def _go_to(self, question: QuestionId | None) -> None:
        self._deck.go_to(question)
        self._deck.focus_row()

    def _say(self, message: Message) -> None:
        self._frame.banner.show_state(message)

    def _write_example(self) -> None:
        self._frame.side.write("example")

    def _write_concern(self) -> None:
        self._frame.side.write("concern")

    def _to_next_open(self) -> None:
        self._to_open(back=False)

    def _to_previous_open(self) -> None:
        self._to_open(back=True)

    def _to_open(self, *, back: bool) -> None:
        self._scribe.flush()
        view = self._deck.view
        if view is None:
            return
        found = view.unanswered(self._deck.question, back=back)
        if found is not None:
            self._go_to(found.question)
        elif describe.is_open(view):
            done = "Every question that applies is answered."
            self._say(Message(done, "good", actions=(("complete", "Complete"),)))

    def _complete(self) -> None:
        view = self._deck.view
        if view is None or not describe.is_open(view) or not self._scribe.flush():
            return
        try:
            written = self._session.reader_for(self._pen.ref).complete(self._pen.ref)
        except NotComplete as refused:
            words = f"{count(len(refused.to_do), 'question')} still to answer before this case is complete."
            self._say(Message(words, "warning", "Here is the first.", (("next_open", "Next open"),)))
            first = self._deck.view.unanswered(None) if self._deck.view else None
            self._go_to(first.question if first else None)
        except FieldworkError as error:
            self._say(told(error))
        else:
            self._scribe.done(written)
            self._say(describe.completed_message(view, again=self._pen.ref != view.reading.ref))

    def _acknowledge(self) -> None:
        self._scribe.done(self._pen.acknowledge())
        self._deck.focus_row()

    def _to_conflict(self) -> None:
        view = self._deck.view
        found = next((row for row in view.asking() if row.answer.conflict), None) if view else None
        if found is not None:
            self._go_to(found.question)
        else:
            self._frame.side.notes_section.open()

    def _to_next_case(self) -> None:
        """From a case to the next one; from other evidence and second readings back to their list."""
        self._scribe.flush()
        view = self._deck.view
        if view is not None and self._pen.ref not in ("", view.reading.ref):
            self.go.emit("second", self._pen.ref)
            return
        if self._pen.ref and view is not None and view.reading.is_record:
            self.go.emit("evidence", self._pen.ref)
            return
        found = self._session.reader.next_case(self._pen.ref)
        if found is None:
            words = "You have no other case to read." if self._pen.ref else "You have no case to read."
            self._say(Message(words, actions=(("cases", "All cases"),)))
        else:
            self.case_wanted.emit(found)

    def _to_cases(self) -> None:
        self.go.emit("cases", "")

    def _find(self) -> None:
        if self._deck.view is not None:
            self._frame.finder.show()
            self._frame.finder.raise_()

    def _undo(self) -> None:
        self._scribe.flush()
        self._session.undo()

    def _redo(self) -> None:
        self._session.redo()
