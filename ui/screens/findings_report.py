"""The report on the findings: looked at, saved in the formats that are wanted, or copied into a document."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from fieldwork import whole_files, wording
from fieldwork.findings.comparison import Reference
from fieldwork.inspection.file import Inspection
from fieldwork.reading.blind import blind_refs, refuse_blind
from ui.jobs import Progress
from ui.preview import PdfPreview
from ui.screens.live import told
from ui.screens.working import Working
from ui.session import Session
from ui.settings import PRINT_FOLDER, Settings
from ui.theme.metrics import LARGE, MEDIUM, SMALL, grown
from ui.widgets import Banner, Button, EmptyState, Heading, Label, Message, Muted

if TYPE_CHECKING:  # brings reportlab with it
    from fieldwork.documents.report.formats import Edition

Made = TypeVar("Made")
_LEFT = 290
_CLOSED = "Open concerns and what still points to somebody are left out."


class Writing(Generic[Made]):
    """Makes a report through a connection of its own, and hands what `use` makes of it on."""

    def __init__(
        self,
        inspection: Inspection,
        person: str,
        against: Reference | None,
        use: "Callable[[Edition], Made]",
    ) -> None:
        self._inspection, self._person, self._against, self._use = inspection, person, against, use

    def __call__(self, _progress: Progress) -> tuple[Made, tuple[str, ...]]:
        from fieldwork.documents.report.formats import Edition  # slow to import: reportlab

        with self._inspection.again() as own:
            refuse_blind(own, self._person, blind_refs(own, self._person))
            edition = Edition(own, self._against)
            return self._use(edition), tuple(edition.report.left_out)


class ReportDialog(QDialog):
    """Opened, never waited for."""

    def __init__(self, session: Session, against: Reference | None, parent: QWidget) -> None:
        from fieldwork.documents.report.formats import FORMATS  # slow to import: reportlab

        super().__init__(parent)
        self.session, self._against = session, against
        self._settings = Settings(parent=self)
        self.setWindowTitle("Findings report")
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(1120, 680)
        self.banner = Banner()
        self.working = Working(session)
        self.formats = {name: QCheckBox(words) for name, words in FORMATS.items()}
        self.look = Button("Pre&view", "primary", "eye")
        self.copy = Button("&Copy the report", icon_name="copy")
        self.save = Button("&Save to a folder…", icon_name="save")
        self.leave = Button("Close", "quiet")
        self.preview = PdfPreview()
        self._right = QStackedWidget()
        self._lay_out()
        self._connect()

    def show_preview(self) -> None:
        """Make the PDF and show it."""
        self._start("Writing the report…", _pdf, self._on_made)

    def copy_report(self) -> None:
        """Put the report on the clipboard as rich text and as plain text."""
        self._start("Writing the report…", _rich, self._on_rich)

    def save_to(self, folder: str) -> None:
        """Write the formats that are ticked into this folder."""
        wanted = [name for name, box in self.formats.items() if box.isChecked()]
        if not wanted:
            self.banner.show_state(Message("No format is chosen.", "warning", "Tick one or more."))
            return
        self._settings.set(PRINT_FOLDER, folder)
        self._start("Writing the report…", _Files(wanted, Path(folder)), self._on_saved)

    def reject(self) -> None:
        if self.working.busy:
            self.working.cancel.click()
        super().reject()

    def _on_session_closing(self) -> None:
        self.reject()

    # -- what was made --------------------------------------------------------------------------------

    def _start(
        self,
        words: str,
        use: "Callable[[Edition], Made]",
        done: Callable[[tuple[Made, tuple[str, ...]]], None],
    ) -> None:
        self.banner.show_state(None)
        work = Writing(self.session.inspection, self.session.author, self._against, use)
        self.working.start(words, work, done=done, failed=self._on_failed)

    def _on_made(self, result: tuple[bytes, tuple[str, ...]]) -> None:
        data, left_out = result
        self._right.setCurrentWidget(self.preview)
        self.preview.show_pdf(data, "Findings report", "findings-report.pdf")
        self._say(None, left_out)

    def _on_rich(self, result: tuple[tuple[str, str], tuple[str, ...]]) -> None:
        (html, text), left_out = result
        data = QMimeData()
        data.setHtml(html)
        data.setText(text)
        QGuiApplication.clipboard().setMimeData(data)
        self._say("The report is copied. Paste it into a document.", left_out)

    def _on_saved(self, result: tuple[list[Path], tuple[str, ...]]) -> None:
        paths, left_out = result
        self._say(f"{wording.count(len(paths), 'file')} saved in {paths[0].parent}.", left_out)

    def _say(self, words: str | None, left_out: Sequence[str]) -> None:
        """What was done, and what was kept back from the report."""
        kept = [f"Kept back, since it still points to somebody: {what}." for what in left_out]
        if words or kept:
            text = words or "The report is made, but for what points to somebody."
            self.banner.show_state(Message(text, "warning" if kept else "good", "\n".join(kept)))

    def _on_failed(self, error: BaseException) -> None:
        self.banner.show_state(told(error))

    # -- building -------------------------------------------------------------------------------------

    def _on_save_clicked(self) -> None:
        dialog = QFileDialog(self, "Save the report to", self._settings.get(PRINT_FOLDER))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    def _on_busy_changed(self, busy: bool) -> None:
        for button in (self.look, self.copy, self.save):
            button.setEnabled(not busy)

    def _connect(self) -> None:
        self.look.clicked.connect(self.show_preview)
        self.copy.clicked.connect(self.copy_report)
        self.save.clicked.connect(self._on_save_clicked)
        self.leave.clicked.connect(self.reject)
        self.working.busy_changed.connect(self._on_busy_changed)
        self.session.about_to_close.connect(self._on_session_closing)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(SMALL)
        left.addWidget(Heading("Findings report", 1))
        compared = self._against.title if self._against else "nothing"
        left.addWidget(Label(f"Compared with {compared}.", wrap=True))
        left.addWidget(Muted(_CLOSED, small=True))
        left.addWidget(self.look)
        left.addWidget(self.copy)
        left.addSpacing(MEDIUM)
        left.addWidget(Heading("Save as", 3))
        for name, box in self.formats.items():
            box.setChecked(name == "pdf")
            left.addWidget(box)
        left.addWidget(self.save)
        left.addStretch(1)
        left.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignLeft)
        holder = QWidget()
        holder.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        holder.setFixedWidth(grown(_LEFT))
        self._right.addWidget(EmptyState("documents", "Look at it before it is given out."))
        self._right.addWidget(self.preview)
        right = QVBoxLayout()
        right.setSpacing(SMALL)
        for widget in (self.banner, self.working):
            right.addWidget(widget)
        right.addWidget(self._right, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(LARGE, MEDIUM, LARGE, MEDIUM)
        row.setSpacing(LARGE)
        row.addWidget(holder)
        row.addLayout(right, 1)


def _pdf(edition: "Edition") -> bytes:
    return edition.pdf()


def _rich(edition: "Edition") -> tuple[str, str]:
    return edition.html(), edition.text()


class _Files:
    """Writes a report's files, each whole or not at all."""

    def __init__(self, formats: Sequence[str], folder: Path) -> None:
        self._formats, self._folder = formats, folder

    def __call__(self, edition: "Edition") -> list[Path]:
        return [whole_files.write(self._folder, one.name, one.data) for one in edition.files(self._formats)]
