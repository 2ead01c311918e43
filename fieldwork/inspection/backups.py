"""Encrypted copies of an inspection file: by hand, rolling beside it, and back again."""

import hashlib
import os
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from fieldwork.errors import Refused
from fieldwork.inspection import store
from fieldwork.inspection.errors import file_fault
from fieldwork.inspection.file import SUFFIX, Inspection
from fieldwork.inspection.lock import WriterLock
from fieldwork.inspection.sqlcipher import Key

#: The newest copies are all kept, then one a day.
KEEP_NEWEST = 8
KEEP_DAYS = 14
_STAMP = "%Y-%m-%d %H.%M.%S"


@dataclass(frozen=True, slots=True)
class Copy:
    """A finished copy, with the SHA-256 of its bytes in hex."""

    path: Path
    sha256: str


def backup(inspection: Inspection, destination: Path) -> Copy:
    """A consistent copy while the file is open and in use, encrypted with the same passphrase.

    Refuses to replace a file. The copy appears under its name only when it is whole.
    """
    if destination.is_dir():
        destination = destination / inspection.path.name
    if destination.exists():
        raise Refused(
            f"There is already a file named {destination.name}.", advice="Choose another name or folder."
        )
    part = destination.with_name(f".{secrets.token_hex(8)}.part")
    try:
        destination.parent.mkdir(parents=True, exist_ok=True)
        inspection.store.execute("VACUUM INTO ?", (str(part),))
        digest = _settle(part, destination)
    except OSError as error:
        raise file_fault(error, f"the copy {destination.name}") from error
    finally:
        part.unlink(missing_ok=True)
    return Copy(destination, digest)


def folder_of(path: Path) -> Path:
    """Where the rolling copies of a file are."""
    return path.with_name(f"{path.stem} backups")


def rolling(inspection: Inspection, now: datetime, every: timedelta = timedelta(minutes=15)) -> Copy | None:
    """A copy beside the file, when the file changed since the last one and that is long enough ago."""
    latest = inspection.journal.last_stamp()
    if inspection.store.setting("backed up to") == latest:
        return None
    last = inspection.store.setting("backed up at")
    if last and now - datetime.fromisoformat(last) < every:
        return None
    folder = folder_of(inspection.path)
    copy = backup(inspection, folder / f"{inspection.path.stem} {now.strftime(_STAMP)}{SUFFIX}")
    with inspection.store.transaction():
        inspection.store.set_setting("backed up to", latest)
        inspection.store.set_setting("backed up at", now.isoformat())
    _thin(folder, inspection.path.stem)
    return copy


def copies(path: Path) -> list[Path]:
    """The rolling copies of a file, newest first."""
    return sorted(folder_of(path).glob(f"{path.stem} *{SUFFIX}"), key=lambda p: p.name, reverse=True)


def _thin(folder: Path, stem: str) -> None:
    """Keeps the newest copies and the last of each day; older ones go."""
    seen: set[str] = set()
    found = sorted(folder.glob(f"{stem} *{SUFFIX}"), key=lambda p: p.name, reverse=True)
    for number, path in enumerate(found):
        day = path.name[len(stem) + 1 :][:10]
        if number >= KEEP_NEWEST and (day in seen or len(seen) >= KEEP_DAYS):
            path.unlink(missing_ok=True)
        seen.add(day)


def restore(copy: Path, destination: Path, passphrase: str, now: datetime) -> Copy:
    """Puts a copy in the place of a file, after proving that it opens and is whole.

    A file that stands there is kept among the rolling backups. The restored file is a new
    device, so that work done since on the old one never mixes into its chain.
    """
    store.check_looks_right(copy)
    lock = WriterLock(destination)
    lock.take()
    part = destination.with_name(f".{secrets.token_hex(8)}.part")
    try:
        part.write_bytes(copy.read_bytes())
        opened = store.open_existing(part, Key.of_file(passphrase, part), writing=True)
        with opened.transaction():
            opened.set_setting("place", "")
        opened.close()
        if destination.exists():
            kept = folder_of(destination) / f"{destination.stem} {now.strftime(_STAMP)}{SUFFIX}"
            kept.parent.mkdir(parents=True, exist_ok=True)
            _keep(destination, kept)
        digest = _settle(part, destination)
    except OSError as error:
        raise file_fault(error, f"the file {destination.name}") from error
    finally:
        for leftover in (part, part.with_name(part.name + "-wal"), part.with_name(part.name + "-shm")):
            leftover.unlink(missing_ok=True)
        lock.release()
    return Copy(destination, digest)


def _keep(path: Path, kept: Path) -> None:
    """Moves a file, with a write-ahead log that a crash may have left, out of the way."""
    for ending in ("", "-wal", "-shm"):
        source = path.with_name(path.name + ending)
        if source.exists():
            source.replace(kept.with_name(kept.name + ending))


def _settle(part: Path, destination: Path) -> str:
    """Makes a finished part durable under its real name; returns its SHA-256."""
    with part.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        os.fsync(file.fileno())
    part.replace(destination)
    return digest
