"""The readings of an inspection as they are exported: who is left unnamed, what applies, what is missing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fieldwork.exports.columns import Cell, Missing
from fieldwork.exports.pseudonyms import pseudonym
from fieldwork.findings.counts import NOT_APPLICABLE
from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import Answer, CaseRow, Status
from fieldwork.programme.model import Question, QuestionId, Value
from fieldwork.programme.routing import route


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an export holds. `personal` adds names, personal facts, notes and words written freely;
    `pseudonyms` puts a word in the place of each case's reference; `unfinished` takes in readings that are
    not complete.
    """

    personal: bool = False
    pseudonyms: bool = False
    unfinished: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading: the word it goes by, its row, its reader, what applies, and every answer."""

    key: str
    row: CaseRow
    reader: str
    given: Mapping[str, Value]
    applies: frozenset[QuestionId]
    answers: Mapping[QuestionId, Answer]

    def state(self, question: Question) -> Missing | None:
        """Why there is no value for a question; None where there is one."""
        if question.id not in self.applies:
            return Missing.NOT_ASKED
        value = self.value(question)
        if value is None:
            return Missing.UNANSWERED
        return Missing.NOT_APPLICABLE if value in NOT_APPLICABLE else None

    def value(self, question: Question) -> Value | None:
        """The answer that counts, "not applicable" included; None where there is none."""
        held = self.answers.get(question.id)
        return held.value if held and question.id in self.applies else None

    def cell(self, question: Question) -> Cell:
        """The value, or why there is none."""
        missing = self.state(question)
        return missing if missing else plain_value(self.value(question))


def plain_value(value: Value | None) -> Cell:
    """A stored value as a cell."""
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, bool):
        return int(value)
    return value


def readings(inspection: Inspection, wanted: Wanted) -> Iterator[Reading]:
    """Every reading that is exported, cases first: complete ones, or all that are not withdrawn."""
    people = {person.id: person for person in queries.team(inspection)}
    numbered = {person: f"reader-{number}" for number, person in enumerate(sorted(people), 1)}
    rows = [*queries.cases(inspection, withdrawn=False), *queries.evidence(inspection)]
    for row in rows:
        if row.status is not Status.COMPLETE and not wanted.unfinished:
            continue
        reader = people.get(row.inspector) if row.inspector else None
        name = (reader.name if wanted.personal else numbered[reader.id]) if reader else ""
        yield _reading(inspection, wanted, row, name)


def _reading(inspection: Inspection, wanted: Wanted, row: CaseRow, reader: str) -> Reading:
    given = queries.given(inspection, row.ref)
    answers = queries.answers(inspection, row.ref)
    values = {key: answer.value for key, answer in answers.items() if answer.value is not None}
    routing = route(inspection.programme, row.form, given, values)
    key = pseudonym(inspection, row.ref) if wanted.pseudonyms else row.ref
    return Reading(key, row, reader, given, routing.applies, answers)
