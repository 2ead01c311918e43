"""When somebody is there: their weekly pattern, the half-days they are away, and hours of single days."""

from collections.abc import Collection, Sequence
from datetime import date, time
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from fieldwork import wording
from fieldwork.timetable.availability import absences
from fieldwork.timetable.half_days import HALVES, WEEKDAYS
from fieldwork.timetable.problem import HalfDay
from fieldwork.timetable.setting import timed
from ui.screens.form_field import FormField
from ui.screens.half_days import HalfDayGrid
from ui.screens.set_up_page import labelled
from ui.screens.typed_field import SpanField, clock, show_clock
from ui.theme.metrics import SMALL
from ui.widgets import Button, read_date

Timed = tuple[date, time, time]
_AT = Qt.ItemDataRole.UserRole
_WEEK = WEEKDAYS[:5]


class WhenForm(QWidget):
    """`works_changed` carries a pattern (`Mon`, `Tue am`; empty: always); `away_changed` half-days and
    timed absences as they are now.
    """

    works_changed = Signal(object)
    away_changed = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._timed: list[Timed] = []
        self.pattern = HalfDayGrid("Weekdays off")
        self.away = HalfDayGrid("Half-days away")
        self.times = QListWidget()
        self.times.setAccessibleName("Away for a part of a day")
        self.day = QLineEdit()
        self.day_field = FormField("&Day", self.day, hint="Such as 17 September 2019.")
        self.span = SpanField(("&From", "&To"), clock, show_clock)
        self.add = Button("&Add", icon_name="plus")
        self.remove = Button("Remo&ve", "quiet", "trash")
        self._lay_out()
        self.pattern.changed.connect(self._on_pattern_changed)
        self.away.changed.connect(self._on_away_changed)
        self.add.clicked.connect(self._on_add_clicked)
        self.remove.clicked.connect(self._on_remove_clicked)
        self.times.currentRowChanged.connect(self._on_row_changed)

    def show_state(self, days: Sequence[date], row: dict[str, Any]) -> None:
        """Show what a register says of somebody on these days."""
        works = set(row.get("works") or ())
        week = [(day, half) for day in _WEEK for half in HALVES] if works else []
        self.pattern.show_state(_WEEK, [cell for cell in week if not {cell[0], " ".join(cell)} & works])
        self.away.show_state(days, absences(row))
        self._timed = timed(row)
        self.times.clear()
        for day, begins, ends in self._timed:
            item = QListWidgetItem(f"{wording.short_day(day)}, {wording.span(begins, ends)}")
            self.times.addItem(item)
        self._on_row_changed(self.times.currentRow())
        lines = max(len(self._timed), 1)
        self.times.setFixedHeight(min(lines, 4) * (self.times.fontMetrics().height() + 8) + 6)

    def _lay_out(self) -> None:
        typed = QHBoxLayout()
        typed.setSpacing(SMALL)
        typed.addWidget(self.day_field, 3)
        typed.addWidget(self.span, 4)
        buttons = QHBoxLayout()
        buttons.addWidget(self.add)
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        part = QWidget()
        inner = QVBoxLayout(part)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(SMALL)
        inner.addWidget(self.times)
        inner.addLayout(typed)
        inner.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        mark = "Click, or press Space, on the half-days when they are not there."
        column.addWidget(labelled("Every week", self.pattern, "Mark the half-days that they do not work."))
        column.addWidget(labelled("On these days", self.away, mark))
        column.addWidget(labelled("For a part of a day", part))

    def _on_pattern_changed(self, off: Collection[tuple[str, str]]) -> None:
        works: list[str] = []
        for day in _WEEK if off else ():
            there = [half for half in HALVES if (day, half) not in off]
            works += [day] if len(there) == len(HALVES) else [f"{day} {half}" for half in there]
        self.works_changed.emit(works)

    def _on_away_changed(self, away: Collection[HalfDay]) -> None:
        self.away_changed.emit(away, list(self._timed))

    def _on_add_clicked(self) -> None:
        """Add what is typed; what is lacking is said at its field."""
        day = read_date(self.day.text())
        self.day_field.show_state(error="" if day else "Write it as 17 September 2019 or 17/09/2019.")
        for field in (self.span.first, self.span.last):
            field.line.editingFinished.emit()
        span = self.span.value()
        if span is None and not (self.span.first.error or self.span.last.error):
            self.span.first.show_state(error="From when to when?")
        if day is None or span is None or self.span.first.error or self.span.last.error:
            return
        self._timed.append((day, *span))
        self.day.clear()
        self.span.show_value(None)
        self.away_changed.emit(self.away.away(), list(self._timed))

    def _on_remove_clicked(self) -> None:
        row = self.times.currentRow()
        if 0 <= row < len(self._timed):
            del self._timed[row]
            self.away_changed.emit(self.away.away(), list(self._timed))

    def _on_row_changed(self, row: int) -> None:
        self.remove.setEnabled(0 <= row < len(self._timed))
