"""Commands about what stands beside a case: immediate concerns and practice examples."""

import sys
from dataclasses import replace
from typing import Any

import click

from fieldwork.cli.files import Access, names, on_file
from fieldwork.cli.speech import Speech, speaks, table
from fieldwork.errors import Problem
from fieldwork.inspection import queries
from fieldwork.inspection.clock import moment
from fieldwork.inspection.file import Inspection
from fieldwork.reading import concerns as following
from fieldwork.reading import examples as practice
from fieldwork.reading.concerns import Concern
from fieldwork.reading.examples import Example
from fieldwork.reading.names import changed
from fieldwork.wording import count

_KIND = click.Choice(("good", "poor"))


@click.command("list")
@speaks
@on_file
@click.argument("ref", required=False, metavar="[CASE]")
@click.option("--open", "only_open", is_flag=True, help="Only those that are not closed.")
def list_concerns(speech: Speech, file: Access, ref: str | None, only_open: bool) -> None:
    """List immediate concerns, the oldest first."""
    with file.reading() as inspection:
        held = following.concerns(inspection, ref=ref or "", only_open=only_open)
        found = [_concern(inspection, one) for one in held]
    rows = [(c["id"], c["ref"], "open" if c["open"] else "closed", c["seen"], c["told"]) for c in found]
    speech.result(found, table(("Concern", "Case", "", "What was seen", "Who was told"), rows))


def _concern(inspection: Inspection, one: Concern) -> dict[str, Any]:
    team = names(inspection)
    return {
        "id": one.id,
        "ref": one.ref,
        "open": one.is_open,
        "seen": one.seen,
        "told": one.told,
        "told_at": one.told_at,
        "done": one.done,
        "raised_by": team.get(one.raised_by, one.raised_by),
        "raised_at": moment(one.raised_at).isoformat() if one.raised_at else None,
        "closed_at": moment(one.closed_at).isoformat() if one.closed_at else None,
    }


@click.command("raise")
@speaks
@on_file
@click.argument("ref", metavar="CASE")
@click.option("--seen", required=True, help="What was seen.")
@click.option("--told", default="", help="Who was told.")
@click.option("--told-at", default="", help="When they were told.")
@click.option("--done", default="", help="What was done.")
def raise_concern(speech: Speech, file: Access, ref: str, **words: str) -> None:
    """Raise an immediate concern about a case or another record."""
    with file.writing() as (inspection, author):
        made = following.raise_concern(inspection, author, Concern("", ref, **words))
        found = _concern(inspection, made)
    speech.result(found, f"Raised {made.id} about {ref}. It stays in sight until it is closed.")


@click.command("close")
@speaks
@on_file
@click.argument("concern")
@click.option("--told", help="Who was told, where that is not recorded yet.")
@click.option("--told-at", help="When they were told.")
@click.option("--done", help="What was done.")
def close(speech: Speech, file: Access, concern: str, **words: str | None) -> None:
    """Close a concern; refused until it says who was told and what was done."""
    with file.writing() as (inspection, author), inspection.store.transaction():
        held = following.find(inspection, concern)
        said = {name: value for name, value in words.items() if value is not None}
        following.change(inspection, author, replace(held, **said))
        following.close(inspection, author, concern)
        found = _concern(inspection, following.find(inspection, concern))
    speech.result(found, f"Closed {concern}.")


@click.command("list")
@speaks
@on_file
@click.argument("ref", required=False, metavar="[CASE]")
def list_examples(speech: Speech, file: Access, ref: str | None) -> None:
    """List practice examples, good ones first, and what in each points to somebody."""
    with file.reading() as inspection:
        found = [_example(inspection, one) for one in practice.examples(inspection, ref or "")]
    rows = [(e["id"], e["ref"], e["kind"], e["question"], len(e["points_to"]), e["text"]) for e in found]
    speech.result(found, table(("Example", "Case", "Kind", "About", "To change", "Text"), rows))


def _example(inspection: Inspection, one: Example) -> dict[str, Any]:
    found = practice.still_pointing(inspection, one)
    question = inspection.programme.question(one.question)
    return {
        "id": one.id,
        "ref": one.ref,
        "kind": one.kind,
        "question": question.ref if question else "",
        "text": one.text,
        "author": names(inspection).get(one.author, one.author),
        "points_to": [
            {"start": f.start, "end": f.end, "text": f.text, "what": f.what, "instead": f.instead}
            for f in found
        ],
    }


@click.command("add")
@speaks
@on_file
@click.argument("ref", metavar="CASE")
@click.option("--text", required=True, help="What it shows.")
@click.option("--kind", type=_KIND, default="good", show_default=True, help="Good or poor practice.")
@click.option("--question", default="", help="The question that it is about (default: the case as a whole).")
def add_example(speech: Speech, file: Access, ref: str, text: str, kind: Any, question: str) -> None:
    """Record an example of practice in a case."""
    with file.writing() as (inspection, author):
        asked = inspection.programme.question(question)
        made = practice.add(
            inspection, author, Example("", ref, str(asked.id) if asked else question, kind, text)
        )
        found = _example(inspection, made)
    speech.result(
        found, f"Added {made.id}: {count(len(found['points_to']), 'place')} to change before printing."
    )


@click.command("change")
@speaks
@on_file
@click.argument("example")
@click.option("--text", help="Other words.")
@click.option("--kind", type=_KIND, help="Good or poor practice.")
@click.option("--names", "rename", is_flag=True, help="Change all that points to somebody.")
def change_example(speech: Speech, file: Access, example: str, rename: bool, **said: Any) -> None:
    """Change an example, or the names in it."""
    with file.writing() as (inspection, author):
        held = practice.find(inspection, example)
        wanted = replace(held, **{name: value for name, value in said.items() if value is not None})
        if rename:
            wanted = replace(wanted, text=changed(wanted.text, practice.still_pointing(inspection, wanted)))
        practice.change(inspection, author, wanted)
        found = _example(inspection, practice.find(inspection, example))
    speech.result(found, found["text"])


@click.command("remove")
@speaks
@on_file
@click.argument("example")
def remove_example(speech: Speech, file: Access, example: str) -> None:
    """Take an example out; the history keeps it."""
    with file.writing() as (inspection, author):
        practice.remove(inspection, author, example)
    speech.result({"removed": example}, f"Removed {example}.")


@click.command("check")
@speaks
@on_file
@click.argument("refs", nargs=-1, metavar="[CASE]...")
def check_examples(speech: Speech, file: Access, refs: tuple[str, ...]) -> None:
    """Say what in the examples still points to somebody; status 1 where anything does."""
    with file.reading() as inspection:
        for ref in refs:
            queries.case(inspection, ref)
        held = [e for e in practice.examples(inspection) if not refs or e.ref in refs]
        problems: list[Problem] = []
        try:
            practice.fit_to_print(inspection, held)
        except practice.StillPoints as error:
            problems = list(error.problems)
    document = {
        "ok": not problems,
        "problems": [{"place": p.place, "problem": p.problem} for p in problems],
    }
    words = f"{count(len(problems), 'place')} to change." if problems else "No example points to anybody."
    speech.found(document, words, problems)
    if problems:
        sys.exit(1)
