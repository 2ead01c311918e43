"""Real servers on this computer alone, each a process or thread that a test may cut off."""

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from cheroot import wsgi
from wsgidav.wsgidav_app import WsgiDAVApp

HOST = "127.0.0.1"
_SECONDS = 20


def free_port() -> int:
    with socket.socket() as found:
        found.bind((HOST, 0))
        return int(found.getsockname()[1])


def wait_for(port: int, process: subprocess.Popen[bytes] | None = None) -> None:
    """Returns once something listens; fails where the process ends or nothing does in time."""
    until = time.monotonic() + _SECONDS
    while time.monotonic() < until:
        if process is not None and process.poll() is not None:
            raise AssertionError(f"the server ended with status {process.returncode}")
        with suppress(OSError), socket.create_connection((HOST, port), 1):
            return
        time.sleep(0.02)
    raise AssertionError("the server does not listen")


@contextmanager
def running(command: list[str], port: int, log: Path, **settings: str) -> Iterator[None]:
    """A server as a process of its own, ended afterwards."""
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, stdout=out, stderr=subprocess.STDOUT, env={**os.environ, **settings}
        )
    try:
        wait_for(port, process)
        yield
    finally:
        process.terminate()
        process.wait(_SECONDS)


# -- OpenSSH ------------------------------------------------------------------------------------


class Sshd:
    """OpenSSH's server on a high port, with keys of its own; only `key` is let in."""

    def __init__(self, folder: Path) -> None:
        found = shutil.which("sshd") or shutil.which("/usr/sbin/sshd")
        if sys.platform == "win32" or found is None:
            pytest.skip("OpenSSH's server is not installed here (Debian: openssh-server)")
        self._sshd = found
        self._folder = folder
        self.port = free_port()
        self.key = folder / "user_key"
        self.files = folder / "files"
        self.files.mkdir()
        _keygen(self.key)
        shutil.copy(self.key.with_suffix(".pub"), folder / "authorized_keys")
        self.new_host_key()

    def new_host_key(self) -> None:
        key = self._folder / "host_key"
        for path in (key, key.with_suffix(".pub")):
            path.unlink(missing_ok=True)
        _keygen(key)

    @property
    def fingerprint(self) -> str:
        command = ["ssh-keygen", "-l", "-f", str(self._folder / "host_key.pub")]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()[1]

    @contextmanager
    def run(self) -> Iterator[None]:
        if os.geteuid() == 0:  # where its unprivileged part lives; a package's start script makes it
            Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
        config = self._folder / "sshd_config"
        config.write_text(
            f"Port {self.port}\nListenAddress {HOST}\nHostKey {self._folder}/host_key\n"
            f"AuthorizedKeysFile {self._folder}/authorized_keys\nPidFile none\nStrictModes no\n"
            "UsePAM no\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n"
            "PermitRootLogin yes\nSubsystem sftp internal-sftp\nLogLevel ERROR\n"
        )
        with running([self._sshd, "-D", "-e", "-f", str(config)], self.port, self._folder / "log"):
            yield


def _keygen(path: Path) -> None:
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", str(path)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)


# -- WebDAV -------------------------------------------------------------------------------------

USER, PASSWORD = "inspector", "correct horse"


class Dav:
    """WsgiDAV behind cheroot; one user."""

    def __init__(self, folder: Path) -> None:
        self.files = folder / "files"
        (self.files / "post").mkdir(parents=True)
        self.port = free_port()
        app = WsgiDAVApp(
            {
                "provider_mapping": {"/": str(self.files)},
                "simple_dc": {"user_mapping": {"*": {USER: {"password": PASSWORD}}}},
                "http_authenticator": {
                    "accept_basic": True,
                    "accept_digest": False,
                    "default_to_digest": False,
                },
                "logging": {"enable": False},
                "verbose": 0,
                "lock_storage": False,
            }
        )
        self._server = wsgi.Server((HOST, self.port), app, numthreads=4, shutdown_timeout=1)

    @contextmanager
    def run(self) -> Iterator[None]:
        thread = threading.Thread(target=self._server.safe_start, daemon=True)
        thread.start()
        wait_for(self.port)
        try:
            yield
        finally:
            self._server.stop()
            thread.join(_SECONDS)


# -- S3 -----------------------------------------------------------------------------------------


class S3:
    """moto's server, a process of its own, with one bucket; it asks for no real key."""

    bucket = "post"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.port = free_port()

    @contextmanager
    def run(self) -> Iterator[None]:
        command = [sys.executable, "-W", "ignore", "-m", "moto.server", "-H", HOST, "-p", str(self.port)]
        with running(command, self.port, self._folder / "log"):
            request = urllib.request.Request(f"http://{HOST}:{self.port}/{self.bucket}", method="PUT")
            urllib.request.urlopen(request, timeout=_SECONDS).close()
            yield


# -- a line that breaks -------------------------------------------------------------------------


class Line:
    """A way to a server that is cut after so many bytes have gone up; None lets everything through."""

    def __init__(self, to: int) -> None:
        self._to = to
        self.limit: int | None = None
        self._listening = socket.create_server((HOST, 0))
        self.port = int(self._listening.getsockname()[1])
        self._open: list[socket.socket] = []
        self._gone = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def cut_after(self, count: int | None) -> None:
        """Breaks the line once so many more bytes have gone up; it stays broken until said otherwise."""
        self._gone, self.limit = 0, count

    def close(self) -> None:
        self._listening.close()
        self._hang_up()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
            except OSError:
                return
            if self.limit is not None and self._gone >= self.limit:
                near.close()
                continue
            far = socket.create_connection((HOST, self._to))
            for end in (near, far):  # pieces pass at once: the line itself is not what is slow
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._open += [near, far]
            threading.Thread(target=self._pump, args=(near, far, True), daemon=True).start()
            threading.Thread(target=self._pump, args=(far, near, False), daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket, up: bool) -> None:
        with suppress(OSError):
            while piece := source.recv(65_536):
                if up:
                    self._gone += len(piece)
                    if self.limit is not None and self._gone >= self.limit:
                        self._hang_up()
                        return
                sink.sendall(piece)
        for end in (source, sink):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _hang_up(self) -> None:
        while self._open:
            end = self._open.pop()
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
