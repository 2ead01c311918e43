"""The report command: what was found, in the formats that are read, pasted and worked on."""

from pathlib import Path

import click

from fieldwork import whole_files
from fieldwork.cli.files import PATH, Access, author, on_file
from fieldwork.cli.findings import reference
from fieldwork.cli.speech import Speech, speaks
from fieldwork.reading.blind import blind_refs, refuse_blind

#: The names of `documents.report.formats.FORMATS`, here so that the command line starts without reportlab.
NAMES = ("pdf", "xlsx", "html", "text", "svg", "png")


def _formats(_context: click.Context, _option: click.Parameter, value: str) -> tuple[str, ...]:
    """The formats in the order given, each once."""
    found = tuple(dict.fromkeys(part.strip().lower() for part in value.split(",")))
    for name in found:
        if name not in NAMES:
            raise click.BadParameter(f"{name!r} is not a format; there is: {', '.join(NAMES)}.")
    return found


@click.command()
@speaks
@on_file
@click.option(
    "--format", "formats", default="pdf", callback=_formats, help=f"Parted by commas: {', '.join(NAMES)}."
)
@click.option("--against", metavar="OTHER", help="Another inspection's file, or a comparator's name.")
@click.option("--against-passphrase-file", type=PATH, help="Where OTHER has a passphrase of its own.")
@click.option("--out", required=True, type=PATH, help="The folder to write into.")
def report(
    speech: Speech,
    file: Access,
    formats: tuple[str, ...],
    against: str | None,
    against_passphrase_file: Path | None,
    out: Path,
) -> None:
    """Write the report on findings: ratings, charts, tables, the data, the sample, the method."""
    from fieldwork.documents.report.formats import Edition  # slow to import: reportlab

    with file.reading() as inspection:
        acts = author(inspection, file.person)
        refuse_blind(inspection, acts, blind_refs(inspection, acts))
        key = against_passphrase_file or file.passphrase_file
        edition = Edition(inspection, reference(inspection, against, key) if against else None)
        files = [whole_files.write(out, made.name, made.data) for made in edition.files(formats)]
    left_out = list(edition.report.left_out)
    told = [f"Kept back, since it still points to somebody: {what}." for what in left_out]
    speech.result({"files": [str(path) for path in files], "left_out": left_out}, *map(str, files), *told)
