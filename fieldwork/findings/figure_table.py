"""Tables of published figures, read with every faulty row named."""

import csv
import io
from collections.abc import Mapping

from fieldwork.errors import Problem
from fieldwork.findings.comparison import NO_DATA, Figure
from fieldwork.findings.counts import has_line
from fieldwork.findings.proportions import percent
from fieldwork.findings.ratings import band_named
from fieldwork.programme.model import Band, Programme, Question, QuestionId

COLUMNS = ("ref", "percent", "yes", "of", "rating")
Read = tuple[dict[QuestionId, Figure], dict[QuestionId, Band], list[Problem]]


def read(programme: Programme, table: str) -> Read:
    """The figures of questions, the ratings of standards, and what is wrong with the table.

    "No comparable data available" in the place of a per cent is a row without a figure.
    """
    rows = csv.DictReader(io.StringIO(table.lstrip("\ufeff")))
    heads = [(name or "").strip().casefold() for name in rows.fieldnames or ()]
    held = set(heads)
    if "ref" not in held or not (held & {"percent", "rating"} or {"yes", "of"} <= held):
        return {}, {}, [Problem("row 1", f"expected the headings {', '.join(COLUMNS)}")]
    figures: dict[QuestionId, Figure] = {}
    ratings: dict[QuestionId, Band] = {}
    problems = []
    for number, row in enumerate(rows, start=2):
        cells = {h: (v or "").strip() for h, v in zip(heads, list(row.values()), strict=False)}
        if not any(cells.values()):
            continue
        try:
            _take(programme, cells, figures, ratings)
        except ValueError as error:
            problems.append(Problem(f"row {number}", str(error)))
    return figures, ratings, problems


def _take(
    programme: Programme,
    cells: Mapping[str, str],
    figures: dict[QuestionId, Figure],
    ratings: dict[QuestionId, Band],
) -> None:
    """Takes in one row; a ValueError says what is wrong with it."""
    question = programme.question(cells["ref"])
    rating = cells.get("rating", "")
    if question is None or not (has_line(question) or (rating and _is_rated(programme, question))):
        raise ValueError(f"{cells['ref'] or 'an empty ref'} is no question that is counted")
    if question.id in figures or question.id in ratings:
        raise ValueError(f"{cells['ref']} has a figure already")
    if _is_rated(programme, question):
        ratings[question.id] = _rating(programme, rating)
    elif not cells.get("percent", "").casefold().startswith(NO_DATA.removesuffix(" available")):
        figures[question.id] = _figure(cells)


def _is_rated(programme: Programme, question: Question) -> bool:
    rule = programme.rating
    return rule is not None and question.id in (*rule.standards, *rule.judged)


def _rating(programme: Programme, name: str) -> Band:
    band = band_named(programme.rating.bands, name) if programme.rating else None
    if band is None:
        raise ValueError(f"there is no rating {name or 'without a name'}")
    return band


def _figure(cells: Mapping[str, str]) -> Figure:
    printed, yes, of = (_whole(cells.get(name, ""), name) for name in ("percent", "yes", "of"))
    if (yes is None) != (of is None):
        raise ValueError("yes and of go together")
    if yes is not None and of is not None:
        if not of or yes > of:
            raise ValueError(f"{yes} of {of} is no share")
        exact = percent(yes, of)
        if printed is not None and printed != exact:
            raise ValueError(f"{yes} of {of} is {exact} per cent, not {printed}")
        printed = exact
    if printed is None:
        raise ValueError("it has neither a per cent nor counts")
    if printed > 100:
        raise ValueError(f"{printed} per cent is more than all")
    return Figure(printed, yes, of)


def _whole(cell: str, name: str) -> int | None:
    text = cell.removesuffix("%").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit()):
        raise ValueError(f"{name} is {cell!r}, not a whole number")
    return int(text)
