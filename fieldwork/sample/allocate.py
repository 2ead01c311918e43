"""Who reads which case: by hand, or evenly with an officer's cases kept with one inspector."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from fieldwork.errors import Problem, Refused
from fieldwork.inspection import queries
from fieldwork.inspection.changes import Written
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import CaseRef, CaseRow, Person, PersonId, Role, Status

#: Who reads cases when they are shared out evenly.
READERS = (Role.INSPECTOR, Role.LOCAL_ASSESSOR)


@dataclass(frozen=True, slots=True)
class Load:
    """What one person has been given: their cases, and the minutes that reading them takes."""

    person: Person
    cases: tuple[str, ...]
    minutes: int


def give(inspection: Inspection, author: str, refs: Collection[str], to: PersonId) -> Written:
    """Gives cases to a person, in one step. Refuses unknown and withdrawn cases, all at once."""
    rows = {row.ref: row for row in queries.cases(inspection)}
    problems = [Problem(ref, "there is no such case") for ref in refs if ref not in rows]
    problems += [
        Problem(ref, "it was withdrawn from the sample")
        for ref in refs
        if ref in rows and rows[CaseRef(ref)].status is Status.WITHDRAWN
    ]
    if problems:
        raise Refused("These cases could not be allocated.", problems, "Check their references.")
    with inspection.edit(author, "Allocated cases") as edit:
        for ref in refs:
            edit.set("case", ref, "inspector", to)
    return edit.written


def share_out(inspection: Inspection, author: str, *, again: bool = False) -> Written:
    """Shares the cases out evenly by reading time, an officer's cases with one inspector.

    Cases that someone has already stay with them, unless `again`; then only those that have been
    begun stay. An officer whose cases have a reader goes to that reader; otherwise to whoever has
    least to read, among equals to whoever is at that office already. Same cases, same outcome.
    """
    people = [p for p in queries.team(inspection) if p.active and p.role in READERS]
    people = people or [p for p in queries.team(inspection) if p.active]
    if not people:
        raise Refused("There is nobody in the team to read cases.", advice="Add people to the team first.")
    rows = queries.cases(inspection, withdrawn=False)
    fixed = [r for r in rows if r.inspector and (not again or r.status is not Status.SELECTED)]
    free = [r for r in rows if r not in fixed]
    plan = _share(inspection, people, fixed, free)
    with inspection.edit(author, "Shared the cases out evenly") as edit:
        for ref, person in plan.items():
            edit.set("case", ref, "inspector", person)
    return edit.written


def _share(
    inspection: Inspection, people: Sequence[Person], fixed: Sequence[CaseRow], free: Sequence[CaseRow]
) -> dict[str, PersonId]:
    minutes = {p.id: 0 for p in people}
    offices: dict[PersonId, set[str]] = {p.id: set() for p in people}
    reader_of: dict[str, PersonId] = {}

    def take(person: PersonId, rows: Sequence[CaseRow]) -> None:
        minutes[person] = minutes.get(person, 0) + sum(_minutes(inspection, r) for r in rows)
        offices.setdefault(person, set()).update(r.office for r in rows)

    for row in fixed:
        if row.inspector:
            take(row.inspector, [row])
            reader_of.setdefault(row.officer, row.inspector)
    groups: dict[str, list[CaseRow]] = {}
    for row in free:
        groups.setdefault(row.officer or row.ref, []).append(row)
    order = sorted(groups.items(), key=lambda g: (-sum(_minutes(inspection, r) for r in g[1]), g[0]))
    names = {p.id: p.name for p in people}
    plan: dict[str, PersonId] = {}
    for officer, rows in order:
        person = reader_of.get(officer)
        if person not in names:
            at = rows[0].office
            person = min(names, key=lambda p: (minutes[p], at not in offices[p], names[p]))
        take(person, rows)
        plan.update((row.ref, person) for row in rows)
    return plan


def _minutes(inspection: Inspection, row: CaseRow) -> int:
    return inspection.programme.forms[row.form].minutes


def loads(inspection: Inspection) -> list[Load]:
    """What each person of the team has been given, withdrawn cases left out."""
    rows = queries.cases(inspection, withdrawn=False)
    found = []
    for person in queries.team(inspection):
        mine = [row for row in rows if row.inspector == person.id]
        total = sum(_minutes(inspection, row) for row in mine)
        found.append(Load(person, tuple(row.ref for row in mine), total))
    return found
