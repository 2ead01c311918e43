"""Fixed appointments: meetings, focus groups and observations with a day, and the team's daily debrief."""

from collections.abc import Sequence
from datetime import date, time
from functools import partial
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from fieldwork import wording
from fieldwork.inspection import queries
from fieldwork.programme.model import Form
from fieldwork.reading import evidence
from fieldwork.reading.evidence import Record
from fieldwork.timetable.appointment import Appointment
from fieldwork.timetable.debrief import PREFIX, set_debrief
from fieldwork.timetable.plan_settings import settings_of
from fieldwork.timetable.problem import Problem, minute
from ui.screens.record_dialog import RecordDialog
from ui.screens.set_up_page import SetUpPage
from ui.screens.typed_field import TypedField, clock, show_clock, whole, words
from ui.session import Session
from ui.theme.metrics import LARGE, SMALL, grown
from ui.widgets import Button, Card, Column, DataTable, EmptyState, Heading, Label, Muted
from ui.widgets.flow import FlowLayout

_USUAL_AT, _USUAL_MINUTES = time(16, 30), 30

_COLUMNS = (
    Column[Appointment]("Day", lambda a: wording.short_day(a.day), sort=lambda a: a.begins, width=11),
    Column[Appointment]("Time", lambda a: a.when, sort=lambda a: a.begins.time(), width=20),
    Column[Appointment]("What", lambda a: a.title, width=0),
    Column[Appointment]("About", lambda a: a.about, width=20, muted=True),
    Column[Appointment]("Where", lambda a: a.place, width=16, muted=True),
)


