"""Changes kept aside: what came but does not count, and its going in or out as the roster changes.

What counts follows from the changes themselves and the roster, never from the order in which they came: every
time the roster changes, all changes are judged anew. So copies that have the same packages show the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fieldwork.inspection.changes import Change, Register
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.roster import Roster, Why
from fieldwork.inspection.rows import row_of

_COLUMNS = "id, at, author, device, seq, prev, entity, entity_id, field, value, replaces, received, sent"
#: Judging may change the roster, which is judged by again; each round has nearer leads settled.
_ROUNDS = 20


@dataclass(frozen=True, slots=True)
class Kept:
    """A change that does not count here, why, and the package that brought it ("" for one made here)."""

    change: Change
    why: Why
    package: str


@dataclass(frozen=True, slots=True)
class Moved:
    """How many changes ceased to count, and how many began to."""

    out: int = 0
    back: int = 0


def keep(inspection: Inspection, kept: Iterable[Kept]) -> None:
    """Puts changes of a package aside, in a transaction of the caller's; those that count already stay."""
    rows = [(*row_of(k.change), k.package or None, None, k.why.value, k.package) for k in kept]
    marks = ", ".join("?" * 15)
    inspection.store.many(
        f"INSERT OR IGNORE INTO aside ({_COLUMNS}, why, package) SELECT {marks} "
        "WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = ?)",
        [(*row, row[0]) for row in rows],
    )
    # What its author or a lead has sent meanwhile counts, and need not be kept here as well.
    inspection.store.execute(
        "DELETE FROM aside WHERE EXISTS (SELECT 1 FROM change WHERE change.id = aside.id)"
    )


def kept(inspection: Inspection) -> list[Kept]:
    """Everything that is kept aside, oldest first; a change that came in several packages once."""
    rows = inspection.store.rows("SELECT id, min(why), min(package) FROM aside GROUP BY id")
    said = {row[0]: (Why(row[1]), str(row[2])) for row in rows}
    held = {c.id: c for c in inspection.journal.where("1 = 1 ORDER BY at, id", table="aside")}
    return [Kept(change, *said[change.id]) for change in held.values()]


def unsent(inspection: Inspection) -> list[Change]:
    """Changes made here that do not count and that no package has carried: the lead may admit them."""
    return inspection.journal.where("package = '' AND sent IS NULL ORDER BY device, seq", table="aside")


def mark_sent(inspection: Inspection, ids: Iterable[str], package: str) -> None:
    """Notes which package carried changes away that do not count, inside a transaction of the caller's."""
    inspection.store.many(
        "UPDATE aside SET sent = ? WHERE package = '' AND id = ?", [(package, key) for key in ids]
    )


def rejudge(inspection: Inspection) -> Moved:
    """Judges every change by the roster as it is now, inside a transaction of the caller's."""
    out = back = 0
    for _ in range(_ROUNDS):
        roster = inspection.standing.roster
        if roster is None:
            break
        claims = inspection.standing.claims()
        leaving = _leaving(inspection, roster, claims)
        returning = _returning(inspection, roster, claims)
        if not leaving and not returning:
            break
        _move(inspection, leaving, returning)
        out, back = out + len(leaving), back + len(returning)
    return Moved(out, back)


def _leaving(inspection: Inspection, roster: Roster, claims: Mapping[str, str]) -> dict[str, Why]:
    """The changes that count and should not, by id. Their values are not read: there may be a million."""
    rows = inspection.store.rows("SELECT id, author, device, seq, entity, entity_id, field FROM change")
    found = {}
    for row in rows:
        if row[3] > roster.since.get(row[2], 0):
            why = roster.fault(_unread(row), claims)
            if why:
                found[row[0]] = why
    return found


def _returning(inspection: Inspection, roster: Roster, claims: Mapping[str, str]) -> set[str]:
    """The changes that do not count and should: their author or a lead sent them, and no rule forbids it."""
    rows = inspection.store.rows(
        "SELECT aside.id, aside.author, aside.device, aside.seq, entity, entity_id, field, aside.package, "
        "p.person, p.device, p.seq FROM aside LEFT JOIN package AS p ON p.id = aside.package"
    )
    found = set()
    for row in rows:
        change, (package, person, device, seq) = _unread(row), row[7:]
        vouched = (
            not package or person == change.author or (person and roster.is_lead(person, device, max(seq, 1)))
        )
        if (vouched or change.id in roster.admitted) and roster.fault(change, claims) is None:
            found.add(change.id)
    return found


def _unread(row: Sequence[Any]) -> Change:
    """A change as far as judging needs it: its id, author, device, number and register."""
    key, author, device, seq, entity, entity_id, field = row[:7]
    return Change(key, "", author, device, seq, "", entity, entity_id, field, None, ())


def _move(inspection: Inspection, leaving: Mapping[str, Why], returning: Iterable[str]) -> None:
    store = inspection.store
    touched = set()
    for table, ids in (("change", list(leaving)), ("aside", list(returning))):
        for key in ids:
            row = store.row(f"SELECT entity, entity_id, field FROM {table} WHERE id = ?", (key,))
            if row:
                touched.add(Register(*row))
    store.many(
        f"INSERT OR IGNORE INTO aside ({_COLUMNS}, why, package) "
        f"SELECT {_COLUMNS}, ?, coalesce(received, '') FROM change WHERE id = ?",
        [(why.value, key) for key, why in leaving.items()],
    )
    store.many("DELETE FROM change WHERE id = ?", [(key,) for key in leaving])
    store.many(
        f"INSERT OR IGNORE INTO change ({_COLUMNS}) SELECT {_COLUMNS} FROM aside WHERE id = ?",
        [(key,) for key in returning],
    )
    store.many("DELETE FROM aside WHERE id = ?", [(key,) for key in returning])
    _refold(inspection, touched)


def _refold(inspection: Inspection, touched: set[Register]) -> None:
    """Sets the heads of these registers anew; one that nothing is left of has none."""
    store, journal = inspection.store, inspection.journal
    store.many("DELETE FROM head WHERE entity = ? AND entity_id = ? AND field = ?", touched)
    journal.refold({register: journal.of_register(register) for register in touched})
    inspection.reproject(touched)
