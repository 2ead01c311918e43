"""What waits to be sent, and what places held: the tables `outgoing` and `arrived` of this copy."""

from collections.abc import Collection
from dataclasses import dataclass

from fieldwork.inspection.file import Inspection


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A sealed package on its way. `place` is an address's text; `fault` says why it did not go last
    time; `gone` is when it had arrived in its place whole, None while it waits.
    """

    name: str
    place: str
    size: int
    sha256: str
    at: str
    tries: int
    fault: str
    gone: str | None


_OUTGOING = "name, place, size, sha256, at, tries, fault, gone"


def add_outgoing(inspection: Inspection, name: str, place: str, data: bytes, sha256: str) -> None:
    """Puts a package into the outbox, inside a transaction of the caller's."""
    inspection.store.execute(
        "INSERT INTO outgoing (name, place, data, size, sha256, at) VALUES (?, ?, ?, ?, ?, ?)",
        (name, place, data, len(data), sha256, _now(inspection)),
    )


def add_gone(inspection: Inspection, name: str, place: str, size: int, sha256: str) -> None:
    """Remembers a package that went to its place at once."""
    now = _now(inspection)
    with inspection.store.transaction():
        inspection.store.execute(
            "INSERT OR REPLACE INTO outgoing (name, place, size, sha256, at, gone) VALUES (?, ?, ?, ?, ?, ?)",
            (name, place, size, sha256, now, now),
        )


def outgoing(inspection: Inspection, *, waiting: bool) -> list[Outgoing]:
    """The packages that wait, or else those that have gone; the oldest first."""
    rows = inspection.store.rows(
        f"SELECT {_OUTGOING} FROM outgoing WHERE (gone IS NULL) = ? ORDER BY at, rowid", (int(waiting),)
    )
    return [Outgoing(*row) for row in rows]


def data_of(inspection: Inspection, name: str) -> bytes | None:
    """The bytes of a package that waits; None where it has gone or is not known."""
    row = inspection.store.row("SELECT data FROM outgoing WHERE name = ? AND gone IS NULL", (name,))
    return bytes(row[0]) if row and row[0] is not None else None


def note_gone(inspection: Inspection, name: str) -> None:
    """Says that a package lies in its place whole; its bytes are dropped here."""
    with inspection.store.transaction():
        inspection.store.execute(
            "UPDATE outgoing SET gone = ?, data = NULL, fault = '', tries = tries + 1 WHERE name = ?",
            (_now(inspection), name),
        )


def note_fault(inspection: Inspection, names: Collection[str], fault: str) -> None:
    """Says why packages did not go this time."""
    with inspection.store.transaction():
        inspection.store.many(
            "UPDATE outgoing SET tries = tries + 1, fault = ? WHERE name = ?", [(fault, n) for n in names]
        )


def rename_outgoing(inspection: Inspection, name: str, to: str) -> None:
    """Gives a package that waits another name, here and among the packages sent."""
    with inspection.store.transaction():
        for table in ("outgoing", "package"):
            inspection.store.execute(f"UPDATE {table} SET name = ? WHERE name = ?", (to, name))


def readdress(inspection: Inspection, place: str, to: str) -> int:
    """Sends what waits for one place to another; returns how many packages that are."""
    with inspection.store.transaction():
        row = inspection.store.row("SELECT count(*) FROM outgoing WHERE place = ? AND gone IS NULL", (place,))
        inspection.store.execute(
            "UPDATE outgoing SET place = ? WHERE place = ? AND gone IS NULL", (to, place)
        )
    return int(row[0]) if row else 0


# -- what places held ---------------------------------------------------------------------------


def known_names(inspection: Inspection, place: str) -> dict[str, tuple[int, str]]:
    """What need not be looked at again in a place: size and state by name, our own packages among them."""
    found = {
        name: (size, "ours")
        for name, size in inspection.store.rows("SELECT name, size FROM outgoing WHERE place = ?", (place,))
    }
    rows = inspection.store.rows("SELECT name, size, state FROM arrived WHERE place = ?", (place,))
    return found | {name: (size, state) for name, size, state in rows}


def note_arrived(inspection: Inspection, place: str, name: str, size: int, state: str, words: str) -> None:
    """Remembers what became of a package of a place: `taken`, `others` or `refused`, and why."""
    with inspection.store.transaction():
        inspection.store.execute(
            "INSERT OR REPLACE INTO arrived (place, name, size, at, state, words) VALUES (?, ?, ?, ?, ?, ?)",
            (place, name, size, _now(inspection), state, words),
        )


def places_used(inspection: Inspection) -> dict[str, int]:
    """Every place that packages of ours went to or wait for, and how many lie there."""
    rows = inspection.store.rows(
        "SELECT place, count(gone) FROM outgoing GROUP BY place UNION ALL "
        "SELECT place, 0 FROM arrived GROUP BY place"
    )
    found: dict[str, int] = {}
    for place, number in rows:
        found[place] = found.get(place, 0) + number
    return found


def _now(inspection: Inspection) -> str:
    return inspection.now().isoformat(timespec="seconds")
