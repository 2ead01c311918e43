"""Joining cards: one's own to hand over, and somebody's to accept once its words are compared."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel, QPlainTextEdit, QWidget

from fieldwork.errors import FieldworkError
from fieldwork.exchange.team import accepting, cards
from fieldwork.exchange.team.accepting import Accepted
from fieldwork.exchange.team.cards import SUFFIX, Card
from ui.screens.exchange_parts import choose_folder
from ui.screens.live import told
from ui.session import Session
from ui.widgets import CANCEL, Banner, Button, Choice, Dialog, FlowLayout, Label, Message, Muted

_MINE = (
    "Hand this card to the lead: as a file, as text in an e-mail, or by letting them photograph it. "
    "Nothing on it is secret. Then read these words to them, by telephone or face to face:"
)
_THEIRS = "Open the card's file, or paste its text here."
_ASK = "Ask {name} to read out the words of their card, by telephone or face to face. They must be:"
_LINES = 5


class MyCardDialog(Dialog):
    """This laptop's card as a picture, as text to copy and as a file to save, with the words to read out."""

    def __init__(self, card: Card, parent: QWidget) -> None:
        super().__init__("My joining card", _MINE, choices=(Choice(CANCEL, "Close"),), parent=parent)
        self._card = card
        self.spoken = Label(card.words, "heading2", wrap=True)
        self.code = QLabel()
        picture = QPixmap()
        picture.loadFromData(cards.qr_png(card, 4))
        self.code.setPixmap(picture)
        self.code.setFixedSize(picture.size())
        self.code.setAccessibleName("The card as a code to photograph")
        self.banner = Banner()
        self.copy = Button("Cop&y the text", icon_name="copy")
        self.save = Button("&Save as a file…", icon_name="save")
        row = FlowLayout()
        row.addWidget(self.copy)
        row.addWidget(self.save)
        self.body.addWidget(self.spoken)
        self.body.addWidget(self.code, 0, Qt.AlignmentFlag.AlignHCenter)
        self.body.addLayout(row)
        self.body.addWidget(self.banner)
        self.copy.clicked.connect(self._on_copy)
        self.save.clicked.connect(self._on_save)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(cards.to_text(self._card))
        self.banner.show_state(Message("The card's text is copied: paste it into an e-mail.", "good"))

    def _on_save(self) -> None:
        choose_folder(self, "Where to save the card", str(Path.home()), self.save_to)

    def save_to(self, folder: str) -> None:
        """Write the card's file into this folder."""
        try:
            path = cards.write(Path(folder), self._card)
        except FieldworkError as error:
            self.banner.show_state(told(error))
        else:
            self.banner.show_state(Message(f"Saved as {path.name}.", "good"))


class AcceptDialog(Dialog):
    """Shows whose card it is and its words; accepting says that they were compared. `done` gets what came."""

    def __init__(self, session: Session, done: Callable[[Accepted], object], parent: QWidget) -> None:
        choices = (Choice(CANCEL, "Cancel"), Choice("accept", "&They are the same: accept", "primary"))
        super().__init__("Accept a joining card", _THEIRS, choices=choices, parent=parent)
        self.setMinimumWidth(560)
        self._session, self._done = session, done
        self._card: Card | None = None
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("The card's text")
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(_LINES * self.text.fontMetrics().lineSpacing() + 16)
        self.open_file = Button("&Open a file…", icon_name="folder")
        self.whose = Label("", "strong", wrap=True)
        self.compare = Muted("")
        self.spoken = Label("", "heading2", wrap=True)
        self.banner = Banner()
        self.body.addWidget(self.text)
        self.body.addWidget(self.open_file, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self.whose, self.compare, self.spoken, self.banner):
            self.body.addWidget(widget)
        self.text.textChanged.connect(self._on_text)
        self.open_file.clicked.connect(self._on_open)
        self._on_text()

    def holds(self, choice: str) -> bool:
        if choice != "accept" or self._card is None:
            return choice == "accept"
        try:
            accepted = accepting.accept(
                self._session.inspection, self._session.author, self._card, words=self._card.words
            )
        except FieldworkError as error:
            self.banner.show_state(told(error))
            return True
        self._done(accepted)
        return False

    def read(self, name: str) -> None:
        """Take the card from a file, which may be a saved e-mail."""
        try:
            self.text.setPlainText(cards.to_text(cards.read(Path(name))))
        except FieldworkError as error:
            self.banner.show_state(told(error))

    def _on_open(self) -> None:
        dialog = QFileDialog(self, "A joining card", "", f"Cards (*{SUFFIX} *.txt *.eml);;All files (*)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.read)
        dialog.open()

    def _on_text(self) -> None:
        """Whose card it is, as soon as the text holds one."""
        self._card = None
        self.banner.show_state(None)
        if self.text.toPlainText().strip():
            try:
                self._card = cards.from_text(self.text.toPlainText())
            except FieldworkError as error:
                self.banner.show_state(told(error))
        card = self._card
        self.whose.setText(f"{card.name}, {card.role.label.lower()}, on {card.laptop}" if card else "")
        self.compare.setText(_ASK.format(name=card.name) if card else "")
        self.spoken.setText(card.words if card else "")
        self.buttons["accept"].setEnabled(card is not None)
