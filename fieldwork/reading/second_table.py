"""Answers of second readings as a long table: `case,question,answer,note`, as the first ones come."""

from collections.abc import Iterable, Mapping

from fieldwork.inspection import queries, seconds
from fieldwork.inspection.changes import Register
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.projection import answer_id
from fieldwork.inspection.records import Status
from fieldwork.inspection.seconds import SecondReading
from fieldwork.programme.model import Value
from fieldwork.reading.correction import ASKED, marks
from fieldwork.reading.second import SecondReader
from fieldwork.reading.table import Imported, RowProblem, TableRow, contradictions, sound_rows


def take_in(inspection: Inspection, author: str, rows: Iterable[Mapping[str, str]]) -> Imported:
    """Writes the author's answers to cases that they read a second time, in one step; with any problem,
    nothing at all. Cells left empty leave what is there.
    """
    mine: dict[str, SecondReading] = {s.ref: s for s in SecondReader(inspection, author).mine() if s.is_open}
    statuses: dict[str, Status] = {row.ref: row.status for row in queries.cases(inspection)}
    result = Imported()
    taken = list(sound_rows(inspection.programme, statuses, rows, result.problems))
    result.problems += contradictions(taken)
    for row in taken:
        if row.ref not in mine:
            words = f"case {row.ref} is not being read a second time by you"
            result.problems.append(RowProblem(row.number, words))
    if result.problems:
        result.problems.sort(key=lambda p: p.row)
        return result
    changed = {row.number: _changes(inspection, mine[row.ref].id, row) for row in taken}
    with inspection.edit(author, "Took in a table of answers to second readings") as edit:
        for values in changed.values():
            for register, value in values.items():
                edit.set(*register, value)
    result.written = sum(bool(values) for values in changed.values())
    result.unchanged = len(taken) - result.written
    result.hidden = sum(not _applies(inspection, mine[row.ref].id, row) for row in taken)
    return result


def _changes(inspection: Inspection, second: str, row: TableRow) -> dict[Register, Value | None]:
    """The registers that a row changes; empty where everything stands so already."""
    key = answer_id(second, row.question.id)
    wanted = {"value": row.value, "note": row.note or None}
    mark = marks(inspection).get(row.question.id)
    if mark and row.value is not None:
        wanted[ASKED] = mark
    return {
        Register(seconds.ANSWER, key, field): value
        for field, value in wanted.items()
        if value is not None and inspection.value(seconds.ANSWER, key, field) != value
    }


def _applies(inspection: Inspection, second: str, row: TableRow) -> bool:
    values = {q: a.value for q, a in seconds.answers(inspection, second).items() if a.value is not None}
    return row.question.id in seconds.routed(inspection, row.ref, values).applies
