"""Opening the file that a command names, and who acts on it."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from fieldwork.cli.speech import Speech, passphrase
from fieldwork.errors import FieldworkError
from fieldwork.inspection import backups, queries
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.setting_up import NOBODY
from fieldwork.programme.model import Programme, Value


class _NamedPath(click.Path):
    """A path whose last part is a name, so that messages about `.` can say which folder is meant."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        path = Path(os.fsdecode(super().convert(value, param, ctx)))
        return path if path.name and path.name != ".." else path.resolve()


#: A path argument or option.
PATH = _NamedPath(path_type=Path)


@dataclass(frozen=True, slots=True)
class Access:
    """How to open the file: where, with what passphrase, and on whose behalf."""

    path: Path
    passphrase_file: Path | None
    person: str | None

    @contextmanager
    def reading(self) -> Iterator[Inspection]:
        """The file to look at; someone else may have it open."""
        with Inspection.open(self.path, passphrase(self.passphrase_file), writing=False) as inspection:
            author(inspection, self.person)  # a name that nobody bears is refused here too
            yield inspection

    @contextmanager
    def writing(self) -> Iterator[tuple[Inspection, str]]:
        """The file to change, and the id of who acts; keeps a rolling backup where one is due."""
        with Inspection.open(self.path, passphrase(self.passphrase_file)) as inspection:
            yield inspection, author(inspection, self.person)
            try:
                backups.rolling(inspection, datetime.now())
            except FieldworkError as error:  # what the command did is saved all the same
                click.echo(f"The backup beside the file could not be made: {error} {error.advice}", err=True)


def author(inspection: Inspection, person: str | None) -> str:
    """The id of `--as PERSON`, else of the file's own user."""
    if person:
        return queries.person(inspection, person).id
    user = queries.user(inspection)
    return user.id if user else NOBODY


def on_file(function: Callable[..., Any]) -> Any:
    """Gives a command its FILE, `--passphrase-file` and `--as`, handed over as `file: Access`."""

    @click.argument("file", type=PATH)
    @click.option("--passphrase-file", type=PATH, help="A file whose first line is the passphrase.")
    @click.option("--as", "person", metavar="PERSON", help="Who acts (default: the file's own user).")
    def command(
        speech: Speech, file: Path, passphrase_file: Path | None, person: str | None, **arguments: Any
    ) -> Any:
        return function(speech, file=Access(file, passphrase_file, person), **arguments)

    # Click reads parameters from the last to the first, so those of the function come after FILE.
    own: list[click.Parameter] = command.__click_params__  # type: ignore[attr-defined]
    own[:0] = getattr(function, "__click_params__", [])
    command.__doc__ = function.__doc__
    command.__name__ = function.__name__
    return command


def names(inspection: Inspection) -> dict[str, str]:
    """The names of the team by id."""
    return {p.id: p.name for p in queries.team(inspection)}


def shown_facts(programme: Programme, facts: dict[str, Value] | Any) -> dict[str, Any]:
    """A case's facts without those that name or point to a person."""
    hidden = {f.id for f in programme.facts.values() if f.personal}
    return {k: list(v) if isinstance(v, tuple) else v for k, v in facts.items() if k not in hidden}
