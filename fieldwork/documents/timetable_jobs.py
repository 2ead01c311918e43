"""Which documents there are about the timetable, under what names, and what each is made from.

File names hold the kind of document and offices, never a person.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from fieldwork.documents import change_slips, officer_letters, timetable, wall_sheet
from fieldwork.documents.change_slips import Names
from fieldwork.documents.officer_letters import Letter
from fieldwork.documents.page import DocumentContext
from fieldwork.errors import Refused
from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.timetable.plan import PlannedInterview
from fieldwork.timetable.plan_file import planned, problem_of
from fieldwork.timetable.problem import Problem
from fieldwork.timetable.telling import news

#: A file name and what makes the PDF.
Job = tuple[str, Callable[[], bytes]]

_NONE = "No interviews{about} are planned yet."


def lists(inspection: Inspection, refs: Sequence[str], context: DocumentContext) -> Iterator[Job]:
    """By inspector, office, officer and day; the interviews about the cases asked for, or all."""
    problem, wanted = problem_of(inspection), set(refs)
    interviews = [i for i in queries.interviews(inspection) if not wanted or wanted & set(i.cases)]
    fixed = () if refs else problem.appointments
    _refuse_none(bool(interviews or fixed), refs)
    names = {o.id: o.name for o in queries.officers(inspection)}
    days = context.inspection.days
    ways: tuple[timetable.By, ...] = ("inspector", "office", "officer", "day")
    for by in ways:
        make = partial(timetable.render, interviews, names, days, by, context, fixed)
        yield f"timetable-by-{by}.pdf", make


def wall_sheets(inspection: Inspection, refs: Sequence[str], context: DocumentContext) -> Iterator[Job]:
    """The whole plan on A3, by inspector and by office."""
    problem = problem_of(inspection)
    interviews, fixed = _about(planned(inspection), refs), () if refs else problem.appointments
    _refuse_none(bool(interviews or fixed), refs)
    names, days = _names(problem), context.inspection.days
    ways: tuple[wall_sheet.By, ...] = ("inspector", "office")
    for by in ways:
        make = partial(wall_sheet.render, interviews, fixed, names.people, days, by, context)
        yield f"wall-sheet-by-{by}.pdf", make


def letters(inspection: Inspection, refs: Sequence[str], context: DocumentContext) -> Iterator[Job]:
    """A file for each office with a letter to each of its officers who is to be seen."""
    problem = problem_of(inspection)
    interviews = _about(planned(inspection), refs)
    _refuse_none(bool(interviews), refs)
    forms = {str(row.ref): row.form for row in queries.cases(inspection)}
    made = [_letter(inspection, problem, i, forms) for i in interviews]
    for office, held in officer_letters.by_office(made).items():
        name = f"officer-letters-{office}.pdf" if office else "officer-letters.pdf"
        yield name, partial(officer_letters.render, held, office, context)


def slips(inspection: Inspection, refs: Sequence[str], context: DocumentContext) -> Iterator[Job]:
    """What changed since people were told: the lead's list, and slips for officers and inspectors."""
    problem, wanted = problem_of(inspection), set(refs)
    moves = [
        move
        for move in news(inspection, problem)
        if not wanted or wanted & {c for i in (move.before, move.after) if i for c in i.cases}
    ]
    names = _names(problem)
    yield "timetable-changes.pdf", partial(change_slips.overview, moves, names, context)
    if moves:
        yield "change-slips-officers.pdf", partial(change_slips.officer_slips, moves, names, context)
        yield "change-slips-inspectors.pdf", partial(change_slips.inspector_slips, moves, names, context)


def _about(interviews: Sequence[PlannedInterview], refs: Sequence[str]) -> list[PlannedInterview]:
    return [i for i in interviews if not refs or set(refs) & set(i.cases)]


def _refuse_none(there: bool, refs: Sequence[str]) -> None:
    if not there:
        sentence = _NONE.format(about=" about these cases" if refs else "")
        raise Refused(sentence, advice="Plan them first.")


def _names(problem: Problem) -> Names:
    offices = {office.id: office.name for office in problem.offices}
    return Names({**offices, **problem.names}, {o.id: problem.name(o.office) for o in problem.officers})


def _letter(
    inspection: Inspection, problem: Problem, i: PlannedInterview, forms: Mapping[str, str]
) -> Letter:
    officer = problem.officer.get(i.officer)
    speaks = problem.inspector[i.inspector].languages if i.inspector in problem.inspector else frozenset()
    language = officer.language if officer else ""
    programme = inspection.programme
    guides = [programme.forms[forms[ref]].guide or "" for ref in i.cases if ref in forms]
    guide = next((programme.guides[name] for name in guides if name in programme.guides), None)
    return Letter(
        interview=i,
        officer=problem.name(i.officer),
        inspector=problem.name(i.inspector),
        office=problem.name(i.office),
        language=language,
        interpreted=bool(language) and language not in speaks,
        guide=guide,
    )
