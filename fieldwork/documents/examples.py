"""Practice examples, good and poor, by standard: told without pointing to anybody."""

from collections.abc import Sequence
from typing import Any

from fieldwork.documents import page, pieces, style
from fieldwork.documents.page import DocumentContext
from fieldwork.documents.question_rows import quiet
from fieldwork.programme.model import Level, Programme, Question
from fieldwork.reading.examples import Example, Kind

_WIDTH = style.PORTRAIT_WIDTH
_KINDS: tuple[tuple[Kind, str], ...] = (("good", "Good practice"), ("poor", "Poor practice"))


def render(examples: Sequence[Example], context: DocumentContext) -> bytes:
    """The PDF of these examples. The caller has made sure that they point to nobody: cases go unnamed."""
    found: list[Any] = [
        style.para("Practice examples", style.OVERLINE),
        style.para("Examples of practice", style.TITLE),
        style.para(_extent(examples), style.LEAD),
    ]
    for kind, title in _KINDS:
        mine = [example for example in examples if example.kind == kind]
        if mine:
            found += _kind(title, mine, context.programme)
    return page.build(found, "Practice examples", context)


def _extent(examples: Sequence[Example]) -> str:
    good = sum(example.kind == "good" for example in examples)
    return f"{good} of good practice, {len(examples) - good} of poor practice. Names and places are changed."


def _kind(title: str, examples: Sequence[Example], programme: Programme) -> list[Any]:
    """The examples of one kind under their standards, in the order of the framework."""
    head = page.bookmarked(style.para(title, style.HEADING), title, 0)
    heads = [head]
    found: list[Any] = []
    for standard, held in _by_standard(examples, programme):
        name = f"{standard.shown} {standard.text}".strip() if standard else "The case as a whole"
        heads.append(page.bookmarked(style.para(name, style.SUBHEADING), name, 1))
        for number, (question, example) in enumerate(held):
            block = _example(question, example)
            found += pieces.keep(heads, block, _WIDTH) if not number else block
            heads = []
    return found


def _by_standard(
    examples: Sequence[Example], programme: Programme
) -> list[tuple[Question | None, list[tuple[Question | None, Example]]]]:
    order = {question: number for number, question in enumerate(programme.questions)}
    asked = [(programme.question(example.question), example) for example in examples]
    asked.sort(key=lambda one: order[one[0].id] if one[0] else len(order))
    found: dict[str, tuple[Question | None, list[tuple[Question | None, Example]]]] = {}
    for question, example in asked:
        standard = programme.ancestor(question, Level.STANDARD) if question else None
        found.setdefault(standard.id if standard else "", (standard, []))[1].append((question, example))
    return list(found.values())


def _example(question: Question | None, example: Example) -> list[Any]:
    paras = style.paras(example.text, _TEXT)
    if question is None:
        return paras
    under = quiet(style.words(f"{question.shown} {question.text}".strip()), 7)
    return [*paras[:-1], *pieces.unbroken([*paras[-1:], style.markup(under, _UNDER)], _WIDTH)]


_TEXT = style.BODY.clone("example", leftIndent=10, spaceBefore=3, fontSize=8.6, leading=11.8)
_UNDER = style.SMALL.clone("example question", leftIndent=10, spaceAfter=5)
