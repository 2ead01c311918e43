"""What keys do in a timetable while nothing is carried."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from ui.widgets.timetable_carry import Kind

if TYPE_CHECKING:
    from ui.widgets.timetable import TimetableGrid

_Key = Qt.Key
_LIFTS: dict[_Key, Kind] = {_Key.Key_M: "move", _Key.Key_S: "swap", _Key.Key_L: "length"}
_PAGES = {_Key.Key_PageUp: -1, _Key.Key_PageDown: 1}
_ALONG = {_Key.Key_Left: -1, _Key.Key_Right: 1}
_DOWN = {_Key.Key_Up: -1, _Key.Key_Down: 1}

#: Keys and what they do, as the screen tells them.
WITH_AN_ENTRY = (
    (("M",), "move"),
    (("S",), "swap"),
    (("L",), "length"),
    (("K",), "lock"),
    (("Del",), "take out"),
    (("Enter",), "details"),
    (("Alt+PgDn",), "next days"),
)
WHILE_CARRYING = (
    (("←", "→", "↑", "↓"), "go on"),
    (("F",), "next place that fits"),
    (("Enter",), "put it here"),
    (("Esc",), "leave it"),
    (("PgDn",), "next days"),
    (("Shift",), "with the mouse: swap"),
)


def command(view: "TimetableGrid", event: QKeyEvent) -> bool:
    """A letter does something to the current entry; false where the key means nothing."""
    entry, key = view.current_entry(), _Key(event.key())
    if entry is None or event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
        return False
    if key in _LIFTS:
        view.lift_wanted.emit(entry.id, _LIFTS[key])
    elif key == _Key.Key_K:
        view.lock_wanted.emit(entry.id)
    elif key == _Key.Key_Delete:
        view.remove_wanted.emit(entry.id)
    else:
        return False
    return True


def walk(view: "TimetableGrid", event: QKeyEvent) -> bool:
    """Through the entries of a cell before it is left, Enter, and turning pages; false for other keys."""
    key = _Key(event.key())
    step = (_ALONG if view.grid_model.grid.timed else _DOWN).get(key, 0)
    if key in (_Key.Key_Return, _Key.Key_Enter) and view.currentIndex().isValid():
        view.choose()
    elif key in _PAGES and event.modifiers() & Qt.KeyboardModifier.AltModifier:
        view.turn_wanted.emit(_PAGES[key])
    elif step and 0 <= view.within + step < view.held():
        view.go_within(view.within + step)
    else:
        return False
    return True
