"""Evidence that is not a case: a meeting, an observation or an interview as it was written down.

What is not answered yet has room to write, so that a record that is not begun is the form to take along.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from reportlab.platypus import Flowable

from fieldwork import wording
from fieldwork.documents import case_parts, discretion, marks, page, pieces, style
from fieldwork.documents.page import DocumentContext
from fieldwork.documents.question_rows import REF_WIDTH, mark, quiet, row, space_for
from fieldwork.documents.sections import Section, sections
from fieldwork.inspection.records import Interview, Status
from fieldwork.programme.model import Level
from fieldwork.reading.evidence import Record
from fieldwork.reading.model import CaseReading, QuestionState
from fieldwork.reading.sources import source_words

_WIDTH = style.PORTRAIT_WIDTH
_MARK_WIDTH = 120.0
_TICKS_WIDTH = 172.0


def render(
    reading: CaseReading, record: Record, context: DocumentContext, interview: Interview | None = None
) -> bytes:
    """The PDF of one record. An officer who is interviewed is named in it; nobody on probation is.

    `interview` is the planned one where the record is an officer's.
    """
    return page.build(_story(reading, record, context, interview), reading.form.title, context)


def _story(
    reading: CaseReading, record: Record, context: DocumentContext, interview: Interview | None
) -> list[Any]:
    hide = discretion.discreet(reading, context.programme, officer_shown=True)
    title = record.title or reading.form.title
    kind = reading.form.title if title != reading.form.title else "Evidence"
    found: list[Any] = [
        style.para(kind, style.OVERLINE),
        page.bookmarked(style.para(title, style.TITLE), reading.form.title, 0),
    ]
    if when := when_and_where(record, context, interview):
        found.append(style.para(when, style.LEAD))
    found += [case_parts.concern_box(concern, hide) for concern in reading.open_concerns]
    if reading.status is not Status.SELECTED and reading.to_do:
        left = wording.count(len(reading.to_do), "question")
        found.append(style.para(f"Not complete: {left} to answer.", style.SUBHEADING))
    for section in sections(reading.questions):
        found += _section(section, reading, hide)
    return found


def when_and_where(record: Record, context: DocumentContext, interview: Interview | None = None) -> str:
    """Day, time, place, with whom, and who of the team, in one line."""
    day = wording.day(record.day) if record.day else ""
    time = wording.clock(record.starts) if record.starts else ""
    if record.starts and record.ends:
        time = wording.span(record.starts, record.ends)
    people = [context.person(p) for p in record.people]
    place = record.place
    if interview is not None and record.day is None:
        starts, ends = datetime.fromisoformat(interview.starts), datetime.fromisoformat(interview.ends)
        day, time = wording.day(starts.date()), wording.span(starts, ends)
        place = f"{interview.office}, {wording.room(interview.room)}"
        people = people or [context.person(interview.inspector)]
    held_by = f"Inspectors: {wording.listed(people)}" if people else ""
    parts = [day, time, place, record.with_whom, held_by]
    return "  ·  ".join(part for part in parts if part)


def _section(section: Section, reading: CaseReading, hide: discretion.Discreet) -> list[Any]:
    """A standard or topic with its questions; its own rating comes last."""
    state = section.standard or section.domain
    heads: list[Any] = []
    if state is not None:
        name = f"{state.question.shown} {state.question.text}".strip()
        heads = [page.bookmarked(style.para(name, style.HEADING), name, 1)]
    states = [s for group in section.groups for s in ([group.head] if group.head else []) + group.prompts]
    blocks = [_question(s, reading, hide) for s in states]
    if state is not None and state.question.asks:
        rating = replace(state.question, text=f"Proposed rating: {state.question.text}")
        blocks.append(_question(replace(state, question=rating), reading, hide))
    first, *rest = blocks or [[]]
    found = pieces.keep(heads, first, _WIDTH)
    for block in rest:
        found += block
    return found


def _question(state: QuestionState, reading: CaseReading, hide: discretion.Discreet) -> list[Any]:
    """One question with its answer and what was written under it, or with room for both."""
    question, answers = state.question, state.question.answers
    look = style.BODY if question.level is Level.PROMPT else style.QUESTION
    if answers is None:
        return [row(question, None, _WIDTH, 0.1, look)]
    if not state.answered:
        return pieces.unbroken(_room(state, look), _WIDTH)
    words = case_parts.answer_words(answers, state.answer.value or "")
    if answers.kind == "choice":
        line: Flowable = row(question, mark(state), _WIDTH, _MARK_WIDTH, look)
        return pieces.keep([line], _under(state, reading, hide, []), _WIDTH)
    line = row(question, None, _WIDTH, 0.1, look)
    return pieces.keep([line], _under(state, reading, hide, words.splitlines()), _WIDTH)


def _room(state: QuestionState, look: Any) -> list[Any]:
    question, answers = state.question, state.question.answers
    assert answers is not None
    labels = [option.label for option in answers.options]
    noted = style.paras(state.answer.note, _NOTE) if state.answer.note else []
    if answers.kind == "choice" and sum(map(len, labels)) < 22 and len(labels) < 4:
        line = row(question, marks.TickBoxes(labels), _WIDTH, _TICKS_WIDTH, look)
        return [line, *noted, marks.RuledLines(1, REF_WIDTH)]
    line = row(question, None, _WIDTH, 0.1, look)
    return [line, *noted, space_for(answers, REF_WIDTH)]


def _under(
    state: QuestionState, reading: CaseReading, hide: discretion.Discreet, first: Sequence[str]
) -> list[Any]:
    """Words, note and source under a question."""
    lines = [*map(hide, first), *hide(state.answer.note).splitlines()]
    texts = [style.words(line) for line in lines if line.strip()]
    if state.answer.source:
        source = quiet(f"— {style.words(hide(source_words(state.answer.source, reading.sources)))}")
        texts = [*texts[:-1], f"{texts[-1]} {source}" if texts else source]
    return [style.markup(text, _NOTE) for text in texts]


_NOTE = style.NOTE.clone("record note", leftIndent=REF_WIDTH)
