"""Another passphrase for a file: the old one is lost, or is to be forgotten."""

import secrets
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from fieldwork.errors import Refused
from fieldwork.inspection import backups, store
from fieldwork.inspection.errors import database_errors, file_fault
from fieldwork.inspection.lock import WriterLock
from fieldwork.inspection.sqlcipher import Key, rekey


def change(path: Path, key: Key, passphrase: str, now: datetime) -> Key:
    """Has a file open with this passphrase from now on; returns its new key.

    A copy is encrypted anew, proved, and then takes the file's place; the file as it was is kept among the
    rolling backups, and opens as it did before. Refuses an empty passphrase and a file that is open.
    """
    if not passphrase:
        raise Refused("An inspection file needs a passphrase.", advice="Choose a passphrase.")
    lock = WriterLock(path)
    lock.take()
    part = path.with_name(f".{secrets.token_hex(8)}.part")
    other = Key.fresh(passphrase)
    try:
        _copy(path, key, part)
        with database_errors():
            rekey(part, key, other)
        store.open_existing(part, other, writing=False).close()
        kept = backups.keep(path, now)
        try:
            backups.settle(part, path)
        except OSError:
            backups.move(kept, path)
            raise
    except OSError as error:
        raise file_fault(error, f"the file {path.name}") from error
    finally:
        for ending in backups.ENDINGS:
            with suppress(OSError):
                part.with_name(part.name + ending).unlink()
        lock.release()
    return other


def _copy(path: Path, key: Key, part: Path) -> None:
    opened = store.open_existing(path, key, writing=True)
    try:
        backups.copy_into(opened, part)
    finally:
        opened.close()
