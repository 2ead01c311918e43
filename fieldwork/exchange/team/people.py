"""The people of a team as the roster has them: who has joined with which laptop, and in what role."""

from dataclasses import dataclass

from fieldwork.errors import Refused
from fieldwork.exchange.keys import fingerprint
from fieldwork.exchange.team import own
from fieldwork.exchange.team import queries as known
from fieldwork.inspection import queries
from fieldwork.inspection.changes import Edit, new_id
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import Person, Role
from fieldwork.inspection.roster import GRANT, Holder, Roster
from fieldwork.inspection.setting_up import NOBODY

#: A step of this kind is no intention to be taken back with undo.
KIND = "roster"


@dataclass(frozen=True, slots=True)
class Laptop:
    """One key of a person: the words it reads, the laptop's name, when it was accepted and retired (clock
    stamps), and the stamp of its latest package here ("" where none came).
    """

    key: str
    words: str
    laptop: str
    accepted: str
    retired: str
    reason: str
    last_word: str
    ours: bool


@dataclass(frozen=True, slots=True)
class Member:
    """A person of the team with their laptops; `role` is None for one who has no place in it any more."""

    person: Person
    role: Role | None
    laptops: tuple[Laptop, ...]

    @property
    def joined(self) -> bool:
        """Whether packages from some laptop of theirs are taken in, and to them can be sealed."""
        return any(not laptop.retired for laptop in self.laptops)


def is_by_card(inspection: Inspection) -> bool:
    """Whether the team has been founded, so that unknown laptops are refused."""
    return inspection.standing.roster is not None


def members(inspection: Inspection) -> list[Member]:
    """The team with its laptops, lead first; in an open file nobody has any."""
    roster = inspection.standing.roster
    last = {p.key: p.at for p in known.peers(inspection)}
    mine = own.held(inspection)
    ours = mine.public if mine else ""
    found = []
    for person in queries.team(inspection):
        holders = [h for h in roster.holders.values() if h.person == person.id] if roster else []
        laptops = [_laptop(h, last.get(h.key, ""), h.key == ours) for h in holders]
        laptops.sort(key=lambda one: (one.accepted, one.key))
        found.append(Member(person, role_of(inspection, person), tuple(laptops)))
    return found


def _laptop(holder: Holder, last: str, ours: bool) -> Laptop:
    words = fingerprint(holder.key)
    ended = (holder.retired_at, holder.reason)
    return Laptop(holder.key, words, holder.laptop, holder.accepted, *ended, last, ours)


def founded(inspection: Inspection) -> Roster:
    """The roster. Raises `Refused` in an open file."""
    roster = inspection.standing.roster
    if roster is None:
        said = "The team has not been founded yet: no card has been accepted."
        raise Refused(said, advice="Accept a card first: fieldwork people accept FILE CARD")
    return roster


def acting(inspection: Inspection, author: str) -> Person:
    """The person who acts. Raises `Refused` where nobody was named."""
    found = next((p for p in queries.team(inspection) if p.id == author), None)
    if found is None or author == NOBODY:
        said = "It is not known who you are."
        raise Refused(said, advice="Add yourself to the team first, or say who acts with --as PERSON.")
    return found


def role_of(inspection: Inspection, person: Person) -> Role | None:
    """What a person may do: as the roster says, else as the team list says."""
    roster = inspection.standing.roster
    return roster.role(person.id) if roster else person.role


def grant(inspection: Inspection, edit: Edit, person: str, role: Role) -> None:
    """A role from here on: for what the person's laptops write after what has come from them so far."""
    roster = inspection.standing.roster
    first = roster is None or person not in roster.grants
    since = {} if first else known.positions(inspection, devices_of(inspection, person))
    edit.set(GRANT, new_id(), "grant", {"person": person, "role": role.value, "since": since})


def devices_of(inspection: Inspection, person: str) -> set[str]:
    """Every device of a person that has been heard of."""
    roster = inspection.standing.roster
    holders = [h for h in roster.holders.values() if h.person == person] if roster else []
    found = {device for h in holders for device in h.devices}
    return found.union(*(known.devices_of(inspection, h.key) for h in holders))


def folded(words: str) -> str:
    """Words as they are compared, however they were typed."""
    return " ".join(words.casefold().replace("-", " ").replace(",", " ").split())
