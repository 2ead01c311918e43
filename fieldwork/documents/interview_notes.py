"""Interview notes: what to ask one responsible officer about their cases, with space to write.

The officer is who is interviewed, so their name stands here; people on probation go by reference
and initials. Each further case starts a page of its own.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from reportlab.platypus import PageBreak, Spacer

from fieldwork import wording
from fieldwork.documents import case_parts, discretion, marks, page, pieces, style
from fieldwork.documents.page import DocumentContext
from fieldwork.documents.question_rows import REF_WIDTH, mark, quiet, row, space_for
from fieldwork.documents.sections import asked_at_interview
from fieldwork.inspection.records import Interview
from fieldwork.programme.model import Guide, GuideItem
from fieldwork.reading.model import CaseReading, QuestionState
from fieldwork.reading.sources import source_words

_WIDTH = style.PORTRAIT_WIDTH
_MARK_WIDTH = 90.0
_BOXES_WIDTH = 215.0


def render(cases: Sequence[CaseReading], interview: Interview | None, context: DocumentContext) -> bytes:
    """The PDF for one officer: all of `cases` are the officer's. No case: `ValueError`."""
    return page.build(story(cases, interview, context), title(cases), context)


def title(cases: Sequence[CaseReading]) -> str:
    """A name for the document that holds references only."""
    if not cases:
        raise ValueError("interview notes need at least one case")
    more = f" and {len(cases) - 1} more" if len(cases) > 1 else ""
    return f"Interview notes {cases[0].ref}{more}"


def story(cases: Sequence[CaseReading], interview: Interview | None, context: DocumentContext) -> list[Any]:
    """The flowables of the notes, for this document or a larger one."""
    found = _opening(cases, interview, context)
    for at, case in enumerate(cases):
        found += [PageBreak() if at else Spacer(0, 6), *_case(case, context)]
    for guide in _guides(cases, context):
        found += _officer_questions(guide)
    heading = style.para("Further notes", style.HEADING)
    return [*found, *pieces.keep([heading], [marks.RestOfPage(4, 14)], _WIDTH)]


def when_and_where(interview: Interview | None, context: DocumentContext) -> str:
    """Day, time, place and inspector of an interview in one line."""
    if interview is None:
        return "No time is planned yet"
    starts, ends = datetime.fromisoformat(interview.starts), datetime.fromisoformat(interview.ends)
    place = f"{interview.office}, {wording.room(interview.room)}" if interview.office else ""
    parts = [
        wording.day(starts.date()),
        wording.span(starts, ends),
        place,
        f"with {context.person(interview.inspector)}",
    ]
    return "  ·  ".join(part for part in parts if part)


def _opening(
    cases: Sequence[CaseReading], interview: Interview | None, context: DocumentContext
) -> list[Any]:
    found: list[Any] = [
        page.Part(title(cases)),
        style.para("Interview notes", style.OVERLINE),
        style.para(cases[0].officer or "Officer not recorded", style.TITLE),
        style.para(when_and_where(interview, context), style.LEAD),
    ]
    if len(cases) < 2:
        return found
    heads = ("Case", "Initials", "Form", "To ask", "Status")
    rows = [
        (
            str(case.ref),
            discretion.initials(case),
            case.form.title,
            str(len(asked_at_interview(case)) or "–"),
            case.status.label,
        )
        for case in cases
    ]
    return [*found, pieces.list_table(heads, rows, (80, 60, _WIDTH - 280, 50, 90))]


def _case(case: CaseReading, context: DocumentContext) -> list[Any]:
    initials = f'  <font name="{style.FONT}">{style.words(discretion.initials(case))}</font>'
    heading = style.markup(f"Case {style.words(case.ref)}{initials}", style.HEADING)
    found: list[Any] = [
        page.Part(f"Interview notes {case.ref}", 1),
        *pieces.keep([heading], case_parts.alerts(case, context), _WIDTH),
        *case_parts.facts(case, context, _WIDTH),
    ]
    asks = asked_at_interview(case)
    words = f"Marked to ask: {wording.count(len(asks), 'question')}"
    head = style.para(words if asks else "No question is marked to ask", style.SUBHEADING)
    hide = discretion.discreet(case, context.programme, officer_shown=True)
    blocks = [_asked(state, hide) for state in asks]
    found += pieces.keep([head], blocks[0] if blocks else [], _WIDTH)
    for block in blocks[1:]:
        found += block
    guide = context.programme.guides.get(case.form.guide or "")
    items = [item for item in guide.items if item.topic in guide.case_topics] if guide else []
    if items:
        head = style.para("About this case", style.SUBHEADING)
        rest = [_guide_item(item, lines=4) for item in items]
        found += pieces.keep([head], rest[0], _WIDTH)
        for block in rest[1:]:
            found += block
    return found


def _asked(state: QuestionState, hide: discretion.Discreet) -> list[Any]:
    """A marked question with what is recorded so far, and lines for what the officer says."""
    answer = state.answer
    right = mark(state) if state.question.asks else None
    line = row(state.question, right, _WIDTH, _MARK_WIDTH)
    notes: list[Any] = style.paras(hide(answer.note), _NOTE)
    if answer.source:
        source = source_words(answer.source, {})
        notes.append(style.markup(quiet(f"— {style.words(hide(source))}"), _NOTE))
    kept = pieces.keep([line], [*notes, marks.RuledLines(4, REF_WIDTH)], _WIDTH)
    return pieces.unbroken(kept, _WIDTH)


def _guides(cases: Sequence[CaseReading], context: DocumentContext) -> Iterator[Guide]:
    """The guides of the cases' forms, each once."""
    for name in dict.fromkeys(case.form.guide for case in cases):
        if name is not None and name in context.programme.guides:
            yield context.programme.guides[name]


def _officer_questions(guide: Guide) -> list[Any]:
    items = [item for item in guide.items if item.topic not in guide.case_topics]
    if not items:
        return []
    heading = style.para("Questions for the officer", style.HEADING)
    found: list[Any] = [PageBreak(), page.Part("Interview notes: questions for the officer", 1), heading]
    topic = ""
    for item in items:
        block = _guide_item(item, lines=3)
        if item.topic != topic:
            topic = item.topic
            block = pieces.keep([style.para(topic, style.SUBHEADING)], block, _WIDTH)
        found += block
    return found


def _guide_item(item: GuideItem, lines: int) -> list[Any]:
    """A guide question with its boxes or lines; after boxes, one line for a remark."""
    text = style.fixed(style.words(item.text), _GUIDE)
    if item.answers.kind != "choice":
        return pieces.unbroken([text, space_for(item.answers, 0, lines)], _WIDTH)
    boxes = marks.TickBoxes([option.label for option in item.answers.options])
    line = pieces.side_by_side(text, boxes, (_WIDTH - _BOXES_WIDTH, _BOXES_WIDTH))
    return pieces.unbroken([line, marks.RuledLines(1)], _WIDTH)


_NOTE = style.NOTE.clone("asked note", leftIndent=REF_WIDTH)
_GUIDE = style.BODY.clone("guide question", spaceBefore=4)
