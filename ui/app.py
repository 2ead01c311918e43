"""The composition root: builds the application, its settings, its window and the table of screens."""

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from ui import theme
from ui.main_window import NAME, MainWindow
from ui.places import ScreenSpec
from ui.settings import SCHEME, TEXT_SIZE, Settings
from ui.watchdog import watch_if_asked

if TYPE_CHECKING:  # the session brings the domain with it, which the start screen does without
    from ui.session import Session

#: The screens in the order of the rail: key, title, icon, module, class. A module is imported when its
#: screen is first wanted, so that the window opens without what only one screen needs.
SCREENS = (
    ("today", "Today", "clock", "ui.screens.today", "TodayScreen"),
    ("cases", "Cases", "cases", "ui.screens.cases", "CasesScreen"),
    ("reading", "Reading", "reading", "ui.screens.reading", "ReadingScreen"),
    ("evidence", "Evidence", "documents", "ui.screens.evidence", "EvidenceScreen"),
    ("team", "Team", "team", "ui.screens.team", "TeamScreen"),
    ("interviews", "Interviews", "interview", "ui.screens.timetable", "TimetableScreen"),
    ("second", "Second readings", "eye", "ui.screens.second", "SecondScreen"),
    ("exchange", "Send and receive", "exchange", "ui.screens.exchange", "ExchangeScreen"),
    ("findings", "Findings", "findings", "ui.screens.findings", "FindingsScreen"),
    ("sample", "Sample list", "sample", "ui.screens.sample_list", "SampleListScreen"),
    ("sampling", "Sampling", "filter", "ui.screens.sampling", "SamplingScreen"),
    ("history", "History", "history", "ui.screens.history", "HistoryScreen"),
)
#: What opening a file takes, and then what each screen does; loaded in the background while the start
#: screen is looked at, so that nobody waits for it later.
_NEEDED_SOON = ("ui.desk", "ui.screens.cases", "fieldwork.programme.library")
#: Milliseconds after which the start screen stands and the rest may be loaded.
_AFTER_FIRST_PAINT = 200


class _Maker:
    """Imports a screen's module when the screen is first wanted."""

    def __init__(self, module: str, name: str) -> None:
        self._module, self._name = module, name

    def __call__(self, session: "Session", parent: QWidget) -> QWidget:
        return cast(QWidget, getattr(import_module(self._module), self._name)(session, parent))


def screens() -> tuple[ScreenSpec, ...]:
    """The screens of this program; a part that an installation leaves out is not offered."""
    return tuple(
        ScreenSpec(key, title, picture, _Maker(module, name))
        for key, title, picture, module, name in SCREENS
        if find_spec(module) is not None
    )


def build(app: QApplication, settings: Settings) -> MainWindow:
    """The window, in the colours that the settings say."""
    app.setApplicationName(NAME)
    app.setApplicationDisplayName("")
    chosen = cast(theme.Scheme, settings.get(SCHEME))
    return MainWindow(settings, screens(), theme.apply(app, chosen, settings.get(TEXT_SIZE)))


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the window until it is closed."""
    asked = _parser().parse_args(arguments)
    app = QApplication(sys.argv[:1])
    window = build(app, Settings())
    window.show()
    QTimer.singleShot(0, partial(_watch_for_mistakes, window))
    watch_if_asked(window)
    if asked.file is not None:
        window.open_path(asked.file)
    elif asked.demo:
        window.demo.make()
    QTimer.singleShot(_AFTER_FIRST_PAINT, _load_soon)
    return app.exec()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="fieldwork-window", description="Opens the window of Fieldwork.")
    parser.add_argument("file", nargs="?", type=Path, help="an inspection file to open")
    parser.add_argument("--demo", action="store_true", help="open the demo inspection")
    return parser


def _watch_for_mistakes(window: QWidget) -> None:
    """From the first turn of the event loop on: what happens before can hold no one's work."""
    from ui.crash import install_hook  # not before: the window is to stand first

    install_hook(window)


def _load_soon() -> None:
    Thread(target=load, name="loading", daemon=True).start()


def load() -> None:
    """Imports what the window will need."""
    for module in (*_NEEDED_SOON, *(module for _, _, _, module, _ in SCREENS)):
        if find_spec(module) is not None:
            import_module(module)
