"""Keeps what is typed: durable as a draft while typing goes on, a change of its own once it is left."""

from collections.abc import Callable
from datetime import datetime
from typing import Literal, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from fieldwork import wording
from fieldwork.errors import FieldworkError
from fieldwork.inspection.changes import Register, Written
from fieldwork.programme.model import QuestionId
from fieldwork.reading import concerns, examples
from fieldwork.reading.concerns import Concern
from fieldwork.reading.examples import Example
from ui.session import Session
from ui.widgets import NotSaved, Saved, Saving

#: Milliseconds until a write that failed is tried again.
RETRY = 5000

Kind = Literal["answer", "concern", "example"]


class Place(NamedTuple):
    """Where words are typed for a case: a question's (`answer`) note, reason or value, or a field of a
    `concern` or `example` with this key ("" for one that is being begun).
    """

    ref: str
    kind: Kind
    key: str
    field: str


class NoteKeeper(QObject):
    """Holds every text that is typed and not yet a change, and keeps it when a write fails.

    `state_changed` carries `Saving`, `Saved` or `NotSaved`; `Saved` only after the commit returned.
    `begun` carries the kind and key of a concern or example that its first words have made; `asked`
    says which question is the current one then.
    """

    state_changed = Signal(object)
    begun = Signal(str, str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._pending: dict[Place, str] = {}
        self._undrafted: set[Place] = set()
        self._unsettled: set[Place] = set()
        self.state: Saved | Saving | NotSaved = Saved()
        self.asked: Callable[[], str] = str
        self._retry = QTimer(self, singleShot=True, interval=RETRY)
        self._retry.timeout.connect(self._on_retry_timeout)

    # -- what is typed ------------------------------------------------------------------------------

    def text(self, place: Place, stored: str) -> str:
        """The words that stand at this place: those being typed, else the stored ones."""
        return self._pending.get(place, stored)

    def typed_for(self, ref: str) -> dict[tuple[QuestionId, str], str]:
        """The words being typed under one case's questions, by question and field."""
        return {
            (QuestionId(place.key), place.field): text
            for place, text in self._pending.items()
            if place.ref == ref and place.kind == "answer"
        }

    def typed_notes(self, ref: str) -> dict[tuple[str, str, str], str]:
        """The words being typed in one case's concerns and examples, by kind, key and field."""
        return {
            (place.kind, place.key, place.field): text
            for place, text in self._pending.items()
            if place.ref == ref and place.kind != "answer"
        }

    def typing(self) -> None:
        """A key was pressed in an editor; what it wrote is not on the disk yet."""
        if not isinstance(self.state, NotSaved):
            self._say(Saving())

    def typed(self, place: Place, text: str) -> None:
        """Keeps these words on the disk: as a draft, or as a change where they begin something new."""
        if not place.key and not text.strip():
            self._drop(place)
            self._saved()
            return
        self._pending[place] = text
        if not place.key:
            self.settle(place)
            return
        self._undrafted.add(place)
        self._unsettled.discard(place)
        self._write_drafts()

    # -- writing it down ----------------------------------------------------------------------------

    def wrote(self) -> None:
        """Something else reached the disk just now."""
        self._saved()

    def settle(self, place: Place) -> bool:
        """Makes the words at this place a change; true unless the write failed."""
        if place not in self._pending:
            return True
        try:
            written = write_down(self._session, place, self._pending[place], self.asked())
        except FieldworkError as error:
            self._unsettled.add(place)
            self._failed(error)
            return False
        self._drop(place)
        self._saved()
        if not place.key:
            self.begun.emit(place.kind, next(iter(written.registers)).entity_id)
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

    def _drop(self, place: Place) -> None:
        self._pending.pop(place, None)
        self._undrafted.discard(place)
        self._unsettled.discard(place)

    def _write_drafts(self) -> bool:
        """Writes every draft that is due. The first that fails leaves the rest for later."""
        try:
            for place in list(self._undrafted):
                keep_draft(self._session, place, self._pending[place])
                self._undrafted.discard(place)
        except FieldworkError as error:
            self._failed(error)
            return False
        self._saved()
        return True

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


def keep_draft(session: Session, place: Place, text: str) -> None:
    """Writes words that are still being typed to the disk."""
    if place.kind == "answer":
        session.reader_for(place.ref).draft(place.ref, QuestionId(place.key), place.field, text)
    else:
        session.inspection.draft(session.author, place.kind, place.key, place.field, text)


def write_down(session: Session, place: Place, words: str, asked: str = "") -> Written:
    """Makes words a change, and of the first words of a concern or example a new one; an example is
    about the question that is `asked`.
    """
    ref, kind, key, field = place
    inspection, author = session.inspection, session.author
    if kind == "answer":
        reader = session.reader_for(ref)
        write = {"note": reader.note, "reason": reader.reason, "value": reader.answer_in_words}[field]
        return write(ref, QuestionId(key), words)
    if kind == "concern":
        if key:
            return concerns.write(inspection, author, key, field, words)
        made = concerns.raise_concern(inspection, author, Concern("", ref, words)).id
    else:
        if key:
            return examples.keep(inspection, author, key, words)
        made = examples.add(inspection, author, Example("", ref, asked, "good", words)).id
    return Written(frozenset({Register(kind, made, "case")}))


def why(error: FieldworkError) -> str:
    """A few words for a small mark: what stands before the first comma, without its full stop."""
    words = str(error).split(",")[0].split(" (")[0].rstrip(".")
    return words[:1].lower() + words[1:]
