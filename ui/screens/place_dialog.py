"""Chooses the place that packages go to and come from: a folder, or a server with who we are there."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from fieldwork.errors import FieldworkError
from fieldwork.exchange.places import chosen
from fieldwork.exchange.places.address import EXAMPLES, Address, parse
from fieldwork.exchange.places.credentials import Credentials
from fieldwork.exchange.places.faults import HostChanged, HostUnknown
from fieldwork.inspection.file import Inspection
from ui import jobs
from ui.screens.form_field import FormField
from ui.screens.live import told
from ui.session import Session
from ui.widgets import CANCEL, Banner, Choice, Dialog, Message

_ABOUT = (
    "The place is tried before it is kept: a package is put there and taken away again. "
    "Nothing else happens over the network unless you send or look."
)


class Introducing:
    """Tries a place and keeps who we are there, through a connection of its own."""

    def __init__(self, inspection: Inspection, address: Address, who: Credentials | None, trust: str) -> None:
        self._inspection, self._address, self._who, self._trust = inspection, address, who, trust

    def __call__(self, _progress: jobs.Progress) -> Address:
        with self._inspection.again() as own:
            chosen.introduce(own, self._address, self._who, self._trust)
            chosen.choose_for_laptop(own, self._address)
        return self._address


class PlaceDialog(Dialog):
    """`done` gets the address once the place was tried and kept."""

    def __init__(self, session: Session, done: Callable[[Address], object], parent: QWidget) -> None:
        choices = (Choice(CANCEL, "Cancel"), Choice("try", "&Try and use", "primary"))
        super().__init__("Where packages go", _ABOUT, choices=choices, parent=parent)
        self.setMinimumWidth(600)
        self._session, self._done, self._trust = session, done, ""
        held = chosen.chosen(session.inspection)
        self.address = QLineEdit(held.text if held else "")
        self.user, self.secret, self.key = QLineEdit(), QLineEdit(), QLineEdit()
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.banner = Banner()
        examples = "For instance " + "; ".join(EXAMPLES.values())
        self.address_field = FormField("&Address", self.address, hint=examples)
        who = "A server's user name; for S3 the id of an access key. Empty for a folder."
        for field in (
            self.address_field,
            FormField("&User", self.user, hint=who),
            FormField("&Password or secret", self.secret),
            FormField("Private &key's file", self.key, hint="For SFTP with a key instead of a password."),
        ):
            self.body.addWidget(field)
        self.body.addWidget(self.banner)
        self.address.textEdited.connect(self._on_edited)
        self.banner.action_chosen.connect(self._on_trusted)
        self.address.setFocus()

    def holds(self, choice: str) -> bool:
        if choice == "try":
            self._try()
        return choice == "try"

    def _try(self) -> None:
        self.address_field.show_state(error="")
        self.banner.show_state(None)
        try:
            address = parse(self.address.text())
        except FieldworkError as error:
            self.address_field.show_state(error=f"{error} {error.advice}".strip())
            self.address.setFocus()
            return
        self._busy(True)
        work = Introducing(self._session.inspection, address, self._who(address), self._trust)
        jobs.run(work, done=self._on_kept, failed=self._on_failed)

    def _who(self, address: Address) -> Credentials | None:
        user = self.user.text().strip() or address.user
        if not (user or self.key.text().strip()):
            return None
        return Credentials(user, self.secret.text(), self.key.text().strip())

    def _busy(self, busy: bool) -> None:
        for field in (self.address, self.user, self.secret, self.key, *self.buttons.values()):
            field.setEnabled(not busy)
        if busy:
            self.banner.show_state(Message("Trying the place…", closable=False))

    def _on_edited(self) -> None:
        self._trust = ""

    def _on_kept(self, address: Address) -> None:
        self._done(address)
        self.accept()

    def _on_failed(self, error: BaseException) -> None:
        self._busy(False)
        if isinstance(error, HostUnknown | HostChanged):
            self._trust = error.fingerprint
            words = "Compare the key with what the people who run the server say."
            action = (("trust", "It is the same: use it"),)
            self.banner.show_state(Message(str(error), "warning", words, action, closable=False))
            return
        self.banner.show_state(told(error))

    def _on_trusted(self, _action: str) -> None:
        self._try()
