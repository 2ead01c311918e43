"""What an inspection asks: programmes, forms, questions, facts and answer sets, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Literal, NamedTuple, NewType

from fieldwork.programme.conditions import Condition, Derivation
from fieldwork.programme.conditions import Value as Value  # part of this module's vocabulary

QuestionId = NewType("QuestionId", str)


class Step(NamedTuple):
    """One step of routing: settle a fact, or decide whether a question applies."""

    kind: Literal["fact", "question"]
    id: str


Facts = Mapping[str, Value]
Answers = Mapping[QuestionId, Value]

AnswerKind = Literal["choice", "text", "number", "date"]
FactType = Literal["text", "choice", "number", "date", "list"]
Subject = Literal["case", "organisation", "officer", "record"]
FactSource = Literal["list", "inspector", "derived"]


class Level(StrEnum):
    """Where a question stands in the framework; domains and standards are headings."""

    DOMAIN = "domain"
    STANDARD = "standard"
    KEY_QUESTION = "key_question"
    PROMPT = "prompt"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer. `key` is the single key that gives it ("" for none)."""

    value: str
    label: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class AnswerSet:
    """The answers a question takes: options for `choice`, free entry for the other kinds."""

    id: str
    kind: AnswerKind
    options: tuple[Option, ...] = ()

    def label(self, value: Value) -> str:
        """The words for a stored value; the value itself where it is free entry."""
        return next((o.label for o in self.options if o.value == value), str(value))


@dataclass(frozen=True, slots=True)
class Fact:
    """A case fact (`domain/facts.csv`).

    Its value is, in this order: the inspector's answer to the question that sets it, the office
    list's value, the value of the fact `stands_in`, the first derivation that holds, `default`.
    `personal` marks what names or points to a person: never printed, exported or logged.
    """

    id: str
    label: str
    type: FactType = "text"
    source: FactSource = "list"
    values: Mapping[str, str] = field(default_factory=dict)
    required: bool = False
    personal: bool = False
    shown: bool = True
    stands_in: str | None = None
    derivations: tuple[Derivation, ...] = ()
    years_between: tuple[str, str] | None = None
    default: Value | None = None

    def words(self, value: Value) -> str:
        """The value as people read it: labels for choices, a comma list for lists."""
        if isinstance(value, tuple):
            return ", ".join(self.values.get(v, v) for v in value)
        return self.values.get(str(value), str(value))


