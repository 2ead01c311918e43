"""Interviews that did not take place: when they were to be, with whom, and what was said about it.

Kept in the field `missed` of `interview/<officer>`: a list of [state, starts, ends, inspector, office,
room, note], in the order in which they were marked.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from fieldwork.inspection.file import Inspection
from fieldwork.timetable.plan import PlannedInterview
from fieldwork.timetable.problem import HALVES, DayRules, HalfDay

State = Literal["held", "late", "missed", "rescheduled"]


@dataclass(frozen=True, slots=True)
class Missed:
    """One of them. `state` says whether somebody stayed away (`missed`) or it was put off."""

    officer: str
    state: State
    starts: datetime
    ends: datetime
    inspector: str
    office: str
    room: int
    note: str = ""

    def interview(self, cases: tuple[str, ...]) -> PlannedInterview:
        """As it was planned."""
        return PlannedInterview(
            self.officer, self.inspector, self.office, self.room, self.starts, self.ends, cases
        )


def missed(inspection: Inspection) -> tuple[Missed, ...]:
    """Every interview that did not take place, in order of time."""
    rows = inspection.records("interview").items()
    found = [from_line(officer, line) for officer, row in rows for line in row.get("missed") or ()]
    return tuple(sorted(found, key=lambda m: (m.starts, m.officer)))


def to_line(state: State, was: PlannedInterview, note: str) -> list[str | int]:
    """How the file keeps one."""
    times = (was.starts.isoformat(timespec="minutes"), was.ends.isoformat(timespec="minutes"))
    return [state, *times, was.inspector, was.office, was.room, note]


def from_line(officer: str, line: Sequence[Any]) -> Missed:
    """The same read back."""
    state, starts, ends, inspector, office, room, note = line
    begins, finishes = datetime.fromisoformat(starts), datetime.fromisoformat(ends)
    return Missed(officer, state, begins, finishes, inspector, office, int(room), note)


def gone_by(
    lost: Iterable[Missed], days: Sequence[date], rules: DayRules, now: PlannedInterview | None
) -> frozenset[HalfDay]:
    """Half-days in which an officer is not planned again: up to the last that was missed, unless
    somebody gave the interview its time (`now`) there.
    """
    passed = [(m.starts.date(), "am" if m.starts.time() < rules.lunch_ends else "pm") for m in lost]
    until = max(passed, default=None)
    if until is None:
        return frozenset()
    kept = rules.halves(now) if now else ()
    return frozenset((day, half) for day in days for half in HALVES if (day, half) <= until) - set(kept)
