"""Joining by card: making one, accepting one, and founding the team with the first.

A file begins open: whoever has a copy is one of the team, and a laptop's key is taken on trust the first
time. When the lead accepts the first card, the team is founded: from then on only accepted laptops count.
"""

from dataclasses import dataclass

from fieldwork.errors import Refused
from fieldwork.exchange.keys import fingerprint
from fieldwork.exchange.team import own
from fieldwork.exchange.team import queries as known
from fieldwork.exchange.team.cards import Card, signed
from fieldwork.exchange.team.people import KIND, acting, folded, founded, grant, is_by_card, role_of
from fieldwork.inspection import aside, machine, queries
from fieldwork.inspection.aside import Moved
from fieldwork.inspection.changes import Edit, new_id
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import Person, PersonId, Role
from fieldwork.inspection.roster import GRANT, KEY, TEAM, Roster
from fieldwork.inspection.setting_up import NOBODY


@dataclass(frozen=True, slots=True)
class Accepted:
    """What accepting a card did: who it is, whether they are new to the team, and what began to count."""

    person: Person
    key: str
    words: str
    new_person: bool
    founded: bool
    moved: Moved


def make_card(inspection: Inspection, author: str, *, laptop: str = "", role: Role | None = None) -> Card:
    """The card of this laptop, to be handed to the lead. Makes the keys on first use, and others where
    those that there were have been retired.
    """
    person = acting(inspection, author)
    keys, roster = own.make(inspection), inspection.standing.roster
    holder = roster.holders.get(keys.public) if roster else None
    if holder is not None and holder.retired is not None:
        keys = own.renew(inspection)
    others = {d for d, key in roster.bound.items() if key != keys.public} if roster else set()
    card = Card(
        inspection=inspection.id,
        person=person.id,
        name=person.name,
        role=role or person.role,
        laptop=" ".join((laptop or machine.computer()).split())[:100],
        devices=tuple(d for d in known.own_devices(inspection, person.id) if d not in others),
        recipient="",
        signer="",
        made=inspection.journal.last_stamp(),
    )
    return signed(card, keys)


def make_card_without_file(passphrase: str, name: str, role: Role, *, laptop: str = "") -> Card:
    """The card of somebody who has no copy of the file yet; the keys wait, sealed with the passphrase."""
    words = " ".join(name.split())
    if not words:
        raise Refused("A card needs a name.", advice="Give the name that you go by in the team.")
    keys = own.make_waiting(passphrase)
    name_of_laptop = " ".join((laptop or machine.computer()).split())[:100]
    return signed(Card("", "", words[:200], role, name_of_laptop, (), "", "", ""), keys)


def accept(
    inspection: Inspection,
    author: str,
    card: Card,
    *,
    person: str | None = None,
    role: Role | None = None,
    words: str | None = None,
) -> Accepted:
    """Accepts a laptop into the team, once its words have been compared by voice with its owner.

    The person is the one that the card names, by id or name, unless `person` says who; a name that is new
    to the team is added. With `words` the card's must be these. The first card accepted founds the team.
    """
    _refuse_unfit(inspection, author, card, words)
    first = not is_by_card(inspection)
    with inspection.store.transaction():
        if first:
            _found(inspection, author)
        who, new = _whose(inspection, card, person)
        _refuse_others_laptops(inspection, card, who.id)
        with inspection.edit(author, "Accepted a joining card", kind=KIND) as edit:
            _set_person(inspection, edit, who, role or (card.role if new else who.role), new)
            _set_key(edit, card, who.id, founded(inspection).root)
        moved = aside.rejudge(inspection)
    found = next(p for p in queries.team(inspection) if p.id == who.id)
    return Accepted(found, card.signer, card.words, new, first, moved)


def _refuse_unfit(inspection: Inspection, author: str, card: Card, words: str | None) -> None:
    me = acting(inspection, author)
    if role_of(inspection, me) is not Role.LEAD:
        raise Refused("Only a lead accepts cards.", advice="Hand the card to the lead.")
    if card.inspection not in ("", inspection.id):
        raise Refused("This card belongs to another inspection.", advice="Open the inspection it belongs to.")
    if words is not None and folded(words) != folded(card.words):
        raise Refused(
            "The words are not those of this card.",
            advice="Do not accept it. Telephone its owner, and ask for the card again.",
        )
    roster = inspection.standing.roster
    holder = roster.holders.get(card.signer) if roster else None
    if holder is not None and holder.retired is not None:
        raise Refused("The key on this card has been retired.", advice="Ask for a new card with new keys.")


