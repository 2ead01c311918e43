"""Puts the look on the application: Fusion, a QPalette and one style sheet, following the system."""

from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from ui.theme import state
from ui.theme.metrics import body_font, type_scale
from ui.theme.palette import DARK, LIGHT, Palette
from ui.theme.sheet import sheet

Scheme = Literal["system", "light", "dark"]

_SCHEMES = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}


class Theme(QObject):
    """The look of one application. `changed` says that the colours are others now."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.setObjectName("fieldwork-theme")
        self._app = app
        self._system_font = QFont(app.font())
        self._scheme: Scheme = "system"
        self._worn: tuple[Palette, float] | None = None
        app.setStyle(QStyleFactory.create("Fusion"))
        app.styleHints().colorSchemeChanged.connect(self._on_system_scheme_changed)

    @property
    def scheme(self) -> Scheme:
        """What was asked for; `system` may mean either."""
        return self._scheme

    def wear(self, scheme: Scheme) -> None:
        """Change to this scheme now; `system` follows the system from now on."""
        self._scheme = scheme
        self._app.styleHints().setColorScheme(_SCHEMES[scheme])
        self._dress()

    @Slot(Qt.ColorScheme)
    def _on_system_scheme_changed(self, _scheme: Qt.ColorScheme) -> None:
        self._dress()

    def _dress(self) -> None:
        scale = type_scale(self._system_font)
        palette = self._palette()
        if self._worn == (palette, scale.body):
            return
        self._worn = (palette, scale.body)
        state.hold(palette)
        self._app.setFont(body_font(self._system_font))
        self._app.setPalette(qt_palette(palette))
        self._app.setStyleSheet(sheet(palette, scale))
        self.changed.emit()

    def _palette(self) -> Palette:
        if self._scheme != "system":
            return DARK if self._scheme == "dark" else LIGHT
        return DARK if self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT


def apply(app: QApplication, scheme: Scheme = "system") -> Theme:
    """Dress the application; called again, change the scheme of the same theme."""
    theme = app.findChild(Theme, "fieldwork-theme") or Theme(app)
    theme.wear(scheme)
    return theme


def restyle(widget: QWidget) -> None:
    """Let the style sheet look again at a widget whose properties have changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def qt_palette(colours: Palette) -> QPalette:
    """The same colours for what Qt paints by itself."""
    role = QPalette.ColorRole
    normal = {
        role.Window: colours.surface,
        role.WindowText: colours.text,
        role.Base: colours.raised,
        role.AlternateBase: colours.hover,
        role.Text: colours.text,
        role.PlaceholderText: colours.text_muted,
        role.Button: colours.raised,
        role.ButtonText: colours.text,
        role.BrightText: colours.danger,
        role.ToolTipBase: colours.text,
        role.ToolTipText: colours.raised,
        role.Highlight: colours.accent_soft,
        role.HighlightedText: colours.text,
        role.Accent: colours.accent,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.Light: colours.raised,
        role.Midlight: colours.hover,
        role.Mid: colours.border,
        role.Dark: colours.border_strong,
        role.Shadow: colours.shadow,
    }
    made = QPalette()
    for which, colour in normal.items():
        made.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(colours.border_strong))
    return made
