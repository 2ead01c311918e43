"""A PDF to look through before it is saved or printed. It is held in memory; no copy is left anywhere."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QPointF, QSaveFile, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeySequence, QPageLayout, QPalette, QShortcut, QShowEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from ui import errors
from ui.printing import PagePrinter
from ui.theme import colours
from ui.theme.metrics import SMALL, TIGHT
from ui.widgets.buttons import Button, IconButton
from ui.widgets.panels import Banner, Message
from ui.widgets.text import Elided, Label

_STEP = 1.25
_LEAST, _MOST = 0.25, 5.0


class PdfPreview(QWidget):
    """The pages one below the other, with zoom, page number, saving and printing.

    `saved` carries the path that it was saved to. Ctrl+S saves, Ctrl+P prints, Ctrl with plus, minus,
    0 and 1 zooms in, out, to the width and to the page.
    """

    saved = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = "document.pdf"
        self._held = QBuffer(self)
        self._document = QPdfDocument(self)
        self._view = QPdfView(self)
        self._view.setDocument(self._document)
        self._view.setPageMode(QPdfView.PageMode.MultiPage)
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._view.setAccessibleName("Pages")
        self._title = Elided(role="strong")
        self._page = QSpinBox()
        self._page.setAccessibleName("Page")
        self._of = Label()
        self._banner = Banner()
        self._printing: PagePrinter | None = None
        self._lay_out()
        self._colour_view()
        self._connect()

    def show_pdf(self, source: bytes | Path, title: str, file_name: str) -> None:
        """Show this PDF; `file_name` is offered for saving. Raises OSError for a path that cannot be read."""
        data = source.read_bytes() if isinstance(source, Path) else source
        self._document.close()
        self._held.close()
        self._held.setData(QByteArray(data))
        self._held.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._held)
        self._name = file_name
        self._title.setText(title)
        pages = self._document.pageCount()
        self._page.setRange(min(1, pages), pages)
        self._of.setText(f"of {pages}")
        self._view.setAccessibleName(f"Pages of {title}")
        readable = self._document.error() == QPdfDocument.Error.None_
        problem = Message("This document cannot be shown.", "danger", "Make it again.", closable=False)
        self._banner.show_state(None if readable else problem)

    def page_count(self) -> int:
        """How many pages there are."""
        return self._document.pageCount()

    def page(self) -> int:
        """The page in view, from 1."""
        return self._page.value()

    def save_to(self, path: str) -> None:
        """Write the PDF there, whole or not at all; a failure shows above the pages."""
        target = QSaveFile(path)
        written = (
            target.open(QIODevice.OpenModeFlag.WriteOnly)
            and target.write(self._held.data()) == self._held.size()
            and target.commit()
        )
        if written:
            self._banner.show_state(Message(f"Saved as {Path(path).name}.", "good"))
            self.saved.emit(path)
        else:
            self._banner.show_state(
                Message(
                    "The document was not saved.", "danger", f"{target.errorString()}. Try another place."
                )
            )

    def print_to(self, printer: QPrinter) -> None:
        """Print the pages that the printer's settings ask for, a page at each turn of the event loop."""
        self._printing = PagePrinter(self._document, printer, self)
        self._printing.progressed.connect(self._on_printing_progressed)
        self._printing.finished.connect(self._on_printing_finished)
        self._printing.start()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(SMALL, TIGHT, SMALL, TIGHT)
        bar.setSpacing(TIGHT)
        bar.addWidget(self._title, 1)
        back = IconButton("chevron-up", "Page before")
        on = IconButton("chevron-down", "Next page")
        back.clicked.connect(self._page.stepDown)
        on.clicked.connect(self._page.stepUp)
        for part in (back, self._page, self._of, on):
            bar.addWidget(part)
        bar.addSpacing(SMALL)
        for name, words, key, slot in (
            ("zoom-out", "Zoom out", "Ctrl+-", self._on_zoom_out),
            ("zoom-in", "Zoom in", "Ctrl++", self._on_zoom_in),
            ("fit-width", "Fit the width", "Ctrl+0", self._on_fit_width),
            ("fit-page", "Fit the page", "Ctrl+1", self._on_fit_page),
        ):
            button = IconButton(name, words, key=key)
            button.clicked.connect(slot)
            bar.addWidget(button)
        bar.addSpacing(SMALL)
        self._save = Button("Save as…", icon_name="save")
        self._print = Button("Print…", "primary", "printer")
        bar.addWidget(self._save)
        bar.addWidget(self._print)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        told = QHBoxLayout()
        told.setContentsMargins(SMALL, 0, SMALL, TIGHT)
        told.addWidget(self._banner)
        column.addLayout(told)
        column.addWidget(self._view, 1)

    def _connect(self) -> None:
        self._page.valueChanged.connect(self._on_page_entered)
        self._view.pageNavigator().currentPageChanged.connect(self._on_page_reached)
        self._save.clicked.connect(self._on_save_clicked)
        self._print.clicked.connect(self._on_print_clicked)
        for keys, slot in (("Ctrl+S", self._on_save_clicked), ("Ctrl+P", self._on_print_clicked)):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour_view()

    def _colour_view(self) -> None:
        """What lies around the pages; the view takes it from a role that is for edges elsewhere."""
        worn = QPalette(self._view.palette())
        worn.setColor(QPalette.ColorRole.Dark, QColor(colours().sunken))
        self._view.setPalette(worn)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self._view.setFocus)

    def _on_page_entered(self, page: int) -> None:
        if page - 1 != self._view.pageNavigator().currentPage():
            self._view.pageNavigator().jump(page - 1, QPointF(), 0)

    def _on_page_reached(self, page: int) -> None:
        self._page.blockSignals(True)
        self._page.setValue(page + 1)
        self._page.blockSignals(False)

    def _on_zoom_in(self) -> None:
        self._zoom(_STEP)

    def _on_zoom_out(self) -> None:
        self._zoom(1 / _STEP)

    def _on_fit_width(self) -> None:
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)

    def _on_fit_page(self) -> None:
        self._view.setZoomMode(QPdfView.ZoomMode.FitInView)

    def _zoom(self, factor: float) -> None:
        """Zoom from what is seen now, also when that was fitted."""
        now = self._view.zoomFactor()
        page = self._document.pagePointSize(self._view.pageNavigator().currentPage())
        if self._view.zoomMode() != QPdfView.ZoomMode.Custom and not page.isEmpty():
            screen = self.screen() or QGuiApplication.primaryScreen()
            inch = screen.logicalDotsPerInch() / 72
            across = self._view.viewport().width() / (page.width() * inch)
            down = self._view.viewport().height() / (page.height() * inch)
            now = across if self._view.zoomMode() == QPdfView.ZoomMode.FitToWidth else min(across, down)
        self._view.setZoomMode(QPdfView.ZoomMode.Custom)
        self._view.setZoomFactor(max(_LEAST, min(_MOST, now * factor)))

    def _on_save_clicked(self) -> None:
        dialog = QFileDialog(self, "Save the document", self._name, "PDF (*.pdf)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    def _on_print_clicked(self) -> None:
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._printer.setDocName(Path(self._name).stem)
        self._printer.setFromTo(1, self.page_count())
        size = self._document.pagePointSize(0)
        wide = size.width() > size.height()
        self._printer.setPageOrientation(
            QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
        )
        dialog = QPrintDialog(self._printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, self.page_count())
        dialog.accepted.connect(self._on_print_accepted)
        QDialog.open(dialog)

    def _on_print_accepted(self) -> None:
        self.print_to(self._printer)

    def _on_printing_progressed(self, page: int, pages: int) -> None:
        self._banner.show_state(Message(f"Printing page {page} of {pages}…", "info", closable=False))

    def _on_printing_finished(self, problem: object) -> None:
        self._printing = None
        if isinstance(problem, Exception):
            said = errors.sentence(problem)
            self._banner.show_state(Message(said.what_happened, "danger", said.what_to_do))
        else:
            self._banner.show_state(Message("Sent to the printer.", "good"))
