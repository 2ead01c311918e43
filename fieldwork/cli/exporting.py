"""The export commands: an inspection's forms, or a programme's, for other tools."""

from pathlib import Path
from typing import Any

import click

from fieldwork.cli.files import PATH, Access, on_file
from fieldwork.cli.speech import Speech, speaks
from fieldwork.programme import library, loader
from fieldwork.programme.model import Programme

#: What can be written, by the names for `--format`.
FORMATS = ("xlsform",)


def _formats(_context: click.Context, _option: click.Parameter, value: str) -> tuple[str, ...]:
    """The formats in the order given, each once."""
    found = tuple(dict.fromkeys(part.strip().lower() for part in value.split(",")))
    for name in found:
        if name not in FORMATS:
            raise click.BadParameter(f"{name!r} is not a format; there is: {', '.join(FORMATS)}.")
    return found


def formatted(function: Any) -> Any:
    """Gives a command its `--format` and `--out`."""
    function = click.option("--out", required=True, type=PATH, help="The folder to write into.")(function)
    told = f"Parted by commas: {', '.join(FORMATS)}."
    return click.option("--format", "formats", required=True, callback=_formats, help=told)(function)


@click.command("export")
@speaks
@on_file
@formatted
def export(speech: Speech, file: Access, formats: tuple[str, ...], out: Path) -> None:
    """Write data and forms for other tools into a folder."""
    with file.reading() as inspection:
        _write(speech, inspection.programme, formats, out)


@click.command("export")
@click.argument("programme", metavar="PATH_OR_ID")
@click.option("--edition", help="Another edition than the default one.")
@speaks
@formatted
def export_programme(
    speech: Speech, programme: str, edition: str | None, formats: tuple[str, ...], out: Path
) -> None:
    """Write a programme's forms for other tools, with no inspection: a file, or an id from the shelf."""
    _write(speech, _named(programme, edition), formats, out)


def _named(programme: str, edition: str | None) -> Programme:
    """The programme with this id, else that in the file of this name."""
    on_shelf = any(shelved.id == programme for shelved in library.programmes())
    path = Path(programme)
    if not on_shelf and (path.suffix == ".toml" or path.is_file()):
        return loader.load_file(path, edition)
    return library.load(programme, edition)


def _write(speech: Speech, programme: Programme, formats: tuple[str, ...], out: Path) -> None:
    from fieldwork.exports import xlsform  # slow to import: xlsxwriter

    writers = {"xlsform": xlsform.write_all}
    files = [path for name in formats for path in writers[name](programme, out)]
    speech.result({"files": [str(path) for path in files]}, *(str(path) for path in files))
