"""Whether what is written here counts: the roster of an open file, kept at hand, asked before a write."""

import json
from collections.abc import Collection
from typing import TYPE_CHECKING

from fieldwork.errors import Refused
from fieldwork.inspection.changes import Change, Register
from fieldwork.inspection.records import Role
from fieldwork.inspection.roles import rule_of
from fieldwork.inspection.roster import ENTITIES, PERSONS_ROLE, Roster, Why, is_rosters
from fieldwork.inspection.roster_reading import read

if TYPE_CHECKING:
    from fieldwork.inspection.file import Inspection

#: The setting that names the founder of the roster that this copy goes by: its key and person.
FOUNDER = "founder"
#: The setting that holds the public half of the key that this copy signs with.
OWN_KEY = "own key"
_MARKS = ", ".join("?" * len(ENTITIES))
_ROSTERS = f"entity IN ({_MARKS}) OR (entity = ? AND field = ?)"


class Standing:
    """The roster of one open file; none in a file whose laptops are known by first use alone."""

    def __init__(self, inspection: "Inspection") -> None:
        self._inspection = inspection
        self._held: tuple[tuple[int, int], Roster | None] | None = None

    @property
    def roster(self) -> Roster | None:
        """The team as its lead has accepted it; None where no card has been accepted."""
        store = self._inspection.store
        version = store.version()
        if self._held is None or self._held[0] != version:
            named = json.loads(store.setting(FOUNDER, "{}"))
            roster = read(named["key"], named["person"], self._changes()) if named else None
            self._held = (version, roster)
        return self._held[1]

    def follow(self, key: str, person: str) -> None:
        """Goes by the roster of this founder from now on, inside a transaction of the caller's."""
        self._inspection.store.set_setting(FOUNDER, json.dumps({"key": key, "person": person}))
        self._held = None

    def forget(self, touched: Collection[Register]) -> None:
        """Drops the roster at hand where one of these registers may have changed it."""
        if any(is_rosters(register) for register in touched):
            self._held = None

    def claims(self) -> dict[str, str]:
        """The key that each device was heard of with, this one's own included."""
        store = self._inspection.store
        found = dict(store.rows("SELECT device, key FROM peer"))
        own = store.setting(OWN_KEY)
        return found | ({self._inspection.journal.device: own} if own else {})

    def fault(self, author: str, registers: Collection[Register]) -> tuple[Why, Register] | None:
        """Why a write would count nowhere, with the first register that it may not touch; None for none."""
        roster = self.roster
        if roster is None or not registers:
            return None
        journal, claims = self._inspection.journal, self.claims()
        device, seq = journal.device, journal.length() + 1
        for register in registers:
            why = roster.fault(Change("", "", author, device, seq, "", *register, None, ()), claims)
            if why:
                return why, register
        return None

    def guard(self, author: str, registers: Collection[Register]) -> None:
        """Refuses a write that would count nowhere: beyond its author's role, or with a retired key."""
        found = self.fault(author, registers)
        if found:
            role = self.roster.role(author) if self.roster else None
            raise _refusal(*found, role)

    def _changes(self) -> list[Change]:
        """Every change that the roster may be worked out from, those that do not count yet included."""
        values = (*ENTITIES, *PERSONS_ROLE)
        journal = self._inspection.journal
        return [
            *journal.where(_ROSTERS, values),
            *journal.where(f"({_ROSTERS}) AND why <> '{Why.HEARSAY}'", values, table="aside"),
        ]


def _refusal(why: Why, register: Register, role: Role | None) -> Refused:
    if why is Why.ROLE and role:
        article = "An" if role.label[0] in "AEIOU" else "A"
        said = f"{article} {role.label.lower()} may not change {rule_of(register).what}."
        return Refused(said, advice="Ask the lead to change it.")
    if why is Why.LAPTOP:
        said = "This laptop belongs to somebody else of the team, so this cannot be written here."
        return Refused(said, advice="Write in your own name, or on your own laptop.")
    if why is Why.RETIRED:
        said = "This laptop's key has been retired, so nothing written here counts any more."
        return Refused(said, advice="Make a new card, and have the lead accept it.")
    said = "Whoever writes here has no place in the team yet."
    return Refused(said, advice="Make a card, and have the lead accept it.")
