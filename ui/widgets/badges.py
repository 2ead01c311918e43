"""Small marks of state: a shape and a word, never a colour alone."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import Tone, colours
from ui.theme.icons import pixmap
from ui.theme.metrics import TIGHT, grown, scaled
from ui.widgets.announce import announce

#: The shape that goes with a tone where none is asked for.
SHAPES: dict[Tone, str] = {
    "neutral": "circle",
    "info": "circle-half",
    "good": "check",
    "warning": "warning",
    "danger": "danger",
    "yes": "check",
    "no": "cross",
    "na": "dash",
}


class _Mark(QWidget):
    """An icon and words on one line, painted by hand in the colours that hold."""

    _PAD = 0
    _ICON = 14

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self._icon = ""
        self._tone: Tone = "neutral"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def words(self) -> str:
        """What it says."""
        return self._words

    def tone(self) -> Tone:
        """The meaning that its colour and shape carry."""
        return self._tone

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._face())
        width = metrics.horizontalAdvance(self._words) + 2 * self._PAD + 2
        if self._icon:
            width += self._side() + TIGHT
        return QSize(width, max(metrics.height(), self._side()) + (4 if self._PAD else 2))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _say(self, words: str, tone: Tone, icon_name: str) -> None:
        self._words, self._tone, self._icon = words, tone, icon_name
        self.setAccessibleName(words)
        if not words or self.parentWidget() is not None:  # without a parent it would be a window
            self.setVisible(bool(words))
        self.updateGeometry()
        self.update()

    def _side(self) -> int:
        return grown(self._ICON)

    def _face(self) -> QFont:
        return scaled(self.font(), 0.9)

    def _paint_line(self, painter: QPainter, ink: str) -> None:
        x = float(self._PAD)
        if self._icon:
            top = (self.height() - self._side()) / 2
            drawn = pixmap(self._icon, ink, self._side(), self.devicePixelRatioF())
            painter.drawPixmap(QPointF(x, top), drawn)
            x += self._side() + TIGHT
        painter.setFont(self._face())
        painter.setPen(QColor(ink))
        room = QRectF(x, 0, self.width() - x, self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._words)


class Badge(_Mark):
    """A status chip: a shape and a word on a soft ground. `icon_name` "" takes the tone's own shape."""

    _PAD = 7
    _ICON = 13

    def __init__(
        self, words: str = "", tone: Tone = "neutral", icon_name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.set(words, tone, icon_name)

    def set(self, words: str, tone: Tone = "neutral", icon_name: str = "") -> None:
        """Show other words; no words hide the badge."""
        self._say(words, tone, icon_name or SHAPES[tone])

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours().soft(self._tone)))
        painter.drawRoundedRect(QRectF(self.rect()), self.height() / 2, self.height() / 2)
        self._paint_line(painter, colours().ink(self._tone))


@dataclass(frozen=True, slots=True)
class Saved:
    """The last answer reached the disk at this time, written `9:41am`; "" before the first."""

    at: str = ""


@dataclass(frozen=True, slots=True)
class Saving:
    """Something typed is on its way to the disk."""


@dataclass(frozen=True, slots=True)
class NotSaved:
    """It did not reach the disk; `why` is a few words, such as `disk full`."""

    why: str


class SavedMark(_Mark):
    """Says whether what was entered is on the disk."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.show_state(Saved())

    def show_state(self, state: Saved | Saving | NotSaved) -> None:
        """Show where the last answer is. A failure is spoken at once."""
        if isinstance(state, NotSaved):
            self._say(f"Not saved: {state.why}", "danger", "danger")
            announce(self, self._words, urgent=True)
        elif isinstance(state, Saving):
            self._say("Saving…", "neutral", "sync")
        else:
            self._say(f"Saved {state.at}" if state.at else "Saved", "neutral", "check")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        saved = self._words.startswith("Saved")
        self._paint_line(painter, colours().saved if saved else colours().ink(self._tone))
