"""Handing a case over: a part-read case passes to another reader with everything that is known of it.

Whoever read it before need not be there. If they go on reading, both versions are kept side by side, as
conflicts; nobody's answer replaces another's unseen.
"""

from collections.abc import Collection
from dataclasses import dataclass

from fieldwork.errors import Fault, Problem, Refused
from fieldwork.exchange import ring
from fieldwork.exchange.dispatch import send_to
from fieldwork.exchange.packing import Letter, cases_of, put
from fieldwork.exchange.parcels import Destination
from fieldwork.exchange.queries import open_concerns
from fieldwork.exchange.send import Sent, send
from fieldwork.exchange.team.extents import ANSWER, CASE, Have
from fieldwork.exchange.team.selection import lacking
from fieldwork.inspection import queries
from fieldwork.inspection.changes import Change
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import CaseRow, Person, Role, Status


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What was handed over: the cases with who had them before (their ids, "" for nobody), and the package,
    where one was to be made. `via_lead` says that the package goes to the lead, who sends the cases on,
    `fault` why none could be written: the cases are handed over all the same.
    """

    to: Person
    cases: dict[str, str]
    sent: Sent | None = None
    via_lead: bool = False
    fault: Fault | None = None


def hand_over(
    inspection: Inspection,
    author: str,
    refs: Collection[str],
    to: str,
    *,
    reason: str = "",
    place: Destination | None = None,
) -> HandedOver:
    """Gives cases to another reader, with a reason for the history; `place` is where a package goes at once.

    In an open file, and by a lead, the package goes to the new reader, with everything known of the
    cases. In a team that goes by card anybody else's goes to the lead, whose next package takes the cases
    on. Raises `Refused` for unknown and withdrawn cases, for those that the person reads already, and for a
    package to somebody who has not joined; then nothing has changed.
    """
    person = queries.person(inspection, to)
    rows = _rows(inspection, refs, person)
    roster = inspection.standing.roster
    by_lead = roster is None or roster.role(author) is Role.LEAD
    if place is not None and by_lead:
        ring.to_person(inspection, person.id)
    said = " ".join(reason.split())
    with inspection.edit(author, "Handed cases over") as edit:
        for row in rows:
            about = {"from": row.inspector or "", "to": person.id, "reason": said}
            edit.set("case", row.ref, "inspector", person.id)
            edit.set("case", row.ref, "handed_over", about)
    cases = {str(row.ref): str(row.inspector or "") for row in rows}
    if place is None:
        return HandedOver(person, cases)
    try:
        sent = _sent(inspection, author, place, person, cases, by_lead)
    except Fault as fault:
        return HandedOver(person, cases, via_lead=not by_lead, fault=fault)
    return HandedOver(person, cases, sent, via_lead=not by_lead)


def _sent(
    inspection: Inspection,
    author: str,
    place: Destination,
    to: Person,
    refs: Collection[str],
    by_lead: bool,
) -> Sent:
    if inspection.standing.roster is None:
        return _send_openly(inspection, author, place, refs)
    if by_lead:
        return send_to(inspection, author, place, to.id, kind="hand-over")
    return send(inspection, author, place)


def _rows(inspection: Inspection, refs: Collection[str], to: Person) -> list[CaseRow]:
    known = {str(row.ref): row for row in queries.cases(inspection)}
    problems = [Problem(ref, "there is no such case") for ref in refs if ref not in known]
    rows = [known[ref] for ref in dict.fromkeys(refs) if ref in known]
    withdrawn = [r for r in rows if r.status is Status.WITHDRAWN]
    problems += [Problem(r.ref, "it was withdrawn from the sample") for r in withdrawn]
    problems += [Problem(r.ref, f"{to.name} reads it already") for r in rows if r.inspector == to.id]
    if problems:
        raise Refused("These cases could not be handed over.", problems, "Check their references.")
    return rows


def _send_openly(inspection: Inspection, author: str, place: Destination, refs: Collection[str]) -> Sent:
    """Everything about the cases, and what the others have not been told yet, sealed to the team.

    What is new in it counts as not sent all the same: it goes to the lead with the next return.
    """
    inspection.recover_drafts()
    letter = Letter("hand-over", (ring.team_key(inspection).recipient,))
    packed = put(inspection, author, place, letter, lambda: _everything(inspection, refs))
    count = len(packed.changes), len(cases_of(packed.changes))
    return Sent(packed.path, *count, letter.recipients, packed.sha256, open_concerns(inspection))


def _everything(inspection: Inspection, refs: Collection[str]) -> list[Change]:
    """All that is known of these cases, and what concerns everybody."""
    scope = frozenset(kind + ref for ref in refs for kind in (CASE, ANSWER))
    return lacking(inspection, Have(), scope)
