"""Between the planner's values and the inspection file: the problem out of it, the plan into it."""

from collections.abc import Collection, Sequence
from datetime import datetime

from fieldwork.errors import Refused
from fieldwork.inspection import queries
from fieldwork.inspection.changes import Edit, Written
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.interviews import AWAY
from fieldwork.inspection.records import CaseRow, Role
from fieldwork.timetable import registers
from fieldwork.timetable.appointments import appointments
from fieldwork.timetable.missed import Missed, gone_by, missed
from fieldwork.timetable.plan import PlannedInterview
from fieldwork.timetable.plan_settings import day_rules, lengths, reading_rules, settings_of, weights
from fieldwork.timetable.problem import HalfDay, OfficerToSee, OfficeSite, Problem

NEVER: frozenset[HalfDay] = frozenset()


def problem_of(inspection: Inspection) -> Problem:
    """What is to be planned: every officer with a case whose form is interviewed about."""
    from fieldwork.timetable.telling import told  # which itself reads plans

    info = inspection.info()
    days = info.days
    team = [p for p in queries.team(inspection) if p.active and p.role is not Role.OFFICE]
    seen = _officers_to_see(inspection)
    names: dict[str, str] = {p.id: p.name for p in team}
    names |= {o.id: o.name for o in queries.officers(inspection)}
    anyone = not any(p.role in registers.READERS for p in team)
    settings = settings_of(inspection)
    return Problem(
        days=days,
        offices=_sites(inspection, seen),
        officers=tuple(seen),
        inspectors=tuple(registers.inspector(inspection, p.id, p.role, anyone) for p in team),
        rules=day_rules(settings),
        lengths=lengths(settings),
        locked=tuple(i for i in planned(inspection) if i.locked),
        appointments=appointments(inspection),
        names=names,
        travel=registers.travel(inspection),
        reading=reading_rules(settings),
        weights=weights(settings),
        interpreters=registers.interpreters(inspection),
        told=told(inspection),
        late={i.officer: i.late for i in queries.interviews(inspection) if i.late},
    )


def _officers_to_see(inspection: Inspection) -> list[OfficerToSee]:
    forms = inspection.programme.forms
    held: dict[str, list[CaseRow]] = {}
    for row in queries.cases(inspection, withdrawn=False):
        if forms[row.form].interview and row.officer_id:
            held.setdefault(row.officer_id, []).append(row)
    lost = _gone_by(inspection)
    return [
        registers.officer(inspection, _to_see(who, rows, lost.get(who, NEVER)), rows)
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
    days, rules = inspection.info().days, day_rules(settings_of(inspection))
    return {who: gone_by(lines, days, rules, plan.get(who)) for who, lines in missing.items()}


def _to_see(officer_id: str, rows: Sequence[CaseRow], gone: frozenset[HalfDay]) -> OfficerToSee:
    readers = [row.inspector for row in rows if row.inspector]
    order = sorted(set(readers), key=lambda r: (-readers.count(r), r))
    return OfficerToSee(
        id=officer_id,
        office=rows[0].office,
        cases=tuple(row.ref for row in rows),
        inspector=order[0] if order else None,
        also_read=tuple(order[1:]),
        absences=gone,
    )


def _sites(inspection: Inspection, seen: Sequence[OfficerToSee]) -> tuple[OfficeSite, ...]:
    told = registers.offices(inspection)
    names = sorted({officer.office for officer in seen} | set(told))
    return tuple(told.get(name, OfficeSite(name, name)) for name in names if name)


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


def keep_plan(
    inspection: Inspection, author: str, interviews: Sequence[PlannedInterview], give: Collection[str] = ()
) -> Written:
    """Makes this the plan, in one step: interviews not in it lose their time, and cases that nobody
    reads yet, and those to `give`, are given to whoever is to interview about them.
    """
    held = {i.officer for i in planned(inspection)}
    with inspection.edit(author, "Planned the interviews") as edit:
        set_interviews(inspection, edit, interviews, give)
        for officer in held - {i.officer for i in interviews}:
            edit.set("interview", officer, "starts", None)
            edit.set("interview", officer, "ends", None)
    return edit.written


def set_interviews(
    inspection: Inspection, edit: Edit, interviews: Sequence[PlannedInterview], give: Collection[str] = ()
) -> None:
    """Puts interviews into an edit, and their cases that nobody reads yet, or that are to be given anew,
    to whoever holds them.
    """
    unread = {str(row.ref) for row in queries.cases(inspection, withdrawn=False) if not row.inspector}
    free = unread | set(give)
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


def set_rooms(
    inspection: Inspection, author: str, office: str, rooms: int, halves: Sequence[HalfDay] = ()
) -> Written:
    """Says how many interview rooms an office has: in general, or in these half-days alone."""
    key = queries.office_id(inspection, office)
    with inspection.edit(author, "Set an office's rooms") as edit:
        edit.set("office", key, "name", office)
        if halves:
            told = registers.rooms_on(inspection.record("office", key)) | dict.fromkeys(halves, rooms)
            rows = [[day.isoformat(), half, n] for (day, half), n in sorted(told.items())]
            edit.set("office", key, "rooms_on", rows)
        else:
            edit.set("office", key, "rooms", rooms)
    return edit.written


def set_absences(
    inspection: Inspection, author: str, entity: str, entity_id: str, halves: Sequence[HalfDay]
) -> Written:
    """Says when an officer or a person of the team is away."""
    rows = [{"date": day.isoformat(), "part": half} for day, half in sorted(halves)]
    with inspection.edit(author, "Set absences") as edit:
        edit.set(entity, entity_id, "absences", rows or None)
    return edit.written
