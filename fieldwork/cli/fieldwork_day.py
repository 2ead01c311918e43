"""Commands about the days of fieldwork: what is before somebody, what became of it, who was told what."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import click

from fieldwork.cli.files import Access, on_file
from fieldwork.cli.speech import Speech, speaks, table
from fieldwork.errors import Refused
from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.timetable import marks, telling
from fieldwork.timetable.moves import Move, words
from fieldwork.timetable.plan_file import problem_of
from fieldwork.timetable.problem import Problem
from fieldwork.timetable.today import Engagement, Today
from fieldwork.timetable.today import today as day_of
from fieldwork.wording import clock, count, short_day

_MOMENT = click.DateTime(("%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d"))


@click.command("today")
@speaks
@on_file
@click.option("--person", "who", help="Whose day; without it, the day of whoever acts.")
@click.option("--at", "moment", type=_MOMENT, help="At this moment, such as 2019-09-16T08:30 (default: now).")
def today(speech: Speech, file: Access, who: str | None, moment: datetime | None) -> None:
    """Show somebody's day: what is next, where, and what is still to read for it."""
    with file.reading() as inspection:
        person = queries.person(inspection, who or file.person or _own(inspection)).id
        day = day_of(inspection, person, moment or datetime.now())
    speech.result(_document(day), *_text(day))


def _own(inspection: Inspection) -> str:
    user = queries.user(inspection)
    if user is None:
        raise Refused("Nobody says whose day it is.", advice="Name them: --person NAME.")
    return user.id


def _document(day: Today) -> dict[str, Any]:
    return {
        "person": day.name,
        "at": _stamp(day.now),
        "next": _engagement(day.next) if day.next else None,
        "travel_minutes": day.travel,
        "leave_by": _stamp(day.leave_by) if day.leave_by else None,
        "day": [_engagement(e) for e in day.day],
        "later": [_engagement(e) for e in day.later],
        "unmarked": [_engagement(e) for e in day.unmarked],
        "waiting": [{"officer": w.name, "cases": [c.ref for c in w.cases]} for w in day.waiting],
    }


def _engagement(e: Engagement) -> dict[str, Any]:
    cases = [{"ref": c.ref, "to_do": c.to_do, "minutes": c.minutes, "asks": c.asks} for c in e.cases]
    return {
        "id": e.id,
        "kind": e.kind,
        "title": e.title,
        "starts": _stamp(e.starts),
        "ends": _stamp(e.ends),
        "where": e.place,
        "about": e.about,
        "cases": cases,
        "state": e.state,
        "note": e.note,
        "late": e.late,
        "clashes": list(e.clashes),
    }


def _text(day: Today) -> list[str]:
    lines = [f"{day.name}, {short_day(day.now.date())}, {clock(day.now)}"]
    if day.next:
        e = day.next
        when = "" if e.starts.date() == day.now.date() else f"{short_day(e.starts.date())}, "
        lines.append(f"Next: {e.title}, {when}{e.when}, {e.place}.")
        if day.leave_by:
            lines.append(
                f"Set out by {clock(day.leave_by)}: the journey takes {count(day.travel, 'minute')}."
            )
        lines += [f"  To read: {c.ref}, {count(c.to_do, 'question')} open" for c in e.cases if c.to_do]
    else:
        lines.append("Nothing more is planned.")
    rows = [(e.when, e.title, e.place, marks.TITLES[e.state] if e.state else "") for e in day.day]
    lines += ["", table(("Time", "What", "Where", ""), rows)] if rows else []
    lines += [f"Was it held? {e.title}, {short_day(e.starts.date())}, {e.when}" for e in day.unmarked]
    lines += [f"Without a time: {w.name}" for w in day.waiting]
    lines += sorted({f"Clash: {c}" for e in (*day.day, *day.later) for c in e.clashes})
    return lines


@click.command("mark")
@speaks
@on_file
@click.argument("officer")
@click.argument("state", type=click.Choice([*marks.STATES, "planned"]))
@click.option("--minutes", type=int, default=0, help="How late it begins.")
@click.option("--to", type=_MOMENT, help="When it is held instead, where that was agreed.")
@click.option("--note", default="", help="Why; no names of people on probation.")
def mark(
    speech: Speech, file: Access, officer: str, state: str, minutes: int, to: datetime | None, note: str
) -> None:
    """Say what became of an interview (planned: take the last mark back)."""
    chosen = next((s for s in marks.STATES if s == state), None)
    with file.writing() as (inspection, author):
        who = officer_named(inspection, officer)
        done = marks.mark(inspection, author, who, chosen, minutes=minutes, note=note, to=to)
        name = problem_of(inspection).name(who)
    document = {"officer": name, "state": chosen, "effects": list(done.effects)}
    headline = f"{name}: {marks.TITLES[chosen].lower() if chosen else 'the last mark is taken back'}."
    speech.result(document, headline, *(f"  {sentence}" for sentence in done.effects))


def officer_named(inspection: Inspection, who: str) -> str:
    """The id of the responsible officer with this id or name. Raises `Refused` where there is none."""
    for officer in queries.officers(inspection):
        if who == officer.id or who.casefold() == officer.name.casefold():
            return officer.id
    raise Refused(f"There is no responsible officer {who}.", advice="Use a name as the office's list has it.")


@click.command("notify")
@speaks
@on_file
@click.argument("officers", nargs=-1, metavar="[OFFICER]...")
def notify(speech: Speech, file: Access, officers: tuple[str, ...]) -> None:
    """Keep that people were told of their interviews (no names: everybody)."""
    with file.writing() as (inspection, author):
        chosen = [officer_named(inspection, who) for who in officers]
        done = telling.notify(inspection, author, chosen)
        name = problem_of(inspection).name
        document = {"told": [name(o) for o in done.officers], "gone": [name(o) for o in done.gone]}
    gone = f", {len(done.gone)} that there is none any more" if done.gone else ""
    speech.result(document, f"Told of an interview: {count(len(done.officers), 'officer')}{gone}.")


@click.command("changes")
@speaks
@on_file
def changes(speech: Speech, file: Access) -> None:
    """List what has changed in the plan since people were told, and why."""
    with file.reading() as inspection:
        problem = problem_of(inspection)
        found = move_lines(problem, telling.news(inspection, problem))
    lines = [f"{m['officer']}: {m['before']} becomes {m['after']}. {m['why']}" for m in found]
    headline = f"{count(len(found), 'interview')} changed since people were told." if found else "No changes."
    speech.result({"changes": found}, headline, *(f"  {line}" for line in lines))


def move_lines(problem: Problem, found: Sequence[Move]) -> list[dict[str, str]]:
    """Moves in words, for JSON and for people."""
    return [
        {
            "officer": problem.name(move.officer),
            "before": words(problem, move.before),
            "after": words(problem, move.after),
            "why": move.why,
        }
        for move in found
    ]


def _stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")
