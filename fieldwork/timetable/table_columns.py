"""The planning tables: the columns of each, what they are also called, and how their cells are read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fieldwork.sheets.cells import fold
from fieldwork.timetable import table_cells as cells
from fieldwork.timetable.table_cells import Reader


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, other headings that offices use for it, and whether it must be filled."""

    heading: str
    reader: Reader
    needed: bool = False
    also: tuple[str, ...] = ()

    @property
    def spellings(self) -> frozenset[str]:
        return frozenset(map(fold, (self.heading, *self.also)))


@dataclass(frozen=True, slots=True)
class TableKind:
    """One kind of table. Two rows with the same `key` columns must say the same; columns that go `together`
    are filled both or neither, of `any_of` one is, and of `in_order` the second is later.
    """

    id: str
    title: str
    columns: Sequence[Column]
    key: tuple[str, ...]
    together: tuple[tuple[str, str], ...] = ()
    in_order: tuple[tuple[str, str], ...] = ()
    any_of: tuple[str, ...] = ()

    @property
    def needed(self) -> tuple[Column, ...]:
        """Columns that every such table has."""
        return tuple(column for column in self.columns if column.needed)


_PLACE = (
    Column("latitude", cells.number(-90, 90, "degrees from -90 to 90"), also=("lat",)),
    Column("longitude", cells.number(-180, 180, "degrees from -180 to 180"), also=("long", "lng", "lon")),
)
_WAY = cells.number(0, 2000, "a number from 0 to 2000")
_COUNT = cells.whole(0, 50)
_HELD = {"in person": False, "face to face": False, "telephone": True, "phone": True, "video": True}
_OFFICE = ("local office", "office name", "site", "ldu")
_OFFICER = ("responsible officer", "offender manager", "probation officer", "officer name")
_DATE = ("day", "on")

KINDS: tuple[TableKind, ...] = (
    TableKind(
        "office",
        "offices",
        (
            Column("office", cells.words, True, _OFFICE),
            Column("rooms", _COUNT, also=("interview rooms",)),
            Column("opens", cells.clock, also=("open", "opening time")),
            Column("closes", cells.clock, also=("close", "closing time")),
            *_PLACE,
        ),
        ("office",),
        (("opens", "closes"), ("latitude", "longitude")),
        (("opens", "closes"),),
    ),
    TableKind(
        "rooms",
        "rooms by half-day",
        (
            Column("office", cells.words, True, _OFFICE),
            Column("date", cells.day, True, _DATE),
            Column("part", cells.part, also=("half day", "am pm", "when")),
            Column("rooms", _COUNT, True, ("interview rooms",)),
        ),
        ("office", "date", "part"),
    ),
    TableKind(
        "inspector",
        "inspectors",
        (
            Column("inspector", cells.words, True, ("inspector name", "assessor")),
            Column("works", cells.pattern, also=("days", "working pattern", "working days")),
            Column("arrives", cells.clock, also=("from", "arrival")),
            Column("leaves", cells.clock, also=("to", "departure")),
            Column("lunch", cells.span),
            Column("base", cells.words, also=("hotel", "home", "home or hotel", "stays at")),
            *_PLACE,
            Column("barred", cells.names, also=("barred offices", "must not inspect", "not to inspect")),
            Column("languages", cells.names, also=("language", "speaks")),
            Column("reads", cells.whole(0, 480), also=("reading minutes", "reading capacity")),
        ),
        ("inspector",),
        (("arrives", "leaves"), ("latitude", "longitude")),
        (("arrives", "leaves"),),
    ),
    TableKind(
        "officer",
        "responsible officers",
        (
            Column("officer", cells.words, True, _OFFICER),
            Column("works", cells.pattern, also=("days", "working pattern", "working days")),
            Column("language", cells.words, also=("interpreter", "language needed")),
            Column(
                "held",
                cells.one_of(_HELD, "in person, telephone or video"),
                also=("interview", "how", "format"),
            ),
        ),
        ("officer",),
    ),
    TableKind(
        "absence",
        "absences",
        (
            Column("away", cells.words, True, ("who", "absent", "who is away")),
            Column("from", cells.day, True, ("first day", "date", "day", "start date")),
            Column("to", cells.day, also=("last day", "until", "end date")),
            Column("part", cells.part, also=("half day", "am pm")),
            Column("begins", cells.clock, also=("start time", "from time")),
            Column("ends", cells.clock, also=("end time", "to time")),
        ),
        ("away", "from", "to", "part", "begins"),
        (("begins", "ends"),),
        (("from", "to"), ("begins", "ends")),
    ),
    TableKind(
        "interpreter",
        "interpreters",
        (
            Column("language", cells.words, True),
            Column("date", cells.day, True, _DATE),
            Column("part", cells.part, also=("half day", "am pm")),
            Column("interpreters", _COUNT, True, ("number", "how many")),
        ),
        ("language", "date", "part"),
    ),
    TableKind(
        "journey",
        "journeys",
        (
            Column("from", cells.words, True),
            Column("to", cells.words, True),
            Column("km", _WAY, also=("kilometres", "distance")),
            Column("minutes", _WAY, also=("mins", "travel time", "time")),
        ),
        ("from", "to"),
        any_of=("km", "minutes"),
    ),
    TableKind(
        "appointment",
        "fixed appointments",
        (
            Column("what", cells.words, True, ("appointment", "meeting", "kind")),
            Column("date", cells.day, True, _DATE),
            Column("begins", cells.clock, also=("from", "start", "starts", "start time")),
            Column("ends", cells.clock, also=("to", "end", "finishes", "end time")),
            Column("title", cells.words, also=("called", "name")),
            Column("where", cells.words, also=("place", "venue", "location")),
            Column("with", cells.words, also=("with whom",)),
            Column("inspectors", cells.names, also=("inspector", "who", "team")),
        ),
        ("what", "date", "begins", "title", "where"),
        (),
        (("begins", "ends"),),
    ),
    TableKind(
        "length",
        "interview lengths",
        (
            Column("cases", cells.whole(1, 40), True, ("number of cases",)),
            Column("minutes", cells.whole(10, 480), True, ("length", "interview minutes")),
        ),
        ("cases",),
    ),
)
"""Every kind of table. A table is of the kind whose needed columns it has, and of those the one of which it
has most columns.
"""

BY_ID: Mapping[str, TableKind] = {kind.id: kind for kind in KINDS}

#: A square table of ways between places begins with one of these words.
MATRIX = {"km": "km", "kilometres": "km", "minutes": "minutes", "mins": "minutes", "travel time": "minutes"}


def kind_of(heads: Sequence[str]) -> TableKind | None:
    """The kind of table that has these headings, folded; None where it is none."""
    best: tuple[int, TableKind] | None = None
    for kind in KINDS:
        if all(column.spellings & set(heads) for column in kind.needed):
            score = sum(1 for column in kind.columns if column.spellings & set(heads))
            if best is None or score > best[0]:
                best = (score, kind)
    return best[1] if best else None


def places_of(kind: TableKind, heads: Sequence[str]) -> dict[str, int]:
    """Where each column stands; where two headings say the same, the kind's own word goes before."""
    found: dict[str, int] = {}
    taken: set[int] = set()
    for exact in (True, False):
        for column in kind.columns:
            spellings = {fold(column.heading)} if exact else column.spellings
            place = next((n for n, head in enumerate(heads) if head in spellings and n not in taken), None)
            if column.heading not in found and place is not None:
                found[column.heading] = place
                taken.add(place)
    return found
