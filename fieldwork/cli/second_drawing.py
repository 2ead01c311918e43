"""Commands about who reads what a second time: drawing, assigning, cancelling, listing."""

from typing import Any

import click

from fieldwork.cli.files import Access, author, names, on_file
from fieldwork.cli.speech import Speech, speaks, table
from fieldwork.inspection import queries
from fieldwork.inspection.clock import moment
from fieldwork.inspection.file import Inspection
from fieldwork.reading import second_deal, second_draw, second_outcomes
from fieldwork.reading.second_draw import Drawn
from fieldwork.reading.second_outcomes import Standing
from fieldwork.wording import count


@click.command("draw")
@speaks
@on_file
@click.option("--share", type=click.FloatRange(0, 100, min_open=True), default=10, show_default=True,
              help="How many of all completed cases, per cent.")  # fmt: skip
@click.option("--each", type=click.IntRange(0), default=1, show_default=True,
              help="At least so many of each reader.")  # fmt: skip
@click.option("--seed", type=int, help="Makes the draw repeatable; without it one is chosen and told.")
@click.option("--to", multiple=True, metavar="PERSON", help="Who reads a second time; may be repeated.")
@click.option("--dry-run", is_flag=True, help="Say what would be drawn, and assign nothing.")
def draw(
    speech: Speech,
    file: Access,
    share: float,
    each: int,
    seed: int | None,
    to: tuple[str, ...],
    dry_run: bool,
) -> None:
    """Draw completed cases to be read a second time, and give them to second readers."""
    if dry_run:
        with file.reading() as inspection:
            drawn = second_draw.draw(inspection, share / 100, least=each, seed=seed)
            document, lines = _drawn(inspection, drawn, {})
    else:
        with file.writing() as (inspection, acts):
            readers = [queries.person(inspection, name).id for name in to]
            drawn = second_draw.draw(inspection, share / 100, least=each, seed=seed)
            plan = second_deal.deal(inspection, drawn.refs, readers)
            if plan:
                second_deal.assign(inspection, acts, plan, drawn)
            document, lines = _drawn(inspection, drawn, plan)
    speech.result(document, *lines)


def _drawn(inspection: Inspection, drawn: Drawn, plan: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    team = names(inspection)
    cases = [
        {"ref": ref, "form": s.form, "first": team.get(s.reader), "second": team.get(plan.get(ref, ""))}
        for s in drawn.strata
        for ref in s.drawn
    ]
    strata = [
        {
            "reader": team.get(s.reader),
            "form": s.form,
            "complete": s.complete,
            "before": s.before,
            "drawn": len(s.drawn),
        }
        for s in drawn.strata
    ]
    rows = [(r["reader"], r["form"], r["complete"], r["before"], r["drawn"]) for r in strata]
    lines = [
        table(("Reader", "Form", "Complete", "Drawn before", "Drawn now"), rows),
        f"{count(len(cases), 'case')} drawn of {drawn.complete} complete, with seed {drawn.seed}.",
        table(("Case", "Form", "Read first by", "Second reader"), [tuple(c.values()) for c in cases]),
    ]
    document = {"seed": drawn.seed, "share": drawn.share, "complete": drawn.complete, "drawn": cases}
    return {**document, "strata": strata}, lines


@click.command("assign")
@speaks
@on_file
@click.argument("refs", nargs=-1, required=True, metavar="CASE...")
@click.option("--to", required=True, multiple=True, metavar="PERSON",
              help="Who reads them a second time; dealt evenly where several are named.")  # fmt: skip
def assign(speech: Speech, file: Access, refs: tuple[str, ...], to: tuple[str, ...]) -> None:
    """Have completed cases read a second time, never by whoever read them first."""
    with file.writing() as (inspection, acts):
        readers = [queries.person(inspection, name).id for name in to]
        plan = second_deal.deal(inspection, dict.fromkeys(refs), readers)
        second_deal.assign(inspection, acts, plan)
        team = names(inspection)
    found = [{"ref": ref, "second": team.get(person)} for ref, person in plan.items()]
    speech.result(found, table(("Case", "Second reader"), [tuple(row.values()) for row in found]))


@click.command("cancel")
@speaks
@on_file
@click.argument("ref", metavar="CASE")
@click.option("--reason", required=True, help="Why; it stays in the history.")
def cancel(speech: Speech, file: Access, ref: str, reason: str) -> None:
    """Have a case not read a second time after all."""
    with file.writing() as (inspection, acts):
        second_deal.cancel(inspection, acts, ref, reason)
    speech.result({"ref": ref, "cancelled": reason}, f"{ref} is not read a second time.")


@click.command("list")
@speaks
@on_file
@click.option("--mine", is_flag=True, help="Only those that whoever acts reads.")
def list_seconds(speech: Speech, file: Access, mine: bool) -> None:
    """List the second readings: who reads, how far, how many questions differ, how many are open."""
    with file.reading() as inspection:
        acts = author(inspection, file.person)
        team = names(inspection)
        rows = second_outcomes.standings(inspection, reader=acts if mine else "", viewer=acts)
        found = [_standing(team, row) for row in rows]
    lines = [
        (r["ref"], r["form"], r["first"], r["second"], r["status"], r["differing"], r["to_agree"])
        for r in found
    ]
    heads = ("Case", "Form", "Read first by", "Second reader", "Status", "Differ", "To agree on")
    speech.result(found, table(heads, lines))


def _standing(team: dict[str, str], row: Standing) -> dict[str, Any]:
    second = row.second
    status = "complete" if second.completed else "reading" if row.answered else "selected"
    return {
        "id": second.id,
        "ref": second.ref,
        "form": row.form,
        "first": team.get(second.first_reader or ""),
        "second": team.get(second.reader, second.reader),
        "status": "cancelled" if second.cancelled else status,
        "answered": row.answered,
        "applicable": row.applicable,
        "differing": row.differing,
        "to_agree": row.to_agree,
        "assigned": moment(second.assigned).isoformat(),
        "completed": moment(second.completed).isoformat() if second.completed else None,
    }
