"""Commands about others: the figures that an inspection is compared with, and many side by side."""

from datetime import date
from pathlib import Path

import click

from fieldwork import whole_files
from fieldwork.cli.figures import league_rows
from fieldwork.cli.files import PATH, Access, on_file
from fieldwork.cli.speech import Speech, passphrase, speaks, table
from fieldwork.errors import Fault, Refused
from fieldwork.findings import comparators
from fieldwork.findings.comparison import Reference, pooled, with_inspection
from fieldwork.findings.league import Place, place
from fieldwork.findings.league import league as in_order
from fieldwork.inspection.file import SUFFIX, Inspection
from fieldwork.programme.model import Programme
from fieldwork.wording import count


@click.command()
@speaks
@on_file
@click.argument("action", required=False, type=click.Choice(["add", "remove"]))
@click.argument("name", required=False)
@click.argument("paths", nargs=-1, type=PATH, metavar="[FROM]...")
@click.option("--from-passphrase-file", type=PATH, help="Where the other inspections have their own.")
def comparator(
    speech: Speech,
    file: Access,
    action: str | None,
    name: str | None,
    paths: tuple[Path, ...],
    from_passphrase_file: Path | None,
) -> None:
    """Show what figures are compared with, add some or take some out: comparator FILE add NAME FROM...

    FROM is a CSV with the columns ref and percent, or yes and of, and rating for standards; or the file of
    another inspection, or of several, which are counted together.
    """
    if action and not (name and bool(paths) == (action == "add")):
        raise click.UsageError(f"say which: comparator FILE {action} NAME{' FROM' * (action == 'add')}")
    if name:
        kept = _change_comparator(file, name, paths, from_passphrase_file or file.passphrase_file)
    else:
        with file.reading() as inspection:
            kept = comparators.comparators(inspection)
    found = [
        {"name": each, "figures": len(reference.figures)}
        | ({"ratings": len(reference.ratings)} if reference.ratings else {})
        for each, reference in kept.items()
    ]
    speech.result(found, table(("Comparator", "Figures"), [(r["name"], r["figures"]) for r in found]))


def _change_comparator(
    file: Access, name: str, paths: tuple[Path, ...], passphrase_file: Path | None
) -> dict[str, Reference]:
    """Adds a comparator from these files, or takes it out where there are none."""
    inspections = [path for path in paths if path.suffix == SUFFIX]
    if len(paths) > 1 and len(inspections) < len(paths):
        raise click.UsageError("give one CSV, or inspection files alone")
    text = _text_of(paths[0]) if paths and not inspections else ""
    with file.writing() as (inspection, author):
        if not paths:
            comparators.remove(inspection, author, name)
        elif inspections:
            found = [_found_in(inspection, path, passphrase_file) for path in inspections]
            comparators.keep(inspection, author, name, pooled(found, name))
        else:
            comparators.take_in(inspection, author, name, text)
        return comparators.comparators(inspection)


def _found_in(inspection: Inspection, path: Path, passphrase_file: Path | None) -> Reference:
    with Inspection.open(path, passphrase(passphrase_file), writing=False) as other:
        return with_inspection(inspection.programme, other)


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(f"{path.name} is not UTF-8 text.", advice="Save it as CSV in UTF-8.") from error
    except OSError as error:
        sentence = f"{path.name} could not be read ({error.strerror or error})."
        raise Fault(sentence, "Check the name and the folder.") from error


@click.command()
@click.argument("files", nargs=-1, required=True, type=PATH, metavar="FILE...")
@click.option("--passphrase-file", type=PATH, help="A file whose first line is the passphrase of them all.")
@click.option(
    "--out", type=PATH, help="A folder for the table and maps of bands over time, to print or paste."
)
@speaks
def league(speech: Speech, files: tuple[Path, ...], passphrase_file: Path | None, out: Path | None) -> None:
    """Set many inspections side by side: every standard's rating, and the points; the highest first."""
    places, programmes = [], []
    secret = passphrase(passphrase_file)
    for path in files:
        with Inspection.open(path, secret, writing=False) as inspection:
            places.append(place(inspection))
            programmes.append(inspection.programme)
    document, heads, rows = league_rows(in_order(places))
    written = _league_files(places, programmes[0], out) if out else []
    told = [f"{count(len(places), 'inspection')}.", table(heads, rows), *map(str, written)]
    speech.result(document, *told)


def _league_files(places: list[Place], programme: Programme, out: Path) -> list[Path]:
    from fieldwork.documents.charts.png import png  # slow to import: reportlab
    from fieldwork.documents.charts.svg import svg
    from fieldwork.documents.report import league as reported

    made = list(reported.files(places, programme, date.today()))
    for figure in reported.report(places).figures:
        made += [(f"{figure.name}.svg", svg(figure.scene)), (f"{figure.name}.png", png(figure.scene))]
    return [whole_files.write(out, name, data) for name, data in made]
