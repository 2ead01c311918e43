"""A corrected programme during fieldwork: seen before it is taken in, and every answer kept."""

from dataclasses import dataclass

from fieldwork.errors import Refused
from fieldwork.inspection import queries
from fieldwork.inspection.changes import Written
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.projection import answer_id
from fieldwork.inspection.setting_up import THE_INSPECTION
from fieldwork.programme.changes import ProgrammeChanges, compare
from fieldwork.programme.model import Programme, QuestionId


@dataclass(frozen=True, slots=True)
class Correction:
    """What a corrected programme would do. `touched` are the cases with an answer to a question that
    is new, gone, moved, reworded or routed otherwise: by question, with the case references.
    """

    changes: ProgrammeChanges
    touched: dict[QuestionId, tuple[str, ...]]

    @property
    def cases(self) -> tuple[str, ...]:
        """Every touched case."""
        return tuple(sorted({ref for refs in self.touched.values() for ref in refs}))


def preview(inspection: Inspection, corrected: Programme) -> Correction:
    """What taking the programme in would change; nothing is written. Refuses another programme."""
    changes = compare(inspection.programme, corrected)
    differing = {change.id for change in changes.questions if change.kinds != ("guidance",)}
    touched: dict[QuestionId, list[str]] = {}
    for ref, _, answer in queries.every_answer(inspection):
        if answer.question in differing and answer.value is not None:
            touched.setdefault(answer.question, []).append(ref)
    return Correction(changes, {q: tuple(refs) for q, refs in touched.items()})


def take_in(inspection: Inspection, author: str, corrected: Programme) -> Written:
    """Reads the inspection by the corrected programme from now on, in one step.

    Keeps every answer. Answers to questions that ask something else now are marked to be looked
    at again, until they are answered anew or confirmed.
    """
    correction = preview(inspection, corrected)
    if not correction.changes.questions:
        raise Refused("The programme is the one that this inspection is read with already.")
    again = correction.changes.look_again
    with inspection.edit(author, "Took in a corrected programme") as edit:
        edit.set("programme", corrected.id, "source", corrected.source)
        edit.set("inspection", THE_INSPECTION, "edition", corrected.edition.id)
        for question, refs in correction.touched.items():
            if question in again:
                for ref in refs:
                    edit.set("answer", answer_id(ref, question), "look_again", True)
    return edit.written
