"""Commands about the sample: the office's list, the team, and who reads which case."""

import sys
from pathlib import Path
from typing import Any

import click

from fieldwork.cli.files import PATH, Access, on_file
from fieldwork.cli.speech import Speech, plain, speaks, table
from fieldwork.errors import Refused
from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import Role
from fieldwork.programme import library
from fieldwork.sample import allocate as allocation
from fieldwork.sample import team as people
from fieldwork.sample.model import OfficeList
from fieldwork.sample.read import read_list
from fieldwork.sample.sync import Synced, preview, remembered_columns, take_in
from fieldwork.wording import count


@click.command("read")
@click.argument("path", type=PATH, metavar="LIST")
@click.option(
    "--programme", "programme_id", default="adult", show_default=True, help="Whose facts are looked for."
)
@click.option("--edition", help="The round, where the programme has several.")
@click.option("--sheet", help="The sheet of a workbook (default: the one that looks like a list).")
@speaks
def read(speech: Speech, path: Path, programme_id: str, edition: str | None, sheet: str | None) -> None:
    """Read an office list without touching any inspection."""
    found = read_list(path, library.load(programme_id, edition), sheet=sheet)
    document = {
        "rows": len(found.rows),
        "faulty_rows": found.faulty_rows,
        "sheet": found.sheet,
        "heading_row": found.heading_row,
        "columns": dict(found.columns),
        "unused": list(found.unused),
        "problems": _problems(found),
    }
    headline = f"{count(len(found.rows), 'row')} in order, {found.faulty_rows} with problems."
    columns = table(("Fact", "Heading"), list(found.columns.items()))
    unused = f"Not used: {', '.join(found.unused) or 'nothing'}"
    speech.result(document, headline, columns, unused, *_problem_table(found))


def _problems(found: OfficeList) -> list[dict[str, Any]]:
    return [
        {"row": p.row, "column": p.column, "value": p.value, "problem": p.problem} for p in found.problems
    ]


def _problem_table(found: OfficeList) -> list[str]:
    rows = [(p.row, p.column, p.value, p.problem) for p in found.problems]
    return [table(("Row", "Column", "Value", "Problem"), rows)] if rows else []


@click.command("sync")
@speaks
@on_file
@click.argument("path", type=PATH, metavar="LIST")
@click.option("--dry-run", is_flag=True, help="Show what would change and change nothing.")
@click.option("--except-problems", is_flag=True, help="Leave rows with problems out and take the others in.")
@click.option("--sheet", help="The sheet of a workbook (default: the one that looks like a list).")
def sync(
    speech: Speech, file: Access, path: Path, dry_run: bool, except_problems: bool, sheet: str | None
) -> None:
    """Take an office list in: adds, changes and withdraws cases, and keeps every answer."""
    with file.reading() as inspection:
        columns = remembered_columns(inspection)
        found = read_list(path, inspection.programme, columns=columns, sheet=sheet)
        refused = bool(found.problems) and not except_problems
        done = preview(inspection, found)
    if not (dry_run or refused):
        with file.writing() as (writable, author):
            done = take_in(writable, author, found, except_problems=except_problems)
    _say_sync(speech, found, done, refused=refused, dry_run=dry_run)
    if refused:
        sys.exit(1)


def _say_sync(speech: Speech, found: OfficeList, done: Synced, *, refused: bool, dry_run: bool) -> None:
    comparison = done.comparison
    document = {
        "added": [row.reference for row in comparison.added],
        "changed": [
            {"ref": c.ref, "fact": c.fact, "before": plain(c.before), "after": plain(c.after)}
            for c in comparison.changed
        ],
        "withdrawn": list(comparison.withdrawn),
        "returned": list(comparison.returned),
        "unchanged": comparison.unchanged,
        "held_back": list(comparison.held_back),
        "flagged": list(done.flagged),
        "taken": done.taken,
        "problems": _problems(found),
    }
    verb = "would be " if dry_run or refused else ""
    headline = (
        f"{len(comparison.added)} {verb}added, {len(comparison.changed)} facts {verb}changed, "
        f"{len(comparison.withdrawn)} {verb}withdrawn, {comparison.unchanged} unchanged."
    )
    speech.result(document, headline, *_problem_table(found))
    if refused:
        words = f"{found.path} has {count(len(found.problems), 'problem')}, so nothing was taken in."
        advice = "Have the rows listed corrected, or leave them out with --except-problems."
        speech.explain(Refused(words, advice=advice))


@click.command()
@speaks
@on_file
@click.argument("action", required=False, type=click.Choice(["add"]))
@click.argument("name", required=False)
@click.option("--role", type=click.Choice([r.value for r in Role]), help="With add (default: inspector).")
def team(speech: Speech, file: Access, action: str | None, name: str | None, role: str | None) -> None:
    """Show the team, or add somebody: team FILE add NAME --role R."""
    if action and not name:
        raise click.UsageError("say who: team FILE add NAME --role R")
    if role and not action:
        raise click.UsageError("--role goes with add: team FILE add NAME --role R")
    if action and name:
        with file.writing() as (inspection, author):
            people.add(inspection, author, name, Role(role or Role.INSPECTOR))
            _say_team(speech, inspection)
    else:
        with file.reading() as inspection:
            _say_team(speech, inspection)


def _say_team(speech: Speech, inspection: Inspection) -> None:
    found = [
        {"id": one.person.id, "name": one.person.name, "role": one.person.role.value, "cases": len(one.cases)}
        for one in allocation.loads(inspection)
    ]
    rows = [(p["name"], p["role"], p["cases"]) for p in found]
    speech.result(found, table(("Name", "Role", "Cases"), rows))


@click.command()
@speaks
@on_file
@click.argument("refs", nargs=-1, metavar="[CASE]...")
@click.option("--to", metavar="PERSON", help="Give these cases to somebody.")
@click.option("--evenly", is_flag=True, help="Share out the cases that nobody has, evenly.")
@click.option("--again", is_flag=True, help="With --evenly: also cases allocated but not begun.")
def allocate(
    speech: Speech, file: Access, refs: tuple[str, ...], to: str | None, evenly: bool, again: bool
) -> None:
    """Say who reads which case, or change it."""
    if refs and not to:
        raise click.UsageError("say to whom: allocate FILE CASE… --to PERSON")
    if to and not refs:
        raise click.UsageError("say which cases: allocate FILE CASE… --to PERSON")
    if again and not evenly:
        raise click.UsageError("--again goes with --evenly")
    if not to and not evenly:
        with file.reading() as inspection:
            _say_allocation(speech, inspection)
        return
    with file.writing() as (inspection, author):
        if to:
            person = queries.person(inspection, to)
            if not person.active:
                raise Refused(f"{person.name} is no longer active in the team.")
            allocation.give(inspection, author, refs, person.id)
        if evenly:
            allocation.share_out(inspection, author, again=again)
        _say_allocation(speech, inspection)


def _say_allocation(speech: Speech, inspection: Inspection) -> None:
    found = [{"person": one.person.name, "cases": list(one.cases)} for one in allocation.loads(inspection)]
    rows = [
        (one.person.name, len(one.cases), f"{one.minutes / 60:.1f}") for one in allocation.loads(inspection)
    ]
    speech.result(found, table(("Person", "Cases", "Reading hours"), rows))
