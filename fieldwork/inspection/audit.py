"""Who changed what, and what was changed apart: history, conflicts and their settling."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from fieldwork.errors import Refused
from fieldwork.inspection.changes import Change, Head, Register, same
from fieldwork.inspection.file import Inspection


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One change with what it replaced; `settled` are the values of all sides where it settled a conflict."""

    change: Change
    before: Any
    settled: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """A register that was changed apart; `sides` in order of time, the one shown now last."""

    id: str
    register: Register
    head: Head
    sides: tuple[Change, ...]


def history(
    inspection: Inspection, entity: str = "", entity_id: str = "", limit: int = 0
) -> list[HistoryLine]:
    """Who changed what, latest first: of everything, of a kind, or of one thing.

    For a case or a record this holds its answers too.
    """
    where, values = _history_condition(entity, entity_id)
    rest = f"{where} ORDER BY at DESC, id DESC" + (f" LIMIT {int(limit)}" if limit else "")
    changes = inspection.journal.where(rest, values)
    before = inspection.journal.with_ids({r for c in changes for r in c.replaces})
    lines = []
    for change in changes:
        replaced = sorted((before[r] for r in change.replaces if r in before), key=lambda c: (c.at, c.id))
        latest = replaced[-1].value if replaced else None
        apart = any(not same(one.value, latest) for one in replaced)
        lines.append(HistoryLine(change, latest, tuple(c.value for c in replaced) if apart else ()))
    return lines


def _history_condition(entity: str, entity_id: str) -> tuple[str, tuple[str | int, ...]]:
    if entity in ("case", "record") and entity_id:
        first = f"{entity_id}/"
        return (
            "(entity = ? AND entity_id = ?) OR (entity = 'answer' AND entity_id >= ? AND entity_id < ? "
            "AND instr(substr(entity_id, ?), '/') = 0)",  # and not of another case, named A1/B
            (entity, entity_id, first, f"{entity_id}0", len(first) + 1),
        )
    if entity and entity_id:
        return "entity = ? AND entity_id = ?", (entity, entity_id)
    return ("entity = ?", (entity,)) if entity else ("1 = 1", ())


def conflicts(inspection: Inspection) -> list[Conflict]:
    """Everything that was changed apart and is not settled."""
    found = []
    for register, head in inspection.journal.conflicts():
        changes = inspection.journal.with_ids((head.change, *head.rivals)).values()
        sides = tuple(sorted(changes, key=lambda c: (c.at, c.id)))
        found.append(Conflict(":".join(register), register, head, sides))
    return found


def settle(
    inspection: Inspection, author: str, conflict_id: str, keep: str, seen: Collection[str] | None = None
) -> Conflict:
    """Settles a conflict by keeping the value of one of its changes (an id, or its beginning).

    `seen` are the sides that were looked at: where another has come since, or one has moved on, nothing is
    settled, so that nobody's newer value goes unread.
    """
    conflict = next((c for c in conflicts(inspection) if c.id == conflict_id), None)
    if conflict is None:
        raise Refused(
            f"There is no open conflict {conflict_id}.", advice="List them with: fieldwork conflicts FILE"
        )
    if seen is not None and set(seen) != {side.id for side in conflict.sides}:
        raise Refused("Somebody has changed this since it was looked at.", advice="Look at its sides again.")
    kept = [side for side in conflict.sides if side.id.startswith(keep)] if keep else []
    if len(kept) != 1:
        sides = ", ".join(side.id for side in conflict.sides)
        raise Refused(
            f"The change {keep} is not one side of this conflict.", advice=f"Its sides are: {sides}."
        )
    with inspection.edit(author, "Settled a conflict") as edit:
        edit.set(*conflict.register, kept[0].value)
    return conflict
