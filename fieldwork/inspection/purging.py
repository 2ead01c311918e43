"""Deleting an inspection from this computer: the file, its copies, what lies beside, and what points to it.

Each file's key is destroyed first: its salt is overwritten, without which the passphrase opens nothing. So
what a disk may keep of the rest, as solid-state disks do, cannot be read.
"""

import os
import re
import secrets
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from fieldwork.inspection import backups, machine, recents, retention
from fieldwork.inspection.errors import file_fault
from fieldwork.inspection.lock import WriterLock

_FIRST_PAGE = 4096
_ENDINGS = ("-wal", "-shm", "-journal")
_PART = re.compile(r"\.[0-9a-f]{16}\.part(-wal|-shm|-journal)?")
_DAY = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Removed:
    """What was deleted: names of files, and folders that are left because they hold something else."""

    files: tuple[str, ...]
    left: tuple[Path, ...]
    recent: bool


def remove(path: Path, devices: tuple[str, ...] = ()) -> Removed:
    """Deletes an inspection's file and everything that this program has put beside it or noted of it.

    `devices` are the ids of its laptops, whose chains' ends are noted here. Raises `InUse` where it is
    open, `Fault` where something cannot be deleted; a second call goes on from there.
    """
    path = path.absolute()
    lock = WriterLock(path)
    lock.take()
    gone: list[str] = []
    try:
        folder = backups.folder_of(path)
        beside = backups.sidecar_of(path)  # with the recovery key it would open what a disk may keep
        for one in (path, beside, *backups.copies(path), *_parts(folder, 0.0), *_parts(path.parent, _DAY)):
            gone += _destroy(one)
        left = () if _rid_of(folder) else (folder,)
    finally:
        lock.release()
    _unnote(path, devices)
    return Removed(tuple(gone), left, recents.forget(path))


def _unnote(path: Path, devices: tuple[str, ...]) -> None:
    """Drops what this person's folder and the temporary one hold of the inspection."""
    path.with_name(f".{path.name}.lock").unlink(missing_ok=True)
    for device in devices:
        (machine.home() / "chains" / device).unlink(missing_ok=True)
    retention.forget(path)
    for folder in Path(tempfile.gettempdir()).glob("fieldwork-*"):  # of receiving that was cut off
        with suppress(OSError):
            if folder.is_dir() and _older(folder, _DAY):
                for package in folder.glob("*.fwpkg"):
                    package.unlink()
                folder.rmdir()


def _destroy(path: Path) -> list[str]:
    """Overwrites a file's first page, where its key's salt is, and deletes it with its logs."""
    gone = []
    try:
        if path.exists():
            with path.open("r+b") as file:
                file.write(secrets.token_bytes(min(_FIRST_PAGE, path.stat().st_size)))
                file.flush()
                os.fsync(file.fileno())
        for one in (path, *(path.with_name(path.name + ending) for ending in _ENDINGS)):
            if one.exists():
                one.unlink()
                gone.append(one.name)
    except OSError as error:
        raise file_fault(error, f"the deletion of {path.name}") from error
    return gone


def _parts(folder: Path, age: float) -> list[Path]:
    """Copies that were cut off; beside the file only old ones, as others may be somebody's at work."""
    if not folder.is_dir():
        return []
    return [p for p in folder.iterdir() if _PART.fullmatch(p.name) and _older(p, age)]


def _older(path: Path, seconds: float) -> bool:
    with suppress(OSError):
        return time.time() - path.stat().st_mtime >= seconds
    return False


def _rid_of(folder: Path) -> bool:
    """Whether a folder is gone now: it is removed where nothing is left in it."""
    with suppress(OSError):
        if folder.is_dir():
            folder.rmdir()
    return not folder.exists()
