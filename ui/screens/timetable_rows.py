"""The plan as rows: by inspector, office, room or officer, with what makes times impossible."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Literal

from fieldwork import wording
from fieldwork.timetable.appointments import Appointment
from fieldwork.timetable.check import Clash
from fieldwork.timetable.plan import PlannedInterview
from fieldwork.timetable.problem import HALVES, Problem, minute
from ui.screens.timetable_view import PlanState
from ui.theme import Tone
from ui.widgets import GridAxis, GridColumn, GridEntry, GridRow, GridView, Shade

By = Literal["inspector", "office", "room", "officer"]

WAYS: tuple[tuple[By, str], ...] = (
    ("inspector", "By inspector"),
    ("office", "By office"),
    ("room", "By room"),
    ("officer", "By officer"),
)
#: Rows for meetings of no inspector yet, meetings at no office, and interviews from afar.
NOBODY, ELSEWHERE, REMOTE = "", "elsewhere", "remote"
_BETWEEN = "\n"
#: The mark and the tone of an interview of which something was said.
_MARKED: Mapping[str, tuple[str, Tone]] = {"held": ("check", "good"), "late": ("clock", "warning")}


def room_row(office: str, room: int) -> str:
    """The id of a room's row."""
    return f"{office}{_BETWEEN}{room}" if room else REMOTE


def room_of(row: str) -> tuple[str, int]:
    """The office and the room of a row; no office and room 0 for the row of interviews from afar."""
    office, _, room = row.rpartition(_BETWEEN)
    return (office, int(room)) if office else ("", 0)


def grid_view(state: PlanState, by: By, page: Sequence[date], *, timed: bool = False) -> GridView:
    """These days by inspector, office, room or officer, a column each; `timed` along the hours."""
    held = [i for i in state.interviews if i.starts.date() in set(page)]
    fixed = [a for a in state.problem.appointments if a.day in set(page)]
    entries = [_interview(state, by, page, i) for i in held]
    entries += [entry for a in fixed for entry in _appointment(state.problem, by, page, a)]
    rows = _rows(state, by, entries, Counter(row_id(by, i) for i in held))
    axis = _axis(state.problem, [*held], fixed)
    counts = [sum(i.starts.date() == day for i in held) for day in page]
    return GridView(
        tuple(
            GridColumn(wording.short_day(day), wording.count(count, "interview"))
            for day, count in zip(page, counts, strict=True)
        ),
        rows,
        tuple(sorted(entries, key=lambda e: (e.column, e.starts, e.title))),
        axis,
        timed,
        tuple(_shades(state.problem, by, rows, page, timed=timed)),
    )


def entry_of(clash: Clash) -> tuple[date, str]:
    """The day and the entry, by inspector, of the first thing in a clash: an interview, or a meeting."""
    if clash.interviews:
        return clash.interviews[0].starts.date(), clash.interviews[0].officer
    first = clash.appointments[0]
    both = [p for p in first.people if all(p in a.people for a in clash.appointments)]
    return first.day, f"{first.id}/{both[0] if both else NOBODY}"


def row_id(by: By, interview: PlannedInterview) -> str:
    """The row in which an interview stands."""
    if by == "room":
        return room_row(interview.office, interview.room)
    return {"inspector": interview.inspector, "office": interview.office, "officer": interview.officer}[by]


