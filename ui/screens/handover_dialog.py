"""Hands cases over to another reader, with a reason; a package goes at once where a place is chosen."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from fieldwork.exchange.handover import HandedOver, hand_over
from fieldwork.exchange.outbox import Outbox, go
from fieldwork.exchange.places import chosen
from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.wording import count
from ui import jobs
from ui.screens.form_field import FormField
from ui.screens.live import told
from ui.session import Session
from ui.widgets import CANCEL, Banner, Choice, Dialog, NoteEditor

_ABOUT = (
    "Everything known of the cases goes along. Whoever reads them now may be offline: what both of you enter "
    "meanwhile stays, side by side."
)


class Handing:
    """Hands over through a connection of its own, and takes the package to its place."""

    def __init__(
        self, inspection: Inspection, author: str, refs: Sequence[str], to: str, reason: str, *, send: bool
    ) -> None:
        self._inspection, self._author, self._refs = inspection, author, tuple(refs)
        self._to, self._reason, self._send = to, reason, send

    def __call__(self, _progress: jobs.Progress) -> HandedOver:
        with self._inspection.again() as own:
            address = chosen.chosen(own) if self._send else None
            place = Outbox(own, address) if address else None
            done = hand_over(own, self._author, self._refs, self._to, reason=self._reason, place=place)
            if address:
                go(own, only=address)
            return done


class HandOverDialog(Dialog):
    """`done` gets what came of it."""

    def __init__(
        self, session: Session, refs: Sequence[str], done: Callable[[HandedOver], object], parent: QWidget
    ) -> None:
        which = f"case {refs[0]}" if len(refs) == 1 else count(len(refs), "case")
        choices = (Choice(CANCEL, "Cancel"), Choice("hand", "&Hand over", "primary"))
        super().__init__(f"Hand {which} over", _ABOUT, choices=choices, parent=parent)
        self._session, self._refs, self._done = session, refs, done
        self.to = QComboBox()
        for person in queries.team(session.inspection):
            if person.active and person.id != session.author:
                self.to.addItem(f"{person.name}, {person.role.label.lower()}", str(person.id))
        self.reason = NoteEditor("Why they are handed over", hint="Why, for the history")
        place = chosen.chosen(session.inspection)
        self.send = QCheckBox(f"&Send a package to {place.shown} at once" if place else "")
        self.send.setChecked(place is not None)
        self.send.setVisible(place is not None)
        self.banner = Banner()
        self.body.addWidget(FormField("&To", self.to))
        self.body.addWidget(self.reason)
        self.body.addWidget(self.send)
        self.body.addWidget(self.banner)
        self.to.setFocus()

    def holds(self, choice: str) -> bool:
        if choice == "hand":
            self._hand()
        return choice == "hand"

    def _hand(self) -> None:
        self.banner.show_state(None)
        for button in self.buttons.values():
            button.setEnabled(False)
        work = Handing(
            self._session.inspection,
            self._session.author,
            self._refs,
            str(self.to.currentData() or ""),
            self.reason.text().strip(),
            send=self.send.isChecked(),
        )
        jobs.run(work, done=self._on_done, failed=self._on_failed)

    def _on_done(self, handed: HandedOver) -> None:
        self._done(handed)
        self.accept()

    def _on_failed(self, error: BaseException) -> None:
        for button in self.buttons.values():
            button.setEnabled(True)
        self.banner.show_state(told(error))
