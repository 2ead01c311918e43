"""Where things stand in a timetable's cell: entries, its parts, and every place something could be put."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect

from ui.theme.metrics import TIGHT, grown
from ui.widgets.timetable_model import GridAxis, GridEntry, GridModel

#: The height of a part of a row in which nothing stands (pixels).
_THIN = 18
#: The least width of a quarter of an hour, and of a day (pixels).
_LEAST_STEP, _LEAST_DAY = 14, 116
#: The least width of a block along the hours, so that it can be taken hold of (pixels).
_LEAST_BLOCK = 14


@dataclass(frozen=True, slots=True)
class Spot:
    """A place to put something: a row's id, a column, and `at` the part of the cell or, along the hours,
    the minute of the day. `entry` names what it would be swapped with.
    """

    row: str
    column: int
    at: int
    entry: str = ""


class StackedPlaces:
    """Entries one under another, those of the morning above those of the afternoon.

    All rectangles lie within a cell whose top left corner is at nought.
    """

    def __init__(self, model: GridModel, block: int) -> None:
        self._model, self._block = model, block
        self._known: dict[int, list[int]] = {}

    def width(self, available: int) -> int:
        """The width of a column; `available` are the pixels of the viewport."""
        return max(grown(_LEAST_DAY), available // max(self._model.columnCount(), 1))

    def height(self, row: int) -> int:
        """The height that a row needs."""
        return sum(self._heights(row)) + TIGHT + 1

    def part(self, row: int, at: int, width: int) -> QRect:
        """One part of a row's cells."""
        heights = self._heights(row)
        return QRect(0, sum(heights[:at]), width, heights[at] + (TIGHT if at + 1 == len(heights) else 0))

    def entries(self, row: int, column: int, width: int) -> list[tuple[GridEntry, QRect]]:
        """Every entry of a cell with its block."""
        grid, found = self._model.grid, list[tuple[GridEntry, QRect]]()
        held = self._model.entries(row, column)
        for part in range(grid.parts):
            top = self.part(row, part, width).top() + TIGHT
            mine = [entry for entry in held if grid.part(entry.starts) == part]
            for number, entry in enumerate(mine):
                y = top + number * (self._block + TIGHT)
                found.append((entry, QRect(TIGHT, y, width - 2 * TIGHT, self._block)))
        return found

    def spots(self, row: int, column: int) -> list[Spot]:
        """Every place of a cell."""
        return [Spot(self._model.grid.rows[row].id, column, at) for at in range(self._model.grid.parts)]

    def spot_at(self, row: int, column: int, point: QPoint, width: int) -> Spot:
        """The place under a point of a cell."""
        spots = self.spots(row, column)
        inside = [spot for spot in spots if self.part(row, spot.at, width).bottom() >= point.y()]
        return inside[0] if inside else spots[-1]

    def rect(self, spot: Spot, row: int, width: int, minutes: int) -> QRect:  # noqa: ARG002
        """Where something would be shown at a place."""
        part = self.part(row, spot.at, width)
        return QRect(TIGHT, part.top() + TIGHT, width - 2 * TIGHT, self._block)

    def _heights(self, row: int) -> list[int]:
        """The heights of a row's parts, worked out once: another timetable has places of its own."""
        if row not in self._known:
            self._known[row] = self._measured(row)
        return self._known[row]

    def _measured(self, row: int) -> list[int]:
        grid = self._model.grid
        found = []
        for part in range(grid.parts):
            most = max((self._count(row, n, part) for n in range(len(grid.columns))), default=0)
            least = 1 if grid.parts == 1 else 0
            most = max(most, least)
            found.append(most * (self._block + TIGHT) if most else grown(_THIN))
        return found

    def _count(self, row: int, column: int, part: int) -> int:
        grid = self._model.grid
        return sum(grid.part(entry.starts) == part for entry in self._model.entries(row, column))


class TimedPlaces:
    """Entries along the hours of the day; those at the same time lie under one another."""

    def __init__(self, model: GridModel, block: int, axis: GridAxis) -> None:
        self._model, self._block, self.axis = model, block, axis

    def width(self, available: int) -> int:
        steps = (self.axis.ends - self.axis.starts) / self.axis.step
        return max(available // max(self._model.columnCount(), 1), round(grown(_LEAST_STEP) * steps))

    def height(self, row: int) -> int:
        deepest = max((self._deep(row, n) for n in range(self._model.columnCount())), default=1)
        return deepest * (self._block + TIGHT) + TIGHT + 1

    def x(self, minute: int, width: int) -> int:
        """Pixels from the left edge of a cell to a minute of the day."""
        span = self.axis.ends - self.axis.starts
        return round((min(max(minute, self.axis.starts), self.axis.ends) - self.axis.starts) * width / span)

    def entries(self, row: int, column: int, width: int) -> list[tuple[GridEntry, QRect]]:
        lanes: list[int] = []
        found = []
        for entry in sorted(self._model.entries(row, column), key=lambda e: (e.starts, e.ends)):
            starts, ends = self._stay(entry)
            lane = next((n for n, end in enumerate(lanes) if end <= starts), len(lanes))
            lanes[lane : lane + 1] = [ends]
            found.append((entry, self._block_at(starts, ends, lane, width)))
        return found

    def spots(self, row: int, column: int) -> list[Spot]:
        grid, axis = self._model.grid, self.axis
        return [Spot(grid.rows[row].id, column, at) for at in range(axis.starts, axis.ends, axis.step)]

    def spot_at(self, row: int, column: int, point: QPoint, width: int) -> Spot:
        axis = self.axis
        minute = axis.starts + point.x() * (axis.ends - axis.starts) / max(width, 1)
        steps = round((minute - axis.starts) / axis.step)
        last = (axis.ends - axis.starts) // axis.step - 1
        at = axis.starts + min(max(steps, 0), last) * axis.step
        return Spot(self._model.grid.rows[row].id, column, at)

    def rect(self, spot: Spot, row: int, width: int, minutes: int) -> QRect:  # noqa: ARG002
        return self._block_at(spot.at, spot.at + minutes, 0, width)

    def _block_at(self, starts: int, ends: int, lane: int, width: int) -> QRect:
        left, right = self.x(starts, width), self.x(ends, width)
        top = TIGHT + lane * (self._block + TIGHT)
        return QRect(left + 1, top, max(right - left - 2, _LEAST_BLOCK), self._block)

    def _stay(self, entry: GridEntry) -> tuple[int, int]:
        whole = entry.ends <= entry.starts
        return (self.axis.starts, self.axis.ends) if whole else (entry.starts, entry.ends)

    def _deep(self, row: int, column: int) -> int:
        rects = [rect.top() for _, rect in self.entries(row, column, 1000)]
        return (max(rects, default=TIGHT) - TIGHT) // (self._block + TIGHT) + 1


Places = StackedPlaces | TimedPlaces


def places_for(model: GridModel, block: int) -> Places:
    """How this timetable is laid out; `block` is the height of one entry."""
    axis = model.grid.axis
    if model.grid.timed and axis is not None:
        return TimedPlaces(model, block, axis)
    return StackedPlaces(model, block)
