"""Sending: the changes that no package has carried yet, sealed to the team and signed."""

import hashlib
from collections.abc import Collection
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from fieldwork.errors import Problem, Refused
from fieldwork.exchange import ring
from fieldwork.exchange.format import Manifest, Receipt, pack
from fieldwork.exchange.parcels import Destination, write_package
from fieldwork.exchange.queries import note_sent, open_concerns
from fieldwork.exchange.seal import seal
from fieldwork.exchange.shapes import Kind
from fieldwork.inspection import queries
from fieldwork.inspection.changes import Change, new_id
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.projection import case_of
from fieldwork.inspection.setting_up import NOBODY


@dataclass(frozen=True, slots=True)
class Sent:
    """What went out: the package's path (None where everything had been sent), the numbers of
    changes and cases in it, the age recipients, the SHA-256 of its file, and the cases and records with
    a concern that is open as it leaves.
    """

    package: Path | None
    changes: int
    cases: int
    recipients: tuple[str, ...]
    sha256: str
    concerns: tuple[str, ...] = ()


def send(
    inspection: Inspection, author: str, place: Destination, *, only_cases: Collection[str] = ()
) -> Sent:
    """Seals what has not been sent into a new package in `place`: a folder, or the outbox.

    With `only_cases` the changes of other cases wait; an unknown one is refused. Marked as sent only
    once the package lies whole in its place: an interruption sends a change twice at worst, which
    does no harm. A place that takes no package leaves the file as it was.
    """
    _refuse_unknown(inspection, only_cases)
    inspection.recover_drafts()
    if not _wanted(inspection, only_cases):
        return Sent(None, 0, 0, (), "", open_concerns(inspection))
    with ExitStack() as introduction:
        introduction.enter_context(inspection.store.transaction())
        signer = ring.signing_key(inspection, author)
        changes = _wanted(inspection, only_cases)
        cases = {ref for change in changes if (ref := case_of(change.register))}
        manifest = _manifest(inspection, "return", author, signer.public, cases=len(cases))
        recipient = ring.team_key(inspection).recipient
        data = seal(pack(manifest, [c.as_dict() for c in changes]), [recipient], signer)
        # The signing key is safe before anybody sees what it signed, and forgotten if nobody will.
        path = write_package(place, data, before_it_appears=introduction.close)
    digest = hashlib.sha256(data).hexdigest()
    with inspection.store.transaction():
        inspection.journal.mark_sent((c.id for c in changes), manifest.package)
        note_sent(inspection, manifest, path.name, digest, len(changes))
    return Sent(path, len(changes), len(cases), (recipient,), digest, open_concerns(inspection))


def _refuse_unknown(inspection: Inspection, refs: Collection[str]) -> None:
    known = queries.all_given(inspection)
    problems = [Problem(ref, "there is no such case") for ref in refs if ref not in known]
    if problems:
        raise Refused("Nothing was sent.", problems, "Check the references of the cases.")


def _wanted(inspection: Inspection, only: Collection[str]) -> list[Change]:
    """The changes that wait; with `only`, those of these cases and those of no case."""
    waiting = inspection.journal.unsent()
    if not only:
        return waiting
    return [c for c in waiting if (ref := case_of(c.register)) is None or ref in only]


def send_receipt(inspection: Inspection, author: str, place: Destination, receipt: Receipt) -> Path:
    """Seals word of what has arrived into `place`."""
    signer = ring.signing_key(inspection, author)
    manifest = _manifest(inspection, "receipt", author, signer.public, cases=0)
    recipient = ring.team_key(inspection).recipient
    return write_package(place, seal(pack(manifest, [receipt.as_record()]), [recipient], signer))


def _manifest(inspection: Inspection, kind: Kind, author: str, key: str, *, cases: int) -> Manifest:
    return Manifest(
        kind=kind,
        package=new_id(),
        inspection=inspection.id,
        sender=author or NOBODY,
        device=inspection.journal.device,
        signing_key=key,
        made=inspection.journal.last_stamp(),
        cases=cases,
    )
