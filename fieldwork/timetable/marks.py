"""What became of an interview: held, running late, not attended, or put off to another time.

`inspection.interviews` says which fields a mark is kept in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, get_args

from fieldwork.errors import Refused
from fieldwork.inspection.changes import Written
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.interviews import AWAY
from fieldwork.timetable.board import Board
from fieldwork.timetable.check import check
from fieldwork.timetable.missed import State, from_line, to_line
from fieldwork.timetable.options import Option
from fieldwork.timetable.plan import PlannedInterview
from fieldwork.timetable.plan_file import planned, problem_of
from fieldwork.timetable.problem import Problem, minute

STATES: tuple[State, ...] = get_args(State)
TITLES: Mapping[State, str] = {
    "held": "Held",
    "late": "Running late",
    "missed": "Did not attend",
    "rescheduled": "Rescheduled",
}
#: The longest that somebody is waited for.
LONGEST_WAIT = 240


@dataclass(frozen=True, slots=True)
class Marked:
    """What a mark wrote, and what it does to the plan, in sentences (none: nothing)."""

    written: Written
    effects: tuple[str, ...]


def mark(
    inspection: Inspection,
    author: str,
    officer: str,
    state: State | None,
    *,
    minutes: int = 0,
    note: str = "",
    to: datetime | None = None,
) -> Marked:
    """Say what became of an officer's interview; `None` takes the last mark back.

    `minutes` is how late it runs. One rescheduled is planned again, or begins at the time `to` that was
    agreed, in whichever room is free then, and planning works round it. Raises `Refused` where no
    interview is planned or the mark does not say enough.
    """
    row, plan = inspection.record("interview", officer), planned(inspection)
    lost = list(row.get("missed") or ())
    now = next((i for i in plan if i.officer == officer), None)
    put_off = bool(lost) and (row.get("state") in AWAY or (bool(row.get("agreed")) and not row.get("state")))
    restored = put_off and (state is None or now is None)
    if restored:
        now = from_line(officer, lost.pop()).interview(tuple(row.get("cases", ())))
    _refuse(now is None, state, minutes)
    assert now is not None
    fields = _fields(state, now, minutes, note.strip())
    if state in AWAY:
        lost.append(to_line(state, now, note.strip()))
    if state == "rescheduled" and to:
        fields |= _time(row, _agreed(problem_of(inspection), now, plan, to))
        fields |= {"state": None, "state_of": None}
    elif restored:
        fields |= _time(row, now)
    fields["missed"] = lost or None
    before = _broken(inspection)
    words = f"Marked an interview: {TITLES[state].lower()}" if state else "Took a mark off an interview"
    with inspection.edit(author, words) as edit:
        for field, value in fields.items():
            edit.set("interview", officer, field, value)
    return Marked(edit.written, _effects(inspection, officer, before))


def _refuse(nothing: bool, state: State | None, minutes: int) -> None:
    if nothing:
        raise Refused("No interview with this officer is planned.", advice="Plan it first.")
    if state == "late" and not 0 < minutes <= LONGEST_WAIT:
        advice = f"Say by how many minutes, from 1 to {LONGEST_WAIT}."
        raise Refused("The mark does not say how late the interview is.", advice=advice)


def _fields(state: State | None, now: PlannedInterview, minutes: int, note: str) -> dict[str, Any]:
    held = [_text(now.starts), _text(now.ends), now.inspector, now.office, now.room]
    return {
        "state": state,
        "state_of": _text(now.starts) if state else None,
        "state_note": note or None,
        "late": minutes if state == "late" else None,
        "held_as": held if state == "held" else None,
    }


def _time(row: Mapping[str, Any], now: PlannedInterview) -> dict[str, Any]:
    """The time agreed beside the one of the plan, where it is another."""
    starts, ends = _text(now.starts), _text(now.ends)
    same = row.get("starts") == starts
    return {"agreed": None if same else [row.get("starts"), starts, ends, now.room]}


def _agreed(
    problem: Problem, now: PlannedInterview, plan: Sequence[PlannedInterview], to: datetime
) -> PlannedInterview:
    """The interview at the time agreed, in a room that is free then; in its own where none is."""
    officer = problem.officer.get(now.officer)
    length = timedelta(minutes=problem.minutes(officer)) if officer else now.ends - now.starts
    moved = replace(now, starts=to, ends=to + length)
    others = [i for i in plan if i.officer != now.officer]
    half_day = problem.rules.halves(moved)[0]
    minutes = int(length.total_seconds()) // 60
    wish = Option(now.officer, now.inspector, now.office, half_day, minutes, now.remote)
    # The board knows days of fieldwork and officers to see; the checker speaks of any other.
    known = officer is not None and half_day[0] in problem.days
    found = Board(problem, others).find(wish, minute(to), now.room) if known else None
    return replace(moved, room=found.room) if found else moved


def _effects(inspection: Inspection, officer: str, before: frozenset[str]) -> tuple[str, ...]:
    problem, plan = problem_of(inspection), planned(inspection)
    timed = any(i.officer == officer for i in plan)
    again = () if timed else (f"{problem.name(officer)} is to be planned again.",)
    return again + tuple(
        c.sentence for c in check(problem, plan) if c.kind != "not_seen" and c.sentence not in before
    )


def _broken(inspection: Inspection) -> frozenset[str]:
    return frozenset(c.sentence for c in check(problem_of(inspection), planned(inspection)))


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")
