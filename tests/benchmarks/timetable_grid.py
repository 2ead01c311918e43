"""The timetable on screen at 400 cases, 250 officers, 30 inspectors and 10 days: frames while dragging.

The machine's load stands in each name, as what else it does lengthens every frame.
"""

import os
import time
from collections.abc import Callable
from itertools import cycle, islice
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication

from fieldwork.timetable.check import check
from fieldwork.timetable.greedy import greedy
from tests.benchmarks.table import Row
from tests.timetable.instances import LARGE, to_share_out
from ui import theme
from ui.screens.timetable_aim import Aim
from ui.screens.timetable_rows import By, grid_view
from ui.screens.timetable_view import PlanState, pages
from ui.widgets import TimetableGrid

FRAME = 16.0
"""Milliseconds of one frame at 60 a second."""

MOVES, JUDGINGS, SIZE = 200, 15, (814, 560)
"""Moves of the mouse, turns of judging places that nobody points at, and the grid's pixels at 1366 by 768."""


def measure() -> list[Row]:
    """Dragging over a week and over a day, and painting both anew, as after scrolling."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, "light")
    state = _state()
    rows = []
    for name, timed in (("a week", False), ("a day", True)):
        for by in ("inspector", "room"):
            rows += _measure(app, state, by, name, timed=timed)  # type: ignore[arg-type]
    return rows


def _state() -> PlanState:
    problem = to_share_out(LARGE)
    plan = tuple(greedy(problem, ()))
    clashes = tuple(clash for clash in check(problem, plan) if clash.kind != "not_seen")
    return PlanState(problem, plan, clashes, (), {i.officer: i for i in plan})


def _measure(app: QApplication, state: PlanState, by: By, name: str, *, timed: bool) -> list[Row]:
    page = pages(state, by_day=timed)[0]
    grid = TimetableGrid()
    grid.resize(*SIZE)
    grid.show_state(grid_view(state, by, page, timed=timed))
    grid.show()
    app.processEvents()
    officer = next(i.officer for i in state.interviews if i.starts.date() in page)
    what = f"timetable by {by}, {name} (load {os.getloadavg()[0]:.1f})"
    painted = _milliseconds(grid, lambda: grid.layer.stale(), 30)
    grid.lift_from_outside(officer, "Somebody", Aim(state, officer, by, page, timed=timed).judge)
    judged = _milliseconds(grid, lambda: grid.hands._on_judging(), JUDGINGS)
    points = _points(grid)
    dragged = _milliseconds(grid, lambda: grid.hands.over(next(points)), MOVES)
    grid.hands.leave()
    grid.close()
    return [
        _row(f"{what}: painted anew", median(painted)),
        _row(f"{what}: a frame while places are judged", median(judged)),
        _row(f"{what}: a frame of dragging", median(dragged)),
        _row(f"{what}: 19 of 20 frames of dragging", sorted(dragged)[round(0.95 * len(dragged))]),
    ]


def _row(what: str, milliseconds: float) -> Row:
    return Row(what, milliseconds, "ms", None, f"under {FRAME:g} ms", milliseconds < FRAME)


def _points(grid: TimetableGrid) -> "cycle[QPoint]":
    """A mouse that goes over the whole of what is seen."""
    port = grid.viewport()
    steps = range(MOVES)
    across = [(n * 37) % port.width() for n in steps]
    down = [(n * 23) % port.height() for n in steps]
    return cycle([QPoint(x, y) for x, y in zip(across, down, strict=True)])


def _milliseconds(grid: TimetableGrid, act: Callable[[], object], times: int) -> list[float]:
    """How long it takes from an act to its painted frame, each time."""
    found = []
    for _ in islice(cycle([None]), times):
        begun = time.perf_counter()
        act()
        grid.viewport().repaint()
        found.append((time.perf_counter() - begun) * 1000)
    return found
