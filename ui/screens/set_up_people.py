"""Inspectors and responsible officers: when they are there, and what else planning has to know of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from fieldwork import wording
from fieldwork.inspection.file import Inspection
from fieldwork.timetable import setting
from fieldwork.timetable.half_days import HALVES
from fieldwork.timetable.problem import HalfDay, Inspector, OfficerToSee, Problem
from ui.screens.set_up_offices import at_times, span_words
from ui.screens.set_up_page import ListedPage, labelled
from ui.screens.set_up_when import Timed, WhenForm
from ui.screens.typed_field import (
    SpanField,
    TypedField,
    clock,
    degrees,
    names,
    show_clock,
    show_names,
    whole,
    words,
)
from ui.session import Session
from ui.widgets import Column, EmptyState

_ID = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class InspectorRow:
    """Somebody of the team, and the half-days of fieldwork when they are not there."""

    person: Inspector
    name: str
    away: int


@dataclass(frozen=True)
class OfficerRow:
    """An officer to be seen."""

    officer: OfficerToSee
    name: str
    office: str


def _away_words(count: int) -> str:
    return wording.count(count, "half-day") if count else ""


_INSPECTORS = (
    Column[InspectorRow]("Inspector", lambda r: r.name, width=0),
    Column[InspectorRow](
        "Away",
        lambda r: _away_words(r.away),
        sort=lambda r: r.away,
        mark=lambda r: ("ban", "warning") if r.away else None,
        width=12,
    ),
    Column[InspectorRow]("Hours", lambda r: span_words(r.person.hours), width=17, muted=True),
    Column[InspectorRow](
        "Barred", lambda r: str(len(r.person.barred) or ""), width=7, right=True, muted=True
    ),
)
_OFFICERS = (
    Column[OfficerRow]("Officer", lambda r: r.name, width=0),
    Column[OfficerRow]("Office", lambda r: r.office, width=16, muted=True),
    Column[OfficerRow](
        "Away",
        lambda r: _away_words(len(r.officer.absences)),
        sort=lambda r: len(r.officer.absences),
        mark=lambda r: ("ban", "warning") if r.officer.absences else None,
        width=14,
    ),
    Column[OfficerRow]("Language", lambda r: r.officer.language, width=10, muted=True),
)


class InspectorsPage(ListedPage[InspectorRow]):
    """Two sections: when they are there, and where they go."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        empty = EmptyState("team", "Nobody is in the team yet.", detail="Add people under Team.")
        super().__init__(session, "Inspectors", _INSPECTORS, lambda r: r.person.id, empty, parent)
        self.when = WhenForm()
        self.hours = SpanField(("Arri&ves", "&Leaves"), clock, show_clock, wide=9)
        self.lunch = SpanField(("L&unch from", "t&o"), clock, show_clock, hint="Empty: as everybody.", wide=9)
        self.base = TypedField("&Base", words, hint="The home or hotel that they set out from each day.")
        where = "Of the base, to estimate journeys from."
        self.base_at = SpanField(("La&titude", "Lo&ngitude"), degrees(180), str, hint=where, ordered=False)
        self.languages = TypedField("Lan&guages", names, show_names, hint="Besides English, such as: Welsh.")
        self.reads = TypedField(
            "Minutes they &read in a half-day", whole(0, 720), hint="Empty: as usual, see Rules.", wide=14
        )
        self.barred = QListWidget()
        self.barred.setAccessibleName("Offices that they must not inspect")
        self.barred.setSpacing(2)
        self.add_section("When", (_beside(self.hours, self.lunch), self.when))
        self.add_section(
            "Where and what",
            (
                self.base,
                self.base_at,
                labelled("Must not inspect", self.barred, "Local assessors, and conflicts of interest."),
                self.languages,
                self.reads,
            ),
        )
        for field in (self.hours, self.lunch, self.base, self.base_at, self.languages, self.reads):
            field.given.connect(self._on_given)
        self.barred.itemChanged.connect(self._on_given)
        self.when.works_changed.connect(self._on_works_changed)
        self.when.away_changed.connect(self._on_away_changed)

    def refresh(self, problem: Problem) -> None:
        every = frozenset((day, half) for day in problem.days for half in HALVES)
        self.show_rows(
            problem,
            [
                InspectorRow(one, problem.name(one.id), len(every - one.available))
                for one in sorted(problem.inspectors, key=lambda i: problem.name(i.id).casefold())
            ],
        )

    def heading(self, row: InspectorRow) -> str:
        return row.name

    def fill(self, row: InspectorRow) -> None:
        problem, held = self.problem, self.session.inspection.record("person", row.person.id)
        if problem is None:
            return
        self.when.show_state(problem.days, held)
        for field, hours in ((self.hours, row.person.hours), (self.lunch, row.person.lunch)):
            field.show_value(at_times(hours) if hours else None)
        self.base.show_value(held.get("base"))
        at = held.get("base_at")
        self.base_at.show_value((at[0], at[1]) if at else None)
        self.languages.show_value(list(held.get("languages") or ()) or None)
        self.reads.show_value(held.get("reads"))
        self._fill_barred(problem, row.person.barred)

    def _fill_barred(self, problem: Problem, barred: Collection[str]) -> None:
        self.barred.blockSignals(True)
        self.barred.clear()
        for office in problem.offices:
            item = QListWidgetItem(office.name)
            item.setData(_ID, office.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if office.id in barred else Qt.CheckState.Unchecked)
            self.barred.addItem(item)
        self.barred.blockSignals(False)
        lines = min(max(len(problem.offices), 1), 6)
        self.barred.setFixedHeight(lines * (self.barred.fontMetrics().height() + 6) + 8)

    def _on_given(self, _value: Any) -> None:
        self._save()

    def _on_works_changed(self, works: Sequence[str]) -> None:
        self._save(works=works)

    def _save(self, **more: Any) -> None:
        row, session = self.chosen(), self.session
        if row is None:
            return
        held = session.inspection.record("person", row.person.id)
        items = [self.barred.item(n) for n in range(self.barred.count())]
        fields: dict[str, Any] = {
            "works": held.get("works") or [],
            "hours": self.hours.value(),
            "lunch": self.lunch.value(),
            "base": self.base.value() or "",
            "base_at": self.base_at.value(),
            "barred": [str(i.data(_ID)) for i in items if i.checkState() is Qt.CheckState.Checked],
            "languages": self.languages.value() or [],
            "reads": self.reads.value(),
        } | more
        who, inspection = row.person.id, session.inspection
        self.save(lambda: setting.set_inspector(inspection, session.author, who, **fields))

    def _on_away_changed(self, away: Collection[HalfDay], timed: Collection[Timed]) -> None:
        row, session = self.chosen(), self.session
        if row is not None:
            who = row.person.id
            self.save(lambda: _away(session.inspection, session.author, "person", who, away, timed))


