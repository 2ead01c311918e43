"""The command that puts finished inspections into an office's database."""

from pathlib import Path

import click

from fieldwork.cli.files import PATH
from fieldwork.cli.speech import Speech, passphrase, speaks, table
from fieldwork.errors import Problem, Refused
from fieldwork.inspection.file import Inspection


@click.command()
@click.argument("files", nargs=-1, type=PATH, metavar="[FILE]...")
@click.option("--to", "url", required=True, metavar="URL", help="postgresql://user@server/database")
@click.option("--unfinished", is_flag=True, help="Publish inspections that are not finished, too.")
@click.option(
    "--withdraw", "gone", multiple=True, metavar="ID", help="Take an inspection out (may be repeated)."
)
@click.option("--passphrase-file", type=PATH, help="A file whose first line is the passphrase.")
@speaks
def publish(
    speech: Speech,
    files: tuple[Path, ...],
    url: str,
    unfinished: bool,
    gone: tuple[str, ...],
    passphrase_file: Path | None,
) -> None:
    """Put merged, finished inspections into PostgreSQL, without names; one passphrase opens them all."""
    from fieldwork.exports.publish import publishing  # wanted by offices only

    if not files and not gone:
        raise click.UsageError("Name the inspections to publish, or one to --withdraw.")
    secret = passphrase(passphrase_file) if files else ""
    prepared, problems = [], []
    for path in files:
        with Inspection.open(path, secret, writing=False) as inspection:
            try:
                prepared.append(publishing.prepare(inspection, unfinished=unfinished))
            except Refused as refused:
                problems += [Problem(f"{path.name}, {p.place}", p.problem) for p in refused.problems]
    if problems:
        advice = "Finish them, or say --unfinished to publish them as they stand."
        raise Refused("Nothing was published: not all of it is finished.", problems, advice)
    done = publishing.publish(prepared, url) if prepared else []
    withdrawn = [one for one in gone if publishing.withdraw(one, url)]
    document = {
        "published": [
            {"inspection": one.inspection, "title": one.title, "outcome": one.outcome, "rows": one.rows}
            for one in done
        ],
        "withdrawn": withdrawn,
    }
    rows = [(one.title, one.outcome, one.rows) for one in done] + [
        (one, "withdrawn", "") for one in withdrawn
    ]
    speech.result(document, table(("Inspection", "", "Rows"), rows))
