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
from fieldwork.inspection.settling import Keep, settle_all, sides
from fieldwork.reading.blind import hidden_from
from fieldwork.wording import count


@click.command()
@speaks
@on_file
def conflicts(speech: Speech, file: Access) -> None:
    """List what was changed apart and is not settled: each side with who, when and why."""
    with file.reading() as inspection:
        found = [_conflict(inspection, c) for c in audit.conflicts(inspection)]
    rows = [
        (c["id"], c["case"], s["change"][:12], s["value"], s["author"], s["at"][:16], s["reason"])
        for c in found
        for s in c["sides"]
    ]
    speech.result(found, table(("Conflict", "Case", "Change", "Value", "Who", "When (UTC)", "Why"), rows))


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
                "change": side.change,
                "author": team.get(side.author, side.author),
                "at": side.at,
                "value": "(personal)" if hidden else plain(side.value),
                "before": "(personal)" if hidden and side.before is not None else plain(side.before),
                "reason": side.reason,
                "shown": side.shown,
            }
            for side in sides(inspection, conflict)
        ],
    }


@click.command()
@speaks
@on_file
@click.argument("conflict", required=False, metavar="[CONFLICT]")
@click.option("--keep", metavar="CHANGE", help="The change whose value stays.")
@click.option("--rule", type=click.Choice([r.value for r in Keep]), help="Settle many: whose value stays.")
@click.option("--case", "refs", multiple=True, metavar="CASE", help="With --rule: only of these cases.")
def settle(
    speech: Speech,
    file: Access,
    conflict: str | None,
    keep: str | None,
    rule: str | None,
    refs: tuple[str, ...],
) -> None:
    """Settle a conflict by keeping one side, or many by a rule."""
    if rule and not conflict and not keep:
        _settle_all(speech, file, Keep(rule), refs)
        return
    if not conflict or not keep or rule or refs:
        raise click.UsageError("Name a conflict and the change to --keep, or a --rule for many.")
    with file.writing() as (inspection, author):
        settled = audit.settle(inspection, author, conflict, keep)
        value = inspection.value(*settled.register)
    speech.result({"id": settled.id, "kept": keep, "value": plain(value)}, f"Settled {settled.id}.")


def _settle_all(speech: Speech, file: Access, rule: Keep, refs: tuple[str, ...]) -> None:
    with file.writing() as (inspection, author):
        for ref in refs:
            queries.case(inspection, ref)
        done = settle_all(inspection, author, rule, refs)
    document = {
        "rule": rule.value,
        "settled": [{"id": c.id, "kept": change.id, "value": plain(change.value)} for c, change in done.kept],
        "left": [{"id": one.conflict.id, "why": one.why} for one in done.left],
    }
    left = [f"  {one.conflict.id}: {one.why}" for one in done.left]
    said = f"Settled {count(len(done.kept), 'conflict')}: {rule.words} stays."
    speech.result(document, said, *([f"Left {count(len(left), 'conflict')}:", *left] if left else []))


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
        "settled": [plain(value) for value in line.settled] if not hidden else [],
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
