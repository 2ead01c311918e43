"""The team as its lead has accepted it by card: whose keys, which role, since when.

Times are never compared with what a laptop says. A role, or the end of a key, holds from a position: the
number that each laptop's chain had reached when the lead decided. A chain cannot be added to in the middle,
so a laptop whose clock lies can say nothing new before that position.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from fieldwork.inspection.changes import Change, Register
from fieldwork.inspection.records import Role
from fieldwork.inspection.roles import may

TEAM, KEY, GRANT, ADMITTED = "team", "key", "grant", "admitted"
#: What the roster is worked out from: entities, and one field of a person.
ENTITIES = (TEAM, KEY, GRANT, ADMITTED)
PERSONS_ROLE = ("person", "role")

#: How far each device's chain had come.
Positions = Mapping[str, int]


class Why(StrEnum):
    """Why a change does not count."""

    HEARSAY = "hearsay"
    LAPTOP = "laptop"
    RETIRED = "retired"
    STRANGER = "stranger"
    ROLE = "role"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS = {
    Why.HEARSAY: "it bears another name than the sender's, who is no lead",
    Why.LAPTOP: "it was written on the laptop of somebody else",
    Why.RETIRED: "it was written with a key that is retired",
    Why.STRANGER: "its author has no place in the team",
    Why.ROLE: "it is beyond its author's role",
}


@dataclass(frozen=True, slots=True)
class Holder:
    """A laptop of a person's as its card was accepted: `key` signs, `recipient` is what is sealed to.

    `retired` holds the positions up to which the key counts, where it is retired.
    """

    key: str
    person: str
    recipient: str
    devices: tuple[str, ...] = ()
    laptop: str = ""
    accepted: str = ""
    retired: Positions | None = None
    retired_at: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Grant:
    """A role that a lead gave a person, for what they write after these positions."""

    id: str
    at: str
    person: str
    role: Role
    since: Positions


@dataclass(frozen=True, slots=True)
class Roster:
    """Who may write what. `since` are the positions from which it counts: all before is taken as it is."""

    root: str
    founder: str
    since: Positions = field(default_factory=dict)
    recovery: str = ""
    holders: Mapping[str, Holder] = field(default_factory=dict)
    bound: Mapping[str, str] = field(default_factory=dict)
    grants: Mapping[str, tuple[Grant, ...]] = field(default_factory=dict)
    shown: Mapping[str, Role] = field(default_factory=dict)
    admitted: frozenset[str] = frozenset()
    overruled: frozenset[str] = frozenset()

    def role(self, person: str, device: str = "", seq: int = 0) -> Role | None:
        """A person's role, now or at one place of a chain; None for somebody without a place in the team."""
        if person == self.founder:
            return Role.LEAD
        given = self.grants.get(person, ())
        held = [g for g in given if not device or g.since.get(device, 0) < seq]
        return held[-1].role if held else None if given else self.shown.get(person)

    def is_lead(self, person: str, device: str = "", seq: int = 0) -> bool:
        return self.role(person, device, seq) is Role.LEAD

    def holder_of(self, device: str, claims: Mapping[str, str]) -> Holder | None:
        """Whose laptop a device is: as the roster says, else by the key that it was heard of with."""
        return self.holders.get(self.bound.get(device) or claims.get(device, ""))

    def is_retired(self, change: Change, claims: Mapping[str, str]) -> bool:
        """Whether the key that a change was written with had been retired before it."""
        holder = self.holder_of(change.device, claims)
        ended = holder.retired if holder else None
        return ended is not None and change.seq > ended.get(change.device, 0)

    def fault(self, change: Change, claims: Mapping[str, str]) -> Why | None:
        """Why a change that its author or a lead sent does not count, or None."""
        if change.id in self.admitted or change.seq <= self.since.get(change.device, 0):
            return None
        holder = self.holder_of(change.device, claims)
        if holder is not None:
            theirs = holder.person == change.author or self.is_lead(holder.person, change.device, change.seq)
            if not theirs:
                return Why.LAPTOP
            if self.is_retired(change, claims):
                return Why.RETIRED
        role = self.role(change.author, change.device, change.seq)
        if role is None:
            return Why.STRANGER
        allowed = may(role, change.register) and change.id not in self.overruled
        return None if allowed else Why.ROLE

    def of_person(self, person: str) -> list[Holder]:
        """A person's laptops whose keys are not retired, first accepted first."""
        found = (h for h in self.holders.values() if h.person == person and h.retired is None)
        return by_seniority(found)

    def leads(self) -> list[Holder]:
        """The laptops of all leads whose keys are not retired."""
        people = sorted({h.person for h in self.holders.values()})
        return [h for person in people if self.is_lead(person) for h in self.of_person(person)]


def is_rosters(register: Register) -> bool:
    """Whether a change of this register may change the roster."""
    return register.entity in ENTITIES or (register.entity, register.field) == PERSONS_ROLE


def by_seniority(holders: Iterable[Holder]) -> list[Holder]:
    """Those accepted first come first."""
    return sorted(holders, key=lambda h: (h.accepted, h.key))
