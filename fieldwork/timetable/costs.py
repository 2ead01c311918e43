"""What makes one plan better than another: a handful of counts, each with a weight."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from fieldwork.timetable.plan import PlannedInterview
from fieldwork.timetable.problem import HalfDay, Problem, minute

WEIGHTS: Mapping[str, int] = {
    "unplaced": 1000,  # an officer who is not seen
    "moved": 100,  # an interview already arranged that changes or goes
    "other_reader": 30,  # held by someone who read only some of the officer's cases
    "office_visits": 20,  # an inspector at an office for a half-day
    "office_changes": 15,  # an inspector at two offices in one day
    "spread_of_load": 5,  # interviews on the fullest day less those on the emptiest
    "travel_times": 4,  # visits on a Monday morning or a Friday afternoon, when the team travels
    "waiting": 1,  # grid steps that an inspector sits at an office without an interview
}

MONDAY, FRIDAY = 0, 4

Visit = tuple[str, HalfDay, str]


def is_travel_time(half_day: HalfDay) -> bool:
    """Monday morning or Friday afternoon."""
    return (half_day[0].weekday(), half_day[1]) in {(MONDAY, "am"), (FRIDAY, "pm")}


def working_days(problem: Problem) -> tuple[date, ...]:
    """Fieldwork days on which somebody can interview: the load is spread over these."""
    staffed = {half_day[0] for halves in problem.available.values() for half_day in halves}
    return tuple(sorted(staffed))


def measure(
    problem: Problem, interviews: Sequence[PlannedInterview], keep: Sequence[PlannedInterview] = ()
) -> dict[str, int]:
    """Each thing that costs, counted; `keep` is the plan that was to change as little as possible."""
    placed = {i.officer for i in interviews}
    visits = {(i.inspector, half_day, i.office) for i in interviews for half_day in problem.rules.halves(i)}
    offices: dict[tuple[str, date], set[str]] = defaultdict(set)
    for inspector, half_day, office in visits:
        offices[inspector, half_day[0]].add(office)
    return {
        "unplaced": sum(1 for officer in problem.officers if officer.id not in placed),
        "moved": _moved(problem, interviews, keep),
        "other_reader": sum(1 for i in interviews if _is_other_reader(problem, i)),
        "office_visits": len(visits),
        "office_changes": sum(len(at) - 1 for at in offices.values()),
        "spread_of_load": _spread(problem, interviews),
        "travel_times": sum(1 for visit in visits if is_travel_time(visit[1])),
        "waiting": _waiting(problem, interviews),
    }


def total(counts: Mapping[str, int]) -> int:
    """The weighted sum that planning makes as small as it can."""
    return sum(WEIGHTS[name] * count for name, count in counts.items())


def _moved(problem: Problem, interviews: Sequence[PlannedInterview], keep: Sequence[PlannedInterview]) -> int:
    now = {i.arranged for i in interviews}
    return sum(1 for old in keep if old.officer in problem.officer and old.arranged not in now)


def _is_other_reader(problem: Problem, interview: PlannedInterview) -> bool:
    officer = problem.officer.get(interview.officer)
    return officer is not None and officer.inspector != interview.inspector


def _spread(problem: Problem, interviews: Sequence[PlannedInterview]) -> int:
    days = Counter(i.starts.date() for i in interviews)
    loads = [days[day] for day in working_days(problem)]
    return max(loads) - min(loads) if loads else 0


def _waiting(problem: Problem, interviews: Sequence[PlannedInterview]) -> int:
    rules = problem.rules
    visits: dict[tuple[str, HalfDay], list[PlannedInterview]] = defaultdict(list)
    for interview in interviews:
        visits[interview.inspector, rules.halves(interview)[0]].append(interview)
    steps = 0
    for (_, half_day), held in visits.items():
        stay = max(minute(i.ends) for i in held) - rules.window(half_day[1])[0]
        busy = sum(i.minutes for i in held) + rules.gap * (len(held) - 1)
        steps += max(stay - busy, 0) // rules.grid
    return steps
