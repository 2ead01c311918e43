"""Mending a file: tables that are missing or broken are made again, and refilled from the journal.

The journal is never touched. What belonged to this copy alone and is lost (the list of packages, say)
stays lost; only its table is there again.
"""

from contextlib import suppress
from pathlib import Path

from fieldwork.errors import FieldworkError, Problem
from fieldwork.inspection import checking, clock, pattern, schema
from fieldwork.inspection.errors import DamagedFile
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.lock import WriterLock
from fieldwork.inspection.sqlcipher import DatabaseError, Key
from fieldwork.inspection.store import Store, check_looks_right

#: Without anything in these there is nothing to mend a file from.
_NEEDED = ("change", "setting")


def mend(path: Path, passphrase: str) -> list[Problem]:
    """Makes every table whole and refills those that follow from the journal; returns what was amiss.

    All of it is done or nothing. Raises `CannotOpen` where the passphrase is wrong, a page fails its
    seal, somebody else has the file open, or the journal is not there: then a backup is the way back.
    """
    check_looks_right(path)
    lock = WriterLock(path)
    lock.take()
    try:
        opened = Store.unlocked(path, Key.of_file(passphrase, path), writing=True)
        try:
            return _mended(opened)
        finally:
            opened.close()
    finally:
        lock.release()


def _mended(opened: Store) -> list[Problem]:
    schema.check_ours(opened)
    if opened.faults() or not all(_holds_rows(opened, table) for table in _NEEDED):
        raise DamagedFile(
            f"{opened.path.name} cannot be mended: its journal is damaged or gone.",
            advice="Restore the latest backup, or write out what can be read: fieldwork export FILE --plain.",
        )
    with suppress(FieldworkError):  # a migration that came half-way is made up for below
        schema.migrate(opened)
    with opened.transaction():
        inspection = Inspection(opened.path, opened, None, clock.wall_clock, opened.setting("device"))
        found = pattern.missing(opened) or _differences(inspection)
        pattern.restore(opened)
        checking.rebuild(inspection)
    return found


def _differences(inspection: Inspection) -> list[Problem]:
    try:
        return checking.check_tables(inspection)
    except Exception:
        # Tables may be wrong in ways that nothing which reads them is made for; they are made anew now.
        return [Problem("tables", "they cannot be read")]


def _holds_rows(store: Store, table: str) -> bool:
    with suppress(DatabaseError):
        return store.db.conn.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() is not None
    return False
