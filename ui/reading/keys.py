"""Which key does what on the list of questions, as one table that the screen and its hints read."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from ui.reading.view_state import RowState
from ui.widgets import answer_keys

_K = Qt.Key
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_NONE = Qt.KeyboardModifier.NoModifier

#: What a key without Ctrl does where the question itself has no use for it.
_PLAIN = {
    _K.Key_Up: "up", _K.Key_Down: "down", _K.Key_Left: "left", _K.Key_Right: "right",
    _K.Key_PageUp: "previous_page", _K.Key_PageDown: "next_page",
    _K.Key_Home: "first", _K.Key_End: "last",
    _K.Key_Backspace: "clear", _K.Key_Delete: "clear",
    _K.Key_Space: "note", _K.Key_Return: "note", _K.Key_Enter: "note",
    _K.Key_Slash: "go",
}  # fmt: skip
_LETTERS = {
    "J": "next", "K": "previous", "Q": "ask", "S": "source", "E": "example", "C": "concern", "/": "go",
}  # fmt: skip
_WITH_CTRL = {_K.Key_Right: "next_case", _K.Key_Z: "undo", _K.Key_Y: "redo"}

#: The keys that work wherever the keyboard is in the screen, as (sequence, action).
EVERYWHERE = (
    ("F8", "next_open"), ("Shift+F8", "previous_open"),
    ("Ctrl+Return", "next_open"), ("Ctrl+Enter", "next_open"),
    ("Ctrl+Shift+Return", "complete"), ("Ctrl+Shift+Enter", "complete"),
    ("Ctrl+G", "go"),
)  # fmt: skip

#: The line of hints: keys and what they do.
HINTS = (
    (("↑", "↓"), "move"), (("Enter",), "evidence"), (("Q",), "ask"), (("S",), "source"),
    (("F8",), "next open"), (("PgDn",), "next standard"), (("/",), "find"), (("Ctrl+→",), "next case"),
)  # fmt: skip


def action_of(event: QKeyEvent, row: RowState | None) -> tuple[str, str]:
    """What a key press asks for: an action and, for `answer`, the value; ("", "") for nothing.

    The question's own keys come first: C answers "No clear record" where that is an option.
    """
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    key, text = Qt.Key(event.key()), event.text().upper()
    if held == _CTRL and key in _WITH_CTRL:
        return _WITH_CTRL[key], ""
    if held == _CTRL | _SHIFT and key == _K.Key_Z:
        return "redo", ""
    if held not in (_NONE, _SHIFT):
        return "", ""
    if row is not None and row.answers is not None:
        if row.answers.kind == "choice":
            value = answer_keys(row.answers).get(text)
            if value is not None:
                return "answer", value
        elif text.strip() and text.isprintable():
            return "type", ""
    if held == _NONE and key in _PLAIN:
        return _PLAIN[key], ""
    return _LETTERS.get(text, ""), ""
