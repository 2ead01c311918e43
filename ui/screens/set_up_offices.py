"""Offices: their rooms, on every day and by half-day, their hours, and where they lie."""

from collections import Counter
from dataclasses import dataclass
from datetime import time
from typing import Any

from PySide6.QtWidgets import QWidget

from fieldwork import wording
from fieldwork.inspection.file import Inspection
from fieldwork.timetable import setting
from fieldwork.timetable.problem import OfficeSite, Problem
from fieldwork.timetable.travel import Point
from ui.screens.half_days import CountGrid
from ui.screens.set_up_page import ListedPage, labelled
from ui.screens.typed_field import SpanField, TypedField, clock, degrees, show_clock, whole
from ui.session import Session
from ui.widgets import Column, EmptyState


@dataclass(frozen=True)
class OfficeRow:
    """An office, how many officers are to be seen there, and where it lies, if that is known."""

    site: OfficeSite
    officers: int
    at: Point | None


def span_words(hours: tuple[int, int] | None) -> str:
    """`9:00am to 4:30pm`; "" for none."""
    return wording.span(*at_times(hours)) if hours else ""


def at_times(hours: tuple[int, int]) -> tuple[time, time]:
    """Minutes of the day as times."""
    first, last = (time(minutes // 60, minutes % 60) for minutes in hours)
    return first, last


def rows(problem: Problem) -> list[OfficeRow]:
    """Every office."""
    held = Counter(officer.office for officer in problem.officers)
    return [OfficeRow(site, held[site.id], problem.travel.points.get(site.id)) for site in problem.offices]


_COLUMNS = (
    Column[OfficeRow]("Office", lambda r: r.site.name, width=0),
    Column[OfficeRow]("Rooms", lambda r: str(r.site.rooms), sort=lambda r: r.site.rooms, width=7, right=True),
    Column[OfficeRow]("Hours of its own", lambda r: span_words(r.site.hours), width=19, muted=True),
    Column[OfficeRow](
        "Officers", lambda r: str(r.officers), sort=lambda r: r.officers, width=9, right=True, muted=True
    ),
)


class OfficesPage(ListedPage[OfficeRow]):
    """Everything about the chosen office on one page."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        empty = EmptyState("office", "No offices yet.", detail="They come with the office's list.")
        super().__init__(session, "Offices", _COLUMNS, lambda r: r.site.id, empty, parent)
        self.rooms = TypedField(
            "Interview &rooms", whole(0, setting.MOST_ROOMS), hint="That can be used at once.", wide=14
        )
        self.by_half = CountGrid("Rooms by half-day", "room")
        self.hours = SpanField(
            ("&Opens", "&Closes"), clock, show_clock, hint="Empty: as long as the inspection's hours."
        )
        where = "Journeys that nobody measured are estimated from where the offices lie."
        self.at = SpanField(("&Latitude", "L&ongitude"), degrees(180), str, hint=where, ordered=False)
        self.add_section(
            "Office",
            (
                self.rooms,
                labelled("Rooms by half-day", self.by_half, "Type a number; Delete makes it as usual again."),
                self.hours,
                self.at,
            ),
        )
        for field in (self.rooms, self.hours, self.at):
            field.given.connect(self._on_given)
        self.by_half.changed.connect(self._on_given)

    def refresh(self, problem: Problem) -> None:
        self.show_rows(problem, rows(problem))

    def heading(self, row: OfficeRow) -> str:
        return f"{row.site.name}, {wording.count(row.officers, 'officer')}"

    def fill(self, row: OfficeRow) -> None:
        site = row.site
        days = self.problem.days if self.problem else ()
        self.rooms.show_value(site.rooms)
        self.by_half.show_state(days, site.rooms_on, site.rooms)
        self.hours.show_value(at_times(site.hours) if site.hours else None)
        self.at.show_value(row.at)

    def _on_given(self, _value: Any) -> None:
        row, session = self.chosen(), self.session
        if row is None:
            return
        rooms = self.rooms.value()
        fields: dict[str, Any] = {
            "rooms": row.site.rooms if rooms is None else rooms,
            "rooms_on": self.by_half.counts(),
            "hours": self.hours.value(),
            "at": self.at.value(),
        }
        name, inspection = row.site.name, session.inspection
        self.save(lambda: _set(inspection, session.author, name, fields))


def _set(inspection: Inspection, author: str, name: str, fields: dict[str, Any]) -> Any:
    return setting.set_office(inspection, author, name, **fields)
