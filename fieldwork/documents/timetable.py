"""The interview timetable on paper: weeks by inspector, lists by office, by officer and by day.

Officers are named here, since they have to be found and asked; people on probation go by reference.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal

from fieldwork import wording
from fieldwork.documents import page, pieces, style
from fieldwork.documents.page import DocumentContext
from fieldwork.inspection.records import Interview, OfficerId, PersonId
from fieldwork.timetable.appointments import Appointment
from fieldwork.timetable.debrief import is_debrief

By = Literal["inspector", "office", "officer", "day"]
_WIDTH = style.LANDSCAPE_WIDTH
_NAME_WIDTH = 92.0


def render(
    interviews: Sequence[Interview],
    names: Mapping[OfficerId, str],
    days: Sequence[date],
    by: By,
    context: DocumentContext,
    appointments: Sequence[Appointment] = (),
) -> bytes:
    """The PDF of the whole timetable. `names` are the officers'; `days` are the fieldwork days.

    Appointments stand with each of their people, or in a list of their own; by officer there are none.
    """
    title = f"Timetable by {by}"
    found = [style.para("Timetable", style.OVERLINE), style.para(f"Interviews by {by}", style.TITLE)]
    debriefs = [a for a in appointments if is_debrief(a)]
    fixed = () if by == "officer" else [a for a in appointments if not is_debrief(a)]
    found.append(style.para(_extent(interviews, fixed) + debrief_words(debriefs, days), style.LEAD))
    if not (interviews or fixed):
        found.append(style.para("No interview is planned yet."))
    elif by == "officer":
        found.append(_officer_list(interviews, names, context))
    elif by == "office":
        found += _by_office(interviews, names, context)
        found += _meetings(fixed, context)
    elif by == "day":
        found += _by_day(interviews, names, context, fixed)
    else:
        found += _weeks(interviews, names, days, context, fixed)
    return page.build(found, title, context, wide=True)


def own_list(
    interviews: Sequence[Interview],
    names: Mapping[OfficerId, str],
    width: float,
    appointments: Sequence[Appointment] = (),
) -> Any:
    """One inspector's interviews and appointments in order of time, as a table of this width."""
    held = [(_starts(i), (_time(i), _name(i, names), _place(i), _cases(i))) for i in interviews] + [
        (a.begins, (a.when, a.title, a.place, a.about)) for a in appointments
    ]
    rows, last = [], None
    for starts, cells in sorted(held, key=lambda one: one[0]):
        day = wording.short_day(starts.date()) if starts.date() != last else ""
        last = starts.date()
        rows.append((day, *cells))
    heads = ("Day", "Time", "Whom", "Where", "About")
    return pieces.list_table(heads, rows, (60, 104, 110, 122, width - 396))


def _officer_list(
    interviews: Sequence[Interview], names: Mapping[OfficerId, str], context: DocumentContext
) -> Any:
    rows = [
        (
            _name(i, names),
            wording.short_day(_starts(i).date()),
            _time(i),
            _place(i),
            context.person(i.inspector),
            _cases(i),
        )
        for i in sorted(interviews, key=lambda i: (_name(i, names).casefold(), i.starts))
    ]
    heads = ("Officer", "Day", "Time", "Where", "Inspector", "Cases")
    return pieces.list_table(heads, rows, (140, 72, 110, 140, 130, _WIDTH - 592))


def _by_office(
    interviews: Sequence[Interview], names: Mapping[OfficerId, str], context: DocumentContext
) -> list[Any]:
    """Each office with its interviews in order of time and room."""
    held: dict[str, list[Interview]] = defaultdict(list)
    for interview in sorted(interviews, key=lambda i: (i.starts, i.room)):
        held[_office(interview)].append(interview)
    found: list[Any] = []
    for office in sorted(held, key=str.casefold):
        rows = [
            (
                wording.short_day(_starts(i).date()),
                _time(i),
                wording.room(i.room).capitalize(),
                _name(i, names),
                context.person(i.inspector),
                _cases(i),
            )
            for i in held[office]
        ]
        heads = ("Day", "Time", "Room", "Officer", "Inspector", "Cases")
        table = pieces.list_table(heads, rows, (72, 110, 60, 160, 140, _WIDTH - 542))
        head = page.bookmarked(style.para(office, style.HEADING), office, 0)
        found += pieces.keep([head], [table], _WIDTH)
    return found


def _by_day(
    interviews: Sequence[Interview],
    names: Mapping[OfficerId, str],
    context: DocumentContext,
    appointments: Sequence[Appointment],
) -> list[Any]:
    """Each day with its interviews and appointments in order of time."""
    held: dict[date, list[tuple[datetime, str, tuple[str, ...]]]] = defaultdict(list)
    for i in interviews:
        inspector = context.person(i.inspector)
        cells = (_time(i), inspector, _name(i, names), _place(i), _cases(i))
        held[_starts(i).date()].append((_starts(i), inspector, cells))
    for a in appointments:
        people = wording.listed([context.person(PersonId(person)) for person in a.people])
        held[a.day].append((a.begins, people, (a.when, people, a.title, a.place, a.about)))
    found: list[Any] = []
    heads = ("Time", "Inspector", "Whom", "Where", "About")
    for day in sorted(held):
        rows = [cells for _, _, cells in sorted(held[day], key=lambda one: one[:2])]
        table = pieces.list_table(heads, rows, (110, 150, 160, 170, _WIDTH - 590))
        words = f"{wording.short_day(day).split()[0]} {wording.day(day)}"
        head = page.bookmarked(style.para(words, style.HEADING), words, 0)
        found += pieces.keep([head], [table], _WIDTH)
    return found


