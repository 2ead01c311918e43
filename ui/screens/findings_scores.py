"""Scores of a programme without ratings: averages above the line, by outcome, criterion and stage."""

from collections.abc import Collection, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldwork.findings.averages import Average
from fieldwork.findings.results import Findings
from fieldwork.programme.model import QuestionId
from fieldwork.wording import count
from ui.screens.findings_page import FindingsPage
from ui.session import Session
from ui.theme.metrics import SMALL
from ui.widgets import Muted
from ui.widgets.figure_table import FigureTable
from ui.widgets.figures import Cell, Figures, Head, Line

_HEADS = (
    Head("Above the line", width=14, align="right"),
    Head("", width=0),
    Head("Exact", width=8, align="right"),
    Head("Averages", width=14),
)
_ABOUT = (
    "Each score is the average of its questions' shares above the line; a stage averages its criteria. "
    "Victims' questions count in two outcomes."
)


class ScoresPage(FindingsPage):
    """Enter on an outcome or criterion goes to its questions."""

    title = "Scores"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._found: Findings | None = None
        self.scores = FigureTable("Scores")
        self.scores.set_shape(heading=0.52)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SMALL, 0, 0)
        column.setSpacing(SMALL)
        column.addWidget(Muted(_ABOUT, small=True))
        column.addWidget(self.scores, 1)
        self.setFocusProxy(self.scores)
        self.scores.opened.connect(self._on_opened)

    def show_state(self, found: Findings, _changed: Collection[QuestionId] | None) -> None:
        """Show the scores."""
        self._found = found
        self.scores.show_state(self.table())

    def table(self) -> Figures:
        scores = self._found.averages if self._found else None
        if scores is None or self._found is None:
            return Figures(self.title)
        lines = (
            *_lines("Outcomes", scores.outcomes, "question"),
            *_lines("Stages", scores.stages, "criterion", "criteria", numbered=False),
            *_lines("Criteria", scores.criteria, "question"),
        )
        notes = (_ABOUT, *(f"Not complete: {words}." for words in self._found.to_come))
        return Figures("Scores", "Score", _HEADS, lines, notes)

    def _on_opened(self, key: str) -> None:
        ref = key.partition("/")[2]
        question = self._found.programme.question(ref) if self._found else None
        if question is not None:
            self.question_wanted.emit(question.id)


def _lines(
    title: str, scores: Sequence[Average], one: str, many: str = "", *, numbered: bool = True
) -> tuple[Line, ...]:
    head = Line(title, title, group=True)
    return (head, *(_line(title, score, one, many, numbered=numbered) for score in scores))


def _line(title: str, score: Average, one: str, many: str, *, numbered: bool) -> Line:
    heading = f"{score.ref} {score.title}" if numbered else score.title
    if score.share is None:
        return Line(f"{title}/{score.ref}", heading, (Cell("–"), Cell("nothing answered yet")), 1)
    exact = f"{float(100 * score.share):.1f}"
    cells = (
        Cell(f"{score.percent}%", strong=True),
        Cell(shares=(("sample", float(score.share)),), tip=f"{score.percent} per cent"),
        Cell(exact),
        Cell(count(score.parts, one, many)),
    )
    return Line(f"{title}/{score.ref}", heading, cells, 1)
