"""Interviews that two people changed apart from each other, so that somebody has to say which holds."""

from fieldwork import wording
from fieldwork.inspection import audit, queries
from fieldwork.inspection.file import Inspection

#: Fields of an interview in words; the others come with these.
_WHAT = {
    "starts": "time",
    "ends": "time",
    "agreed": "time",
    "inspector": "inspector",
    "office": "office",
    "room": "room",
    "state": "what became of it",
}


def changed_apart(inspection: Inspection) -> tuple[str, ...]:
    """A sentence for each such interview, by officer; what is shown now is the later word."""
    officers: dict[str, str] = {o.id: o.name for o in queries.officers(inspection)}
    people: dict[str, str] = {p.id: p.name for p in queries.team(inspection)}
    what: dict[str, list[str]] = {}
    whose: dict[str, list[str]] = {}
    for conflict in audit.conflicts(inspection):
        entity, officer, field = conflict.register
        if entity == "interview" and field in _WHAT:
            what.setdefault(officer, []).append(_WHAT[field])
            whose.setdefault(officer, []).extend(people.get(s.author, "somebody") for s in conflict.sides)
    names = sorted((officers.get(officer, officer), officer) for officer in what)
    return tuple(
        f"The interview with {name} was changed apart ({_each(what[officer])}) by {_each(whose[officer])}."
        for name, officer in names
    )


def _each(words: list[str]) -> str:
    """Listed once each."""
    return wording.listed(list(dict.fromkeys(words)))
