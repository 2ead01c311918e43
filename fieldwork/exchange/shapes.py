"""What each line of a package must look like: its keys, their types and how long they may be."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, get_args

#: Readings back to the lead, word of what has arrived, cases to read, later news, everything to a successor.
Kind = Literal["return", "receipt", "assignment", "update", "hand-over"]
KINDS: tuple[Kind, ...] = get_args(Kind)

#: A field's rule: says what is wrong with a value, or nothing.
Rule = Callable[[Any], str | None]
#: A line's keys, all of them needed, and the rule of each.
Shape = Mapping[str, Rule]

_PRINTED = re.compile(r"[^\x00-\x1f\x7f-\x9f]*")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_LARGEST = 2**63 - 1
_REPLACES_LIMIT = 1000
_DEPTH_LIMIT = 16


def _text(most: int, least: int = 1) -> Rule:
    def rule(value: Any) -> str | None:
        if not isinstance(value, str):
            return "is not text"
        if not least <= len(value) <= most:
            return f"is not {least} to {most} characters long"
        return None if _PRINTED.fullmatch(value) else "holds a control character"

    return rule


def _whole_number(value: Any) -> str | None:
    # A bool is an int to Python, and would be stored as one.
    fits = type(value) is int and 0 <= value <= _LARGEST
    return None if fits else "is not a whole number from 0"


def _sha256(value: Any) -> str | None:
    fits = isinstance(value, str) and _SHA256.fullmatch(value)
    return None if fits else "is not 64 hexadecimal digits"


def _kind(value: Any) -> str | None:
    return None if value in KINDS else f"is not one of {', '.join(KINDS)}"


def _format(value: Any) -> str | None:
    return None if type(value) is int and value >= 1 else "is not a format number"


def _ids(value: Any) -> str | None:
    if not isinstance(value, list) or len(value) > _REPLACES_LIMIT:
        return f"is not a list of at most {_REPLACES_LIMIT} ids"
    return next((f"has an id that {wrong}" for wrong in map(_id, value) if wrong), None)


def _any_json(value: Any) -> str | None:
    return None if _depth_within(value, _DEPTH_LIMIT) else f"is nested more than {_DEPTH_LIMIT} deep"


def _depth_within(value: Any, levels: int) -> bool:
    if not isinstance(value, dict | list):
        return True
    inside = value.values() if isinstance(value, dict) else value
    return levels > 0 and all(_depth_within(part, levels - 1) for part in inside)


_id = _text(128)
_clock = _text(64)
_name = _text(256)

MANIFEST: Shape = {
    "format": _format,
    "kind": _kind,
    "package": _id,
    "inspection": _id,
    "sender": _id,
    "device": _id,
    "signing_key": _sha256,
    "made": _clock,
    "changes": _whole_number,
    "cases": _whole_number,
    "digest": _sha256,
}

#: `prev` is empty in a device's first change; `value` is any JSON, notes of several lines included.
CHANGE: Shape = {
    "id": _id,
    "at": _clock,
    "author": _id,
    "device": _id,
    "seq": _whole_number,
    "prev": _text(128, least=0),
    "entity": _text(64),
    "entity_id": _name,
    "field": _name,
    "value": _any_json,
    "replaces": _ids,
}

RECEIPT: Shape = {
    "package": _id,
    "sha256": _sha256,
    "new_changes": _whole_number,
    "received": _clock,
    "receiver": _id,
}


def fault(shape: Shape, record: Mapping[str, Any]) -> str | None:
    """What is wrong with `record`: it needs exactly the keys of `shape`, each as its rule wants it."""
    if record.keys() != shape.keys():
        odd = ", ".join(sorted(map(repr, record.keys() ^ shape.keys())))
        return f"has missing or unknown keys: {odd[:200]}"
    for key, rule in shape.items():
        wrong = rule(record[key])
        if wrong:
            return f"{key} {wrong}"
    return None


def doubled(records: Iterable[Mapping[str, Any]]) -> str | None:
    """The id that two changes share, if any: a union would keep only one of them."""
    seen: set[str] = set()
    for record in records:
        name = record.get("id")
        if name in seen:
            return str(name)
        if name is not None:
            seen.add(name)
    return None
