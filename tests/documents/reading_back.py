"""What a finished PDF says and looks like, read back with PDFium."""

from collections.abc import Iterator
from ctypes import c_float
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw


@dataclass(frozen=True)
class Line:
    """A run of text on one line, with its box in points from the page's lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True)
class Page:
    """One page: its size, its text in reading order, and its lines of text with their boxes."""

    width: float
    height: float
    text: str
    lines: tuple[Line, ...]

    @property
    def body(self) -> list[Line]:
        """The lines between the running head and the foot, from the top down."""
        inside = [line for line in self.lines if line.bottom > 44 and line.top < self.height - 60]
        return sorted(inside, key=lambda line: (-line.top, line.left))


def pages(data: bytes) -> list[Page]:
    """Every page of a PDF."""
    document = pdfium.PdfDocument(data)
    try:
        return [_page(document[number]) for number in range(len(document))]
    finally:
        document.close()


def _page(page: pdfium.PdfPage) -> Page:
    text = page.get_textpage()
    boxes = [text.get_rect(number) for number in range(text.count_rects())]
    lines = tuple(Line(text.get_text_bounded(*box), *box) for box in boxes)
    width, height = page.get_size()
    return Page(width, height, text.get_text_range().replace("\r\n", "\n"), lines)


def words(data: bytes) -> str:
    """All the text with single spaces, so that line ends do not matter."""
    return " ".join(" ".join(page.text for page in pages(data)).split())


def metadata(data: bytes) -> dict[str, str]:
    """Title, author and the like."""
    document = pdfium.PdfDocument(data)
    try:
        return dict(document.get_metadata_dict())
    finally:
        document.close()


def bookmarks(data: bytes) -> list[tuple[int, str, int]]:
    """The outline: level, title and page number from 1."""
    document = pdfium.PdfDocument(data)
    try:
        return [
            (mark.level, mark.get_title(), mark.get_dest().get_index() + 1) for mark in document.get_toc()
        ]
    finally:
        document.close()


def fonts_not_embedded(data: bytes) -> int:
    """How many pieces of text are drawn in a font that the file does not carry."""
    document = pdfium.PdfDocument(data)
    try:
        return sum(1 for font in _fonts(document) if raw.FPDFFont_GetIsEmbedded(font) != 1)
    finally:
        document.close()


def _fonts(document: pdfium.PdfDocument) -> Iterator[object]:
    for number in range(len(document)):
        for item in document[number].get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=3):
            size = c_float()
            assert raw.FPDFTextObj_GetFontSize(item.raw, size)
            yield raw.FPDFTextObj_GetFont(item.raw)
