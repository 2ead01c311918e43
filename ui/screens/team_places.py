"""Where interviews can be and who is away when: offices with rooms, officers and the team with absences."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from fieldwork import wording
from fieldwork.inspection import queries
from fieldwork.inspection.changes import Written
from fieldwork.inspection.file import Inspection
from fieldwork.timetable import plan_file
from fieldwork.timetable.availability import absences
from fieldwork.timetable.problem import HalfDay
from fieldwork.timetable.setting import set_away, timed
from ui.screens.half_days import HalfDayGrid
from ui.screens.live import write
from ui.session import Session
from ui.theme.metrics import LARGE, SMALL
from ui.widgets import Card, Column, DataTable, EmptyState, Heading, Label, Muted, SearchField

#: A spin box's value is written once it has rested (milliseconds).
_REST = 500


@dataclass(frozen=True, slots=True)
class SomeoneAway:
    """An officer or a person of the team (`entity`), and the half-days when they are away."""

    entity: str
    id: str
    name: str
    grade: str
    office: str
    cases: int
    away: frozenset[HalfDay]


def _away(inspection: Inspection, entity: str, key: str) -> frozenset[HalfDay]:
    """The whole half-days that somebody is away; hours of single days are said under Interviews."""
    return absences(inspection.record(entity, key))


def everyone(inspection: Inspection) -> list[SomeoneAway]:
    """The officers who hold cases, and the active team."""
    rows = queries.cases(inspection, withdrawn=False)
    held = Counter(row.officer_id for row in rows)
    given = Counter(row.inspector for row in rows)
    found = [
        SomeoneAway(
            "officer", o.id, o.name, o.grade, o.office, held[o.id], _away(inspection, "officer", o.id)
        )
        for o in queries.officers(inspection)
        if held[o.id]
    ]
    for person in queries.team(inspection):
        if person.active:
            away = _away(inspection, "person", person.id)
            found.append(
                SomeoneAway("person", person.id, person.name, person.role.label, "", given[person.id], away)
            )
    return found


_COLUMNS = (
    Column[SomeoneAway]("Name", lambda o: o.name, width=0),
    Column[SomeoneAway]("Grade or role", lambda o: o.grade, width=15, muted=True),
    Column[SomeoneAway]("Office", lambda o: o.office, width=17),
    Column[SomeoneAway]("Cases", lambda o: str(o.cases), sort=lambda o: o.cases, width=6, right=True),
    Column[SomeoneAway](
        "Away",
        lambda o: wording.count(len(o.away), "half-day") if o.away else "",
        sort=lambda o: len(o.away),
        mark=lambda o: ("ban", "warning") if o.away else None,
        width=13,
    ),
)


class PlacesPanel(QWidget):
    """Offices on the left; who is away on the right, with the half-days of whoever is chosen below."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._people: dict[str, SomeoneAway] = {}
        self.rooms: dict[str, QSpinBox] = {}
        self._waiting: dict[str, int] = {}
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._offices = QGridLayout()
        self.search = SearchField("Search names and offices")
        self.kind = QComboBox()
        self.kind.setAccessibleName("Who")
        for words, entity in (("Officers", "officer"), ("Inspection team", "person")):
            self.kind.addItem(words, entity)
        self.table: DataTable[SomeoneAway] = DataTable(
            "Who is away",
            _COLUMNS,
            lambda o: o.id,
            empty=EmptyState("officer", "No officers yet.", detail="They come with the office's list."),
            parent=self,
        )
        self._whose = Heading("", 3)
        self.grid = HalfDayGrid("Half-days away")
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Read offices, officers and the team."""
        inspection = self._session.inspection
        people = everyone(inspection)
        self._people = {one.id: one for one in people}
        held = Counter(one.office for one in people if one.entity == "officer")
        self._show_offices([(o.name, o.rooms, held[o.name]) for o in queries.offices(inspection)])
        self.table.show_state(people)
        self._filter()
        if not self.table.current() and self.table.shown():
            self.table.select([self.table.model.key(0)])
        self._show_grid()

    def flush(self) -> None:
        """Write the rooms that were changed a moment ago."""
        self._rest.stop()
        while self._waiting and self._session.is_open:
            office, rooms = self._waiting.popitem()
            if not write(self._session, partial(self._set_rooms, office, rooms)):
                return

    def _set_rooms(self, office: str, rooms: int) -> Written:
        return plan_file.set_rooms(self._session.inspection, self._session.author, office, rooms)

    def _show_offices(self, offices: Sequence[tuple[str, int, int]]) -> None:
        """A line an office: its name, how many officers are seen there, its interview rooms."""
        if [name for name, _, _ in offices] != list(self.rooms):
            self._build_offices(offices)
        for name, rooms, officers in offices:
            spin = self.rooms[name]
            if name not in self._waiting and spin.value() != rooms:
                spin.blockSignals(True)
                spin.setValue(rooms)
                spin.blockSignals(False)
            spin.setToolTip(f"{wording.count(officers, 'officer')} to be seen at {name}")

    def _build_offices(self, offices: Sequence[tuple[str, int, int]]) -> None:
        while (item := self._offices.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.rooms.clear()
        for row, (name, rooms, officers) in enumerate(offices):
            spin = QSpinBox()
            spin.setRange(0, 20)
            spin.setValue(rooms)
            spin.setMinimumWidth(72)
            spin.setAccessibleName(f"Interview rooms at {name}")
            spin.setProperty("office", name)
            spin.valueChanged.connect(self._on_rooms_changed)
            self.rooms[name] = spin
            self._offices.addWidget(Label(name), row, 0)
            self._offices.addWidget(Muted(wording.count(officers, "officer"), wrap=False), row, 1)
            self._offices.addWidget(spin, row, 2)
        if not offices:
            self._offices.addWidget(Muted("Offices come with the office's list."), 0, 0)

    def _lay_out(self) -> None:
        offices = Card("Interview rooms")
        holder = QWidget()
        holder.setProperty("surface", "plain")
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, SMALL, 0)
        self._offices.setColumnStretch(0, 1)
        self._offices.setHorizontalSpacing(LARGE)
        self._offices.setVerticalSpacing(SMALL)
        inner.addLayout(self._offices)
        inner.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(holder)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        offices.body.addWidget(Muted("How many interviews can be held at once in each office.", small=True))
        offices.body.addWidget(area, 1)
        offices.setFixedWidth(350)
        head = QHBoxLayout()
        head.addWidget(self.kind)
        head.addWidget(self.search, 1)
        away = QVBoxLayout()
        away.setSpacing(SMALL)
        away.addLayout(head)
        away.addWidget(self.table, 1)
        away.addWidget(self._whose)
        away.addWidget(self.grid)
        away.addWidget(Muted("Click, or press Space, on the half-days when they are away.", small=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, SMALL, 0, 0)
        row.setSpacing(LARGE)
        row.addWidget(offices)
        row.addLayout(away, 1)

    def _connect(self) -> None:
        self._rest.timeout.connect(self.flush)
        self._session.about_to_close.connect(self.flush)
        self.search.searched.connect(self._filter)
        self.search.left.connect(self.table.setFocus)
        self.kind.activated.connect(self._filter)
        self.table.current_changed.connect(self._show_grid)
        self.grid.changed.connect(self._on_away_changed)

    def _filter(self) -> None:
        entity = self.kind.currentData()
        self.table.search(self.search.words(), lambda one: one.entity == entity)
        self._show_grid()

    def _show_grid(self) -> None:
        someone = self._people.get(self.table.current())
        self._whose.setText(f"When {someone.name} is away" if someone else "Choose somebody above")
        self.grid.setEnabled(someone is not None)
        days = self._session.inspection.info().days if self._session.is_open else ()
        self.grid.show_state(days, someone.away if someone else frozenset())

    def _on_rooms_changed(self, rooms: int) -> None:
        self._waiting[str(self.sender().property("office"))] = rooms
        self._rest.start()

    def _on_away_changed(self, away: frozenset[HalfDay]) -> None:
        someone, session = self._people.get(self.table.current()), self._session
        if someone is not None:
            hours = timed(session.inspection.record(someone.entity, someone.id))
            write(
                session,
                lambda: set_away(session.inspection, session.author, someone.entity, someone.id, away, hours),
            )
