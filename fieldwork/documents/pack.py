"""An inspector's pack: their own timetable, their cases, and the interview notes of each officer."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from reportlab.platypus import PageBreak

from fieldwork import wording
from fieldwork.documents import case_parts, discretion, interview_notes, page, pieces, style, timetable
from fieldwork.documents.page import DocumentContext
from fieldwork.documents.sections import asked_at_interview
from fieldwork.inspection.records import Interview, OfficerId, Person, Status
from fieldwork.reading.model import CaseReading
from fieldwork.timetable.appointments import Appointment

_WIDTH = style.PORTRAIT_WIDTH


def render(
    person: Person,
    interviews: Sequence[Interview],
    cases: Sequence[CaseReading],
    names: Mapping[OfficerId, str],
    context: DocumentContext,
    appointments: Sequence[Appointment] = (),
) -> bytes:
    """The PDF of one inspector's pack.

    `interviews` and `appointments` may be everyone's; those with `person` are taken. `cases` are the
    person's own; their open concerns head the pack.
    Interviews come in order of time, then officers without a time yet; withdrawn cases are left out,
    and cases that are read without an interview are only listed.
    """
    own = sorted((i for i in interviews if i.inspector == person.id), key=lambda i: i.starts)
    live = [case for case in cases if case.status is not Status.WITHDRAWN]
    fixed = [a for a in appointments if person.id in a.people]
    found = [*_opening(person, own, live), *_concerns(cases, context)]
    found += [*_timetable(own, names, fixed), *_case_list(live, own)]
    for interview, group in _meetings(own, live):
        found += [PageBreak(), *interview_notes.story(group, interview, context)]
    return page.build(found, "Inspector's pack", context)


def _opening(person: Person, own: Sequence[Interview], cases: Sequence[CaseReading]) -> list[Any]:
    extent = f"{wording.count(len(own), 'interview')}, {wording.count(len(cases), 'case')}"
    return [
        page.bookmarked(style.para("Pack", style.OVERLINE), "Timetable and cases", 0),
        style.para(person.name, style.TITLE),
        style.para(extent, style.LEAD),
    ]


def _concerns(cases: Sequence[CaseReading], context: DocumentContext) -> list[Any]:
    """The open concerns about these cases, each with its reference."""
    return [
        case_parts.concern_box(concern, discretion.discreet(case, context.programme), f": case {case.ref}")
        for case in cases
        for concern in case.open_concerns
    ]


def _timetable(
    own: Sequence[Interview], names: Mapping[OfficerId, str], fixed: Sequence[Appointment]
) -> list[Any]:
    heading = style.para("Timetable", style.HEADING)
    table = style.para("No interview is planned yet.")
    if own or fixed:
        table = timetable.own_list(own, names, _WIDTH, fixed)
    return pieces.keep([heading], [table], _WIDTH)


def _case_list(cases: Sequence[CaseReading], own: Sequence[Interview]) -> list[Any]:
    if not cases:
        return []
    planned = {ref for interview in own for ref in interview.cases}
    rows = [
        (
            str(case.ref),
            discretion.initials(case),
            case.form.title,
            case.office,
            _interviewed(case, planned),
            str(len(asked_at_interview(case)) or "–"),
            case.status.label,
        )
        for case in sorted(cases, key=lambda case: case.ref)
    ]
    heads = ("Case", "Initials", "Form", "Office", "Interview", "To ask", "Status")
    table = pieces.list_table(heads, rows, (52, 42, _WIDTH - 338, 88, 62, 34, 60))
    return pieces.keep([style.para("Cases", style.HEADING)], [table], _WIDTH)


def _interviewed(case: CaseReading, planned: set[str]) -> str:
    if not case.form.interview:
        return "From records"
    return "Planned" if case.ref in planned else "No time yet"


def _meetings(
    own: Sequence[Interview], cases: Sequence[CaseReading]
) -> list[tuple[Interview | None, list[CaseReading]]]:
    """Each interview with its cases, then the officers of the other cases that need an interview."""
    by_ref = {case.ref: case for case in cases}
    found: list[tuple[Interview | None, list[CaseReading]]] = []
    for interview in own:
        group = [case for ref, case in by_ref.items() if ref in interview.cases]
        if group:
            found.append((interview, group))
    met = {case.ref for _, group in found for case in group}
    waiting: dict[str, list[CaseReading]] = defaultdict(list)
    for case in cases:
        if case.form.interview and case.ref not in met:
            waiting[case.officer].append(case)
    return [*found, *((None, waiting[officer]) for officer in sorted(waiting, key=str.casefold))]
