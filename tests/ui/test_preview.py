"""A PDF on the screen: pages, zoom, saving whole or not at all, printing."""

import io
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ui.preview import PdfPreview


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """Five pages."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for number in range(1, 6):
        canvas.setFont("Helvetica", 40)
        canvas.drawString(100, 600, f"Page {number}")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@pytest.fixture
def preview(qtbot: QtBot, pdf: bytes) -> PdfPreview:
    """The pages on the screen."""
    made = PdfPreview()
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show_pdf(pdf, "Findings", "findings.pdf")
    made.show()
    return made


def test_the_pages_are_counted_and_reached_by_number(preview: PdfPreview, qtbot: QtBot) -> None:
    assert preview.page_count() == 5
    preview._page.setValue(4)
    qtbot.waitUntil(lambda: preview._view.pageNavigator().currentPage() == 3)
    preview._view.pageNavigator().jump(1, preview._view.pageNavigator().currentLocation(), 0)
    assert preview.page() == 2


def test_zooming_starts_from_what_is_seen(preview: PdfPreview) -> None:
    preview._on_fit_page()
    preview._on_zoom_in()
    first = preview._view.zoomFactor()
    preview._on_zoom_in()
    assert preview._view.zoomFactor() == pytest.approx(first * 1.25)
    for _ in range(20):
        preview._on_zoom_in()
    assert preview._view.zoomFactor() == 5.0


def test_saving_writes_the_same_bytes(preview: PdfPreview, qtbot: QtBot, pdf: bytes, tmp_path: Path) -> None:
    with qtbot.waitSignal(preview.saved):
        preview.save_to(str(tmp_path / "a.pdf"))
    assert (tmp_path / "a.pdf").read_bytes() == pdf
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


def test_a_save_that_fails_is_said_above_the_pages(preview: PdfPreview, tmp_path: Path) -> None:
    preview.save_to(str(tmp_path / "nowhere" / "a.pdf"))
    message = preview._banner.message()
    assert message is not None
    assert message.tone == "danger"


def test_another_document_takes_the_place_of_the_first(
    preview: PdfPreview, pdf: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "b.pdf"
    path.write_bytes(pdf)
    preview.show_pdf(path, "Again", "b.pdf")
    path.unlink()
    assert preview.page_count() == 5
    preview.show_pdf(b"no PDF", "Broken", "c.pdf")
    assert preview.page_count() == 0
    message = preview._banner.message()
    assert message is not None and "cannot be shown" in message.text


def test_printing_takes_the_pages_asked_for(preview: PdfPreview, qtbot: QtBot, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setFromTo(2, 3)
    preview.print_to(printer)
    assert preview._printing is not None
    with qtbot.waitSignal(preview._printing.finished, timeout=20_000) as finished:
        pass
    assert finished.args == [None]
    with pypdfium2.PdfDocument(tmp_path / "printed.pdf") as printed:
        assert len(printed) == 2
        darkest = printed[0].render(scale=0.5).to_pil().convert("L").getextrema()[0]
    assert darkest < 64


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_does_not_answer_is_said(preview: PdfPreview, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "nowhere" / "printed.pdf"))
    preview.print_to(printer)
    message = preview._banner.message()
    assert message is not None and message.tone == "danger"
