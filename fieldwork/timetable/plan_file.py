"""Between the planner's values and the inspection file: the problem out of it, the plan into it."""

from collections.abc import Sequence
from datetime import date, datetime, time

from fieldwork.errors import Refused
from fieldwork.inspection import queries
from fieldwork.inspection.changes import Edit, Written
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.interviews import AWAY
from fieldwork.inspection.records import CaseRow, Officer, Role
from fieldwork.inspection.setting_up import THE_INSPECTION
from fieldwork.timetable import registers
from fieldwork.timetable.appointments import appointments
from fieldwork.timetable.missed import Missed, gone_by, missed
from fieldwork.timetable.plan import PlannedInterview
from fieldwork.timetable.problem import (
    HALVES,
    DayRules,
    HalfDay,
    InterviewLengths,
    OfficerToSee,
    OfficeSite,
    Problem,
)

#: Interview rooms of an office that nobody has said anything about.
_DEFAULT_ROOMS = 1
NEVER: frozenset[HalfDay] = frozenset()


def problem_of(inspection: Inspection) -> Problem:
    """What is to be planned: every officer with a case whose form is interviewed about."""
    info = inspection.info()
    days = info.days
    team = [p for p in queries.team(inspection) if p.active and p.role is not Role.OFFICE]
    seen = _officers_to_see(inspection)
    names: dict[str, str] = {p.id: p.name for p in team}
    names |= {o.id: o.name for o in queries.officers(inspection)}
    everywhere = frozenset((day, half) for day in days for half in HALVES)
    anyone = not any(p.role in registers.READERS for p in team)
    return Problem(
        days=days,
        offices=_sites(inspection, seen),
        officers=tuple(seen),
        inspectors=tuple(
            registers.inspector(inspection, p.id, everywhere - _away(inspection, p.id), p.role, anyone)
            for p in team
        ),
        rules=_rules(inspection),
        lengths=_lengths(inspection),
        locked=tuple(i for i in planned(inspection) if i.locked),
        appointments=appointments(inspection),
        names=names,
        travel=registers.travel(inspection),
        reading=registers.reading_rules(_settings(inspection)),
        weights=registers.weights(_settings(inspection)),
        interpreters=registers.interpreters(inspection),
        late={i.officer: i.late for i in queries.interviews(inspection) if i.late},
    )


def _officers_to_see(inspection: Inspection) -> list[OfficerToSee]:
    forms = inspection.programme.forms
    held: dict[str, list[CaseRow]] = {}
    for row in queries.cases(inspection, withdrawn=False):
        if forms[row.form].interview and row.officer_id:
            held.setdefault(row.officer_id, []).append(row)
    known: dict[str, Officer] = {o.id: o for o in queries.officers(inspection)}
    lost = _gone_by(inspection)
    return [
        registers.officer(inspection, _to_see(who, rows, known.get(who), lost.get(who, NEVER)), rows)
        for who, rows in sorted(held.items())
    ]


def _gone_by(inspection: Inspection) -> dict[str, frozenset[HalfDay]]:
    """By officer, half-days that have passed without the interview that was to be."""
    missing: dict[str, list[Missed]] = {}
    for one in missed(inspection):
        missing.setdefault(one.officer, []).append(one)
    if not missing:
        return {}
    plan = {i.officer: i for i in planned(inspection)}
    days, rules = inspection.info().days, _rules(inspection)
    return {who: gone_by(lines, days, rules, plan.get(who)) for who, lines in missing.items()}


def _to_see(
    officer_id: str, rows: Sequence[CaseRow], officer: Officer | None, gone: frozenset[HalfDay]
) -> OfficerToSee:
    readers = [row.inspector for row in rows if row.inspector]
    order = sorted(set(readers), key=lambda r: (-readers.count(r), r))
    absences = frozenset(
        (away.date, half)
        for away in (officer.absences if officer else ())
        for half in HALVES
        if away.part in (half, "day")
    )
    return OfficerToSee(
        id=officer_id,
        office=rows[0].office,
        cases=tuple(row.ref for row in rows),
        inspector=order[0] if order else None,
        also_read=tuple(order[1:]),
        absences=absences | gone,
    )


def _sites(inspection: Inspection, seen: Sequence[OfficerToSee]) -> tuple[OfficeSite, ...]:
    rooms = {office.name: office.rooms for office in queries.offices(inspection)}
    names = sorted({officer.office for officer in seen} | set(rooms))
    hours = registers.office_hours(inspection)
    return tuple(
        OfficeSite(name, name, rooms.get(name, _DEFAULT_ROOMS), hours.get(name)) for name in names if name
    )


