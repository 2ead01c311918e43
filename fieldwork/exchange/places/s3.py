"""A bucket that speaks S3: Amazon's, or a server of one's own at an `endpoint`.

S3 has no renaming, and needs none: an object appears under its name only when its upload is complete, so a
package goes there under its final name at once. One that proves not to be whole is taken away again.
"""

from contextlib import suppress
from datetime import timedelta
from typing import Any

from obstore.exceptions import BaseError, PermissionDeniedError, UnauthenticatedError
from obstore.fsspec import FsspecStore

from fieldwork.exchange.places.address import Address
from fieldwork.exchange.places.credentials import Credentials
from fieldwork.exchange.places.faults import (
    GIVE_ANEW,
    NOT_LET_IN,
    NotCarriedWhole,
    PlaceAway,
    PlaceRefuses,
)
from fieldwork.exchange.places.place import Place, Progress, unwatched

_REGION = "eu-west-2"
# Seconds for one request: for a question, and for 5 MB on a poor line.
_ASKING, _CARRYING, _CONNECTING = 20.0, 300.0, 10.0


class Bucket(Place):
    """Objects go up in one request each; one that was cut off begins anew."""

    errors = (OSError, BaseError, ValueError)

    def __init__(self, address: Address, credentials: Credentials) -> None:
        fs = _store(address, credentials, _CARRYING)
        super().__init__(fs, f"{address.host}/{address.path}".rstrip("/"), address.shown)
        self._asking = _store(address, credentials, _ASKING)

    def put(self, name: str, data: bytes, progress: Progress = unwatched) -> None:
        with self._faults():
            if not self._holds(name, data):
                progress(0, len(data))
                self._fs.pipe_file(self._at(name), data)
                if not self._same(name, data):
                    with suppress(*self.errors):
                        self._fs.rm_file(self._at(name))
                    raise NotCarriedWhole(self.shown)
            progress(len(data), len(data))

    def _write(self, part: str, data: bytes, _start: int, _progress: Progress) -> None:
        self._fs.pipe_file(self._at(part), data)

    def _entries(self) -> list[dict[str, Any]]:
        try:
            return super()._entries()
        except FileNotFoundError:  # an empty folder is one that is not there
            return []

    def fault(self, error: Exception) -> Exception:
        words = str(error)
        if (
            isinstance(error, PermissionDeniedError | UnauthenticatedError)
            or "SignatureDoesNotMatch" in words
        ):
            return PlaceRefuses(self.shown, NOT_LET_IN, GIVE_ANEW)
        if isinstance(error, FileNotFoundError) or "NoSuchBucket" in words:
            return PlaceRefuses(self.shown, "there is no such bucket", "Check the address of the place.")
        return PlaceAway(self.shown, "no connection" if "error sending request" in words else "")


def _store(address: Address, credentials: Credentials, seconds: float) -> FsspecStore:
    options: dict[str, Any] = {
        "skip_instance_cache": True,
        "config": _config(address, credentials),
        "client_options": {
            "timeout": timedelta(seconds=seconds),
            "connect_timeout": timedelta(seconds=_CONNECTING),
            "allow_http": True,  # addresses allow it for this computer alone
        },
        "retry_config": {"max_retries": 1, "retry_timeout": timedelta(seconds=_ASKING)},
    }
    return FsspecStore("s3", **options)


def _config(address: Address, credentials: Credentials) -> dict[str, Any]:
    said: dict[str, Any] = {
        "region": address.option("region") or _REGION,
        "virtual_hosted_style_request": not address.option("endpoint"),
    }
    if address.option("endpoint"):
        said["endpoint"] = address.option("endpoint")
    if credentials.user:
        said |= {"access_key_id": credentials.user, "secret_access_key": credentials.password}
    else:
        said["skip_signature"] = True  # and so no asking around for credentials either
    return said
