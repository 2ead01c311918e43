"""The page of all questions: the tree on the left, the chosen question with its cases beside it."""

from collections.abc import Collection

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from fieldwork.findings.results import Findings
from fieldwork.programme.model import QuestionId
from ui.screens.findings_detail import DetailPanel
from ui.screens.findings_model import BEFORE, CHANGE, COLUMNS, text_of
from ui.screens.findings_page import FindingsPage
from ui.screens.findings_rows import Row, every, rows
from ui.screens.findings_tree import FindingsTree
from ui.session import Session
from ui.theme.metrics import SMALL, grown
from ui.widgets.figures import Cell, Figures, Head, Line

_DETAIL = 348


class QuestionsPage(FindingsPage):
    """Enter in the tree goes to the cases; Enter there opens one."""

    title = "Questions"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._found: Findings | None = None
        self._rows: dict[QuestionId, Row] = {}
        self.tree = FindingsTree()
        self.detail = DetailPanel(session)
        self._lay_out()
        self.tree.current_changed.connect(self._on_current_changed)
        self.tree.cases_wanted.connect(self._on_cases_wanted)
        self.detail.opened.connect(self._on_opened)
        self.detail.decision_wanted.connect(self.decision_wanted)

    def show_state(self, found: Findings, _changed: Collection[QuestionId] | None) -> None:
        """Show the figures; the detail follows where it is concerned."""
        changed = _changed
        moved = changed is None or self._found is None or self.tree.current() in changed
        self._found = found
        tops = rows(found)
        self._rows = {row.id: row for row in every(tops)}
        rule = found.programme.rating
        self.tree.use_bands(rule.bands if rule else ())
        self.tree.show_comparison(found.against is not None)
        self.tree.show_state(tops, changed if changed is None else self._and_above(changed))
        if moved:
            self._show_detail()

    def arrive(self, question: str) -> None:
        """Show a question."""
        self.tree.go_to(QuestionId(question))
        self.tree.setFocus()

    def table(self) -> Figures:
        found = self._found
        compared = found is not None and found.against is not None
        columns = [n for n in range(1, len(COLUMNS)) if n not in (BEFORE, CHANGE) or compared]
        heads = tuple(Head(COLUMNS[n][0]) for n in columns)
        lines = tuple(
            Line(row.id, text_of(row, 0), tuple(Cell(text_of(row, n)) for n in columns), depth)
            for row, depth in self.tree.visible_rows()
        )
        notes = () if found is None or not found.to_come else ("Not complete: " + "; ".join(found.to_come),)
        return Figures("Findings by question", "Question", heads, lines, notes)

    def _and_above(self, changed: Collection[QuestionId]) -> set[QuestionId]:
        """These questions and those that they are under, whose scores they move."""
        found = set(changed)
        assert self._found is not None
        for name in changed:
            above = self._found.programme.questions[name].parent
            while above is not None:
                found.add(above)
                above = self._found.programme.questions[above].parent
        return found

    def _show_detail(self) -> None:
        row = self._rows.get(self.tree.current())
        if row is not None and self._found is not None:
            self.detail.show_state(self._found, row, may_decide=self.may_decide)

    def _on_current_changed(self) -> None:
        self._show_detail()

    def _on_cases_wanted(self, _question: str, which: str) -> None:
        self.detail.choose(which)
        self.detail.behind.setFocus()

    def _on_opened(self, place: str) -> None:
        self.go.emit("reading", place)

    def _lay_out(self) -> None:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.tree)
        split.addWidget(self.detail)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 0)
        split.setSizes([10_000, _DETAIL])
        self.detail.setMinimumWidth(grown(280))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SMALL, 0, 0)
        column.addWidget(split)
        self.setFocusProxy(self.tree)
