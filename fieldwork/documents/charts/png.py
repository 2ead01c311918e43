"""A chart as PNG: the PDF of it, made a picture by PDFium, so that both look the same."""

from io import BytesIO

import pypdfium2 as pdfium
from PIL.PngImagePlugin import PngInfo
from reportlab.pdfgen.canvas import Canvas

from fieldwork.documents import style
from fieldwork.documents.charts.pdf import paint
from fieldwork.documents.charts.scene import Scene


def png(scene: Scene, dots_per_inch: int = 200) -> bytes:
    """The chart as a picture; its title and what it shows in words are in the file's text."""
    style.register_fonts()
    page = BytesIO()
    canvas = Canvas(page, pagesize=(scene.width, scene.height), initialFontName=style.FONT)
    paint(canvas, scene)
    canvas.save()
    document = pdfium.PdfDocument(page.getvalue())
    try:
        picture = document[0].render(scale=dots_per_inch / 72).to_pil()
    finally:
        document.close()
    told = PngInfo()
    told.add_itxt("Title", scene.title, lang="en-GB")
    told.add_itxt("Description", scene.told, lang="en-GB")
    found = BytesIO()
    picture.save(found, "PNG", pnginfo=told, dpi=(dots_per_inch, dots_per_inch))
    return found.getvalue()
