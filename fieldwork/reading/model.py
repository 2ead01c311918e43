"""A case as its reader sees it: the questions that apply, with what is recorded under each."""

from collections.abc import Mapping
from dataclasses import dataclass

from fieldwork.inspection.records import Answer, CaseRef, Person, Status
from fieldwork.programme.model import Form, Question, QuestionId, Value


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
    """Everything about one case. `questions` apply, in order, with headings; `hidden` were answered
    but do not apply now. `given` are the list's facts, `facts` the effective ones that route.
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
    example: str = ""
    concern: str = ""
    changed_facts: tuple[ChangedFact, ...] = ()

    @property
    def applicable(self) -> int:
        """How many questions apply and ask something."""
        return sum(1 for state in self.questions if state.question.asks)

    @property
    def answered(self) -> int:
        """How many of those have an answer."""
        return self.applicable - len(self.to_do)
