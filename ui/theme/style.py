"""Puts the look on the application: Fusion, a QPalette and one style sheet, following the system."""

from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from ui.theme import state
from ui.theme.metrics import body_font, type_scale
from ui.theme.palette import DARK, HIGH_DARK, HIGH_LIGHT, LIGHT, Palette
from ui.theme.sheet import sheet

Scheme = Literal["system", "light", "dark", "contrast"]

_SCHEMES = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
    "contrast": Qt.ColorScheme.Unknown,
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
        self._text_size = 100
        self._worn: tuple[Palette, float] | None = None
        app.setStyle(QStyleFactory.create("Fusion"))
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._on_system_scheme_changed)
        hints.accessibility().contrastPreferenceChanged.connect(self._on_system_contrast_changed)

    @property
    def scheme(self) -> Scheme:
        """What was asked for; `system` may mean any, `contrast` a light or a dark one."""
        return self._scheme

    def dress(self, scheme: Scheme, text_size: int) -> None:
        """Change the scheme and the text size (%) in one go."""
        self._text_size = text_size
        self.wear(scheme)

    def wear(self, scheme: Scheme) -> None:
        """Change to this scheme now; `system` and `contrast` follow the system from now on."""
        self._scheme = scheme
        self._app.styleHints().setColorScheme(_SCHEMES[scheme])
        self._dress()

    def enlarge(self, percent: int) -> None:
        """Write everything in this text size from now on, in per cent of the system's."""
        self._text_size = percent
        self._dress()

    @Slot(Qt.ColorScheme)
    def _on_system_scheme_changed(self, _scheme: Qt.ColorScheme) -> None:
        self._dress()

    @Slot(Qt.ContrastPreference)
    def _on_system_contrast_changed(self, _preference: Qt.ContrastPreference) -> None:
        self._dress()

    def _dress(self) -> None:
        scale = type_scale(self._system_font, self._text_size)
        palette = self._palette()
        if self._worn == (palette, scale.body):
            return
        self._worn = (palette, scale.body)
        state.hold(palette)
        state.hold_text_size(self._text_size)
        self._app.setFont(body_font(self._system_font, self._text_size))
        self._app.setPalette(qt_palette(palette))
        self._app.setStyleSheet(sheet(palette, scale))
        self.changed.emit()

    def _palette(self) -> Palette:
        hints = self._app.styleHints()
        if self._scheme in ("light", "dark"):
            return DARK if self._scheme == "dark" else LIGHT
        dark = hints.colorScheme() == Qt.ColorScheme.Dark
        wanted = hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
        if wanted or self._scheme == "contrast":
            return HIGH_DARK if dark else HIGH_LIGHT
        return DARK if dark else LIGHT


def apply(app: QApplication, scheme: Scheme = "system", text_size: int = 100) -> Theme:
    """Dress the application; called again, change the scheme and text size (%) of the same theme."""
    theme = app.findChild(Theme, "fieldwork-theme") or Theme(app)
    theme.dress(scheme, text_size)
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
