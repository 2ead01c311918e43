"""What rows of planning tables set in the inspection file, kind by kind; `registers` reads it again."""

import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, time, timedelta
from typing import Any

from fieldwork.inspection import queries
from fieldwork.inspection.changes import Edit
from fieldwork.inspection.setting_up import THE_INSPECTION
from fieldwork.sheets.cells import fold
from fieldwork.timetable.plan_settings import day_rules, settings_of
from fieldwork.timetable.table_known import Known
from fieldwork.timetable.travel import KM_AN_HOUR

Values = Mapping[str, Any]
Writer = Callable[[Known, Edit, Sequence[Values]], None]

#: Days away are kept so long before and after fieldwork, in case its dates move.
_AROUND = timedelta(days=28)


def _offices(known: Known, edit: Edit, rows: Sequence[Values]) -> None:
    for row in rows:
        name = known.offices[fold(row["office"])]
        fields = {"name": name} | _plain(row, "rooms")
        fields |= _pair(row, "hours", "opens", "closes") | _pair(row, "at", "latitude", "longitude")
        _set(edit, "office", queries.office_id(known.inspection, name), fields)


def _rooms(known: Known, edit: Edit, rows: Sequence[Values]) -> None:
    """The rooms of each half-day named; for an office, what an earlier table said is replaced."""
    for folded in dict.fromkeys(fold(row["office"]) for row in rows):
        name = known.offices[folded]
        held = [
            [row["date"].isoformat(), row.get("part", "day"), row["rooms"]]
            for row in rows
            if fold(row["office"]) == folded
        ]
        fields = {"name": name, "rooms_on": sorted(held)}
        _set(edit, "office", queries.office_id(known.inspection, name), fields)


def _inspectors(known: Known, edit: Edit, rows: Sequence[Values]) -> None:
    for row in rows:
        fields = _plain(row, "works", "languages", "lunch", "base", "reads")
        if "barred" in row:
            fields["barred"] = [known.offices[fold(name)] for name in row["barred"]]
        fields |= _pair(row, "hours", "arrives", "leaves") | _pair(row, "base_at", "latitude", "longitude")
        _set(edit, "person", known.people[fold(row["inspector"])], fields)


def _officers(known: Known, edit: Edit, rows: Sequence[Values]) -> None:
    for row in rows:
        fields = _plain(row, "works", "language") | ({"remote": row["held"] or None} if "held" in row else {})
        _set(edit, "officer", known.officers[fold(row["officer"])], fields)


def _absences(known: Known, edit: Edit, rows: Sequence[Values]) -> None:
    """The absences of everybody named, in place of those that were known of them."""
    found: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in rows:
        name = fold(row["away"])
        who = ("officer", known.officers[name]) if name in known.officers else ("person", known.people[name])
        found.setdefault(who, []).extend(_days_away(known, row))
    for (entity, key), away in found.items():
        once = {(one["date"], one["part"], one.get("begins", "")): one for one in away}
        edit.set(entity, key, "absences", [once[at] for at in sorted(once)] or None)


def _days_away(known: Known, row: Values) -> Iterator[dict[str, str]]:
    info = known.inspection.info()
    times = _plain(row, "begins", "ends")
    day: date = max(row["from"], info.starts - _AROUND)
    while day <= min(row.get("to", row["from"]), info.ends + _AROUND):
        yield {"date": day.isoformat(), "part": row.get("part") or _part(known, row)} | times
        day += timedelta(days=1)


def _part(known: Known, row: Values) -> str:
    """The half-days that times of an absence reach into."""
    rules = day_rules(settings_of(known.inspection))
    if "ends" in row and time.fromisoformat(row["ends"]) <= rules.lunch_ends:
        return "am"
    return "pm" if "begins" in row and time.fromisoformat(row["begins"]) >= rules.lunch_starts else "day"


