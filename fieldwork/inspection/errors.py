"""What can go wrong with an inspection file, and the translation of the database's own errors."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from fieldwork.errors import Fault, FieldworkError, Refused
from fieldwork.inspection.sqlcipher import DatabaseError, OperationalError


class CannotOpen(Refused):
    """The file is not opened; it is as it was."""


class WrongPassphrase(CannotOpen):
    """The passphrase does not open the file, or its first page is damaged: they look the same."""


class NotAnInspection(CannotOpen):
    """Not a file that Fieldwork made."""


class DamagedFile(CannotOpen):
    """A page of the file fails its seal, or the file was cut short."""


class NewerFile(CannotOpen):
    """The file was last written by a newer version of Fieldwork."""


class InUse(CannotOpen):
    """Someone has the file open for writing."""


class StorageFull(Fault):
    """The disk has no room for the write; what was saved before is safe."""


class CannotWrite(Fault):
    """The disk refused the write; what was saved before is safe."""


@contextmanager
def database_errors() -> Iterator[None]:
    """Turns SQLCipher's exceptions into ours, so that people read a sentence and never SQL."""
    try:
        yield
    except DatabaseError as error:
        raise translated(error) from error


def translated(error: Exception) -> FieldworkError:
    """The error of ours that stands for one of the database's."""
    words = str(error).lower()
    if "full" in words:
        return StorageFull(
            "The disk is full, so the last change could not be saved.",
            "Make room on the disk and try again; everything saved before is safe.",
        )
    if "malformed" in words or "not a database" in words or "file is encrypted" in words:
        return DamagedFile(
            "The inspection file is damaged.",
            advice="Restore the latest backup from the folder of backups beside it.",
        )
    if isinstance(error, OperationalError):
        reason = "another program is writing to it" if "locked" in words else str(error)
        return CannotWrite(
            f"The inspection file could not be read or written ({reason}).",
            "Check that its drive is connected and may be written to, then try again; "
            "everything saved before is safe.",
        )
    return CannotWrite(f"The inspection file could not be changed ({error}).", "Please report this.")


def file_fault(error: OSError, what: str) -> Fault:
    """The fault for a file operation that the operating system refused."""
    if error.errno == errno.ENOSPC:
        return StorageFull(f"The disk is full, so {what} could not be written.", "Make room and try again.")
    return CannotWrite(
        f"{what[:1].upper()}{what[1:]} could not be written ({error.strerror or error}).",
        "Check that the folder exists and that you may write to it.",
    )
