"""Sub-groups side by side: any fact divides the cases; what is too small to say anything of is said."""

from collections.abc import Collection

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from fieldwork.findings import results
from fieldwork.findings.counts import Count, Counts
from fieldwork.findings.divisions import divisions
from fieldwork.findings.live import Live
from fieldwork.findings.queries import INSPECTOR, Selection
from fieldwork.findings.results import Findings
from fieldwork.inspection.changes import Register
from fieldwork.programme.model import Level, Programme, Question, QuestionId
from fieldwork.wording import count
from ui.screens.findings_cases import CasesDialog
from ui.screens.findings_page import FindingsPage
from ui.screens.findings_rows import is_published, parts_of
from ui.session import Session
from ui.theme.metrics import MEDIUM, SMALL
from ui.widgets import EmptyState, Label, Muted
from ui.widgets.figure_table import FigureTable
from ui.widgets.figures import Cell, Figures, Head, Line

#: More groups than this stand at a fixed width and are scrolled.
_FITTING = 5
_FIRST = ("gender", "provider")


class GroupsPage(FindingsPage):
    """Counts its own division, and follows what is written. Enter on a figure shows the cases behind it."""

    title = "Sub-groups"
    #: What the page is divided by where that is not to be chosen.
    fixed = ""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        programme = session.inspection.programme
        self._found: Findings | None = None
        self._divided: Findings | None = None
        self._live: Live | None = None
        self._selection: Selection | None = None
        self._waiting: set[Register] = set()
        self.by = QComboBox()
        self.prompts = QCheckBox("&Prompts too")
        self.caution = Muted("", small=True)
        self.groups = FigureTable("Findings by group")
        self._nothing = EmptyState("filter", "No completed reading says which group it is in.")
        self._fill(programme)
        self._lay_out()
        self.by.activated.connect(self._on_chosen)
        self.prompts.clicked.connect(self._on_chosen)
        self.groups.opened.connect(self._on_opened)

    def follow(self, registers: Collection[Register]) -> None:
        """Remember what was written, to count it when the page is seen."""
        self._waiting |= set(registers)

    def show_state(self, found: Findings, _changed: Collection[QuestionId] | None) -> None:
        """Count the division of what is selected, and show it."""
        self._found = found
        selection = Selection(self._division(), found.selection.where, found.selection.unfinished)
        inspection = self.session.inspection
        if self._divided is None or selection != self._selection:
            self._selection, self._live = selection, None
            self._divided = results.findings(inspection, selection)
        elif self._waiting:
            if self._live is None:
                self._live = Live(inspection, selection)  # laid out now, with all that was written
            else:
                self._live.update(self._waiting)
            self._divided = self._live.findings
        self._waiting = set()
        self._show()

    def table(self) -> Figures:
        if self._divided is None:
            return Figures(self.title)
        found = self._divided
        every = [found.counts, *found.groups]
        heads = tuple(self._head(found, group, one=n == 0) for n, group in enumerate(every))
        lines = lines_of(found.programme, every, self._asked(found))
        title = f"Findings by {(self.fixed or self.by.currentText()).lower()}"
        return Figures(title, "Question", heads, lines, tuple(self._cautions(found)))

    # -- showing ------------------------------------------------------------------------------------

    def _show(self) -> None:
        assert self._divided is not None
        found = self._divided
        self.groups.show_state(self.table())
        self.groups.setVisible(bool(found.groups))
        self._nothing.setVisible(not found.groups)
        self.caution.setText(" ".join(self._cautions(found)))

    def _division(self) -> str:
        return self.fixed or str(self.by.currentData())

    def _head(self, found: Findings, group: Counts, *, one: bool) -> Head:
        readings = sum(group.readings.values())
        small = not one and found.too_small(group)
        width = 0 if len(found.groups) < _FITTING else 16
        return Head(
            "Together" if one else group.label,
            count(readings, "reading"),
            ("warning", "warning") if small else None,
            "" if one else found.caution(group),
            width,
        )

    def _cautions(self, _found: Findings) -> list[str]:
        """What to keep in mind: which groups are too small, and that parts have wider margins."""
        small = [group.label for group in _found.groups if _found.too_small(group)]
        words = ["Parts of the sample have wider margins than all of it."]
        if small:
            words.insert(0, f"Too few readings to say how they differ: {', '.join(small)}.")
        return words

    def _asked(self, found: Findings) -> list[Question]:
        wanted = [q for q in found.counts.questions.values() if q.base.readings or any(q.choices.values())]
        asked = [one.question for one in wanted]
        if self.prompts.isVisibleTo(self) and not self.prompts.isChecked():
            return [q for q in asked if q.level is not Level.PROMPT]
        return asked

    def _fill(self, programme: Programme) -> None:
        choices = {k: v for k, v in divisions(programme).items() if k != INSPECTOR}
        for name, label in choices.items():
            self.by.addItem(label, name)
        first = next((name for name in _FIRST if name in choices), next(iter(choices)))
        self.by.setCurrentIndex(list(choices).index(first))
        self.by.setAccessibleName("Divide by")
        if not has_summaries(programme):
            self.prompts.hide()

    def _on_chosen(self) -> None:
        if self._found is not None:
            self.show_state(self._found, None)

    def _on_opened(self, key: str, column: int) -> None:
        """Show the cases behind a figure; a group without a value cannot be asked for alone."""
        if self._divided is None or column < 0:
            return
        found = self._divided
        one = found.counts.questions.get(QuestionId(key))
        group = found.groups[column - 1] if column else found.counts
        if one is None or group.value is None:
            return
        where = found.selection.where
        if column:
            where = (*where, (found.selection.by, (group.value,)))
        selection = Selection("", where, found.selection.unfinished)
        dialog = CasesDialog(self.session, selection, group.questions[one.question.id], group.label, self)
        dialog.opened.connect(self._on_case_wanted)
        dialog.open()

    def _on_case_wanted(self, place: str) -> None:
        self.go.emit("reading", place)

    def _lay_out(self) -> None:
        label = Label("Divide b&y")
        label.setBuddy(self.by)
        top = QHBoxLayout()
        top.setSpacing(SMALL)
        top.addWidget(label)
        top.addWidget(self.by)
        top.addSpacing(0 if self.fixed else MEDIUM)
        top.addWidget(self.prompts)
        top.addStretch(1)
        if self.fixed:
            label.hide()
            self.by.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SMALL, 0, 0)
        column.setSpacing(SMALL)
        column.addLayout(top)
        column.addWidget(self.groups, 1)
        column.addWidget(self._nothing, 1)
        column.addWidget(self.caution)
        self.setFocusProxy(self.groups)


