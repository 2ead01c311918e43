"""Undo and redo from the journal: an undo is itself a change, so nothing is ever taken back out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fieldwork.inspection.changes import Apart, Change, Register, Written, same
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
    for register, changes in _by_register(inspection, first, last).items():
        if _stands(inspection, changes):
            values[register] = _value_before(inspection, changes[0])
        else:
            kept += 1
    inspection.standing.guard(author, values)
    with inspection.store.transaction():
        written = inspection.write(author, label, values, kind, step)
        inspection.store.execute("UPDATE step SET undone = 1 WHERE id = ?", (step,))
    return Undone(label, written, kept)


def _by_register(inspection: Inspection, first: int, last: int) -> dict[Register, list[Change]]:
    """What a step wrote: one change a register, or several side by side where it opened a conflict again."""
    found: dict[Register, list[Change]] = {}
    for change in inspection.journal.part(inspection.journal.device, first, last):
        found.setdefault(change.register, []).append(change)
    return found


def _value_before(inspection: Inspection, change: Change) -> Any:
    """What a register held before; where that was changed apart, all of it, so that it is so again."""
    replaced = inspection.journal.with_ids(change.replaces).values()
    before = [c.value for c in sorted(replaced, key=lambda c: (c.at, c.id))]
    if any(not same(value, before[-1]) for value in before):
        return Apart(tuple(before))
    return before[-1] if before else None


def _stands(inspection: Inspection, changes: Sequence[Change]) -> bool:
    """Whether the register still holds what a step put there, or holds it again by undo and redo."""
    head = inspection.journal.head(changes[0].register)
    if head is None:
        return False
    if {head.change, *head.rivals} == {change.id for change in changes}:
        return True
    if head.rivals or len(changes) > 1:
        return False
    current = inspection.journal.with_ids([head.change]).get(head.change)
    return current is not None and _origin(inspection, current) == _origin(inspection, changes[0])


def _origin(inspection: Inspection, change: Change) -> str:
    """The change that first put the value there: an undo or redo puts back what its target had
    replaced. "" where there had been no value.
    """
    found: Change | None = change
    while found is not None and (target := _target(inspection, found)) is not None:
        found = _before(inspection, target)
    return found.id if found else ""


def _target(inspection: Inspection, change: Change) -> Change | None:
    """What an undo's or redo's change reversed; None where it is an edit's."""
    if change.device != inspection.journal.device:
        return None
    row = inspection.store.row(
        "SELECT target.first, target.last FROM step LEFT JOIN step AS target ON target.id = step.target "
        "WHERE step.device = ? AND ? BETWEEN step.first AND step.last ORDER BY step.id DESC LIMIT 1",
        (change.device, change.seq),
    )
    if row is None or row[0] is None:
        return None
    reversed_there = inspection.journal.where(
        "device = ? AND seq BETWEEN ? AND ? AND entity = ? AND entity_id = ? AND field = ?",
        (change.device, *row, *change.register),
    )
    return next(iter(reversed_there), None)


def _before(inspection: Inspection, change: Change) -> Change | None:
    """The change whose value was shown before this one."""
    replaced = inspection.journal.with_ids(change.replaces).values()
    return max(replaced, key=lambda c: (c.at, c.id), default=None)
