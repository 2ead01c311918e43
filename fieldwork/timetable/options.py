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


def half_days(problem: Problem) -> tuple[HalfDay, ...]:
    """Every fieldwork half-day in order."""
    return tuple((day, half) for day in sorted(set(problem.days)) for half in HALVES)


def options(problem: Problem, officer: OfficerToSee) -> tuple[Option, ...]:
    """Where the hard rules about one interview alone leave room, in order of time and preference."""
    minutes = problem.minutes(officer)
    if problem.rooms(officer.office) < 1:
        return ()
    return tuple(
        Option(officer.id, reader, officer.office, half_day, minutes)
        for half_day in half_days(problem)
        if half_day not in officer.absences and problem.rules.length(half_day[1]) >= minutes
        for reader in officer.readers
        if half_day in problem.available.get(reader, frozenset())
    )
