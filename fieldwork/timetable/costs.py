"""What makes one plan better than another: a handful of counts, each with a weight."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from fieldwork.timetable.plan import PlannedInterview
from fieldwork.timetable.problem import HalfDay, Problem, minute
from fieldwork.timetable.travel import day_journey

WEIGHTS: Mapping[str, int] = {
    "unplaced": 1000,  # an officer who is not seen
    "told": 200,  # an interview that people were told of, and that is no longer as they were told
    "moved": 100,  # an interview already arranged that changes or goes
    "other_reader": 30,  # held by someone who read only some of the officer's cases
    "office_visits": 20,  # an inspector at an office on a day
    "office_changes": 15,  # an inspector at a second office on the same day
    "nights_away": 10,  # a day of an inspector that ends too far from their base to go home
    "travel": 1,  # ten kilometres of an inspector's journey on a day, from the base and back
    "spread_of_load": 5,  # cases of whoever has most less cases of whoever has fewest
    "wishes": 3,  # an interview when its officer or its inspector would rather not
    "spread_of_days": 1,  # interviews on the fullest day less those on the emptiest
    "waiting": 1,  # grid steps that an inspector sits at an office without an interview
    "travel_times": 0,  # visits on a Monday morning or a Friday afternoon, when the team travels
}
"""How much each counts unless a problem's own `weights` say otherwise."""

MONDAY, FRIDAY = 0, 4

Visit = tuple[str, HalfDay, str]
DayVisit = tuple[str, date, str]


def weights(problem: Problem) -> dict[str, int]:
    """Every weight, the problem's own before the usual one; never below none, as bounds rest on that."""
    return {name: max(problem.weights.get(name, usual), 0) for name, usual in WEIGHTS.items()}


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
    days = [(who, offices) for (who, _), offices in routes.items()]
    return {
        "unplaced": sum(1 for officer in problem.officers if officer.id not in placed),
        "told": _changed(problem, interviews, problem.told),
        "moved": _changed(problem, interviews, keep),
        "other_reader": sum(1 for i in interviews if _is_other_reader(problem, i)),
        "office_visits": sum(len(offices) for _, offices in days),
        "office_changes": sum(len(offices) - 1 for _, offices in days),
        "nights_away": sum(night(problem, who, offices) for who, offices in days),
        "travel": sum(journey(problem, who, offices) for who, offices in days),
        "spread_of_load": _spread_of_load(problem, interviews),
        "wishes": sum(_against_wishes(problem, i) for i in interviews),
        "spread_of_days": _spread_of_days(problem, interviews),
        "waiting": _waiting(problem, there),
        "travel_times": sum(1 for visit in visits if is_travel_time(visit[1])),
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


def night(problem: Problem, inspector: str, offices: Iterable[str]) -> bool:
    """Whether an inspector who spends a day at these offices is too far from their base to go home."""
    known = problem.inspector.get(inspector)
    base = known.base if known else ""
    return bool(base) and any(problem.travel.minutes(base, at) > problem.home_within for at in offices)


def day(problem: Problem, inspector: str, offices: Sequence[str]) -> int:
    """Points for a day of an inspector at these offices in turn."""
    by = weights(problem)
    points = by["office_visits"] * len(offices) + by["office_changes"] * (len(offices) - 1)
    points += by["nights_away"] * night(problem, inspector, offices)
    return points + by["travel"] * journey(problem, inspector, offices)


def against_wishes(problem: Problem, officer: str, inspector: str, half_day: HalfDay) -> int:
    """How many of the two would rather not meet in a half-day; whoever wishes nothing is content."""
    asked = problem.officer.get(officer), problem.inspector.get(inspector)
    return sum(1 for one in asked if one and one.prefers and half_day not in one.prefers)


def _against_wishes(problem: Problem, interview: PlannedInterview) -> int:
    half_day = problem.rules.halves(interview)[0]
    return against_wishes(problem, interview.officer, interview.inspector, half_day)


def _changed(
    problem: Problem, interviews: Sequence[PlannedInterview], before: Sequence[PlannedInterview]
) -> int:
    """How many of those before are not there any more as they were, of officers who are still to be seen."""
    now = {i.arranged for i in interviews}
    return sum(1 for old in before if old.officer in problem.officer and old.arranged not in now)


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


def day_loads(problem: Problem, interviews: Sequence[PlannedInterview]) -> dict[date, int]:
    """Interviews on each day when somebody can interview."""
    days = Counter(i.starts.date() for i in interviews)
    return {day: days[day] for day in working_days(problem)}


def _spread_of_days(problem: Problem, interviews: Sequence[PlannedInterview]) -> int:
    held = day_loads(problem, interviews).values()
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
