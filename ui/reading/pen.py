"""Every write of the reading screen in one place: what is refused or fails becomes a message."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from fieldwork.errors import FieldworkError
from fieldwork.inspection import audit
from fieldwork.inspection.changes import Register, Written
from fieldwork.programme.model import QuestionId, Value
from fieldwork.reading import concerns, examples
from fieldwork.reading.examples import Kind
from fieldwork.reading.second import SecondReader
from fieldwork.reading.service import Reader
from fieldwork.reading.values import NotAnAnswer, parse
from ui.reading.keeper import NoteKeeper
from ui.session import Session
from ui.widgets import Message


class Pen(QObject):
    """Writes for one case. Each method returns what was written, or None where it was not; then `said`
    has carried why. Nothing is told to the other screens before `Session.done`.
    """

    said = Signal(object)

    def __init__(self, session: Session, keeper: NoteKeeper, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._keeper = keeper
        self.ref = ""

    def answer(self, question: QuestionId, value: Value | None) -> Written | None:
        """Records an answer, or takes it back with None; it is on the disk when this returns."""
        return self._write(lambda: self._reader.answer(self.ref, question, value))

    def answer_typed(self, question: QuestionId, text: str) -> Written | None:
        """Records a number or a date as it was typed."""
        asked = self._session.inspection.programme.questions[question]
        try:
            value = parse(asked, text)
        except NotAnAnswer as error:
            self.said.emit(Message(f"{asked.shown} is as it was: {error}.", "warning"))
            return None
        return self.answer(question, value)

    def source(self, question: QuestionId, source: str) -> Written | None:
        """Records what was read."""
        return self._write(lambda: self._reader.source(self.ref, question, source))

    def next_source(self, question: QuestionId, now: str, sources: Iterable[str]) -> Written | None:
        """Goes round the sources: none, the first, the second, and so on, none."""
        order = ["", *sources]
        return self.source(question, order[(order.index(now) + 1) % len(order)] if now in order else "")

    def ask(self, question: QuestionId, ask: bool) -> Written | None:
        """Marks a question to ask at interview, or takes the mark off."""
        return self._write(lambda: self._reader.ask(self.ref, question, ask))

    def reopen(self, reason: str) -> Written | None:
        """Opens a completed case again."""
        return self._write(lambda: self._session.reader.reopen(self.ref, reason))

    def acknowledge(self) -> Written | None:
        """Says that changed facts were looked at."""
        return self._write(lambda: self._session.reader.acknowledge(self.ref))

    def confirm(self, question: QuestionId) -> Written | None:
        """Says that an answer holds for the question as it is asked since its correction."""
        return self._write(lambda: self._session.reader.confirm(self.ref, question))

    def about_concern(self, key: str, action: str) -> Written | None:
        """Closes a concern, or opens it again."""
        do = concerns.close if action == "close" else concerns.reopen
        return self._write(lambda: do(self._session.inspection, self._session.author, key))

    def about_example(self, key: str, action: str) -> Written | None:
        """Makes it an example of good or of poor practice."""
        session = self._session
        kind: Kind = "poor" if action == "poor" else "good"

        def write() -> Written:
            example = replace(examples.find(session.inspection, key), kind=kind)
            return examples.change(session.inspection, session.author, example)

        return self._write(write)

    def settle(self, conflict: str, change: str) -> Written | None:
        """Settles what was changed apart by keeping one side."""
        session = self._session

        def write() -> Written:
            settled = audit.settle(session.inspection, session.author, conflict, change)
            return Written(frozenset({Register(*settled.register)}))

        return self._write(write)

    @property
    def _reader(self) -> Reader | SecondReader:
        return self._session.reader_for(self.ref)

    def _write(self, write: Callable[[], Written]) -> Written | None:
        try:
            written = write()
        except FieldworkError as error:
            self.said.emit(told(error))
            self._session.fail(error)
            return None
        self._keeper.wrote()
        return written


def told(error: FieldworkError) -> Message:
    """A failed or refused write in place: what happened, that nothing else is lost, what to do."""
    return Message(str(error), "danger", f"What was there before stays as it was. {error.advice}".strip())