class MeetingsPage(SetUpPage):
    """Meetings on the left, the debrief on the right."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        empty = EmptyState(
            "interview", "No meeting has a day yet.", detail="Interviews are planned round those that do."
        )
        self.table: DataTable[Appointment] = DataTable(
            "Meetings", _COLUMNS, lambda a: a.id, empty=empty, parent=self
        )
        self.add = Button("&Add", icon_name="plus")
        self.change = Button("&Change…", "quiet", "edit")
        self.remove = Button("Remo&ve", "quiet", "trash")
        self.held = QCheckBox("Hold one on every &day of fieldwork")
        self.at = TypedField("&Begins", clock, show_clock, wide=10)
        self.minutes = TypedField("Minu&tes", whole(5, 240), wide=10)
        self.place = TypedField("&Where", words, hint="Empty: by telephone.")
        self._not_on: list[QCheckBox] = []
        self._lay_out()
        self._connect()

    def refresh(self, problem: Problem) -> None:
        fixed = [a for a in problem.appointments if not a.id.startswith(PREFIX)]
        self.table.show_state(fixed)
        held = settings_of(self.session.inspection).get("debrief")
        self.held.setChecked(bool(held))
        self.at.show_value(time.fromisoformat(held["at"]) if held else None)
        self.minutes.show_value(int(held["minutes"]) if held else None)
        self.place.show_value((held.get("place") or None) if held else None)
        self._show_days(problem.days, set(held.get("not", ())) if held else set())
        for widget in (self.at, self.minutes, self.place, self._days):
            widget.setEnabled(bool(held))
        self._on_selection_changed()

    def _show_days(self, days: Sequence[date], without: set[str]) -> None:
        if [box.property("day") for box in self._not_on] != [day.isoformat() for day in days]:
            for box in self._not_on:
                box.hide()
                box.deleteLater()
            self._not_on = []
            for day in days:
                box = QCheckBox(wording.short_day(day))
                box.setProperty("day", day.isoformat())
                box.clicked.connect(self._on_debrief_given)
                self._not_on.append(box)
                self._flow.addWidget(box)
        for box in self._not_on:
            box.setChecked(box.property("day") not in without)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        for button in (self.add, self.change, self.remove):
            buttons.addWidget(button)
        buttons.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(SMALL)
        left.addWidget(Heading("Meetings, visits and observations", 2))
        left.addWidget(self.table, 1)
        left.addLayout(buttons)
        debrief = Card("Team debrief")
        debrief.body.addWidget(self.held)
        row = QHBoxLayout()
        row.addWidget(self.at)
        row.addWidget(self.minutes)
        row.addStretch(1)
        debrief.body.addLayout(row)
        debrief.body.addWidget(self.place)
        debrief.body.addWidget(Label("On these days"))
        self._days = QWidget()
        self._flow = FlowLayout(self._days)
        debrief.body.addWidget(self._days)
        debrief.body.addWidget(
            Muted(
                "Everybody of the team who is there takes part; interviews are planned round it.", small=True
            )
        )
        debrief.body.addStretch(1)
        debrief.setFixedWidth(grown(360))
        both = QHBoxLayout(self)
        both.setContentsMargins(0, SMALL, 0, 0)
        both.setSpacing(LARGE)
        both.addLayout(left, 1)
        both.addWidget(debrief)

    def _connect(self) -> None:
        self.held.clicked.connect(self._on_held_clicked)
        for field in (self.at, self.minutes, self.place):
            field.given.connect(self._on_debrief_given)
        self.table.selection_changed.connect(self._on_selection_changed)
        self.table.opened.connect(self._on_change_clicked)
        self.change.clicked.connect(self._on_change_clicked)
        self.remove.clicked.connect(self._on_remove_clicked)
        menu = QMenu(self)
        for form in self._forms():
            action = QAction(form.title, menu)
            action.setData(form.id)
            menu.addAction(action)
        menu.triggered.connect(self._on_add_triggered)
        self.add.setMenu(menu)
        self.add.setProperty("menu", "true")

    # -- meetings --------------------------------------------------------------------------------------

    def _forms(self) -> list[Form]:
        return [f for f in self.session.inspection.programme.forms.values() if f.subject == "record"]

    def _on_selection_changed(self) -> None:
        self.change.setEnabled(len(self.table.selected()) == 1)
        self.remove.setEnabled(bool(self.table.selected()))

    def _on_add_triggered(self, action: QAction) -> None:
        form = self.session.inspection.programme.forms[action.data()]
        team = [p for p in queries.team(self.session.inspection) if p.active]
        RecordDialog(form, self._add, team=team, parent=self).open()

    def _add(self, record: Record) -> None:
        ref = evidence.add(self.session.inspection, self.session.author, record)
        self.session.wrote("record", ref)
        self.table.select([ref])

    def _on_change_clicked(self) -> None:
        chosen, inspection = self.table.selected(), self.session.inspection
        if len(chosen) != 1:
            return
        record = evidence.read(inspection, chosen[0])
        team = [p for p in queries.team(inspection) if p.active]
        save = partial(self._change, chosen[0])
        RecordDialog(
            inspection.programme.forms[record.form], save, record=record, team=team, parent=self
        ).open()

    def _change(self, ref: str, record: Record) -> None:
        session = self.session
        session.done(evidence.change(session.inspection, session.author, ref, record))

    def _on_remove_clicked(self) -> None:
        session = self.session
        for ref in self.table.selected():
            self.save(partial(evidence.remove, session.inspection, session.author, ref))

    # -- the debrief -------------------------------------------------------------------------------------

    def _on_held_clicked(self, held: bool) -> None:
        self._set(_USUAL_AT if held else None, _USUAL_MINUTES)

    def _on_debrief_given(self, _value: Any) -> None:
        self._set(self.at.value() or _USUAL_AT, self.minutes.value() or _USUAL_MINUTES)

    def _set(self, at: time | None, minutes: int) -> None:
        session, place = self.session, self.place.value() or ""
        without = [date.fromisoformat(box.property("day")) for box in self._not_on if not box.isChecked()]
        if at is not None and minute(at) + minutes > 24 * 60:
            self.minutes.show_state(error="It has to end on the day it begins.")
            return

        def work() -> Any:
            return set_debrief(
                session.inspection, session.author, at, minutes=minutes, place=place, without=without
            )

        self.save(work)
