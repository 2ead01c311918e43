"""Watches that the window never freezes: turns of the event loop that take too long, and where they were.

On in development builds (the environment variable FIELDWORK_WATCH) and in the tests. A turn is counted by
the time that the main thread worked in it, so that a busy computer does not count as a freeze.
"""

import logging
import os
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QAbstractEventDispatcher, QObject

_LOG = logging.getLogger(__name__)

#: Seconds of work in one turn that people see as a stall.
LIMIT = 0.1
_SAMPLED = 0.02


@dataclass(frozen=True, slots=True)
class Freeze:
    """One turn that worked for too many `seconds`; `places` are lines of the program it was seen at, as
    `module:line`, never values.
    """

    seconds: float
    places: tuple[str, ...]

    def __str__(self) -> str:
        seen = ", ".join(self.places) or "nowhere that was sampled"
        return f"the window stood still for {1000 * self.seconds:.0f} ms at {seen}"


class Watchdog(QObject):
    """Tells `told` of every turn over `limit` seconds, from `start` to `stop`. Lives in the main thread."""

    def __init__(
        self, told: Callable[[Freeze], object], *, limit: float = LIMIT, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._told, self._limit = told, limit
        self._marked = self._since = 0.0
        self._main = threading.get_ident()
        self._places: dict[str, None] = {}
        self._stop = threading.Event()
        self._sampler: threading.Thread | None = None

    def start(self) -> None:
        """Begin to watch the event loop of this thread."""
        dispatcher = QAbstractEventDispatcher.instance()
        if dispatcher is None:
            raise RuntimeError("there is no event loop to watch yet")
        dispatcher.awake.connect(self._on_mark)
        dispatcher.aboutToBlock.connect(self._on_mark)
        self._sampler = threading.Thread(target=self._sample, name="fieldwork-watchdog", daemon=True)
        self._sampler.start()

    def stop(self) -> None:
        """Watch no longer."""
        dispatcher = QAbstractEventDispatcher.instance()
        if dispatcher is not None and self._sampler is not None:
            dispatcher.awake.disconnect(self._on_mark)
            dispatcher.aboutToBlock.disconnect(self._on_mark)
        self._stop.set()
        if self._sampler is not None:
            self._sampler.join()
            self._sampler = None

    def _on_mark(self) -> None:
        """Comes before and after waiting, by the system in another order; waiting takes no time of ours."""
        now = time.thread_time()
        worked, self._marked = now - self._marked if self._marked else 0.0, now
        places, self._places, self._since = tuple(self._places), {}, time.monotonic()
        if worked > self._limit:
            self._told(Freeze(worked, places))

    def _sample(self) -> None:
        """Notes where the main thread is whenever a turn is late."""
        while not self._stop.wait(_SAMPLED):
            if self._since and time.monotonic() - self._since > self._limit / 2:
                frame = sys._current_frames().get(self._main)
                while frame is not None:
                    name = frame.f_globals.get("__name__", "")
                    if name.partition(".")[0] in ("ui", "fieldwork"):
                        self._places[f"{name}:{frame.f_lineno}"] = None
                        break
                    frame = frame.f_back


def watch_if_asked(parent: QObject) -> Watchdog | None:
    """A watchdog that writes freezes into the log, where FIELDWORK_WATCH is set."""
    if not os.environ.get("FIELDWORK_WATCH"):
        return None
    dog = Watchdog(lambda freeze: _LOG.warning("%s", freeze), parent=parent)
    dog.start()
    return dog
