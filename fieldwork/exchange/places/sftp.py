"""A folder on a server by SFTP, its host key confirmed once and pinned."""

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, Any, cast

import asyncssh
from fsspec.asyn import FSTimeoutError, sync
from sshfs import SSHFileSystem

from fieldwork.exchange.places.address import Address
from fieldwork.exchange.places.credentials import Credentials
from fieldwork.exchange.places.faults import (
    GIVE_ANEW,
    NOT_LET_IN,
    HostChanged,
    HostUnknown,
    PlaceAway,
    PlaceRefuses,
)
from fieldwork.exchange.places.place import Place

_PORT = 22
_SECONDS = 15
# A link that died is noticed within this many seconds, so that nothing waits for ever.
_ALIVE = {"keepalive_interval": 5, "keepalive_count_max": 3}

# At its lower levels the library names users and paths.
logging.getLogger("asyncssh").setLevel(logging.WARNING)


@dataclass(frozen=True, slots=True)
class HostKey:
    """A server's public key: `line` as OpenSSH writes it, `fingerprint` for comparing."""

    line: str
    fingerprint: str

    @classmethod
    def of(cls, key: asyncssh.SSHKey) -> "HostKey":
        words = key.export_public_key("openssh").decode().split()
        return cls(" ".join(words[:2]), key.get_fingerprint())


def host_key(address: Address) -> HostKey:
    """The key that the server shows now; nothing else is said to it. Raises PlaceAway."""
    try:
        shown = asyncio.run(_shown(address))
    except (OSError, TimeoutError, asyncssh.Error) as error:
        raise PlaceAway(address.shown, _why(error)) from error
    if shown is None:
        raise PlaceAway(address.shown, "it shows no key")
    return HostKey.of(shown)


async def _shown(address: Address) -> asyncssh.SSHKey | None:
    asking = asyncssh.get_server_host_key(address.host, address.port or _PORT, config=None)
    return await asyncio.wait_for(asking, _SECONDS)


class Sftp(Place):
    """Connects when it is made. `trusted` is the line of the key that was confirmed for this server."""

    appends = True
    errors = (OSError, asyncssh.Error, FSTimeoutError)

    def __init__(self, address: Address, credentials: Credentials, trusted: str) -> None:
        self._address = address
        super().__init__(None, _root(address.path), address.shown)
        if not trusted:
            raise HostUnknown(address.server, host_key(address).fingerprint)
        known = asyncssh.import_public_key(trusted)
        with self._faults():
            try:
                self._fs = self._asking = SSHFileSystem(
                    address.host,
                    port=address.port or _PORT,
                    known_hosts=([known], [], []),
                    login_timeout=_SECONDS,
                    connect_timeout=_SECONDS,
                    config=None,
                    skip_instance_cache=True,
                    **_ALIVE,
                    **_identity(credentials),
                )
            except asyncssh.HostKeyNotVerifiable as error:
                now = host_key(address).fingerprint
                raise HostChanged(address.server, known.get_fingerprint(), now) from error

    def close(self) -> None:
        self._fs.client.close()
        sync(self._fs.loop, self._fs.client.wait_closed)

    def _rename(self, part: str, name: str) -> None:
        sync(self._fs.loop, self._renamed, self._at(part), self._at(name))

    async def _renamed(self, part: str, name: str) -> None:
        # SFTP's own rename, which replaces nothing; fsspec's would, or would copy where it cannot.
        async with self._fs.client.start_sftp_client() as sftp:
            await sftp.rename(part, name)

    def _settle(self, file: IO[bytes]) -> None:
        # An extension that not every server has; the bytes are read back in any case.
        with suppress(asyncssh.SFTPError):
            cast(Any, file).fsync()

    def fault(self, error: Exception) -> Exception:
        if isinstance(error, asyncssh.PermissionDenied | PermissionError | asyncssh.SFTPPermissionDenied):
            return PlaceRefuses(self.shown, NOT_LET_IN, GIVE_ANEW)
        if isinstance(error, FileNotFoundError | asyncssh.SFTPNoSuchFile | asyncssh.SFTPNoSuchPath):
            return PlaceRefuses(self.shown, "there is no such folder", "Check the address of the place.")
        if isinstance(error, asyncssh.SFTPNoSpaceOnFilesystem | asyncssh.SFTPQuotaExceeded):
            return PlaceRefuses(self.shown, "there is no room left", "Ask for room, or choose another place.")
        return PlaceAway(self.shown, _why(error))


def _root(path: str) -> str:
    """The folder as SFTP names it: `~/post` is below the home folder, anything else begins at the root."""
    if path == "~" or path.startswith("~/"):
        return path[2:] or "."
    return f"/{path}"


def _identity(credentials: Credentials) -> dict[str, Any]:
    """How asyncssh is told who we are; without a key or password the system's SSH agent may know one."""
    said: dict[str, Any] = {}
    if credentials.user:
        said["username"] = credentials.user
    if credentials.key_file:
        said["client_keys"] = [credentials.key_file]
        if credentials.password:
            said["passphrase"] = credentials.password
    elif credentials.password:
        said["password"] = credentials.password
    return said


def _why(error: Exception) -> str:
    """The reason in a word or two, without anything that a server may have written."""
    if isinstance(error, TimeoutError | FSTimeoutError):
        return "no answer in time"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return {"ConnectionLost": "the connection was lost"}.get(type(error).__name__, type(error).__name__)
