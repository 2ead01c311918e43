"""A change of the journal in words, without the personal details of people on probation."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from fieldwork import wording
from fieldwork.inspection.audit import HistoryLine
from fieldwork.inspection.clock import moment
from fieldwork.inspection.projection import FACT, case_of, value_of
from fieldwork.programme.model import Programme, QuestionId, Value
from fieldwork.reading.sources import source_words

MASK = "(personal detail)"
NOTHING = "–"
#: Personal facts that may stand on the screen: the officer works for the provider.
_SHOWN = frozenset({"responsible_officer"})
_LONGEST = 160
_FIELDS: Mapping[tuple[str, str], str] = {
    ("answer", "value"): "Answer",
    ("answer", "note"): "Evidence",
    ("answer", "source"): "What was read",
    ("answer", "ask"): "Ask at interview",
    ("answer", "reason"): "Reason",
    ("case", "complete"): "Complete",
    ("case", "withdrawn"): "Withdrawn",
    ("case", "inspector"): "Inspector",
    ("case", "reopened"): "Reopened because",
    ("case", "flag"): "Facts changed under the reading",
    ("answer", "asked"): "Holds for the question as corrected",
    ("concern", "case"): "Raised about",
    ("concern", "seen"): "What was seen",
    ("concern", "told"): "Who was told",
    ("concern", "told_at"): "When they were told",
    ("concern", "done"): "What was done",
    ("concern", "closed"): "Closed",
    ("example", "case"): "Taken from",
    ("example", "kind"): "Kind of practice",
    ("record", "date"): "Day",
    ("record", "starts"): "From",
    ("record", "ends"): "To",
    ("record", "with_whom"): "With whom",
    ("record", "people"): "Inspectors",
    ("record", "withdrawn"): "Removed",
    ("person", "active"): "In the team",
    ("interview", "locked"): "Fixed",
    ("interview", "starts"): "Begins",
    ("interview", "ends"): "Ends",
    ("interview", "state"): "What became of it",
    ("interview", "state_note"): "Why",
    ("interview", "late"): "Minutes late",
    ("draw", "sha256"): "Check sum of the list",
    ("draw", "drawn_on"): "Drawn on",
    ("draw", "per_officer"): "At most of one officer",
    ("replacement", "by"): "By",
    ("replacement", "reason"): "Why",
}
#: What is too long or too technical to be read as a value.
_OPAQUE = frozenset(
    {
        *("timetable", "source", "flag", "absences", "days", "signing_key", "corrected"),
        *("strata", "composition", "window", "excluded", "minimums", "drawn"),
    }
)


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One change as it is read. `id` is the change's; `kind` what it is about; `case` the
    reference that opens it, `of` the same as people know it: other evidence has a title.
    """

    id: str
    at: str
    when: str
    exactly: str
    who: str
    kind: str
    case: str
    of: str
    about: str
    before: str
    after: str


class Describer:
    """Puts changes into words with the programme's labels and the team's names."""

    def __init__(
        self,
        programme: Programme,
        people: Mapping[str, str],
        officers: Mapping[str, str],
        records: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._programme = programme
        self._people, self._officers, self._records = people, officers, records

    def who(self, author: str) -> str:
        """The name of whoever made a change."""
        return self._people.get(author, "") or "Set-up"

    def row(self, line: HistoryLine) -> HistoryRow:
        """The change in words."""
        change = line.change
        when = moment(change.at).astimezone()
        return HistoryRow(
            id=change.id,
            at=change.at,
            when=f"{wording.short_day(when.date())}, {wording.clock(when)}",
            exactly=exact(change.at),
            who=self.who(change.author),
            kind=change.entity,
            case=case_of(change.register) or "",
            of=self._of(case_of(change.register) or ""),
            about=self._about(change.entity, change.entity_id, change.field),
            before=self._value(change.entity, change.entity_id, change.field, line.before),
            after=self._value(change.entity, change.entity_id, change.field, change.value),
        )

    def _of(self, ref: str) -> str:
        return self._records.get(ref, ref)

    def _about(self, entity: str, entity_id: str, field: str) -> str:
        name = _FIELDS.get((entity, field), field.replace("_", " ").capitalize())
        if entity == "answer":
            question = self._programme.questions.get(QuestionId(entity_id.rpartition("/")[2]))
            return f"{question.shown} {name.lower()}: {question.text}" if question else name
        if entity in ("case", "reserve") and field.startswith(FACT):
            fact = self._programme.facts.get(field.removeprefix(FACT))
            label = fact.label if fact else field.removeprefix(FACT)
            return label if entity == "case" else f"{self._thing(entity, entity_id)}: {label.lower()}"
        if entity == "case":
            return name
        return f"{self._thing(entity, entity_id)}: {name.lower()}"

    def _thing(self, entity: str, entity_id: str) -> str:
        if entity == "person":
            return self._people.get(entity_id, "Team member")
        if entity in ("reserve", "replacement"):
            return f"{entity.capitalize()}{' of' if entity == 'replacement' else ''} {entity_id}"
        if entity == "draw":
            form = self._programme.forms.get(entity_id)
            return f"Sample of {form.title}" if form else "Sample"
        if entity in ("officer", "interview"):
            return f"{entity.capitalize()} {self._officers.get(entity_id, '')}".strip()
        return entity.capitalize()

    def _value(self, entity: str, entity_id: str, field: str, raw: Any) -> str:
        if raw is None or raw == "":
            return NOTHING
        if field.startswith(FACT):
            return self._fact(field.removeprefix(FACT), raw)
        if entity != "answer" and field in _OPAQUE:
            return "(set)"
        if isinstance(raw, bool):
            return "Yes" if raw else "No"
        if entity == "answer":
            return self._answer(entity_id, field, raw)
        if entity == "record" and field == "people" and isinstance(raw, list):
            return wording.listed([self._people.get(str(person), "someone") for person in raw])
        if field in ("inspector", "person"):
            return self._people.get(str(raw), "someone who left the team")
        if entity == "interview" and field in ("starts", "ends"):
            when = datetime.fromisoformat(str(raw))
            return f"{wording.short_day(when)}, {wording.clock(when)}"
        if field == "officer":
            return self._officers.get(str(raw), "an officer")
        return _short(raw if isinstance(raw, str) else json.dumps(raw, ensure_ascii=False))

    def _fact(self, fact_id: str, raw: Any) -> str:
        fact = self._programme.facts.get(fact_id)
        if fact is None or (fact.personal and fact_id not in _SHOWN):
            return MASK
        value = value_of(raw)
        return _short(fact.words(value)) if value is not None else NOTHING

    def _answer(self, entity_id: str, field: str, raw: Any) -> str:
        if field == "asked":
            return "Yes"
        if field == "source":
            return source_words(str(raw), {})
        if field != "value":
            return _short(str(raw))
        question = self._programme.questions.get(QuestionId(entity_id.rpartition("/")[2]))
        value: Value | None = value_of(raw)
        if question is None or question.answers is None or value is None:
            return _short(str(raw))
        return _short(question.answers.label(value))


def exact(stamp: str) -> str:
    """A clock stamp with day and second, in the computer's own time."""
    at = moment(stamp).astimezone()
    return f"{wording.day(at.date())}, {at:%H:%M:%S}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
