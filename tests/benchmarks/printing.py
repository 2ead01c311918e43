"""Printing a hundred case summaries, as at the end of a fieldwork week."""

import time
from datetime import date
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from fieldwork.documents import case_summary, style
from fieldwork.documents.page import DocumentContext
from fieldwork.inspection.records import InspectionInfo
from fieldwork.programme import library
from tests.benchmarks.table import Row
from tests.documents.readings import INSPECTOR, full

_SUMMARIES = 100
_TARGET = 10.0


def measure() -> list[Row]:
    """The time for all of them, beside reportlab drawing the same number of lines on bare canvases."""
    programme = library.load("adult")
    day = date(2019, 9, 16)
    info = InspectionInfo("i1", "A provider, 2019", "A provider", day, day, (day,))
    context = DocumentContext(info, programme, day, people={INSPECTOR.id: INSPECTOR})
    cases = [full(programme, {"reference": f"E{number:06d}"}) for number in range(_SUMMARIES)]
    style.register_fonts()
    begun = time.perf_counter()
    for case in cases:
        case_summary.render(case, context)
    taken = time.perf_counter() - begun
    what = f"Printing {_SUMMARIES} case summaries"
    return [Row(what, taken, "s", _bare(), f"under {_TARGET:g} s", taken < _TARGET)]


def _bare() -> float:
    """Two pages of text lines a document with the same fonts, without layout."""
    begun = time.perf_counter()
    for _ in range(_SUMMARIES):
        canvas = Canvas(BytesIO())
        for _ in range(2):
            for line in range(80):
                canvas.setFont(style.BOLD if line % 5 == 0 else style.FONT, 8)
                canvas.drawString(
                    50, 800 - 9 * line, f"{line} Assessment weighs motivation to comply, ŵ and ŷ."
                )
            canvas.showPage()
        canvas.save()
    return time.perf_counter() - begun
