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


_CASE = "The same case as row {row}: expected each case once."
_PNC = "The same person as row {row}: expected each person once, with the earliest start."
_NAMES = "The same names and date of birth as row {row}: expected each person once, with the earliest start."


def found_twice(values: Values, numbers: Sequence[int]) -> list[Twice]:
    """Rows that repeat another one; `values` are columns by fact, `numbers` the rows' numbers in the sheet.

    The same reference: the first row stays. The same PNC, or the same names and date of birth, under another
    reference: the row with the earliest start stays, as in the Ministry of Justice's case sampler.
    """
    found: dict[int, Twice] = {}
    _by_reference(values, numbers, found)
    starts = values.get("start_date") or [None] * len(numbers)
    pncs = [same_pnc(str(pnc)) if pnc else None for pnc in values.get("pnc", ())]
    _by_person(pncs, starts, numbers, found, "pnc", _PNC)
    if all(fact in values for fact in ("family_name", "first_names", "date_of_birth")):
        people = [
            (str(family).casefold(), str(first).casefold(), born) if family and first and born else None
            for family, first, born in zip(
                values["family_name"], values["first_names"], values["date_of_birth"], strict=True
            )
        ]
        _by_person(people, starts, numbers, found, "reference", _NAMES)
    return sorted(found.values())


def _by_reference(values: Values, numbers: Sequence[int], found: dict[int, Twice]) -> None:
    first: dict[Value, int] = {}
    for row, reference in enumerate(values["reference"]):
        if reference is None:
            continue
        kept = first.setdefault(reference, row)
        if kept != row:
            found[row] = Twice(row, kept, "reference", _CASE.format(row=numbers[kept]))


def _by_person(
    people: Sequence[object],
    starts: Sequence[Value | None],
    numbers: Sequence[int],
    found: dict[int, Twice],
    fact: str,
    problem: str,
) -> None:
    rows_of: dict[object, list[int]] = {}
    if len(set(people)) == len(people):
        return  # quick for long lists without repeats
    for row, person in enumerate(people):
        if person is not None and row not in found:
            rows_of.setdefault(person, []).append(row)
    for rows in rows_of.values():
        if len(rows) > 1:
            kept = min(rows, key=lambda row: (starts[row] is None, str(starts[row]), row))
            for row in rows:
                if row != kept:
                    found[row] = Twice(row, kept, fact, problem.format(row=numbers[kept]))
