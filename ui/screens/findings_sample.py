"""The sample against the population that it was drawn from, and what has been read of it."""

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from fieldwork.findings.bases import population
from fieldwork.findings.results import Findings
from fieldwork.inspection import queries
from fieldwork.inspection.records import CaseRow, Status
from fieldwork.programme.model import Fact, Programme, QuestionId
from fieldwork.sample.kept import Kept, kept
from fieldwork.sample.makeup import Composition, against
from fieldwork.sample.methods import Method, methods
from fieldwork.sample.sizes import margin_reached
from fieldwork.wording import count
from ui.screens.findings_page import FindingsPage
from ui.session import Session
from ui.theme.metrics import MEDIUM, SMALL
from ui.widgets import Button, Label, Muted
from ui.widgets.figure_table import FigureTable
from ui.widgets.figures import Cell, Figures, Head, Line, Whose

#: What a sample is described by, besides what it was matched on, as far as the programme knows it.
_DESCRIBES = ("gender", "disposal_group", "sentence_type", "rosh", "lor", "ethnicity", "provider", "office")
_BARS = (
    "Bars: outlined, of the population; filled, of the sample; hatched, of the readings that are complete."
)


class SamplePage(FindingsPage):
    """One form at a time; facts that the draw matched have the population beside them."""

    title = "Sample"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._methods = {one.form: one for one in methods(session.inspection.programme)}
        self._figures = Figures(self.title)
        self.form = QComboBox()
        self.about = Label("", wrap=True)
        self.draw = Button("Sa&mpling", "quiet", "sample")
        self.makeup = FigureTable("The sample against the population")
        self._lay_out()
        self.form.activated.connect(self._show)
        self.draw.clicked.connect(self._on_draw_clicked)

    def show_state(self, _found: Findings, _changed: Collection[QuestionId] | None) -> None:
        """Read the cases again."""
        self._show()

    def table(self) -> Figures:
        return self._figures

    def _show(self) -> None:
        inspection = self.session.inspection
        method = self._methods[str(self.form.currentData())]
        rows = [r for r in queries.cases(inspection, withdrawn=False) if r.form == method.form]
        draw = kept(inspection, method.form)
        size = population(inspection).get(method.form)
        self.about.setText(_about(method, rows, size, draw))
        self._figures = figures(inspection.programme, rows, draw)
        self.makeup.show_state(self._figures)

    def _on_draw_clicked(self) -> None:
        self.go.emit("sampling", "")

    def _lay_out(self) -> None:
        for name, method in self._methods.items():
            self.form.addItem(method.title, name)
        self.form.setAccessibleName("Sample of")
        if len(self._methods) < 2:
            self.form.hide()
        top = QHBoxLayout()
        top.setSpacing(MEDIUM)
        top.addWidget(self.form)
        top.addWidget(self.about, 1)
        top.addWidget(self.draw)
        self.makeup.set_shape(heading=0.26)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SMALL, 0, 0)
        column.setSpacing(SMALL)
        column.addLayout(top)
        column.addWidget(self.makeup, 1)
        column.addWidget(Muted(_BARS, small=True))
        self.setFocusProxy(self.makeup)


def _about(method: Method, rows: Sequence[CaseRow], size: int | None, draw: Kept | None) -> str:
    """How many of how many, and within how many points that is."""
    if not rows:
        return "There are no cases of this kind yet."
    read = sum(row.status is Status.COMPLETE for row in rows)
    of = f" of {size:,} eligible" if size else "; how many were eligible is not recorded"
    margin = margin_reached(read, size, method.confidence)
    words = [f"{count(len(rows), 'case')}{of}; {read} read."]
    if margin is not None and size:
        words.append(f"Within {margin:.1f} points at {100 * method.confidence:g} per cent confidence.")
    if draw is not None and draw.replacements:
        words.append(f"{count(len(draw.replacements), 'case was', 'cases were')} replaced.")
    return " ".join(words)


def figures(programme: Programme, rows: Sequence[CaseRow], draw: Kept | None) -> Figures:
    """The make-up by fact: population where the draw is kept, sample, and complete readings."""
    matched = [line.fact for line in draw.composition] if draw else []
    names = [n for n in dict.fromkeys((*matched, *_DESCRIBES)) if n in programme.facts]
    read = [row.facts for row in rows if row.status is Status.COMPLETE]
    found = against((row.facts for row in rows), read, names)
    before = {(one.fact, one.value): one for one in draw.composition} if draw else {}
    heads = (
        *((Head("Population", "could be drawn", width=15),) if draw else ()),
        Head("Sample", width=13),
        Head("Complete", width=13),
        Head("", width=0),
    )
    lines: list[Line] = []
    for name in names:
        mine = [one for one in found if one.fact == name]
        if len(mine) < 2 and not any((name, one.value) in before for one in mine):
            continue  # all alike: nothing to compare
        lines.append(Line(f"={name}", programme.facts[name].label, group=True))
        lines += [_line(programme.facts[name], one, before, drawn=draw is not None) for one in mine]
    return Figures("The sample against the population", "Made up of", heads, tuple(lines), (_BARS,))


def _line(
    fact: Fact, one: Composition, before: Mapping[tuple[str, str], Composition], *, drawn: bool
) -> Line:
    """One value: of the population where that is known, of the sample, of the complete readings."""
    all_cases = before.get((one.fact, one.value))
    known = Cell(_words(all_cases.population, all_cases.population_share) if all_cases else "–")
    shares: list[tuple[Whose, float]] = [("sample", one.population_share), ("complete", one.sample_share)]
    if all_cases:
        shares.insert(0, ("population", all_cases.population_share))
    cells = (
        *((known,) if drawn else ()),
        Cell(_words(one.population, one.population_share)),
        Cell(_words(one.sample, one.sample_share)),
        Cell(shares=tuple(shares)),
    )
    words = fact.words(one.value) if one.value else "Not recorded"
    return Line(f"{one.fact}={one.value}", words, cells, 1)


def _words(n: int, share: float) -> str:
    return f"{n:,} ({100 * share:.0f}%)"
