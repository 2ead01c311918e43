"""Needs and factors: how often each was found, whether enough was done, and what came of it."""

from collections.abc import Collection

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldwork.findings.counts import Count
from fieldwork.findings.grids import Grid, GridRow
from fieldwork.findings.results import Findings
from fieldwork.programme.model import QuestionId
from ui.screens.findings_page import FindingsPage
from ui.screens.findings_rows import parts_of
from ui.session import Session
from ui.theme.metrics import SMALL
from ui.widgets import Muted
from ui.widgets.figure_table import FigureTable
from ui.widgets.figures import Cell, Figures, Head, Line

_HEADS = (
    Head("Found", "of all cases", width=0),
    Head("Enough done", "of those found", width=0),
    Head("Progress", "of those found", width=0),
)


class GridsPage(FindingsPage):
    """The commonest need stands first. Enter on a figure shows its cases on the page of questions."""

    title = "Needs"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._found: Findings | None = None
        self.needs = FigureTable("Needs by how common they are")
        self.needs.set_shape(heading=0.25)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SMALL, 0, 0)
        column.setSpacing(SMALL)
        words = "The commonest first. The second and third columns count the cases in which it was found."
        column.addWidget(Muted(words, small=True))
        column.addWidget(self.needs, 1)
        self.setFocusProxy(self.needs)
        self.needs.opened.connect(self._on_opened)

    def show_state(self, found: Findings, _changed: Collection[QuestionId] | None) -> None:
        """Show the grids."""
        self._found = found
        self.needs.show_state(self.table())

    def table(self) -> Figures:
        grids = self._found.grids if self._found else ()
        lines = tuple(line for grid in grids for line in _lines(grid, titled=len(grids) > 1))
        title = grids[0].standard.text if len(grids) == 1 else "Needs"
        return Figures(title, "Need", _HEADS, lines)

    def _on_opened(self, key: str, column: int) -> None:
        rows = [row for grid in (self._found.grids if self._found else ()) for row in grid.rows]
        row = next((row for row in rows if row.question.id == key), None)
        if row is not None:
            one = _counts(row)[max(column, 0)] or row.found
            self.question_wanted.emit(one.question.id)


def _counts(row: GridRow) -> tuple[Count | None, Count | None, Count | None]:
    return row.found, row.enough, row.progress


def _lines(grid: Grid, *, titled: bool) -> list[Line]:
    head = [Line(grid.standard.id, f"{grid.standard.shown} {grid.standard.text}", group=True)]
    lines = [
        Line(row.question.id, row.question.text, tuple(_cell(one) for one in _counts(row)), 1)
        for row in grid.rows
    ]
    return [*(head if titled else []), *lines]


def _cell(one: Count | None) -> Cell:
    if one is None:
        return Cell("not asked")
    if not one.of:
        return Cell("none")
    parts = tuple(part for part in parts_of(one) if part.kind != "na")
    words = f"{one.yes} of {one.of}" if one.small or one.percent is None else f"{one.percent}%"
    return Cell(words, parts=parts, opens=True, tip=f"{one.yes} of {one.of}")