class OfficersPage(ListedPage[OfficerRow]):
    """When an officer works, in which language, and whether from afar."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        empty = EmptyState("officer", "No officers yet.", detail="They come with the office's list.")
        super().__init__(session, "Officers", _OFFICERS, lambda r: r.officer.id, empty, parent)
        self.when = WhenForm()
        self.language = TypedField(
            "Lan&guage of the interview", words, hint="Empty: English. An inspector who speaks it is needed."
        )
        self.remote = QCheckBox("Held by tele&phone or video, without room or journey")
        self.add_section("When", (self.when,))
        self.add_section("How", (self.language, self.remote))
        self.language.given.connect(self._on_given)
        self.remote.clicked.connect(self._on_given)
        self.when.works_changed.connect(self._on_works_changed)
        self.when.away_changed.connect(self._on_away_changed)

    def refresh(self, problem: Problem) -> None:
        found = sorted(problem.officers, key=lambda o: problem.name(o.id).casefold())
        self.show_rows(
            problem, [OfficerRow(one, problem.name(one.id), problem.name(one.office)) for one in found]
        )

    def heading(self, row: OfficerRow) -> str:
        return f"{row.name}, {row.office}" if row.office else row.name

    def fill(self, row: OfficerRow) -> None:
        if self.problem is not None:
            held = self.session.inspection.record("officer", row.officer.id)
            self.when.show_state(self.problem.days, held)
            self.language.show_value(row.officer.language or None)
            self.remote.setChecked(row.officer.remote)

    def _on_given(self, _value: Any) -> None:
        self._save()

    def _on_works_changed(self, works: Sequence[str]) -> None:
        self._save(works=works)

    def _save(self, **more: Any) -> None:
        row, session = self.chosen(), self.session
        if row is None:
            return
        held = session.inspection.record("officer", row.officer.id)
        fields: dict[str, Any] = {
            "works": held.get("works") or [],
            "language": self.language.value() or "",
            "remote": self.remote.isChecked(),
        } | more
        who, inspection = row.officer.id, session.inspection
        self.save(lambda: setting.set_officer(inspection, session.author, who, **fields))

    def _on_away_changed(self, away: Collection[HalfDay], timed: Collection[Timed]) -> None:
        row, session = self.chosen(), self.session
        if row is not None:
            who = row.officer.id
            self.save(lambda: _away(session.inspection, session.author, "officer", who, away, timed))


def _beside(*fields: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    for field in fields:
        row.addWidget(field)
    return holder


def _away(
    inspection: Inspection,
    author: str,
    entity: str,
    who: str,
    away: Collection[HalfDay],
    timed: Collection[Timed],
) -> Any:
    return setting.set_away(inspection, author, entity, who, away, timed)
