"""Which palette holds now; `style.apply` sets it, whatever paints by hand asks for it."""

from ui.theme.palette import LIGHT, Palette

_held: list[Palette] = [LIGHT]


def colours() -> Palette:
    """The palette of the colour scheme in use."""
    return _held[0]


def hold(palette: Palette) -> None:
    """Make this the palette that `colours` gives."""
    _held[0] = palette
