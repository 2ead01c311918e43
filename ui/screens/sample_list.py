"""Taking in the office's list: choose it, check how it is read, see what it changes, accept."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QComboBox, QFileDialog, QVBoxLayout, QWidget

from fieldwork import wording
from fieldwork.sample.model import ListProblem
from fieldwork.sample.sync import Synced
from ui.screens.list_columns import takable_facts
from ui.screens.list_drop import FILTER, dropped
from ui.screens.list_page import ListPage
from ui.screens.list_tables import problems_text
from ui.screens.list_work import Reading, ReadList, Taking, summary, written
from ui.screens.live import LiveScreen, told
from ui.screens.saving import save_whole
from ui.session import Session
from ui.widgets import Message


class SampleListScreen(LiveScreen):
    """Files are chosen with the button or dropped anywhere on the screen."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent, about=frozenset({"case"}))
        self.read: ReadList | None = None
        self._path: Path | None = None
        self._choices: Mapping[str, str] | None = None
        self._sheet: str | None = None
        self._fresh = True
        self._taking = False
        self.setAcceptDrops(True)
        self.page = ListPage(session, self._is_masked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        self._connect()

    def refresh(self) -> None:
        """What the list changes is compared again, since the cases are others now."""
        if self._path is not None and not self._taking:
            self._start_reading()

    def open_list(self, path: str) -> None:
        """Read this file."""
        self._path, self._choices, self._sheet = Path(path), None, None
        self._fresh = True
        self.page.banner.show_state(None)
        self._start_reading()

    def take_in(self) -> None:
        """Take the list in as it is shown."""
        if self.read is None or self.read.office_list is None:
            return
        self._taking = True
        except_problems = self.page.leave_out.isChecked()
        work = Taking(
            self.session.inspection, self.session.author, self.read, except_problems=except_problems
        )
        self.page.working.start(
            "Taking the list in…",
            work,
            done=self._on_taken,
            failed=self._on_taking_failed,
            cancellable=False,
            dialog=True,
        )

    # -- files ----------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped(event.mimeData()) and not self.page.working.busy:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped(event.mimeData())
        if path:
            event.acceptProposedAction()
            self.open_list(path)

    def _on_choose(self) -> None:
        dialog = QFileDialog(self, "Choose the office's list", "", FILTER)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.open_list)
        dialog.open()

    # -- reading ----------------------------------------------------------------------------------------

    def _connect(self) -> None:
        page = self.page
        page.choose_wanted.connect(self._on_choose)
        page.columns.chosen.connect(self._on_columns_chosen)
        page.sheet.activated.connect(self._on_sheet_activated)
        page.take_wanted.connect(self.take_in)
        page.copy_wanted.connect(self._on_copy)
        page.save_wanted.connect(self._on_save)
        page.banner.action_chosen.connect(self._on_action_chosen)

    def _start_reading(self) -> None:
        if self._path is None:
            return
        work = Reading(self.session.inspection, self._path, self._choices, self._sheet)
        self.page.working.start(
            "Reading the list…",
            work,
            done=self._on_read,
            failed=self._on_failed,
            cancelled=self._on_cancelled,
        )

    def _on_read(self, read: ReadList) -> None:
        self.read = read
        self._choices = read.choices
        facts = takable_facts(self.session.inspection.programme.facts)
        self.page.show_read(read, facts, fresh=self._fresh)
        self._fresh = False
        if read.refused is not None:
            self.page.banner.show_state(told(read.refused))
            self.page.tabs.setCurrentIndex(0)
        elif (shown := self.page.banner.message()) is not None and shown.tone == "danger":
            self.page.banner.show_state(None)

    def _on_failed(self, error: BaseException) -> None:
        self._forget()
        self.page.banner.show_state(told(error))

    def _on_cancelled(self) -> None:
        if self.read is None:
            self._forget()

    def _on_columns_chosen(self, choices: dict[str, str]) -> None:
        self._choices = choices
        self._start_reading()

    def _on_sheet_activated(self, place: int) -> None:
        box = self.sender()
        assert isinstance(box, QComboBox)
        self._sheet = box.itemText(place)
        self._start_reading()

    def _forget(self) -> None:
        self._path, self.read = None, None
        self.page.show_empty()

    # -- taking in ----------------------------------------------------------------------------------------

    def _on_taken(self, synced: Synced) -> None:
        self._forget()
        self.session.done(written(synced))
        self._taking = False
        parts = [f"{number} {words}" for _, words, number in summary(synced.comparison) if number]
        about = wording.listed(parts) if parts else "nothing changed"
        flagged = len(synced.flagged)
        detail = f"{wording.count(flagged, 'case')} being read need another look." if flagged else ""
        actions = (("cases", "Go to the cases"), ("undo", "Undo"))
        self.page.banner.show_state(Message(f"The list is taken in: {about}.", "good", detail, actions))

    def _on_taking_failed(self, error: BaseException) -> None:
        self._taking = False
        self.page.banner.show_state(told(error))

    def _on_action_chosen(self, action: str) -> None:
        self.page.banner.show_state(None)
        if action == "cases":
            self.go.emit("cases", "")
        elif action == "undo":
            self.session.undo()

    # -- problems -----------------------------------------------------------------------------------------

    def _is_masked(self, problem: ListProblem) -> bool:
        """Whether a problem's value is a person's own detail that is not shown now."""
        personal = self.read.personal_headings if self.read else frozenset()
        return not self.page.names.isChecked() and " ".join(problem.column.split()) in personal

    def _problems(self) -> list[ListProblem]:
        return list(self.read.office_list.problems) if self.read and self.read.office_list else []

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(problems_text(self._problems(), self._is_masked, "\t"))
        self.session.said.emit("The problems are copied, with personal details as they are shown.")

    def _on_save(self) -> None:
        dialog = QFileDialog(self, "Save the problems", "problems.csv", "CSV (*.csv)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.fileSelected.connect(self.save_problems)
        dialog.open()

    def save_problems(self, path: str) -> None:
        """Write the problems as CSV, whole or not at all, with personal details as they are shown."""
        # Excel takes a file for UTF-8 by the mark at its start.
        data = problems_text(self._problems(), self._is_masked, ",").encode("utf-8-sig")
        why = save_whole(path, data)
        if why:
            self.page.banner.show_state(Message("The problems were not saved.", "danger", why))
        else:
            self.session.said.emit(f"The problems are saved as {Path(path).name}.")
