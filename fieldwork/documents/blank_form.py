"""A form to fill in by hand: every question with its condition, or only those that apply to one case."""

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import Flowable, Spacer

from fieldwork.documents import case_parts, grids, marks, page, pieces, style
from fieldwork.documents.page import DocumentContext
from fieldwork.documents.question_rows import REF_WIDTH, row, space_for
from fieldwork.documents.sections import Group, Section, sections
from fieldwork.inspection.records import Answer
from fieldwork.programme.model import Form, Level, Programme, Question
from fieldwork.programme.wording import describe
from fieldwork.reading.model import CaseReading, QuestionState

_WIDTH = style.PORTRAIT_WIDTH
_BOXES_WIDTH = 172.0
_TICKS_LIMIT = 3
_TO_ARRANGE = ("What", "Day and time", "Where", "With whom (roles)", "Inspectors", "Length")
_TO_FILL_IN = ("Case reference", "Initials", "Inspector", "Office", "Start of sentence", "Date of reading")


def render(
    programme: Programme, form_id: str, context: DocumentContext, case: CaseReading | None = None
) -> bytes:
    """The PDF of a form. With a case: its facts and its questions, without the answers given so far."""
    form = programme.forms[form_id]
    return page.build(_story(programme, form, context, case), _title(form, case), context)


def _title(form: Form, case: CaseReading | None) -> str:
    return f"{form.title}, blank form" + (f" {case.ref}" if case else "")


def _story(programme: Programme, form: Form, context: DocumentContext, case: CaseReading | None) -> list[Any]:
    if case is not None:
        found = [*case_parts.title(case, "Blank form"), style.para(form.title, style.LEAD)]
        found += case_parts.facts(case, context, _WIDTH)
        states: Sequence[QuestionState] = case.questions
    else:
        found = [style.para("Blank form", style.OVERLINE), style.para(form.title, style.TITLE)]
        edition = f"{programme.title}, {programme.edition.title[:1].lower()}{programme.edition.title[1:]}"
        found += [style.para(edition, style.LEAD), *_fields(form)]
        states = [QuestionState(q, Answer(q.id)) for q in programme.form_questions(form.id)]
    conditions = _Conditions(programme, form, case is None)
    for section in sections(states):
        found += _section(section, conditions)
    return found


def _fields(form: Form) -> list[Any]:
    """Labels with room to write, for a form that is not about a known case."""
    labels = _TO_FILL_IN if form.subject == "case" else _TO_ARRANGE
    cells: list[Any] = [[style.para(label, style.LABEL), Spacer(0, 14)] for label in labels]
    return [pieces.grid(cells, _WIDTH, 3)]


class _Conditions:
    """When each row is asked, in words; nothing where every question of the paper applies."""

    def __init__(self, programme: Programme, form: Form, shown: bool) -> None:
        self.programme = programme
        self.form = form
        self.shown = shown

    def of(self, question: Question) -> list[Flowable]:
        """The row's own condition; that of the whole form goes without saying."""
        if not self.shown or question.applies is None or question.applies == self.form.applies:
            return []
        return [style.fixed(style.words(describe(question.applies, self.programme) + "."), _CONDITION)]


def _section(section: Section, conditions: _Conditions) -> list[Any]:
    state = section.standard or section.domain
    heads: list[Any] = []
    if state is not None:
        name = f"{state.question.shown} {state.question.text}"
        heads = [page.bookmarked(style.para(name, style.HEADING), name, 0), *conditions.of(state.question)]
    if section.domain is not None and section.standard is not None:
        heads += conditions.of(section.domain.question)
    if state is not None and state.question.answers is not None:
        heads.append(space_for(state.question.answers, 0))
    outside = grids.without_grid(section, conditions.programme)
    blocks = [block for group in outside.groups for block in _group(group, conditions)]
    table = grids.boxes(section, conditions.programme, _WIDTH, conditions=conditions.shown)
    if table:
        blocks.append([*table, Spacer(0, 3), style.para("Evidence", style.LABEL), marks.RuledLines(4)])
    first, *rest = blocks or [[]]
    found = pieces.keep(heads, first, _WIDTH)
    for block in rest:
        found += block
    return found


def _group(group: Group, conditions: _Conditions) -> list[list[Any]]:
    """A key question with its prompts, and lines for the evidence."""
    blocks = [_question(state.question, conditions) for state in group.prompts]
    if group.head is not None:
        head = _question(group.head.question, conditions)
        blocks[:1] = [pieces.keep(head, blocks[0], _WIDTH) if blocks else head]
    if group.head is not None and _judged(group.head.question):
        label = style.para("Evidence", style.LABEL)
        evidence = [Spacer(0, 3), label, marks.RuledLines(3, REF_WIDTH)]
        blocks[-1] = pieces.unbroken([*blocks[-1], *evidence], _WIDTH)
    return blocks


def _judged(question: Question) -> bool:
    """Whether the answer is a choice, so that its evidence needs a place of its own."""
    return question.answers is not None and question.answers.kind == "choice"


def _question(question: Question, conditions: _Conditions) -> list[Any]:
    look = style.QUESTION if question.level in (Level.KEY_QUESTION, Level.STANDARD) else style.BODY
    below = conditions.of(question)
    answers = question.answers
    if answers is None:
        return [row(question, None, _WIDTH, 0.1, look, below)]
    labels = [option.label for option in answers.options]
    if answers.kind == "choice" and len(labels) <= _TICKS_LIMIT:
        return [row(question, marks.TickBoxes(labels), _WIDTH, _BOXES_WIDTH, look, below)]
    line = row(question, None, _WIDTH, 0.1, look, below)
    return pieces.keep([line], [space_for(answers, REF_WIDTH)], _WIDTH)


_CONDITION = style.SMALL.clone("condition", fontName=style.ITALIC, textColor=style.QUIET)
