"""Giving cases to second readers: evenly, never one's own; and taking them back."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from fieldwork.errors import Problem, Refused
from fieldwork.inspection import queries, seconds
from fieldwork.inspection.changes import Edit, Register, Written, new_id
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import CaseRow, Person, PersonId, Role, Status
from fieldwork.reading.second_draw import Drawn
from fieldwork.wording import count

#: Who reads a second time where nobody is named, the first of these roles that somebody has.
SECOND_READERS = (Role.QUALITY_READER, Role.LEAD, Role.INSPECTOR)


def deal(
    inspection: Inspection, refs: Collection[str], readers: Sequence[PersonId] = ()
) -> dict[str, PersonId]:
    """Who is to read each case a second time: evenly by minutes of reading, never a case of their own.

    One's own is a case that one is the inspector of, or gave an answer in. `readers` are those of the
    first role of `SECOND_READERS` that somebody has, unless they are named. Raises `Refused` with every
    case that nobody of them may read.
    """
    people = [PersonId(reader) for reader in readers] or [p.id for p in usual(inspection)]
    rows: dict[str, CaseRow] = {row.ref: row for row in queries.cases(inspection)}
    forms = inspection.programme.forms
    own = {ref: _own(inspection, rows[ref]) for ref in rows if ref in refs}
    problems = [Problem(ref, "there is no such case") for ref in refs if ref not in own]
    for ref, readers_of_it in own.items():
        if rows[ref].status is not Status.COMPLETE:
            problems.append(Problem(ref, "its first reading is not complete"))
        elif not set(people) - readers_of_it:
            problems.append(Problem(ref, "all of these second readers read it first"))
    if problems:
        raise Refused("These cases cannot be read a second time.", problems, "Name other readers or cases.")
    minutes = {ref: forms[rows[ref].form].minutes for ref in rows}
    loads = Counter(dict.fromkeys(people, 0))
    for second in seconds.second_readings(inspection):
        if second.reader in loads and not second.cancelled and second.ref in rows:
            loads[second.reader] += minutes[second.ref]
    plan: dict[str, PersonId] = {}
    for ref in sorted(own, key=lambda r: (len(set(people) - own[r]), r)):  # the least choice first
        reader = min((p for p in people if p not in own[ref]), key=lambda p: (loads[p], people.index(p)))
        loads[reader] += minutes[ref]
        plan[ref] = reader
    _even_out(plan, own, minutes, loads)
    return plan


def _even_out(
    plan: dict[str, PersonId],
    own: Mapping[str, set[str]],
    minutes: Mapping[str, int],
    loads: Counter[PersonId],
) -> None:
    """Hands cases on, from one to another to a third where need be, while that makes the loads more even.

    Taking the least choice first alone may leave one reader with five cases and another with three whom
    a third could have helped out.
    """
    while handed := next(_hand_ons(plan, own, minutes, loads), None):
        for ref, to in handed:
            loads[plan[ref]] -= minutes[ref]
            loads[to] += minutes[ref]
            plan[ref] = to


def _hand_ons(
    plan: Mapping[str, PersonId],
    own: Mapping[str, set[str]],
    minutes: Mapping[str, int],
    loads: Counter[PersonId],
) -> Iterator[list[tuple[str, PersonId]]]:
    """Ways to hand cases on, one each along a chain of readers, after which the loads are more even."""
    for giver in sorted(loads, key=lambda p: (-loads[p], p)):
        chains: list[tuple[PersonId, list[tuple[str, PersonId]]]] = [(giver, [])]
        seen = {giver}
        while chains:
            holder, handed = chains.pop(0)
            for ref in sorted(r for r, p in plan.items() if p == holder):
                for to in sorted(p for p in loads if p not in seen and p not in own[ref]):
                    seen.add(to)
                    further = [*handed, (ref, to)]
                    chains.append((to, further))
                    if _spread(loads, plan, minutes, further) < sum(n * n for n in loads.values()):
                        yield further


def _spread(
    loads: Counter[PersonId],
    plan: Mapping[str, PersonId],
    minutes: Mapping[str, int],
    handed: list[tuple[str, PersonId]],
) -> int:
    """The sum of the squared loads once these cases are handed on: the smaller, the more even."""
    after = Counter(loads)
    for ref, to in handed:
        after[plan[ref]] -= minutes[ref]
        after[to] += minutes[ref]
    return sum(n * n for n in after.values())


def usual(inspection: Inspection) -> list[Person]:
    """Who reads a second time where nobody is named. Raises `Refused` where there is nobody."""
    active = [person for person in queries.team(inspection) if person.active]
    for role in SECOND_READERS:
        if found := [person for person in active if person.role is role]:
            return found
    raise Refused("There is nobody in the team to read a second time.", advice="Name who is to.")


def _own(inspection: Inspection, row: CaseRow) -> set[str]:
    """Everybody who read a case the first time."""
    authors = {a.author for a in queries.answers(inspection, row.ref).values() if a.value is not None}
    return authors | ({row.inspector} if row.inspector else set())


def assign(
    inspection: Inspection, author: str, plan: Mapping[str, PersonId], drawn: Drawn | None = None
) -> Written:
    """Has each case of the plan read a second time by that person, in one step.

    What the first reading says at this moment is what the second will be compared with. Raises `Refused`
    for a case that is not complete, that is the person's own, or that they read a second time already.
    """
    for reader in dict.fromkeys(plan.values()):
        deal(inspection, [ref for ref, person in plan.items() if person == reader], [reader])
    held = {(s.ref, s.reader) for s in seconds.second_readings(inspection) if not s.cancelled}
    twice = [
        Problem(ref, "they read it a second time already") for ref, p in plan.items() if (ref, p) in held
    ]
    if twice:
        raise Refused("These cases cannot be assigned so.", twice, "Name another reader, or leave them out.")
    rows: dict[str, CaseRow] = {row.ref: row for row in queries.cases(inspection)}
    with inspection.edit(author, f"Assigned {count(len(plan), 'second reading')}") as edit:
        draw_id = _record(edit, drawn) if drawn else None
        for ref, reader in plan.items():
            key = new_id()
            edit.set(seconds.SECOND, key, "case", ref)
            edit.set(seconds.SECOND, key, "reader", reader)
            edit.set(seconds.SECOND, key, "first_reader", rows[ref].inspector)
            edit.set(seconds.SECOND, key, "first", _first(inspection, ref))
            edit.set(seconds.SECOND, key, "draw", draw_id)
    return edit.written


def _record(edit: Edit, drawn: Drawn) -> str:
    """Keeps how cases were drawn, so that it can be told and repeated."""
    key = new_id()
    said = {"share": drawn.share, "least": drawn.least, "seed": drawn.seed, "complete": drawn.complete}
    edit.set("second_draw", key, "drawn", said)
    return key


def _first(inspection: Inspection, ref: str) -> dict[str, str]:
    """The changes that give a case its answers now, by question."""
    found = {}
    for question, answer in queries.answers(inspection, ref).items():
        head = inspection.journal.head(Register("answer", f"{ref}/{question}", "value"))
        if answer.value is not None and head is not None:
            found[str(question)] = head.change
    return found


def cancel(inspection: Inspection, author: str, name: str, reason: str) -> Written:
    """Has a case not read a second time after all; what was answered stays in the history."""
    second = seconds.find(inspection, name)
    if not second.is_open:
        state = "complete" if second.completed else "cancelled already"
        raise Refused(f"The second reading of {second.ref} is {state}.")
    if not reason.strip():
        raise Refused("Cancelling needs a reason.", advice="Say why it is not read again.")
    with inspection.edit(author, "Cancelled a second reading") as edit:
        edit.set(seconds.SECOND, second.id, "cancelled", reason.strip())
    return edit.written
