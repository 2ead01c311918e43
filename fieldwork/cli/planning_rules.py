"""Commands about what plans are made by: tables of people and places, rules, rooms, absences, debriefs."""

import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, time
from pathlib import Path
from typing import Any

import click

from fieldwork.cli.evidence import Clock
from fieldwork.cli.files import PATH, Access, on_file
from fieldwork.cli.inspections import Day
from fieldwork.cli.speech import Speech, speaks, table
from fieldwork.errors import Refused
from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.timetable.costs import weights as all_weights
from fieldwork.timetable.debrief import set_debrief
from fieldwork.timetable.plan_file import problem_of, set_absences, set_rooms
from fieldwork.timetable.plan_settings import change_settings
from fieldwork.timetable.problem import HALVES, HalfDay, Problem
from fieldwork.timetable.reading_tables import read_tables
from fieldwork.timetable.table_columns import BY_ID
from fieldwork.timetable.taking_in import CannotTake, Taken, faults_of, take_in
from fieldwork.wording import clock, count, span


@click.command("import")
@speaks
@on_file
@click.argument("paths", type=PATH, nargs=-1, required=True, metavar="TABLE...")
@click.option("--dry-run", is_flag=True, help="Say what is in the tables and change nothing.")
def import_tables(speech: Speech, file: Access, paths: tuple[Path, ...], dry_run: bool) -> None:
    """Take in tables of offices, people, absences, journeys and appointments (CSV or XLSX)."""
    found = read_tables(*paths)
    with file.reading() as inspection:
        faults = faults_of(inspection, found)
    taken: Taken | None = None
    if not faults and not dry_run:
        with file.writing() as (inspection, author):
            taken = take_in(inspection, author, found)
    document = {
        "tables": [
            {
                "file": one.source.file,
                "sheet": one.source.sheet,
                "table": one.kind,
                "rows": len(one.rows),
                "unused": list(one.unused),
            }
            for one in found.tables
        ],
        "passed_over": [source.sheet for source in found.passed_over],
        "new_offices": list(taken.new_offices) if taken else [],
        "taken": taken is not None,
        "problems": [asdict(fault) for fault in faults],
    }
    speech.result(document, *_words(document))
    if faults:
        cannot = CannotTake(faults)
        # The table of problems stands on standard output already where people read it.
        speech.explain(cannot if speech.as_json else Refused(str(cannot), advice=cannot.advice))
        sys.exit(1)


def _words(document: dict[str, Any]) -> list[str]:
    verb = "Took in" if document["taken"] else "Read"
    lines = []
    for one in document["tables"]:
        where = f"{one['file']}, {one['sheet']}" if one["sheet"] else one["file"]
        lines.append(f"{verb} {count(one['rows'], 'row')} of {BY_ID[one['table']].title} from {where}.")
        if one["unused"]:
            lines.append(f"  Not used: {', '.join(one['unused'])}")
    lines += [f"No table in sheet {name}." for name in document["passed_over"]]
    lines += [f"New office: {name}. Check that it is no slip." for name in document["new_offices"]]
    rows = [
        [p[k] for k in ("file", "sheet", "row", "column", "value", "expected")] for p in document["problems"]
    ]
    heads = ("File", "Sheet", "Row", "Column", "Value", "Expected")
    return [*lines, table(heads, rows)] if rows else lines


@click.command("rules")
@speaks
@on_file
@click.option("--hours", type=Clock(), nargs=2, help="When interviews may begin, and have to be over.")
@click.option("--lunch", type=Clock(), nargs=2, help="When nobody interviews.")
@click.option("--every", type=click.IntRange(1, 120), help="Interviews begin every so many minutes.")
@click.option("--gap", type=click.IntRange(0, 120), help="Minutes between two interviews of one inspector.")
@click.option("--minutes", type=click.IntRange(10, 480), multiple=True, help="Length for 1 case, 2 cases, …")
@click.option("--each-more", type=click.IntRange(0, 240), help="Minutes for each case beyond those.")
@click.option("--reading", type=click.IntRange(0, 480), help="Minutes that are read in a half-day; 0: any.")
@click.option("--ahead", type=click.IntRange(0, 10), help="Half-days from reading to interview.")
@click.option("--before", type=click.IntRange(0, 40), help="Half-days of reading before the first day.")
@click.option("--weight", "weights", multiple=True, metavar="GOAL=N", help="How much a goal counts.")
def rules(
    speech: Speech,
    file: Access,
    hours: tuple[time, time] | None,
    lunch: tuple[time, time] | None,
    weights: tuple[str, ...],
    minutes: tuple[int, ...],
    **numbers: int | None,
) -> None:
    """Show what plans are made by, or change some of it."""
    changes: dict[str, Any] = {_SETTINGS[name]: n for name, n in numbers.items() if n is not None}
    for names, times in ((("starts", "ends"), hours), (("lunch_starts", "lunch_ends"), lunch)):
        if times:
            changes |= {name: at.isoformat("minutes") for name, at in zip(names, times, strict=True)}
    changes |= {"minutes": list(minutes)} if minutes else {}
    changes |= {"weights": dict(_weight(text) for text in weights)} if weights else {}
    if changes:
        with file.writing() as (inspection, author):
            change_settings(inspection, author, changes)
    with file.reading() as inspection:
        problem = problem_of(inspection)
    speech.result(_rules(problem), *_rule_words(problem))


_SETTINGS = {
    "every": "grid",
    "gap": "gap",
    "each_more": "each_more",
    "reading": "reading_minutes",
    "ahead": "reading_ahead",
    "before": "reading_before",
}


