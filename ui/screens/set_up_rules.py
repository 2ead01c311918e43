"""Days and hours of fieldwork, how long interviews are, reading before them, and interpreters."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from fieldwork import wording
from fieldwork.errors import Refused
from fieldwork.timetable import setting
from fieldwork.timetable.plan_settings import change_settings
from fieldwork.timetable.problem import HalfDay, Problem
from ui.screens.half_days import CountGrid
from ui.screens.set_up_page import SetUpPage
from ui.screens.typed_field import SpanField, TypedField, clock, show_clock, whole
from ui.session import Session
from ui.theme.metrics import LARGE, SMALL, grown
from ui.widgets import Button, Card, Label, Muted
from ui.widgets.flow import FlowLayout

#: For so many cases a length of its own can be said.
_COUNTS = 6


class RulesPage(SetUpPage):
    """Two columns of cards; each field is written when it is left."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._days: list[QCheckBox] = []
        self.hours = SpanField(("First &begins", "Last &ends"), clock, show_clock)
        self.lunch = SpanField(("&Lunch from", "t&o"), clock, show_clock)
        self.grid = TypedField("Begin &every (minutes)", whole(1, 120), hint="Such as 15.", wide=12)
        self.gap = TypedField(
            "&Pause between two (minutes)", whole(0, 120), hint="Of one inspector.", wide=12
        )
        self.lengths = [
            TypedField(wording.count(n, "case"), whole(10, 480), wide=6) for n in range(1, _COUNTS + 1)
        ]
        self.each_more = TypedField("Each &more", whole(0, 240), wide=6)
        self.reading = TypedField(
            "&Minutes read in a half-day", whole(0, 480), hint="0: reading is not planned.", wide=9
        )
        self.ahead = TypedField("&Half-days ahead", whole(0, 10), hint="Of the interview.", wide=9)
        self.in_advance = TypedField("Be&fore day one", whole(0, 40), hint="Of reading.", wide=9)
        self.language = QComboBox()
        self.new_language = QLineEdit()
        self.add_language = Button("&Add", icon_name="plus")
        self.interpreters = CountGrid("Interpreters by half-day", "interpreter")
        self._wrong = Label("", "danger", wrap=True)
        self._problem: Problem | None = None
        self._lay_out()
        self._connect()

    def refresh(self, problem: Problem) -> None:
        self._problem = problem
        rules, lengths, reading = problem.rules, problem.lengths, problem.reading
        self.hours.show_value((rules.starts, rules.ends))
        self.lunch.show_value((rules.lunch_starts, rules.lunch_ends))
        self.grid.show_value(rules.grid)
        self.gap.show_value(rules.gap)
        for n, field in enumerate(self.lengths, start=1):
            field.show_value(lengths.of(n))
        self.each_more.show_value(lengths.each_more)
        self.reading.show_value(reading.minutes)
        self.ahead.show_value(reading.ahead)
        self.in_advance.show_value(reading.before)
        self._show_days(problem.days)
        self._show_languages(problem)
        self._wrong.hide()

    # -- showing -----------------------------------------------------------------------------------------

    def _show_days(self, days: Sequence[date]) -> None:
        info = self.session.inspection.info()
        every = [info.starts + timedelta(n) for n in range((info.ends - info.starts).days + 1)]
        if [box.property("day") for box in self._days] != [day.isoformat() for day in every]:
            for box in self._days:
                box.hide()
                box.deleteLater()
            self._days = [QCheckBox(wording.short_day(day)) for day in every]
            for box, day in zip(self._days, every, strict=True):
                box.setProperty("day", day.isoformat())
                box.clicked.connect(self._on_days_clicked)
                self._flow.addWidget(box)
        for box, day in zip(self._days, every, strict=True):
            box.setChecked(day in days)

    def _show_languages(self, problem: Problem) -> None:
        wanted = {o.language for o in problem.officers if o.language}
        known = sorted(wanted | {language for language, _ in problem.interpreters} | self._typed())
        chosen = self.language.currentText()
        if [self.language.itemText(n) for n in range(self.language.count())] != known:
            self.language.clear()
            self.language.addItems(known)
        self.language.setCurrentIndex(max(self.language.findText(chosen), 0 if known else -1))
        self._show_interpreters()

    def _typed(self) -> set[str]:
        """A language that was added a moment ago, and has no interpreter yet."""
        return {self._added} if self._added else set()

    def _show_interpreters(self) -> None:
        problem, language = self._problem, self.language.currentText()
        if problem is None:
            return
        held: Mapping[HalfDay, int] = {
            h: n for (lang, h), n in problem.interpreters.items() if lang == language
        }
        self.interpreters.setEnabled(bool(language))
        self.interpreters.show_state(problem.days, held, 0)

    # -- making it ------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._added = ""
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(LARGE)
        left.addWidget(self._card("Days of fieldwork", (self._day_boxes(),)))
        left.addWidget(self._card("Hours", (self.hours, self.lunch, _side_by_side(self.grid, self.gap))))
        left.addStretch(1)
        right.addWidget(self._card("How long an interview is, in minutes", (self._length_fields(),)))
        reading = (_side_by_side(self.reading, self.ahead, self.in_advance),)
        right.addWidget(self._card("Reading before the interview", reading))
        right.addWidget(self._card("Interpreters", (self._language_row(), self.interpreters)))
        right.addStretch(1)
        holder = QWidget()
        holder.setProperty("surface", "plain")
        both = QHBoxLayout(holder)
        both.setContentsMargins(0, 0, SMALL, 0)
        both.setSpacing(LARGE)
        both.addLayout(left, 1)
        both.addLayout(right, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(holder)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SMALL, 0, 0)
        column.addWidget(self._wrong)
        column.addWidget(area, 1)

    def _card(self, title: str, widgets: Sequence[QWidget]) -> Card:
        card = Card(title)
        for widget in widgets:
            card.body.addWidget(widget)
        return card

    def _day_boxes(self) -> QWidget:
        holder = QWidget()
        self._flow = FlowLayout(holder)
        return holder

    def _length_fields(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SMALL)
        for field in (*self.lengths, self.each_more):
            row.addWidget(field)
        row.addStretch(1)
        return holder

    def _language_row(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        self.language.setAccessibleName("Language")
        self.language.setMinimumWidth(grown(120))
        self.new_language.setAccessibleName("Another language")
        self.new_language.setPlaceholderText("Another language")
        for widget in (self.language, self.new_language, self.add_language):
            row.addWidget(widget)
        column.addLayout(row)
        column.addWidget(Muted("How many there are; an inspector who speaks it needs none.", small=True))
        return holder

    def _connect(self) -> None:
        for span in (self.hours, self.lunch):
            span.given.connect(self._on_hours_given)
        for field in (self.grid, self.gap, self.reading, self.ahead, self.in_advance, self.each_more):
            field.given.connect(self._on_number_given)
        for field in self.lengths:
            field.given.connect(self._on_length_given)
        self.language.activated.connect(self._show_interpreters)
        self.add_language.clicked.connect(self._on_add_language_clicked)
        self.new_language.returnPressed.connect(self._on_add_language_clicked)
        self.interpreters.changed.connect(self._on_interpreters_changed)

    # -- writing -----------------------------------------------------------------------------------------

    def _change(self, changes: Mapping[str, Any], field: SpanField | TypedField) -> None:
        """Write rules; what cannot be planned with is said at the field, and nothing is written."""
        session = self.session
        try:
            session.done(change_settings(session.inspection, session.author, changes))
        except Refused as error:
            field.show_error("; ".join(one.problem for one in error.problems) or str(error))

    def _on_hours_given(self, _value: Any) -> None:
        field = self.hours if self.sender() is self.hours else self.lunch
        names = ("starts", "ends") if field is self.hours else ("lunch_starts", "lunch_ends")
        times = field.value() or (None, None)
        changes = {name: at and at.isoformat("minutes") for name, at in zip(names, times, strict=True)}
        self._change(changes, field)

    def _on_number_given(self, value: Any) -> None:
        names = {
            self.grid: "grid",
            self.gap: "gap",
            self.reading: "reading_minutes",
            self.ahead: "reading_ahead",
            self.in_advance: "reading_before",
            self.each_more: "each_more",
        }
        for field, name in names.items():
            if field is self.sender():
                self._change({name: value}, field)

    def _on_length_given(self) -> None:
        """Lengths up to the last that is not simply so much more than the one before."""
        found = [field.value() for field in self.lengths]
        lengths = self._problem.lengths if self._problem else None
        usual = [lengths.of(n) for n in range(1, _COUNTS + 1)] if lengths else found
        minutes = [own if own is not None else usual[n] for n, own in enumerate(found)]
        more = self.each_more.value() or 0
        while len(minutes) > 1 and minutes[-1] == minutes[-2] + more:
            minutes.pop()
        self._change({"minutes": minutes}, self.lengths[0])

    def _on_days_clicked(self) -> None:
        session = self.session
        days = [date.fromisoformat(box.property("day")) for box in self._days if box.isChecked()]
        if not days:
            self._wrong.setText("At least one day of fieldwork is needed.")
            self._wrong.show()
            self.sender().setChecked(True)  # type: ignore[attr-defined]
            return
        self.save(lambda: setting.set_days(session.inspection, session.author, days))

    def _on_add_language_clicked(self) -> None:
        name = self.new_language.text().strip()
        if name and self._problem is not None:
            self._added = name[:1].upper() + name[1:]
            self.new_language.clear()
            self._show_languages(self._problem)
            self.language.setCurrentText(self._added)
            self._show_interpreters()
            self.interpreters.setFocus()

    def _on_interpreters_changed(self, counts: Mapping[HalfDay, int]) -> None:
        session, language = self.session, self.language.currentText()
        self.save(lambda: setting.set_interpreters(session.inspection, session.author, language, counts))


def _side_by_side(*fields: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SMALL)
    for field in fields:
        row.addWidget(field, 1)
    return holder
