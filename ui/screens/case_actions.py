"""What is done to cases from their list: complete, reopen."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fieldwork import wording
from fieldwork.errors import FieldworkError
from fieldwork.exchange.handover import HandedOver
from fieldwork.inspection import queries
from fieldwork.inspection.changes import Register, Written
from fieldwork.inspection.records import Status
from fieldwork.reading.service import NotComplete
from ui.screens.handover_dialog import HandOverDialog
from ui.screens.reason_dialog import ReasonDialog
from ui.session import Session
from ui.widgets import Message


class CaseActions(QObject):
    """`told` carries a `Message` where something could not be done."""

    told = Signal(object)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._over = parent
        self._reopening: tuple[str, ...] = ()

    def complete(self, refs: Sequence[str]) -> None:
        """Completes the cases that can be, and says which cannot and what is missing."""
        registers: set[Register] = set()
        step, open_still = "", list[tuple[str, NotComplete]]()
        for ref in refs:
            try:
                if queries.status(self._session.inspection, ref) is not Status.COMPLETE:
                    written = self._session.reader.complete(ref)
                    registers |= written.registers
                    step = written.step
            except NotComplete as error:
                open_still.append((ref, error))
            except FieldworkError as error:
                self._session.fail(error)
                self.told.emit(Message(str(error), "danger", error.advice))
                break
        self._session.done(Written(frozenset(registers), step))
        self._tell_open(open_still)

    def _tell_open(self, open_still: Sequence[tuple[str, NotComplete]]) -> None:
        if len(open_still) == 1:
            ref, error = open_still[0]
            actions = ((ref, f"Open {ref}"),)
            self.told.emit(Message(str(error), "warning", error.advice, actions))
        elif open_still:
            words = wording.count(len(open_still), "case is", "cases are")
            listed = ", ".join(ref for ref, _ in open_still[:8]) + (
                " and others" if len(open_still) > 8 else ""
            )
            self.told.emit(
                Message(f"{words} not complete: something that applies is unanswered.", "warning", listed)
            )

    def reopen(self, refs: Sequence[str]) -> None:
        """Asks for the reason, then reopens the cases that are complete."""
        status = {ref: queries.status(self._session.inspection, ref) for ref in refs}
        complete = [ref for ref in refs if status[ref] is Status.COMPLETE]
        if complete:
            self._reopening = tuple(complete)
            which = f"case {complete[0]}" if len(complete) == 1 else wording.count(len(complete), "case")
            words = "Its answers can be changed again. The reason stays in the history."
            dialog = ReasonDialog(f"Reopen {which}", words, "Reopen", self._over, why="Why it is read again")
            dialog.given.connect(self._on_reason_given)
            dialog.open()

    def hand_over(self, refs: Sequence[str]) -> None:
        """Asks to whom and why, then gives the cases to another reader."""
        HandOverDialog(self._session, tuple(refs), self._on_handed_over, self._over).open()

    def _on_handed_over(self, handed: HandedOver) -> None:
        self._session.done(Written(frozenset(Register("case", ref, "inspector") for ref in handed.cases)))
        words = f"{wording.count(len(handed.cases), 'case')} handed over to {handed.to.name}."
        detail = "No package was made: send when a place is there."
        if handed.sent is not None:
            detail = "The package goes to the lead, who sends the cases on." if handed.via_lead else ""
        self.told.emit(Message(words, "good", detail))

    def _on_reason_given(self, reason: str) -> None:
        try:
            for ref in self._reopening:
                self._session.done(self._session.reader.reopen(ref, reason))
        except FieldworkError as error:
            self.told.emit(Message(str(error), "danger", error.advice))
