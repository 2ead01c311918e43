"""Commands about drawing the sample: how many cases, which, and what comes in place of one that goes."""

import hashlib
import secrets
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import click

from fieldwork.cli.drawn import as_document, as_text, kept_document, kept_text
from fieldwork.cli.files import PATH, Access, on_file
from fieldwork.cli.speech import Speech, speaks
from fieldwork.errors import Refused
from fieldwork.inspection.file import Inspection
from fieldwork.programme import library
from fieldwork.programme.model import Programme
from fieldwork.sample import kept, replace
from fieldwork.sample.balance import Minimum
from fieldwork.sample.draw import Wish, check, draw
from fieldwork.sample.eligible import eligible
from fieldwork.sample.methods import Method, Window, method
from fieldwork.sample.quotas import MOST_OF_ONE_OFFICER
from fieldwork.sample.read import read_list
from fieldwork.sample.sizes import CONFIDENCE, MARGIN, sample_size
from fieldwork.sample.strata import asks_for_five
from fieldwork.wording import count

_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command("size")
@click.option("--population", required=True, type=click.IntRange(0), help="How many cases there are.")
@click.option("--confidence", type=float, default=CONFIDENCE, show_default=True, help="As a share.")
@click.option("--margin", type=float, default=MARGIN, show_default=True, help="Points either way.")
@speaks
def size(speech: Speech, population: int, confidence: float, margin: float) -> None:
    """Say how many cases a sample of a population needs."""
    n = sample_size(population, confidence, margin)
    document = {"n": n, "population": population, "confidence": confidence, "margin": margin}
    words = f"{100 * confidence:g} per cent confidence, within {margin:g} points"
    speech.result(document, f"{count(n, 'case')} of {population:,} ({words}).")


@click.command("draw")
@click.argument("path", type=PATH, metavar="POPULATION")
@click.option("--size", "wanted", type=click.IntRange(1), help="How many cases (default: the usual number).")
@click.option("--match", default="", metavar="FACT,…", help="Facts whose shares the sample is to have.")
@click.option("--minimum", multiple=True, metavar="FACT=VALUE:N", help="At least N such cases.")
@click.option("--spread", type=click.Choice(["officer"]), help="Draw from as many officers as can be.")
@click.option("--seed", type=int, help="Makes the draw repeatable (default: a new one, which is told).")
@click.option(
    "--buffer", type=click.IntRange(0, 100), default=20, show_default=True, help="Reserves, per cent."
)
@click.option(
    "--per-officer", type=click.IntRange(1), default=MOST_OF_ONE_OFFICER, show_default=True, help="At most."
)
@click.option("--from", "first", type=_DAY, help="Leave out starts before this day.")
@click.option("--to", "last", type=_DAY, help="Leave out starts after this day.")
@click.option("--withdrawn", multiple=True, metavar="CASE", help="Replace a case that was drawn before.")
@click.option(
    "--programme", "programme_id", default="adult", show_default=True, help="Whose facts to read by."
)
@click.option("--edition", help="The round, where the programme has several.")
@click.option("--for", "form", default="", metavar="FORM", help="For which form (default: the first).")
@click.option("--sheet", help="The sheet of a workbook (default: the one that looks like a list).")
@click.option("--keep", "file", type=PATH, metavar="FILE", help="Take the sample into this inspection.")
@click.option("--again", is_flag=True, help="With --keep: in the place of an earlier draw.")
@click.option("--passphrase-file", type=PATH, help="With --keep: a file whose first line is the passphrase.")
@click.option("--as", "person", metavar="PERSON", help="With --keep: who acts.")
@speaks
def draw_sample(
    speech: Speech,
    path: Path,
    file: Path | None,
    passphrase_file: Path | None,
    person: str | None,
    **wishes: Any,
) -> None:
    """Draw a sample from a long list by the published method.

    Matching gender, disposal and rosh (as without --match) draws by the five published strata.
    """
    if file is None:
        _draw(speech, library.load(wishes["programme_id"], wishes["edition"]), path, wishes)
        return
    if wishes["withdrawn"]:
        raise click.UsageError("--withdrawn does not go with --keep: use sample replace")
    with Access(file, passphrase_file, person).writing() as (inspection, author):
        _draw(speech, inspection.programme, path, wishes, inspection, author)


