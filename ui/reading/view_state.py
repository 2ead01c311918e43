"""What the reading screen shows of a case, worked out from the reading as plain values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from fieldwork.inspection.records import Answer, Status
from fieldwork.programme.grid import Grid, grid_of
from fieldwork.programme.model import AnswerSet, Level, Programme, Question, QuestionId, Value
from fieldwork.reading.model import CaseReading, JudgementWarning

Part = Literal["heading", "prompt", "judgement", "factor", "cell"]


@dataclass(frozen=True, slots=True)
class RowKey:
    """A row of a page: a key question has two, its heading above and its judgement below the prompts.

    In a grid a factor has one row, and each of its questions is a cell.
    """

    question: QuestionId
    part: Part


@dataclass(frozen=True, slots=True)
class RowState:
    """One row. `done` of `total` count a heading's questions; `warning` is the judgement's, in words;
    `rates` marks the judgement on the standard itself; `column` is a cell's.
    """

    key: RowKey
    shown: str
    text: str
    answers: AnswerSet | None
    answer: Answer
    enabled: bool = True
    warning: str = ""
    done: int = 0
    total: int = 0
    rates: bool = False
    column: int = -1

    @property
    def question(self) -> QuestionId:
        return self.key.question

    @property
    def value(self) -> Value | None:
        return self.answer.value

    @property
    def asks(self) -> bool:
        return self.answers is not None

    @property
    def takes_choice(self) -> bool:
        """True where one of some options is chosen, false for words, numbers and dates."""
        return self.answers is not None and self.answers.kind == "choice"

    @property
    def caption(self) -> str:
        """What stands over a judgement."""
        if self.rates:
            return "Rating of this standard"
        return "Your judgement" if self.takes_choice else "In your own words"

    @property
    def open(self) -> bool:
        """True where an answer is still to be given."""
        return self.asks and self.answer.value is None

    @property
    def needs_reason(self) -> bool:
        return bool(self.warning) and not self.answer.reason.strip()


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands out under a heading of the outline; counts of questions."""

    asks: int = 0
    warnings: int = 0
    conflicts: int = 0


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """A line of the outline: a page (`level` 0) or a key question on it (1)."""

    page: QuestionId
    question: QuestionId
    level: int
    shown: str
    text: str
    done: int
    total: int
    marks: Marks


