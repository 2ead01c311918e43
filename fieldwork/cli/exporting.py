"""The export commands: an inspection's data and forms, or a programme's forms, for other tools."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from fieldwork.cli.files import PATH, Access, author, on_file
from fieldwork.cli.speech import Speech, passphrase, speaks
from fieldwork.errors import Refused
from fieldwork.programme import library, loader
from fieldwork.programme.model import Programme
from fieldwork.reading.blind import blind_refs, refuse_blind

Command = TypeVar("Command", bound=Callable[..., Any])
#: What can be written of an inspection's data (the formats of `exports.data`), and of a programme's forms.
DATA, FORMS = ("csv", "xlsx", "sav", "json"), ("xlsform",)


def formatted(known: Sequence[str], *, required: bool) -> Callable[[Command], Command]:
    """Gives a command its `--format`, some of those that are known, needed or not, and its `--out`."""

    def chosen(_context: click.Context, _option: click.Parameter, value: str | None) -> tuple[str, ...]:
        """The formats in the order given, each once."""
        found = (
            tuple(dict.fromkeys(part.strip().lower() for part in value.split(",")))
            if value is not None
            else ()
        )
        for name in found:
            if name not in known:
                raise click.BadParameter(f"{name!r} is not a format; there is: {', '.join(known)}.")
        return found

    def given(function: Command) -> Command:
        function = click.option("--out", required=True, type=PATH, help="The folder to write into.")(function)
        told = f"Parted by commas: {', '.join(known)}."
        option = click.option("--format", "formats", required=required, callback=chosen, help=told)
        return option(function)

    return given


@click.command("export")
@speaks
@on_file
@click.option("--plain", is_flag=True, help="In an emergency: all readings as pages and tables, unencrypted.")
@click.option("--unfinished", is_flag=True, help="Readings that are not complete too.")
@click.option("--pseudonyms", is_flag=True, help="A word in the place of each case's reference.")
@click.option("--with-personal", is_flag=True, help="Names, personal facts, notes and free text as well.")
@click.option("--yes", is_flag=True, help="Do not ask whether that is meant.")
@formatted((*DATA, *FORMS), required=False)
def export(
    speech: Speech,
    file: Access,
    formats: tuple[str, ...],
    out: Path,
    plain: bool,
    unfinished: bool,
    pseudonyms: bool,
    with_personal: bool,
    yes: bool,
) -> None:
    """Write data and forms for other tools into a folder; or everything in plain words."""
    if plain == bool(formats):
        raise click.UsageError("Say either what to write with --format, or --plain.")
    if plain:
        _write_plain(speech, file, out, yes)
        return
    if with_personal:
        _confirm(speech, "These files will not be encrypted, and they will name people.", yes)
    with file.reading() as inspection:
        acts = author(inspection, file.person)
        refuse_blind(inspection, acts, blind_refs(inspection, acts))
        files = _forms(inspection.programme, formats, out)
        if data := [name for name in formats if name in DATA]:
            from fieldwork.exports.data import write  # slow to import: xlsxwriter
            from fieldwork.exports.readings import Wanted

            files += write(inspection, data, out, Wanted(with_personal, pseudonyms, unfinished))
    speech.result({"files": [str(path) for path in files]}, *map(str, files))


def _write_plain(speech: Speech, file: Access, out: Path, yes: bool) -> None:
    """Everything in the file, readable by anybody, so only after a warning."""
    from fieldwork.exports import plain  # wanted rarely

    warning = "These files will not be encrypted, and they name people. Whoever has them can read everything."
    _confirm(speech, warning, yes)
    files = plain.export(file.path, passphrase(file.passphrase_file), out)
    speech.result({"files": [str(path) for path in files]}, *(str(path) for path in files))


def _confirm(speech: Speech, warning: str, yes: bool) -> None:
    """Warns of unencrypted files, and asks whether they are meant; nobody there to ask is a no."""
    speech.remark(warning)
    if not yes:
        if not sys.stdin.isatty():
            raise Refused("Nothing was written.", advice="Say --yes to write unencrypted files all the same.")
        click.confirm("Write them?", abort=True, err=True)


@click.command("export")
@click.argument("programme", metavar="PATH_OR_ID")
@click.option("--edition", help="Another edition than the default one.")
@speaks
@formatted(FORMS, required=True)
def export_programme(
    speech: Speech, programme: str, edition: str | None, formats: tuple[str, ...], out: Path
) -> None:
    """Write a programme's forms for other tools, with no inspection: a file, or an id from the shelf."""
    files = _forms(_named(programme, edition), formats, out)
    speech.result({"files": [str(path) for path in files]}, *map(str, files))


def _named(programme: str, edition: str | None) -> Programme:
    """The programme with this id, else that in the file of this name."""
    on_shelf = any(shelved.id == programme for shelved in library.programmes())
    path = Path(programme)
    if not on_shelf and (path.suffix == ".toml" or path.is_file()):
        return loader.load_file(path, edition)
    return library.load(programme, edition)


def _forms(programme: Programme, formats: Sequence[str], out: Path) -> list[Path]:
    """The programme's forms, where they are among what to write."""
    if "xlsform" not in formats:
        return []
    from fieldwork.exports import xlsform  # slow to import: xlsxwriter

    return list(xlsform.write_all(programme, out))
