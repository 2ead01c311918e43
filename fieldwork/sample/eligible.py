"""Which cases of a long list can be drawn at all, and why the others cannot."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from fieldwork.programme.model import Programme, Value
from fieldwork.programme.routing import form_of, route
from fieldwork.sample.methods import Method, Window
from fieldwork.sample.model import ListProblem, ListRow, OfficeList
from fieldwork.sample.people import found_twice
from fieldwork.sample.strata import why_in_none
from fieldwork.wording import day

Reason = Literal["restricted", "future", "unreadable", "another_sample", "days", "stratum", "repeated"]

#: What each kind of exclusion is called, in the order in which they are looked for: a case or person that
#: is on the list again is one only among the cases that could be drawn otherwise.
REASONS: dict[Reason, str] = {
    "restricted": "Restricted record",
    "future": "Starts in the future",
    "unreadable": "Could not be read",
    "another_sample": "In or for another sample",
    "days": "Outside the eligible days",
    "stratum": "In none of the strata",
    "repeated": "The same case or person again",
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A case that can be drawn: its effective facts and those that the list gives, its cluster, its unit
    (local delivery unit, else office) and its officer; each "" where the list does not say.
    """

    ref: str
    facts: Mapping[str, Value]
    unit: str
    officer: str
    cluster: str = ""
    given: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Excluded:
    """A row of the list that cannot be drawn, and why. Only its case reference names it."""

    row: int
    ref: str
    reason: str
    kind: Reason


@dataclass(frozen=True, slots=True)
class Eligible:
    """The cases that can be drawn, by reference, and the rows that cannot, in the list's order."""

    candidates: tuple[Candidate, ...]
    excluded: tuple[Excluded, ...]

    def reasons(self) -> dict[Reason, int]:
        """How many rows were left out for each reason that occurs, in the order of `REASONS`."""
        found = Counter(one.kind for one in self.excluded)
        return {kind: found[kind] for kind in REASONS if found[kind]}


def eligible(
    found: OfficeList,
    programme: Programme,
    method: Method,
    window: Window | None = None,
    *,
    five_strata: bool = False,
    taken: Mapping[str, str] | None = None,
) -> Eligible:
    """Parts a long list into the cases that can be drawn and the rows that cannot.

    Left out are rows with problems (restricted records, starts in the future), cases of or for another
    sample (`taken` says by reference which), starts outside the window, where the five strata are asked for
    cases that belong to none, and last the same case or person again, whose earliest start is kept.
    """
    faults: dict[int, list[ListProblem]] = {}
    for problem in found.problems:
        if problem.kind != "repeated":
            faults.setdefault(problem.row, []).append(problem)
    left_out: list[Excluded] = []
    sound: list[tuple[ListRow, Candidate]] = []
    for row in sorted((*found.rows, *found.waiting), key=lambda row: row.row):
        if row.row in faults:
            left_out.append(_faulty(row, faults[row.row]))
            continue
        case, form = _candidate(programme, method, row)
        why = _why_not(case, form, programme, method, window or Window(), five_strata, taken or {})
        if why:
            left_out.append(Excluded(row.row, row.reference, why[1], why[0]))
        else:
            sound.append((row, case))
    again = _again([row for row, _ in sound])
    candidates = [case for row, case in sound if row.row not in again]
    excluded = sorted((*left_out, *again.values()), key=lambda one: one.row)
    return Eligible(tuple(sorted(candidates, key=lambda case: case.ref)), tuple(excluded))


def _faulty(row: ListRow, problems: Sequence[ListProblem]) -> Excluded:
    kinds = {problem.kind for problem in problems}
    kind: Reason = "unreadable"
    if "restricted" in kinds:
        kind = "restricted"
    elif kinds == {"future"}:
        kind = "future"
    return Excluded(row.row, row.reference, " ".join(problem.problem for problem in problems), kind)


def _candidate(programme: Programme, method: Method, row: ListRow) -> tuple[Candidate, str]:
    """The row as a case, and the form that it is read with."""
    given = {**method.facts, **row.facts}
    form = form_of(programme, given) or programme.case_forms[0]
    facts = route(programme, form.id, given, {}).facts
    named = [str(facts.get(name) or "") for name in ("ldu", "office", "responsible_officer", "cluster")]
    unit, office, officer, cluster = named
    return Candidate(row.reference, facts, unit or office, officer, cluster, given), form.id


def _why_not(
    case: Candidate,
    form: str,
    programme: Programme,
    method: Method,
    window: Window,
    five_strata: bool,
    taken: Mapping[str, str],
) -> tuple[Reason, str] | None:
    """Why a sound row cannot be drawn, or nothing."""
    if form != method.form:
        return "another_sample", f"The list has it for another sample: {programme.forms[form].title}."
    if case.ref in taken:
        return "another_sample", f"It is in another sample already: {taken[case.ref]}."
    if outside := _outside(case.facts, window):
        return "days", outside
    if five_strata and (why := why_in_none(case.facts)):
        return "stratum", why
    return None


def _outside(facts: Mapping[str, Value], window: Window) -> str:
    """Why a case lies outside the window; "" where it does not. A day that the list does not give stands in
    for by the start.
    """
    begun = facts.get(window.fact) or facts.get("start_date")
    if not begun:
        return "It has no start date." if window.first or window.last else ""
    start = date.fromisoformat(str(begun))
    if window.first and start < window.first:
        return f"It began before {day(window.first)}."
    if window.last and start > window.last:
        return f"It began after {day(window.last)}."
    return ""


_TELLS = ("reference", "pnc", "family_name", "first_names", "date_of_birth", "start_date")


def _again(rows: Sequence[ListRow]) -> dict[int, Excluded]:
    """The rows that are the same case or person as another one, by their number in the sheet."""
    numbers = [row.row for row in rows]
    values = {name: [row.facts.get(name) for row in rows] for name in _TELLS}
    found = {}
    for twice in found_twice(values, numbers, drawing=True):
        row = rows[twice.later]
        what = twice.problem.partition(":")[0]
        reason = f"{what}, which is kept: its start is the earliest."
        found[row.row] = Excluded(row.row, row.reference, reason, "repeated")
    return found
