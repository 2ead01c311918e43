"""The window: start, unlock, lock and, while an inspection is open, its screens."""

from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget

from ui import jobs
from ui.demo import DemoMaker
from ui.idle import IdleWatch
from ui.menus import Menus
from ui.opening import key_of
from ui.placement import place, where
from ui.places import ScreenSpec
from ui.screens.lock import LockScreen
from ui.screens.start import StartScreen
from ui.screens.unlock import UnlockScreen
from ui.settings import GEOMETRY, IDLE_MINUTES, LAST_FOLDER, SCHEME, TEXT_SIZE, Settings
from ui.status_line import StatusLine
from ui.theme import Theme
from ui.widgets import Message

if TYPE_CHECKING:  # these bring the domain with them, which the start screen does without
    from fieldwork.inspection.file import Inspection
    from ui.desk import Desk

NAME = "Fieldwork"


class MainWindow(QMainWindow):
    """One window for one inspection at a time; everything that it does is a command of its menus."""

    def __init__(self, settings: Settings, screens: Sequence[ScreenSpec], theme: Theme) -> None:
        super().__init__()
        self._settings, self._screens, self._theme = settings, screens, theme
        self._desk: Desk | None = None
        self._quitting = False
        self.pages = QStackedWidget()
        self.start, self.unlock, self.lock_screen = StartScreen(), UnlockScreen(), LockScreen()
        self.status = StatusLine()
        self.idle = IdleWatch(self)
        self.demo = DemoMaker(self)
        self.menus = Menus(self.menuBar(), settings, [(s.key, s.title, s.icon) for s in screens])
        self._lay_out()
        self._connect()
        self.show_start()

    def _lay_out(self) -> None:
        for page in (self.start, self.unlock, self.lock_screen):
            self.pages.addWidget(page)
        self.setCentralWidget(self.pages)
        self.setStatusBar(self.status)
        self.setMinimumSize(960, 600)
        place(self, self._settings.get(GEOMETRY))

    def _connect(self) -> None:
        self._commands: dict[str, Callable[[], object]] = {
            "new": self.new_inspection,
            "open": self.browse,
            "close": self._leave,
            "backup": self._back_up,
            "print": partial(self._on_print_wanted, "", ()),
            "correct": self._correct,
            "quit": self.close,
            "undo": partial(self._on_desk, "undo"),
            "redo": partial(self._on_desk, "redo"),
            "find": self._find,
            "lock": self.lock,
            "keys": self._show_keys,
            "about": self._show_about,
        }
        self.menus.wanted.connect(self.do)
        self.menus.screen_wanted.connect(self._on_screen_wanted)
        self.menus.recent_wanted.connect(self.open_path)
        start = self.start
        start.new_wanted.connect(self.new_inspection)
        start.browse_wanted.connect(self.browse)
        start.demo_wanted.connect(self.demo.make)
        self.demo.told.connect(start.say)
        self.demo.made.connect(self._on_demo_made)
        start.open_wanted.connect(self.open_path)
        start.forget_wanted.connect(self._on_forget_wanted)
        self.unlock.given.connect(self._on_unlock_given)
        self.lock_screen.given.connect(self._on_lock_given)
        self.unlock.left.connect(self.show_start)
        self.lock_screen.left.connect(self._leave)
        self.status.lock_wanted.connect(self.lock)
        self.idle.warned.connect(self._on_idle_warned)
        self.idle.back.connect(self._on_idle_back)
        self.idle.idle.connect(self.lock)
        self._settings.changed.connect(self._on_setting_changed)

    # -- what it shows ------------------------------------------------------------------------------

    @property
    def desk(self) -> "Desk":
        """The part that knows the domain; loaded when it is first needed, to start quickly."""
        if self._desk is None:
            from ui.desk import Desk

            self._desk = Desk(self.pages, self.status, self._screens, self)
            self._desk.ready.connect(self._on_ready)
            self._desk.print_wanted.connect(self._on_print_wanted)
            self._desk.session.closed.connect(self.show_start)
            self._desk.session.locked.connect(self._on_locked)
        return self._desk

    @property
    def is_open(self) -> bool:
        """Whether an inspection is open and not locked."""
        return self._desk is not None and self._desk.session.is_open

    def do(self, command: str) -> None:
        """Do what a command of the menus says."""
        if self.menus.actions[command].isEnabled():
            self._commands[command]()

    def show_start(self) -> None:
        """Show the start screen; no inspection is open there."""
        self.unlock.forget()
        self.lock_screen.forget()
        self.start.show_state(self._settings.recent())
        self._settle(NAME)
        self.pages.setCurrentWidget(self.start)
        self.start.focus_first()

    def _settle(self, title: str) -> None:
        """Bring title, menus, status line and idle watch in line with what is open."""
        self.setWindowTitle(title)
        self.status.setVisible(self.is_open)
        self.menus.show_state(is_open=self.is_open, recent=bool(self._settings.recent()))
        if self.is_open:
            self.idle.start(60 * self._settings.get(IDLE_MINUTES))
        else:
            self.idle.stop()

    # -- opening ------------------------------------------------------------------------------------

    def open_path(self, path: Path) -> None:
        """Ask for the passphrase of this file, in place of what is open."""
        if self.is_open and self.desk.session.inspection.path.resolve() == path.resolve():
            return
        if not self._leave():
            return
        if not path.is_file():
            words = f"{path.name} is not where it was."
            advice = "It was moved or deleted, or its drive is not connected. Open it from where it is now."
            self.start.say(Message(words, "warning", advice))
            return
        self.start.say(None)
        self.unlock.ask(path, self._settings.title_of(path))
        self.pages.setCurrentWidget(self.unlock)
        self.unlock.field.setFocus()

    def browse(self) -> None:
        """Choose a file to open."""
        dialogs().choose_file(self, self._settings.get(LAST_FOLDER), self._on_file_selected)

    def new_inspection(self) -> None:
        """Set up a new inspection; what is open stays so until it is made."""
        from ui.screens.new_inspection import NewInspectionDialog  # brings the domain with it

        folder = self._settings.get(LAST_FOLDER)
        dialog = NewInspectionDialog(Path(folder) if folder else Path.home(), self)
        dialog.made.connect(self._on_made)
        dialog.open()

    def _on_file_selected(self, name: str) -> None:
        self._settings.set(LAST_FOLDER, str(Path(name).parent))
        self.open_path(Path(name))

    def _on_forget_wanted(self, path: Path) -> None:
        self._settings.forget(path)
        self.start.show_state(self._settings.recent())

    def _on_made(self, inspection: "Inspection") -> None:
        self._settings.set(LAST_FOLDER, str(inspection.path.parent))
        self._settings.remember(inspection.path, inspection.info().title)
        if self._leave():
            self.desk.session.adopt(inspection)
        else:
            inspection.close()

    def _on_demo_made(self, path: Path, passphrase: str) -> None:
        if self._leave():
            self.unlock.ask(path, self._settings.title_of(path))
            self.pages.setCurrentWidget(self.unlock)
            self._on_unlock_given(passphrase)

    def _on_unlock_given(self, passphrase: str) -> None:
        path = self.unlock.path
        self.unlock.attempt(partial(key_of, path, passphrase), partial(self.desk.session.open_with, path))

    def _on_lock_given(self, passphrase: str) -> None:
        path = self.desk.session.locked_path
        if path is not None:
            self.lock_screen.attempt(partial(key_of, path, passphrase), self.desk.session.unlock_with)

    def _on_ready(self) -> None:
        inspection = self.desk.session.inspection
        self._settings.remember(inspection.path, title := inspection.info().title)
        for screen in (self.unlock, self.lock_screen):
            screen.forget()
        self._settle(f"{title} – {NAME}")

    # -- closing and locking --------------------------------------------------------------------------

    def _leave(self) -> bool:
        """Close what is open; false where words could not be saved, and then ask about them."""
        why = self._desk.leave() if self._desk is not None else ""
        if why:
            dialogs().ask_losing(self, why, self._on_losing)
        return not why

    def _on_losing(self, _choice: str) -> None:
        self.desk.session.close(losing=True)
        if self._quitting:
            self.close()

    def lock(self) -> None:
        """Close the file and show the lock screen, with no other window left over it."""
        if self.is_open:
            for other in QApplication.topLevelWidgets():
                if other is not self and other.isVisible():
                    other.close()
            self.desk.lock()

    def _on_locked(self) -> None:
        path = self.desk.session.locked_path
        if path is not None:
            title = self._settings.title_of(path)
            self.lock_screen.ask(path, title)
            self.pages.setCurrentWidget(self.lock_screen)
            self._settle(f"{title} – {NAME}")
            self.lock_screen.field.setFocus()

    def _on_idle_warned(self, left: int) -> None:
        self.desk.warn_of_lock(left)

    def _on_idle_back(self) -> None:
        self.desk.say(None)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._quitting = True
        if not self._leave():
            event.ignore()
            return
        self._settings.set(GEOMETRY, where(self))
        jobs.drain()
        event.accept()

    # -- commands -------------------------------------------------------------------------------------

    def _on_screen_wanted(self, screen: str) -> None:
        self.desk.go(screen)

    def _on_setting_changed(self, key: str) -> None:
        if key == SCHEME.key:
            self._theme.wear(self._settings.get(SCHEME))  # type: ignore[arg-type]  # its choices are schemes
        elif key == TEXT_SIZE.key:
            self._theme.enlarge(self._settings.get(TEXT_SIZE))
            self.desk.rebuild()
        elif key == IDLE_MINUTES.key and self.is_open:
            self.idle.start(60 * self._settings.get(IDLE_MINUTES))

    def _on_desk(self, command: str) -> None:
        getattr(self.desk, command)()

    def _on_print_wanted(self, document: str, refs: tuple[str, ...]) -> None:
        dialogs().show_printing(self, self.desk.session, refs, document)

    def _back_up(self) -> None:
        dialogs().choose_copy(self, self.desk.session.inspection.path, self.desk.backups.back_up_to)

    def _correct(self) -> None:
        dialogs().choose_programme(self, self.desk.session)

    def _find(self) -> None:
        from ui.screens.search import SearchBox  # brings the domain with it

        box = SearchBox(self.desk.session, self._screens, self.menus.actions, self)
        box.command_chosen.connect(self.do)
        box.go.connect(self.desk.go)
        box.open()

    def _show_keys(self) -> None:
        dialogs().show_keys(self, [s.title for s in self._screens])

    def _show_about(self) -> None:
        dialogs().show_about(self)


def dialogs() -> ModuleType:
    """The window's dialogs; loaded when the first of them is wanted, to start quickly."""
    return import_module("ui.window_dialogs")
