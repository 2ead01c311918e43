"""The plan as it stands, what is wrong with it, and which days are shown together."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from fieldwork import wording
from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import Interview
from fieldwork.timetable import plan_file
from fieldwork.timetable.apart import changed_apart
from fieldwork.timetable.board import Board
from fieldwork.timetable.check import Clash, check
from fieldwork.timetable.moves import words
from fieldwork.timetable.options import options
from fieldwork.timetable.plan import PlannedInterview, Unplaced
from fieldwork.timetable.problem import Problem
from fieldwork.timetable.reasons import why_unplaced


@dataclass(frozen=True)
class PlanState:
    """The plan in the file and what is wrong with it.

    `clashes` leave out officers without an interview: those are `unplaced`, and why. `marks` are
    interviews that somebody said something of: held, or running late. `apart` are sentences about
    interviews that two people changed apart, which somebody has to settle.
    """

    problem: Problem
    interviews: tuple[PlannedInterview, ...] = ()
    clashes: tuple[Clash, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    by_officer: Mapping[str, PlannedInterview] = field(default_factory=dict)
    marks: Mapping[str, Interview] = field(default_factory=dict)
    broken: Mapping[str, tuple[Clash, ...]] = field(default_factory=dict)
    apart: tuple[str, ...] = ()

    def clashes_of(self, officer: str) -> tuple[Clash, ...]:
        """The clashes that this officer's interview is part of."""
        return self.broken.get(officer, ())


def plan_state(inspection: Inspection) -> PlanState:
    """Reads the plan and judges it as things stand now."""
    problem = plan_file.problem_of(inspection)
    interviews = tuple(plan_file.planned(inspection))
    seen = {i.officer: i for i in interviews}
    clashes = tuple(clash for clash in check(problem, interviews) if clash.kind != "not_seen")
    broken: dict[str, list[Clash]] = defaultdict(list)
    for clash in clashes:
        for officer in dict.fromkeys(i.officer for i in clash.interviews):
            broken[officer].append(clash)
    return PlanState(
        problem,
        interviews,
        clashes,
        _unplaced(problem, interviews, seen),
        seen,
        {str(i.officer): i for i in queries.interviews(inspection) if i.state},
        {officer: tuple(found) for officer, found in broken.items()},
        changed_apart(inspection),
    )


def _unplaced(
    problem: Problem, interviews: Sequence[PlannedInterview], seen: Mapping[str, PlannedInterview]
) -> tuple[Unplaced, ...]:
    missing = [officer for officer in problem.officers if officer.id not in seen]
    board = Board(problem, interviews)
    found = []
    for officer in sorted(missing, key=lambda o: problem.name(o.id).casefold()):
        free = next((p for o in options(problem, officer) if (p := board.find(o)) is not None), None)
        if free is not None:
            found.append(Unplaced(officer.id, f"There is room for them: {words(problem, free)}."))
        else:
            found.append(why_unplaced(problem, interviews, officer))
    return tuple(found)


def weeks(state: PlanState) -> tuple[tuple[date, ...], ...]:
    """The fieldwork days, and others with something in them, a week at a time."""
    found: dict[date, list[date]] = {}
    for day in days(state):
        found.setdefault(day - timedelta(day.weekday()), []).append(day)
    return tuple(tuple(held) for held in found.values())


def days(state: PlanState) -> tuple[date, ...]:
    """The fieldwork days, and others with something in them."""
    problem = state.problem
    others = (*(i.starts.date() for i in state.interviews), *(a.day for a in problem.appointments))
    return tuple(sorted({*problem.days, *others}))


def pages(state: PlanState, *, by_day: bool) -> tuple[tuple[date, ...], ...]:
    """The days that are shown together: a week, or each by itself."""
    return tuple((day,) for day in days(state)) if by_day else weeks(state)


def page_of(found: Sequence[Sequence[date]], day: date) -> int:
    """The page that a day is on, or else the first after it, or the last."""
    later = (n for n, page in enumerate(found) if page[-1] >= day)
    return next(later, max(len(found) - 1, 0))


def page_words(page: Sequence[date]) -> str:
    """`16 to 20 September 2019`; the first month is named where the two differ; a day as `Mon 16 …`."""
    if not page:
        return ""
    first, last = page[0], page[-1]
    if first == last:
        return f"{wording.short_day(first).split()[0]} {wording.day(first)}"
    if first.month == last.month:
        return f"{first.day} to {wording.day(last)}"
    return f"{wording.day(first).rsplit(' ', 1)[0]} to {wording.day(last)}"
