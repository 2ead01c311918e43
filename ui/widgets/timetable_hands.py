"""Moving things in a timetable: by mouse, by keys, or by a mouse that comes from somewhere else."""

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from ui.theme.metrics import grown
from ui.widgets.announce import announce
from ui.widgets.timetable_carry import Carry, CarryHint
from ui.widgets.timetable_places import Spot, TimedPlaces

if TYPE_CHECKING:
    from ui.widgets.timetable import TimetableGrid

_Key = Qt.Key
_ARROWS = {_Key.Key_Left: (-1, 0), _Key.Key_Right: (1, 0), _Key.Key_Up: (0, -1), _Key.Key_Down: (0, 1)}
_TURNS = {_Key.Key_PageUp: -1, _Key.Key_PageDown: 1}
_PUTS = (_Key.Key_Return, _Key.Key_Enter, _Key.Key_Space)
#: How near an edge scrolls, how far at a time (pixels), how often and how long before a page turns (ms).
_EDGE, _SCROLL, _OFTEN, _TURN_AFTER = 28, 14, 30, 700

#: How often places that were judged meanwhile are shown (seconds).
_SHOWN_EVERY = 0.08


class Hands(QObject):
    """Holds what is carried over a timetable. `carry` is None while hands are empty."""

    def __init__(self, view: "TimetableGrid") -> None:
        super().__init__(view)
        self._view = view
        self.carry: Carry | None = None
        self.hint = CarryHint(view.viewport())
        self._shown = 0.0
        self._judging = QTimer(self, interval=0)
        self._scrolling = QTimer(self, interval=_OFTEN)
        self._turning = QTimer(self, singleShot=True, interval=_TURN_AFTER)
        self._judging.timeout.connect(self._on_judging)
        self._scrolling.timeout.connect(self._on_scrolling)
        self._turning.timeout.connect(self._on_turning)

    # -- taking and leaving ---------------------------------------------------------------------------

    def take(self, carry: Carry, spot: Spot | None) -> None:
        """Carry this, beginning at a place."""
        self.carry = carry
        self._judging.start()
        self._view.layer.stale()
        if spot is not None:
            self.hold(spot)
        if not carry.by_mouse:
            announce(self._view, f"Moving {carry.title}. Arrows move, Enter puts it there, Escape stops.")

    def leave(self, *, told: bool = True) -> None:
        """Empty hands; nothing moves."""
        if self.carry is None:
            return
        self.carry = None
        for timer in (self._judging, self._scrolling, self._turning):
            timer.stop()
        self.hint.hide()
        self._view.unsetCursor()
        self._view.layer.stale()
        if told:
            self._view.let_go.emit()

    def put(self) -> None:
        """Put it where it is held. Over no place a mouse lets go of it, and keys hold on to it."""
        carry = self.carry
        spot = carry.spot if carry is not None else None
        if carry is None or spot is None or carry.here() is None:
            if carry is None or carry.by_mouse:
                self.leave()
            else:
                announce(self._view, "It cannot be put here.", urgent=True)
            return
        self.leave(told=False)
        self._view.dropped.emit(carry.entry, carry.kind, spot)

    def forget(self) -> None:
        """Another timetable is shown: places are judged anew."""
        if self.carry is not None:
            self.carry.forget()
            self.hint.hide()
            self._judging.start()

    def turned(self, before: Spot | None, step: int) -> None:
        """Go on where a page was turned, by -1 or 1: at its nearer edge, in the same row."""
        carry, columns = self.carry, self._view.grid_model.columnCount()
        if carry is None or not columns:
            return
        if carry.by_mouse:
            self.over(carry.pointer)
            return
        edge = self._view.paths.edge(before.row if before else "", last=step < 0)
        if edge is not None and before is not None and not self._view.grid_model.grid.timed:
            edge = Spot(edge.row, edge.column, before.at)
        self.hold(edge)

    # -- holding it over places -------------------------------------------------------------------------

    def hold(self, spot: Spot | None) -> None:
        """Hold it over a place, and say what putting it there would mean."""
        carry = self.carry
        if carry is None:
            return
        moved = spot != carry.spot
        carry.spot = spot
        verdict = carry.here()
        self.hint.show_state(verdict, self.ghost() or QRect(carry.pointer, carry.pointer))
        self._view.viewport().update()
        if moved and verdict is not None:
            self._view.hovered.emit(verdict)
            if not carry.by_mouse:
                announce(self._view, verdict.said())

    def over(self, pointer: QPoint) -> None:
        """A mouse holds it over this point of the viewport."""
        carry, view = self.carry, self._view
        if carry is None:
            return
        carry.pointer = pointer
        inside = view.viewport().rect().contains(pointer)
        self.hold(self._under(carry, pointer) if inside else None)
        self._watch_edges(pointer)

    def _under(self, carry: Carry, pointer: QPoint) -> Spot | None:
        """The place under the pointer; with Shift the entry there, to be swapped with."""
        shift = bool(QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier)
        swapped = carry.kind == "swap" or (carry.kind == "move" and shift)
        held = QPoint(carry.grip.x(), 0) if carry.grip is not None and carry.kind == "move" else QPoint()
        timed = isinstance(self._view.layer.places, TimedPlaces) and not swapped
        spot = self._view.spot_at(pointer - held if timed else pointer, entry=swapped)
        if carry.kind != "length" or spot is None:
            return spot
        own = self._view.grid_model.entry(carry.entry)
        return Spot(own.row, own.column, spot.at) if own is not None else None

    def ghost(self) -> QRect | None:
        """Where what is carried is drawn in the viewport: at the pointer, or at the place it is held."""
        carry, view = self.carry, self._view
        if carry is None or carry.spot is None:
            return None
        verdict = carry.here()
        row = view.grid_model.row_of(carry.spot.row)
        if verdict is None or row < 0 or carry.spot.column >= view.grid_model.columnCount():
            return None
        places, spot, timed = view.layer.places, carry.spot, isinstance(view.layer.places, TimedPlaces)
        if spot.entry or (carry.kind == "length" and not timed):
            return self._standing(spot.entry or carry.entry, row, spot.column)
        if carry.kind == "length":
            spot = Spot(spot.row, spot.column, verdict.starts)
        cell = view.cell(row, spot.column)
        rect = places.rect(spot, row, cell.width(), verdict.minutes).translated(cell.topLeft())
        if carry.grip is not None and carry.kind == "move" and not timed:
            rect.moveTopLeft(carry.pointer - carry.grip)
        return rect

    def _standing(self, entry: str, row: int, column: int) -> QRect | None:
        """Where an entry of a cell stands."""
        held = self._view.grid_model.entries(row, column)
        found = next((one for one in held if one.id == entry), None)
        return self._view.rect_of(found) if found is not None else None

    # -- keys ---------------------------------------------------------------------------------------------

    def press(self, event: QKeyEvent) -> bool:
        """What a key does to what is carried; false where it means nothing here."""
        carry, key = self.carry, _Key(event.key())
        if carry is None:
            return False
        if key == _Key.Key_Escape:
            self.leave()
        elif key in _PUTS:
            self.put()
        elif key in _ARROWS:
            across, down = _ARROWS[key]
            far = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self._step(carry, across, down, far=far)
        elif key in _TURNS:
            self._view.turn_wanted.emit(_TURNS[key])
        elif key == _Key.Key_F:
            self.to_fitting()
        else:
            return False
        return True

    def _step(self, carry: Carry, across: int, down: int, *, far: bool) -> None:
        """Go on to the place beside; past the last column another page is asked for."""
        view, spot = self._view, carry.spot
        if spot is None:
            self.hold(view.paths.first())
        elif carry.kind == "length":
            self.hold(Spot(spot.row, spot.column, spot.at + (across or -down) * view.paths.step))
        elif carry.kind == "swap":
            self._step_entry(carry, spot, across or down)
        else:
            beside = view.paths.beside(spot, across, down, far=far)
            if beside is None:
                view.turn_wanted.emit(across)
            else:
                self.hold(beside)
        if carry is self.carry and carry.spot is not None:
            view.show_spot(carry.spot)

    def _step_entry(self, carry: Carry, spot: Spot, step: int) -> None:
        """The next entry, in reading order, that it could be swapped with."""
        others = [one for one in self._view.paths.entries() if one.entry != carry.entry]
        if others:
            here = next((n for n, one in enumerate(others) if one.entry == spot.entry), -1)
            self.hold(others[(here + step) % len(others)])

    def to_fitting(self) -> None:
        """The next place that fits, the row's own first; said where there is none."""
        carry = self.carry
        if carry is None:
            return
        spots = self._view.paths.after(carry)
        found = next((s for s in spots if (v := carry.verdict(s)) is not None and v.fits), None)
        self._view.layer.stale()
        if found is None:
            announce(self._view, "Nothing fits on these days.", urgent=True)
            return
        self.hold(found)
        self._view.show_spot(found)

    # -- time goes by ---------------------------------------------------------------------------------------

    def _on_judging(self) -> None:
        """Judge what is in sight bit by bit, and show it now and then, so that moving stays smooth."""
        carry, now = self.carry, time.monotonic()
        more = carry is not None and carry.judge_some(self._view.layer.spots(carry))
        if not more:
            self._judging.stop()
        if not more or now - self._shown > _SHOWN_EVERY:
            self._shown = now
            self._view.layer.stale()

    def judge_on(self) -> None:
        """Other places have come into sight."""
        if self.carry is not None:
            self._judging.start()

    def _watch_edges(self, pointer: QPoint) -> None:
        port, edge = self._view.viewport().rect(), grown(_EDGE)
        near = pointer.y() < edge or pointer.y() > port.height() - edge
        self._scrolling.start() if near else self._scrolling.stop()
        outside = pointer.x() < 0 or pointer.x() > port.width()
        if outside and not self._turning.isActive():
            self._turning.start()
        elif not outside:
            self._turning.stop()

    def _on_scrolling(self) -> None:
        if self.carry is None:
            return
        bar = self._view.verticalScrollBar()
        up = self.carry.pointer.y() < grown(_EDGE)
        bar.setValue(bar.value() + (-_SCROLL if up else _SCROLL))
        self.over(self.carry.pointer)

    def _on_turning(self) -> None:
        if self.carry is not None:
            self._view.turn_wanted.emit(-1 if self.carry.pointer.x() < 0 else 1)
