"""The one shared style of every printed document: fonts, colours, sizes, paragraph styles, safe text.

Everything is ink on white with greys, so that a black and white printer loses nothing.
"""

import unicodedata
from functools import cached_property, lru_cache
from html import escape
from typing import Any

from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.platypus import Paragraph

from fieldwork.documents import tagging
from fieldwork.documents.tagging import Element
from fieldwork.errors import Fault
from fieldwork.resources import resource

FONT, BOLD, ITALIC, BOLD_ITALIC = "Fieldwork", "Fieldwork-Bold", "Fieldwork-Italic", "Fieldwork-BoldItalic"
_FILES = {
    FONT: "DejaVuSans.ttf",
    BOLD: "DejaVuSans-Bold.ttf",
    ITALIC: "DejaVuSans-Oblique.ttf",
    BOLD_ITALIC: "DejaVuSans-BoldOblique.ttf",
}

INK = HexColor("#16191d")
QUIET = HexColor("#50565e")
LINE = HexColor("#b4b9bf")
WRITING_LINE = HexColor("#8c9299")
TINT = HexColor("#f1f2f4")

MARGIN = 17 * mm
TOP, BOTTOM = 23 * mm, 16.5 * mm
PORTRAIT_WIDTH: float = A4[0] - 2 * MARGIN
LANDSCAPE_WIDTH: float = A4[1] - 2 * MARGIN
#: Where text starts beside a label or reference in the left-hand gutter.
GUTTER = 62.0


def _style(
    name: str, size: float, leading: float, parent: ParagraphStyle | None = None, **more: object
) -> ParagraphStyle:
    plain = {
        "fontName": FONT,
        "textColor": INK,
        "bulletFontName": FONT,
        "bulletFontSize": 7.2,
        "allowWidows": 0,
        "allowOrphans": 0,
        "splitLongWords": 1,
    }
    return ParagraphStyle(name, parent, fontSize=size, leading=leading, **({} if parent else plain), **more)


BODY = _style("body", 8.2, 11)
TITLE = _style("title", 18, 22, BODY, fontName=BOLD)
OVERLINE = _style("overline", 8.2, 11, BODY, textColor=QUIET, spaceAfter=1)
LEAD = _style("lead", 8.8, 12, BODY, spaceAfter=5)
HEADING = _style("heading", 11, 13.6, BODY, fontName=BOLD, spaceBefore=8, spaceAfter=2)
SUBHEADING = _style("subheading", 8.8, 12, BODY, fontName=BOLD, spaceBefore=6, spaceAfter=1)
QUESTION = _style("question", 8, 10.4, BODY, fontName=BOLD)
ITEM = _style("item", 7.8, 9.9, BODY, leftIndent=GUTTER, spaceAfter=0.4)
NOTE = _style("note", 7.8, 10.2, BODY, leftIndent=GUTTER, spaceAfter=1.5)
ITEM_NOTE = _style("item note", 7.8, 10.2, NOTE, leftIndent=GUTTER + 12)
RUN_IN = _style("run-in", 7.8, 10.8, BODY, spaceAfter=2)
SMALL = _style("small", 7.4, 9.6, BODY)
LABEL = _style("label", 6.8, 8.2, BODY, textColor=QUIET)
CELL = _style("cell", 7.7, 9.6, BODY)
CELL_BOLD = _style("cell bold", 7.7, 9.6, CELL, fontName=BOLD)
_BOX = {"leftIndent": 8, "rightIndent": 8, "borderPadding": (6, 7, 7, 7), "borderColor": INK}
CONCERN = _style("concern", 8.8, 12.2, BODY, borderWidth=1.6, spaceBefore=12, spaceAfter=14, **_BOX)
BANNER = _style(
    "banner", 8.2, 11, BODY, borderWidth=0.7, backColor=TINT, spaceBefore=18, spaceAfter=14, **_BOX
)


# Files hold bytes, not text made of them: a fifth smaller and quicker to write.
rl_config.useA85 = 0


@lru_cache(maxsize=1)
def register_fonts() -> frozenset[int]:
    """Register the four faces once; the code points that all of them can draw.

    Points beyond U+FFFF are left out: reportlab cannot map them back to text in the finished file.
    Raises `Fault` where a font file is missing or damaged.
    """
    drawable: set[int] | None = None
    for name, file in _FILES.items():
        try:
            font = TTFont(name, str(resource("fonts", file)))
        except TTFError as error:
            raise Fault(f"The font {file} could not be read.", "Install Fieldwork again.") from error
        pdfmetrics.registerFont(font)
        points = {point for point in font.face.charToGlyph if point <= 0xFFFF}
        drawable = points if drawable is None else drawable & points
    pdfmetrics.registerFontFamily(FONT, FONT, BOLD, ITALIC, BOLD_ITALIC)
    return frozenset(drawable or ())


