"""Putting planning tables into the inspection file: all of a file's tables in one step, or none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fieldwork.errors import Problem as Wrong
from fieldwork.errors import Refused
from fieldwork.inspection.changes import Written
from fieldwork.inspection.file import Inspection
from fieldwork.timetable.reading_tables import Fault, Tables
from fieldwork.timetable.table_fields import WRITERS
from fieldwork.timetable.table_known import Known, unknown
from fieldwork.wording import count, listed


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of tables: rows of each kind, offices that nothing else knows yet, and what was written."""

    written: Written
    rows: Mapping[str, int]
    new_offices: tuple[str, ...]


class CannotTake(Refused):
    """Tables with faults; `faults` are all of them, with file, row, column, value and what was expected."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        files = listed(list(dict.fromkeys(fault.file for fault in faults)))
        has = "has" if len({fault.file for fault in faults}) == 1 else "have"
        sentence = f"{files} {has} {count(len(faults), 'problem')}, so nothing was taken in."
        wrong = [Wrong(fault.place, fault.sentence) for fault in faults]
        super().__init__(sentence, wrong, "Correct the table and take it in again.")
        self.faults = tuple(faults)


def faults_of(inspection: Inspection, tables: Tables) -> tuple[Fault, ...]:
    """Everything wrong with tables: cells that mean nothing, and people and places that nobody knows."""
    known = Known(inspection, tables)
    found = list[Fault]()
    for table in tables.tables:
        beside = [fault for row in table.rows for fault in unknown(known, table, row)]
        found += sorted([*table.faults, *beside], key=lambda fault: fault.row)
    return tuple(found)


def take_in(inspection: Inspection, author: str, tables: Tables) -> Taken:
    """Record every row. Raises `CannotTake`, naming each fault, where any cannot be used: none is then."""
    faults = faults_of(inspection, tables)
    if faults:
        raise CannotTake(faults)
    known = Known(inspection, tables)
    kinds = list(dict.fromkeys(table.kind for table in tables.tables))
    with inspection.edit(author, "Took in tables for planning") as edit:
        for kind in kinds:
            rows = [row.values for table in tables.tables if table.kind == kind for row in table.rows]
            WRITERS[kind](known, edit, rows)
    rows_of = {kind: sum(len(t.rows) for t in tables.tables if t.kind == kind) for kind in kinds}
    return Taken(edit.written, rows_of, known.new_offices)
