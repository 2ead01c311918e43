"""Published figures of others, such as all providers, kept in the inspection to compare with."""

from collections.abc import Mapping
from typing import Any

from fieldwork.errors import Refused
from fieldwork.findings.comparison import Figure, Reference
from fieldwork.findings.figure_table import COLUMNS, read
from fieldwork.inspection.file import Inspection
from fieldwork.programme.model import Band, Programme, QuestionId

COMPARATOR = "comparator"
Rows = Mapping[QuestionId, dict[str, Any]]


def comparators(inspection: Inspection) -> dict[str, Reference]:
    """Every comparator of the inspection by name."""
    programme = inspection.programme
    return {
        name: _reference(programme, name, rows)
        for name, rows in sorted(inspection.records(COMPARATOR).items())
    }


def _reference(programme: Programme, name: str, rows: Mapping[str, Any]) -> Reference:
    known = {QuestionId(q): row for q, row in rows.items() if q in programme.questions}
    bands = {band.id: band for band in programme.rating.bands} if programme.rating else {}
    figures = {
        q: Figure(row["percent"], row.get("yes"), row.get("of"))
        for q, row in known.items()
        if "percent" in row
    }
    ratings = {q: bands[row["rating"]] for q, row in known.items() if row.get("rating") in bands}
    return Reference(name, figures, frozenset(programme.questions), ratings)


def take_in(inspection: Inspection, author: str, name: str, table: str) -> Reference:
    """Keeps a table of figures under a name, in the place of an earlier one of that name.

    `table` is CSV with the columns `ref` and `percent`, or `yes` and `of`, or all, and `rating` for
    standards. Raises `Refused`, listing every problem, and then nothing is changed.
    """
    words = _name(name)
    figures, ratings, problems = read(inspection.programme, table)
    if problems:
        raise Refused("The table of figures was not taken in.", problems, "Correct these rows.")
    return _keep(inspection, author, words, figures, ratings)


def keep(inspection: Inspection, author: str, name: str, reference: Reference) -> Reference:
    """Keeps what another inspection, or several, found under a name: the figures that can be compared."""
    figures = {q: f for q, f in reference.figures.items() if q in reference.comparable}
    return _keep(inspection, author, _name(name), figures, reference.ratings)


def remove(inspection: Inspection, author: str, name: str) -> None:
    """Takes a comparator out; the history keeps it. Raises `Refused` where there is none of that name."""
    held = inspection.record(COMPARATOR, name)
    if not held:
        known = ", ".join(comparators(inspection)) or "none yet"
        raise Refused(f"There is no comparator {name}.", advice=f"The comparators are: {known}.")
    with inspection.edit(author, f"Took out the figures of {name}") as edit:
        for question in held:
            edit.set(COMPARATOR, name, question, None)


def _name(name: str) -> str:
    words = " ".join(name.split())
    if not words or "/" in words:
        raise Refused("A comparator needs a name without strokes, such as: All providers.")
    return words


def _keep(
    inspection: Inspection,
    author: str,
    name: str,
    figures: Mapping[QuestionId, Figure],
    ratings: Mapping[QuestionId, Band],
) -> Reference:
    if not figures and not ratings:
        raise Refused("The table holds no figures.", advice=f"Its columns are: {', '.join(COLUMNS)}.")
    rows = {q: _as_json(figures.get(q), ratings.get(q)) for q in {*figures, *ratings}}
    gone = [q for q in inspection.record(COMPARATOR, name) if q not in rows]
    with inspection.edit(author, f"Took in figures of {name}") as edit:
        for question, row in sorted(rows.items()):
            edit.set(COMPARATOR, name, question, row)
        for absent in gone:
            edit.set(COMPARATOR, name, absent, None)
    return comparators(inspection)[name]


def _as_json(figure: Figure | None, rating: Band | None) -> dict[str, Any]:
    known: dict[str, Any] = {"rating": rating.id} if rating else {}
    if figure:
        known |= {"percent": figure.percent, "yes": figure.yes, "of": figure.of}
    return {key: value for key, value in known.items() if value is not None}
