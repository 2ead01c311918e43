"""Conflicts side by side: who, when and why; and settling many of them by one rule."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from fieldwork.inspection import queries
from fieldwork.inspection.audit import Conflict, conflicts
from fieldwork.inspection.changes import Change, Register, same
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.projection import case_of
from fieldwork.inspection.records import Role

#: Where a field's author says why, by entity and field; the first that they wrote something in counts.
_REASONS: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("answer", "value"): ("reason", "note"),
    ("case", "inspector"): ("handed_over",),
    ("case", "complete"): ("reopened",),
    ("rating", "rated"): ("rate_reason",),
    ("rating", "panel"): ("panel_reason",),
}


class Keep(StrEnum):
    """Which side is kept, of many conflicts at once."""

    HOLDER = "holder"
    LATEST = "latest"
    EARLIEST = "earliest"
    LEAD = "lead"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS = {
    Keep.HOLDER: "what the reader of the case entered",
    Keep.LATEST: "what was entered last",
    Keep.EARLIEST: "what was entered first",
    Keep.LEAD: "what a lead entered",
}


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a conflict: the change to keep for it, who entered it, when (clock stamp), and why, as
    far as they said. `before` is what they had replaced, `shown` that it is the one used now.
    """

    change: str
    author: str
    at: str
    value: Any
    before: Any
    reason: str
    shown: bool


@dataclass(frozen=True, slots=True)
class Left:
    """A conflict that a rule does not decide, and why."""

    conflict: Conflict
    why: str


@dataclass(frozen=True, slots=True)
class Settled:
    """What settling by a rule did: each conflict with the change kept, and those that are left."""

    kept: tuple[tuple[Conflict, Change], ...]
    left: tuple[Left, ...]


def sides(inspection: Inspection, conflict: Conflict) -> tuple[Side, ...]:
    """A conflict's sides in order of time, the one used now last. One that was settled and opened again
    has its first authors.
    """
    found = []
    for change in conflict.sides:
        first = _entered(inspection, conflict, change)
        before = inspection.journal.with_ids(first.replaces).values()
        latest = max(before, key=lambda c: (c.at, c.id), default=None)
        found.append(
            Side(
                change=change.id,
                author=first.author,
                at=first.at,
                value=change.value,
                before=latest.value if latest else None,
                reason=_reason(inspection, first),
                shown=change.id == conflict.head.change,
            )
        )
    return tuple(found)


def settle_all(inspection: Inspection, author: str, rule: Keep, refs: Collection[str] = ()) -> Settled:
    """Settles every conflict that the rule decides, of these cases or of all, in one step that undo takes
    back as one; those that it does not decide are left open.
    """
    wanted = [c for c in conflicts(inspection) if not refs or case_of(c.register) in refs]
    kept: list[tuple[Conflict, Change]] = []
    left: list[Left] = []
    for conflict in wanted:
        chosen = _chosen(inspection, conflict, rule)
        if isinstance(chosen, Change):
            kept.append((conflict, chosen))
        else:
            left.append(Left(conflict, chosen))
    with inspection.edit(author, f"Settled conflicts: {rule.words} stays") as edit:
        for conflict, change in kept:
            edit.set(*conflict.register, change.value)
    return Settled(tuple(kept), tuple(left))


def _chosen(inspection: Inspection, conflict: Conflict, rule: Keep) -> Change | str:
    """The side that a rule keeps, or why it keeps none."""
    in_time = sorted(sides(inspection, conflict), key=lambda side: (side.at, side.change))
    changes = {change.id: change for change in conflict.sides}
    if rule is Keep.LATEST:
        return changes[in_time[-1].change]
    if rule is Keep.EARLIEST:
        return changes[in_time[0].change]
    if rule is Keep.LEAD:
        whose = {p.id for p in queries.team(inspection) if p.role is Role.LEAD}
        nobody, several = "no lead entered a side of it", "leads entered more than one side of it"
    else:
        holder, unclear = _holder(inspection, conflict)
        if unclear:
            return unclear
        whose = {holder}
        nobody, several = "the reader of the case entered no side of it", "the reader entered several sides"
    theirs = [side for side in in_time if side.author in whose]
    values = [side.value for side in theirs]
    if any(not same(value, values[0]) for value in values):
        return several
    return changes[theirs[-1].change] if theirs else nobody


def _holder(inspection: Inspection, conflict: Conflict) -> tuple[Any, str]:
    """Who reads the case of a conflict, or why that does not decide it."""
    ref = case_of(conflict.register)
    head = inspection.head("case", ref, "inspector") if ref else None
    if head is None or not head.value:
        return "", "nobody reads what it is about"
    if head.conflict:
        return "", "it is not settled who reads the case"
    return head.value, ""


def _entered(inspection: Inspection, conflict: Conflict, change: Change) -> Change:
    """The change by which a side was entered in the first place.

    Taking a settling back puts all sides there anew, side by side by one laptop; nothing else does that.
    """
    found = change
    beside = [c for c in conflict.sides if (c.device, c.replaces) == (change.device, change.replaces)]
    while len(beside) > 1 and len(found.replaces) == 1:
        settling = inspection.journal.with_ids(found.replaces).get(found.replaces[0])
        before = inspection.journal.with_ids(settling.replaces).values() if settling else ()
        same_value = [c for c in before if same(c.value, change.value)]
        if not same_value:
            break
        found = max(same_value, key=lambda c: (c.at, c.id))
        beside = [c for c in before if (c.device, c.replaces) == (found.device, found.replaces)]
    return found


def _reason(inspection: Inspection, change: Change) -> str:
    """What the author of a change wrote as its reason."""
    for field in _REASONS.get((change.entity, change.field), ()):
        said = inspection.journal.of_register(Register(change.entity, change.entity_id, field))
        theirs = [c.value for c in said if c.author == change.author and c.value]
        if theirs:
            last = theirs[-1]
            return str(last.get("reason", "") if isinstance(last, dict) else last)
    return ""
