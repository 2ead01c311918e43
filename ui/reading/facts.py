"""The facts of a case, a line each; what names the person is shown only when asked for."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from fieldwork import wording
from fieldwork.programme.model import Fact, Programme, Value
from fieldwork.reading.model import CaseReading
from ui.theme import colours
from ui.theme.metrics import MEDIUM, SMALL, scaled
from ui.widgets import FactLine


def fact_lines(programme: Programme, reading: CaseReading, *, names: bool) -> tuple[FactLine, ...]:
    """The facts that have a value, in the programme's order; `names` adds those that name the person."""
    changed = {change.fact for change in reading.changed_facts}
    lines = []
    for fact in programme.facts.values():
        value = reading.facts.get(fact.id)
        hidden = fact.personal and not fact.shown
        if value is None or (hidden and not names) or (not fact.shown and not hidden):
            continue
        lines.append(FactLine(fact.label, words_of(fact, value), fact.id in changed))
    return tuple(lines)


def words_of(fact: Fact, value: Value | None) -> str:
    """A fact's value as people read it; dates in words."""
    if value is None:
        return "not recorded"
    if fact.type == "date":
        try:
            return wording.day(date.fromisoformat(str(value)))
        except ValueError:
            return str(value)
    return fact.words(value)


def key_facts(programme: Programme, facts: Mapping[str, Value]) -> str:
    """The facts that every list must give, on one line, without labels where the value says enough."""
    words = []
    for fact in programme.facts.values():
        if fact.required and fact.shown and fact.type == "choice" and fact.id in facts:
            said = words_of(fact, facts[fact.id])
            words.append(said if len(said) > 9 else f"{fact.label}: {said}")
    return " · ".join(words)


class FactsView(QWidget):
    """Label and value in two columns, painted; values wrap, changed ones stand out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[FactLine, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_state(self, lines: tuple[FactLine, ...]) -> None:
        """Show these facts."""
        if lines != self._lines:
            self._lines = lines
            self.setAccessibleName("; ".join(f"{line.label}: {line.value}" for line in lines))
            self.updateGeometry()
            self.update()

    def lines(self) -> tuple[FactLine, ...]:
        """What it shows."""
        return self._lines

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return sum(self._height(line, width) for line in self._lines) + SMALL

    def sizeHint(self) -> QSize:
        return QSize(220, self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.heightForWidth(self.width()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, c, y = QPainter(self), colours(), 0
        wrap = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop
        left = self._left(self.width())
        for line in self._lines:
            height = self._height(line, self.width())
            if line.strong:
                painter.fillRect(QRect(0, y, self.width(), height), QColor(c.warning_soft))
            painter.setFont(scaled(self.font(), 0.9))
            painter.setPen(QColor(c.text_muted))
            painter.drawText(QRect(MEDIUM, y + 4, left - MEDIUM - SMALL, height), wrap, line.label)
            painter.setFont(scaled(self.font(), 0.95, bold=line.strong))
            painter.setPen(QColor(c.text))
            painter.drawText(QRect(left, y + 3, self.width() - left - SMALL, height), wrap, line.value)
            y += height

    def _left(self, width: int) -> int:
        return MEDIUM + round((width - MEDIUM) * 0.48)

    def _height(self, line: FactLine, width: int) -> int:
        left = self._left(width)
        wrap = Qt.TextFlag.TextWordWrap
        label = QFontMetrics(scaled(self.font(), 0.9))
        value = QFontMetrics(scaled(self.font(), 0.95, bold=line.strong))
        tall = (
            label.boundingRect(QRect(0, 0, max(40, left - MEDIUM - SMALL), 999), wrap, line.label).height(),
            value.boundingRect(QRect(0, 0, max(40, width - left - SMALL), 999), wrap, line.value).height(),
        )
        return max(tall) + 5
