"""Undo and redo from the journal: an undo is itself a change, so nothing is ever taken back out."""

from dataclasses import dataclass
from typing import Any

from fieldwork.inspection.changes import Change, Register, Written
from fieldwork.inspection.file import Inspection


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo or redo did. `label` is the step's; `kept` counts fields left as they are,
    because somebody has changed them since.
    """

    label: str
    written: Written
    kept: int = 0


def undo(inspection: Inspection, author: str) -> Undone | None:
    """Takes back this copy's latest step; None where there is nothing to undo."""
    row = inspection.store.row(
        "SELECT id, label FROM step WHERE kind IN ('edit', 'redo') AND undone = 0 AND label <> '' "
        "AND id <> (SELECT id FROM step ORDER BY rowid LIMIT 1) ORDER BY rowid DESC LIMIT 1"
    )
    return _reverse(inspection, author, row[0], row[1], "undo") if row else None


def redo(inspection: Inspection, author: str) -> Undone | None:
    """Does the latest undone step again; None where something else was done since."""
    row = inspection.store.row(
        "SELECT id, label FROM step WHERE kind = 'undo' AND undone = 0 AND rowid > "
        "(SELECT coalesce(max(rowid), 0) FROM step WHERE kind = 'edit') ORDER BY rowid DESC LIMIT 1"
    )
    return _reverse(inspection, author, row[0], row[1], "redo") if row else None


def _reverse(inspection: Inspection, author: str, step: str, label: str, kind: str) -> Undone:
    """Puts back what a step replaced, where its values are still the current ones."""
    changes = inspection.journal.of_step(step)
    values: dict[Register, Any] = {}
    kept = 0
    for change in changes:
        head = inspection.journal.head(change.register)
        if head is not None and head.change == change.id:
            values[change.register] = _before(inspection, change)
        else:
            kept += 1
    with inspection.store.transaction():
        written = inspection.write(author, label, values, kind, step)
        inspection.store.execute("UPDATE step SET undone = 1 WHERE id = ?", (step,))
    return Undone(label, written, kept)


def _before(inspection: Inspection, change: Change) -> Any:
    replaced = inspection.journal.with_ids(change.replaces).values()
    latest = max(replaced, key=lambda c: (c.at, c.id), default=None)
    return latest.value if latest else None
