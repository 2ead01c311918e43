"""Commands about packages: sending, receiving, and what was exchanged."""

import sys
from pathlib import Path
from typing import Any

import click

from fieldwork.cli.files import PATH, Access, on_file
from fieldwork.cli.speech import Speech, speaks, table
from fieldwork.errors import FieldworkError
from fieldwork.exchange import queries
from fieldwork.exchange.receive import Received
from fieldwork.exchange.receive import receive as take_in
from fieldwork.exchange.send import send as send_out


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
    }
    if sent.package is None:
        speech.result(document, "Everything has been sent already.")
    else:
        words = f"Sealed {sent.changes} changes of {sent.cases} cases into {sent.package.name}."
        speech.result(document, words)


@click.command()
@speaks
@on_file
@click.argument("paths", nargs=-1, required=True, type=PATH, metavar="PACKAGE...")
@click.option("--receipts", type=PATH, help="Where to put receipts (default: beside each package).")
def receive(speech: Speech, file: Access, paths: tuple[Path, ...], receipts: Path | None) -> None:
    """Open, verify and merge packages; each whole or not at all."""
    found: list[dict[str, Any]] = []
    refused = False
    with file.writing() as (inspection, author):
        for path in paths:
            try:
                got = take_in(inspection, author, path, receipts)
            except FieldworkError as error:
                refused = True
                speech.remark(f"{path.name}: {error} {error.advice}")
                found.append({"package": str(path), "error": str(error), "advice": error.advice})
                continue
            found.append(_line(got))
            if got.first:
                speech.remark(
                    f"{path.name}: first package from this laptop; its key reads {got.fingerprint}."
                )
    rows = [
        (Path(r["package"]).name, r.get("from", "refused"), r.get("new_changes", ""), r.get("conflicts", ""))
        for r in found
    ]
    speech.result(found, table(("Package", "From", "New changes", "Conflicts"), rows))
    if refused:
        sys.exit(1)


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
    }


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
