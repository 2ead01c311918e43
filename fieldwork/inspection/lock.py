"""One writer at a time: an operating system lock beside the file, gone with the process."""

from pathlib import Path

from filelock import FileLock, Timeout

from fieldwork.inspection.errors import InUse, file_fault


class WriterLock:
    """Held while a file is open for writing. The lock file is empty and names nobody; who holds it
    is written inside the encrypted file. A killed process leaves no lock behind.
    """

    def __init__(self, path: Path) -> None:
        self._name = path.name
        self._folder = path.absolute().parent
        self._lock = FileLock(path.with_name(f".{path.name}.lock"), blocking=False, thread_local=False)

    def take(self) -> None:
        """Raises `InUse` when someone else writes, `Fault` when the folder cannot be written to."""
        try:
            self._folder.stat()  # a folder that is not there is not to be made on the way
            self._lock.acquire()
        except Timeout as error:
            raise InUse(
                f"{self._name} is already open.", advice="Close it there first, then open it here."
            ) from error
        except OSError as error:
            raise file_fault(error, f"the folder of {self._name}") from error

    def release(self) -> None:
        self._lock.release()
