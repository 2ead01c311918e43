"""Receiving: a package is proved, opened and merged whole; its sender gets a receipt."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fieldwork.errors import Fault, FieldworkError, Problem, Refused
from fieldwork.exchange import ring
from fieldwork.exchange.admission import Admitted, admit
from fieldwork.exchange.format import Manifest, Receipt, manifest_of
from fieldwork.exchange.keys import fingerprint
from fieldwork.exchange.merging import Merged, learn, merge
from fieldwork.exchange.parcels import Destination, read_package
from fieldwork.exchange.queries import (
    digest_of,
    note_acknowledged,
    note_new_changes,
    note_received,
    open_concerns,
)
from fieldwork.exchange.refusals import Damaged, Replayed
from fieldwork.exchange.seal import unseal
from fieldwork.exchange.send import send_receipt
from fieldwork.exchange.senders import USUAL, Rules, Senders
from fieldwork.exchange.team.recovery import lay_beside
from fieldwork.inspection import queries
from fieldwork.inspection.aside import Kept
from fieldwork.inspection.changes import Change, Register
from fieldwork.inspection.file import Inspection
from fieldwork.wording import count


@dataclass(frozen=True, slots=True)
class Received:
    """What a package brought. `conflicts` counts fields that it left changed apart; `receipt` is
    the receipt's file, None where it could not be written or is not `due`. `first` says that this
    laptop was not known before; compare its `fingerprint` with the sender once. `concerns` are the
    cases and records that the package holds an open concern about. `aside` are the changes that do not
    count and are kept aside, `again` says that the package had been received before, and `founded` that
    from now on this copy goes by the team as the sender's founder has accepted it.
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
    aside: tuple[Kept, ...] = ()
    again: bool = False
    founded: bool = False


@dataclass(frozen=True, slots=True)
class _Opened:
    """A package that passed every check and is not merged yet."""

    path: Path
    admitted: Admitted
    signer: str
    first: bool
    founds: bool


def receive(
    inspection: Inspection,
    author: str,
    package: Path,
    receipts: Destination | None = None,
    rules: Rules = USUAL,
) -> Received:
    """Takes a package in: whole or, with a `PackageRefused` of one sentence, not at all.

    The receipt is put into `receipts`, by default the folder that the package lies in. Taking
    the same package in again changes nothing.
    """
    opened = _open(inspection, package, Senders(inspection, rules))
    return _take_in(inspection, author, opened, receipts)


def receive_all(
    inspection: Inspection,
    author: str,
    packages: Sequence[Path],
    receipts: Destination | None = None,
    rules: Rules = USUAL,
) -> list[Received]:
    """Takes packages in, each as `receive` does, once all of them have passed every check.

    Raises `Refused` with every package that did not pass; then none is taken in.
    """
    senders = Senders(inspection, rules)
    opened: list[_Opened] = []
    problems: list[Problem] = []
    for package in packages:
        try:
            opened.append(_open(inspection, package, senders))
        except FieldworkError as error:
            problems.append(Problem(package.name or str(package), f"{error} {error.advice}".rstrip()))
    if problems:
        refused = f"{len(problems)} of {count(len(packages), 'package')}" if opened else "The packages"
        if len(packages) == 1:
            refused = "The package"
        advice = "Nothing has changed. Receive the others without them." if opened else "Nothing has changed."
        raise Refused(f"{refused} could not be taken in.", problems, advice)
    return [_take_in(inspection, author, one, receipts) for one in opened]


def _open(inspection: Inspection, package: Path, senders: Senders) -> _Opened:
    """Proves a package without changing anything."""
    data = read_package(package)
    identities = ring.identities(inspection)
    payload, signer = unseal(data, identities)
    claimed = manifest_of(payload)
    first = senders.check(claimed, signer)
    admitted = admit(data, identities, inspection=inspection.id, senders={claimed.sender: (signer,)})
    before = digest_of(inspection, claimed.package)
    if before not in (None, admitted.sha256):
        raise Replayed("another package came under the same id", "manifest")
    refuse_unsound(admitted.changes)
    return _Opened(package, admitted, signer, first, senders.founds(claimed, signer))


def _take_in(inspection: Inspection, author: str, opened: _Opened, receipts: Destination | None) -> Received:
    """Merges what an opened package brings and puts its receipt out."""
    manifest = opened.admitted.manifest
    merged, receipt = Merged(()), None
    again = digest_of(inspection, manifest.package) is not None
    # Receipts need no receipt, nor do packages of ours that came back.
    due = manifest.kind != "receipt" and manifest.device != inspection.journal.device
    with inspection.store.transaction():
        if opened.founds:
            inspection.standing.follow(manifest.root, manifest.founder)
        if manifest.kind == "receipt":
            note_acknowledged(inspection, opened.admitted.receipts)
        else:
            note_received(inspection, manifest, opened.path.name, opened.admitted.sha256, 0)
            merged = merge(inspection, manifest, opened.admitted.changes, trusted=opened.founds)
            if not again:
                note_new_changes(inspection, manifest.package, len(merged.fresh))
        learn(inspection, author, manifest)
    lay_beside(inspection)
    if due:
        place = receipts or opened.path.parent
        receipt = _send_receipt(inspection, author, place, opened.admitted, len(merged.fresh))
    concerns = {c.entity_id for c in opened.admitted.changes if c.entity == "concern"}
    return Received(
        package=opened.path,
        kind=manifest.kind,
        sender=name_of(inspection, manifest),
        changes=manifest.changes,
        new_changes=len(merged.fresh),
        conflicts=_conflicts(inspection, {c.register for c in merged.fresh}),
        receipt=receipt,
        fingerprint=fingerprint(opened.signer),
        first=opened.first,
        due=due,
        concerns=open_concerns(inspection, concerns),
        aside=merged.kept,
        again=again,
        founded=opened.founds,
    )


def name_of(inspection: Inspection, manifest: Manifest) -> str:
    """The sender's name, where the team knows it."""
    return next((p.name for p in queries.team(inspection) if p.id == manifest.sender), manifest.sender)


def refuse_unsound(changes: Sequence[Change]) -> None:
    """Raises `Damaged` where the lines of a package hold a change without the id that its content gives."""
    for number, change in enumerate(changes, start=2):
        if not change.is_sound():
            raise Damaged("a change does not match its id", f"line {number}")


def _conflicts(inspection: Inspection, touched: set[Register]) -> int:
    return sum(1 for register, _ in inspection.journal.conflicts() if register in touched)


def _send_receipt(
    inspection: Inspection, author: str, place: Destination, got: Admitted, new: int
) -> Path | None:
    """The receipt; a place that takes no files does not undo what was merged."""
    stamp = inspection.journal.last_stamp()
    receipt = Receipt(got.manifest.package, got.sha256, new, stamp, author or "nobody")
    try:
        return send_receipt(inspection, author, place, receipt, got.manifest.sender)
    except (Fault, Refused):
        return None
