"""The work of sending and receiving, through a connection of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fieldwork.errors import FieldworkError
from fieldwork.exchange.receive import Received, receive
from fieldwork.exchange.send import Sent, send
from fieldwork.inspection.changes import Register, Written
from fieldwork.inspection.file import Inspection
from ui.jobs import Progress

#: What a package from elsewhere may have touched.
_ANYTHING = (
    "case",
    "record",
    "answer",
    "person",
    "officer",
    "office",
    "interview",
    "inspection",
    "device",
    "concern",
    "example",
    "programme",
)


@dataclass(frozen=True, slots=True)
class NotReceived:
    """A package that was refused, and why."""

    package: Path
    error: FieldworkError


class Sending:
    """Seals what waits into the folder."""

    def __init__(self, inspection: Inspection, author: str, place: Path) -> None:
        self._inspection, self._author, self._place = inspection, author, place

    def __call__(self, _progress: Progress) -> Sent:
        with self._inspection.again() as own:
            return send(own, self._author, self._place)


class Receiving:
    """Takes packages in one after another; each whole or not at all.

    `results` holds those that were done before it was cancelled. A refusal of one does not stop the rest.
    """

    def __init__(self, inspection: Inspection, author: str, packages: Sequence[Path]) -> None:
        self._inspection, self._author, self._packages = inspection, author, tuple(packages)
        self.results: list[Received | NotReceived] = []

    def __call__(self, progress: Progress) -> tuple[Received | NotReceived, ...]:
        with self._inspection.again() as own:
            for number, package in enumerate(self._packages):
                progress.report(number, len(self._packages), f"Receiving {package.name}…")
                try:
                    self.results.append(receive(own, self._author, package))
                except FieldworkError as error:
                    self.results.append(NotReceived(package, error))
        return tuple(self.results)


def sent_written() -> Written:
    """What sending touched."""
    return Written(frozenset({Register("device", "", "")}))


def received_written(results: Sequence[Received | NotReceived]) -> Written:
    """What packages may have touched, for every screen to read again."""
    if not any(isinstance(one, Received) for one in results):
        return Written(frozenset())
    new = any(isinstance(one, Received) and one.new_changes for one in results)
    entities = _ANYTHING if new else ("device",)
    return Written(frozenset(Register(entity, "", "") for entity in entities))
