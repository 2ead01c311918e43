"""How far something has come, for the eye and for screen readers."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import colours
from ui.theme.metrics import TIGHT


class ProgressBarThin(QWidget):
    """A thin bar for `done` of `total`; what it means is its accessible text and tooltip."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._done, self._total = 0, 0
        self._words = words
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set(0, 0)

    def set(self, done: int, total: int, words: str = "") -> None:
        """Show how far; `words` such as `3 of 8 questions` replace the plain `3 of 8`."""
        self._done, self._total = done, total
        said = words or f"{done} of {total}"
        self.setAccessibleName(f"{self._words}: {said}" if self._words else said)
        self.setToolTip(said)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(96, 6)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(self.rect())
        painter.setBrush(QColor(colours().border))
        painter.drawRoundedRect(whole, 3, 3)
        if self._total and self._done:
            whole.setWidth(max(whole.height(), whole.width() * min(1.0, self._done / self._total)))
            painter.setBrush(QColor(colours().good if self._done >= self._total else colours().accent))
            painter.drawRoundedRect(whole, 3, 3)


class ProgressDots(QWidget):
    """A dot a step: filled for those done, a ring for the one in hand, an outline for the rest."""

    _DOT = 8

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._done, self._total = 0, 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set(self, done: int, total: int, words: str = "") -> None:
        """Show `done` of `total` steps."""
        self._done, self._total = done, total
        self.setAccessibleName(words or f"{done} of {total}")
        self.setToolTip(self.accessibleName())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(max(1, self._total) * (self._DOT + TIGHT) - TIGHT, self._DOT + 4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        c = colours()
        for step in range(self._total):
            dot = QRectF(step * (self._DOT + TIGHT), 2, self._DOT, self._DOT).adjusted(1, 1, -1, -1)
            painter.setPen(QPen(QColor(c.accent if step <= self._done else c.border_strong), 1.5))
            painter.setBrush(QColor(c.accent) if step < self._done else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(dot)
