"""The journal alone, read from a file in which nothing else need work: for emergencies.

No migration runs, no projection is looked at, and no newer version is refused. Needs the passphrase, the
first page, and a table `change` with the columns that every version of it has had.
"""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from fieldwork.errors import FieldworkError
from fieldwork.inspection.changes import Change
from fieldwork.inspection.errors import DamagedFile
from fieldwork.inspection.rows import change_of
from fieldwork.inspection.sqlcipher import Key
from fieldwork.inspection.store import Store, check_looks_right

_COLUMNS = "id, at, author, device, seq, prev, entity, entity_id, field, value, replaces"
_STEP = 500
_SMALLEST = 200  # bytes of a row: its two ids alone are eighty


@dataclass(frozen=True, slots=True)
class RawJournal:
    """What could be read: every change in order of its clock, and the numbers of what could not be."""

    changes: tuple[Change, ...]
    unreadable: int


def read_journal(path: Path, passphrase: str) -> RawJournal:
    """Every change of a file that can still be read; the file is as it was.

    Rows on damaged pages are left out and counted. Raises `CannotOpen` where the passphrase is wrong or
    there is no journal at all.
    """
    with suppress(DamagedFile):  # a file cut short: what is left of it may be read
        check_looks_right(path)
    salvage = _Salvage(path, Key.of_file(passphrase, path))
    changes = salvage.run()
    if not changes:
        raise DamagedFile(
            f"No entry of the journal of {path.name} can be read.",
            advice="Try the copies in the folder of backups beside it.",
        )
    return RawJournal(tuple(sorted(changes, key=lambda c: (c.at, c.id))), salvage.lost)


class _Salvage:
    """Reads stretches of rows, each half of one that fails by itself, down to single rows.

    A page whose seal fails spoils the connection that met it, so the next stretch gets a new one.
    """

    def __init__(self, path: Path, key: Key) -> None:
        self._path, self._key = path, key
        self._opened = Store.unlocked(path, key, writing=False)
        self.lost = 0

    def run(self) -> list[Change]:
        try:
            last = self._last_row()
            return [c for first in range(1, last + 1, _STEP) for c in self._from(first, first + _STEP - 1)]
        finally:
            self._opened.let_go()

    def _last_row(self) -> int:
        """The number of the last row; where that page is damaged, more than there can be in such a file."""
        try:
            row = self._opened.row("SELECT max(rowid) FROM change")
        except FieldworkError:
            self._begin_anew()
            return self._path.stat().st_size // _SMALLEST
        return int(row[0] or 0) if row else 0

    def _from(self, first: int, last: int) -> list[Change]:
        try:
            rows = self._opened.rows(
                f"SELECT {_COLUMNS} FROM change NOT INDEXED WHERE rowid BETWEEN ? AND ?", (first, last)
            )
            return [change_of(row) for row in rows]
        except (FieldworkError, ValueError):
            self._begin_anew()
        if first == last:
            self.lost += 1
            return []
        middle = (first + last) // 2
        return self._from(first, middle) + self._from(middle + 1, last)

    def _begin_anew(self) -> None:
        self._opened.let_go()
        self._opened = Store.unlocked(self._path, self._key, writing=False)
