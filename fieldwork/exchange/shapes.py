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
REPLACES_LIMIT = 1000
_DEPTH_LIMIT = 16
_DEVICES_LIMIT = 10_000
_SCOPE_LIMIT = 100_000


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


def a_sha256(value: Any) -> str | None:
    """64 hexadecimal digits: a SHA-256, or a signing key's public half."""
    fits = isinstance(value, str) and _SHA256.fullmatch(value)
    return None if fits else "is not 64 hexadecimal digits"


def _kind(value: Any) -> str | None:
    return None if value in KINDS else f"is not one of {', '.join(KINDS)}"


def _format(value: Any) -> str | None:
    return None if type(value) is int and value >= 1 else "is not a format number"


def ids(value: Any) -> str | None:
    """A list of ids."""
    if not isinstance(value, list) or len(value) > REPLACES_LIMIT:
        return f"is not a list of at most {REPLACES_LIMIT} ids"
    return next((f"has an id that {wrong}" for wrong in map(an_id, value) if wrong), None)


def _any_json(value: Any) -> str | None:
    return None if _depth_within(value, _DEPTH_LIMIT) else f"is nested more than {_DEPTH_LIMIT} deep"


def _depth_within(value: Any, levels: int) -> bool:
    if not isinstance(value, dict | list):
        return True
    inside = value.values() if isinstance(value, dict) else value
    return levels > 0 and all(_depth_within(part, levels - 1) for part in inside)


def or_empty(rule: Rule) -> Rule:
    """The same rule, where the text may also be empty."""
    return lambda value: None if value == "" else rule(value)


def _or_nothing(rule: Rule) -> Rule:
    return lambda value: None if value is None else rule(value)


def _parts(shape: Shape) -> Rule:
    def rule(value: Any) -> str | None:
        return fault(shape, value) if isinstance(value, dict) else "is not an object"

    return rule


def _positions(value: Any) -> str | None:
    if not isinstance(value, dict) or len(value) > _DEVICES_LIMIT:
        return f"is not an object of at most {_DEVICES_LIMIT} devices"
    wrong = (an_id(device) or _whole_number(number) for device, number in value.items())
    return next((f"has an entry that {fault}" for fault in wrong if fault), None)


def _scope(value: Any) -> str | None:
    if value is None:
        return None
    if not isinstance(value, list) or len(value) > _SCOPE_LIMIT:
        return f"is not a list of at most {_SCOPE_LIMIT} parts"
    return next((f"has a part that {wrong}" for wrong in map(a_name, value) if wrong), None)


an_id = _text(128)
_clock = _text(64)
a_name = _text(256)

#: The first line of a package of format 1.
MANIFEST_1: Shape = {
    "format": _format,
    "kind": _kind,
    "package": an_id,
    "inspection": an_id,
    "sender": an_id,
    "device": an_id,
    "signing_key": a_sha256,
    "made": _clock,
    "changes": _whole_number,
    "cases": _whole_number,
    "digest": a_sha256,
}

_HAVE: Shape = {"upto": _positions, "scope": _scope}

#: The first line of a package of format 2: of format 1, and for whom and how far the package goes.
MANIFEST: Shape = {
    **MANIFEST_1,
    "to": ids,
    "root": or_empty(a_sha256),
    "founder": or_empty(an_id),
    "seq": _whole_number,
    "extent": _or_nothing(_parts({"base": _positions, "before": _scope, **_HAVE})),
    "have": _or_nothing(_parts(_HAVE)),
    "team_key": _text(128, least=0),
}

#: `prev` is empty in a device's first change; `value` is any JSON, notes of several lines included.
CHANGE: Shape = {
    "id": an_id,
    "at": _clock,
    "author": an_id,
    "device": an_id,
    "seq": _whole_number,
    "prev": _text(128, least=0),
    "entity": _text(64),
    "entity_id": a_name,
    "field": a_name,
    "value": _any_json,
    "replaces": ids,
}

RECEIPT: Shape = {
    "package": an_id,
    "sha256": a_sha256,
    "new_changes": _whole_number,
    "received": _clock,
    "receiver": an_id,
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


def doubled(ids: Iterable[str | None]) -> str | None:
    """The id that two changes share, if any: a union would keep only one of them. Receipts have none."""
    seen: set[str] = set()
    for name in ids:
        if name in seen:
            return name
        if name is not None:
            seen.add(name)
    return None
