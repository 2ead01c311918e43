"""Changes and heads as rows of their tables, and back."""

import json
from collections.abc import Sequence
from typing import Any

from fieldwork.inspection.changes import Change, Head, Register, dump, dump_ids

#: Of the table `change`, those that every change has, in the order of its fields.
COLUMNS = "id, at, author, device, seq, prev, entity, entity_id, field, value, replaces"


def row_of(change: Change) -> tuple[Any, ...]:
    """A change as the first columns of its table."""
    return (*change[:9], dump(change.value), dump_ids(change.replaces))


def change_of(row: Sequence[Any]) -> Change:
    """The change that a row of its columns says. Raises ValueError where that is none."""
    return Change._make((*row[:9], _loaded(row[9]), _ids(row[10])))


def head_row(register: Register, head: Head) -> tuple[Any, ...]:
    """A head as a row of its table."""
    rivals, conflict = dump_ids(head.rivals), int(head.conflict)
    return (*register, dump(head.value), head.change, head.at, head.author, rivals, conflict)


def head_of(row: Sequence[Any]) -> Head:
    """The head that the columns from `value` on say."""
    value, change, at, author, rivals, conflict = row
    return Head(_loaded(value), change, at, author, _ids(rivals), bool(conflict))


def _loaded(text: str) -> Any:
    """The value of JSON text; what most of them are, a text without escapes, is read at once."""
    return text[1:-1] if text[:1] == '"' and "\\" not in text else json.loads(text)


def _ids(text: str) -> tuple[str, ...]:
    return () if text == "[]" else tuple(json.loads(text))
