"""A reading set out for print: standards, their key questions, and the prompts sorted by how they weigh."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from fieldwork.documents.marks import MarkKind, mark_kind
from fieldwork.programme.model import Level
from fieldwork.reading.model import CaseReading, QuestionState


@dataclass
class Group:
    """A key question with its prompts; without a head, the prompts that stand right under a standard."""

    head: QuestionState | None
    prompts: list[QuestionState] = field(default_factory=list)

    def by_kind(self, kind: MarkKind) -> list[QuestionState]:
        """The prompts whose answers weigh this way; unscored ones count as `other` once answered."""
        return [p for p in self.prompts if _weight(p) == kind]


@dataclass
class Section:
    """One standard, under its domain. `groups` are in the order of the form."""

    domain: QuestionState | None
    standard: QuestionState | None
    groups: list[Group] = field(default_factory=list)

    @property
    def key_questions(self) -> list[QuestionState]:
        """The key questions that take a judgement."""
        return [g.head for g in self.groups if g.head is not None and g.head.question.asks]

    @property
    def prompts(self) -> Iterator[QuestionState]:
        return (p for group in self.groups for p in group.prompts)


def sections(questions: Sequence[QuestionState]) -> list[Section]:
    """The rows of a reading as standards; headings under which nothing is asked are left out."""
    found: list[Section] = []
    domain: QuestionState | None = None
    for state in questions:
        level = state.question.level
        if level is Level.DOMAIN:
            domain = state
            found.append(Section(domain, None))
        elif level is Level.STANDARD:
            found.append(Section(domain, state))
        else:
            if not found:
                found.append(Section(None, None))
            _place(found[-1], state)
    return [section for section in found if _asks(section)]


def _place(section: Section, state: QuestionState) -> None:
    if state.question.level is Level.KEY_QUESTION:
        section.groups.append(Group(state))
        return
    parent = state.question.parent
    head = section.groups[-1].head if section.groups else None
    if not section.groups or (head is not None and head.question.id != parent):
        section.groups.append(Group(None))
    section.groups[-1].prompts.append(state)


def _asks(section: Section) -> bool:
    section.groups = [g for g in section.groups if g.prompts or (g.head and g.head.question.asks)]
    return bool(section.groups) or bool(section.standard and section.standard.question.asks)


def _weight(state: QuestionState) -> MarkKind:
    kind = mark_kind(state.question, state.answer.value)
    return kind if kind == "open" or state.question.scored else "other"


def asked_at_interview(case: CaseReading) -> list[QuestionState]:
    """The questions marked for the interview, in the order of the form."""
    return [state for state in case.questions if state.answer.ask]
