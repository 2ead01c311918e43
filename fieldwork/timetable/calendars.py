"""Calendars of everybody, of one inspector or of one office, each of which knows what it held before.

An event keeps its number in sequence while it stays as it is, and takes a later one with every change. What
is gone since an earlier file is in the next ones as cancelled, so that diaries let go of it.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any

from fieldwork.inspection.file import Inspection
from fieldwork.timetable import queries
from fieldwork.timetable.calendar import Entry, appointment_entries, interview_entries, sequence_at, text
from fieldwork.timetable.plan import PlannedInterview
from fieldwork.timetable.plan_file import planned, problem_of
from fieldwork.timetable.problem import Problem
from fieldwork.wording import file_initials

EVERYBODY = ""


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """A finished calendar. `name` is its file name: references, offices and initials, never a name.

    `whose` is "", `inspector/<id>` or `office/<name>`; `entries` are what it holds.
    """

    whose: str
    name: str
    text: str
    entries: tuple[Entry, ...]

    @property
    def cancelled(self) -> int:
        """How many of its events are cancelled."""
        return sum(1 for entry in self.entries if entry.cancelled)


def calendar_of(
    inspection: Inspection, whose: str = EVERYBODY, stamped: datetime | None = None
) -> CalendarFile:
    """One calendar as it is now (`stamped`: aware, now by default), after what this copy gave out before."""
    return _made(inspection, problem_of(inspection), planned(inspection), whose, stamped or datetime.now(UTC))


def calendars(inspection: Inspection, by: str, stamped: datetime | None = None) -> Iterator[CalendarFile]:
    """One for each inspector or each office (`by`) that has an interview or an appointment, or had one."""
    problem, plan, at = problem_of(inspection), planned(inspection), stamped or datetime.now(UTC)
    ids = [i.id for i in problem.inspectors] if by == "inspector" else [o.id for o in problem.offices]
    used: dict[str, int] = {}
    for identity in sorted(ids, key=lambda one: (problem.name(one).casefold(), one)):
        made = _made(inspection, problem, plan, f"{by}/{identity}", at)
        if made.entries:
            used[made.name] = used.get(made.name, 0) + 1
            number = f"-{used[made.name]}" if used[made.name] > 1 else ""
            yield replace(made, name=f"{made.name}{number}.ics")


def remember(inspection: Inspection, made: CalendarFile) -> None:
    """Keep what a calendar holds once its file is written; needs the inspection open for writing."""
    events = [(entry.uid, json.dumps(_plain(entry), ensure_ascii=False)) for entry in made.entries]
    queries.keep_calendar_events(inspection, made.whose, events)


def _made(
    inspection: Inspection, problem: Problem, plan: Sequence[PlannedInterview], whose: str, at: datetime
) -> CalendarFile:
    kind, _, identity = whose.partition("/")
    names = {office.id: office.name for office in problem.offices} | dict(problem.names)
    mine, fixed = list(plan), list(problem.appointments)
    title, name = inspection.info().title, "interviews.ics"
    if kind == "inspector":
        mine = [i for i in plan if i.inspector == identity]
        fixed = [a for a in fixed if identity in a.people]
        title, name = f"{title}: {names[identity]}", f"interviews-{file_initials(names[identity])}"
    elif kind == "office":
        mine = [i for i in plan if i.office == identity and not i.remote]
        fixed = [a for a in fixed if a.place.casefold() == names[identity].casefold()]
        title, name = f"{title}: {names[identity]}", f"interviews-{names[identity]}"
    now = [*interview_entries(mine, names, whose), *appointment_entries(fixed, names, whose)]
    before = {uid: _entry(event) for uid, event in queries.calendar_events(inspection, whose).items()}
    entries = tuple(_in_sequence(now, before, sequence_at(at)))
    return CalendarFile(whose, name, text(entries, title, at), entries)


def _in_sequence(now: Sequence[Entry], before: dict[str, Entry], number: int) -> Iterator[Entry]:
    """Each event with its number, then what is gone."""
    for entry in now:
        old = before.pop(entry.uid, None)
        same = old is not None and replace(old, sequence=0) == entry
        yield replace(entry, sequence=old.sequence if same and old else _next(old, number))
    for old in sorted(before.values(), key=lambda entry: (entry.starts, entry.uid)):
        yield old if old.cancelled else replace(old, cancelled=True, sequence=_next(old, number))


def _next(old: Entry | None, number: int) -> int:
    """Later than before, and than what another laptop gave out earlier by its clock."""
    return max(number, old.sequence + 1) if old else number


def _plain(entry: Entry) -> dict[str, Any]:
    return asdict(entry) | {"starts": entry.starts.isoformat(), "ends": entry.ends.isoformat()}


def _entry(event: str) -> Entry:
    held = json.loads(event)
    times = {name: datetime.fromisoformat(held[name]) for name in ("starts", "ends")}
    return Entry(**{**held, **times})
