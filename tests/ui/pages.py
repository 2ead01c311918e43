"""The window as a person uses it: pages that press, type and read, so that stories read as stories."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui import files
from ui.app import build
from ui.main_window import MainWindow
from ui.screens.cases import CasesScreen
from ui.screens.history import HistoryScreen
from ui.screens.new_inspection import NewInspectionDialog
from ui.screens.search import SearchBox
from ui.session import Session
from ui.settings import Settings
from ui.workspace import Workspace


class WindowPage:
    """The whole window, shown."""

    def __init__(self, qtbot: QtBot, app: QApplication, settings: Settings) -> None:
        self.qtbot = qtbot
        self.settings = settings
        self.window: MainWindow = build(app, settings)
        qtbot.addWidget(self.window)
        self.window.resize(1366, 768)
        with qtbot.waitExposed(self.window):
            self.window.show()

    # -- opening ------------------------------------------------------------------------------------

    def open(self, path: Path, passphrase: str = files.PASSPHRASE) -> "WindowPage":
        self.window.open_path(path)
        self.give(passphrase)
        self.qtbot.waitUntil(lambda: self.window.is_open)
        return self

    def give(self, passphrase: str) -> None:
        """Type a passphrase where one is asked for, and press Enter."""
        screen = self.window.pages.currentWidget()
        assert screen in (self.window.unlock, self.window.lock_screen)
        screen.field.clear()
        self.qtbot.keyClicks(screen.field, passphrase)
        self.qtbot.keyClick(screen.field, Qt.Key.Key_Return)

    def refused(self) -> str:
        """What the unlock or lock screen says is wrong, once it says it."""
        screen = self.window.pages.currentWidget()
        assert screen in (self.window.unlock, self.window.lock_screen)
        self.qtbot.waitUntil(lambda: screen.banner.message() is not None)
        message = screen.banner.message()
        return f"{message.text} {message.detail}"

    def new_inspection(self) -> "NewInspectionPage":
        self.window.do("new")
        dialogs = self.window.findChildren(NewInspectionDialog)
        return NewInspectionPage(self.qtbot, dialogs[-1])

    # -- what is shown --------------------------------------------------------------------------------

    @property
    def session(self) -> Session:
        return self.window.desk.session

    @property
    def workspace(self) -> Workspace:
        workspace = self.window.desk.workspace
        assert workspace is not None
        return workspace

    def screen(self) -> str:
        """The key of the screen shown."""
        return self.workspace.whereabouts().screen

    def cases(self) -> CasesScreen:
        self.workspace.go("cases")
        screen = self.workspace.stack.currentWidget()
        assert isinstance(screen, CasesScreen)
        return screen

    def history(self, case: str = "") -> HistoryScreen:
        self.workspace.go("history", case)
        screen = self.workspace.stack.currentWidget()
        assert isinstance(screen, HistoryScreen)
        return screen

    def find(self) -> SearchBox:
        self.window.do("find")
        return self.window.findChildren(SearchBox)[-1]

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key in whatever has the keyboard."""
        self.qtbot.keyClick(self.window.focusWidget() or self.window, key, modifier)


class NewInspectionPage:
    """The set-up dialog."""

    def __init__(self, qtbot: QtBot, dialog: NewInspectionDialog) -> None:
        self.qtbot, self.dialog = qtbot, dialog

    def fill(self, **fields: str) -> "NewInspectionPage":
        """Type into fields by their names."""
        for name, words in fields.items():
            line = self.dialog.fields[name].field
            line.clear()
            line.insert(words)  # as typed; the test library's own typing knows ASCII only
        return self

    def next(self) -> "NewInspectionPage":
        self.dialog.next.click()
        return self

    def error(self, field: str) -> str:
        return self.dialog.fields[field].error

    def hint(self, field: str) -> str:
        return self.dialog.fields[field].field.accessibleDescription()

    def step(self) -> int:
        return self.dialog.pages.currentIndex()


def texts(screen: CasesScreen, title: str) -> list[str]:
    """What a column of the table of cases shows, row by row."""
    model = screen.table.model
    column = next(c for c in model.columns if c.title == title)
    return [column.text(model.row(number)) for number in range(model.rowCount())]