def _draw(
    speech: Speech,
    programme: Programme,
    path: Path,
    wishes: dict[str, Any],
    inspection: Inspection | None = None,
    author: str = "",
) -> None:
    how = method(programme, wishes["form"])
    match = _match(programme, wishes["match"])
    fact = str(how.window.get("fact", "start_date"))
    window = Window(_date(wishes["first"]), _date(wishes["last"]), fact)
    check(programme, _wish(wishes, match, 1))
    listed = read_list(path, programme, sheet=wishes["sheet"])
    taken = kept.taken(inspection, how.form) if inspection else {}
    found = eligible(listed, programme, how, window, five_strata=asks_for_five(match), taken=taken)
    if not found.candidates:
        raise Refused("None of the cases on the list can be drawn.", advice="Check the days and the list.")
    wish = _wish(wishes, match, wishes["wanted"] or how.size(len(found.candidates)))
    drawn = draw(found.candidates, wish)
    if inspection:
        basis = _basis(path, window, listed.total_rows, how, wishes["wanted"])
        kept.keep(inspection, author, how.form, found, wish, drawn, basis, again=wishes["again"])
    speech.result(as_document(drawn, found, wish), *as_text(drawn, found, wish))


def _basis(path: Path, window: Window, rows: int, how: Method, wanted: int | None) -> kept.Basis:
    mark = hashlib.sha256(path.read_bytes()).hexdigest()
    sizes = (None, None) if wanted else (how.confidence, how.margin)
    return kept.Basis(date.today(), window, rows, mark, *sizes)


def _match(programme: Programme, text: str) -> tuple[str, ...]:
    named = tuple(name.strip() for name in text.split(",") if name.strip())
    disposal = "disposal_group" if "disposal_group" in programme.facts else "sentence_type"
    return named or ("gender", disposal, "rosh")


def _date(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _wish(wishes: dict[str, Any], match: tuple[str, ...], size: int) -> Wish:
    if wishes["seed"] is None:
        wishes["seed"] = secrets.randbelow(2**31)
    return Wish(
        size=size,
        match=match,
        minimums=tuple(_minimum(text) for text in wishes["minimum"]),
        spread=wishes["spread"] is not None,
        seed=wishes["seed"],
        buffer=Fraction(wishes["buffer"], 100),
        most_of_one_officer=wishes["per_officer"],
        withdrawn=wishes["withdrawn"],
    )


def _minimum(text: str) -> Minimum:
    what, _, number = text.rpartition(":")
    fact, equals, value = what.partition("=")
    if not (equals and fact and value and number.isascii() and number.isdigit()):
        raise click.UsageError(f"--minimum {text}: expected FACT=VALUE:N, such as gender=female:20")
    return Minimum(fact, value, int(number))


@click.command("show")
@speaks
@on_file
def show(speech: Speech, file: Access) -> None:
    """Show the samples that were drawn and kept: how, and what is left in reserve."""
    with file.reading() as inspection:
        found = kept.every(inspection)
        forms = inspection.programme.forms
    documents = [kept_document(one) for one in found]
    lines = [line for one in found for line in kept_text(one, forms[one.form].title)]
    speech.result(documents, *(lines or ["No sample has been drawn and kept here."]))


@click.command("replace")
@speaks
@on_file
@click.argument("case", metavar="CASE")
@click.option("--reason", required=True, help="Why the case goes.")
def replace_case(speech: Speech, file: Access, case: str, reason: str) -> None:
    """Replace a withdrawn case by the next reserve of its stratum."""
    with file.writing() as (inspection, author):
        done = replace.replace(inspection, author, case, reason)
    document = {"case": done.ref, "by": done.by, "stratum": done.stratum, "left": done.left}
    words = f"{done.ref} is replaced by {done.by} ({done.stratum}; {count(done.left, 'reserve')} left)."
    speech.result(document, words)
