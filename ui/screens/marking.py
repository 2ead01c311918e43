"""Saying what became of an interview: held, running late, not attended, or put off to another time."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from fieldwork import wording
from fieldwork.errors import FieldworkError
from fieldwork.timetable import marks
from fieldwork.timetable.missed import State
from ui.screens.form_field import FormField
from ui.screens.record_dialog import read_time
from ui.session import Session
from ui.theme import Tone
from ui.theme.metrics import SMALL
from ui.widgets import CANCEL, Choice, Dialog, Message, read_date

#: What can be said, as commands: the state, the button's words, its icon.
MARKS: tuple[tuple[State, str, str], ...] = (
    ("held", "&Held", "check"),
    ("late", "Running &late…", "clock"),
    ("missed", "Did &not attend…", "cross"),
    ("rescheduled", "&Put off…", "sync"),
)
_USUAL_WAIT = 15
_WHEN = "Write it as 22 November 2026 or 22/11/2026."
_TIME = "Write it as 10:30am or 14:15."

Save = Callable[[int, str, datetime | None], object]


class Marker(QObject):
    """Marks interviews, asking for what a mark needs. `told` carries what the mark did to the plan."""

    told = Signal(object)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._screen = session, parent

    def mark(self, officer: str, name: str, state: State | None) -> None:
        """Say what became of this officer's interview; None takes the last mark back."""
        save = partial(self._save, officer, name, state)
        if state in (None, "held"):
            try:
                save(0, "", None)
            except FieldworkError as error:
                self.told.emit(Message(str(error), "danger", error.advice))
        elif state is not None:
            MarkDialog(state, name, save, self._screen).open()

    def _save(
        self, officer: str, name: str, state: State | None, minutes: int, note: str, to: datetime | None
    ) -> None:
        session = self._session
        done = marks.mark(
            session.inspection, session.author, officer, state, minutes=minutes, note=note, to=to
        )
        session.done(done.written)
        what = marks.TITLES[state].lower() if state else "the mark is taken back"
        tone: Tone = "warning" if done.effects else "good"
        actions = (("undo", "Undo"), *((("timetable", "Look at the timetable"),) if done.effects else ()))
        self.told.emit(Message(f"{name}: {what}.", tone, "\n".join(done.effects), actions))


class MarkDialog(Dialog):
    """What a mark needs to say: how late, why, and when instead. What is wrong is said at its field."""

    def __init__(self, state: State, name: str, save: Save, parent: QWidget) -> None:
        choices = (Choice(CANCEL, "Cancel"), Choice("save", "&Save", "primary"))
        super().__init__(f"{name}: {marks.TITLES[state].lower()}", choices=choices, parent=parent)
        self._state, self._save_mark = state, save
        self.minutes, self.note = QLineEdit(str(_USUAL_WAIT)), QLineEdit()
        self.day, self.time = QLineEdit(), QLineEdit()
        self.minutes_field = FormField("&Minutes late", self.minutes, hint="From 1 to 240.")
        self._note = FormField("&Why", self.note, hint="No names of people on probation. May stay empty.")
        self.day_field = FormField("Agreed &day", self.day, hint="Empty: the interview is planned again.")
        self._time = FormField("From", self.time, hint="Such as 10:30am.")
        self._lay_out()
        first = self.minutes if state == "late" else self.note
        first.setFocus()
        first.selectAll()

    def holds(self, choice: str) -> bool:
        if choice != "save":
            return False
        for field in (self.minutes_field, self._note, self.day_field, self._time):
            field.show_state()
        minutes, to = self._read_minutes(), self._read_time()
        if any(field.error for field in (self.minutes_field, self.day_field, self._time)):
            return True
        try:
            self._save_mark(minutes, self.note.text(), to)
        except FieldworkError as error:
            first = self.minutes_field if self._state == "late" else self._note
            first.show_state(error=f"{error} {error.advice}".strip())
            return True
        return False

    def _lay_out(self) -> None:
        self.minutes_field.setVisible(self._state == "late")
        when = QWidget()
        row = QHBoxLayout(when)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SMALL)
        row.addWidget(self.day_field, 2)
        row.addWidget(self._time, 1)
        when.setVisible(self._state == "rescheduled")
        for field in (self.minutes_field, self._note, when):
            self.body.addWidget(field)

    def _read_minutes(self) -> int:
        text = self.minutes.text().strip()
        if self._state != "late":
            return 0
        if not text.isdecimal() or not 1 <= int(text) <= marks.LONGEST_WAIT:
            self.minutes_field.show_state(error=f"A whole number from 1 to {marks.LONGEST_WAIT}.")
            return 0
        return int(text)

    def _read_time(self) -> datetime | None:
        """When it is held instead; None where nothing was agreed."""
        day_words, time_words = self.day.text().strip(), self.time.text().strip()
        if self._state != "rescheduled" or not (day_words or time_words):
            return None
        day: date | None = read_date(day_words)
        at = read_time(time_words)
        if day is None:
            self.day_field.show_state(error=_WHEN)
        if at is None:
            self._time.show_state(error=_TIME)
        return datetime.combine(day, at) if day and at else None


def in_words(minutes: int) -> str:
    """`25 minutes`, `1 hour`, `2 hours 5 minutes`."""
    hours, rest = divmod(minutes, 60)
    parts = [wording.count(hours, "hour")] if hours else []
    return " ".join(parts + ([wording.count(rest, "minute")] if rest or not hours else []))
