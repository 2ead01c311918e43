"""What became of an interview: held, running late, not attended, or put off to another time.

Fields of `interview/<officer>`: `state`, the start that it is about (`state_of`), `state_note` and, in
minutes, `late`. An interview that did not take place loses its time, so that its officer is planned
again; when it was to be is kept (`missed`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import get_args

from fieldwork.errors import Refused
from fieldwork.inspection.changes import Edit, Written
from fieldwork.inspection.file import Inspection
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
#: Did not take place at its time.
AWAY = ("missed", "rescheduled")
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
    row = inspection.record("interview", officer)
    plan = {i.officer: i for i in planned(inspection)}
    lost = list(row.get("missed") or ())
    now = replace(plan[officer], locked=bool(row.get("locked"))) if officer in plan else None
    if lost and (state is None or now is None) and row.get("state") in AWAY:
        now = from_line(officer, lost.pop()).interview(tuple(row.get("cases", ())))
    _refuse(now is None, state, minutes)
    assert now is not None
    kept = [i for i in plan.values() if i.officer != officer]
    after: PlannedInterview | None = now
    if state in AWAY:
        lost.append(to_line(state, now, note.strip()))
        after = _agreed(problem_of(inspection), now, kept, to) if to and state == "rescheduled" else None
    before = _broken(inspection)
    words = f"Marked an interview: {TITLES[state].lower()}" if state else "Took a mark off an interview"
    with inspection.edit(author, words) as edit:
        _set_time(edit, officer, now, after)
        for field, value in {
            "state": state,
            "state_of": _text(now.starts) if state else None,
            "state_note": note.strip() or None,
            "late": minutes if state == "late" else None,
            "missed": lost or None,
        }.items():
            edit.set("interview", officer, field, value)
    return Marked(edit.written, _effects(inspection, officer, after, before))


def _refuse(nothing: bool, state: State | None, minutes: int) -> None:
    if nothing:
        raise Refused("No interview with this officer is planned.", advice="Plan it first.")
    if state == "late" and not 0 < minutes <= LONGEST_WAIT:
        advice = f"Say by how many minutes, from 1 to {LONGEST_WAIT}."
        raise Refused("The mark does not say how late the interview is.", advice=advice)


def _set_time(edit: Edit, officer: str, now: PlannedInterview, after: PlannedInterview | None) -> None:
    """The time it has now, or none: then nobody's time or room is taken."""
    edit.set("interview", officer, "starts", _text(after.starts) if after else None)
    edit.set("interview", officer, "ends", _text(after.ends) if after else None)
    edit.set("interview", officer, "inspector", (after or now).inspector)
    edit.set("interview", officer, "office", (after or now).office)
    edit.set("interview", officer, "room", (after or now).room)
    edit.set("interview", officer, "locked", (after is not None and after.locked) or None)


def _agreed(
    problem: Problem, now: PlannedInterview, others: Sequence[PlannedInterview], to: datetime
) -> PlannedInterview:
    """The interview at the time agreed, in a room that is free then; in its own where none is."""
    officer = problem.officer.get(now.officer)
    length = timedelta(minutes=problem.minutes(officer)) if officer else now.ends - now.starts
    moved = replace(now, starts=to, ends=to + length, locked=True)
    half_day = problem.rules.halves(moved)[0]
    minutes = int(length.total_seconds()) // 60
    wish = Option(now.officer, now.inspector, now.office, half_day, minutes, now.remote)
    # The board knows days of fieldwork and officers to see; the checker speaks of any other.
    known = officer is not None and half_day[0] in problem.days
    found = Board(problem, others).find(wish, minute(to), now.room) if known else None
    return replace(moved, room=found.room) if found else moved


def _effects(
    inspection: Inspection, officer: str, after: PlannedInterview | None, before: frozenset[str]
) -> tuple[str, ...]:
    problem = problem_of(inspection)
    again = () if after else (f"{problem.name(officer)} is to be planned again.",)
    plan = planned(inspection)
    return again + tuple(
        c.sentence for c in check(problem, plan) if c.kind != "not_seen" and c.sentence not in before
    )


def _broken(inspection: Inspection) -> frozenset[str]:
    return frozenset(c.sentence for c in check(problem_of(inspection), planned(inspection)))


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")
