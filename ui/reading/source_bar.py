"""Names what was read for an answer: a button for each source, and a menu of the meetings."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from fieldwork.reading.sources import RECORD
from ui.theme import icon
from ui.theme.metrics import TIGHT
from ui.widgets import Button, KeyHint
from ui.widgets.flow import FlowLayout

_LONGEST = 34
#: Sources that are not meetings, of the programmes that there are.
_USUAL = 3


class SourceBar(QWidget):
    """`chosen` carries the source's key, "" where it is taken back. Hidden where there is none to name."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sources: Mapping[str, str] = {}
        self._current = ""
        self.buttons: dict[str, Button] = {}
        self.meetings = Button("Meeting")
        self._menu = QMenu(self)
        self._menu.triggered.connect(self._on_meeting_chosen)
        self.meetings.setMenu(self._menu)
        self.meetings.setProperty("menu", "true")
        self._row = FlowLayout(self, gap=TIGHT)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._row.addWidget(KeyHint("S"))
        # Buttons are made once and renamed: nothing is ever taken out of the row.
        self._pool = [self._button() for _ in range(_USUAL)]
        self._row.addWidget(self.meetings)

    def show_state(self, sources: Mapping[str, str], current: str, *, enabled: bool) -> None:
        """Offer these sources, in words by key, and mark the current one."""
        if dict(sources) != dict(self._sources):
            self._sources = dict(sources)
            self._fill()
        self._current = current
        self.setVisible(bool(sources))
        for key, button in self.buttons.items():
            _tick(button, key == current)
            button.setEnabled(enabled)
        meeting = current if current.startswith(RECORD) else ""
        words = self._sources.get(meeting, "A meeting") if meeting else "Meeting"
        self.meetings.setText(words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip()}…")
        self.meetings.setToolTip(words if meeting else "")
        self.meetings.setAccessibleName(f"Source: {words}")
        self.meetings.setIcon(icon("check", "text") if meeting else QIcon())
        self.meetings.setEnabled(enabled)

    def stops(self) -> list[QWidget]:
        """What Tab comes to, in order."""
        return [*self.buttons.values(), self.meetings]

    def _fill(self) -> None:
        plain = {key: words for key, words in self._sources.items() if not key.startswith(RECORD)}
        while len(self._pool) < len(plain):
            self._pool.append(self._button())
        for button in self._pool[len(plain) :]:
            button.hide()
        self.buttons = dict(zip(plain, self._pool, strict=False))
        for key, button in self.buttons.items():
            button.setObjectName(key)
            button.setText(plain[key])
            button.setAccessibleName(f"Source: {plain[key]}")
            button.show()
        self._menu.clear()
        for key, words in self._sources.items():
            if key not in plain:
                action = QAction(words, self._menu)
                action.setData(key)
                self._menu.addAction(action)
        self.meetings.setVisible(not self._menu.isEmpty())

    def _button(self) -> Button:
        button = Button("", parent=self)
        button.setCheckable(True)
        button.clicked.connect(self._on_clicked)
        self._row.addWidget(button)
        return button

    def _on_clicked(self) -> None:
        self._choose(self.sender().objectName())

    def _on_meeting_chosen(self, action: QAction) -> None:
        self._choose(str(action.data()))

    def _choose(self, key: str) -> None:
        """The mark follows once it is on the disk; the same one again takes it back."""
        for held, button in self.buttons.items():
            _tick(button, held == self._current)
        self.chosen.emit("" if key == self._current else key)


def _tick(button: Button, chosen: bool) -> None:
    button.setChecked(chosen)
    button.setIcon(icon("check", "text") if chosen else QIcon())
