"""Commands about the timetable: planning the interviews, showing, checking and exporting the plan."""

import sys
from datetime import datetime
from typing import Any

import click

from fieldwork.cli.fieldwork_day import move_lines
from fieldwork.cli.files import Access, on_file
from fieldwork.cli.speech import Speech, speaks, table
from fieldwork.errors import Refused
from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.timetable.apart import changed_apart
from fieldwork.timetable.appointments import Appointment, appointments
from fieldwork.timetable.moves import frozen, moves
from fieldwork.timetable.plan import PlannedInterview
from fieldwork.timetable.plan_file import keep_plan, planned, problem_of
from fieldwork.wording import count, listed, short_day, span


@click.command("solve")
@speaks
@on_file
@click.option(
    "--seconds",
    type=click.FloatRange(0.1, 3600),
    default=10.0,
    show_default=True,
    help="How long to search.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="The same one gives the same plan.")
@click.option("--keep", is_flag=True, help="Change the present plan as little as possible.")
@click.option("--now", type=click.DateTime(), help="Keep what began before this moment as it was.")
def solve(speech: Speech, file: Access, seconds: float, seed: int, keep: bool, now: datetime | None) -> None:
    """Plan the interviews and keep the plan in the file."""
    from fieldwork.timetable.solver import solve as plan_interviews  # slow to import: the solver

    with file.writing() as (inspection, author):
        problem = problem_of(inspection)
        if not problem.officers:
            raise Refused("There is nobody to interview.", advice="Take in the office's list first.")
        before = planned(inspection)
        if now:
            problem = frozen(problem, before, now)
        plan = plan_interviews(problem, seconds=seconds, seed=seed, keep=before if keep else ())
        keep_plan(inspection, author, plan.interviews)
        unplaced = [{"officer": problem.name(u.officer), "why": u.why} for u in plan.unplaced]
        changed = move_lines(problem, moves(problem, before, plan.interviews)) if keep else []
        document = {
            "status": plan.status,
            "interviews": _lines(inspection),
            "unplaced": unplaced,
            "objective": dict(plan.objective),
            "cost": plan.cost,
            "bound": plan.bound,
            "moved": plan.moved,
            "moves": changed,
            "seconds": round(plan.seconds, 2),
        }
    planned_words = count(len(plan.interviews), "interview")
    text = [f"{plan.status.capitalize()}: {planned_words} planned, {len(plan.unplaced)} not placed."]
    text += [f"  {u['officer']}: {u['why']}" for u in unplaced]
    text += [f"  {m['officer']}: {m['before']} becomes {m['after']}. {m['why']}" for m in changed]
    speech.result(document, *text)


@click.command("show")
@speaks
@on_file
def show(speech: Speech, file: Access) -> None:
    """Show the plan."""
    with file.reading() as inspection:
        found = _lines(inspection)
        rows = [_row(i, line) for i, line in zip(planned(inspection), found, strict=True)]
        meetings = [_meeting(inspection, one) for one in appointments(inspection)]
        rows += [
            (short_day(a.day), a.when, line["title"], line["inspector"], line["office"], "", "")
            for a, line in zip(appointments(inspection), meetings, strict=True)
        ]
        found += meetings
    heads = ("Day", "Time", "Whom", "Inspector", "Where", "Room", "Cases")
    speech.result(found, table(heads, rows))


def _row(i: PlannedInterview, line: dict[str, Any]) -> tuple[Any, ...]:
    when = (short_day(i.starts.date()), span(i.starts, i.ends))
    return (*when, line["officer"], line["inspector"], i.office, i.room, len(i.cases))


def _meeting(inspection: Inspection, one: Appointment) -> dict[str, Any]:
    """A meeting, visit or observation with a day, as an interview is shown; times null for all day."""
    team = {str(p.id): p.name for p in queries.team(inspection)}
    return {
        "id": one.id,
        "kind": "meeting",
        "title": one.title,
        "officer": None,
        "cases": [],
        "inspector": listed([team.get(person, person) for person in one.people]),
        "office": one.place,
        "room": None,
        "starts": one.starts.isoformat(timespec="minutes") if one.starts else one.day.isoformat(),
        "ends": one.ends.isoformat(timespec="minutes") if one.ends else None,
        "locked": True,
    }


def _lines(inspection: Inspection) -> list[dict[str, Any]]:
    names: dict[str, str] = {p.id: p.name for p in queries.team(inspection)}
    names |= {o.id: o.name for o in queries.officers(inspection)}
    return [
        {
            "id": i.officer,
            "kind": "interview",
            "officer": names.get(i.officer, i.officer),
            "cases": list(i.cases),
            "inspector": names.get(i.inspector, i.inspector),
            "office": i.office,
            "room": i.room,
            "starts": i.starts.isoformat(timespec="minutes"),
            "ends": i.ends.isoformat(timespec="minutes"),
            "locked": i.locked,
        }
        for i in planned(inspection)
    ]


@click.command("check")
@speaks
@on_file
def check(speech: Speech, file: Access) -> None:
    """List every clash and broken rule in the plan."""
    from fieldwork.timetable.check import check as find_clashes

    with file.reading() as inspection:
        clashes = find_clashes(problem_of(inspection), planned(inspection))
        found = [(str(clash.kind), clash.sentence) for clash in clashes]
        found += [("changed_apart", sentence) for sentence in changed_apart(inspection)]
    document = {"problems": [{"kind": kind, "problem": sentence} for kind, sentence in found]}
    headline = f"{count(len(found), 'problem')} in the plan." if found else "The plan has no problems."
    speech.found(document, headline, [sentence for _, sentence in found])
    if found:
        sys.exit(1)
