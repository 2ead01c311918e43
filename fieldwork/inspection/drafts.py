"""Words still being typed, kept on the disk without an entry of the journal for every pause."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from fieldwork.inspection.changes import Register, storable
from fieldwork.inspection.store import Store


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody was typing into one register."""

    register: Register
    text: str
    author: str


class Drafts:
    """The drafts of one file. A draft ends when its register is written: what was typed before is older."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def keep(self, draft: Draft, now: datetime) -> None:
        """Puts the words on the disk, in place of those that were kept before."""
        with self._store.transaction():
            self._store.execute(
                "INSERT OR REPLACE INTO draft (entity, entity_id, field, value, author, at) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                (*draft.register, storable(draft.text), draft.author, now.isoformat()),
            )

    def drop(self, registers: Collection[Register]) -> None:
        """Ends the drafts of these registers, inside a transaction of the caller's."""
        if self._store.row("SELECT 1 FROM draft LIMIT 1"):
            self._store.many("DELETE FROM draft WHERE entity = ? AND entity_id = ? AND field = ?", registers)

    def waiting(self) -> list[Draft]:
        """Every draft that nothing has ended yet."""
        rows = self._store.rows("SELECT entity, entity_id, field, value, author FROM draft ORDER BY at")
        return [Draft(Register(*row[:3]), row[3], row[4]) for row in rows]
