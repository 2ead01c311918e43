"""The one visual language of the window: colours with meaning, distances, type, icons, states."""

import ui.immortals  # noqa: F401 – before anything calls Qt often
from ui.theme.icons import icon
from ui.theme.palette import Palette, Tone
from ui.theme.state import colours
from ui.theme.style import Scheme, Theme, apply, restyle

__all__ = ["Palette", "Scheme", "Theme", "Tone", "apply", "colours", "icon", "restyle"]
