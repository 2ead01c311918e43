"""Receiving: a package is proved, opened and merged whole; its sender gets a receipt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fieldwork.errors import Fault
from fieldwork.exchange import ring
from fieldwork.exchange.admission import Admitted, admit
from fieldwork.exchange.format import Manifest, Receipt, manifest_of
from fieldwork.exchange.keys import fingerprint
from fieldwork.exchange.parcels import read_package
from fieldwork.exchange.queries import note_acknowledged, note_received
from fieldwork.exchange.refusals import Damaged, OtherInspection, WrongSigner
from fieldwork.exchange.seal import unseal
from fieldwork.exchange.send import send_receipt
from fieldwork.inspection import queries
from fieldwork.inspection.changes import Change, Register
from fieldwork.inspection.file import Inspection


@dataclass(frozen=True, slots=True)
class Received:
    """What a package brought. `conflicts` counts fields that it left changed apart; `receipt` is
    the receipt's file, None where it could not be written or is not due. `first` says that this
    laptop was not known before; compare its `fingerprint` with the sender once.
    """

    package: Path
    kind: str
    sender: str
    changes: int
    new_changes: int
    conflicts: int
    receipt: Path | None
    fingerprint: str
    first: bool


def receive(inspection: Inspection, author: str, package: Path, receipts: Path | None = None) -> Received:
    """Takes a package in: whole or, with a `PackageRefused` of one sentence, not at all.

    The receipt is put into `receipts`, by default the folder that the package lies in. Taking
    the same package in again changes nothing.
    """
    data = read_package(package)
    team = ring.team_key(inspection)
    keys = dict(ring.known_keys(inspection))
    payload, signer = unseal(data, [team.identity])
    claimed = manifest_of(payload)
    if claimed.inspection != inspection.id:
        raise OtherInspection(f"inspection {claimed.inspection}", "manifest")
    first = claimed.device not in keys
    if not first and signer not in keys[claimed.device]:
        raise WrongSigner("signed by another key than that laptop's", "manifest")
    admitted = admit(data, [team.identity], inspection=inspection.id, senders={claimed.sender: (signer,)})
    if admitted.manifest.kind == "receipt":
        return _acknowledge(inspection, package, admitted, first)
    changes = _sound_changes(admitted.records)
    with inspection.store.transaction():
        fresh = inspection.merge(changes, admitted.manifest.package)
        manifest = admitted.manifest
        note_received(inspection, manifest, package.name, admitted.sha256, len(fresh))
    return Received(
        package=package,
        kind=manifest.kind,
        sender=name_of(inspection, manifest),
        changes=len(changes),
        new_changes=len(fresh),
        conflicts=_conflicts(inspection, {c.register for c in fresh}),
        receipt=_send_receipt(inspection, author, receipts or package.parent, admitted, len(fresh)),
        fingerprint=fingerprint(signer),
        first=first,
    )


def name_of(inspection: Inspection, manifest: Manifest) -> str:
    """The sender's name, where the team knows it."""
    return next((p.name for p in queries.team(inspection) if p.id == manifest.sender), manifest.sender)


def _sound_changes(records: Sequence[Mapping[str, Any]]) -> list[Change]:
    changes = [Change.from_dict(record) for record in records]
    for number, change in enumerate(changes, start=2):
        if not change.is_sound():
            raise Damaged("a change does not match its id", f"line {number}")
    return changes


def _conflicts(inspection: Inspection, touched: set[Register]) -> int:
    return sum(1 for register, _ in inspection.journal.conflicts() if register in touched)


def _send_receipt(inspection: Inspection, author: str, place: Path, got: Admitted, new: int) -> Path | None:
    """The receipt; a place that takes no files does not undo what was merged."""
    stamp = inspection.journal.last_stamp()
    receipt = Receipt(got.manifest.package, got.sha256, new, stamp, author or "nobody")
    try:
        return send_receipt(inspection, author, place, receipt)
    except Fault:
        return None


def _acknowledge(inspection: Inspection, package: Path, admitted: Admitted, first: bool) -> Received:
    """Marks packages of ours as arrived; receipts for others' packages are passed over."""
    receipts = [Receipt.from_record(record) for record in admitted.records]
    with inspection.store.transaction():
        note_acknowledged(inspection, receipts)
    return Received(
        package=package,
        kind="receipt",
        sender=name_of(inspection, admitted.manifest),
        changes=len(receipts),
        new_changes=0,
        conflicts=0,
        receipt=None,
        fingerprint=fingerprint(admitted.manifest.signing_key),
        first=first,
    )
