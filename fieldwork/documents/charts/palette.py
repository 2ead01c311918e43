"""The colours of charts: those of the window's light theme, which a test compares.

Each meaning has a pattern as well, so that nothing rests on colour alone and a black and white printer
loses nothing.
"""

from fieldwork.documents.charts.scene import Fill

INK, QUIET, LINE, PAPER = "#1a2025", "#535d66", "#d6dade", "#ffffff"
ACCENT, ACCENT_SOFT = "#0b5a70", "#dfedf1"
YES, YES_SOFT = "#17633f", "#e0f0e6"
NO, NO_SOFT = "#9a3a17", "#fae8e0"
NEITHER, NEITHER_SOFT = "#515b64", "#e7eaec"
WARNING, WARNING_SOFT = "#775000", "#fbf0d2"
DANGER, DANGER_SOFT = "#ad2119", "#fae5e3"

#: A share above the line and the rest of it; more answers above it, and others, in their order.
ABOVE = Fill(ACCENT)
BELOW = Fill(NO_SOFT, NO, "hatch")
NEITHER_FILL = Fill(NEITHER_SOFT, NEITHER, "dots")
ALSO_ABOVE = (Fill(ACCENT_SOFT, ACCENT, "back"), Fill(YES_SOFT, YES, "dots"))
OTHERS = (
    Fill(WARNING_SOFT, WARNING, "dots"),
    Fill(NEITHER_SOFT, NEITHER, "back"),
    Fill(PAPER, QUIET, "cross"),
    Fill(YES_SOFT, YES, "hatch"),
)
#: Sides that are compared: this inspection, the one before, then others.
SIDES = (
    Fill(ACCENT),
    Fill(WARNING_SOFT, WARNING, "hatch"),
    Fill(NEITHER_SOFT, NEITHER, "dots"),
    Fill(YES_SOFT, YES, "back"),
    Fill(PAPER, QUIET, "cross"),
)
#: Bands from the lowest to the highest; more bands than four repeat the middle ones.
BANDS = (
    Fill(DANGER_SOFT, DANGER, "cross"),
    Fill(WARNING_SOFT, WARNING, "hatch"),
    Fill(YES_SOFT, YES, "dots"),
    Fill(ACCENT),
)


def band(place: int, of: int) -> Fill:
    """The fill of a band by its place from the lowest, 0, among so many."""
    if of <= 1:
        return BANDS[-1]
    return BANDS[round(place * (len(BANDS) - 1) / (of - 1))]
