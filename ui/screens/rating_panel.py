"""How one standard is rated, why, and what may still be decided: beside the findings and the ratings."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldwork.findings.ratings import StandardRating
from fieldwork.findings.results import Findings
from fieldwork.programme.model import Band
from fieldwork.wording import listed
from ui.theme.metrics import MEDIUM, SMALL
from ui.widgets import Button, Heading, Label, Muted
from ui.widgets.bands import BandChip, Mark, Scale, ScaleBar, look_of


class RatingPanel(QWidget):
    """`decision_wanted` carries a standard. What may be decided is left to whoever shows the dialog."""

    decision_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._standard = ""
        self._heading = Heading("", 2)
        self._heading.setWordWrap(True)
        self._scale = ScaleBar("Key questions on the bands")
        self._chips = {name: BandChip() for name in ("indicated", "decided", "rating")}
        self._names = {name: Muted("", wrap=False) for name in self._chips}
        self._about = Label("", wrap=True)
        self._may = Label("", wrap=True)
        self._reason = Label("", wrap=True)
        self._note = Label("", "danger", wrap=True)
        self.decide = Button("", icon_name="edit")
        self.refused = Muted("", small=True)
        self._lay_out()
        self.decide.clicked.connect(self._on_decide_clicked)

    def show_state(self, found: Findings, one: StandardRating, *, may_decide: bool) -> None:
        """Show this standard."""
        rule = found.programme.rating
        bands = rule.bands if rule else ()
        self._standard = one.standard.id
        self._heading.setText(f"{one.standard.shown} {one.standard.text}")
        self._scale.setVisible(not one.judged and one.lowest is not None)
        self._scale.show_state(scale_of(found, one))
        self._show_chip(
            "indicated", "Proposed" if one.judged else "Indicated", one.indicated, bands, solid=False
        )
        self._show_chip("decided", "Rated" if one.judged else "Decided", one.decided, bands)
        self._show_chip("rating", "Holds", one.rating, bands)
        _say(self._about, about(found, one))
        _say(self._may, may_words(one))
        _say(self._reason, f"Reason: {one.reason}" if one.reason else "")
        _say(self._note, one.note)
        self.decide.setText("&Rate the standard…" if one.judged else "Record the &panel's decision…")
        self.decide.setEnabled(may_decide and (one.judged or one.lowest is not None))
        _say(self.refused, "" if may_decide else "Ratings are the lead inspector's to record.")

    def _show_chip(
        self, name: str, words: str, band: Band | None, bands: tuple[Band, ...], *, solid: bool = True
    ) -> None:
        self._names[name].setText(words)
        self._names[name].setVisible(band is not None)
        self._chips[name].show_state(look_of(band, bands), solid=solid)

    def _on_decide_clicked(self) -> None:
        self.decision_wanted.emit(self._standard)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        column.addWidget(self._heading)
        column.addWidget(self._scale)
        for name, chip in self._chips.items():
            row = QHBoxLayout()
            row.setSpacing(MEDIUM)
            self._names[name].setFixedWidth(self.fontMetrics().horizontalAdvance("Indicated  "))
            row.addWidget(self._names[name])
            row.addWidget(chip)
            row.addStretch(1)
            column.addLayout(row)
        for label in (self._note, self._about, self._may, self._reason):
            column.addWidget(label)
        buttons = QHBoxLayout()
        buttons.addWidget(self.decide)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addWidget(self.refused)
        column.addStretch(1)


def _say(label: Label, words: str) -> None:
    label.setText(words)
    label.setVisible(bool(words))


def scale_of(found: Findings, one: StandardRating) -> Scale:
    """Where the key questions of a standard stand on the bands; the lowest decides."""
    rule = found.programme.rating
    if rule is None:
        return Scale((), 1)
    marks = []
    for question in found.programme.children(one.standard.id):
        count = found.counts.questions.get(question.id)
        if count is not None and count.percent is not None and question.scored and count.yes is not None:
            main = one.lowest is not None and one.lowest.question.id == question.id
            marks.append(Mark(question.shown, float(count.percent), main))
    return Scale(rule.bands, 100, tuple(marks), rule.near_boundary)


def about(found: Findings, one: StandardRating) -> str:
    """What the rating rests on, in words."""
    if one.judged:
        return "Rated by the lead inspector's judgement from all evidence."
    if one.lowest is None:
        return "No completed reading answers it yet."
    tied = listed([question.shown for question in one.tied])
    beside = f", as has {tied}" if len(one.tied) == 1 else f", as have {tied}" if tied else ""
    words = [
        f"{one.lowest.question.shown} is the lowest: {one.lowest.yes} of {one.lowest.of}, "
        f"{one.lowest.percent} per cent{beside}."
    ]
    if one.uncounted:
        words.append(f"No case counts for {listed([question.shown for question in one.uncounted])}.")
    if not all(found.complete(q.id) for q in found.programme.children(one.standard.id) if q.scored):
        words.append("Readings are still to come.")
    return " ".join(words)


def may_words(one: StandardRating) -> str:
    """What the rules let the panel decide, and why; that it may not leave the band is said too."""
    if one.judged or one.indicated is None:
        return ""
    if not one.discretion:
        return "Not near a boundary: the panel may not decide otherwise."
    lines = [f"The panel may decide on {d.band.label}: {d.why}." for d in one.discretion]
    return "\n".join([*(["Near a boundary."] if one.near_boundary else []), *lines])
