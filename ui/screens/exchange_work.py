"""The work of sending and receiving, through a connection of its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from fieldwork.errors import FieldworkError
from fieldwork.exchange.dispatch import joined, send_to
from fieldwork.exchange.outbox import Outbox, Went, go, post, waiting
from fieldwork.exchange.places.address import Address
from fieldwork.exchange.receive import Received, receive
from fieldwork.exchange.send import Sent
from fieldwork.exchange.watch import Arrival, arrivals, receive_from
from fieldwork.inspection.changes import Register, Written
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import Role
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
    "second",
    "second_answer",
    "second_outcome",
    "comment",
)


@dataclass(frozen=True, slots=True)
class NotReceived:
    """A package that was refused, and why."""

    package: Path
    error: FieldworkError


@dataclass(frozen=True, slots=True)
class Dispatched:
    """What sending came to: what was sealed, for whom, and what waits in the outbox still, with why."""

    sent: tuple[Sent, ...]
    people: tuple[str, ...] = ()
    waiting: int = 0
    why: FieldworkError | None = None


class Sending:
    """Seals what is new and takes it to the place, with what waited for it.

    A lead of a team that goes by card sends each person what is theirs; everybody else to the lead, or to
    the team. Where the place is away, packages wait in the outbox.
    """

    def __init__(self, inspection: Inspection, author: str, address: Address) -> None:
        self._inspection, self._author, self._address = inspection, author, address

    def __call__(self, progress: Progress) -> Dispatched:
        with self._inspection.again() as own:
            roster = own.standing.roster
            if roster is not None and roster.role(self._author) is Role.LEAD:
                return self._to_everybody(own, progress)
            posted = post(own, self._author, self._address, progress=_told(progress, "Sending…"))
            return Dispatched((posted.sent,), (), len(waiting(own)), posted.fault)

    def _to_everybody(self, own: Inspection, progress: Progress) -> Dispatched:
        people, found = joined(own), []
        for number, person in enumerate(people):
            progress.report(number, len(people), f"Sealing for {person.name}…")
            sent = send_to(own, self._author, Outbox(own, self._address), person.id)
            if sent.package is not None:
                found.append((person.name, sent))
        went = go(own, _told(progress, "Sending…"))
        why = went.faults[0] if went.faults else None
        names, sealed = tuple(n for n, _ in found), tuple(s for _, s in found)
        return Dispatched(sealed, names, len(went.waiting), why)


class Going:
    """Takes what waits in the outbox to its place."""

    def __init__(self, inspection: Inspection) -> None:
        self._inspection = inspection

    def __call__(self, progress: Progress) -> Went:
        with self._inspection.again() as own:
            return go(own, _told(progress, "Sending what waits…"))


class Looking:
    """Asks the place for the names of what is new there; nothing is opened."""

    def __init__(self, inspection: Inspection) -> None:
        self._inspection = inspection

    def __call__(self, _progress: Progress) -> list[Arrival]:
        with self._inspection.again() as own:
            return arrivals(own)


class Collecting:
    """Takes in everything that is new in the place; `results` holds what was done before it was cancelled."""

    def __init__(self, inspection: Inspection, author: str) -> None:
        self._inspection, self._author = inspection, author
        self.results: list[Received | NotReceived] = []

    def __call__(self, progress: Progress) -> tuple[Received | NotReceived, ...]:
        with self._inspection.again() as own:
            told = _told(progress, "Receiving packages…")
            found = receive_from(own, self._author, progress=told, taken=self.results.append)
        self.results += [NotReceived(Path(one.name), one.error) for one in found.refused]
        return tuple(self.results)


def _told(progress: Progress, words: str) -> Callable[[int, int], None]:
    def tell(done: int, of: int) -> None:
        progress.report(done, of, words)

    return tell


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