@dataclass(frozen=True, slots=True)
class PageState:
    """The questions of one standard in the order in which they are read; `columns` head its grid."""

    id: QuestionId
    shown: str
    text: str
    rows: tuple[RowState, ...]
    columns: tuple[str, ...] = ()

    @property
    def asking(self) -> tuple[RowState, ...]:
        return tuple(row for row in self.rows if row.asks)


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case as pages; `outline` leads to them."""

    reading: CaseReading
    pages: tuple[PageState, ...]
    outline: tuple[OutlineItem, ...]

    def page(self, page_id: QuestionId) -> PageState | None:
        return next((page for page in self.pages if page.id == page_id), None)

    def page_of(self, question: QuestionId) -> PageState | None:
        """The page on which a question stands, or None where it does not apply."""
        return next((p for p in self.pages if any(r.question == question for r in p.rows)), None)

    def row(self, question: QuestionId) -> RowState | None:
        """The row on which a question is answered."""
        return next((row for row in self.asking() if row.question == question), None)

    def asking(self) -> list[RowState]:
        """Every row that asks something, in reading order."""
        return [row for page in self.pages for row in page.rows if row.asks]

    def unanswered(self, after: QuestionId | None, *, back: bool = False) -> RowState | None:
        """The next (or previous) row without an answer, round to the start."""
        rows = self.asking()
        at = next((n for n, row in enumerate(rows) if row.question == after), -1)
        order = rows[at + 1 :] + rows[: at + 1]
        if back:
            start = max(at, 0)
            order = rows[:start][::-1] + rows[start:][::-1]
        return next((row for row in order if row.open), None)

    @property
    def conflicts(self) -> int:
        return sum(row.answer.conflict for row in self.asking())


Typed = Mapping[tuple[QuestionId, str], str]


def view_of(programme: Programme, reading: CaseReading, typed: Typed | None = None) -> CaseView:
    """The pages and outline of a case. `typed` are words by question and field (note, reason, value)
    that are on their way to becoming changes; they show in place of the stored ones.
    """
    enabled = reading.status not in (Status.COMPLETE, Status.WITHDRAWN)
    warned = {warning.question: warning for warning in reading.warnings}
    groups: dict[QuestionId, list[RowState]] = {}
    for state in reading.questions:
        question = state.question
        if question.level is Level.DOMAIN and not question.asks:
            continue
        page = _page_question(programme, question)
        if question.id == page.id and not question.asks:
            groups.setdefault(page.id, [])
            continue
        answer = with_typed(state.answer, typed) if typed else state.answer
        row = _row(question, answer, enabled, warned)
        groups.setdefault(page.id, []).append(row)
    grids = {page: grid_of(programme, programme.questions[page]) for page in groups}
    pages = tuple(
        _page(programme.questions[page], in_grid(rows, grid) if (grid := grids[page]) else rows, grid)
        for page, rows in groups.items()
        if rows
    )
    return CaseView(reading, pages, tuple(item for page in pages for item in _outline(page)))


def with_typed(answer: Answer, typed: Typed) -> Answer:
    """The answer with the words that stand in its editors."""
    question = answer.question
    return replace(
        answer,
        note=typed.get((question, "note"), answer.note),
        reason=typed.get((question, "reason"), answer.reason),
        value=(typed[question, "value"] or None) if (question, "value") in typed else answer.value,
    )


def _page_question(programme: Programme, question: Question) -> Question:
    """The standard over a question, or the topmost row where a programme has no standards."""
    standard = programme.ancestor(question, Level.STANDARD)
    if standard is not None:
        return standard
    here = question
    while here.parent is not None:
        here = programme.questions[here.parent]
    return here


def _row(
    question: Question, answer: Answer, enabled: bool, warned: Mapping[QuestionId, JudgementWarning]
) -> RowState:
    judges = question.level in (Level.KEY_QUESTION, Level.STANDARD) and question.asks
    part: Part = "judgement" if judges else "prompt" if question.asks else "heading"
    rates = judges and question.level is Level.STANDARD
    warning = warned[question.id].text if question.id in warned else ""
    key = RowKey(question.id, part)
    return RowState(
        key, question.shown, question.text, question.answers, answer, enabled, warning, rates=rates
    )


def in_grid(rows: Iterable[RowState], grid: Grid) -> list[RowState]:
    """The rows of a grid's standard: factors and cells in their places, others first."""
    factors = {head.id for head, _ in grid.rows}
    outside, inside = [], []
    for row in rows:
        column = grid.column(row.question)
        if column is not None:
            inside.append(replace(row, key=RowKey(row.question, "cell"), column=column))
        elif row.question in factors:
            inside.append(replace(row, key=RowKey(row.question, "factor")))
        else:
            outside.append(row)
    return [*outside, *inside]


def _page(standard: Question, rows: list[RowState], grid: Grid | None) -> PageState:
    """The rows of a page; every judgement is moved behind its prompts, and a heading put before them.

    A key question in words without prompts is a row like any other; the standard's rating comes last.
    """
    rating = next((row for row in rows if row.rates), None)
    ordered: list[RowState] = []
    closing: RowState | None = None
    block: list[RowState] = []

    def close() -> None:
        if closing is not None and not block and not closing.takes_choice:
            ordered.append(replace(closing, key=RowKey(closing.question, "prompt")))
            return
        if closing is not None:
            members = [*block, closing]
            key = RowKey(closing.question, "heading")
            done = sum(not row.open for row in members)
            heading = replace(
                closing, key=key, answers=None, answer=Answer(closing.question), warning="", enabled=True,
                done=done, total=len(members),
            )  # fmt: skip
            ordered.append(heading)
        ordered.extend(block)
        if closing is not None:
            ordered.append(closing)

    for row in (row for row in rows if row is not rating):
        if row.key.part == "judgement":
            close()
            closing, block = row, []
        else:
            block.append(row)
    close()
    if rating is not None:
        ordered.append(rating)
    columns = grid.columns if grid else ()
    return PageState(standard.id, standard.shown, standard.text, tuple(ordered), columns)


def _outline(page: PageState) -> Iterable[OutlineItem]:
    """The page's own line, and one for each of its key questions."""
    asking = page.asking
    done = sum(not row.open for row in asking)
    yield OutlineItem(page.id, page.id, 0, page.shown, page.text, done, len(asking), marks_of(asking))
    block: list[RowState] = []
    for row in page.rows:
        if row.key.part == "heading":
            block = []
        else:
            block.append(row)
        if row.key.part == "judgement" and not row.rates:
            counted = sum(not r.open for r in block)
            yield OutlineItem(
                page.id, row.question, 1, row.shown, row.text, counted, len(block), marks_of(block)
            )


def marks_of(rows: Iterable[RowState]) -> Marks:
    """What stands out among these rows."""
    found = list(rows)
    return Marks(
        sum(row.answer.ask for row in found),
        sum(row.needs_reason or row.answer.look_again for row in found),
        sum(row.answer.conflict for row in found),
    )
