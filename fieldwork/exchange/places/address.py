"""What a place is called: one line of text for a folder, a share, or a server. It holds no secret."""

import re
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit
from urllib.request import url2pathname

from fieldwork.errors import Problem, Refused

#: The kinds of place by the beginning of their address, with what each looks like.
EXAMPLES = {
    "folder": "/srv/post, P:\\post or \\\\server\\post",
    "sftp": "sftp://server/folder, or sftp://server/~/folder below the home folder",
    "webdavs": "webdavs://server/folder",
    "s3": "s3://bucket/folder?endpoint=https://server&region=eu-west-2",
}
_OPTIONS = {"s3": {"endpoint", "region"}}
_URL = re.compile(r"([a-z][a-z0-9+.-]+)://", re.IGNORECASE)  # two letters or more: P:\ is a drive
_SAME = {"https": "webdavs", "http": "webdav", "dav": "webdav", "davs": "webdavs"}


@dataclass(frozen=True, slots=True)
class Address:
    """A place's address in parts. `kind` is folder, sftp, webdav, webdavs or s3.

    `host` is the bucket of an S3 place; `path` a folder's whole path, else that on the server. `user` is
    never part of `text`, which is what files and settings keep.
    """

    kind: str
    host: str = ""
    port: int | None = None
    path: str = ""
    options: tuple[tuple[str, str], ...] = ()
    user: str = ""

    @property
    def text(self) -> str:
        """The address on one line, the same for every spelling that was given."""
        if self.kind == "folder":
            return self.path
        query = f"?{urlencode(self.options, safe=':/')}" if self.options else ""
        return f"{self.kind}://{self.server}/{quote(self.path)}{query}"

    @property
    def server(self) -> str:
        """Host and port, as they stand in the address."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}" if self.port else host

    @property
    def folder(self) -> Path | None:
        """The folder on this computer or a share of its network; None for a server's."""
        return Path(self.path) if self.kind == "folder" else None

    @property
    def shown(self) -> str:
        """What a sentence about the place calls it."""
        return self.path if self.kind == "folder" else f"{self.kind}://{self.server}"

    def option(self, name: str) -> str:
        return dict(self.options).get(name, "")


def parse(text: str) -> Address:
    """The address that a person typed. Raises `Refused`, also where a password stands in it."""
    typed = text.strip()
    if not typed:
        raise _refused(text, "it is empty")
    found = _URL.match(typed)
    if found is None:
        return Address("folder", path=_absolute(typed))
    kind = found[1].lower()
    kind = _SAME.get(kind, kind)
    if kind == "file":
        return Address("folder", path=_absolute(_file_path(typed)))
    if kind not in ("sftp", "webdav", "webdavs", "s3"):
        raise _refused(text, f"{kind} is no kind of place that is known")
    return _of_server(kind, typed)


def _of_server(kind: str, typed: str) -> Address:
    try:
        parts = urlsplit(typed)
        port = parts.port
    except ValueError as error:
        raise _refused(typed, str(error)) from None
    if parts.password is not None:
        # The text is not repeated: it holds the password.
        raise Refused(
            "The address of a place holds no password.",
            advice="Leave it out; the password is asked for, and kept where passwords are.",
        )
    if not parts.hostname:
        raise _refused(typed, "it names no server")
    options = tuple(sorted(parse_qsl(parts.query)))
    unknown = {name for name, _ in options} - _OPTIONS.get(kind, set())
    if unknown or parts.fragment:
        raise _refused(typed, f"{', '.join(sorted(unknown)) or '#'} is nothing that such an address has")
    host = parts.hostname
    address = Address(
        kind, host, port, unquote(parts.path).strip("/"), options, unquote(parts.username or "")
    )
    _check_secure(address)
    return address


def _check_secure(address: Address) -> None:
    """A password goes over an encrypted line only; this computer itself needs none."""
    if address.kind == "webdav" and not _is_this_computer(address.host):
        raise _refused(address.text, "webdav:// would send the password in the clear; use webdavs://")
    endpoint = address.option("endpoint")
    secure = endpoint.startswith("https://") or (
        endpoint.startswith("http://") and _is_this_computer(urlsplit(endpoint).hostname or "")
    )
    if endpoint and not secure:
        raise _refused(address.text, "its endpoint does not begin with https://")


def _is_this_computer(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _file_path(typed: str) -> str:
    parts = urlsplit(typed)
    path = url2pathname(parts.path)
    return f"//{parts.netloc}{path}" if parts.netloc and parts.netloc != "localhost" else path


def _absolute(path: str) -> str:
    """A folder's path from its root, without looking whether it is there: a share may be away."""
    return str(Path(path).expanduser().absolute())


def _refused(text: str, why: str) -> Refused:
    known = "; ".join(EXAMPLES.values())
    return Refused(
        "This is no place that packages can be put into.", [Problem(text, why)], f"It may be: {known}."
    )
