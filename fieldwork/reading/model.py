"""A case or record as its reader sees it: the questions that apply, and what is recorded under each."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fieldwork.inspection.records import Answer, CaseRef, Person, Status
from fieldwork.programme.model import Form, Question, QuestionId, Value
from fieldwork.reading.concerns import Concern
from fieldwork.reading.examples import Example


@dataclass(frozen=True, slots=True)
class QuestionState:
    """One row of the form that applies; headings have no answer."""

    question: Question
    answer: Answer

    @property
    def answered(self) -> bool:
        return self.answer.value is not None


@dataclass(frozen=True, slots=True)
class JudgementWarning:
    """A summary judgement and its prompts pull apart; settled once `reason` is given."""

    question: QuestionId
    text: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ChangedFact:
    """A fact that the office's list changed after reading had begun."""

    fact: str
    before: Value | None
    after: Value | None
    at: str


@dataclass(frozen=True, slots=True)
class CaseReading:
    """Everything about one case or record. `questions` apply, in order, with headings; `hidden` were
    answered but do not apply now. `given` are the list's facts, `facts` the effective ones that route.
    `title` says what a record is, and `ref` is then an id; `sources` are what an answer may rest on,
    in words by key; `concerns` are open and closed ones.
    """

    ref: CaseRef
    form: Form
    status: Status
    inspector: Person | None
    officer: str
    office: str
    given: Mapping[str, Value]
    facts: Mapping[str, Value]
    questions: tuple[QuestionState, ...]
    hidden: tuple[QuestionState, ...]
    to_do: tuple[QuestionId, ...]
    warnings: tuple[JudgementWarning, ...]
    title: str = ""
    sources: Mapping[str, str] = field(default_factory=dict)
    concerns: tuple[Concern, ...] = ()
    examples: tuple[Example, ...] = ()
    changed_facts: tuple[ChangedFact, ...] = ()

    @property
    def is_record(self) -> bool:
        """True for evidence that is not a case."""
        return self.form.subject != "case"

    @property
    def name(self) -> str:
        """What people call it: `Case E255766`, `Meeting with sentencers: Newcastle magistrates`."""
        if not self.is_record:
            return f"Case {self.ref}"
        return (
            f"{self.form.title}: {self.title}" if self.title not in ("", self.form.title) else self.form.title
        )

    @property
    def open_concerns(self) -> tuple[Concern, ...]:
        """The concerns about it that are not closed."""
        return tuple(concern for concern in self.concerns if concern.is_open)

    @property
    def look_again(self) -> tuple[QuestionId, ...]:
        """The questions that apply and were corrected since they were answered."""
        return tuple(state.question.id for state in self.questions if state.answer.look_again)

    @property
    def applicable(self) -> int:
        """How many questions apply and ask something."""
        return sum(1 for state in self.questions if state.question.asks)

    @property
    def answered(self) -> int:
        """How many of those have an answer."""
        return self.applicable - len(self.to_do)
