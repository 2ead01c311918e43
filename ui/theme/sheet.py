"""The style sheet, written from the palette and the type scale."""

from collections.abc import Callable

from ui.theme import sheet_controls, sheet_text
from ui.theme.metrics import TypeScale
from ui.theme.palette import Palette

_PARTS: tuple[Callable[[Palette, TypeScale], str], ...] = (
    sheet_text.labels,
    sheet_text.surfaces,
    sheet_controls.buttons,
    sheet_controls.fields,
    sheet_controls.choices,
    sheet_controls.lists,
    sheet_controls.menus,
    sheet_controls.bars,
)


def sheet(colours: Palette, scale: TypeScale) -> str:
    """One style sheet for the whole application."""
    return "\n".join(part(colours, scale) for part in _PARTS)
