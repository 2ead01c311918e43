"""The keys that an inspection file holds: the team's, this copy's own, and those of the others.

In an open file the team's age key lies in every copy and nowhere else, outside the journal; each copy
(device) signs with a key of its own, whose public half is told to the others in the journal. Once the team
has been founded by card, packages are sealed to the keys of those whom they are for, and signed with keys
that the lead has accepted.
"""

import json
from collections.abc import Collection, Iterable, Mapping

from fieldwork.errors import Refused
from fieldwork.exchange.keys import SigningKey, TeamKey
from fieldwork.exchange.team import own
from fieldwork.exchange.team.deciding import FORMER
from fieldwork.exchange.team.people import KIND
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.roster import KEY, Holder
from fieldwork.inspection.setting_up import NOBODY, TEAM_IDENTITY


def team_key(inspection: Inspection) -> TeamKey:
    """The key that packages of an open file are sealed to; every copy of the file holds it."""
    return TeamKey.from_identity(inspection.store.setting(TEAM_IDENTITY))


def identities(inspection: Inspection) -> list[str]:
    """Every secret of this copy that may open a package: its own, the team's, the team's former ones."""
    keys = own.held(inspection)
    former = inspection.store.setting(FORMER).split("\n")
    team = inspection.store.setting(TEAM_IDENTITY)
    return [*([keys.opening.identity] if keys else []), team, *(line for line in former if line)]


def signing_key(inspection: Inspection, person: str) -> SigningKey:
    """The key that this copy signs with: in an open file made on first use, and told to the others.

    Telling them is no step of a person's, so it cannot be undone. Raises `Refused` where the team goes by
    card and this laptop has no key that counts.
    """
    if inspection.standing.roster is not None:
        return _accepted_key(inspection)
    device = inspection.journal.device
    held = json.loads(inspection.store.setting(own.SIGNING, "{}"))
    if held.get("device") == device:
        key = SigningKey.from_private(held["private"])
    else:
        keys = own.held(inspection)
        key = keys.signing if keys else SigningKey.make()
        with inspection.store.transaction():
            held = {"device": device, "private": key.private}
            inspection.store.set_setting(own.SIGNING, json.dumps(held))
    with inspection.edit(person, "Introduced this laptop", kind="introduction") as edit:
        edit.set("device", device, "signing_key", key.public)
        edit.set("device", device, "person", person or NOBODY)
    return key


def _accepted_key(inspection: Inspection) -> SigningKey:
    keys = own.held(inspection)
    roster = inspection.standing.roster
    holder = roster.holders.get(keys.public) if roster and keys else None
    if keys is None or holder is None:
        said = "The lead has not accepted this laptop into the team yet."
        raise Refused(said, advice="Make its card with: fieldwork people card FILE, and hand it to the lead.")
    if holder.retired is not None:
        said = "This laptop's key has been retired, so nothing can be sent from it."
        raise Refused(said, advice="Ask the lead; a new card with new keys may be accepted.")
    if roster and roster.is_lead(holder.person) and inspection.journal.device not in roster.bound:
        with inspection.edit(holder.person, "Noted another place of this file", kind=KIND) as edit:
            edit.set(KEY, holder.key, "devices", [*holder.devices, inspection.journal.device])
    return keys.signing


def to_leads(inspection: Inspection) -> list[str]:
    """The recipients of what goes to the lead: the team's key, or the other laptops of all leads.

    Raises `Refused` on the only lead's own laptop, which has nobody to report to.
    """
    roster = inspection.standing.roster
    if roster is None:
        return [team_key(inspection).recipient]
    keys = own.held(inspection)
    others = [h for h in roster.leads() if keys is None or h.key != keys.public]
    if not others:
        said = "This is the lead's own laptop, so it has to be said whom the package is for."
        raise Refused(said, advice="Name them with --for PERSON, or everybody with --for all.")
    return to_laptops(inspection, others)


def to_person(inspection: Inspection, person: str) -> list[str]:
    """The recipients of what goes to one person. Raises `Refused` for somebody who has not joined."""
    roster = inspection.standing.roster
    if roster is None:
        return [team_key(inspection).recipient]
    holders = roster.of_person(person)
    if not holders:
        said = "A package can only be sealed to somebody who has joined by card."
        raise Refused(said, advice="Accept their card first: fieldwork people accept FILE CARD")
    return to_laptops(inspection, holders)


def to_laptops(inspection: Inspection, holders: Iterable[Holder]) -> list[str]:
    """The recipients of these laptops, and the recovery key's where the team has one."""
    roster = inspection.standing.roster
    recovery = [roster.recovery] if roster and roster.recovery else []
    return [*dict.fromkeys(h.recipient for h in holders), *recovery]


def known_keys(inspection: Inspection) -> Mapping[str, Collection[str]]:
    """The public signing keys of each device that has been heard of in an open file."""
    found = inspection.records("device")
    return {device: (row["signing_key"],) for device, row in found.items() if "signing_key" in row}
