"""The part of a timetable that stands still while something is dragged over it, painted once and kept."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPixmap

from ui.theme import colours
from ui.theme.metrics import TIGHT
from ui.widgets.timetable_carry import Carry
from ui.widgets.timetable_model import GridEntry, GridModel, Shade
from ui.widgets.timetable_paint import (
    Faces,
    block_height,
    paint_block,
    paint_cell,
    paint_ghost,
    paint_hour,
    paint_noon,
    paint_ring,
    paint_shade,
    paint_shape,
    paint_verdict,
)
from ui.widgets.timetable_places import Places, Spot, TimedPlaces, places_for

if TYPE_CHECKING:
    from ui.widgets.timetable import TimetableGrid


class Layer:
    """Paints the cells and blocks that are in sight into a pixmap; `stale` after anything has changed.

    `places` says where things stand, `faces` are the fonts: both are made anew with `measure`.
    """

    def __init__(self, view: "TimetableGrid", model: GridModel) -> None:
        self._view, self._model = view, model
        self._pixmap = QPixmap()
        self._stale = True
        self.faces = Faces(view.font())
        self.places: Places = places_for(model, block_height(QFontMetrics(view.font())))

    def measure(self) -> None:
        """Take the font and the timetable that the view has now."""
        self.faces = Faces(self._view.font())
        self.places = places_for(self._model, block_height(QFontMetrics(self._view.font())))
        self.stale()

    def stale(self) -> None:
        """Paint anew before the next showing."""
        self._stale = True
        self._view.viewport().update()

    def pixmap(self, carry: Carry | None) -> QPixmap:
        """What is in sight, as large as the viewport."""
        port, ratio = self._view.viewport(), self._view.devicePixelRatioF()
        size = port.size() * ratio
        if self._stale or self._pixmap.size() != size:
            self._pixmap = QPixmap(size)
            self._pixmap.setDevicePixelRatio(ratio)
            self._pixmap.fill(QColor(colours().raised))
            painter = QPainter(self._pixmap)
            try:
                for row, column in self.in_sight():
                    self._paint_cell(painter, row, column, carry)
            finally:
                painter.end()  # a painter that outlives a failure would take the program with it
            self._stale = False
        return self._pixmap

    def show_with(self, carry: Carry | None, ghost: QRect | None) -> None:
        """Paint the viewport: what stands still, the ring of the keyboard, and what is carried."""
        view, still = self._view, self.pixmap(carry)
        current = view.current_rect() if carry is None else QRect()
        target = self._target(carry) if carry is not None else None
        verdict = carry.here() if carry is not None else None
        painter = QPainter(view.viewport())
        painter.drawPixmap(0, 0, still)
        if not current.isEmpty():
            paint_ring(painter, QRectF(current).adjusted(1, 1, -1, -1), focused=view.hasFocus())
        if carry is not None and ghost is not None and verdict is not None:
            if target is not None:
                paint_ring(painter, QRectF(target).adjusted(1, 1, -1, -1), focused=True)
            paint_ghost(painter, QRectF(ghost), verdict.time, carry.title, self.faces, fits=verdict.fits)
        painter.end()

    def _target(self, carry: Carry) -> QRect | None:
        """The part of a cell that something is held over."""
        spot, places = carry.spot, self.places
        if spot is None or spot.entry or carry.kind != "move" or isinstance(places, TimedPlaces):
            return None
        row = self._model.row_of(spot.row)
        cell = self._view.cell(row, spot.column)
        return places.part(row, spot.at, cell.width()).translated(cell.topLeft())

    def in_sight(self) -> Iterator[tuple[int, int]]:
        """The cells of which something shows."""
        view = self._view
        first, last = view.rowAt(0), view.rowAt(view.viewport().height() - 1)
        left, right = view.columnAt(0), view.columnAt(view.viewport().width() - 1)
        if first < 0 or left < 0:
            return
        last = last if last >= 0 else self._model.rowCount() - 1
        right = right if right >= 0 else self._model.columnCount() - 1
        for row in range(first, last + 1):
            for column in range(left, right + 1):
                yield row, column

    def spots(self, carry: Carry) -> list[Spot]:
        """The places in sight where what is carried could be put."""
        if carry.kind == "length":
            return []
        if carry.kind == "swap":
            rows = self._model.grid.rows
            return [
                Spot(rows[row].id, column, 0, entry.id)
                for row, column in self.in_sight()
                for entry in self._model.entries(row, column)
            ]
        return [spot for row, column in self.in_sight() for spot in self.places.spots(row, column)]

    def blocks(self, row: int, column: int) -> list[tuple[GridEntry, QRect]]:
        """The entries of a cell and where they stand in the viewport."""
        cell = self._view.cell(row, column)
        found = self.places.entries(row, column, cell.width())
        return [(entry, rect.translated(cell.topLeft())) for entry, rect in found]

    def _paint_cell(self, painter: QPainter, row: int, column: int, carry: Carry | None) -> None:
        cell = self._view.cell(row, column)
        moved = carry is not None and carry.kind == "move"
        for shade in self._model.shades(row, column):
            rect = self._shaded(shade, row, cell)
            paint_shade(painter, rect, "" if moved else shade.words, self.faces)
        judged = self._judged(row, column, cell, carry) if carry is not None and moved else []
        for rect, fits, _ in judged:
            paint_verdict(painter, rect, fits=fits)
        self._paint_lines(painter, row, cell)
        paint_cell(painter, cell, new_day=self._model.starts_day(column))
        for entry, rect in self.blocks(row, column):
            faint = carry is not None and carry.entry == entry.id
            paint_block(painter, QRectF(rect), entry, self.faces, faint=faint)
            verdict = carry.known(Spot(entry.row, column, 0, entry.id)) if carry is not None else None
            if verdict is not None:
                paint_shape(painter, rect, fits=verdict.fits)
        for rect, fits, first in judged:
            if first:
                paint_shape(painter, rect, fits=fits)

    def _shaded(self, shade: Shade, row: int, cell: QRect) -> QRect:
        places, grid = self.places, self._model.grid
        if isinstance(places, TimedPlaces):
            left, right = places.x(shade.starts, cell.width()), places.x(shade.ends, cell.width())
            return QRect(cell.left() + left, cell.top(), right - left, cell.height())
        return places.part(row, grid.part(shade.starts), cell.width()).translated(cell.topLeft())

    def _judged(self, row: int, column: int, cell: QRect, carry: Carry) -> list[tuple[QRect, bool, bool]]:
        """The places of a cell that have been judged: where, whether it fits, and whether its shape is
        drawn: along the hours only at the first of a stretch.
        """
        places, found = self.places, list[tuple[QRect, bool, bool]]()
        for spot in places.spots(row, column):
            verdict = carry.known(spot)
            if verdict is None:
                continue
            if isinstance(places, TimedPlaces):
                left = places.x(spot.at, cell.width())
                right = places.x(spot.at + places.axis.step, cell.width())
                rect = QRect(cell.left() + left, cell.top(), right - left, cell.height())
                first = not found or found[-1][1] != verdict.fits
            else:
                rect, first = places.part(row, spot.at, cell.width()).translated(cell.topLeft()), True
            found.append((rect, verdict.fits, first))
        return found

    def _paint_lines(self, painter: QPainter, row: int, cell: QRect) -> None:
        places = self.places
        if isinstance(places, TimedPlaces):
            axis = places.axis
            for minute in range(axis.starts + 30 - axis.starts % 30, axis.ends, 30):
                x = cell.left() + places.x(minute, cell.width())
                paint_hour(painter, x, cell.top(), cell.height(), whole=minute % 60 == 0)
        elif self._model.grid.parts == 2:
            noon = cell.top() + places.part(row, 1, cell.width()).top() + TIGHT // 2
            paint_noon(painter, cell.left(), noon, cell.width())
