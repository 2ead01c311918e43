"""This computer and this person's folders: where settings live, and which copy of a file this is."""

import hashlib
import os
import secrets
import socket
from contextlib import suppress
from pathlib import Path

from platformdirs import user_data_path


def home() -> Path:
    """The program's own folder for this user; `FIELDWORK_HOME` names another."""
    named = os.environ.get("FIELDWORK_HOME")
    return Path(named) if named else user_data_path("Fieldwork", appauthor=False)


def machine_id() -> str:
    """A random id of this user on this computer, made on first use."""
    path = home() / "machine"
    try:
        known = path.read_text(encoding="ascii").strip()
        if known:
            return known
    except OSError:
        pass
    made = secrets.token_hex(16)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made, encoding="ascii")
    except OSError:
        return hashlib.sha256(socket.gethostname().encode()).hexdigest()[:32]
    return made


def place_of(path: Path) -> str:
    """A stand-in for "this file on this computer", which reveals neither."""
    return hashlib.sha256(f"{machine_id()}\n{path.resolve()}".encode()).hexdigest()[:32]


def reached(device: str) -> int:
    """The number of the last entry that this computer knows of in a device's chain; 0 for none."""
    try:
        return int(_chain(device).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return 0


def note_reached(device: str, number: int) -> None:
    """Remembers how far a chain has come, so that a file put back from an older copy is noticed.

    Where the folder cannot be written to, it is not remembered.
    """
    with suppress(OSError):
        _chain(device).parent.mkdir(parents=True, exist_ok=True)
        _chain(device).write_text(str(number), encoding="ascii")


def _chain(device: str) -> Path:
    return home() / "chains" / device


def computer() -> str:
    """The computer's name, for telling who has a file open."""
    return socket.gethostname()
