"""A folder of this computer, a mounted share, or one named as `\\\\server\\share`."""

import errno
import os
from pathlib import Path
from typing import IO

from fsspec.implementations.local import LocalFileSystem

from fieldwork.exchange.parcels import settle
from fieldwork.exchange.places.address import Address
from fieldwork.exchange.places.faults import PlaceAway, PlaceRefuses
from fieldwork.exchange.places.place import Place

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_CLOSED = {errno.EACCES, errno.EPERM, errno.EROFS}


class Folder(Place):
    """Files appear by renaming within the folder, once their bytes are on its disk."""

    appends = True

    def __init__(self, address: Address) -> None:
        self._folder = Path(address.path)
        super().__init__(LocalFileSystem(auto_mkdir=False), self._folder.as_posix(), address.shown)

    def _settle(self, file: IO[bytes]) -> None:
        file.flush()
        os.fsync(file.fileno())

    def _rename(self, part: str, name: str) -> None:
        # One step, where fsspec's own may copy.
        (self._folder / part).rename(self._folder / name)
        settle(self._folder)

    def fault(self, error: Exception) -> Exception:
        number = getattr(error, "errno", None)
        if number in _FULL:
            return PlaceRefuses(self.shown, "there is no room left", "Make room, or choose another place.")
        if number in _CLOSED:
            return PlaceRefuses(self.shown, "it may not be written to", "Ask for access to it.")
        if isinstance(error, FileNotFoundError) and not self._folder.is_dir():
            return PlaceAway(self.shown, "the folder is not there")
        return super().fault(error)
