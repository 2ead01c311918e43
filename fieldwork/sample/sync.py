"""Taking an office list into the inspection: cases added, changed, withdrawn, in one step."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from fieldwork.errors import Problem, Refused
from fieldwork.inspection import queries
from fieldwork.inspection.changes import Edit
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.projection import FACT
from fieldwork.inspection.records import Status
from fieldwork.inspection.setting_up import THE_INSPECTION
from fieldwork.programme.model import Value
from fieldwork.programme.routing import routing_facts
from fieldwork.sample.compare import Comparison, FactChange, compare
from fieldwork.sample.model import OfficeList


@dataclass(frozen=True, slots=True)
class Synced:
    """What taking the list in did, or would do. `flagged` are cases whose routing facts changed
    after their reading had begun; `taken` says whether anything was written.
    """

    comparison: Comparison
    flagged: tuple[str, ...]
    taken: bool


def remembered_columns(inspection: Inspection) -> dict[str, str]:
    """The headings that a person has explained before: heading to fact, "" for not used."""
    held = inspection.value("inspection", THE_INSPECTION, "list_columns")
    return {str(k): str(v) for k, v in held.items()} if isinstance(held, dict) else {}


def preview(inspection: Inspection, office_list: OfficeList) -> Synced:
    """What taking the list in would do; nothing is written."""
    comparison = _compare(inspection, office_list)
    return Synced(comparison, tuple(_flags(inspection, comparison)), taken=False)


def take_in(
    inspection: Inspection,
    author: str,
    office_list: OfficeList,
    *,
    except_problems: bool = False,
    columns: Mapping[str, str] | None = None,
) -> Synced:
    """Takes the list in whole, keeping every answer. `columns` are remembered for the next list.

    Refuses a list with problems, listing them, unless their rows are to be left out: their cases
    then stay exactly as they are.
    """
    if office_list.problems and not except_problems:
        raise Refused(
            f"{office_list.path} has {len(office_list.problems)} problems, so nothing was taken in.",
            [_in_words(p.row, p.column, p.value, p.problem) for p in office_list.problems],
            "Have the rows listed corrected, or take in the other rows and leave these out.",
        )
    comparison = _compare(inspection, office_list)
    flags = _flags(inspection, comparison)
    with inspection.edit(author, "Took in an office list") as edit:
        for row in comparison.added:
            _set_facts(edit, row.reference, row.facts)
        for change in comparison.changed:
            edit.set("case", change.ref, FACT + change.fact, stored(change.after))
        for ref in comparison.withdrawn:
            edit.set("case", ref, "withdrawn", True)
        for ref in comparison.returned:
            edit.set("case", ref, "withdrawn", None)
        for ref, flag in flags.items():
            edit.set("case", ref, "flag", flag)
        name_places_and_officers(inspection, edit, [row.facts for row in office_list.rows])
        if columns:
            held = remembered_columns(inspection) | dict(columns)
            edit.set("inspection", THE_INSPECTION, "list_columns", held)
    return Synced(comparison, tuple(flags), taken=bool(edit.written.registers))


def _compare(inspection: Inspection, office_list: OfficeList) -> Comparison:
    return compare(office_list, queries.all_given(inspection), queries.withdrawn_refs(inspection))


def _in_words(row: int, column: str, value: str, problem: str) -> Problem:
    where = f"row {row}, {column}" if column else f"row {row}"
    return Problem(where, f"{value!r}: {problem}" if value else problem)


def stored(value: Value | None) -> Any:
    """A fact's value as the journal holds it."""
    return list(value) if isinstance(value, tuple) else value


def _set_facts(edit: Edit, ref: str, facts: Mapping[str, Value]) -> None:
    for fact, value in facts.items():
        edit.set("case", ref, FACT + fact, stored(value))


def name_places_and_officers(inspection: Inspection, edit: Edit, rows: Iterable[Mapping[str, Value]]) -> None:
    """Offices and responsible officers of these cases, under ids that are the same on every laptop."""
    for facts in rows:
        office, officer = str(facts.get("office", "")), str(facts.get("responsible_officer", ""))
        if office:
            edit.set("office", queries.office_id(inspection, office), "name", office)
        if officer:
            key = queries.officer_id(inspection, officer)
            edit.set("officer", key, "name", officer)
            for field, fact in (("grade", "officer_grade"), ("office", "office")):
                if fact in facts:
                    edit.set("officer", key, field, facts[fact])


def _flags(inspection: Inspection, comparison: Comparison) -> dict[str, list[dict[str, Any]]]:
    """The routing facts that change under a reading that has begun, by case."""
    routes = routing_facts(inspection.programme)
    begun = {
        row.ref
        for row in queries.cases(inspection)
        if row.answered or row.status in (Status.READING, Status.COMPLETE)
    }
    found: dict[str, list[dict[str, Any]]] = {}
    for change in comparison.changed:
        if change.fact in routes and change.ref in begun:
            held = found.setdefault(change.ref, list(inspection.value("case", change.ref, "flag") or []))
            held.append(_flag(inspection, change))
    return found


def _flag(inspection: Inspection, change: FactChange) -> dict[str, Any]:
    stamp = inspection.journal.last_stamp()
    return {
        "fact": change.fact,
        "before": stored(change.before),
        "after": stored(change.after),
        "at": stamp,
    }