def _interpreters(known: Known, edit: Edit, rows: Sequence[Values]) -> None:
    """The interpreters of each language named, in place of those that were known of."""
    languages = {fold(row["language"]) for row in rows}
    held = known.inspection.value("inspection", THE_INSPECTION, "interpreters") or []
    kept = [row for row in held if fold(row[0]) not in languages]
    new = [
        [row["language"], row["date"].isoformat(), row.get("part", "day"), row["interpreters"]]
        for row in rows
    ]
    edit.set("inspection", THE_INSPECTION, "interpreters", kept + new)


def _journeys(known: Known, edit: Edit, rows: Sequence[Values]) -> None:
    """Ways between places. Of one whose length or time alone is told, the other is estimated from it."""
    held = known.inspection.value("inspection", THE_INSPECTION, "journeys") or []
    ways: dict[frozenset[str], list[Any]] = {frozenset(map(fold, row[:2])): list(row) for row in held}
    told: dict[frozenset[str], dict[str, Any]] = {}
    for row in rows:
        a, b = (known.places[fold(row[end])] for end in ("from", "to"))
        way = told.setdefault(frozenset((fold(a), fold(b))), {"from": a, "to": b})
        way |= _plain(row, "km", "minutes")
    for both, way in told.items():
        km = way.get("km", way.get("minutes", 0) * KM_AN_HOUR / 60)
        minutes = way.get("minutes", way.get("km", 0) * 60 / KM_AN_HOUR)
        ways[both] = [way["from"], way["to"], round(km, 1), round(minutes, 1)]
    edit.set("inspection", THE_INSPECTION, "journeys", list(ways.values()))


def _appointments(known: Known, edit: Edit, rows: Sequence[Values]) -> None:
    """Records of evidence with a day. The same table taken in again changes them; it adds none twice."""
    seen: Counter[tuple[Any, ...]] = Counter()
    for row in rows:
        form = known.form_ids[fold(row["what"])]
        about = (form, row["date"].isoformat(), fold(row.get("title", "")), fold(row.get("with", "")))
        seen[about] += 1
        name = "/".join((known.inspection.id, "appointment", *about, str(seen[about])))
        people = [known.people[fold(person)] for person in row.get("inspectors", ())]
        fields = {
            "form": form,
            "title": row.get("title"),
            "date": row["date"].isoformat(),
            "starts": row.get("begins"),
            "ends": row.get("ends"),
            "place": known.offices.get(fold(row.get("where", "")), row.get("where")),
            "with_whom": row.get("with"),
            "people": people or None,
        }
        _set(edit, "record", uuid.uuid5(uuid.NAMESPACE_OID, name).hex[:20], fields)


def _lengths(known: Known, edit: Edit, rows: Sequence[Values]) -> None:
    """How long interviews take, by their number of cases; counts between those given are filled in."""
    given = {row["cases"]: row["minutes"] for row in rows}
    settings = settings_of(known.inspection)
    settings["minutes"] = [_length(given, cases) for cases in range(1, max(given) + 1)]
    edit.set("inspection", THE_INSPECTION, "timetable", settings)


def _length(given: Mapping[int, int], cases: int) -> int:
    """That of the next number of cases above it that is given."""
    return given[min(n for n in given if n >= cases)]


def _plain(row: Values, *fields: str) -> dict[str, Any]:
    return {field: row[field] for field in fields if field in row}


def _pair(row: Values, field: str, one: str, other: str) -> dict[str, Any]:
    return {field: [row[one], row[other]]} if one in row else {}


def _set(edit: Edit, entity: str, key: str, fields: Mapping[str, Any]) -> None:
    for field, value in fields.items():
        edit.set(entity, key, field, value)


WRITERS: Mapping[str, Writer] = {
    "office": _offices,
    "rooms": _rooms,
    "inspector": _inspectors,
    "officer": _officers,
    "absence": _absences,
    "interpreter": _interpreters,
    "journey": _journeys,
    "appointment": _appointments,
    "length": _lengths,
}
"""By kind of table, what its rows set."""
