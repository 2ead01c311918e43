"""A walk over all that a screen shows, as people with a keyboard, a screen reader or large text meet it."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.waiting import spoken
from ui.widgets import Elided

#: Roles that tell a screen reader nothing about what can be done.
_MUTE = {QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Whitespace}
#: The least side of something that is clicked, in pixels (WCAG 2.2, 2.5.8).
_TARGET = 24


def shown(root: QWidget) -> Iterator[QWidget]:
    """Every visible widget under `root` that has a size."""
    for widget in root.findChildren(QWidget):
        if widget.isVisibleTo(root) and widget.isVisible() and not widget.visibleRegion().isEmpty():
            yield widget


def unnamed(root: QWidget) -> list[str]:
    """What takes the keyboard and has no name."""
    return [_which(w) for w in shown(root) if _takes_keyboard(w) and not spoken(w).strip()]


def without_role(root: QWidget) -> list[str]:
    """What takes the keyboard and does not say what it is."""
    return [
        _which(w)
        for w in shown(root)
        if _takes_keyboard(w)
        and (interface := QAccessible.queryAccessibleInterface(w)) is not None
        and interface.role() in _MUTE
        and not interface.childCount()
    ]


def too_small(root: QWidget) -> list[str]:
    """Buttons smaller than a finger or an unsteady hand needs."""
    buttons = (
        w
        for w in shown(root)
        if isinstance(w, QAbstractButton) and w.isEnabled() and not isinstance(w.parent(), QLineEdit)
    )
    return [f"{_which(w)} {w.width()}x{w.height()}" for w in buttons if min(w.width(), w.height()) < _TARGET]


def clipped(root: QWidget) -> list[str]:
    """Words that are cut off: labels and buttons narrower or lower than what they say.

    What ends in an ellipsis by design says the whole elsewhere.
    """
    found = []
    for widget in shown(root):
        lacking = _lacking(widget)
        if lacking:
            found.append(f"{_which(widget)} lacks {lacking}")
    return found


def stops(qtbot: QtBot, most: int = 400) -> list[QWidget]:
    """What Tab comes to, in order, until it comes round; a trap keeps it from coming round."""
    found: list[QWidget] = []
    for _ in range(most):
        here = QApplication.focusWidget()
        if here is None or here in found:
            break
        found.append(here)
        qtbot.keyClick(here, Qt.Key.Key_Tab)
    return found


def _lacking(widget: QWidget) -> str:
    if isinstance(widget, QLabel) and widget.text() and not isinstance(widget, Elided):
        if widget.wordWrap():
            needed = widget.heightForWidth(widget.width())
            return f"{needed - widget.height()} px of height" if needed > widget.height() + 1 else ""
        return _short(widget.sizeHint().width() - widget.width())
    if getattr(widget, "compact", False):
        return ""  # an icon by design, named in its tooltip
    if isinstance(widget, QToolButton):
        return _short(widget.sizeHint().width() - widget.width()) if widget.text() else ""
    if isinstance(widget, QAbstractButton) and widget.text():
        words = QFontMetrics(widget.font()).horizontalAdvance(widget.text().replace("&", ""))
        icon = 0 if widget.icon().isNull() else widget.iconSize().width()
        return _short(words + icon - widget.contentsRect().width()) or _short(
            QFontMetrics(widget.font()).height() - widget.height()
        )
    if isinstance(widget, QLineEdit):
        return _short(QFontMetrics(widget.font()).height() - widget.height())
    return ""


def _short(pixels: int) -> str:
    return f"{pixels} px" if pixels > 1 else ""


def _takes_keyboard(widget: QWidget) -> bool:
    return bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value) and widget.isEnabled()


def _which(widget: QWidget) -> str:
    text = getattr(widget, "text", lambda: "")()
    return f"{type(widget).__name__} {str(text or spoken(widget))[:40]!r}"
