"""The one place where exceptions become sentences: what happened, what is safe, what to do next."""

import errno
from dataclasses import dataclass, replace
from pathlib import Path

from fieldwork.errors import Fault, FieldworkError, Refused

_SAFE = "Nothing that was already saved has changed."
_MOST_PROBLEMS = 12

_FULL = {errno.ENOSPC, errno.EDQUOT}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_GONE = {errno.ENOENT, errno.ENOTDIR, errno.ENODEV, errno.ENXIO}
_HELD = {errno.EBUSY, errno.ETXTBSY, errno.EAGAIN}
#: Windows: another program has the file open.
_SHARING = {32, 33}


@dataclass(frozen=True, slots=True)
class Message:
    """What a person is told. `problems` are listed one a line under what happened."""

    title: str
    what_happened: str
    what_is_safe: str = _SAFE
    what_to_do: str = ""
    problems: tuple[str, ...] = ()
    unexpected: bool = False

    def text(self) -> str:
        """The whole message as paragraphs."""
        listed = "\n".join(f"•  {problem}" for problem in self.problems)
        parts = (self.what_happened, listed, self.what_is_safe, self.what_to_do)
        return "\n\n".join(part for part in parts if part)


def sentence(error: BaseException) -> Message:
    """The message for any exception; for those nobody foresaw it says nothing of their contents."""
    if isinstance(error, FieldworkError):
        return _foreseen(error)
    if isinstance(error, OSError):
        return _surroundings(error)
    if isinstance(error, MemoryError):
        return Message(
            "Not enough memory",
            "The computer has no memory left for this.",
            what_to_do="Close other programs and try again.",
        )
    return Message(
        "Something went wrong in Fieldwork",
        "A mistake in the program stopped what you just asked for.",
        "Every answer marked as saved is on the disk.",
        "Try again. If it happens again, close Fieldwork, open it once more, and send the report to "
        "whoever looks after it for you. The report holds no names, notes or answers.",
        unexpected=True,
    )


def _foreseen(error: FieldworkError) -> Message:
    if isinstance(error, Refused):
        listed = [str(problem) for problem in error.problems]
        message = Message("This cannot be done", str(error), what_to_do=error.advice)
        return replace(message, problems=_shortened(listed))
    if isinstance(error, Fault):
        return Message("The computer got in the way", str(error), what_to_do=error.advice)
    return Message("This did not work", str(error), what_to_do=error.advice)


def _shortened(problems: list[str]) -> tuple[str, ...]:
    if len(problems) <= _MOST_PROBLEMS:
        return tuple(problems)
    return (*problems[:_MOST_PROBLEMS], f"and {len(problems) - _MOST_PROBLEMS} more")


def _surroundings(error: OSError) -> Message:
    """A failure of the disk, the network or the file system; names the file, not its folders."""
    name = Path(str(error.filename)).name if error.filename else ""
    file = f"“{name}”" if name else "the file"
    start = file if name else "The file"
    if error.errno in _FULL:
        return Message(
            "The disk is full",
            f"There is no room left on the disk for {file}.",
            what_to_do="Free some space, or choose another place, and try again.",
        )
    if error.errno in _HELD or getattr(error, "winerror", None) in _SHARING:
        return Message(
            "The file is in use",
            f"{start} is open in another program.",
            what_to_do="Close it there and try again.",
        )
    if error.errno in _FORBIDDEN:
        return Message(
            "Not allowed here",
            f"This computer does not allow {file} to be read or written there.",
            what_to_do="Choose another place, or ask whoever manages the computer.",
        )
    if error.errno in _GONE:
        return Message(
            "Not found",
            f"{start} is not there: it may have been moved, or a drive or network may have gone.",
            what_to_do="Check that the drive is connected, and choose the file again.",
        )
    return Message(
        "The file could not be read or written",
        f"The computer reported a failure with {file}.",
        what_to_do="Try again, or choose another place.",
    )
