"""Prints a PDF a page at a time, so that the window stays alive meanwhile."""

from PySide6.QtCore import QObject, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

from fieldwork.errors import Fault

#: Dots per inch to draw at: fine enough for text, a quarter of the memory of a printer's own 600.
_SHARP = 300


class PagePrinter(QObject):
    """Prints one page at each turn of the event loop. `finished` carries the problem, or None."""

    progressed = Signal(int, int)
    finished = Signal(object)

    def __init__(self, document: QPdfDocument, printer: QPrinter, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._printer = printer
        self._painter = QPainter()
        last = printer.toPage() or document.pageCount()
        self._pages = list(range(max(1, printer.fromPage()), last + 1))
        self._done = 0
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._on_turn)

    def start(self) -> None:
        """Begin; nothing is printed before the event loop turns."""
        self._printer.setResolution(min(_SHARP, self._printer.resolution()))
        if self._painter.begin(self._printer):
            self._turn.start()
        else:
            self._end(Fault("The printer did not answer.", "Check the printer and try again."))

    def _on_turn(self) -> None:
        if self._done == len(self._pages):
            self._painter.end()
            self._end(None)
            return
        if self._done and not self._printer.newPage():
            self._painter.end()
            self._end(Fault("The printer stopped.", "Check the printer and print the rest again."))
            return
        self._draw(self._pages[self._done] - 1)
        self._done += 1
        self.progressed.emit(self._done, len(self._pages))

    def _draw(self, page: int) -> None:
        """Draw one page as large as the paper allows, in its middle, at most at its own size."""
        room = self._painter.viewport()
        points = self._document.pagePointSize(page)
        dots = self._printer.resolution() / 72
        whole = QSize(round(points.width() * dots), round(points.height() * dots))
        fitted = whole.scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        size = whole if whole.width() <= room.width() and whole.height() <= room.height() else fitted
        target = QRect(0, 0, size.width(), size.height())
        target.moveCenter(room.center())
        self._painter.drawImage(target, self._document.render(page, size))

    def _end(self, problem: Exception | None) -> None:
        self._turn.stop()
        self.finished.emit(problem)
        self.deleteLater()
