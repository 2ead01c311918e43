"""Beside the findings: one question in full, how it was answered, what it is compared with, its cases."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QVBoxLayout, QWidget

from fieldwork.findings.counts import Count
from fieldwork.findings.results import Findings
from fieldwork.programme.model import Level
from ui.screens.findings_behind import BehindPanel, cases_behind
from ui.screens.findings_rows import Row, interval_words, parts_of
from ui.screens.rating_panel import RatingPanel
from ui.session import Session
from ui.theme.metrics import MEDIUM, SMALL
from ui.widgets import Button, FlowLayout, Heading, Label
from ui.widgets.stacked_bar import Part, StackedBar, paint_part

ALL = ""
_SWATCH = 14


class DetailPanel(QWidget):
    """`opened` carries a case and the question to show in it; `decision_wanted` a standard."""

    opened = Signal(str)
    decision_wanted = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._found: Findings | None = None
        self._row: Row | None = None
        self._answers: tuple[str, ...] = ()
        self._title = Heading("", 2)
        self._text = Label("", wrap=True)
        self.bar = StackedBar()
        self.figures = Label("", "small", wrap=True)
        self.compared = Label("", "small", wrap=True)
        self.choices = QButtonGroup(self)
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips)
        self.behind = BehindPanel()
        self.rating = RatingPanel()
        self._pages = QStackedWidget()
        self._lay_out()
        self._connect()

    def show_state(self, found: Findings, row: Row, *, may_decide: bool) -> None:
        """Show this row; the answers chosen for the same question stay chosen."""
        same = self._row is not None and self._row.id == row.id
        self._found, self._row = found, row
        if row.rating is not None:
            self._pages.setCurrentWidget(self.rating)
            self.rating.show_state(found, row.rating, may_decide=may_decide)
            return
        self._pages.setCurrentIndex(0)
        self._answers = self._answers if same else ()
        level = row.question.level.words.capitalize()
        self._title.setText(f"{row.question.shown}  {level}".strip())
        self._text.setText(row.question.text)
        self.bar.setVisible(row.count is not None)
        if row.count is not None:
            self.bar.show_state(row.parts(), row.ticks)
        _say(self.figures, self._figures(row))
        _say(self.compared, self._comparisons(row))
        self._fill_choices(row.count)
        self._show_cases()

    def choose(self, which: str) -> None:
        """Show the cases of one answer by its id, of `yes` those above the line, of `na` those left out."""
        if self._row is None or self._row.count is None:
            return
        parts = parts_of(self._row.count)
        if which == "yes":
            above = self._row.question.above_line
            self._answers = tuple(p.id for p in parts if p.id in above)
        elif which == "na":
            self._answers = tuple(p.id for p in parts if p.kind == "na")
        else:
            self._answers = tuple(p.id for p in parts if p.id == which)
        self._fill_choices(self._row.count)
        self._show_cases()

    def _show_cases(self) -> None:
        if self._found is None or self._row is None:
            return
        asked = self._row.question.asks and self._row.question.level is not Level.STANDARD
        self.behind.setVisible(asked)
        if asked:
            kinds = {p.id: p.kind for p in parts_of(self._row.count)} if self._row.count else {}
            session, selection = self._session, self._found.selection
            rows = cases_behind(
                session.inspection, selection, self._row.question, kinds, self._answers, session.author
            )
            self.behind.show_state(rows)

    # -- words --------------------------------------------------------------------------------------

    def _figures(self, row: Row) -> str:
        """Yes of, per cent and both intervals; of a score how many parts it averages."""
        if row.average is not None:
            return "" if row.average.percent is None else _average(row)
        count = row.count
        if count is None or count.yes is None or not count.of:
            return ""
        per_cent = "" if count.small else f", {count.percent} per cent"
        words = [f"{count.yes} of {count.of}{per_cent}."]
        if count.small:
            words.append("A small number: written as a count.")
        intervals = [f"{c:.0%} {interval_words(count, c)}" for c in (0.95, 0.8)]
        drawn = f" of {count.base.population:,}" if count.base.population else ""
        words.append(f"Of all eligible cases{drawn}: {'; '.join(intervals)}.")
        if self._found is not None and not self._found.complete(row.id):
            words.append("Readings are still to come.")
        if row.lowest:
            words.append("The lowest of its standard: it sets the band.")
        return " ".join(words)

    def _comparisons(self, row: Row) -> str:
        if self._found is None or row.count is None or row.count.yes is None or not row.count.of:
            return ""
        lines = []
        if self._found.against and row.compared:
            before = row.compared.previous
            figure = "" if before is None else f"{before}%, "
            lines.append(f"{self._found.against.title}: {figure}{row.compared.words}")
        for name, compared in self._found.others.items():
            one = compared.get(row.id)
            held = self._found.against is not None and self._found.against.title == name
            if one is not None and one.previous is not None and not held:
                lines.append(f"{name}: {one.previous}%, {one.words}")
        return "\n".join(lines)

    # -- choosing answers -----------------------------------------------------------------------------

    def _fill_choices(self, count: Count | None) -> None:
        parts = parts_of(count) if count else ()
        self._chips.setVisible(bool(parts))
        whole = f"All {sum(p.count for p in parts)}"
        wanted: list[tuple[str, str, Part | None]] = [(ALL, whole, None)]
        wanted += [(p.id, f"{p.label} {p.count}", p) for p in parts if p.count]
        held = {b.objectName(): b for b in self.choices.buttons()}
        if [b.objectName() for b in self.choices.buttons()] != [name for name, _, _ in wanted]:
            self._make_choices(wanted)
            held = {b.objectName(): b for b in self.choices.buttons()}
        for name, words, _ in wanted:
            held[name].setText(words)
        one = self._answers[0] if len(self._answers) == 1 else ALL
        held.get(one, held[ALL]).setChecked(True)

    def _make_choices(self, wanted: Sequence[tuple[str, str, Part | None]]) -> None:
        for old in self.choices.buttons():
            self.choices.removeButton(old)
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        for name, words, part in wanted:
            button = Button(words)
            button.setObjectName(name)
            button.setCheckable(True)
            if part is not None:
                button.setIcon(swatch(part))
            self.choices.addButton(button)
            self._flow.addWidget(button)
        self._chips.updateGeometry()

    def _on_choice_clicked(self) -> None:
        button = self.choices.checkedButton()
        name = button.objectName() if button else ALL
        self._answers = (name,) if name else ()
        self._show_cases()

    def _on_part_chosen(self, name: str) -> None:
        self.choose(name)
        self.behind.setFocus()

    def _on_case_opened(self, ref: str) -> None:
        if self._row is not None:
            self.opened.emit(f"{ref}/{self._row.id}")

    def _connect(self) -> None:
        self.choices.buttonClicked.connect(self._on_choice_clicked)
        self.bar.chosen.connect(self._on_part_chosen)
        self.behind.opened.connect(self._on_case_opened)
        self.rating.decision_wanted.connect(self.decision_wanted)

    def _lay_out(self) -> None:
        question = QWidget()
        column = QVBoxLayout(question)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        for widget in (self._title, self._text, self.bar, self.figures, self.compared, self._chips):
            column.addWidget(widget)
        column.addWidget(self.behind, 1)
        column.addStretch(0)
        self._pages.addWidget(question)
        self._pages.addWidget(self.rating)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(MEDIUM, 0, 0, 0)
        outer.addWidget(self._pages)


def swatch(part: Part) -> QIcon:
    """The pattern of an answer, as small as an icon."""
    drawn = QPixmap(_SWATCH, _SWATCH)
    painter = QPainter(drawn)
    paint_part(painter, drawn.rect().toRectF(), part.kind)
    painter.end()
    return QIcon(drawn.scaled(QSize(_SWATCH, _SWATCH)))


def _say(label: Label, words: str) -> None:
    label.setText(words)
    label.setVisible(bool(words))


def _average(row: Row) -> str:
    assert row.average is not None
    exact = float(100 * (row.average.share or 0))
    return f"{exact:.1f} per cent: the average of {row.average.parts} questions' shares above the line."
