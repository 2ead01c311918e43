"""Every broken rule in a timetable, found without any of the code that makes timetables.

It judges plans, interviews moved by hand and those locked before something changed, alike.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import combinations, product
from typing import Literal

from fieldwork import wording
from fieldwork.timetable.appointments import Appointment
from fieldwork.timetable.check_late import running_late
from fieldwork.timetable.check_more import broken_more
from fieldwork.timetable.plan import PlannedInterview
from fieldwork.timetable.problem import Problem

Kind = Literal[
    "inspector_twice",
    "too_close",
    "officer_twice",
    "room_twice",
    "no_such_room",
    "outside_hours",
    "not_a_fieldwork_day",
    "inspector_away",
    "appointment",
    "appointments",
    "officer_absent",
    "two_offices",
    "wrong_inspector",
    "other_office",
    "barred_office",
    "own_hours",
    "language",
    "too_far",
    "not_read",
    "running_late",
    "too_short",
    "not_expected",
    "not_seen",
]


@dataclass(frozen=True, slots=True)
class Clash:
    """One broken rule, in a sentence, and the interviews and appointments that break it (none for
    `not_seen`).
    """

    kind: Kind
    sentence: str
    interviews: tuple[PlannedInterview, ...]
    appointments: tuple[Appointment, ...] = ()


def check(problem: Problem, interviews: Sequence[PlannedInterview]) -> tuple[Clash, ...]:
    """All clashes, in the order of `Kind` and then of time."""
    ordered = sorted(interviews, key=lambda i: (i.starts, i.inspector, i.officer))
    return tuple(clash for rule in _RULES for clash in rule(problem, ordered))


def _when(interview: PlannedInterview) -> str:
    span = wording.span(interview.starts, interview.ends)
    return f"{span} on {wording.short_day(interview.starts)}"


def _whom(problem: Problem, interview: PlannedInterview) -> str:
    return f"{problem.name(interview.officer)} from {_when(interview)}"


def _pairs(
    interviews: Iterable[PlannedInterview], key: Callable[[PlannedInterview], Hashable]
) -> Iterator[tuple[PlannedInterview, PlannedInterview]]:
    """Every two interviews that share a key, the earlier first."""
    groups: dict[Hashable, list[PlannedInterview]] = defaultdict(list)
    for interview in interviews:
        groups[key(interview)].append(interview)
    for group in groups.values():
        yield from combinations(group, 2)


def _overlap(a: PlannedInterview, b: PlannedInterview) -> bool:
    return a.starts < b.ends and b.starts < a.ends


def _half(problem: Problem, interview: PlannedInterview) -> set[str]:
    """The parts of its day that an interview reaches into; lunch belongs to the morning."""
    starts, ends = interview.starts.time(), interview.ends.time()
    morning = {"am"} if starts < problem.rules.lunch_starts else set()
    afternoon = {"pm"} if ends > problem.rules.lunch_ends else set()
    return morning | afternoon or {"am"}


def _inspector_twice(problem: Problem, interviews: Sequence[PlannedInterview]) -> Iterator[Clash]:
    for a, b in _pairs(interviews, lambda i: i.inspector):
        if _overlap(a, b):
            both = f"{_whom(problem, a)} and {_whom(problem, b)}"
            yield Clash("inspector_twice", f"{problem.name(a.inspector)} is to see {both}.", (a, b))


def _too_close(problem: Problem, interviews: Sequence[PlannedInterview]) -> Iterator[Clash]:
    for a, b in _pairs(interviews, lambda i: (i.inspector, i.starts.date())):
        pause = int((b.starts - a.ends).total_seconds()) // 60
        if not _overlap(a, b) and pause < problem.rules.gap:
            who, left = problem.name(a.inspector), wording.count(pause, "minute")
            sentence = f"{who} has {left} between {_whom(problem, a)} and {_whom(problem, b)}."
            yield Clash("too_close", sentence, (a, b))


def _officer_twice(problem: Problem, interviews: Sequence[PlannedInterview]) -> Iterator[Clash]:
    for a, b in _pairs(interviews, lambda i: i.officer):
        who = problem.name(a.officer)
        yield Clash("officer_twice", f"{who} is to be seen twice: {_when(a)} and {_when(b)}.", (a, b))


def _room_twice(problem: Problem, interviews: Sequence[PlannedInterview]) -> Iterator[Clash]:
    for a, b in _pairs((i for i in interviews if not i.remote), lambda i: (i.office, i.room)):
        if _overlap(a, b):
            room = f"Room {a.room} at {problem.name(a.office)}"
            both = f"{_whom(problem, a)} and {_whom(problem, b)}"
            yield Clash("room_twice", f"{room} is taken twice: {both}.", (a, b))


def _no_such_room(problem: Problem, interviews: Sequence[PlannedInterview]) -> Iterator[Clash]:
    for i in interviews:
        rooms = _rooms_there(problem, i)
        if i.remote and (officer := problem.officer.get(i.officer)) and officer.remote:
            continue  # held by telephone or video
        if not 1 <= i.room <= rooms:
            then = " then" if problem.office.get(i.office, None) and problem.office[i.office].rooms_on else ""
            has = f"{problem.name(i.office)} has {wording.count(rooms, 'interview room')}{then}"
            yield Clash("no_such_room", f"{has}, and room {i.room} is given to {_whom(problem, i)}.", (i,))


def _rooms_there(problem: Problem, interview: PlannedInterview) -> int:
    """The fewest rooms that its office has in any half-day that it reaches into."""
    site = problem.office.get(interview.office)
    if site is None:
        return 0
    told = {(day, str(half)): rooms for (day, half), rooms in site.rooms_on.items()}
    halves = _half(problem, interview)
    return min(told.get((interview.starts.date(), half), site.rooms) for half in halves)


def _outside_hours(problem: Problem, interviews: Sequence[PlannedInterview]) -> Iterator[Clash]:
    rules = problem.rules
    for i in interviews:
        starts, ends = i.starts.time(), i.ends.time()
        morning = rules.starts <= starts and ends <= rules.lunch_starts
        afternoon = rules.lunch_ends <= starts and ends <= rules.ends
        if not (morning or afternoon) or i.starts.date() != i.ends.date():
            day = wording.span(rules.starts, rules.ends)
            lunch = wording.span(rules.lunch_starts, rules.lunch_ends)
            sentence = f"{_whom(problem, i)}, is not within {day} clear of lunch ({lunch})."
            yield Clash("outside_hours", sentence, (i,))


def _not_a_fieldwork_day(problem: Problem, interviews: Sequence[PlannedInterview]) -> Iterator[Clash]:
    for i in interviews:
        if i.starts.date() not in problem.days:
            sentence = f"{_whom(problem, i)}, is not on a fieldwork day."
            yield Clash("not_a_fieldwork_day", sentence, (i,))


def _inspector_away(problem: Problem, interviews: Sequence[PlannedInterview]) -> Iterator[Clash]:
    there = {i.id: {(day, str(half)) for day, half in i.available} for i in problem.inspectors}
    for i in interviews:
        needed = {(i.starts.date(), half) for half in _half(problem, i)}
        if not needed <= there.get(i.inspector, set()):
            sentence = f"{problem.name(i.inspector)} is not available for {_whom(problem, i)}."
            yield Clash("inspector_away", sentence, (i,))


def _appointment(problem: Problem, interviews: Sequence[PlannedInterview]) -> Iterator[Clash]:
    gap = timedelta(minutes=problem.rules.gap)
    for i, a in product(interviews, problem.appointments):
        if i.inspector in a.people and i.starts < a.finishes + gap and a.begins < i.ends + gap:
            overlap = i.starts < a.finishes and a.begins < i.ends
            how = "has" if overlap else f"has less than {problem.rules.gap} minutes between"
            link = "and is to see" if overlap else "and"
            sentence = f"{problem.name(i.inspector)} {how} {_what(a)} {link} {_whom(problem, i)}."
            yield Clash("appointment", sentence, (i,), (a,))


def _appointments(problem: Problem, _interviews: Sequence[PlannedInterview]) -> Iterator[Clash]:
    for a, b in combinations(problem.appointments, 2):
        if a.begins < b.finishes and b.begins < a.finishes:
            for person in (p for p in a.people if p in b.people):
                sentence = f"{problem.name(person)} has {_what(a)} and {_what(b)} at once."
                yield Clash("appointments", sentence, (), (a, b))


def _what(appointment: Appointment) -> str:
    """`Meeting with sentencers, 10:00am to 10:45am on Mon 16 Sep`."""
    when = appointment.when[:1].lower() + appointment.when[1:]
    return f"{appointment.title}, {when} on {wording.short_day(appointment.day)},"


def _officer_absent(problem: Problem, interviews: Sequence[PlannedInterview]) -> Iterator[Clash]:
    away = {o.id: {(day, str(half)) for day, half in o.absences} for o in problem.officers}
    for i in interviews:
        if {(i.starts.date(), half) for half in _half(problem, i)} & away.get(i.officer, set()):
            sentence = f"{problem.name(i.officer)} is away at {_when(i)}."
            yield Clash("officer_absent", sentence, (i,))
        yield from _officer_busy(problem, i)


def _officer_busy(problem: Problem, interview: PlannedInterview) -> Iterator[Clash]:
    """The officer is elsewhere for part of the half-day, and the interview reaches into it."""
    officer = problem.officer.get(interview.officer)
    midnight = datetime.combine(interview.starts.date(), time())
    for day, begins, ends in sorted(officer.busy) if officer else ():
        begun, ended = midnight + timedelta(minutes=begins), midnight + timedelta(minutes=ends)
        if day == midnight.date() and interview.starts < ended and begun < interview.ends:
            who = f"{problem.name(interview.officer)} is away from {wording.span(begun, ended)}"
            sentence = f"{who} on {wording.short_day(day)}, and is to be seen {_when(interview)}."
            yield Clash("officer_absent", sentence, (interview,))


def _two_offices(problem: Problem, interviews: Sequence[PlannedInterview]) -> Iterator[Clash]:
    seated = (i for i in interviews if not i.remote)
    for a, b in _pairs(seated, lambda i: (i.inspector, i.starts.date())):
        if a.office != b.office and _half(problem, a) & _half(problem, b):
            places = f"{problem.name(a.office)} and {problem.name(b.office)}"
            who = f"{problem.name(a.inspector)} would have to be at {places} in one half-day"
            yield Clash("two_offices", f"{who}: {_whom(problem, a)} and {_whom(problem, b)}.", (a, b))


def _wrong_inspector(problem: Problem, interviews: Sequence[PlannedInterview]) -> Iterator[Clash]:
    for i in interviews:
        officer = problem.officer.get(i.officer)
        readers = {officer.inspector, *officer.also_read} - {None} if officer else set()
        if readers and i.inspector not in readers:
            sentence = f"{problem.name(i.inspector)} has read none of the cases for {_whom(problem, i)}."
            yield Clash("wrong_inspector", sentence, (i,))


def _more(problem: Problem, interviews: Sequence[PlannedInterview]) -> Iterator[Clash]:
    for kind, sentence, involved in broken_more(problem, interviews):
        yield Clash(kind, sentence, involved)


def _running_late(problem: Problem, interviews: Sequence[PlannedInterview]) -> Iterator[Clash]:
    for sentence, involved in running_late(problem, interviews):
        yield Clash("running_late", sentence, involved)


def _too_short(problem: Problem, interviews: Sequence[PlannedInterview]) -> Iterator[Clash]:
    for i in interviews:
        officer = problem.officer.get(i.officer)
        needed = problem.minutes(officer) if officer else 1
        if (i.ends - i.starts).total_seconds() < needed * 60:
            sentence = f"{_whom(problem, i)}, is shorter than the {needed} minutes needed."
            yield Clash("too_short", sentence, (i,))


def _not_expected(problem: Problem, interviews: Sequence[PlannedInterview]) -> Iterator[Clash]:
    for i in interviews:
        if i.officer not in problem.officer:
            sentence = f"{_whom(problem, i)}, holds no case that needs an interview."
            yield Clash("not_expected", sentence, (i,))


def _not_seen(problem: Problem, interviews: Sequence[PlannedInterview]) -> Iterator[Clash]:
    seen = {i.officer for i in interviews}
    for officer in problem.officers:
        if officer.id not in seen:
            yield Clash("not_seen", f"{problem.name(officer.id)} has no interview.", ())


_RULES = (
    *(_inspector_twice, _too_close, _officer_twice, _room_twice, _no_such_room, _outside_hours),
    *(_not_a_fieldwork_day, _inspector_away, _appointment, _appointments, _officer_absent, _two_offices),
    *(_wrong_inspector, _more, _running_late),
    *(_too_short, _not_expected, _not_seen),
)
