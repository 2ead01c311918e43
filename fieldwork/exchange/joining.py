"""Joining a team on a laptop that has no copy of the file: the lead's first package becomes the file."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fieldwork.errors import Fault, Refused
from fieldwork.exchange.admission import Admitted, admit
from fieldwork.exchange.format import Manifest, Receipt, manifest_of
from fieldwork.exchange.keys import fingerprint
from fieldwork.exchange.merging import learn, merge
from fieldwork.exchange.parcels import Destination, read_package
from fieldwork.exchange.queries import note_new_changes, note_received
from fieldwork.exchange.receive import refuse_unsound
from fieldwork.exchange.refusals import NotForUs
from fieldwork.exchange.seal import unseal
from fieldwork.exchange.send import send_receipt
from fieldwork.exchange.team import own
from fieldwork.exchange.team.extents import Extent
from fieldwork.exchange.team.own import OwnKeys
from fieldwork.exchange.team.people import folded
from fieldwork.exchange.team.recovery import lay_beside
from fieldwork.inspection import clock, queries
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import PersonId
from fieldwork.inspection.setting_up import settle


@dataclass(frozen=True, slots=True)
class Joined:
    """A file that was made from a package: whose copy it is, the lead who sent it with the words of their
    key, how many cases it holds, and the receipt (None where it could not be written).
    """

    path: Path
    person: str
    lead: str
    words: str
    cases: int
    receipt: Path | None


def join(
    package: Path,
    path: Path,
    passphrase: str,
    *,
    words: str | None = None,
    receipts: Destination | None = None,
    now: clock.WallClock = clock.wall_clock,
) -> Joined:
    """Makes the file `path` from the lead's package, with the keys of the card that was made here before.

    With `words` the lead's key must read so; otherwise compare what is returned with the lead by voice.
    Raises a `PackageRefused`, or `Refused` for a package that a file cannot begin with; then no file is made.
    """
    waiting = own.waiting(passphrase)
    if not waiting:
        said = "There are no keys here that wait for a package."
        raise Refused(said, advice="Make a card first, with: fieldwork people card --name NAME")
    data = read_package(package)
    payload, signer = unseal(data, [keys.opening.identity for keys in waiting])
    claimed = manifest_of(payload)
    _refuse_unfit(claimed, signer, words)
    identities = [keys.opening.identity for keys in waiting]
    admitted = admit(data, identities, inspection=claimed.inspection, senders={claimed.sender: (signer,)})
    made = Inspection.made(path, passphrase, lambda empty: _fill(empty, admitted, package.name, waiting), now)
    with made:
        lay_beside(made)
        receipt = _receipt(made, admitted, receipts or package.parent)
        mine = own.held(made)
        team = {p.id: p.name for p in queries.team(made)}
        found = Joined(
            path=path,
            person=team.get(PersonId(claimed.to[0]), ""),
            lead=team.get(PersonId(claimed.sender), claimed.sender),
            words=fingerprint(signer),
            cases=len(queries.cases(made)),
            receipt=receipt,
        )
    if mine:
        own.no_longer_waiting(mine)
    return found


def _refuse_unfit(claimed: Manifest, signer: str, words: str | None) -> None:
    if words is not None and folded(words) != folded(fingerprint(signer)):
        said = f"The key that signed this package reads {fingerprint(signer)}, which is not what was given."
        raise Refused(said, advice="Do not use it. Telephone the lead and compare the words again.")
    extent = Extent.from_record(claimed.extent) if claimed.extent else None
    whole = extent is not None and not extent.before.upto and not extent.before.scope
    if not claimed.root or len(claimed.to) != 1 or not whole:
        said = "A file cannot begin with this package: it does not hold everything from the start."
        raise Refused(said, advice="Ask the lead for an assignment, sent to your card.")


def _fill(empty: Inspection, admitted: Admitted, name: str, waiting: Sequence[OwnKeys]) -> None:
    """Fills a new file from its first package, in the transaction that makes it."""
    manifest = admitted.manifest
    settle(empty, manifest.inspection, manifest.team_key)
    empty.standing.follow(manifest.root, manifest.founder)
    note_received(empty, manifest, name, admitted.sha256, 0)
    refuse_unsound(admitted.changes)
    merged = merge(empty, manifest, admitted.changes, trusted=True)
    note_new_changes(empty, manifest.package, len(merged.fresh))
    roster = empty.standing.roster
    mine = next((k for k in waiting if roster and k.public in roster.holders), None)
    if mine is None:
        raise NotForUs("none of the keys here has been accepted", "manifest")
    own.keep(empty, mine)
    empty.store.set_setting("user", manifest.to[0])
    learn(empty, manifest.to[0], manifest)


def _receipt(made: Inspection, admitted: Admitted, place: Destination) -> Path | None:
    manifest = admitted.manifest
    new = len(admitted.changes)
    receipt = Receipt(manifest.package, admitted.sha256, new, made.journal.last_stamp(), manifest.to[0])
    try:
        return send_receipt(made, manifest.to[0], place, receipt, manifest.sender)
    except (Fault, Refused):
        return None
