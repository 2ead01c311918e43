"""The colours of the window, by meaning: for light and dark surroundings, each also in high contrast."""

from dataclasses import dataclass, replace
from typing import Literal

Tone = Literal["neutral", "info", "good", "warning", "danger", "yes", "no", "na"]


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as `#rrggbb`. `…_soft` is a background on which the colour of that name is read.

    `text_muted` and every meaning can be read on `surface`, `raised` and `sunken`; `on_…` is read on
    a solid fill. `border_strong` and `focus` stand out at 3:1 from all three surfaces. With `high`,
    words stand out at 7:1 and every edge as a line of its own, for people who need more contrast.
    """

    dark: bool
    surface: str
    raised: str
    sunken: str
    hover: str
    border: str
    border_strong: str
    text: str
    text_muted: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    focus: str
    yes: str
    yes_soft: str
    no: str
    no_soft: str
    na: str
    na_soft: str
    on_answer: str
    warning: str
    warning_soft: str
    danger: str
    danger_soft: str
    on_danger: str
    good: str
    good_soft: str
    saved: str
    highlight: str
    shadow: str
    high: bool = False

    def ink(self, tone: Tone) -> str:
        """The colour of words and icons of this tone."""
        return {"neutral": self.text_muted, "info": self.accent}.get(tone) or str(getattr(self, tone))

    def soft(self, tone: Tone) -> str:
        """The background that goes with `ink(tone)`."""
        return {"neutral": self.na_soft, "info": self.accent_soft}.get(tone) or str(
            getattr(self, f"{tone}_soft")
        )


LIGHT = Palette(
    dark=False,
    surface="#f4f5f6",
    raised="#ffffff",
    sunken="#eaecee",
    hover="#f0f3f4",
    border="#d6dade",
    border_strong="#7b858d",
    text="#1a2025",
    text_muted="#535d66",
    accent="#0b5a70",
    accent_hover="#084656",
    on_accent="#ffffff",
    accent_soft="#dfedf1",
    focus="#1668c7",
    yes="#17633f",
    yes_soft="#e0f0e6",
    no="#9a3a17",
    no_soft="#fae8e0",
    na="#515b64",
    na_soft="#e7eaec",
    on_answer="#ffffff",
    warning="#775000",
    warning_soft="#fbf0d2",
    danger="#ad2119",
    danger_soft="#fae5e3",
    on_danger="#ffffff",
    good="#17633f",
    good_soft="#e0f0e6",
    saved="#2a6345",
    highlight="#ffe9a8",
    shadow="#c3c9ce",
)

DARK = Palette(
    dark=True,
    surface="#171a1d",
    raised="#1f2428",
    sunken="#111416",
    hover="#272d32",
    border="#343b41",
    border_strong="#7d8891",
    text="#e7eaec",
    text_muted="#a6b0b8",
    accent="#6bc0d5",
    accent_hover="#8bd0e1",
    on_accent="#062129",
    accent_soft="#17353e",
    focus="#7ab4ff",
    yes="#79cb9f",
    yes_soft="#17342a",
    no="#f2a481",
    no_soft="#3d241a",
    na="#b1bbc3",
    na_soft="#2c3338",
    on_answer="#0d1512",
    warning="#e9c266",
    warning_soft="#382d12",
    danger="#f59a92",
    danger_soft="#40201e",
    on_danger="#2b0806",
    good="#79cb9f",
    good_soft="#17342a",
    saved="#8fcbab",
    highlight="#5c4a12",
    shadow="#0a0c0d",
)


#: Flat white: no tinted surfaces to read on, every edge drawn as strongly as words.
HIGH_LIGHT = replace(
    LIGHT,
    high=True,
    surface="#ffffff",
    raised="#ffffff",
    sunken="#f2f2f2",
    hover="#f2f2f2",
    border="#4a4a4a",
    border_strong="#000000",
    text="#000000",
    text_muted="#262626",
    accent="#003d52",
    accent_hover="#00222e",
    accent_soft="#d5eef7",
    focus="#00469b",
    yes="#00401f",
    yes_soft="#e2f5e9",
    no="#6b1f00",
    no_soft="#fdeae1",
    na="#2b3238",
    na_soft="#eceff1",
    warning="#4d3200",
    warning_soft="#fff3cf",
    danger="#7d0a05",
    danger_soft="#fdeae8",
    good="#00401f",
    good_soft="#e2f5e9",
    saved="#00401f",
    highlight="#ffe169",
    shadow="#4a4a4a",
)

#: Black, with colours as light as words can be on it.
HIGH_DARK = replace(
    DARK,
    high=True,
    surface="#000000",
    raised="#000000",
    sunken="#141414",
    hover="#1c1c1c",
    border="#b8b8b8",
    border_strong="#ffffff",
    text="#ffffff",
    text_muted="#e0e0e0",
    accent="#8be3fa",
    accent_hover="#c2f1fc",
    on_accent="#000000",
    accent_soft="#00303d",
    focus="#ffe14d",
    yes="#93efb9",
    yes_soft="#00331a",
    no="#ffc2a6",
    no_soft="#401a08",
    na="#d7dee3",
    na_soft="#23282c",
    on_answer="#000000",
    warning="#ffdb80",
    warning_soft="#3a2a00",
    danger="#ffb9b3",
    danger_soft="#450b08",
    on_danger="#000000",
    good="#93efb9",
    good_soft="#00331a",
    saved="#93efb9",
    highlight="#6b5500",
    shadow="#000000",
)


def contrast(one: str, other: str) -> float:
    """How far two colours stand apart, 1 to 21, as WCAG 2.2 measures it (relative luminance)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def text_pairs(colours: Palette) -> list[tuple[str, str, str]]:
    """Every pair of words and background that the window uses: (what, text, background)."""
    grounds = ("surface", "raised", "sunken", "hover")
    inks = ("text", "text_muted", "accent", "yes", "no", "na", "warning", "danger", "good", "saved")
    pairs = [(f"{i} on {g}", getattr(colours, i), getattr(colours, g)) for i in inks for g in grounds]
    softs = ("accent", "yes", "no", "na", "warning", "danger", "good")
    pairs += [(f"{s} on its soft", getattr(colours, s), getattr(colours, f"{s}_soft")) for s in softs]
    pairs += [(f"text on {s} soft", colours.text, getattr(colours, f"{s}_soft")) for s in softs]
    pairs += [
        (f"muted on {s} soft", colours.text_muted, getattr(colours, f"{s}_soft")) for s in ("accent", "na")
    ]
    pairs += [("text on highlight", colours.text, colours.highlight)]
    pairs += [(f"on {a}", colours.on_answer, getattr(colours, a)) for a in ("yes", "no", "na")]
    pairs += [(f"on {a}", colours.on_accent, getattr(colours, a)) for a in ("accent", "accent_hover")]
    return [*pairs, ("on danger", colours.on_danger, colours.danger)]


def shape_pairs(colours: Palette) -> list[tuple[str, str, str]]:
    """Pairs that have to be told apart as shapes (3:1): focus rings and the edges of fields."""
    return [
        (f"{shape} on {ground}", getattr(colours, shape), getattr(colours, ground))
        for shape in ("focus", "border_strong")
        for ground in ("surface", "raised", "sunken", "hover")
    ]