def _weeks(
    interviews: Sequence[Interview],
    names: Mapping[OfficerId, str],
    days: Sequence[date],
    context: DocumentContext,
    appointments: Sequence[Appointment],
) -> list[Any]:
    """A grid for each week: inspectors down the side, days across."""
    timed = [(_starts(i), i.room, context.person(i.inspector), _entry(i, names)) for i in interviews]
    for appointment in appointments:
        who = [context.person(PersonId(person)) for person in appointment.people] or ["Nobody yet"]
        timed += [(appointment.begins, 0, name, _fixed(appointment)) for name in who]
    held: dict[tuple[str, date], list[Any]] = defaultdict(list)
    for starts, _, name, entry in sorted(timed, key=lambda one: one[:3]):
        held[name, starts.date()].append(entry)
    people = sorted({name for name, _ in held}, key=str.casefold)
    found: list[Any] = []
    for week in weeks({*days, *(day for _, day in held)}):
        heading = f"Week of {wording.day(week[0])}"
        head = page.bookmarked(style.para(heading, style.HEADING), heading, 0)
        found += pieces.keep([head], [_grid(people, week, held)], _WIDTH)
    return found


def weeks(days: Iterable[date]) -> list[list[date]]:
    """The days in order, those of one calendar week together."""
    found: dict[tuple[int, int], list[date]] = defaultdict(list)
    for day in sorted(days):
        found[day.isocalendar()[:2]].append(day)
    return list(found.values())


def _grid(people: Sequence[str], week: Sequence[date], held: Mapping[tuple[str, date], Sequence[Any]]) -> Any:
    """One table row for each interview of a person's fullest day, so that pages break between interviews."""
    body: list[list[Any]] = []
    blocks: list[tuple[int, int]] = []
    for name in people:
        columns = [held.get((name, day), ()) for day in week]
        depth = max(1, *(len(column) for column in columns))
        blocks.append((len(body) + 1, len(body) + depth))
        for at in range(depth):
            body.append(["" if at else name, *(column[at] if at < len(column) else "" for column in columns)])
    widths = (_NAME_WIDTH, *[(_WIDTH - _NAME_WIDTH) / len(week)] * len(week))
    heads = ("", *(wording.short_day(day) for day in week))
    return pieces.list_table(heads, body, widths, blocks=blocks)


def _entry(interview: Interview, names: Mapping[OfficerId, str]) -> Any:
    lines = (_name(interview, names), _place(interview), _cases(interview))
    rest = "<br/>".join(style.words(line) for line in lines if line)
    return style.markup(f"<b>{style.words(_time(interview))}</b><br/>{rest}", _ENTRY)


def _fixed(appointment: Appointment) -> Any:
    lines = (appointment.title, appointment.place, appointment.about)
    rest = "<br/>".join(style.words(line) for line in lines if line)
    return style.markup(f"<b>{style.words(appointment.when)}</b><br/>{rest}", _ENTRY)


def _meetings(appointments: Sequence[Appointment], context: DocumentContext) -> list[Any]:
    """Meetings and visits in order of time, as a list."""
    if not appointments:
        return []
    rows = [
        (
            wording.short_day(a.day),
            a.when,
            a.title,
            a.about,
            a.place,
            wording.listed([context.person(PersonId(person)) for person in a.people]),
        )
        for a in appointments
    ]
    heads = ("Day", "Time", "What", "With whom", "Where", "Inspectors")
    table = pieces.list_table(heads, rows, (72, 110, 150, 130, 120, _WIDTH - 582))
    head = page.bookmarked(style.para("Meetings and visits", style.HEADING), "Meetings and visits", 0)
    return pieces.keep([head], [table], _WIDTH)


def _extent(interviews: Sequence[Interview], appointments: Sequence[Appointment]) -> str:
    cases = sum(len(i.cases) for i in interviews)
    words = f"{wording.count(len(interviews), 'interview')} about {wording.count(cases, 'case')}"
    return (
        f"{words}, {wording.count(len(appointments), 'meeting or visit', 'meetings and visits')}"
        if appointments
        else words
    )


def debrief_words(debriefs: Sequence[Appointment], days: Sequence[date]) -> str:
    """`, and a team debrief from … on every day`: said once, rather than in every cell."""
    if not debriefs:
        return ""
    without = sorted(set(days) - {a.day for a in debriefs})
    but = f" but {wording.listed([wording.short_day(day) for day in without])}" if without else ""
    where = f" at {debriefs[0].place}" if debriefs[0].place else ""
    return f", and a team debrief{where} from {debriefs[0].when} on every day{but}"


def _starts(interview: Interview) -> datetime:
    return datetime.fromisoformat(interview.starts)


def _time(interview: Interview) -> str:
    return wording.span(_starts(interview), datetime.fromisoformat(interview.ends))


def _name(interview: Interview, names: Mapping[OfficerId, str]) -> str:
    return names.get(interview.officer, "Officer not known")


def _office(interview: Interview) -> str:
    return interview.office or "No office"


def _place(interview: Interview) -> str:
    return f"{_office(interview)}, {wording.room(interview.room)}"


def _cases(interview: Interview) -> str:
    return ", ".join(interview.cases)


_ENTRY = style.CELL.clone("entry", fontSize=7.3, leading=9.3)
