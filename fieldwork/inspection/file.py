"""One inspection as one encrypted file: making, opening, editing, closing it."""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from fieldwork.errors import Refused
from fieldwork.inspection import clock, machine, presence, retention, schema, store
from fieldwork.inspection.changes import Change, Edit, Register, Written, new_id
from fieldwork.inspection.drafts import Draft, Drafts
from fieldwork.inspection.errors import InUse
from fieldwork.inspection.journal import Journal
from fieldwork.inspection.lock import WriterLock
from fieldwork.inspection.projection import case_of
from fieldwork.inspection.projections import Projections
from fieldwork.inspection.registers import Registers
from fieldwork.inspection.setting_up import NOBODY, THE_INSPECTION, set_up
from fieldwork.inspection.sqlcipher import Key
from fieldwork.inspection.standing import Standing
from fieldwork.programme import loader
from fieldwork.programme.model import Programme

SUFFIX = ".fieldwork"
#: What the programme of a file hangs on, besides its source.
_READ_WITH = {Register("inspection", THE_INSPECTION, field) for field in ("programme", "edition")}


class Inspection(Registers):
    """An open inspection file. Belongs to the thread that opened it; `again()` makes one for another.

    Attributes: `path`; `store` and `journal` for this room's and other rooms' query modules;
    `standing` for who may write what; `programme` as this file was set up to be read with.
    """

    def __init__(
        self, path: Path, opened: store.Store, lock: WriterLock | None, now: clock.WallClock, device: str
    ) -> None:
        self.path = path
        self.store = opened
        self.journal = Journal(opened, device, now)
        self.projections = Projections(opened, self.journal)
        self.standing = Standing(self)
        self._drafts = Drafts(opened)
        self._lock = lock
        self._now = now
        self._programme: Programme | None = None
        self._programme_version = (-1, -1)

    # -- opening and closing --------------------------------------------------------------------

    @classmethod
    def create(
        cls,
        path: Path,
        passphrase: str,
        *,
        programme: Programme,
        title: str,
        provider: str,
        starts: date,
        ends: date,
        now: clock.WallClock = clock.wall_clock,
    ) -> Self:
        """Makes a new inspection file. Refuses an existing name, an empty passphrase, wrong dates."""
        if ends < starts:
            raise Refused("The inspection ends before it starts.", advice="Change one of the two dates.")
        if not title.strip():
            raise Refused("The inspection needs a title.", advice="Give it one, such as Northumbria 2019.")

        def fill(made: "Inspection") -> None:
            made._programme = programme
            set_up(made, programme, title.strip(), provider.strip(), starts, ends)

        return cls.made(path, passphrase, fill, now)

    @classmethod
    def made(
        cls,
        path: Path,
        passphrase: str,
        fill: Callable[["Inspection"], None],
        now: clock.WallClock = clock.wall_clock,
    ) -> Self:
        """A new file with what `fill` writes into it; where that raises, no file is left behind."""
        lock = WriterLock(path)
        lock.take()
        try:
            made = cls(path, store.create(path, passphrase), lock, now, new_id())
        except BaseException:
            lock.release()
            raise
        try:
            with made.store.transaction():
                fill(made)
                presence.note(made.store)
                schema.finish(made.store)
        except BaseException:
            store.discard(made.store)
            lock.release()
            raise
        return made

    @classmethod
    def open(
        cls, path: Path, passphrase: str, *, writing: bool = True, now: clock.WallClock = clock.wall_clock
    ) -> Self:
        """Opens a file. Raises `CannotOpen` with one clear sentence; then the file is as it was."""
        return cls.open_with(cls.key_of(path, passphrase), path, writing=writing, now=now)

    @staticmethod
    def key_of(path: Path, passphrase: str) -> Key:
        """The key that this passphrase gives, which takes a third of a second and may be done in another
        thread; whether it is the right one shows when the file is opened. Raises `CannotOpen`.
        """
        store.check_looks_right(path)
        return Key.of_file(passphrase, path)

    @classmethod
    def open_with(
        cls, key: Key, path: Path, *, writing: bool = True, now: clock.WallClock = clock.wall_clock
    ) -> Self:
        """The same with a key that was derived before."""
        lock = WriterLock(path) if writing else None
        if lock:
            try:
                lock.take()
            except InUse as error:
                raise cls._who_has_it(path, key, now, error) from error
        try:
            opened = store.open_existing(path, key, writing=writing)
        except BaseException:
            if lock:
                lock.release()
            raise
        found = cls(path, opened, lock, now, opened.setting("device"))
        try:
            if writing:
                found._settle_in()
        except BaseException:
            found.close()
            raise
        return found

    @classmethod
    def _who_has_it(cls, path: Path, key: Key, now: clock.WallClock, error: InUse) -> InUse:
        """The same refusal, saying who has the file; told only to someone with the passphrase."""
        with cls.open_with(key, path, writing=False, now=now) as reader:
            return presence.named(reader.store, error)

    def _settle_in(self) -> None:
        """A file in a new place, or put back to an earlier state there, is a new device: two copies
        never share a chain.
        """
        place = machine.place_of(self.path)
        with self.store.transaction():
            put_back = self.journal.length() < machine.reached(self.journal.device)
            if put_back or self.store.setting("place") != place:
                self.journal.device = new_id()
                self.store.set_setting("device", self.journal.device)
                self.store.set_setting("place", place)
            presence.note(self.store)
            self.recover_drafts()

    def again(self) -> "Inspection":
        """The same file through a connection of its own, for the calling thread."""
        return Inspection(self.path, self.store.again(), None, self._now, self.journal.device)

    def close(self) -> None:
        """Writes everything into the one file and lets go of it. May be called twice."""
        try:
            if self._lock and self.store.is_open:
                machine.note_reached(self.journal.device, self.journal.length())
                retention.remember(self)
            self.store.close()
        finally:
            if self._lock:
                self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -- what it is -----------------------------------------------------------------------------

    @property
    def programme(self) -> Programme:
        """The programme as recorded in the file, not as the program ships it today."""
        version = self.store.version()
        held = self._programme
        if held is None or version != self._programme_version:
            held = self._programme = self._as_recorded(held)
            self._programme_version = version
        return held

    def _as_recorded(self, held: Programme | None) -> Programme:
        """The programme that the file records; the one `held` where it still is that one."""
        record = self.record("inspection", THE_INSPECTION)
        name, edition = str(record["programme"]), str(record["edition"])
        source = str(self.value("programme", name, "source"))
        if held is not None and (held.source, held.edition.id) == (source, edition):
            return held
        return loader.load(source, f"{name}.toml", edition)

    def now(self) -> datetime:
        """The time by this laptop's clock."""
        return self._now()

    # -- writing --------------------------------------------------------------------------------

    @contextmanager
    def edit(self, author: str, label: str, kind: str = "edit") -> Iterator[Edit]:
        """One intention of a person: everything set inside is written whole, durably, at the end.

        `edit.written` then says what was touched. Nothing is written if the body raises. Steps of the
        kind `edit` can be undone; another word is for what nobody did on purpose.
        """
        edit = Edit()
        yield edit
        self.standing.guard(author or NOBODY, edit.values)
        with self.store.transaction():
            edit.written = self.write(author, label, edit.values, kind)

    def write(
        self,
        author: str,
        label: str,
        values: Mapping[Register, Any],
        kind: str = "edit",
        target: int | None = None,
    ) -> Written:
        """The same inside a transaction of the caller's; `target` is the step that this one reverses."""
        self._drafts.drop(values.keys())
        made = self.journal.append(author or NOBODY, values)
        if not made:
            return Written(frozenset())
        step = self.store.insert(
            "INSERT INTO step (device, first, last, author, label, kind, target) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (self.journal.device, made[0].seq, made[-1].seq, author, label, kind, target),
        )
        touched = frozenset(c.register for c in made)
        self.standing.forget(touched)
        self._project(touched)
        return Written(touched, str(step))

    def merge(self, changes: Collection[Change], received: str) -> list[Change]:
        """The union with another copy's changes, whole or not at all; returns the new ones.

        Words still being typed are written first: their author has not seen what comes in.
        """
        with self.store.transaction():
            self.recover_drafts()
            fresh = self.journal.take_in(changes, received)
            self.standing.forget(fresh.registers)
            self._project(fresh.registers)
        return fresh.changes

    def reproject(self, touched: Collection[Register]) -> None:
        """The tables after heads were set otherwise than by a write or merge, in the caller's transaction."""
        self.standing.forget(touched)
        self.projections.clear({ref for register in touched if (ref := case_of(register))})
        self._project(touched)

    def _project(self, touched: Collection[Register]) -> None:
        """Brings the tables up to date; with another programme or edition, those of every case."""
        if any(r.entity == "programme" or r in _READ_WITH for r in touched):
            self._programme = None
            self.projections.update_all(self.programme)
        else:
            self.projections.update(self.programme, touched)

    # -- drafts: words still being typed ----------------------------------------------------------

    def draft(self, author: str, entity: str, entity_id: str, field: str, value: str) -> None:
        """Keeps words on the disk while they are being typed, without an entry for every pause."""
        self._drafts.keep(Draft(Register(entity, entity_id, field), value, author), self._now())

    def settle_draft(self, author: str, label: str, register: Register, value: Any) -> Written:
        """Makes the words a change and drops their draft, in one write."""
        self.standing.guard(author or NOBODY, (register,))
        with self.store.transaction():
            return self.write(author, label, {register: value})

    def recover_drafts(self) -> list[Register]:
        """Makes changes of the drafts that a crash or power cut left; returns what was recovered.

        Words that their author may not write any more stay drafts.
        """
        found = [d for d in self._drafts.waiting() if not self.standing.fault(d.author, (d.register,))]
        for draft in found:
            words = draft.text if draft.text.strip() else None
            self.settle_draft(draft.author, "Recovered after an interruption", draft.register, words)
        return [draft.register for draft in found]