def _axis(problem: Problem, held: Sequence[PlannedInterview], fixed: Sequence[Appointment]) -> GridAxis:
    """The hours from the first to the last thing of the day, whole hours."""
    rules = problem.rules
    stays = [(minute(i.starts), minute(i.ends)) for i in held]
    stays += [(minute(a.starts), minute(a.ends)) for a in fixed if a.starts and a.ends]
    first = min([minute(rules.starts), *(begun for begun, _ in stays)])
    last = max([minute(rules.ends), *(ended for _, ended in stays)])
    return GridAxis(
        first // 60 * 60,
        min(-(-last // 60) * 60, 24 * 60),
        minute(rules.lunch_ends),
        (minute(rules.lunch_starts), minute(rules.lunch_ends)),
        rules.grid,
    )


# -- rows ---------------------------------------------------------------------------------------------


def _rows(
    state: PlanState, by: By, entries: Sequence[GridEntry], counts: Mapping[str, int]
) -> tuple[GridRow, ...]:
    problem = state.problem
    used = {entry.row for entry in entries}
    titles = dict(_known(state, by, used))
    titles |= {row: _stray(problem, row) for row in used if row not in titles}
    last = (NOBODY, ELSEWHERE, REMOTE)
    ordered = sorted(titles, key=lambda row: (row in last, titles[row].casefold(), *room_of(row)))
    return tuple(GridRow(row, titles[row], _detail(by, row, counts.get(row, 0))) for row in ordered)


def _detail(by: By, row: str, count: int) -> str:
    held = wording.count(count, "interview") if count else "No interviews"
    if by == "room" and row != REMOTE:
        return f"Room {room_of(row)[1]}, {held[:1].lower()}{held[1:]}"
    return held


def _known(state: PlanState, by: By, used: set[str]) -> Iterator[tuple[str, str]]:
    """The rows that are there whether or not anything stands in them."""
    problem = state.problem
    if by == "inspector":
        readers = {r for officer in problem.officers for r in officer.readers} | set(problem.sharing)
        for person in problem.inspectors:
            if person.id in readers | used:
                yield person.id, problem.name(person.id)
    elif by == "office":
        for office in problem.offices:
            yield office.id, office.name
    elif by == "room":
        for office in problem.offices:
            for room in range(1, office.rooms + 1):
                yield room_row(office.id, room), office.name
    else:
        for officer in problem.officers:
            if officer.id not in state.by_officer:
                yield officer.id, problem.name(officer.id)


def _stray(problem: Problem, row: str) -> str:
    """The title of a row that only what stands in it brings along."""
    if row in (NOBODY, ELSEWHERE, REMOTE):
        return {NOBODY: "Nobody yet", ELSEWHERE: "Elsewhere", REMOTE: "By telephone or video"}[row]
    return problem.name(room_of(row)[0] or row)


# -- what stands in them --------------------------------------------------------------------------------


def _interview(state: PlanState, by: By, page: Sequence[date], interview: PlannedInterview) -> GridEntry:
    name, clashes = state.problem.name, state.clashes_of(interview.officer)
    mark = state.marks.get(interview.officer)
    icon, tone = _MARKED.get(mark.state if mark else "", ("", "info"))
    officer, inspector, office = (
        name(one) for one in (interview.officer, interview.inspector, interview.office)
    )
    where = office if interview.room else "By telephone or video"
    title, beside = {
        "inspector": (officer, where),
        "office": (officer, wording.room(interview.room)),
        "room": (officer, wording.initials(inspector)),
        "officer": (inspector, where),
    }[by]
    lines = [
        f"{wording.short_day(interview.starts)}, {wording.span(interview.starts, interview.ends)}",
        f"{officer} with {inspector}",
        f"{office}, {wording.room(interview.room)}",
        wording.count(len(interview.cases), "case"),
        *(clash.sentence for clash in clashes),
    ]
    return GridEntry(
        id=interview.officer,
        row=row_id(by, interview),
        column=page.index(interview.starts.date()),
        time=wording.clock(interview.starts),
        title=title,
        room=beside,
        tone="danger" if clashes else tone,
        locked=interview.locked and not mark,
        tip="\n".join(lines),
        starts=minute(interview.starts),
        ends=minute(interview.ends),
        movable=not interview.locked,
        mark=icon,
    )


def _appointment(problem: Problem, by: By, page: Sequence[date], fixed: Appointment) -> Iterator[GridEntry]:
    """A meeting in the row of each of its people, or of the office where it is."""
    if by == "inspector":
        rows: Sequence[str] = fixed.people or (NOBODY,)
    elif by == "office":
        rows = (_office(problem, fixed),)
    else:
        return
    people = wording.listed([problem.name(person) for person in fixed.people])
    lines = (fixed.title, f"{wording.short_day(fixed.day)}, {fixed.when}", fixed.place, fixed.about, people)
    for row in rows:
        yield GridEntry(
            id=f"{fixed.id}/{row}",
            row=row,
            column=page.index(fixed.day),
            time=wording.clock(fixed.starts) if fixed.starts else "All day",
            title=fixed.title,
            room=fixed.place if by == "inspector" else "",
            tone="neutral",
            tip="\n".join(line for line in lines if line),
            starts=_minute(fixed.starts),
            ends=_minute(fixed.ends),
        )


def _minute(when: datetime | None) -> int:
    return minute(when) if when else 0


def _office(problem: Problem, fixed: Appointment) -> str:
    place = fixed.place.casefold()
    return next((office.id for office in problem.offices if office.name.casefold() == place), ELSEWHERE)


# -- when nothing can be ----------------------------------------------------------------------------------


def _shades(
    problem: Problem, by: By, rows: Sequence[GridRow], page: Sequence[date], *, timed: bool
) -> Iterator[Shade]:
    rules = problem.rules
    for row in rows:
        for column, day in enumerate(page):
            for half in HALVES:
                first, last = rules.window(half)
                if words := _why_not(problem, by, row.id, (day, half)):
                    yield Shade(row.id, column, first, last, words)
            if timed:
                yield Shade(row.id, column, minute(rules.lunch_starts), minute(rules.lunch_ends), "")


def _why_not(problem: Problem, by: By, row: str, half_day: tuple[date, Literal["am", "pm"]]) -> str:
    """Why nothing can be in a row in a half-day; "" where something can."""
    if half_day[0] not in problem.days:
        return "Not a fieldwork day"
    if by == "inspector":
        free = problem.available.get(row)
        return "" if free is None or half_day in free else "Away"
    if by == "officer":
        officer = problem.officer.get(row)
        return "Away" if officer is not None and half_day in officer.absences else ""
    office = room_of(row)[0] if by == "room" else row
    known = problem.office.get(office)
    return "No room" if known is not None and not problem.rooms(office) else ""
