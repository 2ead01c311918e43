"""Writing a finished file into a folder: whole, or not at all."""

import errno
import os
import re
import tempfile
from contextlib import suppress
from pathlib import Path

from fieldwork.errors import Fault

_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')


def write(folder: Path, name: str, data: bytes) -> Path:
    """Put the file in the folder (made where it is missing), replacing an older one in one step.

    What no file system takes in a name becomes a hyphen, so that a case reference may hold a slash.
    The bytes go to a temporary file beside it and reach the disk before the name changes hands, so a
    full disk or a lost drive leaves what was there. Raises `Fault` with what went wrong.
    """
    target = folder / _NOT_IN_NAMES.sub("-", name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=".", suffix=".part", dir=folder)
    except OSError as error:
        raise _fault(error, folder, target.name) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(target)
    except OSError as error:
        with suppress(OSError):
            Path(temporary).unlink()
        raise _fault(error, folder, target.name) from error
    return target


def _fault(error: OSError, folder: Path, name: str) -> Fault:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return Fault(
            f"{name} was not written: there is no room left on the disk.",
            "Free some space, or choose another folder.",
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        advice = "Choose a folder that you can write to; if the file is open in another program, close it."
        return Fault(f"{name} was not written: {folder} does not take new files.", advice)
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return Fault(f"{name} was not written: {folder} is not a folder.", "Choose a folder.")
    return Fault(
        f"{name} was not written: {error.strerror or error}.", "Choose another folder, or try again."
    )
