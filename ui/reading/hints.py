"""One line of keys and what they do, as many as there is room for."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.reading.keys import HINTS
from ui.theme import colours
from ui.theme.metrics import MEDIUM, SMALL, TIGHT, scaled
from ui.widgets.text import keycap_size, paint_keycap

Hints = Sequence[tuple[tuple[str, ...], str]]
"""Keys, and what they do."""


class HintLine(QWidget):
    """Paints hints, those of the reading screen unless others are given; what does not fit is left out."""

    def __init__(self, parent: QWidget | None = None, hints: Hints = HINTS) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.show_state(hints)

    def show_state(self, hints: Hints) -> None:
        """Show these hints instead."""
        self._hints = hints
        said = "; ".join(f"{' or '.join(keys)}: {words}" for keys, words in hints)
        self.setAccessibleName(f"Keys. {said}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, QFontMetrics(self.font()).height() + SMALL)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, c = QPainter(self), colours()
        painter.fillRect(self.rect(), QColor(c.surface))
        painter.fillRect(0, 0, self.width(), 1, QColor(c.border))
        caps, words_font = scaled(self.font(), 0.78), scaled(self.font(), 0.86)
        cap_metrics, metrics = QFontMetrics(caps), QFontMetrics(words_font)
        x = float(MEDIUM)
        for keys, words in self._hints:
            sizes = [keycap_size(cap_metrics, key) for key in keys]
            wide = sum(s.width() + 2 for s in sizes) + TIGHT + metrics.horizontalAdvance(words)
            if x + wide > self.width() - SMALL:
                break
            painter.setFont(caps)
            for key, size in zip(keys, sizes, strict=True):
                place = QRectF(x, (self.height() - size.height()) / 2, size.width(), size.height())
                paint_keycap(painter, place, key, c.text_muted, c.raised, c.border_strong)
                x += size.width() + 2
            x += TIGHT - 2
            painter.setFont(words_font)
            painter.setPen(QColor(c.text_muted))
            room = QRectF(x, 0, metrics.horizontalAdvance(words) + 2, self.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
            x += room.width() + MEDIUM
