"""Receiving: a package is proved, opened and merged whole; its sender gets a receipt."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fieldwork.errors import Fault, FieldworkError, Problem, Refused
from fieldwork.exchange import ring
from fieldwork.exchange.admission import Admitted, admit
from fieldwork.exchange.format import Manifest, Receipt, manifest_of
from fieldwork.exchange.keys import fingerprint
from fieldwork.exchange.parcels import Destination, read_package
from fieldwork.exchange.queries import note_acknowledged, note_received, open_concerns
from fieldwork.exchange.refusals import Damaged, OtherInspection, WrongSigner
from fieldwork.exchange.seal import unseal
from fieldwork.exchange.send import send_receipt
from fieldwork.inspection import queries
from fieldwork.inspection.changes import Change, Register
from fieldwork.inspection.file import Inspection
from fieldwork.wording import count


@dataclass(frozen=True, slots=True)
class Received:
    """What a package brought. `conflicts` counts fields that it left changed apart; `receipt` is
    the receipt's file, None where it could not be written or is not `due`. `first` says that this
    laptop was not known before; compare its `fingerprint` with the sender once. `concerns` are the
    cases and records that the package holds an open concern about.
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
    due: bool
    concerns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Opened:
    """A package that passed every check and is not merged yet; `changes` are empty for a receipt."""

    path: Path
    admitted: Admitted
    signer: str
    first: bool
    changes: tuple[Change, ...]


def receive(
    inspection: Inspection, author: str, package: Path, receipts: Destination | None = None
) -> Received:
    """Takes a package in: whole or, with a `PackageRefused` of one sentence, not at all.

    The receipt is put into `receipts`, by default the folder that the package lies in. Taking
    the same package in again changes nothing.
    """
    opened = _open(inspection, package, dict(ring.known_keys(inspection)))
    return _take_in(inspection, author, opened, receipts)


def receive_all(
    inspection: Inspection, author: str, packages: Sequence[Path], receipts: Destination | None = None
) -> list[Received]:
    """Takes packages in, each as `receive` does, once all of them have passed every check.

    Raises `Refused` with every package that did not pass; then none is taken in.
    """
    keys = dict(ring.known_keys(inspection))
    opened: list[_Opened] = []
    problems: list[Problem] = []
    for package in packages:
        try:
            opened.append(_open(inspection, package, keys))
        except FieldworkError as error:
            problems.append(Problem(package.name or str(package), f"{error} {error.advice}".rstrip()))
    if problems:
        refused = f"{len(problems)} of {count(len(packages), 'package')}" if opened else "The packages"
        if len(packages) == 1:
            refused = "The package"
        advice = "Nothing has changed. Receive the others without them." if opened else "Nothing has changed."
        raise Refused(f"{refused} could not be taken in.", problems, advice)
    return [_take_in(inspection, author, one, receipts) for one in opened]


def _open(inspection: Inspection, package: Path, keys: dict[str, Collection[str]]) -> _Opened:
    """Proves a package without changing anything; adds a laptop that is new to `keys`."""
    data = read_package(package)
    team = ring.team_key(inspection)
    payload, signer = unseal(data, [team.identity])
    claimed = manifest_of(payload)
    if claimed.inspection != inspection.id:
        raise OtherInspection(f"inspection {claimed.inspection}", "manifest")
    first = claimed.device not in keys
    if signer not in keys.setdefault(claimed.device, (signer,)):
        raise WrongSigner("signed by another key than that laptop's", "manifest")
    admitted = admit(data, [team.identity], inspection=inspection.id, senders={claimed.sender: (signer,)})
    changes = () if admitted.manifest.kind == "receipt" else _sound_changes(admitted.records)
    return _Opened(package, admitted, signer, first, changes)


def _take_in(inspection: Inspection, author: str, opened: _Opened, receipts: Destination | None) -> Received:
    """Merges what an opened package brings and puts its receipt out."""
    manifest = opened.admitted.manifest
    fresh: list[Change] = []
    receipt = None
    # Receipts need no receipt, nor do packages of ours that came back.
    due = manifest.kind != "receipt" and manifest.device != inspection.journal.device
    if manifest.kind == "receipt":
        note_acknowledged(inspection, [Receipt.from_record(record) for record in opened.admitted.records])
    else:
        with inspection.store.transaction():
            fresh = inspection.merge(opened.changes, manifest.package)
            note_received(inspection, manifest, opened.path.name, opened.admitted.sha256, len(fresh))
    if due:
        place = receipts or opened.path.parent
        receipt = _send_receipt(inspection, author, place, opened.admitted, len(fresh))
    return Received(
        package=opened.path,
        kind=manifest.kind,
        sender=name_of(inspection, manifest),
        changes=len(opened.admitted.records),
        new_changes=len(fresh),
        conflicts=_conflicts(inspection, {c.register for c in fresh}),
        receipt=receipt,
        fingerprint=fingerprint(opened.signer),
        first=opened.first,
        due=due,
        concerns=open_concerns(inspection, {c.entity_id for c in opened.changes if c.entity == "concern"}),
    )


def name_of(inspection: Inspection, manifest: Manifest) -> str:
    """The sender's name, where the team knows it."""
    return next((p.name for p in queries.team(inspection) if p.id == manifest.sender), manifest.sender)


def _sound_changes(records: Sequence[Mapping[str, Any]]) -> tuple[Change, ...]:
    changes = tuple(Change.from_dict(record) for record in records)
    for number, change in enumerate(changes, start=2):
        if not change.is_sound():
            raise Damaged("a change does not match its id", f"line {number}")
    return changes


def _conflicts(inspection: Inspection, touched: set[Register]) -> int:
    return sum(1 for register, _ in inspection.journal.conflicts() if register in touched)


def _send_receipt(
    inspection: Inspection, author: str, place: Destination, got: Admitted, new: int
) -> Path | None:
    """The receipt; a place that takes no files does not undo what was merged."""
    stamp = inspection.journal.last_stamp()
    receipt = Receipt(got.manifest.package, got.sha256, new, stamp, author or "nobody")
    try:
        return send_receipt(inspection, author, place, receipt)
    except Fault:
        return None
