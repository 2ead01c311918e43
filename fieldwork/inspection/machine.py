"""This computer and this person's folders: where settings live, and which copy of a file this is."""

import hashlib
import os
import secrets
import socket
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


def computer() -> str:
    """The computer's name, for telling who has a file open."""
    return socket.gethostname()
