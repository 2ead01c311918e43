"""The export commands: an inspection's forms, or a programme's, for other tools."""

import sys
from pathlib import Path
from typing import Any

import click

from fieldwork.cli.files import PATH, Access, on_file
from fieldwork.cli.speech import Speech, passphrase, speaks
from fieldwork.errors import Refused
from fieldwork.programme import library, loader
from fieldwork.programme.model import Programme

#: What can be written, by the names for `--format`.
FORMATS = ("xlsform",)


def _formats(_context: click.Context, _option: click.Parameter, value: str | None) -> tuple[str, ...]:
    """The formats in the order given, each once."""
    if not value:
        return ()
    found = tuple(dict.fromkeys(part.strip().lower() for part in value.split(",")))
    for name in found:
        if name not in FORMATS:
            raise click.BadParameter(f"{name!r} is not a format; there is: {', '.join(FORMATS)}.")
    return found


def formatted(*, required: bool) -> Any:
    """Gives a command its `--format`, needed or not, and `--out`."""

    def given(function: Any) -> Any:
        function = click.option("--out", required=True, type=PATH, help="The folder to write into.")(function)
        told = f"Parted by commas: {', '.join(FORMATS)}."
        option = click.option("--format", "formats", required=required, callback=_formats, help=told)
        return option(function)

    return given


@click.command("export")
@speaks
@on_file
@click.option("--plain", is_flag=True, help="In an emergency: all readings as pages and tables, unencrypted.")
@click.option("--yes", is_flag=True, help="Do not ask whether that is meant.")
@formatted(required=False)
def export(speech: Speech, file: Access, formats: tuple[str, ...], out: Path, plain: bool, yes: bool) -> None:
    """Write data and forms for other tools into a folder; or everything in plain words."""
    if plain == bool(formats):
        raise click.UsageError("Say either what to write with --format, or --plain.")
    if plain:
        _write_plain(speech, file, out, yes)
        return
    with file.reading() as inspection:
        _write(speech, inspection.programme, formats, out)


def _write_plain(speech: Speech, file: Access, out: Path, yes: bool) -> None:
    """Everything in the file, readable by anybody, so only after a warning."""
    from fieldwork.exports import plain  # wanted rarely

    warning = "These files will not be encrypted, and they name people. Whoever has them can read everything."
    speech.remark(warning)
    if not yes:
        if not sys.stdin.isatty():
            raise Refused("Nothing was written.", advice="Say --yes to write unencrypted files all the same.")
        click.confirm("Write them?", abort=True, err=True)
    files = plain.export(file.path, passphrase(file.passphrase_file), out)
    speech.result({"files": [str(path) for path in files]}, *(str(path) for path in files))


@click.command("export")
@click.argument("programme", metavar="PATH_OR_ID")
@click.option("--edition", help="Another edition than the default one.")
@speaks
@formatted(required=True)
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
