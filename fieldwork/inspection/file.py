"""One inspection as one encrypted file: making, opening, editing, closing it."""

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from fieldwork.errors import Refused
from fieldwork.inspection import clock, machine, store
from fieldwork.inspection.changes import Change, Edit, Head, Register, Written, dump, new_id
from fieldwork.inspection.errors import InUse
from fieldwork.inspection.journal import Journal
from fieldwork.inspection.lock import WriterLock
from fieldwork.inspection.projections import Projections
from fieldwork.inspection.records import InspectionInfo
from fieldwork.inspection.setting_up import NOBODY, THE_INSPECTION, set_up
from fieldwork.inspection.sqlcipher import Key
from fieldwork.programme import loader
from fieldwork.programme.model import Programme

SUFFIX = ".fieldwork"


class Inspection:
    """An open inspection file. Belongs to the thread that opened it; `again()` makes one for another.

    Attributes: `path`; `store` and `journal` for this room's and other rooms' query modules;
    `programme` as this file was set up to be read with.
    """

    def __init__(
        self, path: Path, opened: store.Store, lock: WriterLock | None, now: clock.WallClock, device: str
    ) -> None:
        self.path = path
        self.store = opened
        self.journal = Journal(opened, device, now)
        self.projections = Projections(opened, self.journal)
        self._lock = lock
        self._now = now
        self._programme: Programme | None = None

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
        lock = WriterLock(path)
        lock.take()
        try:
            made = cls(path, store.create(path, passphrase), lock, now, new_id())
        except BaseException:
            lock.release()
            raise
        made._programme = programme
        set_up(made, programme, title.strip(), provider.strip(), starts, ends)
        made._note_opening()
        return made

    @classmethod
    def open(
        cls, path: Path, passphrase: str, *, writing: bool = True, now: clock.WallClock = clock.wall_clock
    ) -> Self:
        """Opens a file. Raises `CannotOpen` with one clear sentence; then the file is as it was."""
        store.check_looks_right(path)
        return cls._opened(path, Key.of_file(passphrase, path), writing, now)

    @classmethod
    def _opened(cls, path: Path, key: Key, writing: bool, now: clock.WallClock) -> Self:
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
        if writing:
            found._settle_in()
        return found

    @classmethod
    def _who_has_it(cls, path: Path, key: Key, now: clock.WallClock, error: InUse) -> InUse:
        """The same refusal, saying who has the file; told only to someone with the passphrase."""
        reader = cls._opened(path, key, False, now)
        try:
            who = json.loads(reader.store.setting("opened", "{}"))
        finally:
            reader.close()
        name = who.get("name") or "Someone"
        return InUse(
            f"{path.name} is already open: {name} has it open on {who.get('computer', 'this computer')}.",
            advice=error.advice,
        )

    def _settle_in(self) -> None:
        """A file in a new place is a new device, so that two copies never share a chain."""
        place = machine.place_of(self.path)
        if self.store.setting("place") != place:
            with self.store.transaction():
                self.store.set_setting("device", new_id())
                self.store.set_setting("place", place)
            self.journal.device = self.store.setting("device")
        self._note_opening()
        self.recover_drafts()

    def _note_opening(self) -> None:
        who = self.store.row(
            "SELECT value FROM head WHERE entity = 'person' AND entity_id = ? AND field = 'name'",
            (self.store.setting("user"),),
        )
        name = json.loads(who[0]) if who else ""
        self.store.set_setting("opened", dump({"name": name, "computer": machine.computer()}))

    def again(self) -> "Inspection":
        """The same file through a connection of its own, for the calling thread."""
        return Inspection(self.path, self.store.again(), None, self._now, self.journal.device)

    def close(self) -> None:
        """Writes everything into the one file and lets go of it. May be called twice."""
        try:
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
    def id(self) -> str:
        """The id that all copies of this inspection share."""
        return self.store.setting("inspection")

    @property
    def programme(self) -> Programme:
        """The programme as recorded in the file, not as the program ships it today."""
        if self._programme is None:
            record = self.record("inspection", THE_INSPECTION)
            name = str(record["programme"])
            source = str(self.value("programme", name, "source"))
            self._programme = loader.load(source, f"{name}.toml", str(record["edition"]))
        return self._programme

    def info(self) -> InspectionInfo:
        """Title, provider and dates; the fieldwork days are weekdays unless they were set."""
        record = self.record("inspection", THE_INSPECTION)
        starts, ends = date.fromisoformat(record["starts"]), date.fromisoformat(record["ends"])
        span = (starts + timedelta(n) for n in range((ends - starts).days + 1))
        days = [date.fromisoformat(d) for d in record.get("days") or ()]
        weekdays = tuple(days) or tuple(d for d in span if d.weekday() < 5)
        return InspectionInfo(self.id, record["title"], record["provider"], starts, ends, weekdays)

    # -- reading registers ----------------------------------------------------------------------

    def head(self, entity: str, entity_id: str, field: str) -> Head | None:
        return self.journal.head(Register(entity, entity_id, field))

    def value(self, entity: str, entity_id: str, field: str) -> Any:
        """The current value of one field, or None."""
        head = self.head(entity, entity_id, field)
        return head.value if head else None

    def record(self, entity: str, entity_id: str) -> dict[str, Any]:
        """The fields of one thing; those without a value are left out."""
        found = self.journal.heads(entity, entity_id, entity_id + "\0")
        return {register.field: head.value for register, head in found if head.value is not None}

    def records(self, entity: str) -> dict[str, dict[str, Any]]:
        """Every thing of a kind, by id."""
        found: dict[str, dict[str, Any]] = {}
        for register, head in self.journal.heads(entity):
            if head.value is not None:
                found.setdefault(register.entity_id, {})[register.field] = head.value
        return found

    # -- writing --------------------------------------------------------------------------------

    @contextmanager
    def edit(self, author: str, label: str, kind: str = "edit", target: str = "") -> Iterator[Edit]:
        """One intention of a person: everything set inside is written whole, durably, at the end.

        `edit.written` then says what was touched. Nothing is written if the body raises.
        """
        edit = Edit()
        yield edit
        with self._whole():
            edit.written = self.write(author, label, edit.values, kind, target)

    @contextmanager
    def _whole(self) -> Iterator[None]:
        """A transaction; one that fails leaves nothing behind in memory either."""
        try:
            with self.store.transaction():
                yield
        except BaseException:
            self.projections.forget()
            raise

    def write(
        self, author: str, label: str, values: Mapping[Register, Any], kind: str = "edit", target: str = ""
    ) -> Written:
        """The same inside a transaction of the caller's."""
        step = new_id()
        made = self.journal.append(author or NOBODY, step, values)
        if made:
            self.store.execute(
                "INSERT INTO step (id, at, author, label, kind, target) VALUES (?, ?, ?, ?, ?, ?)",
                (step, made[-1].at, author, label, kind, target),
            )
            self.projections.update(self.programme, [c.register for c in made])
        return Written(frozenset(c.register for c in made), step if made else "")

    def merge(self, changes: Collection[Change], received: str) -> list[Change]:
        """The union with another copy's changes, whole or not at all; returns the new ones."""
        with self._whole():
            fresh = self.journal.merge(list(changes), received)
            self._programme = None
            self.projections.update(self.programme, {c.register for c in fresh})
        return fresh

    # -- drafts: words still being typed ----------------------------------------------------------

    def draft(self, author: str, entity: str, entity_id: str, field: str, value: str) -> None:
        """Keeps words on the disk while they are being typed, without an entry for every pause."""
        with self.store.transaction():
            self.store.execute(
                "INSERT OR REPLACE INTO draft VALUES (?, ?, ?, ?, ?, ?)",
                (entity, entity_id, field, value, author, self._now().isoformat()),
            )

    def settle_draft(self, author: str, label: str, register: Register, value: Any) -> Written:
        """Makes the words a change and drops their draft, in one write."""
        with self._whole():
            written = self.write(author, label, {register: value})
            self.store.execute("DELETE FROM draft WHERE entity = ? AND entity_id = ? AND field = ?", register)
        return written

    def recover_drafts(self) -> list[Register]:
        """Makes changes of the drafts that a crash or power cut left; returns what was recovered."""
        found = []
        for *register, value, author in self.store.rows(
            "SELECT entity, entity_id, field, value, author FROM draft"
        ):
            self.settle_draft(author, "Recovered after an interruption", Register(*register), value)
            found.append(Register(*register))
        return found
