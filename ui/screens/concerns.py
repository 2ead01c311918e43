"""The open concerns of the whole inspection, one under the other, each with the way to its case."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from fieldwork import wording
from fieldwork.errors import FieldworkError
from fieldwork.inspection import queries
from fieldwork.reading import concerns
from fieldwork.reading.concerns import Concern
from fieldwork.reading.evidence import name_of
from ui.screens.live import told
from ui.session import Session
from ui.theme.metrics import LARGE, MEDIUM, SMALL
from ui.widgets import Banner, Button, Card, EmptyState, Heading, Icon, Label, Muted


class ConcernsDialog(QDialog):
    """Opened, never waited for. `case_wanted` carries the case that is to be shown."""

    case_wanted = Signal(str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.session = session
        self.setWindowTitle("Open concerns")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.resize(720, 520)
        self.banner = Banner()
        self.cards: dict[str, Card] = {}
        self._closed = Muted("", wrap=False)
        self._empty = EmptyState("check", "No concern is open.")
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._lay_out()
        session.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Read the concerns again."""
        for card in self.cards.values():
            card.hide()
            card.deleteLater()
        every = concerns.concerns(self.session.inspection)
        found = [c for c in every if c.is_open]
        team: dict[str, str] = {p.id: p.name for p in queries.team(self.session.inspection)}
        self.cards = {c.id: self._card(c, team.get(c.raised_by, "somebody")) for c in found}
        for number, card in enumerate(self.cards.values()):
            self._column.insertWidget(number, card)
        self._empty.setVisible(not found)
        closed = len(every) - len(found)
        self._closed.setText(f"{wording.count(closed, 'concern')} closed so far." if closed else "")

    def _card(self, concern: Concern, who: str) -> Card:
        card = Card(pad=MEDIUM)
        head = QHBoxLayout()
        head.addWidget(Icon("danger", "danger", 16))
        head.addWidget(Heading(name_of(self.session.inspection, concern.ref), 3))
        head.addWidget(Muted(f"raised {concerns.raised_on(concern)} by {who}", wrap=False))
        head.addStretch(1)
        card.body.addLayout(head)
        card.body.addWidget(Label(concern.seen, wrap=True))
        told_whom = ", ".join(part for part in (concern.told, concern.told_at) if part)
        card.body.addWidget(_line("Told", told_whom, "Nobody has been told yet."))
        card.body.addWidget(_line("Done", concern.done, "Nothing has been done yet."))
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        row.addStretch(1)
        show, close = (
            Button("Show the case", "plain", "reading"),
            Button("Close the concern", "plain", "check"),
        )
        show.clicked.connect(partial(self._on_show_clicked, concern.ref))
        close.clicked.connect(partial(self._on_close_clicked, concern.id))
        for button in (show, close):
            button.setAccessibleName(f"{button.text()}: {concern.ref}")
            row.addWidget(button)
        card.body.addLayout(row)
        return card

    def _on_show_clicked(self, ref: str) -> None:
        self.case_wanted.emit(ref)
        self.accept()

    def _on_close_clicked(self, concern: str) -> None:
        session = self.session
        try:
            written = concerns.close(session.inspection, session.author, concern)
        except FieldworkError as error:
            self.banner.show_state(told(error))
            return
        self.banner.show_state(None)
        session.done(written)

    def _lay_out(self) -> None:
        self._column.setContentsMargins(0, 0, SMALL, 0)
        self._column.setSpacing(MEDIUM)
        self._column.addWidget(self._empty)
        self._column.addStretch(1)
        self._inside.setProperty("surface", "plain")
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self._inside)
        done = Button("Done", "primary")
        done.setDefault(True)
        done.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(self._closed, 1)
        foot.addWidget(done)
        column = QVBoxLayout(self)
        column.setContentsMargins(LARGE, LARGE, LARGE, LARGE)
        column.setSpacing(MEDIUM)
        column.addWidget(Heading("Open concerns", 2))
        column.addWidget(self.banner)
        column.addWidget(area, 1)
        column.addLayout(foot)


def _line(label: str, words: str, missing: str) -> Label:
    """What is recorded, or that it is missing, which stands out."""
    return Label(f"{label}: {words}" if words else missing, "" if words else "strong", wrap=True)
