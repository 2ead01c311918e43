"""How each programme's samples are drawn: `resources/sampling/methods.toml`, read for one programme."""

import tomllib
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any

from fieldwork.errors import Refused
from fieldwork.programme.model import Programme, Value
from fieldwork.resources import resource
from fieldwork.sample.sizes import CONFIDENCE, MARGIN, sample_size


@dataclass(frozen=True, slots=True)
class Window:
    """The days between which `fact` must lie; None leaves a side open."""

    first: date | None = None
    last: date | None = None
    fact: str = "start_date"


@dataclass(frozen=True, slots=True)
class Method:
    """How the sample of one form is drawn. `minimums` are facts and values with a published minimum whose
    number was not stated; `facts` are set where a list does not say them; `said` is what was published and
    `ours` what that leaves open. `least` and `most` bound the number of cases, None where nothing does.
    """

    form: str
    title: str
    match: tuple[str, ...]
    window: Mapping[str, Any]
    facts: Mapping[str, Value] = field(default_factory=dict)
    minimums: tuple[tuple[str, str], ...] = ()
    spread: bool = False
    confidence: float = CONFIDENCE
    margin: float = MARGIN
    least: int | None = None
    most: int | None = None
    said: str = ""
    ours: str = ""

    def days(self, starts: date) -> Window:
        """The eligible days of an inspection whose fieldwork starts then."""
        first, last = (self.window.get(end) for end in ("from", "to"))
        return Window(
            _before(starts, first) if first else None,
            _before(starts, last) if last else None,
            str(self.window.get("fact", "start_date")),
        )

    def size(self, population: int, confidence: float | None = None, margin: float | None = None) -> int:
        """The cases to draw from so many: the usual number, or that of another confidence or margin, within
        this method's bounds.
        """
        chosen = confidence or self.confidence, margin or self.margin
        wanted = max(sample_size(population, *chosen), self.least or 0)
        return min(population, wanted, self.most or population)


def methods(programme: Programme) -> tuple[Method, ...]:
    """The methods of a programme's case forms, in their order; a plain one where none was published."""
    known = {row["form"]: row for row in _rows() if _is_of(row, programme)}
    return tuple(_method(programme, form.id, known.get(form.id, {})) for form in programme.case_forms)


def method(programme: Programme, form: str = "") -> Method:
    """The method of one case form, the first unless named. Raises `Refused` for any other form."""
    found = {one.form: one for one in methods(programme)}
    if form and form not in found:
        raise Refused(f"No sample is drawn for {form}.", advice=f"The forms are: {', '.join(found)}.")
    return found[form] if form else next(iter(found.values()))


@cache
def _rows() -> list[dict[str, Any]]:
    text = resource("sampling", "methods.toml").read_text(encoding="utf-8")
    return list(tomllib.loads(text)["methods"])


def _is_of(row: Mapping[str, Any], programme: Programme) -> bool:
    editions = row.get("editions", [programme.edition.id])
    return bool(row["programme"] == programme.id and programme.edition.id in editions)


def _method(programme: Programme, form: str, row: Mapping[str, Any]) -> Method:
    size = row.get("size", {})
    return Method(
        form=form,
        title=programme.forms[form].title,
        match=tuple(row.get("match", ())),
        window=row.get("window", {}),
        facts=row.get("facts", {}),
        minimums=tuple((one["fact"], one["value"]) for one in row.get("minimum", ())),
        spread=row.get("spread", False),
        confidence=size.get("confidence", CONFIDENCE),
        margin=size.get("margin", MARGIN),
        least=size.get("least"),
        most=size.get("most"),
        said=row.get("said", ""),
        ours=row.get("ours", ""),
    )


def _before(day: date, span: Mapping[str, int]) -> date:
    """So many months and weeks before; the last day of a month that is too short."""
    months = day.year * 12 + day.month - 1 - span.get("months", 0)
    year, month = divmod(months, 12)
    there = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    return there - timedelta(weeks=span.get("weeks", 0))