def _away(inspection: Inspection, person: str) -> frozenset[HalfDay]:
    rows = inspection.value("person", person, "absences") or []
    return frozenset(
        (date.fromisoformat(row["date"]), half)
        for row in rows
        for half in HALVES
        if row["part"] in (half, "day")
    )


def _settings(inspection: Inspection) -> dict[str, object]:
    found = inspection.value("inspection", THE_INSPECTION, "timetable")
    return found if isinstance(found, dict) else {}


def _rules(inspection: Inspection) -> DayRules:
    """The working hours set for the inspection, the usual ones where none are set."""
    held = _settings(inspection)
    usual = DayRules()

    def at(key: str, otherwise: time) -> time:
        return time.fromisoformat(str(held[key])) if key in held else otherwise

    return DayRules(
        starts=at("starts", usual.starts),
        lunch_starts=at("lunch_starts", usual.lunch_starts),
        lunch_ends=at("lunch_ends", usual.lunch_ends),
        ends=at("ends", usual.ends),
    )


def _lengths(inspection: Inspection) -> InterviewLengths:
    held = _settings(inspection).get("minutes")
    if isinstance(held, list) and held:
        return InterviewLengths(tuple(int(m) for m in held))
    return InterviewLengths()


def planned(inspection: Inspection) -> list[PlannedInterview]:
    """The plan in the file, in order of time. What was held or is awaited stays: it is locked."""
    return [
        PlannedInterview(
            officer=i.officer,
            inspector=i.inspector,
            office=i.office,
            room=i.room,
            starts=datetime.fromisoformat(i.starts),
            ends=datetime.fromisoformat(i.ends),
            cases=i.cases,
            locked=i.locked or bool(i.state),
        )
        for i in queries.interviews(inspection)
    ]


def keep_plan(inspection: Inspection, author: str, interviews: Sequence[PlannedInterview]) -> Written:
    """Makes this the plan, in one step: interviews not in it lose their time, and cases that nobody
    reads yet are given to whoever is to interview about them.
    """
    held = {i.officer for i in planned(inspection)}
    with inspection.edit(author, "Planned the interviews") as edit:
        set_interviews(inspection, edit, interviews)
        for officer in held - {i.officer for i in interviews}:
            edit.set("interview", officer, "starts", None)
            edit.set("interview", officer, "ends", None)
    return edit.written


def set_interviews(inspection: Inspection, edit: Edit, interviews: Sequence[PlannedInterview]) -> None:
    """Puts interviews into an edit, and their cases that nobody reads yet to whoever holds them."""
    free = {row.ref for row in queries.cases(inspection, withdrawn=False) if not row.inspector}
    held = inspection.records("interview")
    for i in interviews:
        for field, value in {
            "officer": i.officer,
            "inspector": i.inspector,
            "office": i.office,
            "room": i.room,
            "starts": i.starts.isoformat(timespec="minutes"),
            "ends": i.ends.isoformat(timespec="minutes"),
            "cases": list(i.cases),
            "locked": i.locked or None,
            "agreed": None,
        }.items():
            edit.set("interview", i.officer, field, value)
        if held.get(i.officer, {}).get("state") in AWAY:
            edit.set("interview", i.officer, "state", None)
        for ref in i.cases:
            if ref in free:
                edit.set("case", ref, "inspector", i.inspector)


def set_locked(inspection: Inspection, author: str, officer: str, locked: bool) -> Written:
    """Settles an interview, so that planning works round it, or frees it again.

    Raises `Refused` where one is to be freed that is marked as held or awaited.
    """
    held = next((i for i in queries.interviews(inspection) if i.officer == officer), None)
    if not locked and held and held.state:
        advice = "Take the mark off first."
        raise Refused("An interview that is marked as held or late stays where it is.", advice=advice)
    with inspection.edit(author, "Locked an interview" if locked else "Unlocked an interview") as edit:
        if not locked:
            # A time that was agreed beside the plan becomes the plan's.
            set_interviews(inspection, edit, [i for i in planned(inspection) if i.officer == officer])
        edit.set("interview", officer, "locked", locked or None)
    return edit.written


def set_rooms(inspection: Inspection, author: str, office: str, rooms: int) -> Written:
    """Says how many interview rooms an office has."""
    with inspection.edit(author, "Set an office's rooms") as edit:
        edit.set("office", queries.office_id(inspection, office), "name", office)
        edit.set("office", queries.office_id(inspection, office), "rooms", rooms)
    return edit.written


def set_absences(
    inspection: Inspection, author: str, entity: str, entity_id: str, halves: Sequence[HalfDay]
) -> Written:
    """Says when an officer or a person of the team is away."""
    rows = [{"date": day.isoformat(), "part": half} for day, half in sorted(halves)]
    with inspection.edit(author, "Set absences") as edit:
        edit.set(entity, entity_id, "absences", rows or None)
    return edit.written
