"""From one place of a timetable to the next, as arrow keys go."""

from PySide6.QtCore import QPoint

from ui.widgets.timetable_carry import Carry, Kind
from ui.widgets.timetable_layer import Layer
from ui.widgets.timetable_model import GridEntry, GridModel
from ui.widgets.timetable_places import Spot, TimedPlaces

#: How many steps Ctrl goes at a time, along the hours.
_FAR = 4


class Paths:
    """Places of the timetable that is shown, in their order."""

    def __init__(self, model: GridModel, layer: Layer) -> None:
        self._model, self._layer = model, layer

    @property
    def step(self) -> int:
        """Minutes from one time to the next."""
        axis = self._model.grid.axis
        return axis.step if axis is not None else 15

    def of(self, entry: GridEntry, kind: Kind) -> Spot:
        """Where an entry is: where it begins, or ends where its length is to change."""
        grid = self._model.grid
        if kind == "length":
            return Spot(entry.row, entry.column, entry.ends)
        if kind == "swap":
            return Spot(entry.row, entry.column, 0, entry.id)
        at = entry.starts if grid.timed else grid.part(entry.starts)
        return Spot(entry.row, entry.column, at)

    def first(self) -> Spot | None:
        """The first place of all."""
        grid = self._model.grid
        return self._layer.places.spots(0, 0)[0] if grid.rows and grid.columns else None

    def edge(self, row: str, *, last: bool) -> Spot | None:
        """The first or last place of a row, or of the first row where there is none of that id."""
        number, columns = max(self._model.row_of(row), 0), self._model.columnCount()
        if not self._model.rowCount() or not columns:
            return None
        return self._layer.places.spots(number, columns - 1 if last else 0)[-1 if last else 0]

    def beside(self, spot: Spot, across: int, down: int, *, far: bool) -> Spot | None:
        """One step on; None past the first or the last column."""
        row = self._model.row_of(spot.row)
        if isinstance(self._layer.places, TimedPlaces):
            return self._along(spot, row, across * (_FAR if far else 1), down)
        column, parts = spot.column + across, self._model.grid.parts
        if not 0 <= column < self._model.columnCount():
            return None
        position = min(max(row * parts + spot.at + down, 0), self._model.rowCount() * parts - 1)
        return Spot(self._model.grid.rows[position // parts].id, column, position % parts)

    def _along(self, spot: Spot, row: int, steps: int, down: int) -> Spot | None:
        places = self._layer.places
        assert isinstance(places, TimedPlaces)
        at, axis = spot.at + steps * places.axis.step, places.axis
        if steps and not axis.starts <= at < axis.ends:
            return None
        row = min(max(row + down, 0), self._model.rowCount() - 1)
        return Spot(self._model.grid.rows[row].id, spot.column, at)

    def after(self, carry: Carry) -> list[Spot]:
        """Every place, beginning after the one it is held at: its own row first, each in order of time."""
        rows = self._model.grid.rows
        here = max(self._model.row_of(carry.spot.row), 0) if carry.spot else 0
        order = [*range(here, len(rows)), *range(here)]
        found = [s for row in order for n in range(self._model.columnCount()) for s in self._spots(row, n)]
        at = found.index(carry.spot) + 1 if carry.spot in found else 0
        return found[at:] + found[:at]

    def entries(self) -> list[Spot]:
        """Every entry as a place to swap with, row by row."""
        grid = self._model.grid
        return [
            Spot(row.id, column, 0, entry.id)
            for number, row in enumerate(grid.rows)
            for column in range(len(grid.columns))
            for entry in self._model.entries(number, column)
        ]

    def at(self, row: int, column: int, point: QPoint, width: int) -> Spot:
        """The place under a point of a cell."""
        return self._layer.places.spot_at(row, column, point, width)

    def _spots(self, row: int, column: int) -> list[Spot]:
        return self._layer.places.spots(row, column)
