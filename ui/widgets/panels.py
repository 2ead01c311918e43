"""Surfaces that hold other things: cards, inline messages, and what is shown where there is nothing."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import Tone, colours
from ui.theme.icons import pixmap
from ui.theme.metrics import ICON_LARGE, LARGE, MEDIUM, RADIUS, SMALL, TIGHT
from ui.widgets.announce import announce
from ui.widgets.badges import SHAPES
from ui.widgets.buttons import Button, IconButton
from ui.widgets.text import Heading, Label, Muted

#: The height of a message's first line, its icon and the button that closes it.
_LINE = 24


class Card(QFrame):
    """A raised surface with a thin edge; put things into `body`. `title` heads it where given."""

    def __init__(self, title: str = "", *, pad: int = LARGE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")
        self.body: QBoxLayout = QVBoxLayout(self)
        self.body.setContentsMargins(pad, pad - TIGHT, pad, pad)
        self.body.setSpacing(SMALL)
        if title:
            self.setAccessibleName(title)
            self.body.addWidget(Heading(title, 3))


class Panel(QFrame):
    """A part of the window without an edge: `surface` panel (raised), well (sunken) or rule."""

    def __init__(
        self, surface: Literal["panel", "well", "rule"] = "panel", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("surface", surface)


def rule(parent: QWidget | None = None) -> Panel:
    """A thin line across."""
    line = Panel("rule", parent)
    line.setFixedHeight(1)
    return line


class Icon(QLabel):
    """An icon by itself, as an ornament: screen readers pass over it."""

    def __init__(
        self, name: str, tone: Tone = "neutral", size: int = ICON_LARGE, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._tone, self._size = name, tone, size
        self.setFixedSize(QSize(size, size))

    def paintEvent(self, _event: QPaintEvent) -> None:
        ink = colours().ink(self._tone)
        drawn = pixmap(self._name, ink, self._size, self.devicePixelRatioF())
        QPainter(self).drawPixmap(0, (self.height() - self._size) // 2, drawn)

    def set(self, name: str, tone: Tone = "neutral") -> None:
        """Another icon in the same place."""
        self._name, self._tone = name, tone
        self.update()


@dataclass(frozen=True, slots=True)
class Message:
    """What a banner says: one sentence, perhaps more, and what can be done: (id, words) for each."""

    text: str
    tone: Tone = "info"
    detail: str = ""
    actions: tuple[tuple[str, str], ...] = ()
    closable: bool = True


class Banner(QFrame):
    """A message in place. Hidden until it has one; `Escape` on it closes it where it may be closed."""

    action_chosen = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._message: Message | None = None
        self._icon = Icon("info", parent=self)
        self._text = Label(role="strong", wrap=True)
        self._detail = Label(wrap=True)
        self._close = IconButton("close", "Close this message")
        self._actions = QHBoxLayout()
        self._lay_out()
        self._close.clicked.connect(self._on_close_clicked)
        self.hide()

    def show_state(self, message: Message | None) -> None:
        """Show this message, or hide with None. Warnings and failures are spoken at once."""
        self._message = message
        self.setVisible(message is not None)
        if message is None:
            return
        plain = message.tone in ("info", "neutral")
        self._icon.set("info" if plain else SHAPES[message.tone], message.tone)
        self._text.setText(message.text)
        self._detail.setText(message.detail)
        self._detail.setVisible(bool(message.detail))
        self._close.setVisible(message.closable)
        self._fill_actions(message)
        self.setAccessibleName(f"{message.text} {message.detail}".strip())
        announce(self, self.accessibleName(), urgent=message.tone in ("warning", "danger"))
        self.update()

    def message(self) -> Message | None:
        """What it says now."""
        return self._message

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._message is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(colours().ink(self._message.tone)))
        painter.setBrush(QColor(colours().soft(self._message.tone)))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._message and self._message.closable:
            self._on_close_clicked()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.setContentsMargins(0, max(0, (_LINE - self.fontMetrics().height()) // 2), 0, 2)
        words.addWidget(self._text)
        words.addWidget(self._detail)
        words.addStretch(1)
        self._icon.setFixedHeight(_LINE)
        self._close.setFixedSize(_LINE, _LINE)
        self._actions.setSpacing(SMALL)
        self._actions.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout(self)
        row.setContentsMargins(MEDIUM, 6, SMALL, 6)
        row.setSpacing(SMALL)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addLayout(self._actions)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)

    def _fill_actions(self, message: Message) -> None:
        while (item := self._actions.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for name, words in message.actions:
            button = Button(words, parent=self)
            button.setObjectName(name)
            button.clicked.connect(self._on_action_clicked)
            self._actions.addWidget(button)

    def _on_action_clicked(self) -> None:
        self.action_chosen.emit(self.sender().objectName())

    def _on_close_clicked(self) -> None:
        self.show_state(None)
        self.closed.emit()


class EmptyState(QWidget):
    """What is shown where there is nothing yet: an icon, a sentence, and what to do about it."""

    action_chosen = Signal()

    def __init__(
        self,
        icon_name: str,
        sentence: str,
        *,
        detail: str = "",
        action: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = Icon(icon_name, size=36)
        self._sentence = Label(sentence, "strong", wrap=True)
        self._detail = Muted(detail)
        self._button = Button(action, "primary")
        self._button.clicked.connect(self.action_chosen)
        self._lay_out()
        self.set(sentence, detail=detail, action=action)

    def button(self) -> QWidget | None:
        """The button, where there is one."""
        return self._button if self._button.text() else None

    def set(self, sentence: str, *, detail: str = "", action: str = "") -> None:
        """Other words; without `action` there is no button."""
        self._sentence.setText(sentence)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self._button.setText(action)
        self._button.setVisible(bool(action))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(LARGE, LARGE, LARGE, LARGE)
        column.setSpacing(SMALL)
        column.addStretch(2)
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (self._sentence, self._detail):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setMaximumWidth(460)
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.MinimumExpanding)
            holder = QHBoxLayout()
            holder.addStretch(1)
            holder.addWidget(label, 100)
            holder.addStretch(1)
            column.addLayout(holder)
        column.addSpacing(TIGHT)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