class _Replacements(dict[int, str]):
    """What to print for each code point, worked out on first sight; for `str.translate`."""

    def __missing__(self, point: int) -> str:
        self[point] = found = _printed(chr(point))
        return found


def _printed(char: str) -> str:
    category = unicodedata.category(char)
    if category in ("Cf", "Cn") or "\ufe00" <= char <= "\ufe0f":
        return "" if category == "Cf" or category == "Mn" else "□"
    if category in ("Cc", "Zs", "Zl", "Zp"):
        return "\n" if char in "\n\u2028\u2029\x0b\x0c\x85" else " "
    if ord(char) in register_fonts():
        return char
    # A symbol such as an emoji carries meaning, so its name is printed; other letters show as a box.
    name = unicodedata.name(char, "") if category in ("So", "Sk", "Sm") else ""
    return f"[{name.lower()}]" if name else "□"


_REPLACEMENTS = _Replacements()


def clean(text: str) -> str:
    """Text that the fonts can draw: composed letters, no control characters, missing glyphs replaced visibly.

    Lines stay apart. Right-to-left scripts are drawn unshaped, in the order in which they are stored.
    """
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return composed.translate(_REPLACEMENTS)


def words(text: object) -> str:
    """Text as paragraph markup that prints literally, whatever it holds; line ends become line breaks."""
    lines = [" ".join(line.split()) for line in clean(str(text)).split("\n")]
    return "<br/>".join(escape(line, quote=False) for line in lines)


class Text(Paragraph):  # type: ignore[misc]  # reportlab has no stubs
    """A paragraph that breaks its lines once for each width, since layout asks for its height often."""

    _broken_at: float | None = None
    #: What it is in the structure of the document: a paragraph, a caption, a heading.
    role = "P"

    def draw(self) -> None:
        structure = tagging.of(self.canv)
        with structure.content(None if structure.in_cell else self._element):
            super().draw()

    @cached_property
    def _element(self) -> Element:
        return Element(self.role)

    def split(self, width: float, height: float) -> list[Any]:
        """The parts on either side of the end of a page, which stay one paragraph in the structure."""
        parts: list[Any] = super().split(width, height)
        for part in parts:
            part.role = self.role
            part._element = self._element
        return parts

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        # A split that comes to nothing drops the broken lines (`blPara`), so they are asked for too.
        if self._broken_at == width and hasattr(self, "blPara"):
            return self.width, self.height
        self._broken_at = width
        found: tuple[float, float] = super().wrap(width, height)
        return found


def para(text: object, style: ParagraphStyle = BODY, label: str = "") -> Text:
    """A paragraph of plain text; `label` stands in the gutter beside its first line."""
    return markup(words(text), style, label)


def markup(source: str, style: ParagraphStyle = BODY, label: str = "") -> Text:
    """A paragraph of markup, whose variable parts have been through `words`."""
    register_fonts()
    return Text(source, style, bulletText=clean(label) or None)


def fixed(source: str, style: ParagraphStyle = BODY, label: str = "") -> Text:
    """As `markup`, for the programme's own wording, which is parsed once and then remembered.

    Not for what inspectors write: nothing of a case is to stay in memory longer than its document.
    """
    return Text("", style, bulletText=clean(label) or None, frags=[f.clone() for f in _parsed(source, style)])


@lru_cache(maxsize=4096)
def _parsed(source: str, style: ParagraphStyle) -> tuple[Any, ...]:
    return tuple(markup(source, style).frags)


def paras(text: str, style: ParagraphStyle = BODY, label: str = "") -> list[Text]:
    """One paragraph for each line of a longer text; empty lines are left out."""
    lines = [line for line in clean(text).split("\n") if line.strip()]
    return [para(line, style, label if not at else "") for at, line in enumerate(lines)]


def fitted(text: str, font: str, size: float, width: float) -> str:
    """The text, ended with … where it would be wider than `width` points; for running heads only."""
    register_fonts()
    line = " ".join(clean(text).split())
    if pdfmetrics.stringWidth(line, font, size) <= width:
        return line
    while line and pdfmetrics.stringWidth(line + "…", font, size) > width:
        line = line[:-1]
    return line.rstrip() + "…"
