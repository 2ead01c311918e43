"""Which palette and text size hold now; `style` sets them, whatever paints by hand asks for them."""

from ui.theme.palette import LIGHT, Palette

_held: list[Palette] = [LIGHT]
_percent: list[int] = [100]


def colours() -> Palette:
    """The palette of the colour scheme in use."""
    return _held[0]


def hold(palette: Palette) -> None:
    """Make this the palette that `colours` gives."""
    _held[0] = palette


def text_size() -> int:
    """The text size in use, in per cent of the system's."""
    return _percent[0]


def hold_text_size(percent: int) -> None:
    """Make this the size that `text_size` gives."""
    _percent[0] = percent
