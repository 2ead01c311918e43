"""Taking in the changes of another journal, many at once: what is new, and the value of each register.

A million changes are merged in one go, so what is done for each of them is little: one row, one place in a
list. Registers are folded once, from what came where nothing was known of them, else from all there is.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from fieldwork.inspection.changes import Change, Register
from fieldwork.inspection.rows import COLUMNS, change_of, row_of
from fieldwork.inspection.sqlcipher import CACHE
from fieldwork.inspection.store import Store

#: From so many registers of one thing on, all its changes are read in one stretch.
_STRETCH = 8
#: From so many changes on a merge may be worth the making of indexes.
_MUCH = 20_000
#: What it may keep in memory meanwhile, in KiB.
_ROOM = 256_000
_INSERT = (
    f"INSERT INTO change ({COLUMNS}, received) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (id) DO NOTHING"
)


class _Span(NamedTuple):
    """The things of a kind whose ids begin alike: all answers of a case, say. `last` is beyond them."""

    entity: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Fresh:
    """What was new: its changes, and for every register that they set all changes that there are."""

    changes: list[Change] = field(default_factory=list)
    histories: Mapping[Register, Sequence[Change]] = field(default_factory=dict)

    @property
    def registers(self) -> Collection[Register]:
        return self.histories.keys()


def take_in(store: Store, size: int, changes: Iterable[Change], received: str) -> Fresh:
    """Adds what is new to a journal of this `size`, in a transaction of the caller's."""
    unique = {change.id: change for change in changes}
    rows = ((*row_of(change), received) for change in unique.values())
    with _much_room(store, size, len(unique)):
        inserted = store.many(_INSERT, rows)
    if not inserted:
        return Fresh()
    if inserted < len(unique):
        fresh = [unique[row[0]] for row in store.rows("SELECT id FROM change WHERE rowid > ?", (size,))]
    else:
        fresh = list(unique.values())
    found: defaultdict[Register, list[Change]] = defaultdict(list)
    for change in fresh:
        found[change.register].append(change)
    return Fresh(fresh, _with_earlier(store, found))


@contextmanager
def _much_room(store: Store, size: int, coming: int) -> Iterator[None]:
    """While more comes in than there is, indexes are made anew afterwards, and pages kept in memory.

    Rows come in no order that an index has: beyond what memory holds, each would cost several pages read,
    deciphered, enciphered and written. Whatever goes wrong, the transaction takes it all back.
    """
    if coming < max(size, _MUCH):
        yield
        return
    indexes = store.rows("SELECT name, sql FROM sqlite_master WHERE tbl_name = 'change' AND type = 'index'")
    store.execute(f"PRAGMA cache_size = -{_ROOM}")
    try:
        for name, sql in indexes:
            if sql:
                store.execute(f"DROP INDEX {name}")
        yield
        for _, sql in indexes:
            if sql:
                store.execute(sql)
    finally:
        store.execute(f"PRAGMA cache_size = -{CACHE}")


def _with_earlier(
    store: Store, found: Mapping[Register, list[Change]]
) -> Mapping[Register, Sequence[Change]]:
    """The changes of these registers, with those that were here before."""
    spans: dict[_Span, list[Register]] = {}
    for register in found:
        spans.setdefault(_span(register), []).append(register)
    every: dict[Register, Sequence[Change]] = {}
    for span, registers in spans.items():
        known = _known(store, span)
        every.update((register, found[register]) for register in registers if register[1:] not in known)
        earlier = [register for register in registers if register[1:] in known]
        if len(earlier) >= _STRETCH:
            every.update(_in_stretch(store, span, earlier))
        else:
            every.update((register, _of(store, register)) for register in earlier)
    return every


def _span(register: Register) -> _Span:
    entity, key, _ = register
    case, stroke, _ = key.rpartition("/")
    return _Span(entity, f"{case}/", f"{case}0") if stroke else _Span(entity, key, f"{key}\0")


def _known(store: Store, span: _Span) -> set[tuple[Any, ...]]:
    """The ids and fields of a stretch that have a value."""
    rows = store.rows(
        "SELECT entity_id, field FROM head WHERE entity = ? AND entity_id >= ? AND entity_id < ?", span
    )
    return set(rows)


def _of(store: Store, register: Register) -> list[Change]:
    return _changes(store, "entity_id = ? AND field = ?", (register.entity, *register[1:]))


def _in_stretch(store: Store, span: _Span, wanted: list[Register]) -> dict[Register, list[Change]]:
    found: dict[Register, list[Change]] = {register: [] for register in wanted}
    for change in _changes(store, "entity_id >= ? AND entity_id < ?", span):
        if change.register in found:
            found[change.register].append(change)
    return found


def _changes(store: Store, where: str, values: Sequence[str]) -> list[Change]:
    rows = store.rows(f"SELECT {COLUMNS} FROM change WHERE entity = ? AND {where}", values)
    return [change_of(row) for row in rows]
