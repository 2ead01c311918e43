"""The outbox: sealed packages that wait inside the file until their place takes them."""

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from fieldwork.errors import FieldworkError
from fieldwork.exchange.parcels import Destination, package_name
from fieldwork.exchange.places import queries
from fieldwork.exchange.places.address import Address, parse
from fieldwork.exchange.places.chosen import connect, is_known
from fieldwork.exchange.places.faults import NameTaken
from fieldwork.exchange.places.place import Place, Progress, unwatched
from fieldwork.exchange.places.queries import Outgoing
from fieldwork.exchange.send import Sent, send
from fieldwork.inspection.file import Inspection

__all__ = ["Outbox", "Outgoing", "Posted", "Went", "go", "post", "readdress", "waiting"]


class Outbox:
    """The tray of one inspection and place: what is put in waits in the file, sealed."""

    def __init__(self, inspection: Inspection, address: Address) -> None:
        self._inspection = inspection
        self._place = address.text

    def put(self, data: bytes, *, before_it_appears: Callable[[], None]) -> Path:
        """Keeps a package; it is in the file before this returns. The path is its name alone."""
        name = package_name()
        with self._inspection.store.transaction():
            queries.add_outgoing(self._inspection, name, self._place, data, hashlib.sha256(data).hexdigest())
        before_it_appears()
        return Path(name)


@dataclass(frozen=True, slots=True)
class Went:
    """What became of the outbox: names that have gone, what waits still, and why, by place."""

    gone: tuple[str, ...]
    waiting: tuple[Outgoing, ...]
    faults: tuple[FieldworkError, ...]


@dataclass(frozen=True, slots=True)
class Posted:
    """What sending to a place came to. `waiting` says that the package is in the outbox still, and
    `fault` why; it goes with the next one, or with `go`.
    """

    sent: Sent
    waiting: bool
    fault: FieldworkError | None = None


def waiting(inspection: Inspection) -> list[Outgoing]:
    """The packages that wait, the oldest first."""
    return queries.outgoing(inspection, waiting=True)


def go(inspection: Inspection, progress: Progress = unwatched, only: Address | None = None) -> Went:
    """Takes what waits to its place, each package whole or not at all; what cannot go stays.

    `progress` is told bytes over all packages; where it raises, the work stops, and what has gone of a
    package counts next time where the kind of place can go on in the middle.
    """
    rows = [row for row in waiting(inspection) if only is None or row.place == only.text]
    watch = _Sum(progress, sum(row.size for row in rows))
    gone: list[str] = []
    faults: list[FieldworkError] = []
    for place, group in groupby(sorted(rows, key=lambda row: row.place), key=lambda row: row.place):
        parcels = list(group)
        try:
            gone += _carry(inspection, parse(place), parcels, watch)
        except FieldworkError as error:
            faults.append(error)
            still = {row.name for row in waiting(inspection)}
            queries.note_fault(inspection, [r.name for r in parcels if r.name in still], str(error))
    return Went(tuple(gone), tuple(waiting(inspection)), tuple(faults))


def _carry(inspection: Inspection, address: Address, parcels: Sequence[Outgoing], watch: "_Sum") -> list[str]:
    """Takes packages to one place over one connection; stops at the first that it does not take."""
    gone = []
    with connect(inspection, address) as place:
        for parcel in parcels:
            gone.append(_put(inspection, place, parcel, watch))
            watch.next(parcel.size)
    return gone


def _put(inspection: Inspection, place: Place, parcel: Outgoing, watch: Progress) -> str:
    """Puts one package; the name that it has in the place in the end."""
    data = queries.data_of(inspection, parcel.name)
    if data is None:  # gone meanwhile by another hand
        return parcel.name
    name = parcel.name
    try:
        place.put(name, data, watch)
    except NameTaken:
        name = package_name()
        queries.rename_outgoing(inspection, parcel.name, name)
        place.put(name, data, watch)
    queries.note_gone(inspection, name)
    return name


class _Sum:
    """Progress over several packages."""

    def __init__(self, progress: Progress, of: int) -> None:
        self._progress, self._of, self._before = progress, of, 0

    def __call__(self, done: int, _of: int) -> None:
        self._progress(self._before + done, self._of)

    def next(self, size: int) -> None:
        self._before += size


def post(
    inspection: Inspection,
    author: str,
    address: Address,
    *,
    only_cases: Collection[str] = (),
    seal: Callable[[Destination], Sent] | None = None,
    progress: Progress = unwatched,
) -> Posted:
    """Seals what has not been sent yet and takes it to a place, with what waited for it before.

    `seal` makes another package than that one: for one person of the team, say.

    Where the place is away the package waits. A folder that was never used and is not there is taken
    for a mistake: refused, and the file is as it was.
    """
    sealed = seal or (lambda place: send(inspection, author, place, only_cases=only_cases))
    folder = address.folder
    if folder is not None and (folder.is_dir() or not is_known(inspection, address)):
        sent = sealed(folder)
        if sent.package is not None:
            size = sent.package.stat().st_size
            queries.add_gone(inspection, sent.package.name, address.text, size, sent.sha256)
    else:
        sent = sealed(Outbox(inspection, address))
    went = go(inspection, progress, only=address)
    still = sent.package is not None and any(row.name == sent.package.name for row in went.waiting)
    return Posted(sent, still, went.faults[0] if went.faults else None)


def readdress(inspection: Inspection, place: Address, to: Address) -> int:
    """Has what waits for one place go to another; how many packages that are."""
    return queries.readdress(inspection, place.text, to.text)
