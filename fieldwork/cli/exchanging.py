"""Commands about packages: sending, receiving, and what was exchanged."""

from functools import partial
from typing import Any

import click

from fieldwork.cli.files import Access, on_file
from fieldwork.cli.places import bar
from fieldwork.cli.speech import Speech, speaks, table
from fieldwork.exchange import queries
from fieldwork.exchange.dispatch import joined, send_to
from fieldwork.exchange.outbox import Posted, post
from fieldwork.exchange.parcels import Destination
from fieldwork.exchange.places.address import Address, parse
from fieldwork.exchange.places.chosen import chosen
from fieldwork.exchange.send import Sent
from fieldwork.exchange.send import send as send_out
from fieldwork.exchange.shapes import Kind
from fieldwork.inspection import queries as known
from fieldwork.inspection.file import Inspection
from fieldwork.wording import count, listed

#: What a package for one person may be called.
KINDS = ("assignment", "update", "hand-over")


@click.command()
@speaks
@on_file
@click.option("--to", metavar="PLACE", help="A folder, or the address of a place (default: the one chosen).")
@click.option("--cases", "refs", multiple=True, metavar="CASE", help="Only these cases (may be repeated).")
@click.option(
    "--for", "people", multiple=True, metavar="PERSON", help="For whom, from a lead; `all`: everybody."
)
@click.option("--kind", type=click.Choice(KINDS), help="What to call a package for a person.")
@click.option("--again", is_flag=True, help="Also what was sent and has not been acknowledged.")
def send(
    speech: Speech,
    file: Access,
    to: str | None,
    refs: tuple[str, ...],
    people: tuple[str, ...],
    kind: Kind | None,
    again: bool,
) -> None:
    """Seal what has not been sent yet into a package, and take it to its place."""
    wanted = [ref.strip() for text in refs for ref in text.split(",") if ref.strip()]
    if people and wanted:
        raise click.UsageError("With --for, a person gets all of their cases; leave --cases out.")
    with file.writing() as (inspection, author), bar(speech, "Sending") as progress:
        place = place_of(inspection, to, "option '--to'")
        posted: list[tuple[str, Posted]] = []
        for name, person in _addressed(inspection, people):
            if person:
                seal = partial(_sealed_to, inspection, author, person, kind, again)
            else:
                seal = partial(send_out, inspection, author, only_cases=wanted, again=again)
            posted.append((name, post(inspection, author, place, seal=seal, progress=progress)))
    documents = [{**sent_document(p.sent), "place": place.text, "waiting": p.waiting} for _, p in posted]
    if people:
        rows = [(name, said_of(p)) for name, p in posted]
        named = [{"for": name, **said} for (name, _), said in zip(posted, documents, strict=True)]
        speech.result({"sent": named}, table(("For", "What"), rows))
    else:
        speech.result(documents[0], said_of(posted[0][1]))
    for _, one in posted:
        reported(speech, one)


def _addressed(inspection: Inspection, people: tuple[str, ...]) -> list[tuple[str, str]]:
    """Names and ids of those that packages are for; without any, the lead ("")."""
    if people == ("all",):
        return [(p.name, p.id) for p in joined(inspection)]
    found = [known.person(inspection, person) for person in people]
    return [(p.name, p.id) for p in found] or [("", "")]


def _sealed_to(
    inspection: Inspection, author: str, person: str, kind: Kind | None, again: bool, place: Destination
) -> Sent:
    return send_to(inspection, author, place, person, kind=kind, again=again)


def sent_document(sent: Sent) -> dict[str, Any]:
    """A package that went out, as commands tell of it."""
    return {
        "package": str(sent.package) if sent.package else None,
        "changes": sent.changes,
        "cases": sent.cases,
        "recipients": list(sent.recipients),
        "sha256": sent.sha256,
        "concerns": list(sent.concerns),
    }


def said_of(posted: Posted) -> str:
    """What became of a sending, in a sentence."""
    sent = posted.sent
    if sent.package is None:
        return "Everything has been sent already."
    what = f"{count(sent.changes, 'change')} of {count(sent.cases, 'case')}"
    waits = " It waits in the outbox." if posted.waiting else ""
    return f"Sealed {what} into {sent.package.name}.{waits}"


def reported(speech: Speech, posted: Posted) -> None:
    """Says what should be acted on: open concerns, and a place that is away."""
    if posted.sent.concerns:
        about = open_about(posted.sent.concerns)
        speech.remark(f"{about} Tell the lead at once; do not wait for the package to arrive.")
    if posted.fault is not None:
        speech.explain(posted.fault)


def place_of(inspection: Inspection, typed: str | None, missing: str) -> Address:
    """The place that a command names, else the one chosen; wrong usage where there is neither."""
    found = parse(typed) if typed else chosen(inspection)
    if found is None:
        raise click.UsageError(f"Missing {missing}: no place has been chosen for this inspection.")
    return found


def open_about(concerns: tuple[str, ...]) -> str:
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
