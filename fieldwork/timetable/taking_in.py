"""Putting a table about people and places into the inspection file, in one step or not at all."""

from collections.abc import Callable, Mapping
from typing import Any

from fieldwork.errors import Problem as Wrong
from fieldwork.errors import Refused
from fieldwork.inspection import queries
from fieldwork.inspection.changes import Written
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.setting_up import THE_INSPECTION
from fieldwork.timetable.reading_tables import Table

Fields = Mapping[str, Any]


def take_in(inspection: Inspection, author: str, table: Table) -> Written:
    """Record every row. Raises `Refused`, naming row and column, where any cannot be used: none is then."""
    wrong = [Wrong(f"row {f.row}, {f.column}", f"{f.value!r} is not {f.expected}") for f in table.faults]
    ids = {row[table.kind]: _identity(inspection, table.kind, row) for row in table.rows if table.kind in row}
    wrong += [Wrong(name, f"no such {table.kind} is known") for name, key in ids.items() if not key]
    if wrong:
        raise Refused("Nothing was taken in.", wrong, "Correct the table and take it in again.")
    with inspection.edit(author, f"Took in a table of {table.kind}s") as edit:
        if table.kind == "journey":
            held = inspection.value("inspection", THE_INSPECTION, "journeys") or []
            ways = {tuple(sorted(row[:2])): row for row in held}
            for row in table.rows:
                way = [row["from"], row["to"], row.get("km", 0), row.get("minutes", 0)]
                ways[tuple(sorted(way[:2]))] = way
            edit.set("inspection", THE_INSPECTION, "journeys", list(ways.values()))
        for row in table.rows if table.kind != "journey" else ():
            entity = "person" if table.kind == "inspector" else table.kind
            for field, value in _FIELDS[table.kind](row).items():
                edit.set(entity, str(ids[row[table.kind]]), field, value)
    return edit.written


def _identity(inspection: Inspection, kind: str, row: Fields) -> str | None:
    """The id that the row is about; an office may be new, people are known already."""
    name = str(row[kind]).casefold()
    if kind == "office":
        return queries.office_id(inspection, row[kind])
    people: list[tuple[str, str]] = [(p.id, p.name) for p in queries.team(inspection)]
    if kind == "officer":
        people = [(o.id, o.name) for o in queries.officers(inspection)]
    return next((key for key, known in people if known.casefold() == name), None)


def _pair(row: Fields, field: str, one: str, other: str) -> dict[str, Any]:
    return {field: [row[one], row[other]]} if one in row else {}


def _office(row: Fields) -> dict[str, Any]:
    rooms = {"rooms": row["rooms"]} if "rooms" in row else {}
    hours, at = _pair(row, "hours", "opens", "closes"), _pair(row, "at", "latitude", "longitude")
    return {"name": row["office"]} | rooms | hours | at


def _officer(row: Fields) -> dict[str, Any]:
    named = {field: row[field] for field in ("works", "language") if field in row}
    return named | ({"remote": row["held"] or None} if "held" in row else {})


def _inspector(row: Fields) -> dict[str, Any]:
    named = {field: row[field] for field in ("barred", "languages") if field in row}
    hours, at = _pair(row, "hours", "arrives", "leaves"), _pair(row, "base_at", "latitude", "longitude")
    return named | hours | at


_FIELDS: Mapping[str, Callable[[Fields], dict[str, Any]]] = {
    "office": _office,
    "officer": _officer,
    "inspector": _inspector,
}
