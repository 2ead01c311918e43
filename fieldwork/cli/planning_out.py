"""The command that hands the plan on: calendar files and a workbook."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click

from fieldwork import whole_files
from fieldwork.cli.files import PATH, Access, on_file
from fieldwork.cli.speech import Speech, speaks
from fieldwork.errors import Refused
from fieldwork.inspection import queries
from fieldwork.inspection.errors import InUse
from fieldwork.inspection.file import Inspection
from fieldwork.timetable import calendars
from fieldwork.timetable.plan_file import planned, problem_of
from fieldwork.wording import count

_WAYS = ("inspector", "office")


@click.command("export")
@speaks
@on_file
@click.option("--out", required=True, type=PATH, help="The file to write (.ics or .xlsx), or a folder.")
@click.option("--by", type=click.Choice(_WAYS), help="A calendar for each of these, into the folder.")
@click.option("--inspector", help="The calendar of this inspector alone.")
@click.option("--office", help="The calendar of this office alone.")
def export(
    speech: Speech, file: Access, out: Path, by: str | None, inspector: str | None, office: str | None
) -> None:
    """Write the plan as calendars or as a workbook, without names of people on probation."""
    if sum(1 for chosen in (by, inspector, office) if chosen) > 1:
        raise click.UsageError("choose one of --by, --inspector and --office")
    if out.suffix.casefold() == ".xlsx":
        if by or inspector or office:
            raise click.UsageError("a workbook holds everybody: leave --by, --inspector and --office out")
        _workbook(speech, file, out)
        return
    with _remembering(speech, file) as (inspection, remembers):
        made = list(_calendars(inspection, by, inspector, office))
        written = []
        for one in made:
            folder, name = (out, one.name) if by else (out.parent, out.name)
            written.append(whole_files.write(folder, name, one.text.encode()))
            if remembers:
                calendars.remember(inspection, one)
    gone = sum(one.cancelled for one in made)
    document = {"files": [str(path) for path in written], "cancelled": gone, "remembered": remembers}
    words = [f"Wrote {path.name}." for path in written]
    speech.result(document, *words, *([f"{count(gone, 'interview')} taken out."] if gone else []))


@contextmanager
def _remembering(speech: Speech, file: Access) -> Iterator[tuple[Inspection, bool]]:
    """The file for writing, so that what goes out is remembered; to look at where somebody has it open."""
    with ExitStack() as stack:
        try:
            inspection, _ = stack.enter_context(file.writing())
            remembers = True
        except InUse:
            speech.remark("The file is open elsewhere, so what is written now will not be remembered.")
            inspection, remembers = stack.enter_context(file.reading()), False
        yield inspection, remembers


def _calendars(
    inspection: Inspection, by: str | None, inspector: str | None, office: str | None
) -> Iterator[calendars.CalendarFile]:
    none = Refused("No interviews are planned yet.", advice="Plan them first: timetable solve FILE.")
    if by:
        found = list(calendars.calendars(inspection, by))
        if not found:
            raise none
        yield from found
        return
    whose = calendars.EVERYBODY
    if inspector:
        whose = f"inspector/{queries.person(inspection, inspector).id}"
    elif office:
        whose = f"office/{_office(inspection, office)}"
    made = calendars.calendar_of(inspection, whose)
    if not made.entries:
        raise none
    yield made


def _office(inspection: Inspection, name: str) -> str:
    held = {site.name.casefold(): site.id for site in problem_of(inspection).offices}
    if name.casefold() not in held:
        raise Refused(f"There is no office {name}.", advice=f"The offices are: {', '.join(held.values())}.")
    return held[name.casefold()]


def _workbook(speech: Speech, file: Access, out: Path) -> None:
    from fieldwork.exports.plan_workbook import plan_workbook  # slow to import: xlsxwriter

    with file.reading() as inspection:
        if not (planned(inspection) or problem_of(inspection).appointments):
            raise Refused("No interviews are planned yet.", advice="Plan them first: timetable solve FILE.")
        data = plan_workbook(inspection)
    written = whole_files.write(out.parent, out.name, data)
    speech.result({"files": [str(written)]}, f"Wrote {written.name}.")
