"""Taking in the changes of another journal, many at once: what is new, and the value of each register.

A million changes are merged in one go, so what is done for each of them is little: one row, one place in a
list. Registers are folded once, from what came where nothing was known of them, else from all there is.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from fieldwork.inspection.changes import Change, Register
from fieldwork.inspection.rows import COLUMNS, change_of, row_of
from fieldwork.inspection.store import Store

#: From so many registers of one thing on, all its changes are read in one stretch.
_STRETCH = 8
_INSERT = (
    f"INSERT INTO change ({COLUMNS}, received) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (id) DO NOTHING"
)


class _Span(NamedTuple):
    """The things of a kind whose ids begin alike: all answers of a case, say. `last` is beyond them."""

    entity: str
    first: str
    last: str


#: Everything that was ever said of these registers.
Histories = Mapping[Register, Sequence[Change]]


def take_in(
    store: Store, size: int, changes: Iterable[Change], received: str
) -> tuple[list[Change], Histories]:
    """Adds what is new to a journal of this `size`, in a transaction of the caller's.

    Returns the new changes, and of every register that they set all changes, for its value.
    """
    unique = {change.id: change for change in changes}
    inserted = store.many(_INSERT, ((*row_of(change), received) for change in unique.values()))
    if not inserted:
        return [], {}
    if inserted < len(unique):
        fresh = [unique[row[0]] for row in store.rows("SELECT id FROM change WHERE rowid > ?", (size,))]
    else:
        fresh = list(unique.values())
    found: defaultdict[Register, list[Change]] = defaultdict(list)
    for change in fresh:
        found[change.register].append(change)
    return fresh, _with_earlier(store, found)


def _with_earlier(store: Store, found: Mapping[Register, list[Change]]) -> Histories:
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
