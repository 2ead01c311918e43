"""What a newly read office list changes in the sample: for a person to see before it is taken in."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from fieldwork.programme.conditions import Value
from fieldwork.sample.identifiers import same_pnc
from fieldwork.sample.model import ListRow, OfficeList

#: A case's facts that have a value, by fact id.
Held = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class FactChange:
    """One fact of one case that the list gives otherwise; None where there is no value."""

    ref: str
    fact: str
    before: Value | None
    after: Value | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What taking a list in does, by case reference.

    `added` are new cases; `changed` includes those of cases that came back; `withdrawn` are no longer on the
    list; `returned` were withdrawn before and are on it again; `unchanged` counts the cases that stay as they
    are; `held_back` are faulty in the list, so they are neither changed nor withdrawn.
    """

    added: tuple[ListRow, ...]
    changed: tuple[FactChange, ...]
    withdrawn: tuple[str, ...]
    returned: tuple[str, ...]
    unchanged: int
    held_back: tuple[str, ...]


def compare(office_list: OfficeList, current: Mapping[str, Held], withdrawn: Collection[str]) -> Comparison:
    """Compares a list with the cases that there are, `withdrawn` among them or apart.

    Facts that no column of the list fills stay as they are; an empty cell in a column that is there takes
    the value away. A faulty row without a readable reference holds back the case of the person it names, by
    PNC or by names and date of birth.
    """
    gone = frozenset(withdrawn)
    listed = {row.reference for row in office_list.rows}
    held = _held_back(office_list, current, listed)
    known = [row for row in office_list.rows if row.reference in current]
    changes = {
        row.reference: tuple(_changes(row, current[row.reference], office_list.columns)) for row in known
    }
    return Comparison(
        added=tuple(
            row for row in office_list.rows if row.reference not in current and row.reference not in gone
        ),
        changed=tuple(change for found in changes.values() for change in found),
        withdrawn=tuple(ref for ref in current if ref not in listed and ref not in held and ref not in gone),
        returned=tuple(row.reference for row in office_list.rows if row.reference in gone),
        unchanged=sum(not found for ref, found in changes.items() if ref not in gone),
        held_back=tuple(held),
    )


def _changes(row: ListRow, before: Held, columns: Collection[str]) -> Iterator[FactChange]:
    for fact in columns:
        old, new = _plain(before.get(fact)), row.facts.get(fact)
        if old != new:
            yield FactChange(row.reference, fact, old, new)


def _plain(value: Value | list[str] | None) -> Value | None:
    """A value as this room writes it: the file gives list facts back as lists, which may be empty."""
    if isinstance(value, list | tuple):
        return tuple(value) or None
    return None if value == "" else value


def _held_back(
    office_list: OfficeList, current: Mapping[str, Held], listed: Collection[str]
) -> dict[str, None]:
    """The references of faulty rows, in the list's order; those with a sound row as well are left out."""
    people = {mark: ref for ref, facts in current.items() for mark in _marks(facts)}
    held: dict[str, None] = {}
    for row in office_list.waiting:
        named = [row.reference] if row.reference else [people[m] for m in _marks(row.facts) if m in people]
        held |= {ref: None for ref in named[:1] if ref not in listed}
    return held


def _marks(facts: Held) -> Iterator[tuple[str, ...]]:
    """What a person can be told by without the reference, the surest first."""
    if pnc := facts.get("pnc"):
        yield ("pnc", same_pnc(str(pnc)))
    names = [str(facts.get(fact, "")) for fact in ("family_name", "first_names", "date_of_birth")]
    if all(names):
        yield ("names", *(name.casefold() for name in names))
