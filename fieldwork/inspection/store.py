"""One encrypted database: its connection, transactions and schema. SQL goes through here."""

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from fieldwork.errors import Refused
from fieldwork.inspection import handles, schema
from fieldwork.inspection.errors import (
    CannotOpen,
    DamagedFile,
    NotAnInspection,
    WrongPassphrase,
    database_errors,
    file_fault,
)
from fieldwork.inspection.lock import WriterLock
from fieldwork.inspection.sqlcipher import Database, DatabaseError, Key, connect, in_memory, keep_a_log

_PAGE = 4096
_LOOK_AGAIN = 5
_OTHER_KINDS = {b"SQLite format 3\x00": "an unencrypted database", b"PK\x03\x04": "a workbook or an archive"}


class Store:
    """An open encrypted database. Belongs to the thread that made it; `again()` makes one for another.

    Attributes: `db` is the sqlite-utils database; `key` opens further connections.
    """

    def __init__(self, path: Path, key: Key, *, writing: bool) -> None:
        self.path = path
        self.key = key
        self.writing = writing
        self._rollbacks = 0
        try:
            self._file: handles.FileId | None = handles.opened(path)
        except OSError as error:
            raise file_fault(error, f"the file {path.name}") from error
        try:
            with database_errors():
                self.db: Database = connect(path, key, writing=writing)
        except BaseException:
            handles.closed(self._file)
            raise

    @classmethod
    def blank(cls) -> "Store":
        """A store in memory, for tables without contents."""
        made = cls.__new__(cls)
        made.path, made.writing, made._rollbacks, made._file = Path(":memory:"), True, 0, None
        made.db = in_memory()
        return made

    @classmethod
    def unlocked(cls, path: Path, key: Key, *, writing: bool) -> "Store":
        """A file opened with nothing proved but its key. Raises `WrongPassphrase`, `DamagedFile`."""
        try:
            return cls(path, key, writing=writing)
        except DamagedFile as error:
            if "malformed" in str(error.__cause__):  # the key opens the first page: it is the right one
                raise _damaged(path) from error
            why = "the passphrase is wrong, or the start of the file is damaged"
            raise WrongPassphrase(
                f"{path.name} could not be opened: {why}.",
                advice="Try the passphrase again. If you are sure of it, restore the latest backup.",
            ) from error

    def again(self) -> "Store":
        """A further connection to the same file, for the calling thread."""
        return Store(self.path, self.key, writing=self.writing)

    def close(self) -> None:
        """Folds the write-ahead log into the file and closes the connection. May be called twice.

        Where there is no room to fold it, the log stays beside the file, and nothing is lost.
        """
        if self._file is None:
            return
        try:
            if self.writing:
                with suppress(DatabaseError):
                    self.db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            self.let_go()

    @property
    def is_open(self) -> bool:
        return self._file is not None

    def let_go(self) -> None:
        """Closes the connection as it is."""
        self.db.close()
        if self._file is not None:
            handles.closed(self._file)
        self._file = None

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; the write reaches the disk before this returns. Nests as a savepoint."""
        if not self.writing:
            raise Refused(
                f"{self.path.name} was opened for looking only, so nothing can be changed in it.",
                advice="Open it for writing first.",
            )
        with database_errors():
            try:
                if self.db.conn.in_transaction:
                    with self.db.atomic():
                        yield
                else:
                    with self._outermost():
                        yield
            except BaseException:
                self._rollbacks += 1
                raise

    @contextmanager
    def _outermost(self) -> Iterator[None]:
        self.db.conn.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.db.conn.execute("COMMIT")
        except BaseException:
            if self.db.conn.in_transaction:
                self.db.conn.execute("ROLLBACK")
            raise

    def version(self) -> tuple[int, int]:
        """Changes whenever what was read before may no longer hold: another connection has written,
        or a write of this one was taken back.
        """
        row = self.row("PRAGMA data_version")
        return (int(row[0]) if row else 0, self._rollbacks)

    def execute(self, sql: str, values: Sequence[Any] = ()) -> None:
        """One statement without rows."""
        with database_errors():
            self.db.conn.execute(sql, values)

    def insert(self, sql: str, values: Sequence[Any]) -> int:
        """One statement that inserts a row; returns the row's number."""
        with database_errors():
            return int(self.db.conn.execute(sql, values).lastrowid or 0)

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> int:
        """One statement for many rows; returns how many rows of its table it touched."""
        with database_errors():
            return int(self.db.conn.executemany(sql, rows).rowcount)

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        with database_errors():
            found: list[tuple[Any, ...]] = self.db.conn.execute(sql, values).fetchall()
            return found

    def row(self, sql: str, values: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        """The first row of a query, or None."""
        with database_errors():
            found: tuple[Any, ...] | None = self.db.conn.execute(sql, values).fetchone()
            return found

    def setting(self, key: str, default: str = "") -> str:
        """A setting of this copy of the file; settings are not part of the journal."""
        row = self.row("SELECT value FROM setting WHERE key = ?", (key,))
        return row[0] if row else default

    def set_setting(self, key: str, value: str) -> None:
        self.execute(
            "INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)",
            (key, value),
        )

    def faults(self) -> list[str]:
        """What SQLCipher's seals and SQLite's own check find wrong with the file; empty when sound.

        The seals are read past SQLite's locks: a page that another process is just writing may look
        torn, so only a fault that is found again is one.
        """
        found = self._faults()
        for _ in range(0 if self.writing else _LOOK_AGAIN):
            if not found:
                break
            time.sleep(0.1)
            found = self._faults()
        return found

    def _faults(self) -> list[str]:
        try:
            found = [str(row[0]) for row in self.db.conn.execute("PRAGMA cipher_integrity_check")]
            found += [str(r[0]) for r in self.db.conn.execute("PRAGMA quick_check") if r[0] != "ok"]
        except DatabaseError as error:
            return [str(error)]
        return found


def create(path: Path, passphrase: str) -> Store:
    """A new encrypted file with the current schema, to be filled and finished. Refuses to replace one."""
    if not passphrase:
        raise CannotOpen("An inspection file needs a passphrase.", advice="Choose a passphrase.")
    try:
        path.open("xb").close()
    except FileExistsError as error:
        sentence = f"There is already a file named {path.name}."
        raise CannotOpen(sentence, advice="Choose another name or folder.") from error
    except OSError as error:
        raise file_fault(error, f"the file {path.name}") from error
    try:
        store = Store(path, Key.fresh(passphrase), writing=True)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    try:
        with database_errors():
            keep_a_log(store.db.conn)
        schema.migrate(store)
    except BaseException:
        discard(store)
        raise
    return store


def discard(store: Store) -> None:
    """Closes a file that could not be finished and removes it."""
    store.let_go()
    for ending in ("", "-wal", "-shm"):
        store.path.with_name(store.path.name + ending).unlink(missing_ok=True)


def open_existing(path: Path, key: Key, *, writing: bool) -> Store:
    """Opens a file and proves that it is whole and ours, before anything is done with it."""
    store = Store.unlocked(path, key, writing=writing)
    try:
        schema.check_ours(store)
        if store.faults():
            raise _damaged(path)
        if writing:
            with database_errors():
                keep_a_log(store.db.conn)
        schema.migrate(store)
        older = schema.version(store) < len(schema.MIGRATIONS)
    except BaseException:
        store.let_go()
        raise
    if older:
        store.let_go()
        _bring_up_to_date(path, key)
        return open_existing(path, key, writing=writing)
    return store


def _bring_up_to_date(path: Path, key: Key) -> None:
    """Runs the migrations that a file lacks, which opening it to look at would not do."""
    lock = WriterLock(path)
    lock.take()
    try:
        open_existing(path, key, writing=True).close()
    finally:
        lock.release()


def _damaged(path: Path) -> DamagedFile:
    return DamagedFile(
        f"{path.name} is damaged: part of it was changed or lost after it was saved.",
        advice="Nothing was changed. Restore the latest backup from the folder of backups beside it.",
    )


def check_looks_right(path: Path) -> None:
    """Refuses what cannot be an inspection file, before a passphrase is asked for."""
    try:
        size = path.stat().st_size
        start = handles.first_bytes(path, 16)
    except FileNotFoundError as error:
        raise CannotOpen(f"There is no file {path.name}.", advice="Check the name and the folder.") from error
    except OSError as error:
        sentence = f"{path.name} could not be read ({error.strerror or error})."
        raise CannotOpen(sentence, advice="Check that it is a file and that you may read it.") from error
    kind = next((words for magic, words in _OTHER_KINDS.items() if start.startswith(magic)), None)
    if kind or size == 0:
        raise NotAnInspection(
            f"{path.name} is not an inspection file: it is {kind or 'empty'}.",
            advice="Choose a file whose name ends in .fieldwork.",
        )
    if size < _PAGE or size % _PAGE:
        raise DamagedFile(
            f"{path.name} is damaged: it was cut short, or it is not an inspection file.",
            advice="Restore the latest backup from the folder of backups beside it.",
        )
