"""What happens to exceptions that nobody caught: a report without contents, and one message."""

import logging
import logging.handlers
import platform
import sys
import threading
from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import TracebackType

import platformdirs
from PySide6.QtCore import QObject, Signal, qVersion
from PySide6.QtWidgets import QWidget

from ui.errors import Message, sentence
from ui.widgets.dialogs import Choice, Dialog

_LOG = logging.getLogger(__name__)
_KEPT = 20


def log_folder() -> Path:
    """Where the log and the reports lie: the system's folder for logs, made where it is missing."""
    return platformdirs.user_log_path("Fieldwork", appauthor=False, ensure_exists=True)


def start_log(folder: Path) -> logging.Handler:
    """Write the log into `folder`, a megabyte at most and one older piece."""
    handler = logging.handlers.RotatingFileHandler(
        folder / "fieldwork.log", maxBytes=1_000_000, backupCount=1, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger().addHandler(handler)
    return handler


def anatomy(error: BaseException) -> str:
    """What kind of exception and where, cause before consequence: types, modules and lines.

    Never the exception's words, a variable or a path: any of these can hold a name or a note.
    """
    lines: list[str] = []
    for one in _chain(error):
        lines.append(type(one).__qualname__)
        lines += [f"  {place}" for place in _frames(one.__traceback__)]
    return "\n".join(lines)


def write_report(error: BaseException, folder: Path, now: datetime) -> Path:
    """Write the report for `error` into `folder`; the newest reports are kept. Raises OSError."""
    path = folder / f"crash-{now:%Y%m%d-%H%M%S-%f}.txt"
    head = f"Fieldwork report, {now:%Y-%m-%d %H:%M:%S}\n{_versions()}"
    path.write_text(f"{head}\n\n{anatomy(error)}\n", "utf-8")
    for old in sorted(folder.glob("crash-*.txt"))[:-_KEPT]:
        old.unlink(missing_ok=True)
    return path


class Hook(QObject):
    """Stands in `sys.excepthook`: logs and reports everything, tells the person once for each place."""

    _came = Signal(object, str)

    def __init__(self, window: QWidget, folder: Path) -> None:
        super().__init__(window)
        self._window = window
        self._folder = folder
        self._busy = threading.Lock()
        self._told: set[str] = set()
        self._dialog_open = False
        self._came.connect(self._on_came)

    def caught(
        self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """`sys.excepthook`. Also runs on worker threads, so widgets wait for the main thread."""
        if error is None or issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error or kind(), trace)
        elif self._busy.acquire(blocking=False):
            try:
                place = anatomy(error)
                _LOG.error("uncaught\n%s", place)
                self._came.emit(sentence(error), self._report(error) if place not in self._told else "")
            finally:
                self._busy.release()
        else:
            _LOG.error("uncaught, while another was being told of: %s", kind.__qualname__)

    def thread_caught(self, args: threading.ExceptHookArgs) -> None:
        """`threading.excepthook`, for threads that are not Qt's."""
        self.caught(args.exc_type, args.exc_value, args.exc_traceback)

    def _report(self, error: BaseException) -> str:
        self._told.add(anatomy(error))
        try:
            return str(write_report(error, self._folder, datetime.now()))
        except OSError as problem:
            _LOG.error("the report could not be written: %s", problem.errno)
            return "?"

    def _on_came(self, message: Message, report: str) -> None:
        if not report or self._dialog_open:
            return
        self._dialog_open = True
        where = f"\n\nThe report: {report}" if message.unexpected and report != "?" else ""
        dialog = tell(self._window, message, where)
        dialog.finished.connect(self._on_dialog_finished)

    def _on_dialog_finished(self) -> None:
        self._dialog_open = False


def install_hook(window: QWidget, folder: Path | None = None) -> Hook:
    """Catch from now on what nobody else does. `folder` is where reports go, else the log folder."""
    place = folder or log_folder()
    hook = Hook(window, place)
    sys.excepthook = hook.caught
    threading.excepthook = hook.thread_caught
    window.destroyed.connect(_remove_hook)
    return hook


def tell(parent: QWidget, message: Message, more: str = "") -> Dialog:
    """Open a dialog over `parent` with this message."""
    dialog = Dialog(
        message.title, message.text() + more, choices=(Choice("close", "Close", "primary"),), parent=parent
    )
    dialog.open()
    return dialog


def _remove_hook() -> None:
    sys.excepthook = sys.__excepthook__
    threading.excepthook = threading.__excepthook__


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The exception's causes, the first of all first, each once; members of groups too."""
    seen: list[BaseException] = []
    wanted: list[BaseException | None] = [error]
    while wanted:
        one = wanted.pop()
        if one is None or one in seen:
            continue
        seen.append(one)
        wanted.append(one.__cause__ or (None if one.__suppress_context__ else one.__context__))
        if isinstance(one, BaseExceptionGroup):
            wanted += one.exceptions
    return reversed(seen)


def _frames(trace: TracebackType | None) -> Iterator[str]:
    while trace is not None:
        frame = trace.tb_frame
        yield f"{frame.f_globals.get('__name__', '?')}:{trace.tb_lineno} {frame.f_code.co_name}"
        trace = trace.tb_next


def _versions() -> str:
    try:
        own = version("fieldwork")
    except PackageNotFoundError:
        own = "from source"
    return f"Fieldwork {own}, Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}"
