"""Commands about what was found: counts, ratings, the panel, and what figures rest on."""

from pathlib import Path
from typing import Any

import click

from fieldwork.cli.figures import as_document, band
from fieldwork.cli.figures_told import as_text
from fieldwork.cli.files import PATH, Access, on_file
from fieldwork.cli.speech import Speech, passphrase, speaks, table
from fieldwork.errors import Refused
from fieldwork.findings import bases, comparators, decisions, divisions, results
from fieldwork.findings.comparison import Reference, with_inspection
from fieldwork.findings.queries import Selection
from fieldwork.inspection.file import Inspection


@click.command()
@speaks
@on_file
@click.option("--by", default=None, metavar="FACT", help="Divide by a fact, inspector, office or age_group.")
@click.option("--where", multiple=True, metavar="FACT=VALUE", help="Count only such cases (VALUE,… for any).")
@click.option("--against", metavar="OTHER", help="Another inspection's file, or a comparator's name.")
@click.option("--against-passphrase-file", type=PATH, help="Where OTHER has a passphrase of its own.")
@click.option("--unfinished", is_flag=True, help="Count readings that are not complete too.")
def findings(
    speech: Speech,
    file: Access,
    by: str | None,
    where: tuple[str, ...],
    against: str | None,
    against_passphrase_file: Path | None,
    unfinished: bool,
) -> None:
    """Count and rate: yes, of, per cent and interval by question; bands, ratings and points by standard."""
    conditions = tuple(_condition(text) for text in where)
    with file.reading() as inspection:
        division = results.usual_division(inspection.programme) if by is None else by
        selection = Selection(division, conditions, unfinished)
        divisions.check(inspection.programme, selection)
        key = against_passphrase_file or file.passphrase_file
        beside = reference(inspection, against, key, conditions) if against else None
        found = results.findings(inspection, selection, beside)
    speech.result(as_document(found), *as_text(found))


def _condition(text: str) -> tuple[str, tuple[str, ...]]:
    name, equals, values = text.partition("=")
    wanted = tuple(v.strip() for v in values.split(",") if v.strip())
    if not equals or not wanted:
        raise click.UsageError(f"--where {text}: expected FACT=VALUE, such as gender=female")
    return name.strip(), wanted


def reference(
    inspection: Inspection,
    name: str,
    passphrase_file: Path | None,
    where: tuple[tuple[str, tuple[str, ...]], ...] = (),
) -> Reference:
    """What `--against` names: a comparator of the inspection, else another inspection's file."""
    kept = comparators.comparators(inspection)
    if name in kept:
        return kept[name]
    path = Path(name)
    if not path.exists():
        known = ", ".join(kept) or "none yet"
        raise Refused(
            f"There is neither a file nor a comparator {name}.", advice=f"The comparators are: {known}."
        )
    with Inspection.open(path, passphrase(passphrase_file), writing=False) as other:
        return with_inspection(inspection.programme, other, where=where)


@click.command()
@speaks
@on_file
@click.argument("standard")
@click.argument("rating")
@click.option("--reason", required=True, help="What the judgement rests on.")
def rate(speech: Speech, file: Access, standard: str, rating: str, reason: str) -> None:
    """Record the lead inspector's rating of a standard that is judged."""
    with file.writing() as (inspection, author):
        done = decisions.rate(inspection, author, standard, rating, reason)
    document = {"standard": done.standard.ref, "rating": band(done.rating)}
    speech.result(document, f"{done.standard.shown} {done.standard.text}: {band(done.rating, label=True)}.")


@click.command()
@speaks
@on_file
@click.argument("standard")
@click.argument("rating")
@click.option("--reason", required=True, help="Why the panel decided so.")
def panel(speech: Speech, file: Access, standard: str, rating: str, reason: str) -> None:
    """Record the ratings panel's decision over an indicated rating, within the rules."""
    with file.writing() as (inspection, author):
        done = decisions.panel(inspection, author, standard, rating, reason)
    document: dict[str, Any] = {
        "standard": done.standard.ref,
        "indicated": band(done.indicated),
        "decided": band(done.decided),
        "rules": [d.why for d in done.discretion if d.band == done.decided],
    }
    words = f"{band(done.decided, label=True)} (indicated: {band(done.indicated, label=True)})"
    speech.result(document, f"{done.standard.shown} {done.standard.text}: {words}.")


@click.command()
@speaks
@on_file
@click.argument("sizes", nargs=-1, metavar="[FORM=N]...")
def population(speech: Speech, file: Access, sizes: tuple[str, ...]) -> None:
    """Show how many cases each form's sample was drawn from, or record it; intervals then allow for it."""
    wanted = dict(_size(text) for text in sizes)
    if wanted:
        with file.writing() as (inspection, author):
            recorded = bases.record_population(inspection, author, wanted)
    else:
        with file.reading() as inspection:
            recorded = bases.population(inspection)
    speech.result(recorded, table(("Form", "Population"), list(recorded.items())))


@click.command("small-base")
@speaks
@on_file
@click.argument("cases", required=False, type=click.IntRange(min=0), metavar="[CASES]")
def small_base(speech: Speech, file: Access, cases: int | None) -> None:
    """Show below how many cases a share is written as a count, "7 of 28", or change it."""
    if cases is None:
        with file.reading() as inspection:
            held = bases.small_base(inspection)
    else:
        with file.writing() as (inspection, author):
            held = bases.record_small_base(inspection, author, cases)
    words = (
        f"Shares of fewer than {held} cases are written as counts." if held else "Every share is per cent."
    )
    speech.result({"small_base": held}, words)


def _size(text: str) -> tuple[str, int]:
    form, _, number = text.partition("=")
    if not (number.isascii() and number.isdigit()):
        raise click.UsageError(f"{text}: expected FORM=N, such as supervision=236")
    return form, int(number)
