"""Which records of other evidence are printed, and under what names."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from fieldwork.documents import blank_form, record
from fieldwork.documents.page import DocumentContext
from fieldwork.errors import Refused
from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import CaseRow, Status
from fieldwork.reading import evidence
from fieldwork.reading.service import Reader

#: A file name and what makes the PDF.
Job = tuple[str, Callable[[], bytes]]


def jobs(inspection: Inspection, refs: Sequence[str], context: DocumentContext) -> Iterator[Job]:
    """The records asked for; without any, those begun or arranged, and a blank form of every other kind.

    File names hold the form and the record's id. Raises `Refused` for a case.
    """
    rows = [queries.case(inspection, ref) for ref in refs]
    for row in rows:
        if row.subject == "case":
            raise Refused(f"{row.ref} is a case.", advice="Print it as case-summary.")
    if not refs:
        rows = [row for row in queries.evidence(inspection) if _is_begun(inspection, row)]
    for row in rows:
        yield f"evidence-{row.form}-{_short(row)}.pdf", partial(_one, inspection, row, context)
    if not refs:
        there = {row.form for row in rows}
        for form in inspection.programme.evidence_forms:
            if form.id not in there:
                make = partial(blank_form.render, inspection.programme, form.id, context)
                yield f"evidence-{form.id}-blank.pdf", make


def _is_begun(inspection: Inspection, row: CaseRow) -> bool:
    return row.status is not Status.SELECTED or evidence.read(inspection, row.ref).day is not None


def _short(row: CaseRow) -> str:
    """Enough of an id to tell the records of a form apart."""
    return row.ref.removeprefix(f"{row.form}.")[:10] if row.ref != row.form else "all"


def _one(inspection: Inspection, row: CaseRow, context: DocumentContext) -> bytes:
    held = evidence.read(inspection, row.ref)
    officer = inspection.value("record", row.ref, "officer")
    planned = next((i for i in queries.interviews(inspection) if i.officer == officer), None)
    return record.render(Reader(inspection).open(row.ref), held, context, planned)
