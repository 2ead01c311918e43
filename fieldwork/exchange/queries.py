"""What has been exchanged: the list of packages, and noting them in it."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from fieldwork.exchange.format import Manifest, Receipt
from fieldwork.inspection.changes import Change, Register
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.projection import case_of


@dataclass(frozen=True, slots=True)
class PackageRow:
    """A package that went out or came in; `acknowledged` is when its receipt says it arrived."""

    id: str
    direction: str
    kind: str
    name: str
    at: str
    person: str
    changes: int
    cases: int
    new_changes: int
    acknowledged: str | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """What no package has carried away yet: the number of changes, and the cases that they are about."""

    changes: int
    cases: frozenset[str]


def waiting(inspection: Inspection) -> Waiting:
    """What would be sent now."""
    rows = inspection.store.rows(
        "SELECT entity, entity_id, count(*) FROM change WHERE received IS NULL AND sent IS NULL "
        "GROUP BY entity, entity_id"
    )
    about = (case_of(Register(entity, entity_id, "")) for entity, entity_id, _ in rows)
    return Waiting(sum(row[2] for row in rows), frozenset(ref for ref in about if ref))


def open_concerns(inspection: Inspection, ids: Collection[str] | None = None) -> tuple[str, ...]:
    """The cases and records with a concern that is not closed: of all concerns, or of these."""
    found = {
        row["case"]
        for key, row in inspection.records("concern").items()
        if "case" in row and not row.get("closed") and (ids is None or key in ids)
    }
    return tuple(sorted(found))


def packages(inspection: Inspection) -> list[PackageRow]:
    """Every package of this copy, latest first."""
    rows = inspection.store.rows(
        "SELECT id, direction, kind, name, at, person, changes, cases, new_changes, acknowledged "
        "FROM package ORDER BY at DESC, rowid DESC"
    )
    return [PackageRow(*row) for row in rows]


def note_sent(inspection: Inspection, manifest: Manifest, name: str, digest: str, changes: int) -> None:
    """Remembers a package that went out, inside a transaction of the caller's."""
    _note(inspection, manifest, "out", name, digest, changes, 0)


def note_received(
    inspection: Inspection, manifest: Manifest, name: str, digest: str, new_changes: int
) -> None:
    """Remembers a package that came in, inside a transaction of the caller's; one that is known, such
    as one of ours that comes back or one that comes twice, stays as it was noted first.
    """
    _note(inspection, manifest, "in", name, digest, manifest.changes, new_changes)


def _note(
    inspection: Inspection, of: Manifest, direction: str, name: str, digest: str, changes: int, new: int
) -> None:
    values = {
        "id": of.package,
        "direction": direction,
        "kind": of.kind,
        "name": name,
        "at": of.made,
        "person": of.sender,
        "device": of.device,
        "sha256": digest,
        "changes": changes,
        "cases": of.cases,
        "new_changes": new,
        "noted": _now(inspection),
        "key": of.signing_key,
        "seq": of.seq,
        "recipients": json.dumps(of.to),
    }
    columns, marks = ", ".join(values), ", ".join("?" * len(values))
    inspection.store.execute(
        f"INSERT INTO package ({columns}) VALUES ({marks}) ON CONFLICT (id) DO NOTHING", (*values.values(),)
    )


def note_new_changes(inspection: Inspection, package: str, new_changes: int) -> None:
    """Says how many changes of a package that was noted when it came in were new, in the same write."""
    inspection.store.execute("UPDATE package SET new_changes = ? WHERE id = ?", (new_changes, package))


def digest_of(inspection: Inspection, package: str) -> str | None:
    """The SHA-256 of a package that is known here by its id; None for one that is not."""
    row = inspection.store.row("SELECT sha256 FROM package WHERE id = ?", (package,))
    return row[0] if row else None


def unacknowledged(inspection: Inspection) -> list[Change]:
    """The changes made here that nobody has said to have arrived."""
    return inspection.journal.where(
        "received IS NULL AND (sent IS NULL OR sent IN (SELECT id FROM package WHERE direction = 'out' "
        "AND acknowledged IS NULL)) ORDER BY device, seq"
    )


def note_acknowledged(inspection: Inspection, receipts: Sequence[Receipt]) -> None:
    """Marks packages of ours as arrived; receipts for other packages change nothing."""
    with inspection.store.transaction():
        inspection.store.many(
            "UPDATE package SET acknowledged = ? WHERE id = ? AND direction = 'out' AND sha256 = ?",
            [(receipt.received, receipt.package, receipt.sha256) for receipt in receipts],
        )
        inspection.store.many(
            "INSERT INTO acknowledgement (package, receiver, received, new_changes) SELECT id, ?, ?, ? "
            "FROM package WHERE id = ? AND direction = 'out' AND sha256 = ? ON CONFLICT DO NOTHING",
            [(r.receiver, r.received, r.new_changes, r.package, r.sha256) for r in receipts],
        )


@dataclass(frozen=True, slots=True)
class Chain:
    """What is held of one laptop's journal: how many entries, up to which number, the latest stamp."""

    device: str
    entries: int
    highest: int
    at: str
    author: str


def chains(inspection: Inspection) -> list[Chain]:
    """Every laptop's chain as far as it is here; `author` made its latest entry."""
    rows = inspection.store.rows(
        "SELECT device, count(DISTINCT seq), max(seq), max(at), author FROM change GROUP BY device"
    )
    return [Chain(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class PackagesFrom:
    """The packages (no receipts) that came from one laptop: how many, when the latest was taken in."""

    device: str
    packages: int
    latest: str | None


def packages_from(inspection: Inspection) -> dict[str, PackagesFrom]:
    """What has come in, by the laptop that sent it."""
    rows = inspection.store.rows(
        "SELECT device, count(*), max(noted) FROM package "
        "WHERE direction = 'in' AND kind <> 'receipt' GROUP BY device"
    )
    return {row[0]: PackagesFrom(*row) for row in rows}


def acknowledgements(inspection: Inspection) -> dict[str, tuple[tuple[str, str], ...]]:
    """By package: who has said that it arrived (a person's id), and when (clock stamp)."""
    found: dict[str, list[tuple[str, str]]] = {}
    rows = inspection.store.rows(
        "SELECT package, receiver, received FROM acknowledgement ORDER BY received, receiver"
    )
    for package, receiver, received in rows:
        found.setdefault(package, []).append((receiver, received))
    return {package: tuple(words) for package, words in found.items()}


def cases_by_holder(inspection: Inspection) -> dict[str, dict[str, list[str]]]:
    """The references of cases by who reads them ("" for nobody) and status."""
    rows = inspection.store.rows(
        "SELECT coalesce(inspector, ''), status, ref FROM reading WHERE subject = 'case' ORDER BY ref"
    )
    found: dict[str, dict[str, list[str]]] = {}
    for holder, status, ref in rows:
        found.setdefault(holder, {}).setdefault(status, []).append(ref)
    return found


def _now(inspection: Inspection) -> str:
    return inspection.now().isoformat(timespec="seconds")
