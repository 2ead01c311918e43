"""Pages: the protective marking, running head, `Page x of y`, bookmarks, and a story made into a PDF.

How far the files are accessible: they are tagged, so that screen readers find headings, paragraphs, tables
with the headings of columns and rows, and figures with their alternative text, in reading order; what pages
repeat and what only decorates is left out. Every glyph has its Unicode, the language is British English, the
title is set and shown, headings are bookmarks, no meaning rests on colour. Lists are not tagged as lists, and
conformance with PDF/UA is not claimed: no validator has judged them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from fieldwork import wording
from fieldwork.documents import style, tagging
from fieldwork.documents.tagging import Structure
from fieldwork.inspection.records import InspectionInfo, Person, PersonId
from fieldwork.programme.model import Programme


@dataclass(frozen=True, slots=True)
class DocumentContext:
    """What every document says about itself, and the team's names."""

    inspection: InspectionInfo
    programme: Programme
    printed: date
    marking: str = "OFFICIAL-SENSITIVE"
    people: Mapping[PersonId, Person] = field(default_factory=dict)

    def person(self, person: PersonId | None) -> str:
        """The team member's name, or words that say there is none."""
        found = self.people.get(person) if person else None
        return found.name if found else "Not allocated"


class Part(Flowable):  # type: ignore[misc]  # reportlab has no stubs
    """No ink: from its page on, the running head says `title`; listed in the outline at `level`."""

    def __init__(self, title: str, level: int = 0) -> None:
        super().__init__()
        self.part = style.clean(title)
        self.outline = (level, self.part)

    def wrap(self, *_: float) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        """Nothing is drawn."""


def bookmarked(flowable: Any, text: str, level: int) -> Any:
    """The same flowable, listed in the PDF's outline at this level (0 is the top), and a heading of it."""
    flowable.role = f"H{min(level, 5) + 1}"
    flowable.outline = (level, " ".join(style.clean(text).split()))
    return flowable


def build(
    story: Sequence[Any],
    title: str,
    context: DocumentContext,
    wide: bool = False,
    sheet: tuple[float, float] | None = None,
) -> bytes:
    """The story as a PDF; `title` is a document name or holds references, never a person's name.

    On A4 upright or `wide`, or on a `sheet` of another size in points.
    """
    style.register_fonts()
    buffer = BytesIO()
    size = sheet or (landscape(A4) if wide else A4)
    _Document(buffer, title, context, size).build(list(story), canvasmaker=_Canvas)
    return buffer.getvalue()


class _Document(BaseDocTemplate):  # type: ignore[misc]
    """One frame a page inside the furniture; collects bookmarks as flowables are placed."""

    def __init__(
        self, target: BytesIO, title: str, context: DocumentContext, size: tuple[float, float]
    ) -> None:
        super().__init__(
            target,
            pagesize=size,
            title=f"{title}: {context.inspection.title}",
            author="Fieldwork",
            creator="Fieldwork",
            subject=context.marking,
            lang="en-GB",
        )
        self.context = context
        self.part = title
        self._outline_depth = -1
        frame = Frame(
            style.MARGIN,
            style.BOTTOM,
            size[0] - 2 * style.MARGIN,
            size[1] - style.TOP - style.BOTTOM,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )
        self.addPageTemplates(PageTemplate("page", [frame], onPageEnd=_furniture, pagesize=size))

    def afterFlowable(self, flowable: Any) -> None:
        part = getattr(flowable, "part", None)
        if part is not None:
            self.part = part
        entry = getattr(flowable, "outline", None)
        if entry is None:
            return
        level, text = entry
        # An outline entry may stand at most one level under the one before it.
        level = min(level, self._outline_depth + 1)
        self._outline_depth = level
        key = f"mark-{self.seq.nextf('outline')}"
        self.canv.bookmarkPage(key)
        self.canv.addOutlineEntry(text, key, level, closed=level > 0)


class _Canvas(Canvas):  # type: ignore[misc]
    """Knows the number of pages only at the end, so each page shows a form that is drawn last."""

    def __init__(self, *args: Any, **named: Any) -> None:
        # Otherwise each page would name Helvetica, which is not embedded, before any text is drawn.
        super().__init__(*args, **{**named, "initialFontName": style.FONT})
        self.structure = Structure(self)

    def save(self) -> None:
        if self._code:
            self.showPage()
        total = self.getPageNumber() - 1
        for number in range(1, total + 1):
            self.beginForm(f"page-{number}", lowerx=-200, lowery=-5, upperx=1, uppery=12)
            self.setFillColor(style.QUIET)
            self.setFont(style.FONT, 7.4)
            self.drawRightString(0, 0, f"Page {number} of {total}")
            self.endForm()
        self.structure.finish()
        self.setViewerPreference("DisplayDocTitle", "true")
        super().save()


def _furniture(canvas: Any, document: _Document) -> None:
    """What each page repeats, outside the structure of what is read."""
    with tagging.of(canvas).artifact(of_page=True):
        _head_and_foot(canvas, document)


def _head_and_foot(canvas: Any, document: _Document) -> None:
    """Marking at head and foot, what this is, when it was printed, and the page number."""
    width, height = document.pagesize
    left, right = style.MARGIN, width - style.MARGIN
    context = document.context
    canvas.saveState()
    canvas.setFillColor(style.INK)
    canvas.setFont(style.BOLD, 8.2)
    marking = style.clean(context.marking)
    canvas.drawCentredString(width / 2, height - 11 * mm, marking)
    canvas.drawCentredString(width / 2, 10 * mm, marking)
    canvas.setFillColor(style.QUIET)
    canvas.setFont(style.FONT, 7.4)
    half = (right - left) / 2 - 6
    canvas.drawString(left, height - 17 * mm, style.fitted(context.inspection.title, style.FONT, 7.4, half))
    canvas.drawRightString(right, height - 17 * mm, style.fitted(document.part, style.FONT, 7.4, half))
    canvas.drawString(left, 10 * mm, f"Printed {wording.day(context.printed)}")
    canvas.setStrokeColor(style.LINE)
    canvas.setLineWidth(0.5)
    canvas.line(left, height - 19 * mm, right, height - 19 * mm)
    canvas.line(left, 14.5 * mm, right, 14.5 * mm)
    canvas.translate(right, 10 * mm)
    canvas.doForm(f"page-{canvas.getPageNumber()}")
    canvas.restoreState()
