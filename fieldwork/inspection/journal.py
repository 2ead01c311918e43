"""The journal: append-only changes, chained by device, folded into heads. The truth of the file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from fieldwork.inspection import clock, union
from fieldwork.inspection.changes import Apart, Change, Head, Register, dump, fold, make, same, storable
from fieldwork.inspection.rows import COLUMNS, change_of, head_of, head_row, row_of
from fieldwork.inspection.store import Store

_LAST = "\U0010ffff"  # sorts after every id
_INSERT = f"INSERT INTO change ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


class Journal:
    """Reads and appends changes. Every writing method runs inside a transaction of the caller's.

    Attributes: `device` names this copy of the file on this computer.
    """

    def __init__(self, store: Store, device: str, now: clock.WallClock = clock.wall_clock) -> None:
        self._store = store
        self._now = now
        self._end: tuple[tuple[int, int], str, tuple[str, int, str]] | None = None
        self.device = device

    # -- writing -------------------------------------------------------------------------------

    def append(self, author: str, values: Mapping[Register, Any]) -> list[Change]:
        """Adds one change a register and moves its head. Values that are already current are
        left out, unless others stand beside them: then the change settles it. `Apart` adds several
        changes, none of which replaces another.
        """
        at, seq, prev = self._ending()
        made: list[Change] = []
        apart: dict[Register, list[Change]] = {}
        for register, given in values.items():
            head = self.head(register)
            if not isinstance(given, Apart) and _is_current(head, storable(given)):
                continue
            replaces = (head.change, *head.rivals) if head else ()
            for value in given.values if isinstance(given, Apart) else (given,):
                at, seq = clock.tick(at, self._now()), seq + 1
                change = make(at, author, self.device, seq, prev, register, storable(value), replaces)
                prev = change.id
                made.append(change)
                if isinstance(given, Apart):
                    apart.setdefault(register, []).append(change)
        self._store.many(_INSERT, map(row_of, made))
        self._store.many(
            "INSERT OR REPLACE INTO head (entity, entity_id, field, value, change, at, author) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(*c.register, dump(c.value), c.id, c.at, c.author) for c in made],
        )
        self.refold(apart)
        self._end = (self._store.version(), self.device, (at, seq, prev))
        return made

    def _ending(self) -> tuple[str, int, str]:
        """Where the next entry goes on from: the latest stamp, this device's last number and id."""
        if self._end is not None and self._end[:2] == (self._store.version(), self.device):
            return self._end[2]
        last = self._store.row(
            "SELECT seq, id FROM (SELECT seq, id, device FROM change UNION ALL SELECT seq, id, device FROM "
            "aside) WHERE device = ? ORDER BY seq DESC, id DESC LIMIT 1",
            (self.device,),
        )
        return (self.last_stamp(), *(last or (0, "")))

    def merge(self, changes: Iterable[Change], received: str) -> list[Change]:
        """Takes the union with another journal; returns the changes that were new here."""
        return self.take_in(changes, received).changes

    def take_in(self, changes: Iterable[Change], received: str) -> union.Fresh:
        """The same, saying also which registers were set."""
        fresh = union.take_in(self._store, self.size(), changes, received)
        self._end = None
        self.refold(fresh.histories)
        return fresh

    def refold(self, registers: Mapping[Register, Sequence[Change]]) -> None:
        """Sets the heads of these registers from all their changes."""
        folded = ((register, fold(changes)) for register, changes in registers.items())
        self._store.many(
            "INSERT OR REPLACE INTO head VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [head_row(register, head) for register, head in folded if head is not None],
        )

    # -- reading -------------------------------------------------------------------------------

    def head(self, register: Register) -> Head | None:
        """The current value of one register."""
        row = self._store.row(
            "SELECT value, change, at, author, rivals, conflict FROM head "
            "WHERE entity = ? AND entity_id = ? AND field = ?",
            register,
        )
        return head_of(row) if row else None

    def fields(self, entity: str, first: str, last: str) -> Iterator[tuple[str, str, Head]]:
        """The same as `heads`: id, field and current value."""
        rows = self._store.rows(
            "SELECT value, change, at, author, rivals, conflict, entity_id, field FROM head "
            "WHERE entity = ? AND entity_id >= ? AND entity_id < ?",
            (entity, first, last),
        )
        for row in rows:
            yield row[6], row[7], head_of(row[:6])

    def heads(self, entity: str, first: str = "", last: str = _LAST) -> Iterator[tuple[Register, Head]]:
        """The current values of a kind of thing, with ids from `first` up to before `last`."""
        for entity_id, field, head in self.fields(entity, first, last):
            yield Register(entity, entity_id, field), head

    def all_heads(self) -> Iterator[tuple[Register, Head]]:
        """Every current value."""
        rows = self._store.rows(
            "SELECT entity, entity_id, field, value, change, at, author, rivals, conflict FROM head"
        )
        for row in rows:
            yield Register(*row[:3]), head_of(row[3:])

    def conflicts(self) -> list[tuple[Register, Head]]:
        """Every register whose value was changed apart and is not settled."""
        rows = self._store.rows(
            "SELECT entity, entity_id, field, value, change, at, author, rivals, conflict FROM head "
            "WHERE conflict = 1 ORDER BY entity, entity_id, field"
        )
        return [(Register(*row[:3]), head_of(row[3:])) for row in rows]

    def of_register(self, register: Register) -> list[Change]:
        """Every change of one register, oldest first."""
        return self._select("WHERE entity = ? AND entity_id = ? AND field = ? ORDER BY at, id", register)

    def part(self, device: str, first: int, last: int) -> list[Change]:
        """The entries of a device's chain from one number to another, in order."""
        return self._select("WHERE device = ? AND seq BETWEEN ? AND ? ORDER BY seq", (device, first, last))

    def length(self) -> int:
        """The number of this device's last entry."""
        return self._ending()[1]

    def size(self) -> int:
        """How many entries the journal has taken, in what order ever: it grows with each of them."""
        row = self._store.row("SELECT max(rowid) FROM change")
        return int(row[0] or 0) if row else 0

    def with_ids(self, ids: Iterable[str]) -> dict[str, Change]:
        """Changes by id; unknown ids are left out."""
        found: dict[str, Change] = {}
        for part in _parts(ids):
            marks = ", ".join("?" * len(part))
            found.update((c.id, c) for c in self._select(f"WHERE id IN ({marks})", part))
        return found

    def all(self) -> Iterator[Change]:
        """The whole journal by device and number."""
        yield from self._select("ORDER BY device, seq, id")

    def unsent(self) -> list[Change]:
        """Changes made here that no package has carried away yet."""
        return self._select("WHERE received IS NULL AND sent IS NULL ORDER BY device, seq")

    def count_unsent(self) -> int:
        row = self._store.row("SELECT count(*) FROM change WHERE received IS NULL AND sent IS NULL")
        return int(row[0]) if row else 0

    def mark_sent(self, ids: Iterable[str], package: str) -> None:
        """Notes which package carried these changes away."""
        self._store.many("UPDATE change SET sent = ? WHERE id = ?", ((package, i) for i in ids))

    def last_stamp(self) -> str:
        """The latest clock stamp that this file has seen, from any device."""
        row = self._store.row("SELECT max(at) FROM change")
        return row[0] or "" if row else ""

    def where(self, condition: str, values: Sequence[Any] = (), table: str = "change") -> list[Change]:
        """Changes by an SQL condition on the columns of `change` or `aside` (for this room's queries)."""
        return self._select(f"WHERE {condition}", values, table)

    def _select(self, rest: str, values: Sequence[Any] = (), table: str = "change") -> list[Change]:
        return [change_of(row) for row in self._store.rows(f"SELECT {COLUMNS} FROM {table} {rest}", values)]


def _is_current(head: Head | None, value: Any) -> bool:
    """Whether a register holds a value already, with nothing beside it."""
    if head is None:
        return value is None
    return same(head.value, value) and not head.rivals


def _parts(ids: Iterable[str]) -> Iterator[list[str]]:
    """Ids in portions that one statement can take."""
    wanted = iter(ids)
    while part := list(islice(wanted, 500)):
        yield part
