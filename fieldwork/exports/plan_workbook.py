"""The plan as an Excel workbook: by interview, inspector, office and day, meetings, and who has no interview.

Days and times are Excel's own, so that they sort and filter. People on probation go by reference.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import xlsxwriter

from fieldwork import wording
from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.timetable.check import check
from fieldwork.timetable.marks import TITLES
from fieldwork.timetable.missed import missed
from fieldwork.timetable.plan import PlannedInterview
from fieldwork.timetable.plan_file import planned, problem_of
from fieldwork.timetable.problem import Problem
from fieldwork.timetable.reasons import why_unplaced
from fieldwork.timetable.telling import told

Cell = str | int | date | time | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, its headings with the widths of their columns in characters, and its rows."""

    name: str
    heads: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[Cell]]


def plan_workbook(inspection: Inspection) -> bytes:
    """The workbook's bytes, whole; nothing of the inspection is changed."""
    data = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(data, options) as book:
        book.set_properties({"title": f"Timetable: {inspection.info().title}", "author": "Fieldwork"})
        looks = {
            "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
            "date": book.add_format({"num_format": "ddd d mmm yyyy", "align": "left", "valign": "top"}),
            "time": book.add_format({"num_format": "hh:mm", "align": "left", "valign": "top"}),
            "text": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        for sheet in sheets(inspection):
            _write(book, sheet, looks)
    return data.getvalue()


def sheets(inspection: Inspection) -> list[Sheet]:
    """What the workbook holds."""
    desk = _Desk(inspection)
    plan = planned(inspection)

    def by(*keys: Any) -> list[list[Cell]]:
        return [desk.row(i) for i in sorted(plan, key=lambda i: tuple(key(i) for key in keys))]

    when, inspector, office = (lambda i: i.starts), desk.inspector, desk.office
    return [
        Sheet("Interviews", _HEADS, by(desk.officer_key, when)),
        Sheet("By inspector", _moved(_HEADS, 6), [_first(row, 6) for row in by(inspector, when)]),
        Sheet("By office", _moved(_HEADS, 4), [_first(row, 4) for row in by(office, when)]),
        Sheet("By day", _moved(_HEADS, 1), [_first(row, 1) for row in by(when, inspector)]),
        Sheet("Meetings", _MEETINGS, desk.meetings()),
        Sheet("Unplaced", _UNPLACED, desk.unplaced(plan)),
        Sheet("Clashes", (("Clash", 120),), [(c.sentence,) for c in check(desk.problem, plan)]),
    ]


_HEADS = (
    ("Officer", 26),
    ("Day", 16),
    ("From", 8),
    ("To", 8),
    ("Office", 24),
    ("Room", 12),
    ("Inspector", 24),
    ("Minutes", 9),
    ("Cases", 7),
    ("References", 30),
    ("Locked", 8),
    ("Told", 8),
    ("State", 16),
    ("Language", 12),
)
_MEETINGS = (
    ("Day", 16),
    ("From", 8),
    ("To", 8),
    ("What", 32),
    ("About", 32),
    ("Where", 24),
    ("Inspectors", 40),
)
_UNPLACED = (
    ("Officer", 26),
    ("Office", 24),
    ("Inspector", 24),
    ("References", 30),
    ("Why", 90),
    ("Before", 40),
)


def _moved(heads: Sequence[tuple[str, int]], first: int) -> Sequence[tuple[str, int]]:
    return [heads[first], *heads[:first], *heads[first + 1 :]]


def _first(row: Sequence[Cell], first: int) -> list[Cell]:
    """The row with one of its columns before the others."""
    return [row[first], *row[:first], *row[first + 1 :]]


class _Desk:
    """Words and states of the plan, read once."""

    def __init__(self, inspection: Inspection) -> None:
        self.inspection = inspection
        self.problem: Problem = problem_of(inspection)
        self.states: Mapping[str, str] = {i.officer: i.state for i in queries.interviews(inspection)}
        self.told = {i.officer: i.arranged for i in told(inspection)}

    def officer_key(self, i: PlannedInterview) -> str:
        return self.problem.name(i.officer).casefold()

    def inspector(self, i: PlannedInterview) -> str:
        return self.problem.name(i.inspector).casefold()

    def office(self, i: PlannedInterview) -> str:
        return self.problem.name(i.office).casefold()

    def row(self, i: PlannedInterview) -> list[Cell]:
        """In the order of `_HEADS`."""
        known = self.problem.officer.get(i.officer)
        state = self.states.get(i.officer, "")
        return [
            self.problem.name(i.officer),
            i.starts.date(),
            i.starts.time(),
            i.ends.time(),
            self.problem.name(i.office),
            wording.room(i.room).capitalize(),
            self.problem.name(i.inspector),
            i.minutes,
            len(i.cases),
            ", ".join(i.cases),
            "Yes" if i.locked else "",
            {None: "", True: "Yes"}.get(self._knows(i), "Changed since"),
            next((words for name, words in TITLES.items() if name == state), ""),
            known.language if known else "",
        ]

    def _knows(self, i: PlannedInterview) -> bool | None:
        """Whether people were told of it as it is; None: of nothing."""
        return self.told[i.officer] == i.arranged if i.officer in self.told else None

    def meetings(self) -> list[list[Cell]]:
        """In the order of `_MEETINGS`; without times one takes the whole day."""
        return [
            [
                a.day,
                a.starts.time() if a.starts else None,
                a.ends.time() if a.ends else None,
                a.title,
                a.about,
                a.place,
                ", ".join(self.problem.name(person) for person in a.people),
            ]
            for a in self.problem.appointments
        ]

    def unplaced(self, plan: Sequence[PlannedInterview]) -> list[list[Cell]]:
        """In the order of `_UNPLACED`: why not, and the interview that did not take place."""
        placed, lost = {i.officer for i in plan}, {m.officer: m for m in missed(self.inspection)}
        found: list[list[Cell]] = []
        for officer in self.problem.officers:
            if officer.id in placed:
                continue
            was = lost.get(officer.id)
            before = (
                f"{TITLES[was.state]}, {wording.short_day(was.starts)}. {was.note}".strip() if was else ""
            )
            found.append(
                [
                    self.problem.name(officer.id),
                    self.problem.name(officer.office),
                    ", ".join(self.problem.name(reader) for reader in officer.readers),
                    ", ".join(officer.cases),
                    why_unplaced(self.problem, plan, officer).why,
                    before,
                ]
            )
        return sorted(found, key=lambda row: str(row[0]).casefold())


def _write(book: Any, sheet: Sheet, looks: Mapping[str, Any]) -> None:
    """Headings that stay in sight, filters over them, and cells of their own kind."""
    page = book.add_worksheet(sheet.name)
    page.freeze_panes(1, 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    for column, (head, width) in enumerate(sheet.heads):
        page.set_column(column, column, width)
        page.write_string(0, column, head, looks["head"])
    for number, row in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(row):
            _cell(page, number, column, cell, looks)
    page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.heads) - 1)


def _cell(page: Any, row: int, column: int, cell: Cell, looks: Mapping[str, Any]) -> None:
    if isinstance(cell, time):
        page.write_datetime(row, column, cell, looks["time"])
    elif isinstance(cell, date):
        page.write_datetime(row, column, datetime.combine(cell, time()), looks["date"])
    elif isinstance(cell, int):
        page.write_number(row, column, cell, looks["text"])
    elif cell:
        page.write_string(row, column, cell, looks["text"])
