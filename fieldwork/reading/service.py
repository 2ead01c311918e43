"""Reading a case or record: opening, answering, noting, completing. One method is one thing a person does."""

from collections.abc import Mapping
from typing import Any

from fieldwork.errors import Problem, Refused
from fieldwork.inspection import queries
from fieldwork.inspection.changes import Register, Written
from fieldwork.inspection.clock import moment
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.projection import answer_id
from fieldwork.inspection.records import Answer, CaseRef, CaseRow, Person, PersonId, Status
from fieldwork.programme.model import QuestionId, Value
from fieldwork.programme.routing import Routing, route
from fieldwork.reading.answering import Answering
from fieldwork.reading.blind import refuse_blind
from fieldwork.reading.concerns import concerns
from fieldwork.reading.examples import examples
from fieldwork.reading.judgement import warnings
from fieldwork.reading.model import CaseReading, ChangedFact, QuestionState
from fieldwork.reading.sources import SOURCES as SOURCES
from fieldwork.reading.sources import sources
from fieldwork.wording import count


class NotComplete(Refused):
    """A case or record that still has something to answer; `to_do` are the questions, in order."""

    def __init__(self, name: str, to_do: tuple[QuestionId, ...], problems: tuple[Problem, ...]) -> None:
        super().__init__(
            f"{name} is not complete: {count(len(to_do), 'question')} that apply still to answer.",
            problems,
            f"Answer {', '.join(p.place for p in problems[:6])}{' and others' if len(problems) > 6 else ''}.",
        )
        self.to_do = to_do


class Reader(Answering):
    """Reads cases and other evidence on behalf of `author`, a person id ("" while nobody is named).

    Whoever reads a case a second time is not shown its first reading before theirs is complete.
    """

    # -- opening --------------------------------------------------------------------------------

    def open(self, ref: str) -> CaseReading:
        """The case or record with every question that applies. Raises `Refused` where there is none."""
        refuse_blind(self.inspection, self.author, (ref,))
        row = queries.case(self.inspection, ref)
        programme = self.inspection.programme
        answers = queries.answers(self.inspection, ref)
        given = queries.given(self.inspection, ref)
        routing = self._route(row.form, given, answers)
        record = self.inspection.record(_entity(row), ref)
        shown = (q for q in programme.form_questions(row.form) if q.id in routing.applies)
        return CaseReading(
            ref=row.ref,
            form=programme.forms[row.form],
            status=row.status,
            inspector=self._person(row.inspector),
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
            concerns=tuple(concerns(self.inspection, ref=ref)),
            examples=tuple(examples(self.inspection, ref)),
            changed_facts=_changed(record.get("flag")),
        )

    def _route(self, form: str, given: Mapping[str, Value], answers: Mapping[QuestionId, Answer]) -> Routing:
        values = {q: a.value for q, a in answers.items() if a.value is not None}
        return route(self.inspection.programme, form, given, values)

    def _person(self, person: PersonId | None) -> Person | None:
        return next((p for p in queries.team(self.inspection) if p.id == person), None) if person else None

    # -- recording ------------------------------------------------------------------------------

    def _register(self, ref: str, question: str, field: str) -> Register:
        return Register("answer", answer_id(ref, question), field)

    def _refuse_closed(self, ref: str) -> None:
        status = queries.status(self.inspection, ref)
        if status is Status.COMPLETE:
            sentence = f"{self.open(ref).name} is complete."
            raise Refused(sentence, advice="Reopen it first, giving the reason.")
        if status is Status.WITHDRAWN:
            reading = self.open(ref)
            how = "was removed" if reading.is_record else "was withdrawn from the sample"
            raise Refused(f"{reading.name} {how}.", advice="Its answers are kept as they are.")

    # -- completing -----------------------------------------------------------------------------

    def complete(self, ref: str) -> Written:
        """Completes a reading, with the words still being typed. Raises `NotComplete` while something
        that applies is open.
        """
        self._refuse_closed(ref)
        self.inspection.recover_drafts()
        reading = self.open(ref)
        if reading.to_do:
            questions = self.inspection.programme.questions
            problems = tuple(Problem(questions[q].shown, questions[q].text) for q in reading.to_do)
            raise NotComplete(reading.name, reading.to_do, problems)
        return self._set_state(ref, "Completed the reading", {"complete": True, "flag": None})

    def reopen(self, ref: str, reason: str) -> Written:
        """Opens a completed reading again; the reason stays in the history."""
        if queries.case(self.inspection, ref).status is not Status.COMPLETE:
            sentence = f"{self.open(ref).name} is not complete, so it need not be reopened."
            raise Refused(sentence, advice="Change its answers as it stands.")
        if not reason.strip():
            raise Refused("Reopening needs a reason.", advice="Say why it is read again.")
        values = {"complete": None, "reopened": reason.strip()}
        return self._set_state(ref, "Reopened the reading", values)

    def acknowledge(self, ref: str) -> Written:
        """Says that the facts which changed under the reading have been looked at."""
        return self._set_state(ref, "Looked at the changed facts", {"flag": None})

    def confirm(self, ref: str, question: QuestionId) -> Written:
        """Says that an answer holds for the question as it is asked since its correction.

        Also in a complete case, since nothing of the answer changes.
        """
        with self.inspection.edit(self.author, "Confirmed an answer") as edit:
            for register, mark in self._beside(ref, question).items():
                edit.set(*register, mark)
        return edit.written

    def _set_state(self, ref: str, label: str, values: Mapping[str, Any]) -> Written:
        entity = _entity(queries.case(self.inspection, ref))
        with self.inspection.edit(self.author, label) as edit:
            for field, value in values.items():
                edit.set(entity, ref, field, value)
        return edit.written

    # -- finding one's way ------------------------------------------------------------------------

    def next_case(self, ref: str, *, mine: bool = True) -> CaseRef | None:
        """The next case after this one that is neither complete nor withdrawn, round to the start."""
        rows = queries.cases(self.inspection, withdrawn=False)
        order = sorted(
            (r for r in rows if not mine or r.inspector == self.author or not self.author),
            key=lambda r: r.ref,
        )
        after = [r for r in order if r.ref > ref] + [r for r in order if r.ref < ref]
        return next((r.ref for r in after if r.status is not Status.COMPLETE), None)


def _entity(row: CaseRow) -> str:
    """What the journal calls it."""
    return "case" if row.subject == "case" else "record"


def _changed(flag: Any) -> tuple[ChangedFact, ...]:
    rows = flag if isinstance(flag, list) else []
    return tuple(ChangedFact(r["fact"], r.get("before"), r.get("after"), r.get("at", "")) for r in rows)


def saved_at(inspection: Inspection) -> str:
    """When the file last took a change, as an ISO time, or "" for never."""
    last = inspection.journal.last_stamp()
    return moment(last).isoformat() if last else ""
