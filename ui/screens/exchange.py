"""Sending changes to the team and receiving theirs, as sealed packages in a place; who has what."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabWidget, QWidget

from fieldwork import wording
from fieldwork.exchange import queries as exchanged
from fieldwork.exchange.places import chosen
from fieldwork.exchange.places.address import Address, parse
from fieldwork.exchange.receive import Received
from fieldwork.inspection import queries
from ui.screens.conflicts import ConflictsScreen
from ui.screens.exchange_parts import card, choose_folder, choose_packages, dropped, stacked
from ui.screens.exchange_place import Arrivals, Waiting
from ui.screens.exchange_words import (
    dispatched_message,
    first_message,
    lines,
    packages_table,
    received_message,
    waiting_words,
)
from ui.screens.exchange_work import (
    Collecting,
    Dispatched,
    NotReceived,
    Receiving,
    Sending,
    received_written,
    sent_written,
)
from ui.screens.live import LiveScreen, told
from ui.screens.people_panel import PeoplePanel
from ui.screens.place_dialog import PlaceDialog
from ui.screens.standing_panel import StandingPanel
from ui.screens.working import Working
from ui.session import Session
from ui.settings import SEND_FOLDER, Settings
from ui.theme.metrics import LARGE, MEDIUM
from ui.theme.state import text_size
from ui.widgets import Banner, Button, Card, Elided, Heading, Label, Message, Muted

_NO_PLACE = "No place is chosen yet."
#: Up to this text size in % there is room for what explains.
_EXPLAINED = 125


class ExchangeScreen(LiveScreen):
    """Packages can be dropped anywhere on the screen. Conflicts are settled on a page of their own."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent, about=frozenset())
        self._settings = Settings(parent=self)
        self._receiving: Receiving | Collecting | None = None
        self._sending_to: Address | None = None
        self.setAcceptDrops(True)
        self.banner = Banner()
        self.first = Banner()
        self.conflicting = Banner()
        self.working = Working(session)
        self.send = Button("&Send", "primary", "send")
        self.choose = Button("&Choose a folder…", icon_name="folder")
        self.other = Button("Another &place…", icon_name="settings")
        self.receive = Button("&Receive packages…", "primary", "download")
        self.look = Button("Loo&k for new ones", icon_name="search")
        self.arrived = Arrivals(session, self.working)
        self.waits = Waiting(session, self.working)
        self.standing, self.people = StandingPanel(session), PeoplePanel(session)
        self.tabs = QTabWidget()
        self.packages = packages_table()
        self.conflicts = ConflictsScreen(session)
        self._pages = QStackedWidget()
        self._waits = Label("", "strong", wrap=True)
        self._folder = Elided("", "muted")
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Read what waits, what went and what came."""
        inspection = self.session.inspection
        waiting = exchanged.waiting(inspection)
        self._waits.setText(waiting_words(waiting))
        place = self._place()
        self._folder.setText(f"To {place.shown}" if place else _NO_PLACE)
        gives_out = inspection.standing.roster is not None
        self.send.setEnabled(bool(waiting.changes or gives_out) and not self.working.busy)
        self.look.setEnabled(place is not None and not self.working.busy)
        self.waits.refresh()
        self.arrived.watch()
        if (panel := self.tabs.currentWidget()) in (self.standing, self.people):
            panel.refresh()
        people = {str(person.id): person.name for person in queries.team(inspection)}
        self.packages.show_state(lines(exchanged.packages(inspection), people))
        self._show_conflicts(len(inspection.journal.conflicts()))

    def arrive(self, what: str) -> None:
        """`conflicts` leads to the page of conflicts, `standing` to who has what."""
        if what == "conflicts":
            self._pages.setCurrentWidget(self.conflicts)
        elif what == "standing":
            self.tabs.setCurrentWidget(self.standing)

    def place(self) -> str:
        """What would lead back here."""
        return "conflicts" if self._pages.currentWidget() is self.conflicts else ""

    # -- sending ------------------------------------------------------------------------------------

    def send_to(self, folder: str) -> None:
        """Seal what waits into this folder, and remember it."""
        if folder:
            self._settings.set(SEND_FOLDER, folder)
            self._send(parse(folder))

    def _send(self, address: Address) -> None:
        self.banner.show_state(None)
        self._sending_to = address
        self.working.start(
            "Sealing the changes…",
            Sending(self.session.inspection, self.session.author, address),
            done=self._on_sent,
            failed=self._on_failed,
            cancellable=False,
        )

    def _place(self) -> Address | None:
        """The place chosen for this inspection, else the folder that was last sent to."""
        found = chosen.chosen(self.session.inspection)
        folder = self._settings.get(SEND_FOLDER)
        return found or (parse(folder) if folder else None)

    def _on_send_clicked(self) -> None:
        place = self._place()
        if place is not None:
            self._send(place)
        else:
            self._ask_folder(send=True)

    def _on_choose_clicked(self) -> None:
        self._ask_folder(send=False)

    def _on_other_clicked(self) -> None:
        PlaceDialog(self.session, self._on_place_kept, self).open()

    def _on_place_kept(self, address: Address) -> None:
        self.banner.show_state(Message(f"Packages go to {address.shown} from now on.", "good"))
        self.refresh()

    def _ask_folder(self, *, send: bool) -> None:
        title, then = "The folder to send packages to", self.send_to if send else self.use_folder
        choose_folder(self, title, self._settings.get(SEND_FOLDER), then)

    def use_folder(self, folder: str) -> None:
        """Send to this folder from now on."""
        self._settings.set(SEND_FOLDER, folder)
        chosen.choose_for_laptop(self.session.inspection, parse(folder))
        self.refresh()

    def _on_sent(self, found: Dispatched) -> None:
        if self._sending_to is not None and self._sending_to != chosen.chosen(self.session.inspection):
            chosen.choose_for_laptop(self.session.inspection, self._sending_to)
        self.banner.show_state(dispatched_message(found))
        self.session.done(sent_written())

    def _on_failed(self, error: BaseException) -> None:
        self.banner.show_state(told(error))
        self.refresh()

    def _on_went(self) -> None:
        self.session.done(sent_written())

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
        if dropped(event.mimeData()) and not self.working.busy:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.receive_files(dropped(event.mimeData()))

    def _on_receive_clicked(self) -> None:
        choose_packages(self, self.receive_files)

    def _on_take_wanted(self) -> None:
        self.banner.show_state(None)
        self.first.show_state(None)
        self.arrived.show_state(None)
        self._receiving = Collecting(self.session.inspection, self.session.author)
        self.working.start(
            "Receiving packages…",
            self._receiving,
            done=self._on_received,
            failed=self._on_failed,
            cancelled=self._on_receiving_cancelled,
            dialog=True,
        )

    def _on_received(self, results: tuple[Received | NotReceived, ...]) -> None:
        self.banner.show_state(received_message(results))
        self.first.show_state(first_message(results))
        self.session.done(received_written(results))

    def _on_receiving_cancelled(self) -> None:
        self._on_received(tuple(self._receiving.results) if self._receiving else ())

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
        packages = QWidget()
        column = stacked(packages, self.first, self.conflicting, self.waits, self.arrived)
        column.addLayout(cards)
        column.addWidget(Heading("Packages", 2))
        column.addWidget(self.packages, 1)
        self.tabs.setAccessibleName("Send and receive")
        for page, title in (
            (packages, "Packages"),
            (self.standing, "Who has what"),
            (self.people, "People and keys"),
        ):
            self.tabs.addTab(page, title)
        first = QWidget()
        column = stacked(first, Heading("Send and receive", 1), self.banner, self.working)
        column.setContentsMargins(LARGE, MEDIUM, LARGE, MEDIUM)
        column.addWidget(self.tabs, 1)
        for page in (first, self.conflicts):
            self._pages.addWidget(page)
        stacked(self, self._pages).setContentsMargins(0, 0, 0, 0)

    def _send_card(self) -> Card:
        return card("Send", [self._waits, self._folder], (self.send, self.choose, self.other))

    def _receive_card(self) -> Card:
        words = [Label("Choose packages, or drop them on this page.", "strong", wrap=True)]
        if text_size() <= _EXPLAINED:
            words.append(Muted("What arrives is added to what is here; a package twice changes nothing."))
        return card("Receive", words, (self.receive, self.look))

    def _connect(self) -> None:
        self.send.clicked.connect(self._on_send_clicked)
        self.choose.clicked.connect(self._on_choose_clicked)
        self.other.clicked.connect(self._on_other_clicked)
        self.receive.clicked.connect(self._on_receive_clicked)
        self.look.clicked.connect(self.arrived.look)
        self.arrived.wanted.connect(self._on_take_wanted)
        self.waits.went.connect(self._on_went)
        for place in (self.arrived, self.waits, self.people):
            place.said.connect(self.banner.show_state)
        self.conflicting.action_chosen.connect(self._on_conflicts_action)
        self.conflicts.left.connect(self._on_conflicts_left)
        self.conflicts.go.connect(self.go)
        self.tabs.currentChanged.connect(self.refresh)
        self.working.busy_changed.connect(self._on_busy_changed)

    def _on_busy_changed(self, busy: bool) -> None:
        for button in (self.send, self.choose, self.other, self.receive, self.look):
            button.setEnabled(not busy)
