"""Commands about places: naming one, what waits for it, and whether it is there."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from fieldwork.cli.files import PATH, Access, on_file
from fieldwork.cli.speech import Speech, passphrase, speaks, table
from fieldwork.errors import FieldworkError
from fieldwork.exchange import outbox as box
from fieldwork.exchange.places import chosen
from fieldwork.exchange.places.address import Address, parse
from fieldwork.exchange.places.credentials import Credentials
from fieldwork.exchange.places.faults import HostUnknown
from fieldwork.exchange.places.place import Progress, unwatched
from fieldwork.inspection.file import Inspection
from fieldwork.wording import count


@click.command()
@speaks
@on_file
@click.argument("address", required=False)
@click.option("--team", is_flag=True, help="Name it for everybody, not for this laptop alone.")
@click.option("--user", help="Who we are there; for S3 the id of an access key.")
@click.option("--secret-file", type=PATH, help="A file whose first line is the password or secret.")
@click.option("--key-file", type=PATH, help="The file of a private SSH key.")
@click.option("--trust", default="", metavar="KEY", help="The server's key, once somebody has compared it.")
@click.option("--clear", is_flag=True, help="Go back to the team's place; with --team to none.")
def place(
    speech: Speech, file: Access, address: str | None, team: bool, clear: bool, trust: str, **who: Any
) -> None:
    """Name the place that packages go to and come from, once it has been tried; or say which it is."""
    if address is None and not clear:
        with file.reading() as inspection:
            _tell(speech, inspection)
        return
    wanted = None if clear or address is None else parse(address)
    with file.writing() as (inspection, author):
        if wanted is not None:
            _introduce(inspection, wanted, _credentials(wanted, **who), trust)
        if team:
            chosen.choose_for_team(inspection, author, wanted)
        else:
            chosen.choose_for_laptop(inspection, wanted)
        _tell(speech, inspection)


def _credentials(
    address: Address, user: str | None, secret_file: Path | None, key_file: Path | None
) -> Credentials | None:
    """Who we are at a place, where anything was said about it. A secret is never an argument."""
    name = user or address.user
    if not name and key_file is None:
        return None
    secret = os.environ.get("FIELDWORK_PLACE_SECRET", "")
    if secret_file is not None:
        secret = passphrase(secret_file)
    elif not secret and key_file is None and sys.stdin.isatty():
        secret = click.prompt(f"Password of {name}", hide_input=True, err=True)
    return Credentials(name, secret, str(key_file.absolute()) if key_file else "")


def _introduce(inspection: Inspection, address: Address, who: Credentials | None, trust: str) -> None:
    """Tries the place; on a terminal the key of a new server may be confirmed at once."""
    try:
        chosen.introduce(inspection, address, who, trust)
    except HostUnknown as unknown:
        if not sys.stdin.isatty():
            raise
        click.echo(str(unknown), err=True)
        if not click.confirm("Is this the key that the people who run the server told you?", err=True):
            raise
        chosen.introduce(inspection, address, who, unknown.fingerprint)


def _tell(speech: Speech, inspection: Inspection) -> None:
    ours, teams = chosen.of_laptop(inspection), chosen.of_team(inspection)
    used = ours or teams
    document = {
        "place": used.text if used else None,
        "team": teams.text if teams else None,
        "laptop": ours.text if ours else None,
    }
    whose = "this laptop's" if ours else "the team's"
    speech.result(document, f"{used.text} ({whose} place)" if used else "No place has been chosen.")


@click.command()
@speaks
@on_file
@click.option("--go", is_flag=True, help="Take what waits to its place now.")
@click.option("--to", "to", metavar="PLACE", help="Have all that waits go to another place.")
def outbox(speech: Speech, file: Access, go: bool, to: str | None) -> None:
    """Say which sealed packages wait for their place, or take them there."""
    if not go and not to:
        with file.reading() as inspection:
            _list(speech, box.waiting(inspection), (), ())
        return
    with file.writing() as (inspection, _), bar(speech, "Sending") as progress:
        if to:
            for old in {row.place for row in box.waiting(inspection)}:
                box.readdress(inspection, parse(old), parse(to))
        went = box.go(inspection, progress) if go else None
        left = box.waiting(inspection)
    _list(speech, left, went.gone if went else (), went.faults if went else ())


def _list(
    speech: Speech, left: list[box.Outgoing], gone: tuple[str, ...], faults: tuple[FieldworkError, ...]
) -> None:
    document = {
        "waiting": [
            {
                "package": r.name,
                "place": r.place,
                "size": r.size,
                "at": r.at,
                "tries": r.tries,
                "why": r.fault,
            }
            for r in left
        ],
        "gone": list(gone),
    }
    lines = [f"{count(len(gone), 'package')} sent."] if gone else []
    if left:
        lines.append(
            table(("Waiting", "For", "Bytes", "Tries"), [(r.name, r.place, r.size, r.tries) for r in left])
        )
    elif not gone:
        lines.append("Nothing waits.")
    speech.result(document, *lines)
    for fault in faults:
        speech.explain(fault)


@contextmanager
def bar(speech: Speech, label: str) -> Iterator[Progress]:
    """Shows how far something is, on a terminal; elsewhere nothing."""
    if speech.as_json or not sys.stderr.isatty():
        yield unwatched
        return
    with click.progressbar(length=1, label=label, file=sys.stderr) as shown:

        def told(done: int, of: int) -> None:
            shown.length = of
            shown.update(done - shown.pos)

        yield told
