"""What this copy knows of the other laptops, and how far its own journal goes."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fieldwork.exchange.format import Manifest
from fieldwork.exchange.team.extents import Have, Positions
from fieldwork.inspection.changes import Register
from fieldwork.inspection.file import Inspection

_HAVE = "have"


@dataclass(frozen=True, slots=True)
class Peer:
    """Another laptop, as its latest package told of it: its key, whose it is, when, and what it held."""

    device: str
    key: str
    person: str
    at: str
    have: Have


def note_peer(inspection: Inspection, manifest: Manifest) -> None:
    """Remembers who a package came from, and what they held then, inside a transaction of the caller's.

    An older package than one that came before tells nothing new. Who holds less than before has gone back
    to a backup: what is on its way to them may have been lost with it.
    """
    have = json.dumps(manifest.have) if manifest.have else ""
    row = inspection.store.row("SELECT at, have FROM peer WHERE device = ?", (manifest.device,))
    if row is None:
        inspection.store.execute(
            "INSERT INTO peer (device, key, person, at, have) VALUES (?, ?, ?, ?, ?)",
            (manifest.device, manifest.signing_key, manifest.sender, manifest.made, have),
        )
    elif have and manifest.made >= row[0]:
        inspection.store.execute(
            "UPDATE peer SET at = ?, have = ? WHERE device = ?", (manifest.made, have, manifest.device)
        )
        if row[1] and not _have(have).reaches(_have(row[1])):
            inspection.store.set_setting(sent_to(manifest.sender), "{}")


def sent_to(person: str) -> str:
    """The setting that says what a person holds if all that was sent to them arrives."""
    return f"sent to {person}"


def _have(text: str) -> Have:
    return Have.from_record(json.loads(text)) if text else Have()


def peers(inspection: Inspection) -> list[Peer]:
    """The laptops that packages came from; of each key the device that was heard of last, the others not.

    A copy that was put back from a backup is another device: what it held before is of no use.
    """
    rows = inspection.store.rows("SELECT device, key, person, at, have FROM peer ORDER BY rowid")
    latest = {key: (device, key, person, at, have) for device, key, person, at, have in rows}
    return [Peer(device, key, person, at, _have(have)) for device, key, person, at, have in latest.values()]


def devices_of(inspection: Inspection, key: str) -> list[str]:
    """Every device that packages with this key came from."""
    return [row[0] for row in inspection.store.rows("SELECT device FROM peer WHERE key = ?", (key,))]


def own_devices(inspection: Inspection, person: str) -> list[str]:
    """The devices that this copy of the file has been in this person's hands, the present one first.

    What others wrote before the file was copied is theirs.
    """
    rows = inspection.store.rows(
        "SELECT device FROM change WHERE received IS NULL GROUP BY device "
        "HAVING min(author) = ? AND max(author) = ?",
        (person, person),
    )
    now = inspection.journal.device
    return [now, *sorted({row[0] for row in rows} - {now})]


def positions(inspection: Inspection, devices: Iterable[str] | None = None) -> dict[str, int]:
    """The number of the latest entry that came here, of these devices or of all."""
    found: dict[str, int] = {}
    for table in ("change", "aside"):
        for device, seq in inspection.store.rows(f"SELECT device, max(seq) FROM {table} GROUP BY device"):
            found[device] = max(seq, found.get(device, 0))
    return found if devices is None else {d: found.get(d, 0) for d in devices}


def held(inspection: Inspection) -> Have:
    """What this copy holds. A whole copy holds each chain up to the first entry that has not come; one
    that was made from part of the journal goes by what the packages said that made it.
    """
    noted = inspection.store.setting(_HAVE)
    whole = _unbroken(inspection)
    if not noted:
        return Have(whole, None)
    have = Have.from_record(json.loads(noted))
    own = {device: whole[device] for device in made_here(inspection) if device in whole}
    return Have({**have.upto, **own}, have.scope)


def made_here(inspection: Inspection) -> list[str]:
    """The devices whose entries were made in this file, or in the file that it was copied from."""
    rows = inspection.store.rows("SELECT DISTINCT device FROM change WHERE received IS NULL")
    return [row[0] for row in rows]


def note_held(inspection: Inspection, have: Have) -> None:
    """Remembers what a copy made from part of the journal holds, inside a transaction of the caller's."""
    inspection.store.set_setting(_HAVE, json.dumps(have.as_record()))


def aside_of(inspection: Inspection) -> dict[str, int]:
    """How many entries of each device's chain are kept aside."""
    rows = inspection.store.rows("SELECT device, count(DISTINCT seq) FROM aside GROUP BY device")
    return dict(rows)


def is_partial(inspection: Inspection) -> bool:
    """Whether this copy holds only part of the team's cases."""
    return held(inspection).scope is not None


def _unbroken(inspection: Inspection) -> dict[str, int]:
    """The last number of each chain before its first gap; a chain whose beginning is missing is left out."""
    rows = inspection.store.rows("SELECT device, count(DISTINCT seq), max(seq) FROM change GROUP BY device")
    found = {device: last for device, count, last in rows if count == last}
    aside = {row[0] for row in inspection.store.rows("SELECT DISTINCT device FROM aside")}
    for device in aside | {row[0] for row in rows if row[0] not in found}:
        found[device] = _before_gap(inspection, device)
    return {device: last for device, last in found.items() if last}


def _before_gap(inspection: Inspection, device: str) -> int:
    row = inspection.store.row(
        "SELECT coalesce(max(seq), 0) FROM (SELECT seq, row_number() OVER (ORDER BY seq) AS place FROM "
        "(SELECT seq FROM change WHERE device = ? UNION SELECT seq FROM aside WHERE device = ?)) "
        "WHERE seq = place",
        (device, device),
    )
    return int(row[0]) if row else 0


def entries(inspection: Inspection, base: Positions) -> Iterator[tuple[str, str, int, Register]]:
    """Every counting entry beyond these positions: its id, device, number and register."""
    for device, last in positions(inspection).items():
        first = base.get(device, 0) + 1
        if first <= last:
            for key, seq, entity, entity_id, field in inspection.store.rows(
                "SELECT id, seq, entity, entity_id, field FROM change WHERE device = ? AND seq >= ?",
                (device, first),
            ):
                yield key, device, seq, Register(entity, entity_id, field)
