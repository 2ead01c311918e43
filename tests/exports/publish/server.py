"""A PostgreSQL server of the test's own, in a folder of its own, for this computer alone."""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

_HOST = "127.0.0.1"
_SECONDS = 30


def _program(name: str) -> str:
    """A server program: on the path, or where Debian keeps it."""
    debian = (str(path) for path in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True))
    found = shutil.which(name) or next(debian, None)
    if sys.platform == "win32" or found is None:
        pytest.skip("PostgreSQL's server is not installed here (Debian: postgresql)")
    return found


def _somebody_else() -> dict[str, object]:
    """Whom to run the server as: it refuses to be run by root."""
    if os.geteuid() != 0:
        return {}
    entry = pwd.getpwnam("nobody")
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


@contextmanager
def running() -> Iterator[str]:
    """The address of an empty database, as long as it lasts."""
    initdb, postgres = _program("initdb"), _program("postgres")
    who = _somebody_else()
    with tempfile.TemporaryDirectory(prefix="published-", ignore_cleanup_errors=True) as folder:
        data = Path(folder) / "data"
        if who:
            os.chown(folder, who["user"], who["group"])  # type: ignore[arg-type]
        command = [
            initdb,
            "-D",
            str(data),
            "-U",
            "office",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-sync",
            "--no-locale",
        ]
        subprocess.run(command, check=True, capture_output=True, cwd=folder, **who)  # type: ignore[call-overload]
        with socket.socket() as found:
            found.bind((_HOST, 0))
            port = int(found.getsockname()[1])
        settings = [f"listen_addresses={_HOST}", f"unix_socket_directories={folder}", "fsync=off"]
        options = [word for setting in settings for word in ("-c", setting)]
        server = subprocess.Popen(
            [postgres, "-D", str(data), "-p", str(port), *options], cwd=folder,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **who,  # type: ignore[call-overload]
        )  # fmt: skip
        try:
            _wait(port, server)
            yield f"postgresql://office@{_HOST}:{port}/postgres"
        finally:
            server.terminate()
            server.wait(_SECONDS)


def _wait(port: int, server: "subprocess.Popen[bytes]") -> None:
    import psycopg

    until = time.monotonic() + _SECONDS
    while time.monotonic() < until and server.poll() is None:
        with suppress(psycopg.OperationalError):
            psycopg.connect(f"postgresql://office@{_HOST}:{port}/postgres", connect_timeout=2).close()
            return
        time.sleep(0.05)
    raise AssertionError("PostgreSQL does not start")