def _weight(text: str) -> tuple[str, int]:
    name, _, number = text.partition("=")
    if not number.isdecimal():
        raise click.UsageError(f"{text!r} is not a goal and its weight, such as travel=2")
    return name, int(number)


def _rules(problem: Problem) -> dict[str, Any]:
    day, length, reading = problem.rules, problem.lengths, problem.reading
    return {
        "hours": [day.starts.isoformat("minutes"), day.ends.isoformat("minutes")],
        "lunch": [day.lunch_starts.isoformat("minutes"), day.lunch_ends.isoformat("minutes")],
        "every": day.grid,
        "gap": day.gap,
        "minutes": list(length.minutes),
        "each_more": length.each_more,
        "reading": {"minutes": reading.minutes, "ahead": reading.ahead, "before": reading.before},
        "days": [one.isoformat() for one in problem.days],
        "weights": all_weights(problem),
    }


def _rule_words(problem: Problem) -> Sequence[str]:
    day, length, reading = problem.rules, problem.lengths, problem.reading
    each = ", ".join(f"{count(n, 'case')} {m} minutes" for n, m in enumerate(length.minutes, start=1))
    read = "Reading is not planned."
    if reading.minutes:
        ahead = count(reading.ahead, "half-day")
        read = f"{reading.minutes} minutes are read in a half-day, {ahead} before the interview at least."
    return (
        f"Interviews are {span(day.starts, day.ends)}, clear of {span(day.lunch_starts, day.lunch_ends)}, "
        f"begin every {day.grid} minutes and leave {day.gap} minutes between two.",
        f"{each}, each more {length.each_more}.",
        read,
        table(("Goal", "Weight"), list(all_weights(problem).items())),
    )


@click.command("debrief")
@speaks
@on_file
@click.option("--at", "at", type=Clock(), help="When it begins, on every day of fieldwork.")
@click.option("--minutes", type=click.IntRange(5, 240), default=30, show_default=True, help="How long it is.")
@click.option("--where", default="", help="The place; by telephone without one.")
@click.option("--not", "without", type=Day(), multiple=True, help="A day without one (may be repeated).")
@click.option("--none", "none", is_flag=True, help="Hold none.")
def debrief(
    speech: Speech,
    file: Access,
    at: time | None,
    minutes: int,
    where: str,
    without: tuple[date, ...],
    none: bool,
) -> None:
    """Hold a debrief of the team on every day of fieldwork."""
    if (at is None) != none:
        raise click.UsageError("say when it begins with --at, or --none")
    with file.writing() as (inspection, author):
        set_debrief(inspection, author, at, minutes=minutes, place=where, without=without)
        days = [d.isoformat() for d in inspection.info().days if d not in without] if at else []
    document = {"at": at.isoformat("minutes") if at else None, "minutes": minutes, "days": days}
    speech.result(document, f"At {clock(at)} on {count(len(days), 'day')}." if at else "No debriefs.")


@click.command("office")
@speaks
@on_file
@click.argument("name")
@click.option("--rooms", type=click.IntRange(0, 50), required=True, help="How many can be used at once.")
@click.argument("days", nargs=-1, metavar="[DATE[:am|:pm]]...")
def office(speech: Speech, file: Access, name: str, rooms: int, days: tuple[str, ...]) -> None:
    """Say how many interview rooms an office has, on every day or on some half-days."""
    halves = sorted({half for text in days for half in _halves(text)})
    with file.writing() as (inspection, author):
        held = {o.name.casefold(): o.name for o in queries.offices(inspection)}
        if name.casefold() not in held:
            known = ", ".join(held.values()) or "none yet; take in the office's list first"
            raise Refused(f"There is no office {name}.", advice=f"The offices are: {known}.")
        name = held[name.casefold()]
        set_rooms(inspection, author, name, rooms, halves)
    when = f" in {count(len(halves), 'half-day')}" if halves else ""
    document = {"office": name, "rooms": rooms, "half_days": [f"{d.isoformat()} {h}" for d, h in halves]}
    speech.result(document, f"{name}: {count(rooms, 'room')}{when}.")


@click.command("away")
@speaks
@on_file
@click.argument("who")
@click.argument("days", nargs=-1, metavar="[DATE[:am|:pm]]...")
def away(speech: Speech, file: Access, who: str, days: tuple[str, ...]) -> None:
    """Say when an officer or a person of the team is away (no dates: never)."""
    halves = sorted({half for text in days for half in _halves(text)})
    with file.writing() as (inspection, author):
        entity, key = _somebody(inspection, who)
        set_absences(inspection, author, entity, key, halves)
    document = {"who": who, "away": [f"{day.isoformat()} {half}" for day, half in halves]}
    speech.result(document, f"{who}: away for {count(len(halves), 'half-day')}.")


def _halves(text: str) -> list[HalfDay]:
    day, _, part = text.partition(":")
    try:
        when = date.fromisoformat(day)
    except ValueError as error:
        raise click.UsageError(f"{text!r} is not a day such as 2019-09-16 or 2019-09-16:am") from error
    if part not in ("", *HALVES):
        raise click.UsageError(f"{text!r} does not end in :am or :pm")
    return [(when, half) for half in HALVES if part in ("", half)]


def _somebody(inspection: Inspection, who: str) -> tuple[str, str]:
    for officer in queries.officers(inspection):
        if who == officer.id or who.casefold() == officer.name.casefold():
            return "officer", officer.id
    return "person", queries.person(inspection, who).id
