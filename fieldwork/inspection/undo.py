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
    """Takes back this copy's latest step; None where there is nothing to undo.

    Only what was done on this device counts: a copy of a colleague's file brings their steps along.
    """
    row = inspection.store.row(
        "SELECT id, first, last, label FROM step WHERE kind IN ('edit', 'redo') AND undone = 0 "
        "AND device = ? ORDER BY id DESC LIMIT 1",
        (inspection.journal.device,),
    )
    return _reverse(inspection, author, "undo", *row) if row else None


def redo(inspection: Inspection, author: str) -> Undone | None:
    """Does the latest undone step again; None where something else was done since."""
    row = inspection.store.row(
        "SELECT id, first, last, label FROM step WHERE kind = 'undo' AND undone = 0 AND device = ? "
        "AND id > (SELECT coalesce(max(id), 0) FROM step WHERE kind = 'edit') ORDER BY id DESC LIMIT 1",
        (inspection.journal.device,),
    )
    return _reverse(inspection, author, "redo", *row) if row else None


def _reverse(
    inspection: Inspection, author: str, kind: str, step: int, first: int, last: int, label: str
) -> Undone:
    """Puts back what a step replaced, where its values are still the current ones."""
    values: dict[Register, Any] = {}
    kept = 0
    for change in inspection.journal.part(inspection.journal.device, first, last):
        head = inspection.journal.head(change.register)
        if head is not None and head.change == change.id and not head.rivals:
            values[change.register] = _before(inspection, change)
        else:
            kept += 1
    with inspection.store.transaction():
        written = inspection.write(author, label, values, kind)
        inspection.store.execute("UPDATE step SET undone = 1 WHERE id = ?", (step,))
    return Undone(label, written, kept)


def _before(inspection: Inspection, change: Change) -> Any:
    replaced = inspection.journal.with_ids(change.replaces).values()
    latest = max(replaced, key=lambda c: (c.at, c.id), default=None)
    return latest.value if latest else None
