"""Handing the plan on: prints, calendars, and telling people what concerns them."""

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from fieldwork.exports.plan_workbook import plan_workbook
from fieldwork.timetable.calendars import calendar_of, remember
from ui.screens.printing import PrintDialog
from ui.screens.saving import save_whole
from ui.screens.timetable_telling import TellingDialog
from ui.screens.timetable_view import PlanState
from ui.session import Session
from ui.widgets import Message


class HandingOut(QObject):
    """`said` carries a message for the screen."""

    said = Signal(object)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._screen = session, parent
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

    def choose_calendar(self) -> None:
        """Ask where the calendar or the workbook is to be written."""
        kinds = "Calendar (*.ics);;Excel workbook (*.xlsx)"
        dialog = QFileDialog(self._screen, "Export the plan", "interviews.ics", kinds)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("ics")
        dialog.fileSelected.connect(self.export_calendar)
        dialog.open()

    def export_calendar(self, path: str) -> None:
        """Write every interview as a calendar file, or as a workbook, whole or not at all."""
        inspection = self._session.inspection
        if Path(path).suffix.casefold() == ".xlsx":
            why = save_whole(path, plan_workbook(inspection))
        else:
            made = calendar_of(inspection)
            why = save_whole(path, made.text.encode())
            if not why:
                remember(inspection, made)  # so that the next one takes out what is gone by then
        if why:
            self.said.emit(Message("The plan was not exported.", "danger", why))
        else:
            self.said.emit(Message(f"Exported as {Path(path).name}.", "good"))
