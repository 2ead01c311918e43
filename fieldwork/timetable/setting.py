"""Saying what planning has to know of offices, people and ways, one thing at a time.

`registers` says how the file keeps it. Every function is one step of the journal; `Refused` names the field.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, time
from typing import Any

from fieldwork.errors import Problem as Wrong
from fieldwork.errors import Refused
from fieldwork.inspection import queries
from fieldwork.inspection.changes import Written
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.setting_up import THE_INSPECTION
from fieldwork.timetable.availability import busy
from fieldwork.timetable.half_days import HalfDay
from fieldwork.timetable.travel import KM_AN_HOUR, Point

Span = tuple[time, time]

MOST_ROOMS, LONGEST_WAY = 50, 2000.0


def set_office(
    inspection: Inspection,
    author: str,
    name: str,
    *,
    rooms: int,
    rooms_on: Mapping[HalfDay, int],
    hours: Span | None,
    at: Point | None,
) -> Written:
    """An office: its rooms, in general and in some half-days, its own hours, and where it lies."""
    wrong = [*_order("hours", hours), *_on_earth(at)]
    if not all(0 <= count <= MOST_ROOMS for count in (rooms, *rooms_on.values())):
        wrong.append(Wrong("rooms", f"a whole number from 0 to {MOST_ROOMS}"))
    _refuse(wrong)
    fields = {
        "name": name,
        "rooms": rooms,
        "rooms_on": [[day.isoformat(), half, n] for (day, half), n in sorted(rooms_on.items())] or None,
        "hours": _texts(hours),
        "at": list(at) if at else None,
    }
    return _write(
        inspection, author, "Changed an office", "office", queries.office_id(inspection, name), fields
    )


def set_inspector(
    inspection: Inspection,
    author: str,
    person: str,
    *,
    works: Sequence[str],
    hours: Span | None,
    lunch: Span | None,
    base: str,
    base_at: Point | None,
    barred: Collection[str],
    languages: Sequence[str],
    reads: int | None,
) -> Written:
    """Somebody of the team: when they are there, where they set out from, what they must not inspect."""
    wrong = [*_order("hours", hours), *_order("lunch", lunch), *_on_earth(base_at)]
    if reads is not None and not 0 <= reads <= 12 * 60:
        wrong.append(Wrong("reads", "minutes, from 0 to 720"))
    _refuse(wrong)
    fields = {
        "works": list(works) or None,
        "hours": _texts(hours),
        "lunch": _texts(lunch),
        "base": base.strip() or None,
        "base_at": list(base_at) if base_at else None,
        "barred": sorted(barred) or None,
        "languages": list(languages) or None,
        "reads": reads,
    }
    return _write(inspection, author, "Changed when and where somebody works", "person", person, fields)


def set_officer(
    inspection: Inspection, author: str, officer: str, *, works: Sequence[str], language: str, remote: bool
) -> Written:
    """A responsible officer: when they work, in which language and whether from afar they are seen."""
    fields = {"works": list(works) or None, "language": language.strip() or None, "remote": remote or None}
    return _write(inspection, author, "Changed how an officer is seen", "officer", officer, fields)


def set_away(
    inspection: Inspection,
    author: str,
    entity: str,
    key: str,
    halves: Collection[HalfDay],
    timed: Collection[tuple[date, time, time]] = (),
) -> Written:
    """When an officer (`officer`) or somebody of the team (`person`) is away: half-days, and times of
    days.
    """
    _refuse([wrong for _, begins, ends in timed for wrong in _order("away", (begins, ends))])
    rows: list[dict[str, str]] = [{"date": day.isoformat(), "part": half} for day, half in sorted(halves)]
    for day, begins, ends in sorted(timed):
        part = "am" if ends <= time(13, 30) else "pm" if begins >= time(12, 30) else "day"
        times = {"begins": begins.isoformat("minutes"), "ends": ends.isoformat("minutes")}
        rows.append({"date": day.isoformat(), "part": part} | times)
    return _write(inspection, author, "Set absences", entity, key, {"absences": rows or None})


def timed(row: Mapping[str, Any]) -> list[tuple[date, time, time]]:
    """The absences of a register that take a part of a day, as `set_away` keeps them."""
    return [(day, _clock(begins), _clock(ends)) for day, begins, ends in sorted(busy(row))]


def set_way(
    inspection: Inspection, author: str, a: str, b: str, *, minutes: float | None, km: float | None = None
) -> Written:
    """How far it is between two places, both ways; `None` minutes: as it is estimated again.

    Without `km` they are estimated from the minutes.
    """
    if minutes is not None and not 0 <= minutes <= LONGEST_WAY:
        _refuse([Wrong("minutes", f"a number from 0 to {LONGEST_WAY:g}")])
    held = inspection.value("inspection", THE_INSPECTION, "journeys") or []
    ways = [row for row in held if {row[0], row[1]} != {a, b}]
    if minutes is not None:
        ways.append([a, b, round(minutes * KM_AN_HOUR / 60 if km is None else km, 1), round(minutes, 1)])
    fields = {"journeys": ways or None}
    return _write(inspection, author, "Set how far it is", "inspection", THE_INSPECTION, fields)


def set_interpreters(
    inspection: Inspection, author: str, language: str, counts: Mapping[HalfDay, int]
) -> Written:
    """How many interpreters of a language there are, by half-day; none where nothing is said."""
    if not language.strip():
        _refuse([Wrong("language", "a name")])
    held = inspection.value("inspection", THE_INSPECTION, "interpreters") or []
    kept = [row for row in held if str(row[0]).casefold() != language.strip().casefold()]
    new = [[language.strip(), day.isoformat(), half, n] for (day, half), n in sorted(counts.items()) if n]
    fields = {"interpreters": kept + new or None}
    return _write(inspection, author, "Set interpreters", "inspection", THE_INSPECTION, fields)


def set_days(inspection: Inspection, author: str, days: Collection[date]) -> Written:
    """The days of fieldwork, within the dates of the inspection."""
    info = inspection.info()
    if not days or not all(info.starts <= day <= info.ends for day in days):
        _refuse([Wrong("days", "at least one day between the inspection's first and last")])
    fields = {"days": [day.isoformat() for day in sorted(days)]}
    return _write(inspection, author, "Set the days of fieldwork", "inspection", THE_INSPECTION, fields)


def _write(
    inspection: Inspection, author: str, label: str, entity: str, key: str, fields: Mapping[str, Any]
) -> Written:
    """Sets those fields that differ: what is as it was is no change."""
    held = inspection.record(entity, key)
    with inspection.edit(author, label) as edit:
        for field, value in fields.items():
            if held.get(field) != value:
                edit.set(entity, key, field, value)
    return edit.written


def _refuse(wrong: Sequence[Wrong]) -> None:
    if wrong:
        raise Refused("This cannot be planned with.", wrong, "Correct it and go on.")


def _order(place: str, span: Span | None) -> list[Wrong]:
    return [Wrong(place, "it ends after it begins")] if span and span[0] >= span[1] else []


def _on_earth(at: Point | None) -> list[Wrong]:
    if at is None or (-90 <= at[0] <= 90 and -180 <= at[1] <= 180):
        return []
    return [Wrong("at", "degrees from -90 to 90, and from -180 to 180")]


def _clock(minutes: int) -> time:
    return time(*divmod(minutes, 60))


def _texts(span: Span | None) -> list[str] | None:
    return [when.isoformat("minutes") for when in span] if span else None
