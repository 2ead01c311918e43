"""Commands about how long an inspection is kept, and about deleting it for good."""

import sys
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path

import click

from fieldwork.cli.files import PATH, Access, on_file
from fieldwork.cli.speech import Speech, passphrase, passphrase_or_none, speaks, table
from fieldwork.errors import Refused
from fieldwork.exchange import purge as purging
from fieldwork.inspection import retention
from fieldwork.wording import count, day

DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@speaks
@on_file
@click.option("--until", type=DAY, metavar="DATE", help="The last day on which it is to be kept.")
@click.option("--usual", is_flag=True, help="Go back to the usual time after the end of fieldwork.")
def keep(speech: Speech, file: Access, until: datetime | None, usual: bool) -> None:
    """Say until when an inspection is kept, or set it."""
    if until or usual:
        with file.writing() as (inspection, author):
            retention.set_keep_until(inspection, author, until.date() if until else None)
            last = retention.keep_until(inspection)
    else:
        with file.reading() as inspection:
            last = retention.keep_until(inspection)
    document = {"keep_until": last.isoformat(), "due": date.today() > last}
    speech.result(document, f"To be kept until {day(last)}.")


@click.command()
@click.argument("file", type=PATH, required=False)
@click.option(
    "--due", is_flag=True, help="List the inspections of this computer that are past their last day."
)
@click.option("--early", is_flag=True, help="Purge it before its last day.")
@click.option("--places", is_flag=True, help="Delete the packages that it put into places, too.")
@click.option("--yes", is_flag=True, help="Do not ask whether that is meant.")
@click.option("--passphrase-file", type=PATH, help="A file whose first line is the passphrase.")
@speaks
def purge(
    speech: Speech,
    file: Path | None,
    due: bool,
    early: bool,
    places: bool,
    yes: bool,
    passphrase_file: Path | None,
) -> None:
    """Delete an inspection from this computer for good: the file, its backups, and what points to it."""
    if (file is None) != due:
        raise click.UsageError("Name one file; or say --due to list what is past its last day.")
    if file is None:
        _list(speech)
        return
    if not file.exists():
        raise Refused(f"There is no file {file.name}.", advice="Check the name and the folder.")
    _ask(file, yes)
    secret = passphrase(passphrase_file) if passphrase_file else passphrase_or_none()
    done = purging.purge(file, datetime.now(), secret, early=early, places=places)
    document = {
        "purged": asdict(done.record),
        "files": list(done.files),
        "fetched_back": done.fetched_back,
        "unreachable": list(done.unreachable),
    }
    lines = [f"Deleted {count(len(done.files), 'file')}. What this could not reach:"]
    speech.result(document, *lines, *(f"  {sentence}" for sentence in done.unreachable))


def _ask(file: Path, yes: bool) -> None:
    if yes:
        return
    if not sys.stdin.isatty():
        raise Refused("Nothing was deleted.", advice="Say --yes to delete it without being asked.")
    click.confirm(f"Delete {file.name} and all its backups for good?", abort=True, err=True)


def _list(speech: Speech) -> None:
    found = retention.due(date.today())
    rows = [(known.title, Path(known.path).name, known.keep_until) for known in found]
    document = [
        {
            "file": known.path,
            "title": known.title,
            "inspection": known.inspection,
            "programme": known.programme,
            "keep_until": known.keep_until,
        }
        for known in found
    ]
    heads = ("Inspection", "File", "To be kept until")
    speech.result(document, table(heads, rows) if rows else "No inspection is past its last day.")
