"""Interviews moved by a person: each a step of the journal that can be undone, whatever rules it breaks."""

from collections.abc import Sequence

from fieldwork import wording
from fieldwork.errors import Refused
from fieldwork.inspection.changes import Written
from fieldwork.inspection.file import Inspection
from fieldwork.timetable.plan import PlannedInterview
from fieldwork.timetable.plan_file import planned, set_interviews


def put(
    inspection: Inspection, author: str, interviews: Sequence[PlannedInterview], label: str = ""
) -> Written:
    """Put interviews where they are said to be; others stay. Cases that nobody reads yet go to whoever
    is to hold the interview. Raises `Refused` where one is locked where it is.
    """
    _refuse_locked(inspection, {i.officer for i in interviews})
    words = label or f"Moved {wording.count(len(interviews), 'interview')} by hand"
    with inspection.edit(author, words) as edit:
        set_interviews(inspection, edit, interviews)
    return edit.written


def take_out(inspection: Inspection, author: str, officer: str) -> Written:
    """Take an officer's interview out of the plan. Raises `Refused` where it is locked."""
    _refuse_locked(inspection, {officer})
    with inspection.edit(author, "Took an interview out of the plan") as edit:
        edit.set("interview", officer, "starts", None)
        edit.set("interview", officer, "ends", None)
    return edit.written


def _refuse_locked(inspection: Inspection, officers: set[str]) -> None:
    if any(i.locked and i.officer in officers for i in planned(inspection)):
        raise Refused("A locked interview stays where it is.", advice="Unlock it first, then move it.")
