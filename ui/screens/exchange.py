"""Sending changes to the team and receiving theirs, as sealed packages in a folder."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from fieldwork import wording
from fieldwork.exchange import queries as exchanged
from fieldwork.exchange.parcels import SUFFIX
from fieldwork.exchange.receive import Received
from fieldwork.exchange.send import Sent
from fieldwork.inspection import queries
from ui.screens.conflicts import ConflictsScreen
from ui.screens.exchange_words import (
    first_message,
    lines,
    packages_table,
    received_message,
    sent_message,
    waiting_words,
)
from ui.screens.exchange_work import NotReceived, Receiving, Sending, received_written, sent_written
from ui.screens.live import LiveScreen, told
from ui.screens.working import Working
from ui.session import Session
from ui.settings import SEND_FOLDER, Settings
from ui.theme.metrics import LARGE, MEDIUM, SMALL
from ui.widgets import Banner, Button, Card, Elided, Heading, Label, Message, Muted

_NO_FOLDER = "No folder is chosen yet."


class ExchangeScreen(LiveScreen):
    """Packages can be dropped anywhere on the screen. Conflicts are settled on a page of their own."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent, about=frozenset())
        self._settings = Settings(parent=self)
        self._receiving: Receiving | None = None
        self.setAcceptDrops(True)
        self.banner = Banner()
        self.first = Banner()
        self.conflicting = Banner()
        self.working = Working(session)
        self.send = Button("&Send", "primary", "send")
        self.choose = Button("&Choose a folder…", icon_name="folder")
        self.receive = Button("&Receive packages…", "primary", "download")
        self.packages = packages_table()
        self.conflicts = ConflictsScreen(session)
        self._pages = QStackedWidget()
        self._waits = Label("", "strong")
        self._folder = Elided("", "muted")
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Read what waits, what went and what came."""
        inspection = self.session.inspection
        waiting = exchanged.waiting(inspection)
        self._waits.setText(waiting_words(waiting))
        folder = self._settings.get(SEND_FOLDER)
        self._folder.setText(f"To {folder}" if folder else _NO_FOLDER)
        self.send.setEnabled(bool(waiting.changes) and not self.working.busy)
        people = {str(person.id): person.name for person in queries.team(inspection)}
        self.packages.show_state(lines(exchanged.packages(inspection), people))
        self._show_conflicts(len(inspection.journal.conflicts()))

    def arrive(self, what: str) -> None:
        """`conflicts` leads to the page of conflicts."""
        if what == "conflicts":
            self._pages.setCurrentWidget(self.conflicts)

    def place(self) -> str:
        """What would lead back here."""
        return "conflicts" if self._pages.currentWidget() is self.conflicts else ""

    # -- sending ------------------------------------------------------------------------------------

    def send_to(self, folder: str) -> None:
        """Seal what waits into this folder, and remember it."""
        if not folder:
            return
        self._settings.set(SEND_FOLDER, folder)
        self.banner.show_state(None)
        work = Sending(self.session.inspection, self.session.author, Path(folder))
        self.working.start(
            "Sealing the changes…",
            work,
            done=self._on_sent,
            failed=self._on_failed,
            cancellable=False,
        )

    def _on_send_clicked(self) -> None:
        folder = self._settings.get(SEND_FOLDER)
        if folder:
            self.send_to(folder)
        else:
            self._ask_folder(send=True)

    def _on_choose_clicked(self) -> None:
        self._ask_folder(send=False)

    def _ask_folder(self, *, send: bool) -> None:
        dialog = QFileDialog(self, "The folder to send packages to", self._settings.get(SEND_FOLDER))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.send_to if send else self.use_folder)
        dialog.open()

    def use_folder(self, folder: str) -> None:
        """Send to this folder from now on."""
        self._settings.set(SEND_FOLDER, folder)
        self.refresh()

    def _on_sent(self, sent: Sent) -> None:
        self.banner.show_state(sent_message(sent))
        self.session.done(sent_written())

    def _on_failed(self, error: BaseException) -> None:
        self.banner.show_state(told(error))
        self.refresh()

    # -- receiving ----------------------------------------------------------------------------------

    def receive_files(self, paths: Sequence[str]) -> None:
        """Take these packages in."""
        if not paths:
            return
        self.banner.show_state(None)
        self.first.show_state(None)
        files = [Path(path) for path in paths]
        self._receiving = Receiving(self.session.inspection, self.session.author, files)
        self.working.start(
            "Receiving packages…",
            self._receiving,
            done=self._on_received,
            failed=self._on_failed,
            cancelled=self._on_receiving_cancelled,
            dialog=True,
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event.mimeData()) and not self.working.busy:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.receive_files(_dropped(event.mimeData()))

    def _on_receive_clicked(self) -> None:
        dialog = QFileDialog(self, "Choose packages", "", f"Packages (*{SUFFIX})")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self.receive_files)
        dialog.open()

    def _on_received(self, results: tuple[Received | NotReceived, ...]) -> None:
        self.banner.show_state(received_message(results))
        self.first.show_state(first_message(results))
        self.session.done(received_written(results))

    def _on_receiving_cancelled(self) -> None:
        if self._receiving is not None:
            self._on_received(tuple(self._receiving.results))

    # -- conflicts ------------------------------------------------------------------------------------

    def _show_conflicts(self, count: int) -> None:
        if not count:
            self.conflicting.show_state(None)
            return
        words = f"{wording.count(count, 'value')} changed apart on two laptops. Choose which to keep."
        message = Message(words, "warning", actions=(("settle", "Settle"),), closable=False)
        if self.conflicting.message() != message:
            self.conflicting.show_state(message)

    def _on_conflicts_action(self) -> None:
        self._pages.setCurrentWidget(self.conflicts)
        self.conflicts.setFocus()

    def _on_conflicts_left(self) -> None:
        self._pages.setCurrentIndex(0)
        self.refresh()

    # -- looks ----------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        cards = QHBoxLayout()
        cards.setSpacing(MEDIUM)
        cards.addWidget(self._send_card(), 1)
        cards.addWidget(self._receive_card(), 1)
        first = QWidget()
        column = QVBoxLayout(first)
        column.setContentsMargins(LARGE, MEDIUM, LARGE, MEDIUM)
        column.setSpacing(SMALL)
        column.addWidget(Heading("Send and receive", 1))
        for widget in (self.banner, self.first, self.conflicting, self.working):
            column.addWidget(widget)
        column.addLayout(cards)
        column.addSpacing(SMALL)
        column.addWidget(Heading("Packages", 2))
        column.addWidget(self.packages, 1)
        self._pages.addWidget(first)
        self._pages.addWidget(self.conflicts)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)

    def _send_card(self) -> Card:
        card = Card("Send")
        card.body.addWidget(self._waits)
        card.body.addWidget(self._folder)
        buttons = QHBoxLayout()
        buttons.setSpacing(SMALL)
        buttons.addWidget(self.send)
        buttons.addWidget(self.choose)
        buttons.addStretch(1)
        card.body.addStretch(1)
        card.body.addLayout(buttons)
        return card

    def _receive_card(self) -> Card:
        card = Card("Receive")
        card.body.addWidget(Label("Choose packages, or drop them on this page.", "strong", wrap=True))
        card.body.addWidget(
            Muted("What arrives is added to what is here; a package that comes twice changes nothing.")
        )
        buttons = QHBoxLayout()
        buttons.addWidget(self.receive)
        buttons.addStretch(1)
        card.body.addStretch(1)
        card.body.addLayout(buttons)
        return card

    def _connect(self) -> None:
        self.send.clicked.connect(self._on_send_clicked)
        self.choose.clicked.connect(self._on_choose_clicked)
        self.receive.clicked.connect(self._on_receive_clicked)
        self.conflicting.action_chosen.connect(self._on_conflicts_action)
        self.conflicts.left.connect(self._on_conflicts_left)
        self.conflicts.go.connect(self.go)
        self.working.busy_changed.connect(self._on_busy_changed)

    def _on_busy_changed(self, busy: bool) -> None:
        for button in (self.send, self.choose, self.receive):
            button.setEnabled(not busy)


def _dropped(data: QMimeData) -> list[str]:
    """The packages among the files that are being dropped."""
    paths = [url.toLocalFile() for url in data.urls()] if data.hasUrls() else []
    return [path for path in paths if path.lower().endswith(SUFFIX)]
