"""How the fields of `interview/<officer>` come to one interview: the plan, and what became of it.

The plan: `officer`, `inspector`, `office`, `room`, `starts`, `ends`, `cases`, `locked`. What an inspector
says of it: `state` with the start that it is about (`state_of`), `state_note`, minutes `late`; `held_as`
[starts, ends, inspector, office, room] of one that was held; `agreed` [instead of which start, starts,
ends, room] where another time was agreed. The two are written apart, so that an inspector's marks and the
office's plan merge: what was held stays as it was, and any other mark is about one time only.
"""

from collections.abc import Mapping
from typing import Any

from fieldwork.inspection.records import Interview, OfficerId, PersonId

HELD, LATE, MISSED, RESCHEDULED = "held", "late", "missed", "rescheduled"
#: An interview of which one of these is said did not take place at its time, and has none.
AWAY = (MISSED, RESCHEDULED)


def interview_of(officer: str, row: Mapping[str, Any]) -> Interview | None:
    """The interview as it stands; None where it has no time."""
    now = _as_it_stands(row)
    # Merging what was changed apart may leave one time without the other.
    if not (now.get("starts") and now.get("ends")):
        return None
    state = str(row.get("state", "")) if row.get("state_of") == now["starts"] else ""
    if state in AWAY:
        return None
    return Interview(
        id=officer,
        officer=OfficerId(officer),
        inspector=PersonId(now.get("inspector", "")),
        office=now.get("office", ""),
        room=int(now.get("room", 0)),
        starts=now["starts"],
        ends=now["ends"],
        cases=tuple(now.get("cases", ())),
        locked=bool(now.get("locked", False)),
        state=state,
        late=int(row.get("late", 0)) if state == LATE else 0,
    )


def _as_it_stands(row: Mapping[str, Any]) -> dict[str, Any]:
    if row.get("state") == HELD and row.get("held_as"):
        times = dict(zip(("starts", "ends", "inspector", "office", "room"), row["held_as"], strict=True))
        return {**row, **times}
    instead_of, *agreed = row.get("agreed") or (None,)
    if agreed and instead_of == row.get("starts"):
        return {**row, **dict(zip(("starts", "ends", "room"), agreed, strict=True)), "locked": True}
    return dict(row)
