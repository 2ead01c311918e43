"""Sending: the changes that no package has carried yet, sealed and signed."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from fieldwork.errors import Problem, Refused
from fieldwork.exchange import ring
from fieldwork.exchange.format import Receipt, pack
from fieldwork.exchange.packing import Letter, cases_of, manifest, put
from fieldwork.exchange.parcels import Destination, write_package
from fieldwork.exchange.queries import open_concerns, unacknowledged
from fieldwork.exchange.seal import seal
from fieldwork.inspection import aside, queries
from fieldwork.inspection.changes import Change
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.projection import case_of


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
    inspection: Inspection,
    author: str,
    place: Destination,
    *,
    only_cases: Collection[str] = (),
    again: bool = False,
) -> Sent:
    """Seals what has not been sent into a new package in `place`: a folder, or the outbox.

    It is sealed to the team, or to the leads of a team that goes by card. With `only_cases` the changes of
    other cases wait; an unknown one is refused. With `again` what was sent and has not been acknowledged
    goes once more. Marked as sent only once the package lies whole in its place: an interruption sends a
    change twice at worst, which does no harm. A place that takes no package leaves the file as it was.
    """
    _refuse_unknown(inspection, only_cases)
    inspection.recover_drafts()
    if not _wanted(inspection, only_cases, again):
        return Sent(None, 0, 0, (), "", open_concerns(inspection))
    letter = Letter("return", tuple(ring.to_leads(inspection)))
    packed = put(inspection, author, place, letter, lambda: _wanted(inspection, only_cases, again))
    count = len(packed.changes), len(cases_of(packed.changes))
    return Sent(packed.path, *count, letter.recipients, packed.sha256, open_concerns(inspection))


def _refuse_unknown(inspection: Inspection, refs: Collection[str]) -> None:
    known = queries.all_given(inspection)
    problems = [Problem(ref, "there is no such case") for ref in refs if ref not in known]
    if problems:
        raise Refused("Nothing was sent.", problems, "Check the references of the cases.")


def _wanted(inspection: Inspection, only: Collection[str], again: bool) -> list[Change]:
    """The changes that wait; with `only`, those of these cases and those of no case."""
    waiting = unacknowledged(inspection) if again else inspection.journal.unsent()
    waiting += aside.unsent(inspection)
    if not only:
        return waiting
    return [c for c in waiting if (ref := case_of(c.register)) is None or ref in only]


def send_receipt(
    inspection: Inspection, author: str, place: Destination, receipt: Receipt, to: str = ""
) -> Path:
    """Seals word of what has arrived into `place`, for the person `to`."""
    signer = ring.signing_key(inspection, author)
    letter = Letter("receipt", tuple(ring.to_person(inspection, to)), (to,) if to else ())
    said = manifest(inspection, letter, author, signer.public, cases=0)
    return write_package(place, seal(pack(said, [receipt.as_record()]), letter.recipients, signer))