def _refuse_others_laptops(inspection: Inspection, card: Card, person: str) -> None:
    """Refuses a card that claims a laptop which is known to be somebody else's."""
    bound = founded(inspection).bound
    told = inspection.records("device")
    for device in card.devices:
        owner = told.get(device, {}).get("person", person)
        if bound.get(device, card.signer) != card.signer or owner not in (person, NOBODY):
            said = "This card claims a laptop that is known as somebody else's."
            raise Refused(said, advice="Do not accept it. Telephone its owner, and ask for the card again.")


def found(inspection: Inspection, author: str) -> str:
    """Founds the team, or founds it anew under this lead with new keys; returns the words of their key.

    Everything that has come so far is taken as it is, and the laptops that were accepted stay so. The others
    take up a new founding only with the words: `Rules.founder`.
    """
    if role_of(inspection, acting(inspection, author)) is not Role.LEAD:
        raise Refused("Only a lead founds a team.", advice="Ask the lead.")
    before = inspection.standing.roster
    with inspection.store.transaction():
        if before is not None:
            own.renew(inspection)
        key = _found(inspection, author)
        if before is not None:
            _carry_over(inspection, author, before)
        aside.rejudge(inspection)
    return fingerprint(key)


def _found(inspection: Inspection, author: str) -> str:
    """Begins the roster with the lead who accepts, and with everything that has come so far as it is."""
    card = make_card(inspection, author)
    since = known.positions(inspection)
    with inspection.edit(author, "Founded the team", kind=KIND) as edit:
        edit.set(TEAM, card.signer, "founder", author)
        edit.set(TEAM, card.signer, "since", since)
        edit.set(GRANT, new_id(), "grant", {"person": author, "role": Role.LEAD.value, "since": {}})
        _set_key(edit, card, author, card.signer)
    inspection.standing.follow(card.signer, author)
    return card.signer


def _carry_over(inspection: Inspection, author: str, before: Roster) -> None:
    """Says of the new team what the former one said of everybody but its founder's key, which ends."""
    root = inspection.standing.roster
    ended = known.positions(inspection, before.holders[before.root].devices) if root else {}
    with inspection.edit(author, "Founded the team anew", kind=KIND) as edit:
        for holder in before.holders.values():
            said = {"person": holder.person, "recipient": holder.recipient, "laptop": holder.laptop}
            edit.set(KEY, holder.key, "card", {**said, "team": root.root if root else ""})
            edit.set(KEY, holder.key, "devices", [*holder.devices])
            if holder.retired is not None:
                positions = {"positions": dict(holder.retired), "reason": holder.reason}
                edit.set(KEY, holder.key, "retired", positions)
        edit.set(KEY, before.root, "retired", {"positions": ended, "reason": "the team was founded anew"})
        for person in {h.person for h in before.holders.values()} - {author}:
            role = before.role(person)
            if role is not None:
                edit.set(GRANT, new_id(), "grant", {"person": person, "role": role.value, "since": {}})


def _whose(inspection: Inspection, card: Card, named: str | None) -> tuple[Person, bool]:
    """The person of a card, and whether they are new to the team."""
    if named:
        return queries.person(inspection, named), False
    team = queries.team(inspection)
    by_name = (p for p in team if p.name.casefold() == card.name.casefold())
    held = next((p for p in team if p.id == card.person), None) or next(by_name, None)
    return (held, False) if held else (Person(PersonId(card.person or new_id()), card.name, card.role), True)


def _set_person(inspection: Inspection, edit: Edit, person: Person, role: Role, new: bool) -> None:
    if new:
        edit.set("person", person.id, "name", person.name)
    roster = inspection.standing.roster
    if role is not person.role or new:
        edit.set("person", person.id, "role", role.value)
    if roster is None or person.id not in roster.grants or roster.role(person.id) is not role:
        grant(inspection, edit, person.id, role)


def _set_key(edit: Edit, card: Card, person: str, root: str) -> None:
    said = {"person": person, "recipient": card.recipient, "laptop": card.laptop, "team": root}
    edit.set(KEY, card.signer, "card", said)
    edit.set(KEY, card.signer, "devices", list(card.devices))
