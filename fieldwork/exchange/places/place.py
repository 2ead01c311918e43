"""One place, whatever its kind: listing, fetching, and putting a package there whole or not at all.

A package is uploaded under a name that ends in `.part`, read back and compared, and renamed. Nobody takes
up a file whose name does not end in `.fwpkg`, so half a package is never seen. A kind of place that cannot
rename must make files appear whole (`s3.py`). Names are random, so many laptops write at once undisturbed.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import IO, Any

from fieldwork.exchange.parcels import SUFFIX, UNFINISHED
from fieldwork.exchange.places.faults import NameTaken, NotCarriedWhole, PlaceAway
from fieldwork.exchange.refusals import TooLarge
from fieldwork.exchange.seal import PACKAGE_LIMIT

#: Told how many bytes of how many are done; may raise, which stops the work and keeps what has gone.
Progress = Callable[[int, int], None]
STEP = 256 * 2**10


def unwatched(_done: int, _of: int) -> None:
    """No progress is wanted."""


class Place:
    """A place behind an fsspec file system. Belongs to one thread at a time; close it after use.

    Attributes: `shown` is what sentences call it; `appends` says that an upload that was cut off goes
    on where it stopped.
    """

    appends = False
    #: The errors that this kind of place's library raises.
    errors: tuple[type[Exception], ...] = (OSError,)

    def __init__(self, fs: Any, root: str, shown: str) -> None:
        self._fs = fs
        self._asking = fs  # what answers questions, where that is another than what carries
        self._root = root.rstrip("/") or root
        self.shown = shown

    def close(self) -> None:
        """Lets go of the connection, where there is one."""

    def __enter__(self) -> "Place":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- what is there --------------------------------------------------------------------------

    def names(self) -> dict[str, int]:
        """The packages in the place: name and size in bytes. One question to the server."""
        with self._faults():
            return {
                entry["name"].rstrip("/").rpartition("/")[2]: int(entry["size"] or 0)
                for entry in self._entries()
                if entry["type"] == "file" and entry["name"].endswith(SUFFIX)
            }

    def fetch(self, name: str, progress: Progress = unwatched) -> bytes:
        """A package's bytes. Raises TooLarge before more than a package's worth is read."""
        with self._faults():
            return self._read(name, progress)

    # -- putting --------------------------------------------------------------------------------

    def put(self, name: str, data: bytes, progress: Progress = unwatched) -> None:
        """Puts a package there under this name; returns once it is proved to lie there whole.

        Does nothing where it lies there already, as after a crash before that could be noted. Raises
        NameTaken where something else has the name.
        """
        with self._faults():
            if self._holds(name, data):
                progress(len(data), len(data))
                return
            part = name.removesuffix(SUFFIX) + UNFINISHED
            self._upload(part, data, progress)
            self._rename(part, name)

    def remove(self, name: str) -> None:
        """Takes a package of ours away, or the beginning of one; none there is as well."""
        for wanted in (name, name.removesuffix(SUFFIX) + UNFINISHED):
            with self._faults(), suppress(FileNotFoundError):
                self._fs.rm_file(self._at(wanted))

    def prove(self, name: str) -> None:
        """Shows that packages can be put here, read back and taken away, with a file that is no package."""
        trial = name.removesuffix(SUFFIX) + UNFINISHED
        with self._faults():
            self._upload(trial, b"fieldwork", unwatched)
        self.remove(name)

    def _upload(self, part: str, data: bytes, progress: Progress) -> None:
        """Brings the bytes there and proves them, going on from an earlier beginning where that holds."""
        for start in dict.fromkeys((self._begun(part, len(data)), 0)):
            self._write(part, data, start, progress)
            if self._same(part, data):
                return
        with suppress(*self.errors):
            self._fs.rm_file(self._at(part))
        raise NotCarriedWhole(self.shown)

    def _begun(self, part: str, size: int) -> int:
        """How many bytes an upload that was cut off has left there."""
        there = self._size(part) if self.appends else None
        return there if there is not None and there <= size else 0

    def _write(self, part: str, data: bytes, start: int, progress: Progress) -> None:
        view = memoryview(data)
        with self._fs.open(self._at(part), "ab" if start else "wb") as file:
            for at in range(start, len(data), STEP):
                progress(at, len(data))
                file.write(bytes(view[at : at + STEP]))
            self._settle(file)
        progress(len(data), len(data))

    def _settle(self, file: IO[bytes]) -> None:
        """Brings what was written to the disk of the place, where the kind of place can be told to."""

    def _holds(self, name: str, data: bytes) -> bool:
        if self._size(name) is None:
            return False
        if not self._same(name, data):
            raise NameTaken(self.shown)
        return True

    def _same(self, name: str, data: bytes) -> bool:
        try:
            there = self._read(name, unwatched)
        except TooLarge:
            return False
        return hashlib.sha256(there).digest() == hashlib.sha256(data).digest()

    def _rename(self, part: str, name: str) -> None:
        self._fs.mv(self._at(part), self._at(name))

    # -- reading --------------------------------------------------------------------------------

    def _entries(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._asking.ls(self._root, detail=True)
        return found

    def _size(self, name: str) -> int | None:
        """How long a file there is; None where there is none."""
        try:
            return int(self._asking.info(self._at(name))["size"] or 0)
        except FileNotFoundError:
            return None

    def _read(self, name: str, progress: Progress) -> bytes:
        size = self._size(name) or 0
        got = bytearray()
        with self._fs.open(self._at(name), "rb") as file:
            while piece := file.read(STEP):
                got += piece
                if len(got) > PACKAGE_LIMIT:
                    raise TooLarge(f"more than {PACKAGE_LIMIT} bytes", name)
                progress(len(got), max(size, len(got)))
        return bytes(got)

    def _at(self, name: str) -> str:
        return f"{self._root}/{name}" if self._root not in ("", "/") else f"{self._root}{name}"

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """Turns the errors of this kind of place into ours."""
        try:
            yield
        except self.errors as error:
            raise self.fault(error) from error

    def fault(self, error: Exception) -> Exception:
        """The fault that stands for one of the library's errors."""
        return PlaceAway(self.shown, getattr(error, "strerror", None) or type(error).__name__)