@dataclass(frozen=True, slots=True)
class Guidance:
    """Help beside a question: what good looks like, when to say no, when not applicable."""

    good: str = ""
    no: str = ""
    not_applicable: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One row of the question bank, as worded in the edition that was loaded.

    `id` never changes; `ref` is the question bank's and unique in the programme; `shown` is what
    people see. `applies` is the row's own condition; `binding` adds those of its ancestors.
    `compares` is the id that it is compared with in the previous edition, if any.
    """

    id: QuestionId
    ref: str
    shown: str
    level: Level
    parent: QuestionId | None
    text: str
    answers: AnswerSet | None = None
    applies: Condition | None = None
    binding: tuple[Condition, ...] = ()
    sets: str | None = None
    guidance: Guidance = Guidance()
    editions: tuple[str, ...] = ()
    compares: QuestionId | None = None
    layout: Literal["list", "grid"] = "list"
    scored: bool = True
    above_line: tuple[str, ...] = ("yes",)
    counts_in: tuple[str, ...] = ()
    tags: Mapping[str, str] = field(default_factory=dict)

    @property
    def asks(self) -> bool:
        """True where there is something to answer, false for headings."""
        return self.answers is not None


@dataclass(frozen=True, slots=True)
class Form:
    """Which part of the framework is read about what.

    `subject`: a case; the organisation (read once); a responsible officer (once each); or a record,
    such as a meeting or an observation, of which there may be any number.
    """

    id: str
    title: str
    subject: Subject
    roots: tuple[QuestionId, ...]
    applies: Condition | None = None
    interview: bool = False
    guide: str | None = None
    minutes: int = 240


@dataclass(frozen=True, slots=True)
class GuideItem:
    """One question of an interview guide, with its options where it has some.

    Where the guide is read as a form, the item is its question `id`.
    """

    topic: str
    text: str
    answers: AnswerSet
    id: QuestionId = QuestionId("")
    applies: Condition | None = None
    sets: str | None = None
    guidance: Guidance = Guidance()


@dataclass(frozen=True, slots=True)
class Guide:
    """What to ask someone in an interview or meeting. Items under `case_topics` are asked once for
    each case that the person holds, the others once.
    """

    id: str
    title: str
    items: tuple[GuideItem, ...]
    case_topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """One round of a programme; `previous` is the edition that it is compared with."""

    id: str
    title: str
    previous: str | None = None


@dataclass(frozen=True, slots=True)
class JudgementRule:
    """When a summary judgement and its prompts pull apart: shares of the answered prompts, 0 to 1."""

    no_share_for_yes: float = 0.5
    yes_share_for_no: float = 1.0


@dataclass(frozen=True, slots=True)
class Band:
    """A rating band: from this percentage or total of points upwards."""

    id: str
    label: str
    start: float
    points: int = 0


@dataclass(frozen=True, slots=True)
class RatingRule:
    """How percentages become bands and bands an overall rating (method.md, Scoring)."""

    bands: tuple[Band, ...] = ()
    overall: tuple[Band, ...] = ()
    standards: tuple[QuestionId, ...] = ()
    judged: tuple[QuestionId, ...] = ()
    near_boundary: float = 5
    moved_by_evidence: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Programme:
    """A programme in one edition, checked: every name in it resolves.

    `order` is the order in which facts and questions are settled; `source` the TOML it came from.
    """

    id: str
    title: str
    edition: Edition
    editions: tuple[Edition, ...]
    facts: Mapping[str, Fact]
    forms: Mapping[str, Form]
    questions: Mapping[QuestionId, Question]
    guides: Mapping[str, Guide]
    judgement: JudgementRule
    rating: RatingRule | None
    order: tuple[Step, ...]
    source: str

    @cached_property
    def _by_ref(self) -> dict[str, Question]:
        named = {q.ref: q for q in self.questions.values()}
        return named | {str(q.id): q for q in self.questions.values()}

    @cached_property
    def _children(self) -> dict[QuestionId | None, tuple[Question, ...]]:
        found: dict[QuestionId | None, list[Question]] = {}
        for question in self.questions.values():
            found.setdefault(question.parent, []).append(question)
        return {parent: tuple(rows) for parent, rows in found.items()}

    @cached_property
    def _of_form(self) -> dict[str, tuple[Question, ...]]:
        return {form.id: self._collect(form) for form in self.forms.values()}

    def _collect(self, form: Form) -> tuple[Question, ...]:
        found: list[Question] = []

        def take(question: Question) -> None:
            found.append(question)
            for child in self.children(question.id):
                take(child)

        for root in form.roots:
            take(self.questions[root])
        return tuple(found)

    def question(self, name: str) -> Question | None:
        """The question with this id or ref, or None."""
        return self._by_ref.get(name)

    def children(self, parent: QuestionId | None) -> tuple[Question, ...]:
        """The rows directly under one, in order; `None` gives the domains."""
        return self._children.get(parent, ())

    def ancestor(self, question: Question, level: Level) -> Question | None:
        """The row itself or the nearest one above it at this level."""
        here: Question | None = question
        while here is not None and here.level is not level:
            here = self.questions[here.parent] if here.parent else None
        return here

    def form_questions(self, form_id: str) -> tuple[Question, ...]:
        """Every row of a form in order, headings included."""
        return self._of_form[form_id]

    @property
    def evidence_forms(self) -> tuple[Form, ...]:
        """The forms for evidence that is not a case."""
        return tuple(f for f in self.forms.values() if f.subject != "case")

    @property
    def case_forms(self) -> tuple[Form, ...]:
        """The forms that are read for a case."""
        return tuple(f for f in self.forms.values() if f.subject == "case")
