"""Real encrypted files with a team of two and cases of the lead's."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import PersonId, Role
from fieldwork.programme import library
from fieldwork.programme.model import Programme, Value
from tests.documents.readings import GIVEN

PASSPHRASE = "a hut on the moor"
LEAD, INSPECTOR = PersonId("lead-1"), PersonId("inspector-1")
CASE, OTHER = "E255766", "E300001"


def make(path: Path, programme: Programme | None = None) -> Inspection:
    """An open inspection of the adult standards with two cases of two officers."""
    inspection = Inspection.create(
        path,
        PASSPHRASE,
        programme=programme or library.load("adult"),
        title="Northumbria 2019",
        provider="Northumbria",
        starts=date(2019, 9, 16),
        ends=date(2019, 9, 27),
    )
    people = ((LEAD, "Carys Lead", Role.LEAD), (INSPECTOR, "Imran Reader", Role.INSPECTOR))
    with inspection.edit("nobody", "Set up the team") as edit:
        for person, name, role in people:
            edit.set("person", person, "name", name)
            edit.set("person", person, "role", role.value)
    queries.set_user(inspection, LEAD)
    add_case(inspection, {"reference": CASE})
    add_case(inspection, {"reference": OTHER, "responsible_officer": "Tom Reed", "office": "Gateshead"})
    return inspection


def add_case(inspection: Inspection, facts: Mapping[str, Value]) -> None:
    """A case of the lead's with its officer and office; it differs from a usual one by these facts."""
    given = {**GIVEN, **facts}
    ref, officer, office = (str(given[f]) for f in ("reference", "responsible_officer", "office"))
    with inspection.edit(LEAD, "Took in the list") as edit:
        for fact, value in given.items():
            edit.set("case", ref, f"fact.{fact}", list(value) if isinstance(value, tuple) else value)
        edit.set("case", ref, "inspector", LEAD)
        edit.set("officer", queries.officer_id(inspection, officer), "name", officer)
        edit.set("officer", queries.officer_id(inspection, officer), "office", office)
        edit.set("office", queries.office_id(inspection, office), "name", office)
