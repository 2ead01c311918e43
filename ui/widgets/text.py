"""Words on the screen: labels that never take their text for markup, headings, keycaps."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.theme import colours
from ui.theme.metrics import scaled


class Label(QLabel):
    """Plain text. `role` is one of the style sheet's: muted, small, strong, danger, heading1 …"""

    def __init__(
        self, text: str = "", role: str = "", *, wrap: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setWordWrap(wrap)
        if role:
            self.setProperty("role", role)


class Heading(Label):
    """A heading of level 1 (the screen), 2 (a part) or 3 (a group)."""

    def __init__(self, text: str = "", level: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(text, f"heading{level}", parent=parent)


class Muted(Label):
    """Words that explain; smaller with `small`."""

    def __init__(
        self, text: str = "", *, small: bool = False, wrap: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, "small" if small else "muted", wrap=wrap, parent=parent)


class Elided(Label):
    """One line that ends in an ellipsis where it does not fit; the whole of it is the tooltip.

    `said` is what screen readers say instead of the text.
    """

    def __init__(
        self, text: str = "", role: str = "", *, said: str = "", parent: QWidget | None = None
    ) -> None:
        self._whole = text
        super().__init__(text, role, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(said or text)
        self._fit()

    def setText(self, text: str) -> None:
        self._whole = text
        self.setAccessibleName(text)
        self._fit()

    def whole(self) -> str:
        """The text without its ellipsis."""
        return self._whole

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 2, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("MMM…"), super().minimumSizeHint().height())

    def _fit(self) -> None:
        line = " ".join(self._whole.split())
        shown = self.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, max(self.width(), 1))
        super().setText(shown)
        self.setToolTip(tooltip(self._whole) if shown != self._whole else "")


def tooltip(text: str) -> str:
    """Text for a tooltip: Qt guesses at markup there, so an opening bracket is written as its entity."""
    if "<" not in text and "&" not in text:
        return text
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")
    return f"<span>{safe}</span>"


class KeyHint(QWidget):
    """A keycap: `Ctrl+N` as people see it printed on a key."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self.setAccessibleName(f"Key {key}")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return keycap_size(QFontMetrics(scaled(self.font(), 0.82)), self._key)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(scaled(self.font(), 0.82))
        c = colours()
        paint_keycap(painter, QRectF(self.rect()), self._key, c.text_muted, c.raised, c.border_strong)


def keycap_size(metrics: QFontMetrics, key: str) -> QSize:
    """The size of a keycap in this font."""
    height = metrics.height() + 2
    return QSize(max(height, metrics.horizontalAdvance(key) + 8), height)


def paint_keycap(painter: QPainter, rect: QRectF, key: str, ink: str, ground: str | None, edge: str) -> None:
    """Draw a keycap into `rect` with the painter's font; colours are `#rrggbb`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(edge), 1))
    painter.setBrush(QColor(ground) if ground else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.setPen(QColor(ink))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, key)
    painter.restore()
