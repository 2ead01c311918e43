"""What a chart is made of: rectangles, lines, dots and words, in points from the upper left corner."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth

from fieldwork.documents import style

Pattern = Literal["solid", "hatch", "back", "cross", "dots"]
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Fill:
    """A ground colour with a pattern drawn on it in `ink`; `solid` has no pattern."""

    ground: str
    ink: str = ""
    pattern: Pattern = "solid"

    @property
    def edge(self) -> str:
        """The colour of an outline that belongs to it."""
        return self.ink or self.ground


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; `edge` is the colour of its outline, "" for none."""

    x: float
    y: float
    width: float
    height: float
    fill: Fill | None = None
    edge: str = ""
    line: float = 0.6


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line; `dash` are the lengths drawn and left out."""

    x1: float
    y1: float
    x2: float
    y2: float
    colour: str
    width: float = 0.6
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Dot:
    """A circle by its middle; without a fill an outline alone."""

    x: float
    y: float
    radius: float
    fill: str = ""
    edge: str = ""
    line: float = 1.0


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text; `y` is its base line."""

    x: float
    y: float
    text: str
    size: float = 7.5
    bold: bool = False
    anchor: Anchor = "start"
    colour: str = "#1a2025"


Shape = Box | Line | Dot | Words


@dataclass(frozen=True, slots=True)
class Scene:
    """A finished chart: `title` names it, `told` says in words what it shows (its alternative text)."""

    width: float
    height: float
    title: str
    told: str
    shapes: tuple[Shape, ...]


@dataclass
class Sheet:
    """Collects the shapes of a chart while it is laid out from the top down."""

    width: float
    shapes: list[Shape] = field(default_factory=list)

    def add(self, *shapes: Shape) -> None:
        """Puts shapes on top of what is there."""
        self.shapes += shapes

    def words(self, x: float, y: float, text: str, size: float = 7.5, **more: object) -> None:
        """Adds one line of words, in letters that the fonts can draw."""
        self.shapes.append(Words(x, y, " ".join(style.clean(text).split()), size, **more))  # type: ignore[arg-type]

    def lines(
        self, x: float, y: float, lines: Sequence[str], size: float, leading: float, **more: object
    ) -> None:
        """Adds lines of words under each other, the first with its base line at `y`."""
        for number, text in enumerate(lines):
            self.words(x, y + number * leading, text, size, **more)

    def finished(self, height: float, title: str, told: str) -> Scene:
        """The chart."""
        return Scene(self.width, height, title, told, tuple(self.shapes))


def width_of(text: str, size: float, bold: bool = False) -> float:
    """How wide a line of words is, in points."""
    style.register_fonts()
    return float(stringWidth(style.clean(text), style.BOLD if bold else style.FONT, size))


def wrapped(text: str, size: float, width: float, bold: bool = False, most: int = 3) -> list[str]:
    """Words broken into lines of at most this width; what goes beyond `most` lines ends with …"""
    style.register_fonts()
    font = style.BOLD if bold else style.FONT
    lines = simpleSplit(" ".join(style.clean(text).split()), font, size, width) or [""]
    if len(lines) <= most:
        return list(lines)
    return [*lines[: most - 1], style.fitted(" ".join(lines[most - 1 :]), font, size, width)]
