"""Commands about drawing the sample: how many cases, and which."""

import secrets
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import click

from fieldwork.cli.files import PATH
from fieldwork.cli.speech import Speech, speaks, table
from fieldwork.programme import library
from fieldwork.programme.model import Programme
from fieldwork.sample.balance import Minimum
from fieldwork.sample.draw import Drawn, Wish, check, draw
from fieldwork.sample.eligible import Excluded, Window, eligible
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
@click.option("--size", "wanted", required=True, type=click.IntRange(1), help="How many cases to draw.")
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
@click.option("--sheet", help="The sheet of a workbook (default: the one that looks like a list).")
@speaks
def draw_sample(speech: Speech, path: Path, **wishes: Any) -> None:
    """Draw a sample from a long list by the published method.

    Matching gender, disposal and rosh (as without --match) draws by the five published strata.
    """
    programme = library.load(wishes["programme_id"], wishes["edition"])
    wish = _wish(programme, wishes)
    check(programme, wish)
    window = Window(*(_date(wishes[end]) for end in ("first", "last")))
    found = read_list(path, programme, sheet=wishes["sheet"])
    candidates, excluded = eligible(found, programme, window, five_strata=asks_for_five(wish.match))
    drawn = draw(candidates, wish)
    _say(speech, drawn, excluded, len(candidates), wish)


def _date(moment: datetime | None) -> Any:
    return moment.date() if moment else None


def _wish(programme: Programme, wishes: dict[str, Any]) -> Wish:
    named = tuple(name.strip() for name in wishes["match"].split(",") if name.strip())
    disposal = "disposal_group" if "disposal_group" in programme.facts else "sentence_type"
    seed = wishes["seed"]
    return Wish(
        size=wishes["wanted"],
        match=named or ("gender", disposal, "rosh"),
        minimums=tuple(_minimum(text) for text in wishes["minimum"]),
        spread=wishes["spread"] is not None,
        seed=secrets.randbelow(2**31) if seed is None else seed,
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


def _say(speech: Speech, drawn: Drawn, excluded: tuple[Excluded, ...], candidates: int, wish: Wish) -> None:
    document = {
        "drawn": list(drawn.refs),
        "composition": [
            {"fact": c.fact, "value": c.value, "population": c.population, "sample": c.sample}
            for c in drawn.composition
        ],
        "strata": [
            {
                "id": s.id,
                "label": s.label,
                "population": s.population,
                "sample": s.sample,
                "reserves": s.reserves,
            }
            for s in drawn.strata
        ],
        "reserves": {name: list(refs) for name, refs in drawn.reserves.items()},
        "replaced": drawn.replaced,
        "eligible": candidates,
        "excluded": [{"row": e.row, "ref": e.ref, "reason": e.reason} for e in excluded],
        "seed": wish.seed,
        "notes": list(drawn.notes),
    }
    shares = [
        (
            c.fact,
            c.value or "no value",
            f"{c.population} ({c.population_share:.0%})",
            f"{c.sample} ({c.sample_share:.0%})",
        )
        for c in drawn.composition
    ]
    strata = [(s.label, s.population, s.sample, s.reserves) for s in drawn.strata]
    speech.result(
        document,
        f"{count(len(drawn.refs), 'case')} drawn of {candidates:,} that can be, with the seed {wish.seed}.",
        *drawn.notes,
        table(("Stratum", "Population", "Sample", "Reserves"), strata),
        "",
        table(("Fact", "Value", "Population", "Sample"), shares),
        "",
        table(("Row left out", "Case", "Why"), [(e.row, e.ref, e.reason) for e in excluded]),
        "",
        f"Drawn: {', '.join(drawn.refs)}",
    )
