"""A corrected programme during fieldwork: seen before it is taken in, and every answer kept.

The journal says which questions were corrected, each with a mark of how it is asked now; an answer given
or confirmed since then carries that mark. So an answer that a laptop with the older version gives later is
to be looked at again as well, whenever and in whatever order the packages arrive.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fieldwork.errors import Refused
from fieldwork.inspection import queries
from fieldwork.inspection.changes import Register, Written, dump
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.projection import answer_id
from fieldwork.inspection.setting_up import THE_INSPECTION
from fieldwork.programme.changes import ProgrammeChanges, compare
from fieldwork.programme.model import Programme, Question, QuestionId

#: The fields of the programme and of an answer that hold the marks.
CORRECTED, ASKED = "corrected", "asked"
_MARK = 12


@dataclass(frozen=True, slots=True)
class Correction:
    """What a corrected programme would do. `touched` are the cases and records with an answer to a
    question that is gone, moved, reworded or routed otherwise: by question, their references.
    """

    changes: ProgrammeChanges
    touched: Mapping[QuestionId, tuple[str, ...]]

    @property
    def cases(self) -> tuple[str, ...]:
        """Every touched case and record."""
        return tuple(sorted({ref for refs in self.touched.values() for ref in refs}))

    @property
    def look_again(self) -> int:
        """How many answers will have to be looked at again."""
        return sum(len(self.touched.get(question, ())) for question in self.changes.look_again)


def preview(inspection: Inspection, corrected: Programme) -> Correction:
    """What taking the programme in would change; nothing is written. Refuses another programme."""
    changes = compare(inspection.programme, corrected)
    differing = {change.id for change in changes.questions if change.kinds != ("guidance",)}
    touched: dict[QuestionId, list[str]] = {}
    for ref, question in _answered(inspection):
        if question in differing:
            touched.setdefault(question, []).append(ref)
    return Correction(changes, {q: tuple(refs) for q, refs in touched.items()})


def _answered(inspection: Inspection) -> Iterator[tuple[str, QuestionId]]:
    for ref, _, answer in queries.every_answer(inspection):
        if answer.value is not None:
            yield ref, answer.question
    for row in queries.evidence(inspection):
        for question, answer in queries.answers(inspection, row.ref).items():
            if answer.value is not None:
                yield row.ref, question


def take_in(inspection: Inspection, author: str, corrected: Programme) -> Written:
    """Reads the inspection by the corrected programme from now on, in one step.

    Keeps every answer. Answers to questions that ask something else now are to be looked at again,
    until they are answered anew or confirmed.
    """
    changes = compare(inspection.programme, corrected)
    if not changes.questions and corrected.source == inspection.programme.source:
        raise Refused("The programme is the one that this inspection is read with already.")
    again = {str(q): _mark(corrected.questions[q]) for q in changes.look_again}
    with inspection.edit(author, "Took in a corrected programme") as edit:
        edit.set("programme", corrected.id, "source", corrected.source)
        edit.set("inspection", THE_INSPECTION, "edition", corrected.edition.id)
        if again:
            edit.set("programme", corrected.id, CORRECTED, {**marks(inspection), **again})
    return edit.written


def marks(inspection: Inspection) -> Mapping[str, str]:
    """The questions that were corrected during fieldwork, each with the mark of how it is asked now."""
    held = inspection.value("programme", inspection.programme.id, CORRECTED)
    return held if isinstance(held, dict) else {}


def asked_as(inspection: Inspection, ref: str, question: str) -> dict[Register, str]:
    """What is recorded with an answer to a corrected question; nothing for any other."""
    mark = marks(inspection).get(question)
    return {Register("answer", answer_id(ref, question), ASKED): mark} if mark else {}


def _mark(question: Question) -> str:
    """The same for the same words and options, on every laptop."""
    options = [o.value for o in question.answers.options] if question.answers else []
    return hashlib.sha256(dump([question.text, options]).encode()).hexdigest()[:_MARK]
