"""Commands about packages: sending, receiving, and what was exchanged."""

from pathlib import Path
from typing import Any

import click

from fieldwork.cli.files import PATH, Access, on_file
from fieldwork.cli.speech import Speech, speaks, table
from fieldwork.exchange import queries
from fieldwork.exchange.receive import Received, receive_all
from fieldwork.exchange.send import send as send_out
from fieldwork.wording import count, listed


@click.command()
@speaks
@on_file
@click.option("--to", "place", required=True, type=PATH, help="The folder to put the package into.")
@click.option("--cases", "refs", multiple=True, metavar="CASE", help="Only these cases (may be repeated).")
def send(speech: Speech, file: Access, place: Path, refs: tuple[str, ...]) -> None:
    """Seal what has not been sent yet into a package."""
    wanted = [ref.strip() for text in refs for ref in text.split(",") if ref.strip()]
    with file.writing() as (inspection, author):
        sent = send_out(inspection, author, place, only_cases=wanted)
    document = {
        "package": str(sent.package) if sent.package else None,
        "changes": sent.changes,
        "cases": sent.cases,
        "recipients": list(sent.recipients),
        "sha256": sent.sha256,
        "concerns": list(sent.concerns),
    }
    if sent.concerns:
        speech.remark(f"{_open(sent.concerns)} Tell the lead at once; do not wait for the package to arrive.")
    if sent.package is None:
        speech.result(document, "Everything has been sent already.")
    else:
        what = f"{count(sent.changes, 'change')} of {count(sent.cases, 'case')}"
        speech.result(document, f"Sealed {what} into {sent.package.name}.")


@click.command()
@speaks
@on_file
@click.argument("paths", nargs=-1, required=True, type=PATH, metavar="PACKAGE...")
@click.option("--receipts", type=PATH, help="Where to put receipts (default: beside each package).")
def receive(speech: Speech, file: Access, paths: tuple[Path, ...], receipts: Path | None) -> None:
    """Open, verify and merge packages: all of those named, or none."""
    with file.writing() as (inspection, author):
        found = receive_all(inspection, author, paths, receipts)
    for got in found:
        if got.first and got.kind != "receipt":
            words = f"first package from this laptop; its key reads {got.fingerprint}."
            speech.remark(f"{got.package.name}: {words}")
        if got.concerns:
            about = listed(list(got.concerns))
            speech.remark(f"{got.package.name}: this package holds an open concern about {about}.")
        if got.receipt is None and got.due:
            speech.remark(f"{got.package.name}: taken in, but its receipt could not be written.")
    rows = [(got.package.name, got.kind, got.sender, got.new_changes, got.conflicts) for got in found]
    heads = ("Package", "Kind", "From", "New changes", "Conflicts")
    speech.result([_line(got) for got in found], table(heads, rows))


def _line(got: Received) -> dict[str, Any]:
    return {
        "package": str(got.package),
        "kind": got.kind,
        "from": got.sender,
        "changes": got.changes,
        "new_changes": got.new_changes,
        "conflicts": got.conflicts,
        "receipt": str(got.receipt) if got.receipt else None,
        "fingerprint": got.fingerprint,
        "first": got.first,
        "concerns": list(got.concerns),
    }


def _open(concerns: tuple[str, ...]) -> str:
    """`A concern is open about E255766.`"""
    return f"A concern is open about {listed(list(concerns))}."


@click.command()
@speaks
@on_file
def packages(speech: Speech, file: Access) -> None:
    """List what was sent and received, and what has been acknowledged."""
    with file.reading() as inspection:
        found = queries.packages(inspection)
    document = [
        {
            "package": p.name,
            "direction": p.direction,
            "kind": p.kind,
            "at": p.at,
            "changes": p.changes,
            "cases": p.cases,
            "new_changes": p.new_changes,
            "acknowledged": p.acknowledged,
        }
        for p in found
    ]
    rows = [(p.direction, p.kind, p.name, p.changes, "yes" if p.acknowledged else "") for p in found]
    speech.result(document, table(("", "Kind", "Package", "Changes", "Arrived"), rows))
