"""Keeps what is typed: durable as a draft while typing goes on, a change of its own once it is left."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from fieldwork import wording
from fieldwork.errors import FieldworkError
from fieldwork.inspection.changes import Written
from fieldwork.programme.model import QuestionId
from fieldwork.reading.service import Reader
from ui.session import Session
from ui.widgets import NotSaved, Saved, Saving

#: Milliseconds until a write that failed is tried again.
RETRY = 5000


class Place(NamedTuple):
    """Where words are typed: a question's `note`, `reason` or `value`, or (question "") the case's
    `example` or `concern`.
    """

    ref: str
    question: QuestionId
    field: str


class NoteKeeper(QObject):
    """Holds every text that is typed and not yet a change, and keeps it when a write fails.

    `state_changed` carries `Saving`, `Saved` or `NotSaved`; `Saved` only after the commit returned.
    """

    state_changed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._pending: dict[Place, str] = {}
        self._undrafted: set[Place] = set()
        self._unsettled: set[Place] = set()
        self.state: Saved | Saving | NotSaved = Saved()
        self._retry = QTimer(self, singleShot=True, interval=RETRY)
        self._retry.timeout.connect(self._on_retry_timeout)

    def text(self, place: Place, stored: str) -> str:
        """The words that stand at this place: those being typed, else the stored ones."""
        return self._pending.get(place, stored)

    def typed_for(self, ref: str) -> dict[tuple[QuestionId, str], str]:
        """The words being typed for one case, by question and field."""
        return {(place.question, place.field): t for place, t in self._pending.items() if place.ref == ref}

    @property
    def unsaved(self) -> bool:
        """Whether something typed could not be written."""
        return bool(self._undrafted or self._unsettled)

    def typing(self) -> None:
        """A key was pressed in an editor; what it wrote is not on the disk yet."""
        if not isinstance(self.state, NotSaved):
            self._say(Saving())

    def typed(self, place: Place, text: str) -> None:
        """Keeps these words on the disk as a draft."""
        self._pending[place] = text
        self._undrafted.add(place)
        self._unsettled.discard(place)
        self._write_drafts()

    def wrote(self) -> None:
        """Something else reached the disk just now."""
        self._saved()

    def settle(self, place: Place) -> bool:
        """Makes the words at this place a change; true unless the write failed."""
        if place not in self._pending:
            return True
        words = self._pending[place]
        try:
            written = self._settler(place)(words)
        except FieldworkError as error:
            self._unsettled.add(place)
            self._failed(error)
            return False
        del self._pending[place]
        self._undrafted.discard(place)
        self._unsettled.discard(place)
        self._saved()
        self._session.done(written)
        return True

    def settle_all(self) -> bool:
        """The same for every place; true where nothing is left unsaved."""
        return not [place for place in list(self._pending) if not self.settle(place)]

    def forget(self) -> None:
        """Another file is open: nothing that was typed belongs to it."""
        for held in (self._pending, self._undrafted, self._unsettled):
            held.clear()
        self._retry.stop()
        self._say(Saved())

    def _write_drafts(self) -> bool:
        """Writes every draft that is due. The first that fails leaves the rest for later."""
        try:
            for place in list(self._undrafted):
                question = place.question or None
                self._reader.draft(place.ref, question, place.field, self._pending[place])
                self._undrafted.discard(place)
        except FieldworkError as error:
            self._failed(error)
            return False
        self._saved()
        return True

    def _settler(self, place: Place) -> Callable[[str], Written]:
        reader, (ref, question, field) = self._reader, place
        if not question:
            return lambda words: reader.case_note(ref, field, words)
        write = {"note": reader.note, "reason": reader.reason, "value": reader.answer_in_words}[field]
        return lambda words: write(ref, question, words)

    @property
    def _reader(self) -> Reader:
        return self._session.reader

    def _saved(self) -> None:
        if self._undrafted or self._unsettled:
            return
        self._retry.stop()
        self._say(Saved(wording.clock(datetime.now().astimezone())))

    def _failed(self, error: FieldworkError) -> None:
        self._say(NotSaved(why(error)))
        self._retry.start()

    def _say(self, state: Saved | Saving | NotSaved) -> None:
        if state != self.state:
            self.state = state
            self.state_changed.emit(state)

    def _on_retry_timeout(self) -> None:
        if self._session.is_open and self._write_drafts():
            for place in list(self._unsettled):
                self.settle(place)


def why(error: FieldworkError) -> str:
    """A few words for a small mark: what stands before the first comma, without its full stop."""
    words = str(error).split(",")[0].split(" (")[0].rstrip(".")
    return words[:1].lower() + words[1:]
