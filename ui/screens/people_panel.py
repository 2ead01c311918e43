"""People and keys: whose laptops belong to the team, joining, ending a key, the recovery key."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldwork import whole_files, wording
from fieldwork.errors import FieldworkError
from fieldwork.exchange.team import accepting, deciding, people, recovery
from fieldwork.exchange.team.accepting import Accepted
from fieldwork.exchange.team.people import Laptop, Member
from fieldwork.exchange.team.recovery_words import RecoveryKey
from fieldwork.inspection import aside
from fieldwork.inspection.clock import moment
from fieldwork.inspection.records import Role
from ui.screens.card_dialogs import AcceptDialog, MyCardDialog
from ui.screens.exchange_parts import choose_folder
from ui.screens.live import told
from ui.screens.reason_dialog import ReasonDialog
from ui.session import Session
from ui.theme.metrics import SMALL
from ui.widgets import Banner, Button, Column, DataTable, EmptyState, FlowLayout, Message, Muted

_OPEN = (
    "This team is open: whoever has a copy of the file and its passphrase is one of it, and a laptop's key "
    "is taken on trust the first time. Accepting the first card closes it: from then on only accepted "
    "laptops count, and everybody is sent no more than their own cases."
)
_FOUNDED = "This team goes by card: packages of laptops that are not listed here are refused."


@dataclass(frozen=True, slots=True)
class KeyLine:
    """One laptop of one person, or a person who has none."""

    member: Member
    laptop: Laptop | None

    @property
    def id(self) -> str:
        return self.laptop.key if self.laptop else str(self.member.person.id)

    @property
    def state(self) -> str:
        if self.laptop is None:
            return "Has not joined"
        if self.laptop.retired:
            return f"Retired {_day(self.laptop.retired)}"
        return "This laptop" if self.laptop.ours else f"Joined {_day(self.laptop.accepted)}"


_COLUMNS = (
    Column[KeyLine]("Name", lambda k: k.member.person.name, width=0),
    Column[KeyLine]("Role", lambda k: k.member.role.label if k.member.role else "None", width=16),
    Column[KeyLine]("Laptop", lambda k: k.laptop.laptop if k.laptop else "", width=18),
    Column[KeyLine]("Words", lambda k: k.laptop.words if k.laptop else "", width=0, muted=True),
    Column[KeyLine](
        "State",
        lambda k: k.state,
        mark=lambda k: ("ban", "neutral") if k.laptop and k.laptop.retired
        else ("check", "good") if k.laptop else ("circle", "neutral"),
        width=22,
    ),
)  # fmt: skip


class PeoplePanel(QWidget):
    """`said` carries a `Message`. What only a lead may do is refused by the domain, and told."""

    said = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._lines: dict[str, KeyLine] = {}
        self.about = Muted("")
        self.card = Button("My &card…", icon_name="key")
        self.accept = Button("&Accept a card…", "primary", "check")
        self.retire = Button("&End this key…", icon_name="ban")
        self.recovery = Button("Make a &recovery key…", icon_name="printer")
        self.kept = Banner()
        self.table = DataTable(
            "People and keys", _COLUMNS, lambda k: k.id, empty=EmptyState("team", "Nobody.")
        )
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Read the team and its keys."""
        inspection = self._session.inspection
        members = people.members(inspection)
        found = [KeyLine(m, laptop) for m in members for laptop in (m.laptops or (None,))]
        self._lines = {line.id: line for line in found}
        self.table.show_state(found)
        by_card = people.is_by_card(inspection)
        self.about.setText(_FOUNDED if by_card else _OPEN)
        user = self._session.user
        lead = user is not None and user.role is Role.LEAD
        for button in (self.accept, self.retire, self.recovery):
            button.setVisible(lead)
        self.recovery.setEnabled(by_card)
        self.recovery.setToolTip("" if by_card else "Accept the first card before.")
        self._show_kept()
        self._show_buttons()

    def _show_kept(self) -> None:
        """Changes beyond their author's role, with a way for the lead to let them count."""
        held = len(aside.kept(self._session.inspection))
        if not held:
            self.kept.show_state(None)
            return
        words = f"{wording.count(held, 'change')} kept aside: beyond what their author's role may write."
        user = self._session.user
        lead = user is not None and user.role is Role.LEAD
        actions = (("admit", "Let them count"),) if lead else ()
        self.kept.show_state(
            Message(words, "warning", "They were not applied, and nothing is lost.", actions, closable=False)
        )

    def _show_buttons(self) -> None:
        line = self._lines.get(self.table.current())
        ends = line is not None and line.laptop is not None and not line.laptop.retired
        self.retire.setEnabled(ends)

    # -- what is done -------------------------------------------------------------------------------

    def _attempt(self, act: Callable[[], object]) -> None:
        """Does something that concerns everybody, tells every screen, or says why it could not be."""
        try:
            act()
        except FieldworkError as error:
            self.said.emit(told(error))
            return
        self._session.wrote("person", "")

    def _on_card(self) -> None:
        try:
            card = accepting.make_card(self._session.inspection, self._session.author)
        except FieldworkError as error:
            self.said.emit(told(error))
            return
        MyCardDialog(card, self).open()

    def _on_accept(self) -> None:
        AcceptDialog(self._session, self._on_accepted, self).open()

    def _on_accepted(self, accepted: Accepted) -> None:
        self._session.wrote("person", "")
        words = f"{accepted.person.name} has joined."
        detail = "From now on packages of laptops without a card are refused." if accepted.founded else ""
        self.said.emit(Message(words, "good", detail))

    def _on_retire(self) -> None:
        line = self._lines.get(self.table.current())
        if line is None or line.laptop is None:
            return
        title = f"End the key of {line.member.person.name}"
        words = (
            "Packages sealed with it from now on are refused, and none is sealed to it. What has come from "
            "it stays. The team's own key is renewed."
        )
        dialog = ReasonDialog(title, words, "End it", self, why="Why it ends")
        dialog.given.connect(self._on_retire_given)
        dialog.open()

    def _on_retire_given(self, reason: str) -> None:
        inspection, author, key = self._session.inspection, self._session.author, self.table.current()
        self._attempt(lambda: deciding.retire(inspection, author, key, reason=reason))

    def _on_recovery(self) -> None:
        choose_folder(self, "Where to write the sheet to print", str(Path.home()), self.make_recovery)

    def make_recovery(self, folder: str) -> None:
        """Write the sheet with a new recovery key into this folder, and take the key up."""
        from fieldwork.documents.recovery_sheet import recovery_sheet  # the page maker is slow to import

        inspection, author = self._session.inspection, self._session.author
        key = RecoveryKey.make()
        try:
            # On paper first: a key that is sealed to and that nobody has would be worse than none.
            sheet = recovery_sheet(inspection, key.identity, key.words, date.today())
            path = whole_files.write(Path(folder), "recovery key.pdf", sheet)
            try:
                recovery.take_up(inspection, author, key)
            except FieldworkError:
                path.unlink(missing_ok=True)
                raise
        except FieldworkError as error:
            self.said.emit(told(error))
            return
        self._session.wrote("person", "")
        words = f"Wrote {path.name}. Print it, lock it away, and delete the file."
        self.said.emit(Message(words, "good", "It is kept nowhere else."))

    def _on_admit(self) -> None:
        inspection, author = self._session.inspection, self._session.author
        ids = [kept.change.id for kept in aside.kept(inspection)]
        self._attempt(lambda: deciding.admit(inspection, author, ids))

    # -- looks ----------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        row = FlowLayout()
        for button in (self.accept, self.card, self.retire, self.recovery):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SMALL, 0, 0)
        column.setSpacing(SMALL)
        column.addWidget(self.about)
        column.addLayout(row)
        column.addWidget(self.kept)
        column.addWidget(self.table, 1)

    def _connect(self) -> None:
        self.card.clicked.connect(self._on_card)
        self.accept.clicked.connect(self._on_accept)
        self.retire.clicked.connect(self._on_retire)
        self.recovery.clicked.connect(self._on_recovery)
        self.kept.action_chosen.connect(self._on_admit)
        self.table.current_changed.connect(self._show_buttons)


def _day(stamp: str) -> str:
    return wording.short_day(moment(stamp).astimezone().date())
