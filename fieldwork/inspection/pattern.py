"""What the tables of a file are to look like: made in memory by the migrations, and compared."""

from dataclasses import dataclass
from functools import cache

from fieldwork.errors import Problem
from fieldwork.inspection import schema
from fieldwork.inspection.store import Store

#: The tables that follow from the journal, and can be made anew from it.
FOLLOWS = ("head", "reading", "answer", "note", "tally")
#: Those of the search through notes: SQLite makes all but the first by itself.
_SEARCH = "note_fts"


@dataclass(frozen=True, slots=True)
class Part:
    """A table, index or trigger, the table that it belongs to, and the SQL that makes it."""

    name: str
    kind: str
    table: str
    sql: str

    @property
    def by_itself(self) -> bool:
        """Whether it comes and goes with another table."""
        return self.name.startswith(f"{_SEARCH}_")


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column, and how `ALTER TABLE` adds it."""

    table: str
    name: str
    sql: str


def missing(store: Store) -> list[Problem]:
    """The tables, indexes and triggers of the file's own version that it lacks or has otherwise."""
    held = {part.name: part for part in _parts(store)}
    found = []
    for part in _pattern(schema.version(store))[0]:
        other = held.get(part.name)
        if other is None:
            found.append(Problem(f"{part.kind} {part.name}", "it is missing"))
        elif part.table in FOLLOWS and other.sql != part.sql:
            found.append(Problem(f"{part.kind} {part.name}", "it is not as it is made"))
    return found


def restore(store: Store) -> None:
    """Makes the tables that follow from the journal anew, empty, and others where they are missing.

    Inside a transaction of the caller's. The file counts as of this version then.
    """
    for table in (_SEARCH, *FOLLOWS):
        store.execute(f"DROP TABLE IF EXISTS {table}")
    held = {part.name for part in _parts(store)}
    parts, columns = _pattern(len(schema.MIGRATIONS))
    for part in parts:
        if part.name not in held and not part.by_itself:
            store.execute(part.sql)
    for column in columns:
        if column.table in held and column.name not in _columns(store, column.table):
            store.execute(f"ALTER TABLE {column.table} ADD COLUMN {column.sql}")
    schema.stamp(store)


@cache
def _pattern(version: int) -> tuple[tuple[Part, ...], tuple[Column, ...]]:
    """The parts and columns of a file of this version."""
    blank = Store.blank()
    try:
        for migration in schema.MIGRATIONS[:version]:
            migration(blank)
        parts = tuple(_parts(blank))
        tables = [part.name for part in parts if part.kind == "table"]
        columns = tuple(c for table in tables for c in _columns(blank, table).values())
    finally:
        blank.let_go()
    return parts, columns


def _parts(store: Store) -> list[Part]:
    """In the order in which they were made, so that a table stands before its indexes."""
    rows = store.rows(
        "SELECT name, type, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid"
    )
    return [Part(*row) for row in rows]


def _columns(store: Store, table: str) -> dict[str, Column]:
    found = {}
    for _, name, kind, needed, default, _key in store.rows(f"PRAGMA table_info({table})"):
        rest = (" NOT NULL" if needed else "") + (f" DEFAULT {default}" if default is not None else "")
        found[name] = Column(table, name, f"{name} {kind}{rest}")
    return found
