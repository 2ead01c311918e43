"""Encrypted copies of an inspection file: by hand, rolling beside it, and back again."""

import hashlib
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from fieldwork.errors import Refused
from fieldwork.inspection import store
from fieldwork.inspection.errors import CannotWrite, file_fault
from fieldwork.inspection.file import SUFFIX, Inspection
from fieldwork.inspection.lock import WriterLock
from fieldwork.inspection.sqlcipher import Key

#: The file beside an inspection's that holds its key, sealed to the team's recovery key.
RECOVERY_SUFFIX = ".fieldwork-recovery"
#: The newest copies are all kept, then one a day.
KEEP_NEWEST = 8
KEEP_DAYS = 14
_STAMP = "%Y-%m-%d %H.%M.%S"
_REPLACED = " replaced"
#: What SQLite may have lying beside a file.
ENDINGS = ("", "-wal", "-shm")


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
        copy_into(inspection.store, part)
        digest = settle(part, destination)
        _copy_sidecar(inspection.path, destination.parent)
    except OSError as error:
        raise file_fault(error, f"the copy {destination.name}") from error
    except CannotWrite as error:
        raise CannotWrite(
            f"The copy {destination.name} could not be written.",
            "Check that the folder exists and that you may write to it.",
        ) from error
    finally:
        with suppress(OSError):
            part.unlink()
    return Copy(destination, digest)


def _copy_sidecar(path: Path, folder: Path) -> None:
    """What opens the file with the team's recovery key opens its copies as well, so it goes with them."""
    beside = sidecar_of(path)
    # Rolling copies lie in a folder beside the file, and so beside it already.
    if beside.exists() and folder.absolute() not in (path.absolute().parent, folder_of(path).absolute()):
        (folder / beside.name).write_bytes(beside.read_bytes())


def copy_into(held: store.Store, part: Path) -> None:
    """Copies what a store sees. One opened for reading may do so too: only the copy is written."""
    held.execute("PRAGMA query_only = OFF")
    try:
        held.execute("VACUUM INTO ?", (str(part),))
    finally:
        if not held.writing:
            held.execute("PRAGMA query_only = ON")


def folder_of(path: Path) -> Path:
    """Where the rolling copies of a file are."""
    return path.with_name(f"{path.stem} backups")


def rolling(inspection: Inspection, now: datetime, every: timedelta = timedelta(minutes=15)) -> Copy | None:
    """A copy beside the file, when the file changed since the last one and that is long enough ago."""
    reached = str(inspection.journal.size())
    if inspection.store.setting("backed up to") == reached:
        return None
    last = inspection.store.setting("backed up at")
    if last and abs(now - datetime.fromisoformat(last)) < every:  # a clock set back must not stop them
        return None
    copy = backup(inspection, _free_name(inspection.path, now))
    with inspection.store.transaction():
        inspection.store.set_setting("backed up to", reached)
        inspection.store.set_setting("backed up at", now.isoformat())
    _thin(inspection.path, copy.path, now)
    return copy


def copies(path: Path) -> list[Path]:
    """The rolling copies of a file and the files that a restored copy replaced, newest first."""
    folder = folder_of(path)
    held = folder.iterdir() if folder.is_dir() else ()
    found = [p for p in held if p.name.startswith(f"{path.stem} ") and p.name.endswith(SUFFIX)]
    return sorted(found, key=lambda p: p.name, reverse=True)


def _free_name(path: Path, now: datetime, what: str = "") -> Path:
    """A name for a copy that is made now; several in one second are numbered."""
    folder, name = folder_of(path), f"{path.stem} {now.strftime(_STAMP)}"
    names = (f"{name}{extra}{what}{SUFFIX}" for extra in ("", *(f" ({n})" for n in range(2, 1000))))
    return next(folder / name for name in names if not (folder / name).exists())


def _thin(path: Path, latest: Path, now: datetime) -> None:
    """Keeps the newest copies and the last of each day; older ones go. Files that a restored copy
    replaced are nobody's copy, and stay.
    """
    seen: set[str] = set()
    rolled = [copy for copy in copies(path) if not copy.name.endswith(_REPLACED + SUFFIX)]
    for number, copy in enumerate(rolled):
        day = copy.name[len(path.stem) + 1 :][:10]
        if number >= KEEP_NEWEST and (day in seen or len(seen) >= KEEP_DAYS) and copy != latest:
            copy.unlink(missing_ok=True)
        seen.add(day)
    for part in folder_of(path).glob(".*.part"):  # of copies that a crash cut short
        if datetime.fromtimestamp(part.stat().st_mtime, now.tzinfo) < now - timedelta(days=1):
            part.unlink(missing_ok=True)


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
        _copy_out(copy, part)
        opened = store.open_existing(part, Key.of_file(passphrase, part), writing=True)
        with opened.transaction():
            opened.set_setting("place", "")
        opened.close()
        kept = keep(destination, now)
        try:
            digest = settle(part, destination)
        except OSError:
            move(kept, destination)
            raise
    except OSError as error:
        raise file_fault(error, f"the file {destination.name}") from error
    finally:
        for ending in ENDINGS:
            with suppress(OSError):
                part.with_name(part.name + ending).unlink()
        lock.release()
    return Copy(destination, digest)


def _copy_out(copy: Path, part: Path) -> None:
    """Copies a file, with a write-ahead log that a crash may have left beside it."""
    part.write_bytes(copy.read_bytes())
    log = copy.with_name(f"{copy.name}-wal")
    if log.exists():
        part.with_name(f"{part.name}-wal").write_bytes(log.read_bytes())


def keep(path: Path, now: datetime) -> Path:
    """Moves a file, where there is one, out of the way; returns the name that it is kept under."""
    kept = _free_name(path, now, _REPLACED)
    if path.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        move(path, kept)
    return kept


def move(path: Path, to: Path) -> None:
    """Gives a file, with whatever hangs on it, another name."""
    for ending in ENDINGS:
        source = path.with_name(path.name + ending)
        if source.exists():
            source.replace(to.with_name(to.name + ending))


def settle(part: Path, destination: Path) -> str:
    """Makes a finished part durable under its real name; returns its SHA-256."""
    with part.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        os.fsync(file.fileno())
    part.replace(destination)
    return digest


def sidecar_of(path: Path) -> Path:
    """The file beside an inspection's that holds its key, sealed to the team's recovery key."""
    return path.with_name(f"{path.stem}{RECOVERY_SUFFIX}")
