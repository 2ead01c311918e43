"""The rules that an inspection plans by, as its file keeps them: hours, lengths, reading and weights."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from fieldwork.errors import Problem as Wrong
from fieldwork.errors import Refused
from fieldwork.inspection.changes import Written
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.setting_up import THE_INSPECTION
from fieldwork.timetable.costs import WEIGHTS
from fieldwork.timetable.problem import DayRules, InterviewLengths, ReadingRules

TIMES = ("starts", "lunch_starts", "lunch_ends", "ends")

Settings = Mapping[str, Any]


def settings_of(inspection: Inspection) -> dict[str, Any]:
    """What somebody set; empty where everything is as usual."""
    found = inspection.value("inspection", THE_INSPECTION, "timetable")
    return dict(found) if isinstance(found, dict) else {}


def day_rules(settings: Settings) -> DayRules:
    """The working hours set for the inspection, the usual ones where none are set."""
    usual = DayRules()
    times = {name: time.fromisoformat(settings[name]) for name in TIMES if name in settings}
    grid, gap = (int(settings.get(name, getattr(usual, name))) for name in ("grid", "gap"))
    return DayRules(**times, grid=grid, gap=gap)


def lengths(settings: Settings) -> InterviewLengths:
    """How long interviews take."""
    usual = InterviewLengths()
    minutes = tuple(int(m) for m in settings.get("minutes") or usual.minutes)
    return InterviewLengths(minutes, int(settings.get("each_more", usual.each_more)))


def reading_rules(settings: Settings) -> ReadingRules:
    """How much an inspector reads in a half-day, and how long before; not planned unless it is set."""
    usual = ReadingRules()
    return ReadingRules(
        int(settings.get("reading_minutes", usual.minutes)),
        int(settings.get("reading_ahead", usual.ahead)),
        int(settings.get("reading_before", usual.before)),
    )


def weights(settings: Settings) -> dict[str, int]:
    """The weights that somebody set; others and names unknown here are passed over."""
    held = settings.get("weights") or {}
    return {name: max(int(held[name]), 0) for name in WEIGHTS if name in held}


def change_settings(inspection: Inspection, author: str, changes: Settings) -> Written:
    """Set some of the rules; `None` makes one the usual one again. Weights are changed one by one.

    Raises `Refused` for hours out of order and for goals that there are none of.
    """
    unknown = [name for name in changes.get("weights") or {} if name not in WEIGHTS]
    if unknown:
        wrong = [Wrong(name, "there is no such goal") for name in unknown]
        raise Refused("A weight is for no goal.", wrong, f"The goals are: {', '.join(WEIGHTS)}.")
    settings = settings_of(inspection) | dict(changes)
    if changes.get("weights"):
        settings["weights"] = (settings_of(inspection).get("weights") or {}) | changes["weights"]
    settings = {name: value for name, value in settings.items() if value is not None}
    day_rules(settings)
    with inspection.edit(author, "Set the rules for planning") as edit:
        edit.set("inspection", THE_INSPECTION, "timetable", settings or None)
    return edit.written
