"""The line at the foot of the window: what is saved, what was just done, whose copy this is."""

from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QStatusBar, QWidget

from fieldwork import wording
from ui.theme.metrics import SMALL
from ui.widgets import Button, IconButton, Label, NotSaved, Saved, SavedMark, announce

_SAID_FOR = 10_000


@dataclass(frozen=True, slots=True)
class Someone:
    """One person to choose from: id, and name with role."""

    id: str
    words: str


@dataclass(frozen=True, slots=True)
class StatusState:
    """What the line shows. `user` are initials, "" while nobody is named."""

    saved: str = ""
    unsent: int = 0
    conflicts: int = 0
    user: str = ""
    user_id: str = ""
    team: tuple[Someone, ...] = ()


class StatusLine(QStatusBar):
    """`user_chosen` carries a person's id."""

    lock_wanted = Signal()
    unsent_wanted = Signal()
    conflicts_wanted = Signal()
    user_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.saved = SavedMark()
        self.said = Label("")
        self.unsent = Button("", "quiet", "send")
        self.conflicts = Button("", "quiet", "conflict")
        self.user = Button("", "quiet", "person")
        self.lock = IconButton("lock", "Lock now")
        self._menu = QMenu(self)
        self.user.setMenu(self._menu)
        self.user.setProperty("menu", "true")
        self._quiet = QTimer(self, singleShot=True, interval=_SAID_FOR)
        self._lay_out()
        self._connect()

    def show_state(self, state: StatusState) -> None:
        """Show how things stand."""
        self.saved.show_state(Saved(state.saved))
        self.unsent.setText(
            f"{wording.count(state.unsent, 'change')} not sent" if state.unsent else "All sent"
        )
        self.unsent.setToolTip("What was entered on this laptop since the last package was sent.")
        self.conflicts.setVisible(bool(state.conflicts))
        self.conflicts.setText(wording.count(state.conflicts, "conflict"))
        self.conflicts.setToolTip("The same thing was changed on two laptops: choose which to keep.")
        self.user.setText(state.user or "Who are you?")
        self.user.setAccessibleName(f"Whose copy this is: {state.user or 'nobody named yet'}")
        self.user.setToolTip("Whose copy this is: what is entered here is recorded as theirs.")
        self._fill_menu(state)

    def show_failure(self, why: str) -> None:
        """Say that the last thing entered is not on the disk."""
        self.saved.show_state(NotSaved(why))

    def say(self, words: str) -> None:
        """One sentence about what was just done; it goes after a while."""
        self.said.setText(words)
        announce(self, words)
        self._quiet.start()

    def _fill_menu(self, state: StatusState) -> None:
        self._menu.clear()
        for someone in state.team:
            action = QAction(someone.words, self._menu)
            action.setData(someone.id)
            action.setCheckable(True)
            action.setChecked(someone.id == state.user_id)
            self._menu.addAction(action)
        if not state.team:
            nobody = self._menu.addAction("Nobody is in the team yet")
            nobody.setEnabled(False)

    def _lay_out(self) -> None:
        self.setContentsMargins(SMALL, 0, SMALL, 0)
        self.addWidget(self.saved)
        self.addWidget(self.said, 1)
        for widget in (self.conflicts, self.unsent, self.user, self.lock):
            self.addPermanentWidget(widget)

    def _connect(self) -> None:
        self.lock.clicked.connect(self.lock_wanted)
        self.unsent.clicked.connect(self.unsent_wanted)
        self.conflicts.clicked.connect(self.conflicts_wanted)
        self._menu.triggered.connect(self._on_menu_triggered)
        self._quiet.timeout.connect(self.said.clear)

    def _on_menu_triggered(self, action: QAction) -> None:
        self.user_chosen.emit(str(action.data()))
