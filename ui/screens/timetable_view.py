"""The plan as the timetable widget shows it: one week at a time, clashes marked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from fieldwork import wording
from fieldwork.inspection.file import Inspection
from fieldwork.timetable import plan_file
from fieldwork.timetable.check import Clash, check
from fieldwork.timetable.grid import By, Entry, grid
from fieldwork.timetable.plan import PlannedInterview, Unplaced
from fieldwork.timetable.problem import Problem
from fieldwork.timetable.reasons import why_unplaced
from ui.widgets import GridColumn, GridEntry, GridRow, GridView


@dataclass(frozen=True)
class PlanState:
    """The plan in the file and what is wrong with it.

    `clashes` leave out officers without an interview: those are `unplaced`, and why. Nobody is while
    nothing is planned yet.
    """

    problem: Problem
    interviews: tuple[PlannedInterview, ...] = ()
    clashes: tuple[Clash, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    by_officer: Mapping[str, PlannedInterview] = field(default_factory=dict)

    def clashes_of(self, officer: str) -> tuple[Clash, ...]:
        """The clashes that this officer's interview is part of."""
        return tuple(c for c in self.clashes if any(i.officer == officer for i in c.interviews))


def plan_state(inspection: Inspection) -> PlanState:
    """Reads the plan and judges it as things stand now."""
    problem = plan_file.problem_of(inspection)
    interviews = tuple(plan_file.planned(inspection))
    if not interviews:
        return PlanState(problem, clashes=tuple(c for c in check(problem, ()) if c.kind == "appointments"))
    seen = {i.officer: i for i in interviews}
    missing = [officer for officer in problem.officers if officer.id not in seen]
    return PlanState(
        problem,
        interviews,
        tuple(clash for clash in check(problem, interviews) if clash.kind != "not_seen"),
        tuple(why_unplaced(problem, interviews, officer) for officer in missing),
        seen,
    )


def weeks(state: PlanState) -> tuple[tuple[date, ...], ...]:
    """The fieldwork days, and others with something in them, a week at a time."""
    problem = state.problem
    others = (*(i.starts.date() for i in state.interviews), *(a.day for a in problem.appointments))
    days = sorted({*problem.days, *others})
    found: dict[date, list[date]] = {}
    for day in days:
        found.setdefault(day - timedelta(day.weekday()), []).append(day)
    return tuple(tuple(held) for held in found.values())


def week_words(week: Sequence[date]) -> str:
    """`16 to 20 September 2019`; the first month is named where the two differ."""
    first, last = week[0], week[-1]
    if first == last:
        return wording.day(last)
    if first.month == last.month:
        return f"{first.day} to {wording.day(last)}"
    return f"{wording.day(first).rsplit(' ', 1)[0]} to {wording.day(last)}"


def grid_view(state: PlanState, by: By, week: Sequence[date]) -> GridView:
    """One week by inspector, office or officer, a column a day."""
    problem = state.problem
    held = [i for i in state.interviews if i.starts.date() in set(week)]
    rows = {
        "inspector": [p.id for p in problem.inspectors if _reads(problem, p.id)],
        "office": [office.id for office in problem.offices],
        "officer": [],
    }[by]
    names = {office.id: office.name for office in problem.offices} | dict(problem.names)
    fixed = [a for a in problem.appointments if a.day in set(week)]
    laid = grid(held, week, names, by=by, columns="days", rules=problem.rules, rows=rows, appointments=fixed)
    return GridView(
        tuple(GridColumn(column.title) for column in laid.columns),
        tuple(GridRow(row.id, row.title, _detail(row.cells)) for row in laid.rows),
        tuple(
            _entry(state, row.id, number, entry, by)
            for row in laid.rows
            for number, cell in enumerate(row.cells)
            for entry in cell
        ),
    )


def _reads(problem: Problem, person: str) -> bool:
    return any(person in officer.readers for officer in problem.officers)


def _detail(cells: Sequence[Sequence[Entry]]) -> str:
    count = sum(entry.interview is not None for cell in cells for entry in cell)
    return wording.count(count, "interview") if count else "No interviews"


def _entry(state: PlanState, row: str, column: int, entry: Entry, by: By) -> GridEntry:
    if entry.interview is not None:
        return _interview(state, row, column, entry, entry.interview, by)
    fixed = entry.appointment
    return GridEntry(
        id=f"{fixed.id if fixed else ''}/{row}",
        row=row,
        column=column,
        time=wording.clock(fixed.starts) if fixed and fixed.starts else entry.time,
        title=entry.lines[0],
        room=fixed.place if fixed else "",
        tone="neutral",
        tip="\n".join((entry.time, *entry.lines)),
    )


def _interview(
    state: PlanState, row: str, column: int, entry: Entry, interview: PlannedInterview, by: By
) -> GridEntry:
    clashes = state.clashes_of(interview.officer)
    office = state.problem.name(interview.office)
    lines = (entry.time, *entry.lines, *(clash.sentence for clash in clashes))
    return GridEntry(
        id=interview.officer,
        row=row,
        column=column,
        time=wording.clock(interview.starts),
        title=entry.lines[0],
        room=wording.room(interview.room) if by == "office" else office,
        tone="danger" if clashes else "info",
        locked=interview.locked,
        tip="\n".join(dict.fromkeys(lines)),
    )
