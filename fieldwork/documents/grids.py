"""A standard that is a grid, on paper: a factor a row, a question a column."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from reportlab.platypus import Flowable

from fieldwork.documents import marks, pieces, style
from fieldwork.documents.question_rows import mark, small_ref
from fieldwork.documents.sections import Section
from fieldwork.programme.grid import Grid, grid_of
from fieldwork.programme.model import Programme, Question, QuestionId
from fieldwork.reading.model import QuestionState

_FACTOR_WIDTH = 128.0
#: What a cell shows for its question.
Cell = Callable[[QuestionState], Any]


def answers(section: Section, programme: Programme, width: float) -> list[Any]:
    """The grid of a section with the answers given; a cell whose question is not asked stays empty."""
    return _table(section, programme, width, lambda state: mark(state, bold=False), "")


def boxes(section: Section, programme: Programme, width: float, *, conditions: bool) -> list[Any]:
    """The grid of a section to tick by hand; with `conditions`, when each column is asked."""
    words = "where the first is yes" if conditions else ""
    return _table(section, programme, width, _boxes, words)


def noted(section: Section, programme: Programme) -> list[tuple[str, QuestionState]]:
    """What is more than an answer in a grid: markup that says where it stands, and the question."""
    found = []
    for group in _factors(section, programme):
        for state in group.prompts:
            answer = state.answer
            if answer.note or answer.source or answer.reason or answer.ask or answer.conflict:
                head = group.head.question.text if group.head else ""
                found.append((f"{small_ref(state.question)} <b>{style.words(head)}.</b>", state))
    return found


def without_grid(section: Section, programme: Programme) -> Section:
    """The section with what stands outside its grid; the section itself where it has none."""
    inside = _factors(section, programme)
    if not inside:
        return section
    rest = [group for group in section.groups if group not in inside]
    return Section(section.domain, section.standard, rest)


def _factors(section: Section, programme: Programme) -> list[Any]:
    grid = _grid(section, programme)
    heads = {head.id for head, _ in grid.rows} if grid else set()
    return [group for group in section.groups if group.head is not None and group.head.question.id in heads]


def _grid(section: Section, programme: Programme) -> Grid | None:
    return grid_of(programme, section.standard.question) if section.standard is not None else None


def _table(section: Section, programme: Programme, width: float, cell: Cell, words: str) -> list[Any]:
    grid = _grid(section, programme)
    states = {s.question.id: s for group in _factors(section, programme) for s in group.prompts}
    if grid is None or not states:
        return []
    rows = [
        [head.text, *(_cell(states, question, cell) for question in cells)]
        for head, cells in grid.rows
        if any(question is not None and question.id in states for question in cells)
    ]
    heads = ["", *(_head(grid, number, title, words) for number, title in enumerate(grid.columns))]
    each = (width - _FACTOR_WIDTH) / len(grid.columns)
    table = pieces.list_table(heads, rows, (_FACTOR_WIDTH, *[each] * len(grid.columns)))
    return [table]


def _cell(states: Mapping[QuestionId, QuestionState], question: Question | None, cell: Cell) -> Any:
    state = states.get(question.id) if question is not None else None
    return cell(state) if state is not None else ""


def _head(grid: Grid, number: int, title: str, words: str) -> str:
    """What a column asks and, where all of it is asked only sometimes, when."""
    asked: Sequence[Question] = [cells[number] for _, cells in grid.rows if cells[number] is not None]  # type: ignore[misc]
    sometimes = words and all(question.applies is not None for question in asked)
    return f"{title} ({words})" if sometimes else title


def _boxes(state: QuestionState) -> Flowable | str:
    options = state.question.answers.options if state.question.answers else ()
    return marks.TickBoxes([option.label for option in options]) if options else ""
