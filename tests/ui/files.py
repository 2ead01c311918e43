"""Real encrypted inspection files for the window's tests."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import PersonId, Role
from fieldwork.programme import library

PASSPHRASE = "a hut on the moor"
LEAD, INSPECTOR = PersonId("lead-1"), PersonId("inspector-1")
_OFFICES = ("Newcastle", "Gateshead", "Morpeth")
_RISKS = ("low", "medium", "high")


def make(path: Path, cases: int = 3, *, title: str = "Northumbria 2019") -> Path:
    """A closed inspection with a team of two, whose copy is the lead's, and this many cases."""
    with Inspection.create(
        path,
        PASSPHRASE,
        programme=library.load("adult"),
        title=title,
        provider="Northumbria",
        starts=date(2019, 9, 16),
        ends=date(2019, 9, 27),
    ) as made:
        add_team(made)
        add_cases(made, [f"A{100001 + n}" for n in range(cases)])
    return path


def add_team(inspection: Inspection) -> None:
    """A lead who uses this copy, and one inspector."""
    with inspection.edit("nobody", "Set up the team") as edit:
        for person, name, role in (
            (LEAD, "Carys Lead", Role.LEAD),
            (INSPECTOR, "Imran Reader", Role.INSPECTOR),
        ):
            edit.set("person", person, "name", name)
            edit.set("person", person, "role", role.value)
    queries.set_user(inspection, LEAD)


def add_cases(inspection: Inspection, refs: Sequence[str]) -> None:
    """Cases that differ in office, officer and serious harm level, allocated in turn."""
    with inspection.edit(LEAD, "Took in the list") as edit:
        for number, ref in enumerate(refs):
            facts = {
                "reference": ref,
                "family_name": "Walker" if number % 2 else "O'Neill",
                "first_names": "Dylan",
                "sample_kind": "supervision",
                "office": _OFFICES[number % 3],
                "responsible_officer": f"Farah Fox {number % 5}",
                "sentence_type": ("licence", "community_order")[number % 2],
                "start_date": "2019-02-23",
                "rosh": _RISKS[number % 3],
                "gender": ("female", "male")[number % 2],
            }
            for fact, value in facts.items():
                edit.set("case", ref, f"fact.{fact}", value)
            edit.set("case", ref, "inspector", (LEAD, INSPECTOR)[number % 2])
