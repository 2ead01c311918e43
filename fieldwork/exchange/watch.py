"""What has come to a place: noticed cheaply, offered, and taken in when a person says so."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from fieldwork.errors import FieldworkError
from fieldwork.exchange.outbox import Outbox, Went, go
from fieldwork.exchange.places import queries
from fieldwork.exchange.places.address import Address
from fieldwork.exchange.places.chosen import connect, needed
from fieldwork.exchange.places.place import Place, Progress, unwatched
from fieldwork.exchange.receive import Received, receive
from fieldwork.exchange.refusals import NotForUs, OtherInspection
from fieldwork.inspection.file import Inspection

#: A package that was refused may have been half there when it was looked at, as some folders that are
#: kept alike by a program of their own show files; so it is offered again when its size has changed.
_REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Arrival:
    """A package in a place that this copy has not looked into yet."""

    name: str
    size: int


@dataclass(frozen=True, slots=True)
class NotTaken:
    """A package of a place that was not taken in, and why."""

    name: str
    error: FieldworkError


@dataclass(frozen=True, slots=True)
class Collected:
    """What taking everything in from a place came to. `others` counts packages that are sealed to
    somebody else or belong to another inspection; `went` is what became of the receipts.
    """

    received: tuple[Received, ...]
    refused: tuple[NotTaken, ...]
    others: int
    went: Went


def arrivals(inspection: Inspection, address: Address | None = None) -> list[Arrival]:
    """What is new in a place (by default the one chosen), by name: one question to it, nothing opened.

    Whose packages they are shows only when they are opened: some may be for others.
    """
    at = needed(inspection, address)
    with connect(inspection, at) as place:
        return _new(inspection, at, place)


def folder_to_watch(inspection: Inspection) -> Path | None:
    """The chosen place, where it is a folder whose changes the system can tell of."""
    try:
        folder = needed(inspection).folder
    except FieldworkError:
        return None
    return folder if folder is not None and folder.is_dir() else None


def receive_from(
    inspection: Inspection,
    author: str,
    address: Address | None = None,
    *,
    only: Collection[str] = (),
    progress: Progress = unwatched,
    taken: Callable[[Received], None] = lambda _received: None,
) -> Collected:
    """Takes in everything new in a place, or the names in `only`, each package whole or not at all.

    One that is refused stops none of the others, and is looked at again when it is asked for. Receipts
    go through the outbox. `progress` counts packages; where it raises, what was taken in stays so.
    Raises PlaceAway and the like where the place cannot be listed.
    """
    at = needed(inspection, address)
    received: list[Received] = []
    refused: list[NotTaken] = []
    others = 0
    with connect(inspection, at) as place, TemporaryDirectory(prefix="fieldwork-") as folder:
        wanted = _wanted(inspection, at, place, only)
        for number, arrival in enumerate(wanted):
            progress(number, len(wanted))
            try:
                got = _take_in(inspection, author, at, place, arrival, Path(folder))
            except (NotForUs, OtherInspection):
                others += 1
            except FieldworkError as error:
                refused.append(NotTaken(arrival.name, error))
            else:
                received.append(got)
                taken(got)
        progress(len(wanted), len(wanted))
    return Collected(tuple(received), tuple(refused), others, go(inspection, only=at))


def _take_in(
    inspection: Inspection, author: str, at: Address, place: Place, arrival: Arrival, folder: Path
) -> Received:
    """Takes one package in and remembers what became of it."""
    path = folder / arrival.name
    try:
        path.write_bytes(place.fetch(arrival.name))
        got = receive(inspection, author, path, Outbox(inspection, at))
    except (NotForUs, OtherInspection) as error:
        queries.note_arrived(inspection, at.text, arrival.name, arrival.size, "others", str(error))
        raise
    except FieldworkError as error:
        queries.note_arrived(inspection, at.text, arrival.name, arrival.size, _REFUSED, str(error))
        raise
    finally:
        path.unlink(missing_ok=True)
    queries.note_arrived(inspection, at.text, arrival.name, arrival.size, "taken", "")
    return got


def _new(inspection: Inspection, at: Address, place: Place) -> list[Arrival]:
    known = queries.known_names(inspection, at.text)
    return [
        Arrival(name, size)
        for name, size in sorted(place.names().items())
        if name not in known or (known[name][1] == _REFUSED and known[name][0] != size)
    ]


def _wanted(inspection: Inspection, at: Address, place: Place, only: Collection[str]) -> list[Arrival]:
    """What a person asked for by asking for everything: what is new, and what was refused before."""
    known = queries.known_names(inspection, at.text)
    there = [Arrival(name, size) for name, size in sorted(place.names().items())]
    if only:
        return [arrival for arrival in there if arrival.name in only]
    return [a for a in there if a.name not in known or known[a.name][1] == _REFUSED]
