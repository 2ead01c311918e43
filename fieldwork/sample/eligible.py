"""Which cases of a long list can be drawn at all, and why the others cannot."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fieldwork.programme.model import Programme, Value
from fieldwork.programme.routing import form_of, route
from fieldwork.sample.model import ListRow, OfficeList
from fieldwork.sample.strata import stratum
from fieldwork.wording import day


@dataclass(frozen=True, slots=True)
class Candidate:
    """A case that can be drawn: its effective facts, its unit (local delivery unit, else office), officer."""

    ref: str
    facts: Mapping[str, Value]
    unit: str
    officer: str


@dataclass(frozen=True, slots=True)
class Excluded:
    """A row of the list that cannot be drawn, and why. Only its case reference names it."""

    row: int
    ref: str
    reason: str


@dataclass(frozen=True, slots=True)
class Window:
    """The days between which sentences began or people were released; None leaves a side open."""

    first: date | None = None
    last: date | None = None


def eligible(
    found: OfficeList, programme: Programme, window: Window | None = None, *, five_strata: bool = False
) -> tuple[tuple[Candidate, ...], tuple[Excluded, ...]]:
    """The cases that can be drawn, by reference, and the rows that cannot, in the list's order.

    Left out are rows with problems (restricted records, starts in the future, the same person twice),
    starts outside the window, and, where the five strata are asked for, cases that belong to none.
    """
    rows, repeated = _earliest(found)
    reasons: dict[int, list[str]] = {}
    for problem in found.problems:
        reasons.setdefault(problem.row, []).append(problem.problem)
    in_order = {row.row for row in rows}
    left_out = [
        Excluded(row.row, row.reference, " ".join(reasons.get(row.row, ())))
        for row in found.waiting
        if row.row not in in_order
    ]
    left_out += repeated
    candidates = []
    for row in rows:
        reason = _outside(row, window or Window(), five_strata)
        if reason:
            left_out.append(Excluded(row.row, row.reference, reason))
        else:
            candidates.append(_candidate(programme, row))
    candidates.sort(key=lambda one: one.ref)
    return tuple(candidates), tuple(sorted(left_out, key=lambda one: one.row))


def _earliest(found: OfficeList) -> tuple[list[ListRow], list[Excluded]]:
    """The rows in order; of rows with one case reference, the one with the earliest start."""
    faults: dict[int, list[str]] = {}
    for problem in found.problems:
        faults.setdefault(problem.row, []).append(problem.value)
    kept = {row.reference: row for row in found.rows}
    repeated = []
    for row in found.waiting:
        other = kept.get(row.reference)
        if other and faults.get(row.row) == [row.reference] and _start(row) < _start(other):
            kept[row.reference] = row
            reason = f"The same case as row {row.row}, which has an earlier start."
            repeated.append(Excluded(other.row, other.reference, reason))
    return list(kept.values()), repeated


def _start(row: ListRow) -> str:
    return str(row.facts.get("start_date", "9999"))


def _outside(row: ListRow, window: Window, five_strata: bool) -> str:
    """Why a sound row cannot be drawn, or nothing."""
    begun = row.facts.get("start_date")
    start = date.fromisoformat(str(begun)) if begun else None
    if start is None and (window.first or window.last):
        return "It has no start date."
    if start and window.first and start < window.first:
        return f"It began before {day(window.first)}."
    if start and window.last and start > window.last:
        return f"It began after {day(window.last)}."
    if five_strata and stratum(row.facts) is None:
        return "Its gender, sentence type or serious harm level puts it in none of the strata."
    return ""


def _candidate(programme: Programme, row: ListRow) -> Candidate:
    form = form_of(programme, row.facts) or programme.case_forms[0]
    facts = route(programme, form.id, row.facts, {}).facts
    unit = str(facts.get("ldu") or facts.get("office") or "")
    return Candidate(row.reference, facts, unit, str(facts.get("responsible_officer", "")))
