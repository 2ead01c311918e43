"""Distances and sizes: a grid of four pixels, and a type scale that follows the system's text size."""

import sys
from dataclasses import dataclass

from PySide6.QtGui import QFont, QFontMetrics

from ui.theme import state

#: Distances in device-independent pixels, all on the grid.
TIGHT, SMALL, MEDIUM, LARGE, WIDE, HUGE = 4, 8, 12, 16, 24, 32

RADIUS = 4
RADIUS_LARGE = 8
FOCUS = 2
ICON = 16
ICON_LARGE = 20
#: The least height of something that is clicked (WCAG 2.2 asks for 24).
TARGET = 28
RAIL_WIDTH = 200

#: What a heading is larger than the body text by, level 1 to 3.
_HEADINGS = (1.5, 1.2, 1.0)
#: Windows draws its interface at 9 points, which is small for a day's reading.
_WINDOWS_ENLARGES = 10 / 9
_SMALLEST_BODY = 10.0
_FALLBACK = ("Segoe UI", "Helvetica Neue", "Noto Sans", "DejaVu Sans", "Arial")


@dataclass(frozen=True, slots=True)
class TypeScale:
    """Sizes in points; `body` derives from the font that the system gave the application."""

    body: float

    @property
    def small(self) -> float:
        return round(self.body * 0.9, 1)

    def heading(self, level: int) -> float:
        """The size of a heading of level 1, 2 or 3."""
        return round(self.body * _HEADINGS[level - 1], 1)


def type_scale(system: QFont, percent: int = 100) -> TypeScale:
    """The scale for the system's own font, before the application changed it, at a text size in %."""
    points = system.pointSizeF() if system.pointSizeF() > 0 else _SMALLEST_BODY
    if sys.platform == "win32":
        points *= _WINDOWS_ENLARGES
    return TypeScale(round(max(points, _SMALLEST_BODY) * percent / 100, 1))


def body_font(system: QFont, percent: int = 100) -> QFont:
    """The system's family in the body size, with families behind it that have ŵ and ŷ."""
    font = QFont(system)
    font.setFamilies([*system.families(), *_FALLBACK])
    font.setPointSizeF(type_scale(system, percent).body)
    return font


def scaled(font: QFont, factor: float, *, bold: bool = False) -> QFont:
    """The same font larger or smaller, for what is painted by hand."""
    changed = QFont(font)
    if font.pointSizeF() > 0:
        changed.setPointSizeF(font.pointSizeF() * factor)
    if bold:
        changed.setWeight(QFont.Weight.DemiBold)
    return changed


def row_height(font: QFont) -> int:
    """The height of a row in lists and tables: one line with air, on the grid."""
    lines = QFontMetrics(font).height() + 2 * SMALL - TIGHT
    return max(TARGET, -(-lines // TIGHT) * TIGHT)


def grown(pixels: int) -> int:
    """A width or height that holds words or goes with them, in the text size in use."""
    return round(pixels * state.text_size() / 100)
