"""What people were told of the plan, and what has changed since.

The field `notified` of `interview/<officer>` holds the interview as its officer and its inspector were told
of it: [starts, ends, inspector, office, room].
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from fieldwork.errors import Problem as Wrong
from fieldwork.errors import Refused
from fieldwork.inspection import queries
from fieldwork.inspection.changes import Written
from fieldwork.inspection.file import Inspection
from fieldwork.timetable.missed import missed
from fieldwork.timetable.moves import Move, moves
from fieldwork.timetable.plan import PlannedInterview
from fieldwork.timetable.plan_file import planned, problem_of
from fieldwork.timetable.problem import Problem


@dataclass(frozen=True, slots=True)
class Told:
    """What a notice wrote: officers told of an interview, and told that there is none any more."""

    written: Written
    officers: tuple[str, ...]
    gone: tuple[str, ...]


def told(inspection: Inspection) -> tuple[PlannedInterview, ...]:
    """The interviews that people were told of, as they were told."""
    rows = inspection.records("interview").items()
    return tuple(
        _interview(officer, row["notified"], row.get("cases", ()))
        for officer, row in rows
        if row.get("notified")
    )


def notify(inspection: Inspection, author: str, officers: Collection[str] = ()) -> Told:
    """Keep that these officers, or everybody, and their inspectors know the plan as it is now.

    Raises `Refused` for an officer who neither has an interview nor was told of one.
    """
    plan = {i.officer: i for i in planned(inspection)}
    before = {i.officer for i in told(inspection)}
    unknown = [who for who in officers if who not in plan and who not in before]
    if unknown:
        names: dict[str, str] = {o.id: o.name for o in queries.officers(inspection)}
        wrong = [Wrong(names.get(who, who), "there is no interview to tell of") for who in unknown]
        raise Refused("Not everybody has an interview.", wrong, "Plan the interviews first.")
    chosen = sorted(officers or plan.keys() | before)
    with inspection.edit(author, "Told people of their interviews") as edit:
        for who in chosen:
            edit.set("interview", who, "notified", _line(plan[who]) if who in plan else None)
    known = tuple(who for who in chosen if who in plan)
    return Told(edit.written, known, tuple(who for who in chosen if who not in plan))


def news(inspection: Inspection, problem: Problem | None = None) -> tuple[Move, ...]:
    """What changed since people were told, in order of the time that they know.

    Raises `Refused` where nobody was told of anything yet.
    """
    known = told(inspection)
    if not known:
        advice = "Hand out letters or prints, then say so: timetable notify FILE."
        raise Refused("Nobody has been told of the plan yet.", advice=advice)
    held = {i.officer for i in queries.interviews(inspection) if i.state == "held"}
    found = moves(problem or problem_of(inspection), known, planned(inspection))
    lost = {(m.officer, m.starts): m for m in missed(inspection)}
    told_moves = []
    for move in found:
        was = lost.get((move.officer, move.before.starts)) if move.before else None
        if was is not None:
            note = f": {was.note.rstrip('.')}" if was.note else ""
            how = "The officer did not attend" if was.state == "missed" else "It was put off"
            move = replace(move, why=f"{how}{note}.", because=was.state)
        if move.officer not in held:
            told_moves.append(move)
    return tuple(told_moves)


def _line(i: PlannedInterview) -> list[str | int]:
    times = (i.starts.isoformat(timespec="minutes"), i.ends.isoformat(timespec="minutes"))
    return [*times, i.inspector, i.office, i.room]


def _interview(officer: str, line: Sequence[str | int], cases: Sequence[str]) -> PlannedInterview:
    starts, ends, inspector, office, room = line
    return PlannedInterview(
        officer,
        str(inspector),
        str(office),
        int(room),
        datetime.fromisoformat(str(starts)),
        datetime.fromisoformat(str(ends)),
        tuple(cases),
    )
