"""The same case or person twice in a list."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from fieldwork.programme.conditions import Value
from fieldwork.sample.identifiers import same_pnc

Values = Mapping[str, Sequence[Value | None]]


class Twice(NamedTuple):
    """Row `later` repeats row `first` (places among the rows). `fact` names the column to point to."""

    later: int
    first: int
    fact: str
    problem: str


_NAMED = ("family_name", "first_names", "date_of_birth")

_CASE = "The same case as row {row}: expected each case once."
_PNC = "The same person as row {row}: expected each person once, with the earliest start."
_NAMES = "The same names and date of birth as row {row}: expected each person once, with the earliest start."


def found_twice(values: Values, numbers: Sequence[int], *, drawing: bool = False) -> list[Twice]:
    """Rows that repeat another one; `values` are columns by fact, `numbers` the rows' numbers in the sheet.

    The same PNC, or the same names and date of birth, under another reference: the row with the earliest
    start stays, as in the Ministry of Justice's case sampler. The same reference: the first row stays, since
    a list is corrected there; for `drawing` the one with the earliest start, as with persons.
    """
    found: dict[int, Twice] = {}
    starts = values.get("start_date") or [None] * len(numbers)
    pncs = [same_pnc(str(pnc)) if pnc else "" for pnc in values.get("pnc", ())]
    in_order = starts if drawing else [None] * len(numbers)
    _find(values["reference"], in_order, numbers, found, "reference", _CASE)
    _find(pncs, starts, numbers, found, "pnc", _PNC)
    if all(fact in values for fact in _NAMED):
        parts = zip(*map(values.__getitem__, _NAMED), strict=True)
        people = [
            f"{family}\n{first}\n{born}".casefold() if family and first and born else ""
            for family, first, born in parts
        ]
        _find(people, starts, numbers, found, "reference", _NAMES)
    return sorted(found.values())


def _find(
    marks: Sequence[Value | None],
    starts: Sequence[Value | None],
    numbers: Sequence[int],
    found: dict[int, Twice],
    fact: str,
    problem: str,
) -> None:
    """Adds rows with the same mark to `found`, all but the first by `starts`, then in order.

    An empty mark is none.
    """
    rows_of: dict[Value, list[int]] = {}
    if len(set(marks)) == len(marks):
        return  # as in most long lists, and quick to see
    for row, mark in enumerate(marks):
        if mark and row not in found:
            rows_of.setdefault(mark, []).append(row)
    for rows in rows_of.values():
        kept, *others = sorted(rows, key=lambda row: (starts[row] is None, str(starts[row]), row))
        for row in others:
            found[row] = Twice(row, kept, fact, problem.format(row=numbers[kept]))
