"""Packages as files: names that reveal nothing, written whole or not at all."""

import errno
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from fieldwork.errors import Fault
from fieldwork.exchange.refusals import TooLarge
from fieldwork.exchange.seal import PACKAGE_LIMIT

SUFFIX = ".fwpkg"
#: While a package is being written; nothing ever reads a file of this name.
UNFINISHED = ".part"

# Thirty-two letters and digits, without those that are taken for one another: i, l, o and u.
_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_CLOSED = {errno.EACCES, errno.EPERM, errno.EROFS}
_GONE = {errno.ENOENT, errno.ENOTDIR, errno.ENODEV}


class Tray(Protocol):
    """What takes finished packages besides a folder: the outbox of an inspection."""

    def put(self, data: bytes, *, before_it_appears: Callable[[], None]) -> Path:
        """Keeps a package, durably, and returns its name; calls `before_it_appears` as late as it can."""


#: Where a finished package is put.
Destination = Path | Tray


def package_name() -> str:
    """A new file name such as `f3k9-7wqd-x04m.fwpkg`: sixty random bits and no meaning."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))
    return "-".join(groups) + SUFFIX


def _nothing() -> None:
    """Nothing is to be done first."""


def write_package(to: Destination, data: bytes, *, before_it_appears: Callable[[], None] = _nothing) -> Path:
    """Puts a package into an existing folder (or a tray), under a new name, and returns its path.

    The final name appears only once every byte has reached the disk, so whoever watches the folder
    never takes up half a package. `before_it_appears` is called in between; where it raises, no
    package appears. Raises Fault for a folder that is full, closed or gone.
    """
    if not isinstance(to, Path):
        return to.put(data, before_it_appears=before_it_appears)
    folder, target = to, to / package_name()
    partial = target.with_suffix(UNFINISHED)
    try:
        _write_through(partial, data)
        before_it_appears()
        partial.replace(target)
        settle(folder)
    except BaseException as error:
        with suppress(OSError):
            partial.unlink()
        if isinstance(error, OSError):
            raise _write_fault(folder, error) from error
        raise
    return target


def read_package(path: Path) -> bytes:
    """A package's bytes; raises Fault where it cannot be read, TooLarge where it is no sensible size."""
    try:
        with path.open("rb") as file:
            data = file.read(PACKAGE_LIMIT + 1)
    except OSError as error:
        raise Fault(
            f"The package {path.name} could not be read ({error.strerror or error}).",
            "Check that the file is still there and that you may open it, then receive it again.",
        ) from error
    if len(data) > PACKAGE_LIMIT:
        raise TooLarge(f"more than {PACKAGE_LIMIT} bytes", path.name)
    return data


def _write_through(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def settle(folder: Path) -> None:
    """Makes the new name itself durable; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        # Network folders may not offer this; the package itself is already written through.
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:
            raise
    finally:
        os.close(handle)


def _write_fault(folder: Path, error: OSError) -> Fault:
    unharmed = "Nothing is lost: the changes still count as not sent."
    if error.errno in _FULL:
        return Fault(f"There is no room left in {folder}.", f"{unharmed} Make room or choose another folder.")
    if error.errno in _CLOSED:
        return Fault(f"The folder {folder} may not be written to.", f"{unharmed} Choose another folder.")
    if error.errno in _GONE:
        return Fault(
            f"The folder {folder} is not there.", f"{unharmed} Connect the drive or choose another folder."
        )
    return Fault(
        f"The package could not be written to {folder} ({error.strerror or error}).",
        f"{unharmed} Try again or choose another folder.",
    )
