"""Commands about packages: sending, receiving, and what was exchanged."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from fieldwork.cli.files import PATH, Access, on_file
from fieldwork.cli.places import bar
from fieldwork.cli.speech import Speech, speaks, table
from fieldwork.exchange import queries
from fieldwork.exchange.outbox import post
from fieldwork.exchange.places.address import Address, parse
from fieldwork.exchange.places.chosen import chosen
from fieldwork.exchange.receive import Received, receive_all
from fieldwork.exchange.watch import NotTaken, receive_from
from fieldwork.inspection.file import Inspection
from fieldwork.wording import count, listed


@click.command()
@speaks
@on_file
@click.option("--to", metavar="PLACE", help="A folder, or the address of a place (default: the one chosen).")
@click.option("--cases", "refs", multiple=True, metavar="CASE", help="Only these cases (may be repeated).")
def send(speech: Speech, file: Access, to: str | None, refs: tuple[str, ...]) -> None:
    """Seal what has not been sent yet into a package, and take it to its place."""
    wanted = [ref.strip() for text in refs for ref in text.split(",") if ref.strip()]
    with file.writing() as (inspection, author), bar(speech, "Sending") as progress:
        place = _place(inspection, to, "option '--to'")
        posted = post(inspection, author, place, only_cases=wanted, progress=progress)
    sent = posted.sent
    document = {
        "package": str(sent.package) if sent.package else None,
        "changes": sent.changes,
        "cases": sent.cases,
        "recipients": list(sent.recipients),
        "sha256": sent.sha256,
        "concerns": list(sent.concerns),
        "place": place.text,
        "waiting": posted.waiting,
    }
    if sent.concerns:
        speech.remark(f"{_open(sent.concerns)} Tell the lead at once; do not wait for the package to arrive.")
    if sent.package is None:
        speech.result(document, "Everything has been sent already.")
    else:
        what = f"{count(sent.changes, 'change')} of {count(sent.cases, 'case')}"
        waits = " It waits in the outbox." if posted.waiting else ""
        speech.result(document, f"Sealed {what} into {sent.package.name}.{waits}")
    if posted.fault is not None:
        speech.explain(posted.fault)


def _place(inspection: Inspection, typed: str | None, missing: str) -> Address:
    """The place that a command names, else the one chosen; wrong usage where there is neither."""
    found = parse(typed) if typed else chosen(inspection)
    if found is None:
        raise click.UsageError(f"Missing {missing}: no place has been chosen for this inspection.")
    return found


@click.command()
@speaks
@on_file
@click.argument("paths", nargs=-1, type=PATH, metavar="[PACKAGE]...")
@click.option("--receipts", type=PATH, help="Where to put receipts (default: beside each package).")
@click.option("--from", "place", metavar="PLACE", help="Take in everything new in a folder or place.")
def receive(
    speech: Speech, file: Access, paths: tuple[Path, ...], receipts: Path | None, place: str | None
) -> None:
    """Open, verify and merge packages: all of those named, or none; or what is new in a place."""
    if paths and place:
        raise click.UsageError("Name packages, or a place with --from; not both.")
    if paths:
        with file.writing() as (inspection, author):
            found = receive_all(inspection, author, paths, receipts)
        _report(speech, found, ())
        return
    with file.writing() as (inspection, author), bar(speech, "Receiving") as progress:
        at = _place(inspection, place, "argument 'PACKAGE', or option '--from'")
        got = receive_from(inspection, author, at, progress=progress)
    _report(speech, got.received, got.refused)
    if got.others:
        speech.remark(f"{count(got.others, 'package')} there belong to others.")
    for fault in got.went.faults:
        speech.explain(fault)


def _report(speech: Speech, found: Sequence[Received], refused: Sequence[NotTaken]) -> None:
    for got in found:
        if got.first and got.kind != "receipt":
            words = f"first package from this laptop; its key reads {got.fingerprint}."
            speech.remark(f"{got.package.name}: {words}")
        if got.concerns:
            about = listed(list(got.concerns))
            speech.remark(f"{got.package.name}: this package holds an open concern about {about}.")
        if got.receipt is None and got.due:
            speech.remark(f"{got.package.name}: taken in, but its receipt could not be written.")
    for one in refused:
        speech.remark(f"{one.name}: {one.error} {one.error.advice}")
    rows = [(got.package.name, got.kind, got.sender, got.new_changes, got.conflicts) for got in found]
    heads = ("Package", "Kind", "From", "New changes", "Conflicts")
    left_out = [{"package": one.name, "refused": str(one.error)} for one in refused]
    speech.result(
        [*map(_line, found), *left_out], table(heads, rows) if rows else "Nothing new was taken in."
    )


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
