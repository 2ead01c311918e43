"""Sending to one person of a team that goes by card: what they lack of what is theirs, and no more."""

import json

from fieldwork.errors import Refused
from fieldwork.exchange import ring
from fieldwork.exchange.packing import Letter, cases_of, put
from fieldwork.exchange.parcels import Destination
from fieldwork.exchange.queries import open_concerns
from fieldwork.exchange.send import Sent
from fieldwork.exchange.shapes import Kind
from fieldwork.exchange.team import queries as known
from fieldwork.exchange.team.extents import ANSWER, CASE, Extent, Have, Scope, holds, least
from fieldwork.exchange.team.people import founded
from fieldwork.exchange.team.selection import lacking, scope_of
from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import Person, Role
from fieldwork.inspection.roster import Roster


def joined(inspection: Inspection) -> list[Person]:
    """The people besides this copy's own user to whom packages can be sealed."""
    roster = founded(inspection)
    user = queries.user(inspection)
    everybody = queries.team(inspection)
    return [p for p in everybody if roster.of_person(p.id) and (user is None or p.id != user.id)]


def send_to(
    inspection: Inspection,
    author: str,
    place: Destination,
    person: str,
    *,
    kind: Kind | None = None,
    again: bool = False,
) -> Sent:
    """Seals to a person what they lack of what is theirs, into a new package in `place`.

    An `assignment` where cases are new to them, an `update` otherwise, unless `kind` says which. What
    they lack is judged by what they said that they hold; what was sent and not acknowledged goes along.
    Where nothing is new since the last package to them none is made, unless `again`. Raises `Refused` for
    anybody but a lead, and for a person who has not joined.
    """
    roster = founded(inspection)
    to = queries.person(inspection, person)
    _refuse_unfit(inspection, roster, author)
    recipients = tuple(ring.to_person(inspection, to.id))
    inspection.recover_drafts()
    scope = scope_of(inspection, to.id, roster.role(to.id) or Role.INSPECTOR)
    before = _before(inspection, roster, to.id)
    if not again and not lacking(inspection, _hoped(inspection, roster, to.id, before), scope):
        return Sent(None, 0, 0, (), "", open_concerns(inspection))
    after = Have(known.held(inspection).upto, scope)
    letter = Letter(
        kind=kind or ("assignment" if _brings_cases(before.scope, scope) else "update"),
        recipients=recipients,
        to=(to.id,),
        extent=Extent(before, after),
        team_key=ring.team_key(inspection).identity,
    )
    packed = put(inspection, author, place, letter, lambda: lacking(inspection, before, scope))
    _note_sent_to(inspection, roster, to.id, after)
    count = len(packed.changes), len(cases_of(packed.changes))
    return Sent(packed.path, *count, recipients, packed.sha256, open_concerns(inspection))


def _refuse_unfit(inspection: Inspection, roster: Roster, author: str) -> None:
    if roster.role(author) is not Role.LEAD:
        said = "Only a lead sends to others of the team; everybody else sends to the lead."
        raise Refused(said, advice="Send without naming anybody.")
    if known.is_partial(inspection):
        said = "This copy holds only part of the team's cases, so it cannot send them out."
        raise Refused(said, advice="Send from the laptop of a lead who holds all of them.")


def _before(inspection: Inspection, roster: Roster, person: str) -> Have:
    """What all laptops of a person hold, by their latest word; nothing where one has never been heard of."""
    heard = {peer.key: peer.have for peer in known.peers(inspection)}
    return least(heard.get(holder.key, Have()) for holder in roster.of_person(person))


def _hoped(inspection: Inspection, roster: Roster, person: str, acknowledged: Have) -> Have:
    """What they hold if all that was sent to them arrives; what was sent to another copy of theirs is not."""
    noted = json.loads(inspection.store.setting(known.sent_to(person), "{}"))
    if not noted or noted["laptops"] != _laptops(inspection, roster, person):
        return acknowledged
    sent = Have.from_record(noted["after"])
    devices = sent.upto.keys() | acknowledged.upto.keys()
    return Have({d: max(sent.upto.get(d, 0), acknowledged.upto.get(d, 0)) for d in devices}, sent.scope)


def _note_sent_to(inspection: Inspection, roster: Roster, person: str, after: Have) -> None:
    noted = {"after": after.as_record(), "laptops": _laptops(inspection, roster, person)}
    with inspection.store.transaction():
        inspection.store.set_setting(known.sent_to(person), json.dumps(noted))


def _laptops(inspection: Inspection, roster: Roster, person: str) -> list[str]:
    """The copies that a person works in at present, as far as they have been heard of."""
    keys = {holder.key for holder in roster.of_person(person)}
    heard = {peer.key: peer.device for peer in known.peers(inspection) if peer.key in keys}
    return sorted(heard.get(key, key) for key in keys)


def _brings_cases(before: Scope, scope: Scope) -> bool:
    if scope is None:
        return before is not None
    return any(s.startswith((CASE, ANSWER)) and not holds(before, s) for s in scope)
