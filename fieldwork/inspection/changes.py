"""What the journal is made of: changes, and their fold into current values. Pure values and functions."""

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from json.encoder import encode_basestring
from typing import Any, NamedTuple

from fieldwork.inspection import clock

_ID_LENGTH = 40  # hex digits of SHA-256: 160 bits
_PLAIN = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
_SORTED = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


class Register(NamedTuple):
    """What a change sets: one field of one thing, such as the value of one answer."""

    entity: str
    entity_id: str
    field: str


class Change(NamedTuple):
    """One entry of the journal (design: The journal is the truth).

    `id` is a hash over all the other fields, `prev` the id of the same device's entry before
    this one (`seq` counts them from 1), so that a later edit of history shows. `value` is any
    JSON value; null empties the field. `replaces` are the ids that the author saw as current.
    """

    id: str
    at: str
    author: str
    device: str
    seq: int
    prev: str
    entity: str
    entity_id: str
    field: str
    value: Any
    replaces: tuple[str, ...]

    @property
    def register(self) -> Register:
        return tuple.__new__(Register, self[6:9])  # as fast as can be: asked for a million times

    def as_dict(self) -> dict[str, Any]:
        """The change as JSON-able values, as packages carry it."""
        return self._asdict() | {"replaces": list(self.replaces)}

    @classmethod
    def from_dict(cls, row: Mapping[str, Any]) -> "Change":
        return cls(**{**row, "replaces": tuple(row["replaces"])})

    def is_sound(self) -> bool:
        """Whether the id is the hash of the rest, and the clock's stamp one to count on from."""
        return self.id == _hash(self) and clock.is_stamp(self.at)


class Head(NamedTuple):
    """A register's current value. `rivals` are other changes made apart from `change`; it is a
    `conflict` where their values differ.
    """

    value: Any
    change: str
    at: str
    author: str
    rivals: tuple[str, ...] = ()
    conflict: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """What a write touched, for screens to decide whether they are concerned."""

    registers: frozenset[Register]
    step: str = ""

    @property
    def entities(self) -> frozenset[str]:
        return frozenset(r.entity for r in self.registers)


@dataclass(frozen=True, slots=True)
class Apart:
    """Values that one register is to hold side by side again, the one to be shown last: what a settling
    replaced, when it is taken back.
    """

    values: tuple[Any, ...]


class Edit:
    """What one intention of a person sets. A register set twice keeps the later value."""

    def __init__(self) -> None:
        self.values: dict[Register, Any] = {}
        self.written = Written(frozenset())

    def set(self, entity: str, entity_id: str, field: str, value: Any) -> None:
        """`value` is JSON-able; None empties the field."""
        self.values[Register(entity, entity_id, field)] = value


def _hash(change: Change) -> str:
    return id_of(_body(change))


def id_of(body: str) -> str:
    """The id that the rest of a change, in canonical JSON, gives it."""
    return hashlib.sha256(body.encode()).hexdigest()[:_ID_LENGTH]


def _body(change: Change) -> str:
    """All but the id in canonical JSON, keys in order; put together by hand, in a fifth of the time."""
    said = encode_basestring
    return (
        f'{{"at":{said(change.at)},"author":{said(change.author)},"device":{said(change.device)},'
        f'"entity":{said(change.entity)},"entity_id":{said(change.entity_id)},"field":{said(change.field)},'
        f'"prev":{said(change.prev)},"replaces":{dump_ids(change.replaces)},"seq":{change.seq},"value":{_sorted(change.value)}}}'
    )


def _sorted(value: Any) -> str:
    return encode_basestring(value) if isinstance(value, str) else _SORTED.encode(value)


def new_id() -> str:
    """A random id for steps, packages and devices."""
    return secrets.token_hex(10)


def dump(value: Any) -> str:
    """JSON text."""
    return encode_basestring(value) if isinstance(value, str) else _PLAIN.encode(value)


def dump_ids(ids: Sequence[str]) -> str:
    """A list of ids as JSON text."""
    return f"[{','.join(map(encode_basestring, ids))}]" if ids else "[]"


def storable(value: Any) -> Any:
    """The value as it can be written: half a character, as some programs paste, becomes U+FFFD."""
    text = dump(value)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.loads(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    return value


def same(one: Any, other: Any) -> bool:
    """Whether two JSON values are the same one: 1 is not true, and the order of keys says nothing."""
    if isinstance(one, str) and isinstance(other, str):
        return one == other
    return _sorted(one) == _sorted(other)


def make(
    at: str, author: str, device: str, seq: int, prev: str, to: Register, value: Any, seen: tuple[str, ...]
) -> Change:
    """A change with the id that its other fields give it."""
    change = Change("", at, author, device, seq, prev, to.entity, to.entity_id, to.field, value, seen)
    return change._replace(id=_hash(change))


def fold(changes: Sequence[Change]) -> Head | None:
    """The current value from all changes of one register, in any order.

    Current are the changes that no other replaces. Where several are, the latest stamp is shown
    (ids break ties) and the others are its rivals. Commutative, associative and idempotent.
    """
    if len(changes) == 1:
        (only,) = changes
        return Head(only.value, only.id, only.at, only.author)
    replaced = {other for change in changes for other in change.replaces}
    current = {c.id: c for c in changes if c.id not in replaced}
    if not current:
        return None
    *others, shown = sorted(current.values(), key=lambda c: (c.at, c.id))
    conflict = any(not same(other.value, shown.value) for other in others)
    return Head(shown.value, shown.id, shown.at, shown.author, tuple(sorted(o.id for o in others)), conflict)
