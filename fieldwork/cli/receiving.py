"""Commands about what comes in: taking packages in, and what of them is kept aside."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from fieldwork.cli.exchanging import place_of
from fieldwork.cli.files import PATH, Access, names, on_file
from fieldwork.cli.places import bar
from fieldwork.cli.speech import Speech, plain, speaks, table
from fieldwork.exchange.receive import Received, receive_all
from fieldwork.exchange.senders import Rules
from fieldwork.exchange.team import deciding
from fieldwork.exchange.watch import NotTaken, receive_from
from fieldwork.inspection import aside as kept_aside
from fieldwork.inspection.aside import Kept
from fieldwork.inspection.projection import case_of
from fieldwork.wording import count, listed


@click.command()
@speaks
@on_file
@click.argument("paths", nargs=-1, type=PATH, metavar="[PACKAGE]...")
@click.option("--receipts", type=PATH, help="Where to put receipts (default: beside each package).")
@click.option("--from", "place", metavar="PLACE", help="Take in everything new in a folder or place.")
@click.option(
    "--retired-too", is_flag=True, help="Open packages of retired keys; their changes are kept aside."
)
@click.option("--founder", default="", metavar="WORDS", help="Go by the lead whose key reads these words.")
def receive(
    speech: Speech,
    file: Access,
    paths: tuple[Path, ...],
    receipts: Path | None,
    place: str | None,
    retired_too: bool,
    founder: str,
) -> None:
    """Open, verify and merge packages: all of those named, or none; or what is new in a place."""
    if paths and place:
        raise click.UsageError("Name packages, or a place with --from; not both.")
    if not paths and (retired_too or founder):
        raise click.UsageError("With --retired-too or --founder, name the packages.")
    if paths:
        with file.writing() as (inspection, author):
            rules = Rules(retired_too, founder)
            found = receive_all(inspection, author, paths, receipts, rules)
            team = names(inspection)
        _report(speech, found, (), team)
        return
    with file.writing() as (inspection, author), bar(speech, "Receiving") as progress:
        at = place_of(inspection, place, "argument 'PACKAGE', or option '--from'")
        got = receive_from(inspection, author, at, progress=progress)
        team = names(inspection)
    _report(speech, got.received, got.refused, team)
    if got.others:
        speech.remark(f"{count(got.others, 'package')} there belong to others.")
    for fault in got.went.faults:
        speech.explain(fault)


def _report(
    speech: Speech, found: Sequence[Received], refused: Sequence[NotTaken], team: dict[str, str]
) -> None:
    for got in found:
        for words in _remarks(got):
            speech.remark(f"{got.package.name}: {words}")
    for one in refused:
        speech.remark(f"{one.name}: {one.error} {one.error.advice}")
    rows = [(g.package.name, g.kind, g.sender, g.new_changes, g.conflicts, len(g.aside) or "") for g in found]
    heads = ("Package", "Kind", "From", "New changes", "Conflicts", "Kept aside")
    left_out = [{"package": one.name, "refused": str(one.error)} for one in refused]
    lines = [_line(got, team) for got in found]
    speech.result([*lines, *left_out], table(heads, rows) if rows else "Nothing new was taken in.")


def _remarks(got: Received) -> Iterator[str]:
    """What somebody should hear about a package that was taken in."""
    if got.again and got.kind != "receipt":
        yield "this package has been received before; nothing has changed."
    if got.first and got.kind != "receipt":
        yield f"first package from this laptop; its key reads {got.fingerprint}."
    if got.founded:
        yield (
            "from now on only laptops that the lead has accepted by card count. Compare the words of the "
            f"lead's key by voice: {got.fingerprint}"
        )
    if got.aside:
        yield f"{count(len(got.aside), 'change')} kept aside, because {listed(_reasons(got.aside))}."
    if got.concerns:
        yield f"this package holds an open concern about {listed(list(got.concerns))}."
    if got.receipt is None and got.due:
        yield "taken in, but its receipt could not be written."


def _reasons(kept: Sequence[Kept]) -> list[str]:
    return sorted({one.why.words for one in kept})


def _line(got: Received, team: dict[str, str]) -> dict[str, Any]:
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
        "aside": [aside_line(team, one) for one in got.aside],
        "again": got.again,
        "founded": got.founded,
    }


def aside_line(team: dict[str, str], one: Kept) -> dict[str, Any]:
    """A change kept aside, as commands tell of it."""
    change = one.change
    return {
        "change": change.id,
        "author": team.get(change.author, change.author),
        "at": change.at,
        "case": case_of(change.register),
        "entity": change.entity,
        "entity_id": change.entity_id,
        "field": change.field,
        "value": plain(change.value),
        "reason": one.why.value,
        "why": one.why.words,
        "package": one.package or None,
    }


@click.command()
@speaks
@on_file
def aside(speech: Speech, file: Access) -> None:
    """List the changes that came and do not count, with why."""
    with file.reading() as inspection:
        team = names(inspection)
        found = [aside_line(team, one) for one in kept_aside.kept(inspection)]
    rows = [(r["change"][:12], r["author"], r["entity_id"], r["field"], r["value"], r["why"]) for r in found]
    speech.result(found, table(("Change", "Who", "What", "Field", "Value", "Why"), rows))


@click.command()
@speaks
@on_file
@click.argument("changes", nargs=-1, required=True, metavar="CHANGE...")
def admit(speech: Speech, file: Access, changes: tuple[str, ...]) -> None:
    """Let changes that are kept aside count after all; a lead's decision."""
    with file.writing() as (inspection, author):
        moved = deciding.admit(inspection, author, changes)
    speech.result({"admitted": moved.back}, f"Admitted {count(moved.back, 'change')}.")
