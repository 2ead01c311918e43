"""The timetable as a person uses it: drags, keys, the lists beside it."""

import shutil
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.timetable import plan_file
from fieldwork.timetable.plan import PlannedInterview
from tests.ui import files, waiting
from ui.screens.timetable import TimetableScreen
from ui.screens.timetable_rows import WAYS
from ui.session import Session
from ui.widgets import Dialog, Spot

LEFT = Qt.MouseButton.LeftButton


def make(path: Path, cases: int = 6) -> Path:
    """A closed file whose officers are known by name."""
    session = Session()
    session.open(files.make(path, cases), files.PASSPHRASE)
    waiting.name_officers(session)
    session.close()
    return path


def opened(kept: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    """A session with a copy of a file that was made once for many tests."""
    monkeypatch.setenv("FIELDWORK_HOME", str(folder / "home"))
    session = Session()
    session.open(Path(shutil.copy(kept, folder)), files.PASSPHRASE)
    return session


def interview(
    inspection: Inspection, officer: str, starts: str, ends: str, office: str, room: int = 1
) -> PlannedInterview:
    """An interview with an officer by whoever reads the first of their cases."""
    rows = [row for row in queries.cases(inspection) if row.officer == officer]
    return PlannedInterview(
        officer=queries.officer_id(inspection, officer),
        inspector=rows[0].inspector or "",
        office=office,
        room=room,
        starts=datetime.fromisoformat(starts),
        ends=datetime.fromisoformat(ends),
        cases=tuple(row.ref for row in rows),
    )


class TimetablePage:
    """The screen of the interviews, shown."""

    def __init__(self, qtbot: QtBot, session: Session) -> None:
        self.qtbot, self.session = qtbot, session
        self.screen = TimetableScreen(session)
        waiting.shown(qtbot, self.screen)
        self.grid = self.screen.grid

    def who(self, name: str) -> str:
        return queries.officer_id(self.session.inspection, name)

    def plan(self) -> dict[str, PlannedInterview]:
        return {i.officer: i for i in plan_file.planned(self.session.inspection)}

    def of(self, name: str) -> PlannedInterview:
        return self.plan()[self.who(name)]

    def keep(self, interviews: Sequence[PlannedInterview]) -> "TimetablePage":
        self.session.done(plan_file.keep_plan(self.session.inspection, self.session.author, interviews))
        return self

    def by(self, way: str) -> "TimetablePage":
        number = [name for name, _ in WAYS].index(way)  # type: ignore[arg-type]
        self.screen.bar.by.setCurrentIndex(number)
        self.screen.bar.by.activated.emit(number)
        return self

    def one_day(self) -> "TimetablePage":
        self.screen.bar.day.click()
        return self

    # -- where things are ------------------------------------------------------------------------------

    def block(self, name: str) -> QPoint:
        """The middle of an interview in the viewport."""
        entry = self.grid.grid_model.entry(self.who(name))
        assert entry is not None
        rect = self.grid.rect_of(entry)
        assert rect is not None
        return rect.center()

    def place(self, row: str, column: int, at: int) -> QPoint:
        """A point in a part of a cell, or at a minute of the day."""
        number = self.grid.grid_model.row_of(row)
        cell = self.grid.cell(number, column)
        rect = self.grid.layer.places.rect(Spot(row, column, at), number, cell.width(), 15)
        return cell.topLeft() + rect.topLeft() + QPoint(2, 2)

    # -- moving ------------------------------------------------------------------------------------------

    def press(self, at: QPoint, port: QWidget | None = None) -> None:
        QTest.mousePress(port or self.grid.viewport(), LEFT, pos=at)

    def move(self, *points: QPoint, port: QWidget | None = None) -> None:
        for point in points:
            QTest.mouseMove(port or self.grid.viewport(), point)

    def release(self, at: QPoint, port: QWidget | None = None) -> None:
        QTest.mouseRelease(port or self.grid.viewport(), LEFT, pos=at)

    def drag(self, start: QPoint, end: QPoint) -> None:
        self.press(start)
        self.move(start + QPoint(12, 0), end - QPoint(1, 1), end)
        self.release(end)

    def keys(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(self.grid, key)

    # -- what is said ------------------------------------------------------------------------------------

    def hint(self) -> str:
        return self.grid.hands.hint.words()

    def dialog(self) -> Dialog:
        return self.screen.findChildren(Dialog)[-1]
