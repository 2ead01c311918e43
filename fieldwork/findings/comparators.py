"""Published figures of others, such as all providers, kept in the inspection to compare with."""

import csv
import io
from collections.abc import Mapping
from typing import Any

from fieldwork.errors import Problem, Refused
from fieldwork.findings.comparison import Figure, Reference, every_question
from fieldwork.findings.counts import has_line
from fieldwork.findings.proportions import percent
from fieldwork.inspection.file import Inspection
from fieldwork.programme.model import Programme, QuestionId

COMPARATOR = "comparator"
COLUMNS = ("ref", "percent", "yes", "of")


def comparators(inspection: Inspection) -> dict[str, Reference]:
    """Every comparator of the inspection by name."""
    programme = inspection.programme
    return {
        name: every_question(
            programme,
            {
                QuestionId(question): Figure(row["percent"], row.get("yes"), row.get("of"))
                for question, row in rows.items()
                if question in programme.questions
            },
            name,
        )
        for name, rows in sorted(inspection.records(COMPARATOR).items())
    }


def take_in(inspection: Inspection, author: str, name: str, table: str) -> Mapping[QuestionId, Figure]:
    """Keeps a table of figures under a name, in the place of an earlier one of that name.

    `table` is CSV with the columns `ref` and `percent`, or `yes` and `of`, or all. Raises `Refused`,
    listing every problem, and then nothing is changed.
    """
    words = " ".join(name.split())
    if not words or "/" in words:
        raise Refused("A comparator needs a name without strokes, such as: All providers.")
    figures, problems = _read(inspection.programme, table)
    if problems:
        raise Refused("The table of figures was not taken in.", problems, "Correct these rows.")
    if not figures:
        raise Refused("The table holds no figures.", advice=f"Its columns are: {', '.join(COLUMNS)}.")
    gone = [q for q in inspection.record(COMPARATOR, words) if q not in figures]
    with inspection.edit(author, f"Took in figures of {words}") as edit:
        for question, figure in figures.items():
            edit.set(COMPARATOR, words, question, _as_json(figure))
        for absent in gone:
            edit.set(COMPARATOR, words, absent, None)
    return figures


def _as_json(figure: Figure) -> dict[str, Any]:
    known = {"percent": figure.percent, "yes": figure.yes, "of": figure.of}
    return {key: value for key, value in known.items() if value is not None}


def _read(programme: Programme, table: str) -> tuple[dict[QuestionId, Figure], list[Problem]]:
    rows = csv.DictReader(io.StringIO(table.lstrip("\ufeff")))
    heads = [(name or "").strip().casefold() for name in rows.fieldnames or ()]
    if "ref" not in heads or not ("percent" in heads or {"yes", "of"} <= set(heads)):
        return {}, [Problem("row 1", f"expected the headings {', '.join(COLUMNS)}")]
    figures: dict[QuestionId, Figure] = {}
    problems = []
    for number, row in enumerate(rows, start=2):
        cells = {h: (v or "").strip() for h, v in zip(heads, list(row.values()), strict=False)}
        if not any(cells.values()):
            continue
        try:
            question, figure = _figure(programme, cells)
            if question in figures:
                raise ValueError(f"{cells['ref']} has a figure already")
            figures[question] = figure
        except ValueError as error:
            problems.append(Problem(f"row {number}", str(error)))
    return figures, problems


def _figure(programme: Programme, cells: Mapping[str, str]) -> tuple[QuestionId, Figure]:
    """One row's figure; a ValueError says what is wrong with it."""
    question = programme.question(cells["ref"])
    if question is None or not has_line(question):
        raise ValueError(f"{cells['ref'] or 'an empty ref'} is no question that is counted")
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
    return question.id, Figure(printed, yes, of)


def _whole(cell: str, name: str) -> int | None:
    text = cell.removesuffix("%").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit()):
        raise ValueError(f"{name} is {cell!r}, not a whole number")
    return int(text)
