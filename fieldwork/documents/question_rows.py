"""A question as a row: reference, text, and at the right the answer given or boxes to tick."""

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import Flowable, Table, TableStyle

from fieldwork.documents import case_parts, marks, style
from fieldwork.programme.model import AnswerSet, Question
from fieldwork.reading.model import QuestionState

#: Room for the longest references, such as `3.3.f01.a`.
REF_WIDTH = 46.0
_COLOUR = f"#{style.QUIET.hexval()[2:]}"


def quiet(source: str, size: float = 0) -> str:
    """Markup in the quieter colour."""
    sized = f' size="{size:g}"' if size else ""
    return f'<font color="{_COLOUR}"{sized}>{source}</font>'


def small_ref(question: Question) -> str:
    """A question's reference as markup, small and quiet, to stand before its text."""
    return quiet(style.words(question.shown), 7)


def mark(state: QuestionState, before: str = "", bold: bool = True) -> Flowable:
    """The answer as a shape and its words; `before` goes in front of the words."""
    value = state.answer.value
    word = "To answer" if value is None else case_parts.answer_words(state.question.answers, value)
    kind: marks.Shape = marks.mark_kind(state.question, value)
    if value == "not_done" and kind == "no":
        kind = "not_done"
    return marks.AnswerMark(kind, before + word, bold)


def row(
    question: Question,
    right: Flowable | None,
    width: float,
    right_width: float,
    look: Any = style.QUESTION,
    below: Sequence[Flowable] = (),
    ref_width: float = REF_WIDTH,
) -> Table:
    """One ruled row; `below` stands under the question's text."""
    ref = style.fixed(style.words(question.shown), look if look is style.QUESTION else _REF)
    text = style.fixed(style.words(question.text), look)
    rules = [
        ("FONTNAME", (0, 0), (-1, -1), style.FONT),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 6),
        ("RIGHTPADDING", (2, 0), (2, 0), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
        ("LINEABOVE", (0, 0), (-1, 0), 0.5, style.LINE),
    ]
    widths = [ref_width, width - ref_width - right_width, right_width]
    cells = [[ref, [text, *below], right or ""]]
    return Table(cells, widths, style=TableStyle(rules), hAlign="LEFT", spaceBefore=1.5)


def space_for(answers: AnswerSet, indent: float, lines: int = 3) -> Flowable:
    """Where an answer is written: boxes for a choice, a line for a number or date, lines for text."""
    if answers.kind == "choice":
        return marks.TickBoxes([option.label for option in answers.options], indent)
    return marks.RuledLines(lines if answers.kind == "text" else 1, indent)


_REF = style.SMALL.clone("reference", leading=style.BODY.leading)
