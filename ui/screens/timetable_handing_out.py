"""Handing the plan on: prints, calendars, a workbook, and telling people what concerns them."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from fieldwork import whole_files, wording
from fieldwork.inspection.file import Inspection
from fieldwork.timetable import calendars
from ui import jobs
from ui.screens.live import told
from ui.screens.printing import PrintDialog
from ui.screens.timetable_telling import TellingDialog
from ui.screens.timetable_view import PlanState
from ui.screens.working import Working
from ui.session import Session
from ui.widgets import Message

What = Literal["calendar", "inspectors", "offices", "workbook"]
"""One calendar of everybody, one for each inspector or office, or everything as a workbook."""

#: By what is written into one file: the dialog's title, the name proposed, what the file is.
_FILES = {
    "calendar": ("Export the calendar", "interviews.ics", "Calendar (*.ics)"),
    "workbook": ("Export the plan as a workbook", "interviews.xlsx", "Workbook (*.xlsx)"),
}


@dataclass(frozen=True, slots=True)
class Exported:
    """File names that were written, and how many events of earlier calendars these cancel."""

    names: tuple[str, ...]
    cancelled: int = 0


class HandingOut(QObject):
    """`said` carries a message for the screen."""

    said = Signal(object)

    def __init__(self, session: Session, working: Working, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._working, self._screen = session, working, parent
        self._state: PlanState | None = None

    def show_state(self, state: PlanState) -> None:
        """The plan that is to be handed on."""
        self._state = state

    def print(self, document: str = "timetable") -> None:
        """Choose what to print, beginning with a document."""
        PrintDialog(self._session, document=document, parent=self._screen).open()

    def tell(self) -> None:
        """Show what people have not been told."""
        if self._state is not None:
            dialog = TellingDialog(self._session, self._state, self._screen)
            dialog.print_wanted.connect(self.print)
            dialog.open()

    def choose(self, what: What) -> None:
        """Ask where it is to be written: a file, or a folder for many."""
        dialog = QFileDialog(self._screen)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if what in _FILES:
            title, name, kind = _FILES[what]
            dialog.setWindowTitle(title)
            dialog.setNameFilter(kind)
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setDefaultSuffix(name.rpartition(".")[2])
            dialog.selectFile(name)
        else:
            dialog.setWindowTitle("Choose a folder for the calendars")
            dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(partial(self.export, what))
        dialog.open()

    def export(self, what: What, path: str) -> None:
        """Write it off the event loop, each file whole or not at all."""
        work = _Exporting(self._session.inspection, what, Path(path))
        self._working.start(
            "Writing…", work, done=self._on_exported, failed=self._on_failed, cancellable=False
        )

    def _on_exported(self, done: Exported) -> None:
        if not done.names:
            self.said.emit(Message("There is nothing to write yet.", "info"))
            return
        files = done.names[0] if len(done.names) == 1 else wording.count(len(done.names), "calendar")
        gone = f"{wording.count(done.cancelled, 'event')} cancelled." if done.cancelled else ""
        self.said.emit(Message(f"Exported: {files}.", "good", gone))

    def _on_failed(self, error: BaseException) -> None:
        self.said.emit(told(error))


class _Exporting:
    """The work of writing. What a calendar holds is remembered: the next one changes and cancels it."""

    def __init__(self, inspection: Inspection, what: What, path: Path) -> None:
        self._inspection, self._what, self._path = inspection, what, path

    def __call__(self, _progress: jobs.Progress) -> Exported:
        with self._inspection.again() as own:
            if self._what == "workbook":
                # Slow to import: only where somebody wants one.
                from fieldwork.exports.plan_workbook import plan_workbook

                written = whole_files.write(self._path.parent, self._path.name, plan_workbook(own))
                return Exported((written.name,))
            if self._what == "calendar":
                folder, made = self._path.parent, [calendars.calendar_of(own)]
                names = [self._path.name]
            else:
                folder, made = self._path, list(calendars.calendars(own, self._what.removesuffix("s")))
                names = [one.name for one in made]
            for one, name in zip(made, names, strict=True):
                whole_files.write(folder, name, one.text.encode())
                calendars.remember(own, one)
        return Exported(tuple(names), sum(one.cancelled for one in made))
