"""Fields that read what is typed when they are left: a value that makes sense is given, another is said
to be wrong right there, and what was stored stays.
"""

from collections.abc import Callable
from datetime import time
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from fieldwork import wording
from ui.screens.form_field import FormField
from ui.screens.record_dialog import read_time
from ui.theme.metrics import SMALL
from ui.widgets import Muted, read_number


class Unreadable(ValueError):
    """What was typed is not what the field takes; the message says what it takes."""


Read = Callable[[str], Any]
Show = Callable[[Any], str]


class TypedField(FormField):
    """One line. `given` carries the value (None where it was emptied) once it can be read and differs."""

    given = Signal(object)

    def __init__(self, label: str, read: Read, show: Show = str, *, hint: str = "", wide: int = 0) -> None:
        self.line = QLineEdit()
        super().__init__(label, self.line, hint=hint, whole=_narrow(self.line, wide) if wide else None)
        self._read_text, self._show_value = read, show
        self._stored: Any = None
        self._unread = False
        self.line.editingFinished.connect(self._on_editing_finished)

    def show_value(self, value: Any) -> None:
        """Show what is stored; what is being typed, or was typed wrongly, is not overwritten."""
        kept = self.error and value == self._stored
        self._stored = value
        if kept or (self.line.hasFocus() and self.line.isModified()):
            return
        self.line.setText("" if value is None else self._show_value(value))
        self.show_state()

    def value(self) -> Any:
        """What is stored."""
        return self._stored

    def forget(self) -> None:
        """Something else is shown from now on: nothing typed is kept."""
        self.line.setModified(False)
        self.show_state()

    def show_error(self, words: str) -> None:
        """Say what is wrong with what was typed."""
        self.show_state(error=words)

    def _on_editing_finished(self) -> None:
        text = self.line.text().strip()
        try:
            value = self._read_text(text) if text else None
        except Unreadable as error:
            self._unread = True
            self.show_state(error=str(error))
            return
        if self._unread or value != self._stored:
            self.show_state()  # what was said about the same value before still holds
        self._unread = False
        self.line.setModified(False)
        if value != self._stored:
            self._stored = value
            self.given.emit(value)
        self.line.setText("" if value is None else self._show_value(value))


class SpanField(QWidget):
    """Two lines that go together, such as from and to. `given` carries a pair, or None for neither."""

    given = Signal(object)

    def __init__(
        self,
        labels: tuple[str, str],
        read: Read,
        show: Show,
        *,
        hint: str = "",
        ordered: bool = True,
        wide: int = 14,
    ) -> None:
        super().__init__()
        self._ordered = ordered
        self._stored: tuple[Any, Any] | None = None
        self.first, self.last = (TypedField(label, read, show, wide=wide) for label in labels)
        row = QHBoxLayout(self)
        row.setSpacing(SMALL)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.first)
        row.addWidget(self.last)
        row.addWidget(Muted(hint, small=True), 1)
        for field in (self.first, self.last):
            field.given.connect(self._on_given)

    def show_value(self, value: tuple[Any, Any] | None) -> None:
        """Show what is stored."""
        self._stored = value
        for field, one in zip((self.first, self.last), value or (None, None), strict=True):
            field.show_value(one)

    def value(self) -> tuple[Any, Any] | None:
        """What is stored."""
        return self._stored

    def show_error(self, words: str) -> None:
        """Say what is wrong with the two."""
        self.last.show_state(error=words)

    def _on_given(self) -> None:
        """Only both together make sense, the first before the last."""
        one, other = self.first.value(), self.last.value()
        if (one is None) != (other is None):
            lacking = self.last if other is None else self.first
            lacking.show_state(error="Both together, or neither.")
            return
        if self._ordered and one is not None and one >= other:
            self.last.show_state(error="It has to be after the first.")
            return
        for field in (self.first, self.last):
            field.show_state()
        value = None if one is None else (one, other)
        if value != self._stored:
            self._stored = value
            self.given.emit(value)


def _narrow(line: QLineEdit, wide: int) -> QWidget:
    """A line for so many figures, with room beside it."""
    line.setMaximumWidth(line.fontMetrics().horizontalAdvance("0") * wide + 24)
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(line, wide)
    row.addStretch(1)
    return holder


def clock(text: str) -> time:
    """A time of the day."""
    found = read_time(text)
    if found is None:
        raise Unreadable("Write it as 9:30am or 14:15.")
    return found


def whole(least: int, most: int) -> Read:
    """A whole number from one to another."""

    def read(text: str) -> int:
        found = read_number(text)
        if found is None or not found.lstrip("-").isdecimal() or not least <= int(found) <= most:
            raise Unreadable(f"A whole number from {least} to {most}.")
        return int(found)

    return read


def degrees(most: int) -> Read:
    """Degrees of latitude (90) or longitude (180)."""

    def read(text: str) -> float:
        found = read_number(text.replace("−", "-"))
        if found is None or not -most <= float(found) <= most:
            raise Unreadable(f"Degrees, from -{most} to {most}.")
        return float(found)

    return read


def words(text: str) -> str:
    """Anything."""
    return text


def names(text: str) -> list[str]:
    """Several names, parted by commas or semicolons."""
    found = [part.strip() for part in text.replace(";", ",").split(",")]
    return [part for part in found if part]


def show_clock(when: time) -> str:
    return wording.clock(when)


def show_names(found: list[str]) -> str:
    return ", ".join(found)
