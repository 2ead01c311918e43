"""Commands about evidence that is not a case: meetings, observations, officers, the organisation."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from typing import Any

import click

from fieldwork.cli.files import Access, names, on_file
from fieldwork.cli.inspections import Day
from fieldwork.cli.speech import Speech, speaks, table
from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import CaseRow
from fieldwork.reading import evidence
from fieldwork.reading.evidence import Record
from fieldwork.wording import count, short_day


class Clock(click.ParamType[time]):
    """A 24-hour time such as 14:30."""

    name = "time"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> time:
        try:
            return time.fromisoformat(str(value)).replace(second=0, microsecond=0)
        except ValueError:
            self.fail(f"{value!r} is not a time such as 14:30", param, ctx)


_OPTIONS = (
    click.option("--title", help="What it is called, such as Newcastle magistrates."),
    click.option("--day", type=Day(), help="The day: it is then in the timetable."),
    click.option("--from", "starts", type=Clock(), help="When it starts."),
    click.option("--to", "ends", type=Clock(), help="When it ends."),
    click.option("--where", "place", help="The place."),
    click.option("--with", "with_whom", help="Whom it is with: roles or bodies, never people on probation."),
    click.option("--inspector", "people", multiple=True, help="Who of the team is there (may be repeated)."),
)


def _described(function: Callable[..., Any]) -> Callable[..., Any]:
    """Gives a command the options that say what a record is."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


@click.command("list")
@speaks
@on_file
@click.option("--form", default="", help="Only the records of this form.")
def list_records(speech: Speech, file: Access, form: str) -> None:
    """List the records of evidence that is not a case."""
    with file.reading() as inspection:
        found = [_line(inspection, row) for row in queries.evidence(inspection, form)]
    rows = [
        (r["ref"], r["form"], r["title"], r["day"], r["status"], f"{r['answered']} of {r['applicable']}")
        for r in found
    ]
    speech.result(found, table(("Record", "Form", "Title", "Day", "Status", "Answered"), rows))


def _line(inspection: Inspection, row: CaseRow) -> dict[str, Any]:
    record, team = evidence.read(inspection, row.ref), names(inspection)
    return {
        "ref": row.ref,
        "form": row.form,
        "subject": row.subject,
        "title": record.title,
        "day": record.day.isoformat() if record.day else None,
        "starts": record.starts.isoformat("minutes") if record.starts else None,
        "ends": record.ends.isoformat("minutes") if record.ends else None,
        "place": record.place,
        "with_whom": record.with_whom,
        "inspectors": [team.get(person, person) for person in record.people],
        "status": row.status.value,
        "answered": row.answered,
        "applicable": row.applicable,
        "concern": row.concern,
    }


@click.command("prepare")
@speaks
@on_file
def prepare(speech: Speech, file: Access) -> None:
    """Make the records that there is one of: the organisation's, and one of each responsible officer."""
    with file.writing() as (inspection, author):
        before = {row.ref for row in queries.evidence(inspection)}
        evidence.prepare(inspection, author)
        made = [row.ref for row in queries.evidence(inspection) if row.ref not in before]
    speech.result({"made": made}, f"Made {count(len(made), 'record')}.")


@click.command("add")
@speaks
@on_file
@click.argument("form")
@_described
def add(speech: Speech, file: Access, form: str, **said: Any) -> None:
    """Add a record of a form, such as a meeting."""
    with file.writing() as (inspection, author):
        ref = evidence.add(inspection, author, _record(inspection, Record(form), said))
        made = _line(inspection, queries.case(inspection, ref))
    speech.result(made, f"Added {ref}: {_when(made)}.")


@click.command("change")
@speaks
@on_file
@click.argument("ref", metavar="RECORD")
@_described
def change(speech: Speech, file: Access, ref: str, **said: Any) -> None:
    """Change what a record says of itself; what is not named stays, and so do its answers."""
    with file.writing() as (inspection, author):
        held = evidence.read(inspection, ref)
        evidence.change(inspection, author, ref, _record(inspection, held, said))
        made = _line(inspection, queries.case(inspection, ref))
    speech.result(made, f"Changed {ref}: {_when(made)}.")


@click.command("remove")
@speaks
@on_file
@click.argument("ref", metavar="RECORD")
def remove(speech: Speech, file: Access, ref: str) -> None:
    """Take a record out of the lists; the history keeps it."""
    with file.writing() as (inspection, author):
        evidence.remove(inspection, author, ref)
    speech.result({"removed": ref}, f"Removed {ref}.")


def _record(inspection: Inspection, held: Record, said: dict[str, Any]) -> Record:
    """The record with what was said of it; empty text takes something away."""
    given = {name: value for name, value in said.items() if value is not None}
    given["people"] = tuple(queries.person(inspection, name).id for name in said["people"]) or held.people
    return replace(held, **given)


def _when(line: dict[str, Any]) -> str:
    if not line["day"]:
        return "no day yet"
    return " ".join(part for part in (short_day(date.fromisoformat(line["day"])), line["starts"]) if part)
