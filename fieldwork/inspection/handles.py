"""Looking into a file that may be open here, without dropping the locks that SQLite holds on it.

On POSIX, closing any handle of a file drops every lock that the process holds on that file, SQLite's
among them; another process could then take the write-ahead log away under an open inspection. So a
handle of a file that is open here is kept until the last connection to it is closed.
"""

import os
import threading
from pathlib import Path
from typing import NewType

FileId = NewType("FileId", tuple[int, int])

_guard = threading.Lock()
_connections: dict[FileId, int] = {}
_kept: dict[FileId, list[int]] = {}


def opened(path: Path) -> FileId:
    """Says that a connection to this file was opened; give the id back to `closed`."""
    status = path.stat()
    file = FileId((status.st_dev, status.st_ino))
    with _guard:
        _connections[file] = _connections.get(file, 0) + 1
    return file


def closed(file: FileId) -> None:
    """Says that a connection was closed."""
    with _guard:
        _connections[file] -= 1
        if not _connections[file]:
            del _connections[file]
            for handle in _kept.pop(file, []):
                os.close(handle)


def first_bytes(path: Path, count: int) -> bytes:
    """The first bytes of a file. Raises `OSError`."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    status = os.fstat(handle)
    file = FileId((status.st_dev, status.st_ino))
    with _guard:
        try:
            return os.read(handle, count)
        finally:
            if file in _connections:
                _kept.setdefault(file, []).append(handle)
            else:
                os.close(handle)