class ProviderPage(GroupsPage):
    """The counts of each provider and of both together."""

    title = "By provider"
    fixed = "provider"


def has_summaries(programme: Programme) -> bool:
    """Whether key questions sum up their prompts, so that the prompts can be left out."""
    return any(q.level is Level.KEY_QUESTION and q.answers for q in programme.questions.values())


def lines_of(
    programme: Programme, groups: Collection[Counts], asked: Collection[Question]
) -> tuple[Line, ...]:
    """The questions under their standards, with a figure for each group."""
    lines: list[Line] = []
    above = ""
    for question in sorted(asked, key=lambda q: not is_published(programme, q)):
        standard = programme.ancestor(question, Level.STANDARD) or programme.ancestor(question, Level.DOMAIN)
        if standard is not None and standard.id != above:
            above = standard.id
            if standard != question:
                lines.append(Line(f"={above}", _titled(programme, standard), group=True))
        cells = tuple(figure(group.questions[question.id]) for group in groups)
        level = 2 if question.level is Level.PROMPT and has_summaries(programme) else 1
        lines.append(Line(question.id, f"{question.shown} {question.text}".strip(), cells, level))
    return tuple(lines)


def _titled(programme: Programme, standard: Question) -> str:
    """A standard's title, with its outcome where several outcomes have standards of that title."""
    same = [q for q in programme.questions.values() if q.level is standard.level and q.text == standard.text]
    domain = programme.ancestor(standard, Level.DOMAIN)
    of = f", {domain.text}" if domain is not None and len(same) > 1 else ""
    return f"{standard.shown} {standard.text}{of}".strip()


def figure(one: Count) -> Cell:
    """A share, or of few cases a count, with its bar."""
    if not one.of:
        return Cell("–")
    parts = tuple(part for part in parts_of(one) if part.kind != "na")
    if one.yes is None:
        return Cell(str(one.of), parts=parts, opens=True)
    words = f"{one.yes} of {one.of}" if one.small else f"{one.percent}%"
    return Cell(words, parts=parts, opens=True, tip=f"{one.yes} of {one.of}")
