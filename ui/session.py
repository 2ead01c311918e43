"""The open inspection and who is using it: what every screen is given."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from fieldwork import wording
from fieldwork.errors import FieldworkError
from fieldwork.inspection import queries, seconds
from fieldwork.inspection.changes import Register, Written
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import Person, PersonId
from fieldwork.inspection.setting_up import NOBODY
from fieldwork.inspection.sqlcipher import Key
from fieldwork.inspection.undo import Undone, redo, undo
from fieldwork.reading.second import SecondReader
from fieldwork.reading.service import Reader, saved_at


class NotWritten(FieldworkError):
    """Something typed could not be written down, so the file was not closed."""


class Session(QObject):
    """One inspection at a time, opened, locked and closed; it lives in the main thread.

    `changed` carries the `Written` of every write; receivers read again. `about_to_close` comes while
    the file is still open: whoever holds words that are being typed writes them down before returning
    from its slot, or says with `hold` that it could not. `closing` comes after that, when nothing
    stands in the way any more, for work on the file to end. `said` is one sentence about what was just
    done; `failed` carries a `FieldworkError` of a write that did not reach the disk.
    """

    opened = Signal()
    changed = Signal(object)
    about_to_close = Signal()
    closing = Signal()
    closed = Signal()
    locked = Signal()
    user_changed = Signal()
    said = Signal(str)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._inspection: Inspection | None = None
        self._reader: Reader | None = None
        self._user: Person | None = None
        self._locked: Path | None = None
        self._held = ""
        self._seconds: dict[str, bool] = {}

    # -- what is open -----------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Whether a file is open now; a locked one is not."""
        return self._inspection is not None

    @property
    def locked_path(self) -> Path | None:
        """The file that waits behind the lock screen, or None."""
        return self._locked

    @property
    def inspection(self) -> Inspection:
        """The open inspection. Asking while none is open is a mistake of the program."""
        if self._inspection is None:
            raise RuntimeError("no inspection is open")
        return self._inspection

    @property
    def reader(self) -> Reader:
        """Reads cases on behalf of whoever uses this copy."""
        if self._reader is None:
            raise RuntimeError("no inspection is open")
        return self._reader

    def reader_for(self, ref: str) -> Reader | SecondReader:
        """Who reads this: a case or record, or a second reading by its id."""
        if ref not in self._seconds:  # what a reference names never changes
            self._seconds[ref] = bool(ref and self.inspection.value(seconds.SECOND, ref, "case"))
        return SecondReader(self.inspection, self.author) if self._seconds[ref] else self.reader

    @property
    def user(self) -> Person | None:
        """Whose copy of the file this is."""
        return self._user

    @property
    def author(self) -> str:
        """The id that changes are recorded under; `nobody` until someone is named."""
        return self._user.id if self._user else NOBODY

    def saved_at(self) -> str:
        """When the file last took a change, written `9:41am`; "" before the first."""
        stamp = saved_at(self.inspection)
        return wording.clock(datetime.fromisoformat(stamp).astimezone()) if stamp else ""

    # -- opening and closing ------------------------------------------------------------------------

    def open(self, path: Path, passphrase: str) -> None:
        """Opens a file in place of the one that is open. Raises `CannotOpen`; then that one stays."""
        self.open_with(path, Inspection.key_of(path, passphrase))

    def open_with(self, path: Path, key: Key) -> None:
        """The same with a key that was derived in another thread.

        The same file again is closed first: a second handle would drop the locks on it.
        """
        if self._inspection is not None and self._inspection.path.resolve() == path.resolve():
            self.close()
        self.adopt(Inspection.open_with(key, path))

    def adopt(self, inspection: Inspection) -> None:
        """Uses an inspection that was opened or made elsewhere in this thread."""
        if self._locked == inspection.path:
            self._locked = None  # unlocked, not left
        self.close()
        self._inspection = inspection
        self._seconds.clear()
        self._find_user()
        self.opened.emit()

    def close(self, *, losing: bool = False) -> None:
        """Has everything written down and lets go of the file; nothing happens where none is open.

        Raises `NotWritten` where something typed could not be written, unless it may be lost.
        """
        if self._let_go(losing=losing) or self._locked:
            self._locked = None
            self.closed.emit()

    def lock(self) -> None:
        """Closes the file entirely, so that its key is forgotten, and waits for the passphrase.

        Raises `NotWritten`, and stays open, where something typed could not be written.
        """
        path = self._let_go()
        if path is not None:
            self._locked = path
            self.locked.emit()

    def unlock(self, passphrase: str) -> None:
        """Opens the locked file again. Raises `CannotOpen`; then it stays locked."""
        if self._locked is not None:
            self.open(self._locked, passphrase)

    def unlock_with(self, key: Key) -> None:
        """The same with a key that was derived in another thread."""
        if self._locked is not None:
            self.open_with(self._locked, key)

    def hold(self, why: str) -> None:
        """Said in a slot of `about_to_close`: words are still typed that could not be written down."""
        self._held = why

    def settle(self) -> None:
        """Has everything that is being typed written down. Raises `NotWritten` where it could not be."""
        self._held = ""
        self.about_to_close.emit()
        if self._held:
            raise NotWritten(self._held, "Leave the window as it is, make room on the disk and try again.")

    def _let_go(self, *, losing: bool = False) -> Path | None:
        """Closes the file and says which one it was."""
        inspection = self._inspection
        if inspection is None:
            return None
        try:
            self.settle()
        except NotWritten:
            if not losing:
                raise
        self.closing.emit()
        self._inspection = self._reader = self._user = None
        inspection.close()
        return inspection.path

    # -- who uses it --------------------------------------------------------------------------------

    def use_as(self, person: PersonId) -> None:
        """Says whose copy this is; what is written from now on is theirs."""
        queries.set_user(self.inspection, person)
        self._find_user()
        self.user_changed.emit()

    def _find_user(self) -> None:
        self._user = queries.user(self.inspection)
        self._reader = Reader(self.inspection, self.author)

    # -- writing ------------------------------------------------------------------------------------

    def done(self, written: Written) -> None:
        """Tells every screen what a write touched; a write that changed nothing is not told."""
        if not written.registers:
            return
        if "person" in written.entities:
            self._find_user()
            self.user_changed.emit()
        self.changed.emit(written)

    def wrote(self, entity: str, entity_id: str) -> None:
        """Tells every screen of something new that was written."""
        self.done(Written(frozenset({Register(entity, entity_id, "")})))

    def fail(self, error: FieldworkError) -> None:
        """Tells the window that a write did not reach the disk."""
        self.failed.emit(error)

    def undo(self) -> None:
        """Takes back the latest thing done in this copy and says what it was."""
        self._take("Undone", "There is nothing to undo.", undo(self.inspection, self.author))

    def redo(self) -> None:
        """Does again what was last undone and says what it was."""
        self._take("Done again", "There is nothing to do again.", redo(self.inspection, self.author))

    def _take(self, what: str, nothing: str, undone: Undone | None) -> None:
        if undone is None:
            self.said.emit(nothing)
            return
        kept = wording.count(undone.kept, "value")
        rest = f" {kept} changed since stayed as they are." if undone.kept else ""
        self.said.emit(f"{what}: {undone.label[:1].lower()}{undone.label[1:]}.{rest}")
        self.done(undone.written)
