"""The report in every format that it is given in."""

from collections.abc import Iterator, Sequence
from datetime import date

from fieldwork.documents.charts.png import png
from fieldwork.documents.charts.svg import svg
from fieldwork.documents.page import DocumentContext
from fieldwork.documents.produce import Document
from fieldwork.documents.report import content, html, pdf, plain, workbook
from fieldwork.documents.report.blocks import Report
from fieldwork.documents.report.source import Source, gather
from fieldwork.findings.comparison import Reference
from fieldwork.inspection.file import Inspection

#: The formats by the names that commands take, and what each is.
FORMATS = {
    "pdf": "Report as PDF",
    "xlsx": "Figures and charts as XLSX",
    "html": "Report as HTML, to paste into a word processor",
    "text": "Report as plain text",
    "svg": "Charts as SVG",
    "png": "Charts as PNG",
}
NAME = "findings-report"


class Edition:
    """One report, gathered once and written in any format."""

    def __init__(
        self, inspection: Inspection, against: Reference | None = None, printed: date | None = None
    ) -> None:
        self.source: Source = gather(inspection, against, printed or date.today())
        self.report: Report = content.write(self.source)

    def pdf(self) -> bytes:
        """The report as PDF."""
        source = self.source
        return pdf.render(self.report, DocumentContext(source.info, source.programme, source.printed))

    def html(self, *, pictures: bool = True) -> str:
        """The report as HTML; what rich text is copied from."""
        return html.render(self.report, pictures=pictures)

    def text(self) -> str:
        """The report as plain text."""
        return plain.render(self.report)

    def xlsx(self) -> bytes:
        """The figures as a workbook."""
        return workbook.render(self.source, self.report)

    def files(self, formats: Sequence[str]) -> Iterator[Document]:
        """The files of these formats; charts are one file each."""
        for name in formats:
            match name:
                case "pdf":
                    yield Document(f"{NAME}.pdf", self.pdf())
                case "xlsx":
                    yield Document(f"{NAME}.xlsx", self.xlsx())
                case "html":
                    yield Document(f"{NAME}.html", self.html().encode())
                case "text":
                    yield Document(f"{NAME}.txt", self.text().encode())
                case "svg":
                    yield from (Document(f"chart-{f.name}.svg", svg(f.scene)) for f in self.report.figures)
                case "png":
                    yield from (Document(f"chart-{f.name}.png", png(f.scene)) for f in self.report.figures)
