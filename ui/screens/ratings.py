"""The ratings page: every standard on its bands, the points over all, and what was decided."""

from collections.abc import Collection

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldwork.findings.ratings import StandardRating
from fieldwork.findings.results import Findings
from fieldwork.programme.model import Level, QuestionId, RatingRule
from fieldwork.wording import listed
from ui.screens.findings_page import FindingsPage
from ui.screens.rating_panel import RatingPanel, scale_of
from ui.session import Session
from ui.theme import Tone
from ui.theme.metrics import LARGE, MEDIUM, SMALL, grown
from ui.widgets import Heading, Muted, tooltip
from ui.widgets.bands import BandChip, Mark, Scale, ScaleBar, look_of
from ui.widgets.figure_table import FigureTable
from ui.widgets.figures import Cell, Figures, Head, Line

_PANEL = 292
_HEADS: tuple[Head, ...] = (
    Head("Key questions on the bands", width=0),
    Head("Lowest", width=11),
    Head("Rating, and what the readings indicate", width=33),
)


class RatingsPage(FindingsPage):
    """Enter on a standard records a rating, where the rules and the role allow one."""

    title = "Ratings"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._found: Findings | None = None
        self._points = Heading("", 2)
        self._whole = BandChip()
        self._scale = ScaleBar("Points over all standards")
        self._missing = Muted("", small=True)
        self.standards = FigureTable("Ratings by standard")
        self.standards.set_shape(tall=1.32, heading=0.26)
        self.panel = RatingPanel()
        self._lay_out()
        self.standards.current_changed.connect(self._on_current_changed)
        self.standards.opened.connect(self._on_opened)
        self.panel.decision_wanted.connect(self.decision_wanted)

    def show_state(self, found: Findings, _changed: Collection[QuestionId] | None) -> None:
        """Show the ratings."""
        self._found = found
        self._show_overall(found)
        self.standards.show_state(self.table())
        if not self._standard():
            first = next(iter(found.standards), None)
            if first is not None:
                self.standards.go_to(first.standard.id)
        self._show_panel()

    def table(self) -> Figures:
        found = self._found
        rule = found.programme.rating if found else None
        if found is None or rule is None:
            return Figures(self.title)
        lines: list[Line] = []
        domain = ""
        for one in found.standards:
            above = found.programme.ancestor(one.standard, Level.DOMAIN)
            if above is not None and above.id != domain:
                domain = above.id
                lines.append(Line(domain, f"{above.shown} {above.text}", group=True))
            lines.append(_line(found, rule, one))
        heads = _HEADS
        if found.against is not None:
            heads = (*_HEADS, Head("Before", found.against.title, width=16))
        return Figures("Ratings", "Standard", heads, tuple(lines), _notes(found))

    # -- showing ------------------------------------------------------------------------------------

    def _show_overall(self, found: Findings) -> None:
        whole, rule = found.overall, found.programme.rating
        if whole is None or rule is None:
            return
        rated = "" if whole.complete else " so far"
        self._points.setText(f"{whole.score} of {whole.out_of} points{rated}")
        self._whole.show_state(look_of(whole.rating, rule.overall))
        mark = Mark("", float(whole.score), main=True)
        self._scale.show_state(Scale(rule.overall, float(whole.out_of), (mark,)))
        missing = listed([one.standard.shown for one in found.standards if one.rating is None])
        self._missing.setText("" if whole.complete else f"Not rated yet: {missing}.")
        self._missing.setToolTip(tooltip("\n".join(whole.missing)))
        self._missing.setAccessibleDescription("; ".join(whole.missing))
        self._missing.setVisible(not whole.complete)

    def _show_panel(self) -> None:
        found, name = self._found, self._standard()
        one = next((s for s in found.standards if s.standard.id == name), None) if found else None
        if found is not None and one is not None:
            self.panel.show_state(found, one, may_decide=self.may_decide)

    def _standard(self) -> str:
        """The standard that the keyboard is at, "" for none or a heading."""
        name, _ = self.standards.current()
        found = self._found
        return name if found and any(s.standard.id == name for s in found.standards) else ""

    def _on_current_changed(self) -> None:
        self._show_panel()

    def _on_opened(self) -> None:
        if self._standard() and self.panel.decide.isEnabled():
            self.decision_wanted.emit(self._standard())

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(MEDIUM)
        top.addWidget(self._points)
        top.addWidget(self._whole)
        top.addSpacing(MEDIUM)
        top.addWidget(self._scale, 1)
        left = QVBoxLayout()
        left.setSpacing(SMALL)
        left.addLayout(top)
        left.addWidget(self._missing)
        left.addWidget(self.standards, 1)
        side = QVBoxLayout()
        side.addWidget(self.panel)
        self.panel.setFixedWidth(grown(_PANEL))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, SMALL, 0, 0)
        row.setSpacing(LARGE)
        row.addLayout(left, 1)
        row.addLayout(side)
        self.setFocusProxy(self.standards)


def _line(found: Findings, rule: RatingRule, one: StandardRating) -> Line:
    lowest = one.lowest
    words = f"{lowest.question.shown}  {lowest.percent}%" if lowest else ""
    cells = [
        Cell(scale=scale_of(found, one))
        if lowest
        else Cell("By judgement" if one.judged else "Not read yet"),
        Cell(words, strong=True, tip=f"{lowest.question.shown} {lowest.question.text}" if lowest else ""),
        Cell("" if one.rating else "Not rated yet", _indicated(one), band=look_of(one.rating, rule.bands)),
    ]
    if found.against is not None:
        before = found.against.ratings.get(one.standard.id)
        cells.append(Cell(before.label if before else "no comparable data"))
    detail, mark = _detail(one)
    title = f"{one.standard.shown} {one.standard.text}"
    return Line(
        one.standard.id, title, tuple(cells), 1, detail=detail, mark=mark, tip=detail and f"{title}: {detail}"
    )


def _indicated(one: StandardRating) -> str:
    """What was expected beside what holds."""
    if one.indicated is None:
        return ""
    if one.rating == one.indicated:
        return "as proposed" if one.judged else "as indicated"
    return f"{'proposed' if one.judged else 'indicated'}: {one.indicated.label}"


def _detail(one: StandardRating) -> tuple[str, tuple[str, Tone] | None]:
    """What needs an eye on a standard, in words, and its mark."""
    if one.note:
        return "the decision no longer holds", ("danger", "danger")
    if one.decided is not None and not one.judged and one.decided != one.indicated:
        return "decided by the panel", ("edit", "info")
    if one.near_boundary:
        return "near a boundary", ("warning", "warning")
    return "", None


def _notes(found: Findings) -> tuple[str, ...]:
    notes = [f"{one.standard.shown}: {one.reason}" for one in found.standards if one.reason]
    if found.overall is not None:
        whole = found.overall
        rating = f", {whole.rating.label}" if whole.rating else ""
        notes.insert(0, f"{whole.score} of {whole.out_of} points{rating}.")
    return tuple(notes)
