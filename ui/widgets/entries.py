"""One-line fields that read numbers and dates as people type them."""

from datetime import date, datetime
from math import isfinite

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from fieldwork import wording
from ui.theme import restyle
from ui.widgets.autosave import SaveClock

_DATE_FORMS = ("%d %B %Y", "%d %b %Y", "%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d-%m-%Y", "%Y-%m-%d")


def read_date(text: str) -> date | None:
    """The date in `22 November 2026`, `22/11/26`, `22 Nov 2026` or `2026-11-22`; None for others."""
    tidy = " ".join(text.split())
    for form in _DATE_FORMS:
        try:
            return datetime.strptime(tidy, form).date()
        except ValueError:
            continue
    return None


def read_number(text: str) -> str | None:
    """The number as plain digits, `1,200` and `1.50` included; None for others."""
    tidy = text.replace(",", "").strip()
    try:
        number = float(tidy)
    except ValueError:
        return None
    if not isfinite(number):
        return None
    return str(int(number)) if number.is_integer() else str(number)


class Entry(QLineEdit):
    """A field that emits `given` with the value to store ("" when emptied) once it can be read.

    While it cannot be read it is marked wrong, says so, and what is stored stays as it was.
    """

    given = Signal(str)
    entered = Signal()

    _HINT = ""
    _WRONG = ""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stored = ""
        self._clock = SaveClock(self)
        self.setAccessibleName(name)
        self.setPlaceholderText(self._HINT)
        self.setMaximumWidth(self.fontMetrics().horizontalAdvance("M" * 16))
        self.textEdited.connect(self._on_text_edited)
        self._clock.due.connect(self._on_clock_due)

    def show_state(self, value: str) -> None:
        """Show the stored value; what is being typed is not overwritten."""
        if self._clock.waiting or (self.property("wrong") and self.hasFocus()):
            return
        self._stored = value
        if self.hasFocus() and self.read(self.text()) == value:
            return
        self.setText(self.words(value) if value else "")
        self._mark(wrong=False)

    def flush(self) -> None:
        """Give what is typed and not yet given."""
        self._clock.flush()

    def read(self, text: str) -> str | None:
        """The value to store for what was typed, or None where it cannot be read."""
        return text.strip()

    def words(self, value: str) -> str:
        """A stored value as it is shown."""
        return value

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._clock.flush()
        value = self.read(self.text()) if self.text().strip() else ""
        self._mark(wrong=value is None)
        if value:
            self.setText(self.words(value))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.text() in ("\r", "\n"):
            self._clock.flush()
            event.ignore()

    def _on_text_edited(self) -> None:
        self._mark(wrong=False)
        self._clock.touch()

    def _on_clock_due(self) -> None:
        value = self.read(self.text()) if self.text().strip() else ""
        if value is not None and value != self._stored:
            self._stored = value
            self.given.emit(value)
        elif value is None and not self.hasFocus():
            self._mark(wrong=True)

    def _mark(self, *, wrong: bool) -> None:
        if bool(self.property("wrong")) != wrong:
            self.setProperty("wrong", wrong)
            self.setToolTip(self._WRONG if wrong else "")
            self.setAccessibleDescription(self._WRONG if wrong else "")
            restyle(self)


class NumberEntry(Entry):
    """A number."""

    _HINT = "Number"
    _WRONG = "This is not a number. The last number entered is kept."

    def read(self, text: str) -> str | None:
        return read_number(text)


class DateEntry(Entry):
    """A date, stored as `2026-11-22` and shown as `22 November 2026`."""

    _HINT = "Day month year"
    _WRONG = "This is not a date. Write it as 22 November 2026 or 22/11/2026. The last date is kept."

    def read(self, text: str) -> str | None:
        found = read_date(text)
        return found.isoformat() if found else None

    def words(self, value: str) -> str:
        found = read_date(value)
        return wording.day(found) if found else value
