"""Errors as sentences, and what is written down of those that nobody foresaw."""

import errno
import sys
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fieldwork.errors import Fault, FieldworkError, Problem, Refused
from ui.crash import Hook, anatomy, install_hook, write_report
from ui.errors import sentence
from ui.widgets import Dialog

NAME = "Blodwen Ŵyr-Jones"


def test_a_refusal_lists_its_problems() -> None:
    error = Refused(
        "The list was not taken in.", [Problem(f"row {n}", "no CRN") for n in range(30)], "Mend it."
    )
    message = sentence(error)
    assert message.what_happened == "The list was not taken in."
    assert message.problems[0] == "row 0: no CRN"
    assert message.problems[-1] == "and 18 more"
    assert message.what_to_do == "Mend it."


@pytest.mark.parametrize(
    ("error", "title"),
    [
        (FieldworkError("No.", "Ask."), "This did not work"),
        (Fault("The drive has gone.", "Put it back."), "The computer got in the way"),
        (OSError(errno.ENOSPC, "full", "/home/someone/a.fieldwork"), "The disk is full"),
        (PermissionError(errno.EACCES, "no", "/root/a.fieldwork"), "Not allowed here"),
        (FileNotFoundError(errno.ENOENT, "no", "/media/stick/a.fieldwork"), "Not found"),
        (OSError(errno.EBUSY, "busy", "/media/a.fieldwork"), "The file is in use"),
        (OSError(errno.EIO, "io", "/media/a.fieldwork"), "The file could not be read or written"),
        (MemoryError(), "Not enough memory"),
        (ValueError(NAME), "Something went wrong in Fieldwork"),
    ],
)
def test_every_message_says_what_is_safe(error: BaseException, title: str) -> None:
    message = sentence(error)
    assert message.title == title
    assert message.what_is_safe
    assert NAME not in message.text()
    assert "/home" not in message.text()


def test_a_file_is_named_without_its_folders() -> None:
    assert "“a.fieldwork”" in sentence(FileNotFoundError(errno.ENOENT, "", "/x/y/a.fieldwork")).text()


def fail_over(name: str) -> None:
    """Fail twice, with a person's name in what both exceptions say."""
    try:
        int(name)
    except ValueError as error:
        raise KeyError(f"no case for {name}") from error


def caught(name: str) -> BaseException:
    """An exception with its trace."""
    try:
        fail_over(name)
    except KeyError as error:
        return error
    raise AssertionError


def test_a_report_holds_types_and_places_but_no_words(tmp_path: Path) -> None:
    report = write_report(caught(NAME), tmp_path, datetime(2026, 11, 22, 9, 30)).read_text("utf-8")
    assert report.index("ValueError") < report.index("KeyError")
    assert "tests.ui.test_errors:" in report or "test_errors:" in report
    assert "fail_over" in report
    assert "Python 3" in report and "Qt 6" in report
    for part in ("Blodwen", "Jones", "no case", str(Path(__file__).parent)):
        assert part not in report


def test_members_of_a_group_are_reported() -> None:
    assert "ZeroDivisionError" in anatomy(ExceptionGroup("two", [ZeroDivisionError(NAME), OSError(NAME)]))


def test_only_the_newest_reports_are_kept(tmp_path: Path) -> None:
    for second in range(30):
        write_report(caught(NAME), tmp_path, datetime(2026, 11, 22, 9, 30, second))
    kept = sorted(tmp_path.iterdir())
    assert len(kept) == 20
    assert "093029" in kept[-1].name


@pytest.fixture
def hook(qtbot: QtBot, tmp_path: Path) -> Iterator[Hook]:
    """A window with the hook on it."""
    before = sys.excepthook, threading.excepthook
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    yield install_hook(window, tmp_path)
    sys.excepthook, threading.excepthook = before


def dialogs(hook: Hook) -> list[Dialog]:
    """The messages that are open."""
    window = hook.parent()
    assert isinstance(window, QWidget)
    return [dialog for dialog in window.findChildren(Dialog) if dialog.isVisible()]


def test_the_same_failure_is_told_once(hook: Hook, tmp_path: Path) -> None:
    error = caught(NAME)
    for _ in range(3):
        hook.caught(type(error), error, error.__traceback__)
    assert len(dialogs(hook)) == 1
    assert NAME not in dialogs(hook)[0].words.text()
    dialogs(hook)[0].accept()
    hook.caught(type(error), error, error.__traceback__)
    assert dialogs(hook) == []
    assert len(list(tmp_path.glob("crash-*.txt"))) == 1


def test_a_failure_on_another_thread_is_told_on_the_main_one(hook: Hook, qtbot: QtBot) -> None:
    def work() -> None:
        error = caught(NAME)
        hook.caught(type(error), error, error.__traceback__)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert dialogs(hook) == []
    qtbot.waitUntil(lambda: len(dialogs(hook)) == 1, timeout=2000)


def test_a_report_that_cannot_be_written_is_no_second_failure(hook: Hook, tmp_path: Path) -> None:
    tmp_path.rmdir()
    error = caught(NAME)
    hook.caught(type(error), error, error.__traceback__)
    assert "The report:" not in dialogs(hook)[0].words.text()


def test_the_hook_leaves_with_its_window(qtbot: QtBot, tmp_path: Path) -> None:
    before = sys.excepthook, threading.excepthook
    window = QWidget()
    install_hook(window, tmp_path)
    assert sys.excepthook is not before[0]
    with qtbot.waitSignal(window.destroyed):
        window.deleteLater()
    assert sys.excepthook is sys.__excepthook__
    sys.excepthook, threading.excepthook = before
