"""Planning that may also choose who reads: cases that nobody has begun are shared out again."""

from dataclasses import replace

from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import Status
from fieldwork.timetable.problem import Problem


def given_anew(inspection: Inspection, problem: Problem) -> tuple[Problem, frozenset[str]]:
    """The problem with officers whose cases nobody has begun to read free for any inspector, and those cases.

    An officer of whose cases one has been begun stays with whoever reads them, and so does one whose
    interview is locked.
    """
    untouched = {
        str(row.ref) for row in queries.cases(inspection, withdrawn=False) if row.status is Status.SELECTED
    }
    settled = {i.officer for i in problem.locked}
    free = {o.id for o in problem.officers if o.id not in settled and set(o.cases) <= untouched}
    officers = tuple(
        replace(o, inspector=None, also_read=()) if o.id in free else o for o in problem.officers
    )
    cases = frozenset(ref for o in problem.officers if o.id in free for ref in o.cases)
    return replace(problem, officers=officers), cases
