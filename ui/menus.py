"""The menu bar: every command of the window once, with its words, key and icon."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from fieldwork import wording
from ui.settings import IDLE_MINUTES, SCHEME, TEXT_SIZE, Recent, Settings
from ui.theme import icon


@dataclass(frozen=True, slots=True)
class Command:
    """Something that the window does. `keys` are the keys that do it, the first shown; `open_only`
    marks what needs an open inspection; `line` draws a line above it.
    """

    id: str
    menu: str
    words: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    open_only: bool = True
    line: bool = False

    @property
    def plain(self) -> str:
        """The words without the mnemonic."""
        return self.words.replace("&", "")


COMMANDS = (
    Command("new", "&File", "&New inspection…", ("Ctrl+N",), "plus", open_only=False),
    Command("open", "&File", "&Open…", ("Ctrl+O",), "folder", open_only=False),
    Command("close", "&File", "&Close this inspection", ("Ctrl+W",), "close"),
    Command("backup", "&File", "&Back up…", (), "save", line=True),
    Command("print", "&File", "&Print…", ("Ctrl+P",), "printer"),
    Command("correct", "&File", "Correct the pro&gramme…", (), "sync"),
    Command("quit", "&File", "&Quit", ("Ctrl+Q",), "", open_only=False, line=True),
    Command("undo", "&Edit", "&Undo", ("Ctrl+Z",), "undo"),
    Command("redo", "&Edit", "Do &again", ("Ctrl+Shift+Z", "Ctrl+Y"), "redo"),
    Command("find", "&Edit", "&Find a case, note or command…", ("Ctrl+K", "Ctrl+F"), "search", line=True),
    Command("lock", "&View", "&Lock now", ("Ctrl+L",), "lock", line=True),
    Command("keys", "&Help", "&Keys", ("F1",), "keyboard", open_only=False),
    Command("about", "&Help", "&About Fieldwork", (), "info", open_only=False),
)
_MENUS = ("&File", "&Edit", "&View", "&Help")
_SCHEMES = (
    ("system", "As the &system"),
    ("light", "&Light"),
    ("dark", "&Dark"),
    ("contrast", "&High contrast"),
)


class Menus(QObject):
    """Fills a menu bar. `wanted` carries a command's id, `screen_wanted` a screen's key."""

    wanted = Signal(str)
    screen_wanted = Signal(str)
    recent_wanted = Signal(object)

    def __init__(self, bar: QMenuBar, settings: Settings, screens: Sequence[tuple[str, str, str]]) -> None:
        super().__init__(bar)
        self._settings = settings
        self.actions: dict[str, QAction] = {}
        self._screens: list[QAction] = []
        self._menus = {title: bar.addMenu(title) for title in _MENUS}
        self._fill_view(screens)
        for command in COMMANDS:
            self._add(command)
            if command.id == "open":
                self._recent = self._menus["&File"].addMenu(icon("clock"), "Open &recent")
        self._recent.aboutToShow.connect(self._on_recent_about_to_show)
        self._recent.triggered.connect(self._on_recent_triggered)
        self._scheme.triggered.connect(self._on_scheme_triggered)
        self._text.triggered.connect(self._on_text_triggered)
        self._idle.triggered.connect(self._on_idle_triggered)

    def show_state(self, *, is_open: bool, recent: bool) -> None:
        """Enable what can be done now."""
        for command in COMMANDS:
            self.actions[command.id].setEnabled(is_open or not command.open_only)
        for action in self._screens:
            action.setEnabled(is_open)
        self._recent.setEnabled(recent)

    def _add(self, command: Command) -> None:
        menu = self._menus[command.menu]
        if command.line:
            menu.addSeparator()
        action = QAction(command.words, self)
        action.setObjectName(command.id)
        action.setShortcuts([QKeySequence(key) for key in command.keys])
        if command.icon:
            action.setIcon(icon(command.icon))
        action.triggered.connect(self._on_triggered)
        menu.addAction(action)
        self.actions[command.id] = action

    def _fill_view(self, screens: Sequence[tuple[str, str, str]]) -> None:
        view = self._menus["&View"]
        for number, (key, title, picture) in enumerate(screens, start=1):
            # The rail listens to Ctrl and the number; here the key is only shown.
            action = QAction(icon(picture), f"{title}\tCtrl+{number}", self)
            action.setObjectName(key)
            action.triggered.connect(self._on_screen_triggered)
            view.addAction(action)
            self._screens.append(action)
        view.addSeparator()
        schemes = view.addMenu(icon("sun"), "&Colours")
        self._scheme = _choices(schemes, _SCHEMES, self._settings.get(SCHEME))
        sizes = [(str(n), f"{n}%") for n in TEXT_SIZE.choices]
        text = view.addMenu(icon("search"), "&Text size")
        self._text = _choices(text, sizes, str(self._settings.get(TEXT_SIZE)))
        minutes = [(str(n), f"After {wording.count(n, 'minute')}") for n in IDLE_MINUTES.choices]
        idle = view.addMenu(icon("clock"), "Lock when &idle")
        self._idle = _choices(idle, minutes, str(self._settings.get(IDLE_MINUTES)))

    def _on_triggered(self) -> None:
        self.wanted.emit(self.sender().objectName())

    def _on_screen_triggered(self) -> None:
        self.screen_wanted.emit(self.sender().objectName())

    def _on_recent_about_to_show(self) -> None:
        self._recent.clear()
        for recent in self._settings.recent():
            self._recent.addAction(_recent_action(recent, self._recent))

    def _on_recent_triggered(self, action: QAction) -> None:
        self.recent_wanted.emit(Path(action.data()))

    def _on_scheme_triggered(self, action: QAction) -> None:
        self._settings.set(SCHEME, str(action.data()))

    def _on_text_triggered(self, action: QAction) -> None:
        self._settings.set(TEXT_SIZE, int(action.data()))

    def _on_idle_triggered(self, action: QAction) -> None:
        self._settings.set(IDLE_MINUTES, int(action.data()))


def _recent_action(recent: Recent, menu: QMenu) -> QAction:
    action = QAction(recent.title or recent.path.stem, menu)
    action.setData(str(recent.path))
    action.setEnabled(recent.exists)
    if not recent.exists:
        action.setText(f"{action.text()} (missing)")
    return action


def _choices(menu: QMenu, choices: Sequence[tuple[str, str]], current: str) -> QActionGroup:
    """A menu of which one thing is chosen."""
    group = QActionGroup(menu)
    for value, words in choices:
        action = QAction(words, menu, checkable=True, checked=value == current)
        action.setData(value)
        group.addAction(action)
        menu.addAction(action)
    return group
