"""Commands about the record: conflicts, history, undo and redo."""

from typing import Any

import click

from fieldwork.cli.files import Access, author, names, on_file
from fieldwork.cli.speech import Speech, plain, speaks, table
from fieldwork.errors import Refused
from fieldwork.inspection import audit, queries
from fieldwork.inspection import undo as undoing
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.projection import FACT, case_of
from fieldwork.reading.blind import hidden_from


@click.command()
@speaks
@on_file
def conflicts(speech: Speech, file: Access) -> None:
    """List what was changed apart and is not settled."""
    with file.reading() as inspection:
        hidden = hidden_from(inspection, author(inspection, file.person))
        held = audit.conflicts(inspection)
        found = [_conflict(inspection, c) for c in held if not hidden(c.register)]
    rows = [(c["id"], c["case"], " / ".join(str(s["value"]) for s in c["sides"])) for c in found]
    speech.result(found, table(("Conflict", "Case", "Values"), rows))


def _conflict(inspection: Inspection, conflict: audit.Conflict) -> dict[str, Any]:
    team = names(inspection)
    register = conflict.register
    question = register.entity_id.rsplit("/", 1)[1] if register.entity == "answer" else None
    known = inspection.programme.question(question) if question else None
    hidden = _is_personal(inspection, register.field)
    return {
        "id": conflict.id,
        "case": case_of(register),
        "question": known.ref if known else question,
        "field": register.field,
        "sides": [
            {
                "change": side.id,
                "author": team.get(side.author, side.author),
                "at": side.at,
                "value": "(personal)" if hidden else plain(side.value),
            }
            for side in conflict.sides
        ],
    }


@click.command()
@speaks
@on_file
@click.argument("conflict")
@click.option("--keep", required=True, metavar="CHANGE", help="The change whose value stays.")
def settle(speech: Speech, file: Access, conflict: str, keep: str) -> None:
    """Settle a conflict by keeping one side."""
    with file.writing() as (inspection, author):
        settled = audit.settle(inspection, author, conflict, keep)
        value = inspection.value(*settled.register)
    speech.result({"id": settled.id, "kept": keep, "value": plain(value)}, f"Settled {settled.id}.")


@click.command()
@speaks
@on_file
@click.argument("ref", required=False, metavar="[CASE]")
@click.option("--limit", type=click.IntRange(0), default=0, help="The latest so many (0: all).")
def history(speech: Speech, file: Access, ref: str | None, limit: int) -> None:
    """Say who changed what, when; latest first."""
    with file.reading() as inspection:
        if ref:
            queries.case(inspection, ref)
        team = names(inspection)
        hidden = hidden_from(inspection, author(inspection, file.person))
        found = [
            _history_line(inspection, team, line)
            for line in audit.history(inspection, "case" if ref else "", ref or "", limit)
            if not hidden(line.change.register)
        ]
    rows = [(r["at"][:19], r["author"], r["entity_id"], r["field"], r["before"], r["after"]) for r in found]
    speech.result(found, table(("When (UTC)", "Who", "What", "Field", "Before", "After"), rows))


def _history_line(inspection: Inspection, team: dict[str, str], line: audit.HistoryLine) -> dict[str, Any]:
    change = line.change
    is_source = change.entity == "programme" and change.field == "source"
    hidden = is_source or _is_personal(inspection, change.field)
    return {
        "at": change.at,
        "author": team.get(change.author, change.author),
        "entity": change.entity,
        "entity_id": change.entity_id,
        "field": change.field,
        "before": None if line.before is None else "(not shown)" if hidden else plain(line.before),
        "after": None if change.value is None else "(not shown)" if hidden else plain(change.value),
    }


def _is_personal(inspection: Inspection, field: str) -> bool:
    fact = inspection.programme.facts.get(field.removeprefix(FACT)) if field.startswith(FACT) else None
    return bool(fact and fact.personal)


@click.command()
@speaks
@on_file
def undo(speech: Speech, file: Access) -> None:
    """Take back the latest step made in this file."""
    _step(speech, file, redo=False)


@click.command()
@speaks
@on_file
def redo(speech: Speech, file: Access) -> None:
    """Do the latest undone step again."""
    _step(speech, file, redo=True)


def _step(speech: Speech, file: Access, *, redo: bool) -> None:
    word = "redo" if redo else "undo"
    with file.writing() as (inspection, author):
        done = undoing.redo(inspection, author) if redo else undoing.undo(inspection, author)
        if done is None:
            advice = (
                "Only what was undone, with no change since, can be done again."
                if redo
                else "Nothing has been changed in this copy of the file yet."
            )
            raise Refused(f"There is nothing to {word}.", advice=advice)
    document = {"label": done.label, "changes": len(done.written.registers), "kept": done.kept}
    speech.result(document, f"{word.capitalize()}: {done.label}.")
