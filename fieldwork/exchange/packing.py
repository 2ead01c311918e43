"""Putting a package together: its manifest and lines, sealed and signed, whole in its place or not at all."""

import hashlib
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from fieldwork.exchange import ring
from fieldwork.exchange.format import Manifest, pack
from fieldwork.exchange.parcels import Destination, write_package
from fieldwork.exchange.queries import note_sent
from fieldwork.exchange.seal import seal
from fieldwork.exchange.shapes import Kind
from fieldwork.exchange.team import queries as known
from fieldwork.exchange.team.extents import Extent
from fieldwork.inspection import aside
from fieldwork.inspection.changes import Change, new_id
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.projection import case_of
from fieldwork.inspection.setting_up import NOBODY


@dataclass(frozen=True, slots=True)
class Letter:
    """What a package is and for whom: age `recipients`, persons `to` (none: whoever leads), and what the
    receiver holds afterwards. `team_key` is the team's secret key, handed on by leads alone.
    """

    kind: Kind
    recipients: tuple[str, ...]
    to: tuple[str, ...] = ()
    extent: Extent | None = None
    team_key: str = ""


@dataclass(frozen=True, slots=True)
class Packed:
    """A package that lies in its place: where, what it says of itself, its changes and its file's SHA-256."""

    path: Path
    manifest: Manifest
    changes: tuple[Change, ...]
    sha256: str


def put(
    inspection: Inspection,
    author: str,
    place: Destination,
    letter: Letter,
    wanted: Callable[[], Sequence[Change]],
) -> Packed:
    """Seals changes into a new package in `place`, and notes it as sent once it lies there whole.

    `wanted` is asked once the sender's key has been made known in the journal, which adds entries.
    """
    with ExitStack() as introduction:
        introduction.enter_context(inspection.store.transaction())
        signer = ring.signing_key(inspection, author)
        changes = tuple(wanted())
        about = manifest(inspection, letter, author, signer.public, cases=len(cases_of(changes)))
        data = seal(pack(about, [c.as_dict() for c in changes]), letter.recipients, signer)
        # The signing key is safe before anybody sees what it signed, and forgotten if nobody will.
        path = write_package(place, data, before_it_appears=introduction.close)
    digest = hashlib.sha256(data).hexdigest()
    with inspection.store.transaction():
        carried = _carried(inspection, letter, changes)
        inspection.journal.mark_sent(carried, about.package)
        aside.mark_sent(inspection, carried, about.package)
        note_sent(inspection, about, path.name, digest, len(changes))
    return Packed(path, about, changes, digest)


def cases_of(changes: Sequence[Change]) -> set[str]:
    """The cases and records that changes are about."""
    return {ref for change in changes if (ref := case_of(change.register))}


def manifest(inspection: Inspection, letter: Letter, author: str, key: str, *, cases: int) -> Manifest:
    """What a package says of itself, with what its sender holds where the team goes by card."""
    roster = inspection.standing.roster
    return Manifest(
        kind=letter.kind,
        package=new_id(),
        inspection=inspection.id,
        sender=author or NOBODY,
        device=inspection.journal.device,
        signing_key=key,
        made=inspection.journal.last_stamp(),
        cases=cases,
        to=letter.to,
        root=roster.root if roster else "",
        founder=roster.founder if roster else "",
        seq=inspection.journal.length(),
        extent=letter.extent.as_record() if letter.extent else None,
        have=known.held(inspection).as_record() if roster else None,
        team_key=letter.team_key,
    )


def _carried(inspection: Inspection, letter: Letter, changes: Sequence[Change]) -> list[str]:
    """The changes among these that have left this copy now: those made here and not sent before.

    What is handed over openly has gone to a colleague only, and is still to go to the lead.
    """
    if letter.kind == "return":
        return [c.id for c in changes]
    if letter.kind == "hand-over" and not letter.to:
        return []
    waiting = {c.id for c in inspection.journal.unsent()}
    return [c.id for c in changes if c.id in waiting]
