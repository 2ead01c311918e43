"""A second reading: a case read again, blind, by somebody else. It is answered as any case is."""

from fieldwork.errors import Problem, Refused
from fieldwork.inspection import queries, seconds
from fieldwork.inspection.changes import Register, Written
from fieldwork.inspection.projection import answer_id
from fieldwork.inspection.records import Answer, CaseRef, Status
from fieldwork.inspection.seconds import SecondReading
from fieldwork.reading.answering import Answering
from fieldwork.reading.judgement import warnings
from fieldwork.reading.model import CaseReading, QuestionState
from fieldwork.reading.service import NotComplete
from fieldwork.reading.sources import sources


class SecondReader(Answering):
    """Reads cases a second time on behalf of `author`. Everywhere `ref` is a second reading's id, or the
    case's reference.

    Nothing of the first reading comes out of here: neither its answers and notes nor what they lead to.
    """

    def open(self, ref: str) -> CaseReading:
        """The case as its second reader sees it, its `ref` the case's. Raises `Refused` for everybody else
        until it is complete.
        """
        second = self._mine(ref, to_write=False)
        row = queries.case(self.inspection, second.ref)
        programme = self.inspection.programme
        answers = seconds.answers(self.inspection, second.id)
        given = queries.given(self.inspection, second.ref)
        values = {q: a.value for q, a in answers.items() if a.value is not None}
        routing = seconds.routed(self.inspection, second.ref, values)
        shown = (q for q in programme.form_questions(row.form) if q.id in routing.applies)
        team = queries.team(self.inspection)
        return CaseReading(
            ref=CaseRef(second.ref),
            form=programme.forms[row.form],
            status=_status(second, bool(values)),
            inspector=next((p for p in team if p.id == second.reader), None),
            officer=row.officer,
            office=row.office,
            given=given,
            facts=routing.facts,
            questions=tuple(QuestionState(q, answers.get(q.id) or Answer(q.id)) for q in shown),
            hidden=tuple(
                QuestionState(programme.questions[q], answers[q])
                for q in routing.hidden
                if q in programme.questions
            ),
            to_do=routing.to_do,
            warnings=warnings(programme, routing.applies, answers),
            title=row.title,
            sources=sources(self.inspection, programme.forms[row.form]),
        )

    def complete(self, ref: str) -> Written:
        """Completes it, with the words still being typed; from then on it stands as it is, and both
        readings are shown side by side. Raises `NotComplete` while something that applies is open.
        """
        second = self._mine(ref)
        self.inspection.recover_drafts()
        reading = self.open(second.id)
        if reading.to_do:
            questions = self.inspection.programme.questions
            problems = tuple(Problem(questions[q].shown, questions[q].text) for q in reading.to_do)
            raise NotComplete(f"The second reading of {second.ref}", reading.to_do, problems)
        with self.inspection.edit(self.author, "Completed a second reading") as edit:
            edit.set(seconds.SECOND, second.id, "complete", True)
        return edit.written

    def mine(self) -> list[SecondReading]:
        """What this person is to read a second time, and has read so; what was cancelled is left out."""
        found = seconds.second_readings(self.inspection, reader=self.author)
        return [second for second in found if not second.cancelled]

    def _register(self, ref: str, question: str, field: str) -> Register:
        second = seconds.find(self.inspection, ref, self.author)
        return Register(seconds.ANSWER, answer_id(second.id, question), field)

    def _refuse_closed(self, ref: str) -> None:
        self._mine(ref)

    def _mine(self, ref: str, *, to_write: bool = True) -> SecondReading:
        """The second reading, where this person may write it, or see it."""
        second = seconds.find(self.inspection, ref, self.author)
        name = f"The second reading of {second.ref}"
        if second.reader != self.author and (to_write or second.is_open):
            raise Refused(
                f"{name} is somebody else's.", advice="What it says is shown to others once it is complete."
            )
        if second.cancelled and to_write:
            raise Refused(f"{name} was cancelled.", advice=f"The reason given: {second.cancelled}")
        if second.completed and to_write:
            raise Refused(
                f"{name} is complete, and stays as it was read apart.",
                advice="Record what you agree on under each question instead.",
            )
        return second


def _status(second: SecondReading, begun: bool) -> Status:
    if second.cancelled:
        return Status.WITHDRAWN
    if second.completed:
        return Status.COMPLETE
    return Status.READING if begun else Status.SELECTED
