"""How a record of other evidence reads in a table, and the forms beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from fieldwork import wording
from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import CaseRow, Interview, Status
from fieldwork.reading import evidence
from fieldwork.reading.evidence import Record
from fieldwork.reading.examples import examples
from ui.screens.case_columns import MARKS
from ui.theme import Tone
from ui.widgets import Column, DataTable, EmptyState, OutlineItem
from ui.widgets.outline import Mark

#: The line under the forms.
EXAMPLES = "examples"


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One record in words; `order` sorts by time, records without a day last; `people` are initials."""

    row: CaseRow
    title: str
    when: str
    order: str
    place: str
    with_whom: str
    people: str

    @property
    def ref(self) -> str:
        return self.row.ref

    @property
    def status(self) -> str:
        """`Being read, 4 of 12`; the counts only while it is being filled in."""
        row = self.row
        if row.status is Status.READING:
            return f"Begun, {row.answered} of {row.applicable}"
        return {Status.SELECTED: "Not begun"}.get(row.status, row.status.label)


def lines(inspection: Inspection) -> list[EvidenceLine]:
    """Every record of every form, by form and then by time."""
    team: dict[str, str] = {p.id: wording.initials(p.name) for p in queries.team(inspection)}
    planned: dict[str, Interview] = {i.officer: i for i in queries.interviews(inspection)}
    found = []
    for row in queries.evidence(inspection):
        record = evidence.read(inspection, row.ref)
        officer = inspection.value("record", row.ref, "officer") or ""
        found.append(_line(row, record, team, planned.get(officer)))
    return sorted(found, key=lambda line: (line.row.form, line.order, line.title.casefold()))


def _line(row: CaseRow, record: Record, team: Mapping[str, str], interview: Interview | None) -> EvidenceLine:
    when, order = _when(record, interview)
    people = [team.get(p, "") for p in record.people]
    if interview is not None and not people:
        people = [team.get(interview.inspector, "")]
    return EvidenceLine(
        row=row,
        title=record.title or "(no title)",
        when=when,
        order=order,
        place=record.place or (interview.office if interview else ""),
        with_whom=record.with_whom,
        people=", ".join(name for name in people if name),
    )


def _when(record: Record, interview: Interview | None) -> tuple[str, str]:
    """The day and time in words, and as text that sorts; an officer's is that of the interview."""
    if record.day is not None:
        time = f", {wording.clock(record.starts)}" if record.starts else ""
        at = record.starts.isoformat() if record.starts else ""
        return f"{wording.short_day(record.day)}{time}", f"{record.day.isoformat()}{at}"
    if interview is not None:
        starts = datetime.fromisoformat(interview.starts)
        return f"{wording.short_day(starts.date())}, {wording.clock(starts)}", interview.starts
    return "", "~"


def outline(inspection: Inspection, found: Sequence[EvidenceLine]) -> tuple[OutlineItem, ...]:
    """The forms, and how many records of each are complete."""
    items = []
    for form in inspection.programme.evidence_forms:
        mine = [line.row for line in found if line.row.form == form.id]
        done = sum(row.status is Status.COMPLETE for row in mine)
        begun = any(row.status is not Status.SELECTED for row in mine)
        mark: Mark = "complete" if mine and done == len(mine) else "started" if begun else "open"
        items.append(OutlineItem(form.id, form.title, done, len(mine), mark))
    return tuple(items)


def examples_item(inspection: Inspection) -> OutlineItem:
    """The line that leads to the practice examples, with how many there are."""
    held = len(examples(inspection))
    return OutlineItem(EXAMPLES, f"Practice examples  {held}" if held else "Practice examples", mark="")


def evidence_table(empty: EmptyState) -> DataTable[EvidenceLine]:
    """The records of one form."""
    columns = (
        Column[EvidenceLine]("What", lambda e: e.title, width=0),
        Column[EvidenceLine]("With whom", lambda e: e.with_whom, width=13),
        Column[EvidenceLine]("When", lambda e: e.when, sort=lambda e: e.order, width=18),
        Column[EvidenceLine]("Where", lambda e: e.place, width=13),
        Column[EvidenceLine]("Who", lambda e: e.people, width=7),
        Column[EvidenceLine]("Progress", lambda e: e.status, mark=_mark, width=15),
    )
    return DataTable[EvidenceLine]("Records", columns, lambda e: e.ref, empty=empty)


def _mark(line: EvidenceLine) -> tuple[str, Tone]:
    return ("danger", "danger") if line.row.concern else MARKS[line.row.status]
