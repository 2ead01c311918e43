"""Beside the table of cases: how far the readings are, and what the cases shown are made of."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from fieldwork.inspection.records import CaseRow, Status
from fieldwork.programme.model import Programme
from fieldwork.sample.makeup import Composition, against
from ui.theme import colours
from ui.theme.metrics import LARGE, MEDIUM, SMALL, grown, scaled
from ui.widgets import Heading, Muted

#: What a sample is described by, as far as the programme knows it, in this order.
_DESCRIBES = ("sample_kind", "gender", "disposal_group", "rosh", "lor", "ethnicity", "office")
_STATUSES = (Status.COMPLETE, Status.READING, Status.SELECTED, Status.WITHDRAWN)
_WIDTH = 264
_BAR = 5


@dataclass(frozen=True, slots=True)
class Part:
    """One line: how many of the cases, their share, and (None for the same cases) all cases' share."""

    label: str
    count: int
    share: float
    of_all: float | None = None

    @property
    def words(self) -> str:
        """`12   34%`, with the share of all cases in brackets where it is another set."""
        beside = "" if self.of_all is None else f"  ({round(100 * self.of_all)}%)"
        return f"{self.count}   {round(100 * self.share)}%{beside}"


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one fact."""

    title: str
    parts: tuple[Part, ...]


def groups(programme: Programme, every: Sequence[CaseRow], shown: Sequence[CaseRow]) -> tuple[Group, ...]:
    """What the shown cases are made of, against all of them where these are others."""
    facts = [f for f in _DESCRIBES if f in programme.facts]
    same = len(every) == len(shown)
    found: dict[str, list[Part]] = {}
    for one in against((r.facts for r in every), (r.facts for r in shown), facts):
        if one.sample or one.population:
            part = Part(_label(programme, one), one.sample, one.sample_share, _of_all(one, same))
            found.setdefault(one.fact, []).append(part)
    return tuple(
        Group(programme.facts[fact].label, tuple(parts)) for fact, parts in found.items() if len(parts) > 1
    )


def _of_all(one: Composition, same: bool) -> float | None:
    return None if same else one.population_share


def _label(programme: Programme, one: Composition) -> str:
    return programme.facts[one.fact].words(one.value) if one.value else "Not recorded"


class MakeupPanel(QFrame):
    """`show_state` takes all cases and those that pass the filters."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "panel")
        self.setFixedWidth(grown(_WIDTH))
        self._done = Heading("", 2)
        self._statuses = _Chart()
        self._about = Muted("", small=True)
        self._chart = _Chart()
        self._lay_out()

    def show_state(self, programme: Programme, every: Sequence[CaseRow], shown: Sequence[CaseRow]) -> None:
        """Show the progress of all cases and the make-up of those shown."""
        live = [r for r in every if r.status is not Status.WITHDRAWN]
        complete = sum(r.status is Status.COMPLETE for r in live)
        self._done.setText(f"{complete} of {len(live)} complete")
        self._statuses.show_state((Group("", _status_parts(every)),))
        inside = [r for r in shown if r.status is not Status.WITHDRAWN]
        self._chart.show_state(groups(programme, live, inside))
        same = len(inside) == len(live)
        few = "All cases of the sample." if same else "Of the cases shown; in brackets, of all."
        self._about.setText(few)

    def words(self) -> str:
        """Everything that it says, for tests and screen readers."""
        parts = (
            self._done.text(),
            self._statuses.accessibleDescription(),
            self._chart.accessibleDescription(),
        )
        return "\n".join(parts)

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setProperty("surface", "plain")
        column = QVBoxLayout(inside)
        column.setContentsMargins(LARGE, MEDIUM, LARGE, LARGE)
        column.setSpacing(SMALL)
        column.addWidget(self._done)
        column.addWidget(self._statuses)
        column.addSpacing(SMALL)
        column.addWidget(Heading("Make-up", 2))
        column.addWidget(self._about)
        column.addWidget(self._chart)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setAccessibleName("Progress and make-up")
        area.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)


def _status_parts(every: Sequence[CaseRow]) -> tuple[Part, ...]:
    counts = [(s, sum(r.status is s for r in every)) for s in _STATUSES]
    parts = [(s, n) for s, n in counts if n or s is not Status.WITHDRAWN]
    return tuple(Part(s.label, n, n / len(every) if every else 0.0) for s, n in parts)


class _Chart(QWidget):
    """Groups of lines, each with a bar: accent for the cases shown, a mark where all cases stand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups: tuple[Group, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_state(self, shown: tuple[Group, ...]) -> None:
        """Show these groups."""
        self._groups = shown
        lines = [f"{g.title}: " + ", ".join(f"{p.label} {p.words}" for p in g.parts) for g in shown]
        self.setAccessibleName("Make-up of the cases")
        self.setAccessibleDescription("\n".join(line.removeprefix(": ") for line in lines))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(grown(_WIDTH) - 2 * LARGE, round(self._height()))

    def _height(self) -> float:
        line = QFontMetrics(scaled(self.font(), 0.9)).height() + _BAR + SMALL
        title = QFontMetrics(self.font()).height() + MEDIUM
        return sum(len(g.parts) * line + (title if g.title else 0) for g in self._groups)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        y = 0.0
        for group in self._groups:
            if group.title:
                y = self._paint_title(painter, group.title, y)
            for part in group.parts:
                y = self._paint_part(painter, part, y)

    def _paint_title(self, painter: QPainter, title: str, y: float) -> float:
        height = QFontMetrics(self.font()).height()
        painter.setFont(scaled(self.font(), 1, bold=True))
        painter.setPen(QColor(colours().text))
        shown = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(QRectF(0, y + SMALL, self.width(), height), Qt.AlignmentFlag.AlignVCenter, shown)
        return y + height + MEDIUM

    def _paint_part(self, painter: QPainter, part: Part, y: float) -> float:
        c = colours()
        painter.setFont(scaled(self.font(), 0.9))
        metrics = QFontMetrics(painter.font())
        room = QRectF(0, y, self.width(), metrics.height())
        painter.setPen(QColor(c.text_muted))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight, part.words)
        painter.setPen(QColor(c.text))
        left = self.width() - metrics.horizontalAdvance(part.words) - SMALL
        label = metrics.elidedText(part.label, Qt.TextElideMode.ElideRight, left)
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft, label)
        bar = QRectF(0, y + metrics.height() + 1, self.width(), _BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c.sunken))
        painter.drawRoundedRect(bar, 2, 2)
        painter.setBrush(QColor(c.accent))
        painter.drawRoundedRect(QRectF(bar.left(), bar.top(), bar.width() * part.share, _BAR), 2, 2)
        if part.of_all is not None:
            at = bar.left() + min(bar.width() * part.of_all, bar.width() - 2)
            painter.fillRect(QRectF(at, bar.top() - 2, 2, _BAR + 4), QColor(c.text))
        return y + metrics.height() + _BAR + SMALL
