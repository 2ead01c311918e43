"""The print command."""

from pathlib import Path

import click

from fieldwork.cli.files import PATH, Access, author, on_file
from fieldwork.cli.speech import Speech, speaks
from fieldwork.reading.blind import blind_refs, refuse_blind

#: The names of `documents.produce.DOCUMENTS`, here so that the command line starts without reportlab.
NAMES = (
    "case-summary",
    "interview-notes",
    "blank-form",
    "timetable",
    "wall-sheet",
    "officer-letters",
    "change-slips",
    "sample",
    "evidence",
    "examples",
    "findings",
    "pack",
)


@click.command("print")
@speaks
@on_file
@click.argument("document", type=click.Choice(NAMES))
@click.argument("refs", nargs=-1, metavar="[CASE]...")
@click.option("--out", required=True, type=PATH, help="The folder to print into.")
def print_documents(speech: Speech, file: Access, document: str, refs: tuple[str, ...], out: Path) -> None:
    """Print documents as PDF into a folder."""
    from fieldwork.documents.produce import print_to  # slow to import: reportlab

    with file.reading() as inspection:
        acts = author(inspection, file.person)
        refuse_blind(inspection, acts, refs or blind_refs(inspection, acts))
        files = print_to(inspection, document, out, refs)
    speech.result({"files": [str(path) for path in files]}, *(str(path) for path in files))
