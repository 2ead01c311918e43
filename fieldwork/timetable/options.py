"""The half-days in which an officer could be seen, before anyone else is placed."""

from dataclasses import dataclass

from fieldwork.timetable.problem import HALVES, HalfDay, OfficerToSee, Problem


@dataclass(frozen=True, slots=True)
class Option:
    """This officer, seen by this inspector in this half-day at the officer's own office."""

    officer: str
    inspector: str
    office: str
    half_day: HalfDay
    minutes: int
    remote: bool = False


def half_days(problem: Problem) -> tuple[HalfDay, ...]:
    """Every fieldwork half-day in order."""
    return tuple((day, half) for day in sorted(set(problem.days)) for half in HALVES)


def options(problem: Problem, officer: OfficerToSee) -> tuple[Option, ...]:
    """Where the hard rules about one interview alone leave room, in order of time and preference."""
    if officer not in problem.known_options:
        problem.known_options[officer] = _options(problem, officer)
    return problem.known_options[officer]


def _options(problem: Problem, officer: OfficerToSee) -> tuple[Option, ...]:
    minutes = problem.minutes(officer)
    if problem.rooms(officer.office) < 1 and not officer.remote:
        return ()
    readers = [r for r in problem.readers(officer) if _may_see(problem, officer, r)]
    site = "" if officer.remote else officer.office
    fits = {
        (reader, half): last - first >= minutes
        for reader in readers
        for half in HALVES
        for first, last in (problem.window(half, site, reader),)
    }
    return tuple(
        Option(officer.id, reader, officer.office, half_day, minutes, officer.remote)
        for half_day in half_days(problem)
        if half_day not in officer.absences
        and (officer.remote or problem.rooms(officer.office, half_day) > 0)
        for reader in readers
        if half_day in problem.available[reader]
        and fits[reader, half_day[1]]
        and _understood(problem, officer, reader, half_day)
        and _there(problem, officer, reader, half_day)
    )


def _may_see(problem: Problem, officer: OfficerToSee, reader: str) -> bool:
    known = problem.inspector.get(reader)
    return known is not None and (officer.office not in known.barred)


def _there(problem: Problem, officer: OfficerToSee, reader: str, half_day: HalfDay) -> bool:
    """Some time of the half-day will do, where the officer is elsewhere for part of it."""
    busy = officer.busy_on(half_day[0])
    if not busy:
        return True
    first, last = problem.window(half_day[1], "" if officer.remote else officer.office, reader)
    minutes = problem.minutes(officer)
    starts = range(first, last - minutes + 1, problem.rules.grid)
    return any(all(s + minutes <= a or b <= s for a, b in busy) for s in starts)


def _understood(problem: Problem, officer: OfficerToSee, reader: str, half_day: HalfDay) -> bool:
    """The inspector speaks the language, or there is an interpreter that half-day."""
    if not officer.language or officer.language in problem.inspector[reader].languages:
        return True
    return problem.interpreters.get((officer.language, half_day), 0) > 0
