"""A folder on a WebDAV server (Nextcloud, SharePoint's older door, IIS, Apache)."""

import io
import logging
import ssl
from http import HTTPStatus

import certifi
import httpx
from webdav4.client import BadGatewayError, ClientError, HTTPError, InsufficientStorage
from webdav4.fsspec import WebdavFileSystem

from fieldwork.exchange.places.address import Address
from fieldwork.exchange.places.credentials import Credentials
from fieldwork.exchange.places.faults import (
    GIVE_ANEW,
    NOT_LET_IN,
    NameTaken,
    PlaceAway,
    PlaceRefuses,
)
from fieldwork.exchange.places.place import STEP, Place, Progress

_SECONDS = 20.0
_NOT_LET = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.PROXY_AUTHENTICATION_REQUIRED}

# At their lower levels these name addresses and users.
for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.WARNING)


class WebDav(Place):
    """Files go up in one request each; one that was cut off begins anew."""

    errors = (OSError, httpx.HTTPError, ClientError)

    def __init__(self, address: Address, credentials: Credentials) -> None:
        scheme = "https" if address.kind == "webdavs" else "http"
        fs = WebdavFileSystem(
            f"{scheme}://{address.server}/{address.path}".rstrip("/") + "/",
            auth=(credentials.user, credentials.password) if credentials.user else None,
            timeout=_SECONDS,
            verify=_certificates(),
            retry=False,
            chunk_size=STEP,
            skip_instance_cache=True,
        )
        super().__init__(fs, "", address.shown)

    def close(self) -> None:
        self._fs.client.http.close()

    def _write(self, part: str, data: bytes, _start: int, progress: Progress) -> None:
        body = _Watched(data, progress)
        self._fs.client.upload_fileobj(body, part, overwrite=True, size=len(data), chunk_size=STEP)

    def _rename(self, part: str, name: str) -> None:
        try:
            self._fs.client.move(part, name, overwrite=False)
        except HTTPError as error:
            if error.status_code == HTTPStatus.PRECONDITION_FAILED:
                raise NameTaken(self.shown) from error
            raise

    def fault(self, error: Exception) -> Exception:
        status = error.status_code if isinstance(error, HTTPError) else None
        if status in _NOT_LET:
            return PlaceRefuses(self.shown, NOT_LET_IN, GIVE_ANEW)
        if isinstance(error, FileNotFoundError) or status == HTTPStatus.CONFLICT:
            return PlaceRefuses(self.shown, "there is no such folder", "Check the address of the place.")
        if isinstance(error, InsufficientStorage):
            return PlaceRefuses(self.shown, "there is no room left", "Ask for room, or choose another place.")
        return PlaceAway(self.shown, _why(error, status))


class _Watched(io.BytesIO):
    """Bytes on their way up, with word of how far they are."""

    def __init__(self, data: bytes, progress: Progress) -> None:
        super().__init__(data)
        self._of = len(data)
        self._progress = progress

    def read(self, size: int | None = -1) -> bytes:
        self._progress(self.tell(), self._of)
        return super().read(size)


def _certificates() -> ssl.SSLContext:
    """Whom to trust: the computer's own list, to which organisations add theirs, and Mozilla's."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _why(error: Exception, status: int | None) -> str:
    if status is not None:
        return f"it answers {status}"
    if isinstance(error, httpx.TimeoutException):
        return "no answer in time"
    if isinstance(error, BadGatewayError):
        return "its gateway does not answer"
    if isinstance(error.__cause__ or error, ssl.SSLError) or "CERTIFICATE" in str(error):
        return "its certificate is not trusted on this computer"
    return {"ConnectError": "no connection", "RemoteProtocolError": "the connection was lost"}.get(
        type(error).__name__, type(error).__name__
    )
