"""Why an officer could not be placed, in a sentence that tells the planner what to change."""

from collections import Counter
from collections.abc import Sequence

from fieldwork import wording
from fieldwork.timetable.board import Board, Obstacle
from fieldwork.timetable.options import Option, half_days, options
from fieldwork.timetable.plan import PlannedInterview, Unplaced
from fieldwork.timetable.problem import HALVES, OfficerToSee, Problem


def why_unplaced(problem: Problem, interviews: Sequence[PlannedInterview], officer: OfficerToSee) -> Unplaced:
    """The reason as things stand once these interviews are held."""
    choices = options(problem, officer)
    why = _taken(problem, interviews, officer, choices) if choices else _never(problem, officer)
    return Unplaced(officer.id, why)


def _never(problem: Problem, officer: OfficerToSee) -> str:
    """No half-day would do even if nobody else were to be seen."""
    minutes = problem.minutes(officer)
    may, readers = problem.readers(officer), _readers(problem, officer)
    free = {half_day for r in may for half_day in problem.available.get(r, frozenset())}
    if not may:
        return "No inspector may be given their cases."
    if problem.rooms(officer.office) < 1:
        where = problem.name(officer.office) if officer.office else "Their office"
        return f"{where} has no interview room."
    if minutes > max(problem.rules.length(half) for half in HALVES):
        about = wording.count(len(officer.cases), "case")
        return f"An interview about {about} takes {length(minutes)}, longer than a half-day."
    if not free:
        return f"{readers} is not available on any fieldwork day."
    if officer.absences.issuperset(half_days(problem)):
        return "They are away on every fieldwork day."
    if officer.absences.issuperset(free):
        return f"They are away whenever {readers} is available."
    return (
        f"They are in and {readers} is available only in half-days too short for an interview "
        f"of {length(minutes)}."
    )


def _readers(problem: Problem, officer: OfficerToSee) -> str:
    """Who may hold the interview, by name where the cases are given to somebody."""
    if not officer.readers:
        return "any inspector"
    return wording.listed([problem.name(r) for r in officer.readers], "or")


def _taken(
    problem: Problem,
    interviews: Sequence[PlannedInterview],
    officer: OfficerToSee,
    choices: Sequence[Option],
) -> str:
    """Some half-days would do, but others hold them."""
    board = Board(problem, interviews)
    found = Counter((board.obstacle(option), option.inspector) for option in choices)
    parts = [_obstacle(problem, officer, *key, times) for key, times in found.items()]
    possible = len({option.half_day for option in choices})
    readers = _readers(problem, officer)
    when = f"They are in and {readers} is available for {wording.count(possible, 'half-day')}"
    return f"{when}, but {wording.listed(parts)}."


def _obstacle(problem: Problem, officer: OfficerToSee, obstacle: Obstacle, reader: str, times: int) -> str:
    name, place = problem.name(reader), problem.name(officer.office)
    for_times = f"for {wording.count(times, 'half-day')}"
    if obstacle == "elsewhere":
        return f"{name} is at another office {for_times}"
    if obstacle == "no time":
        return f"{name} has no {length(problem.minutes(officer))} left {for_times}"
    if obstacle == "too far":
        return f"{name} is at an office too far from {place} {for_times}"
    if obstacle == "not read":
        return f"{name} has no time to read the cases {for_times}"
    if obstacle == "no interpreter":
        return f"no interpreter of {officer.language} is free {for_times}"
    return f"every room at {place} is taken {for_times}"


def length(minutes: int) -> str:
    """`45 minutes`, `1 hour`, `3 hours 15 minutes`."""
    hours, rest = divmod(minutes, 60)
    parts = [wording.count(hours, "hour")] if hours else []
    return " ".join(parts + ([wording.count(rest, "minute")] if rest or not hours else []))
