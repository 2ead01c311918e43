"""Putting an exported file into a folder: whole, or not at all."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from fieldwork.errors import Fault


def save(folder: Path, name: str, data: bytes) -> Path:
    """Writes the file, replacing an older one in one step; the folder is made where it is missing.

    Raises `Fault` where the folder does not take it; an older file then stays as it was.
    """
    target = folder / name
    temporary = ""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=".", suffix=".part", dir=folder)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(target)
    except OSError as error:
        if temporary:
            with suppress(OSError):
                Path(temporary).unlink()
        sentence = f"{name} was not exported: {error.strerror or error}."
        raise Fault(sentence, "Choose a folder that you can write to, with room on it.") from error
    return target
