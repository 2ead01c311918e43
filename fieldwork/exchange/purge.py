"""Purging an inspection: everything of it that this computer holds, a word on what it cannot reach, a record.

The record names nobody: which inspection, how much there was, when, and in what role.
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

from fieldwork.errors import FieldworkError, Refused
from fieldwork.exchange import queries as exchanged
from fieldwork.exchange.places import credentials, queries
from fieldwork.exchange.places.address import parse
from fieldwork.exchange.places.chosen import connect
from fieldwork.exchange.team import own, vault
from fieldwork.inspection import backups, machine, purging, retention
from fieldwork.inspection import queries as held
from fieldwork.inspection.errors import DamagedFile, NewerFile
from fieldwork.inspection.file import Inspection
from fieldwork.wording import count, day

RECORD = "purged.jsonl"


@dataclass(frozen=True, slots=True)
class Record:
    """What is kept of a purged inspection, one line of JSON each. Numbers are None where the file could
    not be opened for lack of its passphrase.
    """

    inspection: str
    programme: str
    edition: str
    cases: int | None
    changes: int | None
    packages: int | None
    copies: int
    keep_until: str
    at: str
    role: str


@dataclass(frozen=True, slots=True)
class Purged:
    """What was done. `files` are names of files deleted, `fetched_back` packages of ours deleted in places,
    `unreachable` sentences on what may still exist elsewhere.
    """

    record: Record
    files: tuple[str, ...]
    fetched_back: int
    unreachable: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Contents:
    """What has to be known of a file before it goes: its laptops' ids, its entries in the keyring, the
    places where packages of ours are with their number, how many packages went by another way, and how
    many other laptops had a copy.
    """

    record: Record
    devices: tuple[str, ...] = ()
    keyring: tuple[str, ...] = ()
    places: tuple[tuple[str, int], ...] = ()
    by_hand: int = 0
    others: int = 0
    opened: bool = False


def purge(
    path: Path, now: datetime, passphrase: str | None = None, *, early: bool = False, places: bool = False
) -> Purged:
    """Deletes an inspection from this computer for good.

    With the passphrase the record counts what there was, keyring entries go, and with `places` the
    packages that this copy put into places that can be reached now. Without it, or where the file is
    damaged, the file still goes. Refused before its last day unless `early`, and while it is open.
    """
    fetched = 0
    contents = _noted(path, now)
    if passphrase is not None:
        with suppress(DamagedFile, NewerFile), Inspection.open(path, passphrase) as inspection:
            contents = _looked_into(inspection, now)
            _refuse_early(contents.record, path, now, early)
            fetched = _take_back(inspection) if places else 0
    _refuse_early(contents.record, path, now, early)
    removed = purging.remove(path, contents.devices)
    stuck = tuple(name for name in contents.keyring if not _out_of_keyring(name))
    _write(contents.record)
    unreachable = (*_elsewhere(contents, fetched), *_here(contents, stuck, removed))
    return Purged(contents.record, removed.files, fetched, unreachable)


def _refuse_early(record: Record, path: Path, now: datetime, early: bool) -> None:
    if early or (record.keep_until and now.date() > date.fromisoformat(record.keep_until)):
        return
    until = "for a time that only its passphrase tells"
    if record.keep_until:
        until = f"until {day(date.fromisoformat(record.keep_until))}"
    raise Refused(f"{path.name} is to be kept {until}.", advice="Say --early to purge it all the same.")


def _noted(path: Path, now: datetime) -> _Contents:
    """What is known without opening the file."""
    known = retention.known_at(path)
    record = Record(
        inspection=known.inspection if known else "",
        programme=known.programme if known else "",
        edition=known.edition if known else "",
        cases=None,
        changes=None,
        packages=None,
        copies=len(backups.copies(path)),
        keep_until=known.keep_until if known else "",
        at=now.isoformat(timespec="seconds"),
        role="",
    )
    return _Contents(record)


def _looked_into(inspection: Inspection, now: datetime) -> _Contents:
    user = held.user(inspection)
    programme = inspection.programme
    record = Record(
        inspection=inspection.id,
        programme=programme.id,
        edition=programme.edition.id,
        cases=len(held.cases(inspection)),
        changes=inspection.journal.size(),
        packages=len(exchanged.packages(inspection)),
        copies=len(backups.copies(inspection.path)),
        keep_until=retention.keep_until(inspection).isoformat(),
        at=now.isoformat(timespec="seconds"),
        role=user.role.value if user else "",
    )
    devices = tuple(chain.device for chain in exchanged.chains(inspection))
    tracked = {row.name for waits in (True, False) for row in queries.outgoing(inspection, waiting=waits)}
    sent = {row.name for row in exchanged.packages(inspection) if row.direction == "out"}
    return _Contents(
        record=record,
        devices=(*devices, inspection.journal.device),
        keyring=(*credentials.accounts(inspection), *own.in_keyring_as(inspection)),
        places=tuple((place, number) for place, number in queries.places_used(inspection).items() if number),
        by_hand=len(sent - tracked),
        others=sum(device != inspection.journal.device for device in devices),
        opened=True,
    )


def _take_back(inspection: Inspection) -> int:
    """Deletes the packages of ours that lie in places that can be reached now; how many."""
    taken = 0
    by_place: dict[str, list[str]] = {}
    for row in queries.outgoing(inspection, waiting=False):
        by_place.setdefault(row.place, []).append(row.name)
    for text, names in by_place.items():
        with suppress(FieldworkError), connect(inspection, parse(text)) as place:
            there = place.names()
            for name in names:
                if name in there:
                    place.remove(name)
                    taken += 1
    return taken


def _out_of_keyring(name: str) -> bool:
    vault.forget(name)
    return vault.get(name) is None


def _elsewhere(contents: _Contents, fetched: int) -> tuple[str, ...]:
    """What lies where this computer does not reach."""
    said = []
    for place, number in contents.places:
        said.append(f"{count(number, 'package')} went to {place}: delete there what is left of them.")
    if fetched:
        said.append(f"{count(fetched, 'package')} of those were deleted there just now.")
    if contents.by_hand:
        said.append(
            f"{count(contents.by_hand, 'package')} went by a folder or stick that is not known any more."
        )
    if contents.others:
        laptops = count(contents.others, "other laptop")
        said.append(f"Copies on {laptops} that changes came from: purge them there.")
    said.append(
        "Prints, exports and copies that were put elsewhere, and what a backup of this computer keeps."
    )
    return tuple(said)


def _here(contents: _Contents, stuck: Sequence[str], removed: purging.Removed) -> tuple[str, ...]:
    """What could not be cleared on this computer."""
    said = [f"The folder {folder} is left: something else lies in it." for folder in removed.left]
    said += [f"The entry {name} of the system's keyring could not be deleted." for name in stuck]
    if not contents.opened:
        said.append("The file was not opened, so entries of it in the system's keyring were not looked for.")
    if not removed.recent:
        said.append("The window's list of recent inspections could not be changed; take it off there.")
    said.append(
        "A disk may keep deleted bytes for a while; nobody can read them, as the file's key was destroyed."
    )
    return tuple(said)


def _write(record: Record) -> None:
    """Appends to the list of what was purged on this computer."""
    path = machine.home() / RECORD
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(record)) + "\n")


def purged() -> list[Record]:
    """What was purged on this computer, the oldest first."""
    with suppress(FileNotFoundError):
        lines = (machine.home() / RECORD).read_text(encoding="utf-8").splitlines()
        return [Record(**json.loads(line)) for line in lines]
    return []
