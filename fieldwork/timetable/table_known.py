"""Who and what the names in planning tables stand for, and which of them nobody knows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches

from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import Role
from fieldwork.sheets.cells import fold
from fieldwork.timetable.reading_tables import Fault, Row, Table, Tables


class Known:
    """Whom and what the inspection and the tables themselves know by name."""

    def __init__(self, inspection: Inspection, tables: Tables) -> None:
        self.inspection = inspection
        self.days = inspection.info().days
        people = [p for p in queries.team(inspection) if p.active and p.role is not Role.OFFICE]
        self.people: dict[str, str] = {fold(p.name): p.id for p in people}
        self.officers: dict[str, str] = {fold(o.name): o.id for o in queries.officers(inspection)}
        named = [o.name for o in queries.offices(inspection)]
        named += [row.office for row in queries.cases(inspection) if row.office]
        self.offices: dict[str, str] = {fold(name): name for name in reversed(named)}
        listed = _column(tables, "office", "office")
        self.new_offices = tuple(name for name in listed if fold(name) not in self.offices)
        self.offices |= {fold(name): name for name in self.new_offices}
        held = [str(row["base"]) for row in inspection.records("person").values() if row.get("base")]
        bases = [*held, *_column(tables, "inspector", "base")]
        self.places = {fold(name): name for name in bases} | self.offices
        self.forms = {f.id: f for f in inspection.programme.forms.values() if f.subject == "record"}
        self.form_ids = {fold(words): f.id for f in self.forms.values() for words in (f.title, f.id)}
        self.shown = {fold(name): name for name in [p.name for p in people] + [*named, *bases]}
        self.shown |= {fold(o.name): o.name for o in queries.officers(inspection)}
        self.shown |= {fold(f.title): f.title for f in self.forms.values()}

    def perhaps(self, name: str, there: Mapping[str, str]) -> str:
        """The name among these that it is likeliest a slip for, in brackets."""
        close = get_close_matches(fold(name), [key for key in there if key in self.shown], n=1, cutoff=0.8)
        return f" (perhaps {self.shown[close[0]]})" if close else ""


def _column(tables: Tables, kind: str, heading: str) -> list[str]:
    return [
        row.values[heading]
        for table in tables.tables
        if table.kind == kind
        for row in table.rows
        if row.values.get(heading)
    ]


def unknown(known: Known, table: Table, row: Row) -> Iterable[Fault]:
    """The names in a row that stand for nobody and nothing, and days outside fieldwork."""
    for column, names, what in _NAMES.get(table.kind, ()):
        there = names(known)
        given = row.values.get(column, ())
        for name in [given] if isinstance(given, str) else given:
            if fold(name) not in there:
                yield table.fault(row, column, name, what + known.perhaps(name, there))
    if table.kind == "absence":
        yield from _whose(known, table, row)
    day: date = row.values.get("date", known.days[0])
    if table.kind in ("rooms", "interpreter") and day not in known.days:
        first, last = known.days[0].isoformat(), known.days[-1].isoformat()
        what = f"a day of fieldwork, from {first} to {last}"
        yield table.fault(row, "date", day.isoformat(), what)
    if table.kind == "appointment" and abs((day - known.days[0]).days) > _FAR:
        what = f"a day within {_FAR} days of the fieldwork, which starts on {known.days[0].isoformat()}"
        yield table.fault(row, "date", day.isoformat(), what)


def _whose(known: Known, table: Table, row: Row) -> Iterable[Fault]:
    name = row.values["away"]
    both = known.people | known.officers
    if fold(name) not in both:
        what = "a responsible officer or somebody of the team" + known.perhaps(name, both)
        yield table.fault(row, "away", name, what)
    elif fold(name) in known.people and fold(name) in known.officers:
        what = "one person: an officer and somebody of the team have this name; use timetable away for them"
        yield table.fault(row, "away", name, what)


#: Meetings are arranged at most so many days before or after fieldwork starts.
_FAR = 120

_OFFICE_NAME = "an office of the list"
_NAMES: Mapping[str, Sequence[tuple[str, Callable[[Known], Mapping[str, str]], str]]] = {
    "rooms": (("office", lambda k: k.offices, _OFFICE_NAME),),
    "inspector": (
        ("inspector", lambda k: k.people, "somebody of the team who inspects"),
        ("barred", lambda k: k.offices, _OFFICE_NAME),
    ),
    "officer": (("officer", lambda k: k.officers, "a responsible officer of the list"),),
    "journey": (
        ("from", lambda k: k.places, "an office or an inspector's base"),
        ("to", lambda k: k.places, "an office or an inspector's base"),
    ),
    "appointment": (
        ("what", lambda k: k.form_ids, "a kind of evidence of this programme"),
        ("inspectors", lambda k: k.people, "somebody of the team who inspects"),
    ),
}
"""The columns of each kind that hold names, where these are looked up, and what is expected there."""
