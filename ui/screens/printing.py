"""What to print, for which cases, looked at before it is saved or printed."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from fieldwork import wording
from fieldwork.documents.produce import DOCUMENTS, Document
from ui.preview import PdfPreview
from ui.screens.live import told
from ui.screens.print_scope import WHOLE, scopes
from ui.screens.print_work import Making, Saving
from ui.screens.working import Working
from ui.session import Session
from ui.settings import PRINT_FOLDER, Settings
from ui.theme import icon
from ui.theme.metrics import LARGE, MEDIUM, SMALL, grown
from ui.widgets import Banner, Button, EmptyState, Heading, Label, Message, Muted

#: What each document is, for choosing; those of the whole inspection take no cases.
_ABOUT = {
    "case-summary": "The answers, notes and judgements of each case that has been begun.",
    "interview-notes": "For each officer to be seen: the cases, what to ask, room to write.",
    "blank-form": "The questions to write on by hand; for chosen cases only those that apply.",
    "timetable": "The interviews by inspector, by office, by officer and by day.",
    "wall-sheet": "The whole plan on A3, by inspector and by office.",
    "officer-letters": "When, where and about which cases, for each officer; a file for each office.",
    "change-slips": "What has changed since people were told: a list, and slips for those concerned.",
    "sample": "Every case of the sample and how it is made up.",
    "sampling": "What was left out, strata, make-up, seed and reserves of the samples drawn here.",
    "evidence": "Meetings, observations, interviews and domain one; where nothing is written, room to write.",
    "examples": "Good and poor practice by standard, once no example points to anybody.",
    "findings": "Ratings, findings by standard with charts, the data, the sample and the method.",
    "pack": "For each inspector: interviews and cases to take along.",
}
_LEFT = 290


class PrintDialog(QDialog):
    """Opened, never waited for. `refs` are the cases chosen where it was asked for."""

    def __init__(
        self, session: Session, refs: Sequence[str] = (), *, document: str = "", parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.session = session
        self._settings = Settings(parent=self)
        self._making: Making | None = None
        self._documents: tuple[Document, ...] = ()
        self.setWindowTitle("Print")
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(1160, 700)
        self.banner = Banner()
        self.working = Working(session)
        self.kinds = QListWidget()
        self.scope = QComboBox()
        self.files = QListWidget()
        self.preview = PdfPreview()
        self._scopes = scopes(session, refs)
        self._build(document)
        self._lay_out()
        self._connect()

    def document(self) -> str:
        """The id of the document that is chosen."""
        item = self.kinds.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item else ""

    def show_preview(self) -> None:
        """Make the documents and show the first of them."""
        self._clear()
        refs = self._refs()
        if refs is None:
            return
        self._making = Making(self.session.inspection, self.document(), refs)
        self.working.start(
            "Making documents…",
            self._making,
            done=self._on_made,
            failed=self._on_failed,
            cancelled=self._on_cancelled,
        )

    def save_to(self, folder: str) -> None:
        """Make the documents and write them into this folder."""
        refs = self._refs()
        if refs is None:
            return
        self._settings.set(PRINT_FOLDER, folder)
        self.banner.show_state(None)
        work = Saving(self.session.inspection, self.document(), refs, Path(folder))
        self.working.start(
            "Saving documents…",
            work,
            done=self._on_saved,
            failed=self._on_failed,
            cancelled=self._on_saving_cancelled,
        )

    def reject(self) -> None:
        if self.working.busy:
            self.working.cancel.click()
        super().reject()

    def _on_session_closing(self) -> None:
        self.reject()

    # -- choosing -----------------------------------------------------------------------------------

    def _refs(self) -> tuple[str, ...] | None:
        refs = self._scopes[self.scope.currentIndex()].refs(self.document())
        if refs is None:
            words = "There is nothing to print: none of these cases has been begun."
            self.banner.show_state(Message(words, "warning", "Choose other cases, or another document."))
        return refs

    def _build(self, document: str) -> None:
        self.kinds.setAccessibleName("Document")
        self.scope.setAccessibleName("Cases")
        self.files.setAccessibleName("Files")
        for name, words in DOCUMENTS.items():
            item = QListWidgetItem(icon("documents"), words)
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setToolTip(_ABOUT.get(name, ""))
            self.kinds.addItem(item)
            if name == document:
                self.kinds.setCurrentItem(item)
        if self.kinds.currentRow() < 0:
            self.kinds.setCurrentRow(0)
        for scope in self._scopes:
            self.scope.addItem(scope.words)
        rows = self.kinds.count() * (self.kinds.sizeHintForRow(0) + 1)
        self.kinds.setFixedHeight(rows + SMALL)
        self._about = Muted("", small=True)
        self._about.setMinimumHeight(2 * self._about.fontMetrics().height() + 2)
        self._count = Label("", "strong")
        self.look = Button("Pre&view", "primary", "eye")
        self.save = Button("&Save to a folder…", icon_name="save")
        self.leave = Button("Close", "quiet")
        self._right = QStackedWidget()
        self._right.addWidget(
            EmptyState(
                "documents", "Look before you print.", detail="Preview makes the documents you choose."
            )
        )
        self._right.addWidget(self.preview)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(SMALL)
        left.addWidget(Heading("Print", 1))
        self._add_labelled(left, "&Document", self.kinds)
        left.addWidget(self._about)
        self._add_labelled(left, "&Cases", self.scope)
        left.addSpacing(SMALL)
        for button in (self.look, self.save):
            left.addWidget(button)
        left.addSpacing(SMALL)
        left.addWidget(self._count)
        left.addWidget(self.files, 1)
        left.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignLeft)
        holder = QWidget()
        holder.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        holder.setFixedWidth(grown(_LEFT))
        right = QVBoxLayout()
        right.setSpacing(SMALL)
        right.addWidget(self.banner)
        right.addWidget(self.working)
        right.addWidget(self._right, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(LARGE, MEDIUM, LARGE, MEDIUM)
        row.setSpacing(LARGE)
        row.addWidget(holder)
        row.addLayout(right, 1)
        self._on_choice_changed()

    def _add_labelled(self, column: QVBoxLayout, words: str, field: QWidget) -> None:
        label = Label(words)
        label.setBuddy(field)
        column.addWidget(label)
        column.addWidget(field)

    def _connect(self) -> None:
        self.kinds.currentRowChanged.connect(self._on_choice_changed)
        self.kinds.itemActivated.connect(self.show_preview)
        self.scope.activated.connect(self._on_choice_changed)
        self.look.clicked.connect(self.show_preview)
        self.save.clicked.connect(self._on_save_clicked)
        self.leave.clicked.connect(self.reject)
        self.files.currentRowChanged.connect(self._on_file_changed)
        self.working.busy_changed.connect(self._on_busy_changed)
        self.session.about_to_close.connect(self._on_session_closing)

    def _on_choice_changed(self) -> None:
        self._about.setText(_ABOUT.get(self.document(), ""))
        self.scope.setEnabled(self.document() not in WHOLE)
        self.banner.show_state(None)
        self._clear()

    def _on_busy_changed(self, busy: bool) -> None:
        for widget in (self.kinds, self.scope, self.look, self.save):
            widget.setEnabled(not busy)
        self.scope.setEnabled(not busy and self.document() not in WHOLE)

    # -- what was made --------------------------------------------------------------------------------

    def _clear(self) -> None:
        self._documents = ()
        self.files.clear()
        self.files.hide()
        self._count.setText("")
        self._right.setCurrentIndex(0)

    def _show(self, documents: Sequence[Document]) -> None:
        self._documents = tuple(documents)
        self.files.clear()
        for one in documents:
            self.files.addItem(QListWidgetItem(icon("file"), one.name))
        self.files.setVisible(len(documents) > 1)
        self._count.setText(wording.count(len(documents), "document"))
        if documents:
            self._right.setCurrentIndex(1)
            self.files.setCurrentRow(0)

    def _on_file_changed(self, row: int) -> None:
        if 0 <= row < len(self._documents):
            one = self._documents[row]
            self.preview.show_pdf(one.data, one.name, one.name)

    def _on_made(self, documents: tuple[Document, ...]) -> None:
        self._show(documents)

    def _on_cancelled(self) -> None:
        if self._making is not None:
            self._show(self._making.made)
        self.banner.show_state(Message("Stopped. The documents made so far are shown.", "info"))

    def _on_failed(self, error: BaseException) -> None:
        self.banner.show_state(told(error))

    def _on_save_clicked(self) -> None:
        start = self._settings.get(PRINT_FOLDER)
        dialog = QFileDialog(self, "Save the documents to", start)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    def _on_saved(self, paths: tuple[Path, ...]) -> None:
        words = f"{wording.count(len(paths), 'document')} saved in {paths[0].parent}."
        detail = "They are not encrypted: keep them where case papers may be kept."
        self.banner.show_state(Message(words, "good", detail))

    def _on_saving_cancelled(self) -> None:
        self.banner.show_state(Message("Stopped. Documents saved before that stay in the folder.", "info"))
