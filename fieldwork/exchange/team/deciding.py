"""What a lead decides about people and keys later on: roles, the end of a key, changes kept aside."""

from collections.abc import Collection

from fieldwork.errors import Problem, Refused
from fieldwork.exchange.keys import fingerprint
from fieldwork.exchange.team import queries as known
from fieldwork.exchange.team.people import KIND, Laptop, folded, founded, grant, members
from fieldwork.inspection import aside, queries
from fieldwork.inspection.aside import Moved
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import Role
from fieldwork.inspection.roster import ADMITTED, KEY, Holder, Roster
from fieldwork.inspection.setting_up import TEAM_IDENTITY, new_team_identity

#: The setting that holds the secrets that the team's packages were sealed to before.
FORMER = "former team identities"


def set_role(inspection: Inspection, author: str, person: str, role: Role) -> Moved:
    """Gives a person another role, for what they write from now on; what they wrote before stays as it is.

    Changes of theirs that have not arrived yet are judged by the new role.
    """
    who = queries.person(inspection, person)
    roster = inspection.standing.roster
    if roster is not None and who.id == roster.founder and role is not Role.LEAD:
        raise Refused(
            "The founder of the team stays a lead.", advice="Found the team anew under another lead."
        )
    with inspection.store.transaction():
        with inspection.edit(author, "Changed a person's role", kind=KIND if roster else "edit") as edit:
            edit.set("person", who.id, "role", role.value)
            if roster is not None:
                grant(inspection, edit, who.id, role)
        return aside.rejudge(inspection)


def retire(inspection: Inspection, author: str, named: str, *, reason: str = "") -> list[Laptop]:
    """Ends the keys of a person, or one key (by the beginning of it or its words). For the team it counts
    only up to what has come from it here; packages of it are refused, and none is sealed to it.
    """
    roster = founded(inspection)
    holders = _named_holders(inspection, roster, named)
    if any(h.key == roster.root for h in holders):
        advice = "Found the team anew, with new keys: fieldwork people found FILE."
        raise Refused("The founder's own key cannot be retired.", advice=advice)
    with inspection.store.transaction():
        with inspection.edit(author, "Retired a key", kind=KIND) as edit:
            for holder in holders:
                devices = {*holder.devices, *known.devices_of(inspection, holder.key)}
                ended = {
                    "positions": known.positions(inspection, devices),
                    "reason": " ".join(reason.split()),
                }
                edit.set(KEY, holder.key, "retired", ended)
        aside.rejudge(inspection)
        renew_team_key(inspection)
    keys = {h.key for h in holders}
    return [laptop for m in members(inspection) for laptop in m.laptops if laptop.key in keys]


def renew_team_key(inspection: Inspection, identity: str = "") -> None:
    """Another key for the team, handed on with the next packages; the former ones still open old packages."""
    before = inspection.store.setting(TEAM_IDENTITY)
    now = identity or new_team_identity()
    if now == before:
        return
    former = [line for line in inspection.store.setting(FORMER).split("\n") if line and line != now]
    with inspection.store.transaction():
        inspection.store.set_setting(FORMER, "\n".join([*former, before]))
        inspection.store.set_setting(TEAM_IDENTITY, now)


def admit(inspection: Inspection, author: str, changes: Collection[str]) -> Moved:
    """Lets changes count that are kept aside, by id or the beginning of it. Only a lead can."""
    founded(inspection)
    held = aside.kept(inspection)
    found = {text: [k.change.id for k in held if text and k.change.id.startswith(text)] for text in changes}
    problems = [Problem(text, "no one change kept aside") for text, ids in found.items() if len(ids) != 1]
    if problems:
        raise Refused("These changes cannot be admitted.", problems, "List them with: fieldwork aside FILE")
    with inspection.store.transaction():
        with inspection.edit(author, "Admitted changes that were kept aside", kind=KIND) as edit:
            for (key,) in found.values():
                edit.set(ADMITTED, key, "by", author)
        return aside.rejudge(inspection)


def _named_holders(inspection: Inspection, roster: Roster, named: str) -> list[Holder]:
    standing = [h for h in roster.holders.values() if h.retired is None]
    found = [h for h in standing if len(named) >= 8 and h.key.startswith(named)]
    found = found or [h for h in standing if folded(named) == folded(fingerprint(h.key))]
    if not found:
        person = queries.person(inspection, named)
        found = [h for h in standing if h.person == person.id]
    if not found:
        raise Refused(f"{named} has no key that could be retired.")
    return found
