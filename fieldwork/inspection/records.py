"""What an inspection file holds, as frozen values: people, offices, officers, cases, answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NewType

from fieldwork.programme.model import QuestionId, Value

PersonId = NewType("PersonId", str)
OfficerId = NewType("OfficerId", str)
OfficeId = NewType("OfficeId", str)
CaseRef = NewType("CaseRef", str)
ChangeId = NewType("ChangeId", str)


class Role(StrEnum):
    """What a person does in the team."""

    LEAD = "lead"
    INSPECTOR = "inspector"
    LOCAL_ASSESSOR = "local_assessor"
    QUALITY_READER = "quality_reader"
    OFFICE = "office"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()


class Status(StrEnum):
    """Where a case stands; `selected` is in the sample and not begun."""

    SELECTED = "selected"
    READING = "reading"
    COMPLETE = "complete"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return {"selected": "Not started", "reading": "Being read"}.get(self.value, self.value.capitalize())


@dataclass(frozen=True, slots=True)
class InspectionInfo:
    """The inspection itself. `days` are the fieldwork days, weekdays between `starts` and `ends`."""

    id: str
    title: str
    provider: str
    starts: date
    ends: date
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """Someone in the inspection team."""

    id: PersonId
    name: str
    role: Role
    active: bool = True


@dataclass(frozen=True, slots=True)
class Office:
    """A local office; `rooms` are interview rooms that can be used at once."""

    id: OfficeId
    name: str
    rooms: int = 1


@dataclass(frozen=True, slots=True)
class Absence:
    """A half-day (`am`, `pm`) or whole `day` when an officer cannot be interviewed."""

    date: date
    part: str = "day"


@dataclass(frozen=True, slots=True)
class Officer:
    """A responsible officer of the provider."""

    id: OfficerId
    name: str
    grade: str = ""
    office: str = ""
    absences: tuple[Absence, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case, or one record of other evidence, as lists show it. A record's `subject` is its form's,
    its `ref` an id, and `title` says what it is.

    `facts` are the effective facts; `initials` "DW", never a name.

    `answered` counts answered questions among the `applicable` ones; `flagged` says that facts
    which route its questions changed under a reading; `conflicts` counts values changed apart,
    `look_again` answers whose question was corrected since; `concern` says that one is open.
    """

    ref: CaseRef
    form: str
    status: Status
    inspector: PersonId | None
    officer: str
    officer_id: OfficerId | None
    office: str
    answered: int
    applicable: int
    facts: Mapping[str, Value]
    initials: str = ""
    asks: int = 0
    conflicts: int = 0
    flagged: bool = False
    look_again: int = 0
    concern: bool = False
    subject: str = "case"
    title: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is recorded under one question of one case. `sources` say what was read
    (file, interview…); `look_again` that the question was corrected since it was answered.
    """

    question: QuestionId
    value: Value | None = None
    note: str = ""
    source: str = ""
    ask: bool = False
    reason: str = ""
    at: str = ""
    author: str = ""
    conflict: bool = False
    look_again: bool = False


@dataclass(frozen=True, slots=True)
class Interview:
    """A planned interview with one officer. Times are local, `2019-09-16T09:30`.

    `state` is what became of it: `held`, `late` (by so many minutes), or nothing said yet.
    """

    id: str
    officer: OfficerId
    inspector: PersonId
    office: str
    room: int
    starts: str
    ends: str
    cases: tuple[str, ...] = field(default_factory=tuple)
    locked: bool = False
    state: str = ""
    late: int = 0
