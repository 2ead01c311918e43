"""What makes one plan better than another: a handful of counts, each with a weight."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from fieldwork.timetable.plan import PlannedInterview
from fieldwork.timetable.problem import HalfDay, Problem, minute
from fieldwork.timetable.travel import day_journey

WEIGHTS: Mapping[str, int] = {
    "unplaced": 1000,  # an officer who is not seen
    "moved": 100,  # an interview already arranged that changes or goes
    "other_reader": 30,  # held by someone who read only some of the officer's cases
    "office_visits": 20,  # an inspector at an office on a day
    "office_changes": 15,  # an inspector at a second office on the same day
    "travel": 1,  # ten kilometres of an inspector's journey on a day, from the base and back
    "spread_of_load": 5,  # cases of whoever has most less cases of whoever has fewest
    "spread_of_days": 0,  # interviews on the fullest day less those on the emptiest
    "travel_times": 0,  # visits on a Monday morning or a Friday afternoon, when the team travels
    "waiting": 0,  # grid steps that an inspector sits at an office without an interview
}
"""How much each counts unless a problem's own `weights` say otherwise."""

MONDAY, FRIDAY = 0, 4

Visit = tuple[str, HalfDay, str]
DayVisit = tuple[str, date, str]


def weights(problem: Problem) -> dict[str, int]:
    """Every weight, the problem's own before the usual one."""
    return {name: problem.weights.get(name, usual) for name, usual in WEIGHTS.items()}


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
    there = [i for i in interviews if not i.remote]
    visits = {(i.inspector, half_day, i.office) for i in there for half_day in problem.rules.halves(i)}
    routes: dict[tuple[str, date], list[str]] = defaultdict(list)
    for inspector, half_day, office in sorted(visits, key=lambda v: (v[0], v[1], v[2])):
        if office not in routes[inspector, half_day[0]]:
            routes[inspector, half_day[0]].append(office)
    return {
        "unplaced": sum(1 for officer in problem.officers if officer.id not in placed),
        "moved": _moved(problem, interviews, keep),
        "other_reader": sum(1 for i in interviews if _is_other_reader(problem, i)),
        "office_visits": sum(len(offices) for offices in routes.values()),
        "office_changes": sum(len(offices) - 1 for offices in routes.values()),
        "travel": sum(journey(problem, who, offices) for (who, _), offices in routes.items()),
        "spread_of_load": _spread_of_load(problem, interviews),
        "spread_of_days": _spread_of_days(problem, interviews),
        "travel_times": sum(1 for visit in visits if is_travel_time(visit[1])),
        "waiting": _waiting(problem, there),
    }


def total(counts: Mapping[str, int], by: Mapping[str, int] = WEIGHTS) -> int:
    """The weighted sum that planning makes as small as it can."""
    return sum(by[name] * count for name, count in counts.items())


def price(
    problem: Problem, interviews: Sequence[PlannedInterview], keep: Sequence[PlannedInterview] = ()
) -> int:
    """What a plan costs by the problem's own weights."""
    return total(measure(problem, interviews, keep), weights(problem))


def journey(problem: Problem, inspector: str, offices: Sequence[str]) -> int:
    """Tens of kilometres of a day at these offices in turn."""
    known = problem.inspector.get(inspector)
    return day_journey(problem.travel, known.base if known else "", offices)


def _moved(problem: Problem, interviews: Sequence[PlannedInterview], keep: Sequence[PlannedInterview]) -> int:
    now = {i.arranged for i in interviews}
    return sum(1 for old in keep if old.officer in problem.officer and old.arranged not in now)


def _is_other_reader(problem: Problem, interview: PlannedInterview) -> bool:
    officer = problem.officer.get(interview.officer)
    return officer is not None and bool(officer.readers) and officer.inspector != interview.inspector


def loads(problem: Problem, interviews: Sequence[PlannedInterview]) -> dict[str, int]:
    """Cases of each inspector among whom they are shared out; empty where nothing is."""
    cases: Counter[str] = Counter()
    for interview in interviews:
        if interview.officer in problem.officer:
            cases[interview.inspector] += problem.load(problem.officer[interview.officer])
    return {inspector: cases[inspector] for inspector in problem.sharing}


def _spread_of_load(problem: Problem, interviews: Sequence[PlannedInterview]) -> int:
    """Nothing where every case has its reader: planning could not change anything."""
    held = loads(problem, interviews).values()
    return max(held) - min(held) if held else 0


def _spread_of_days(problem: Problem, interviews: Sequence[PlannedInterview]) -> int:
    days = Counter(i.starts.date() for i in interviews)
    held = [days[day] for day in working_days(problem)]
    return max(held) - min(held) if held else 0


def _waiting(problem: Problem, interviews: Sequence[PlannedInterview]) -> int:
    rules = problem.rules
    visits: dict[tuple[str, HalfDay], list[PlannedInterview]] = defaultdict(list)
    for interview in interviews:
        visits[interview.inspector, rules.halves(interview)[0]].append(interview)
    steps = 0
    for (inspector, half_day), held in visits.items():
        first = problem.window(half_day[1], held[0].office, inspector)[0]
        stay = max(minute(i.ends) for i in held) - first
        busy = sum(i.minutes for i in held) + rules.gap * (len(held) - 1)
        steps += max(stay - busy, 0) // rules.grid
    return steps
