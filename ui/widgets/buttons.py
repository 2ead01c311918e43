"""Buttons in the kinds that the style sheet knows."""

from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from ui.theme import icon
from ui.theme.metrics import ICON, TIGHT, grown
from ui.widgets.text import tooltip

Kind = Literal["plain", "primary", "quiet", "danger", "link"]

_ICON_COLOUR = {"primary": "on_accent", "danger": "danger", "link": "accent"}


class Button(QPushButton):
    """A button with words, perhaps an icon before them. An `&` marks the mnemonic letter."""

    def __init__(
        self, text: str, kind: Kind = "plain", icon_name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self._fit_icon()
        if icon_name:
            self.setIcon(icon(icon_name, _ICON_COLOUR.get(kind, "text")))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_icon()

    def _fit_icon(self) -> None:
        """The icon is as high as the words; the air after it belongs to it."""
        self.setIconSize(QSize(grown(ICON) + TIGHT, grown(ICON)))


class IconButton(QToolButton):
    """A button of one icon; `words` name it for screen readers and show as its tooltip with the key."""

    def __init__(
        self,
        icon_name: str,
        words: str,
        *,
        key: str = "",
        bordered: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setIcon(icon(icon_name, "text_muted"))
        self._fit_icon()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if bordered:
            self.setProperty("kind", "bordered")
        self.rename(words, key)

    def rename(self, words: str, key: str = "") -> None:
        """Other words for what it does, and the key that does it too."""
        self.setAccessibleName(words)
        shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) if key else ""
        self.setToolTip(tooltip(f"{words}  ({shown})" if shown else words))
        if key:
            self.setShortcut(QKeySequence(key))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_icon()

    def _fit_icon(self) -> None:
        self.setIconSize(QSize(grown(ICON), grown(ICON)))
