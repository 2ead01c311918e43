"""What an interview that begins late runs into; like `check`, without the code that makes timetables."""

from collections.abc import Iterator, Sequence
from datetime import time, timedelta

from fieldwork import wording
from fieldwork.timetable.plan import PlannedInterview
from fieldwork.timetable.problem import Problem

Late = tuple[str, tuple[PlannedInterview, ...]]
"""A sentence, and the late interview with the one that it runs into, if it is one."""


def running_late(problem: Problem, interviews: Sequence[PlannedInterview]) -> Iterator[Late]:
    """The next interview, an appointment or the end of the day that is reached; `problem.late` says by
    how many minutes who begins late.
    """
    for i in interviews:
        late = timedelta(minutes=problem.late.get(i.officer, 0))
        if late:
            begins = f"{problem.name(i.officer)} begins late and lasts until {wording.clock(i.ends + late)}"
            for sentence, involved in _reached(problem, i, late, interviews):
                yield f"{begins}; {sentence}.", involved


def _reached(
    problem: Problem, i: PlannedInterview, late: timedelta, interviews: Sequence[PlannedInterview]
) -> Iterator[Late]:
    ends = i.ends + late
    for o in interviews:
        starts, theirs = wording.clock(o.starts), o.inspector == i.inspector
        same_room = not i.remote and (o.office, o.room) == (i.office, i.room)
        if i.ends <= o.starts < ends and (theirs or same_room):
            what = problem.name(o.inspector) if theirs else f"{wording.room(o.room)} there"
            yield f"{what} is wanted for {problem.name(o.officer)} from {starts}", (i, o)
    for a in problem.appointments:
        if i.inspector in a.people and i.ends <= a.begins < ends:
            yield f"{problem.name(i.inspector)} has {a.title} from {wording.clock(a.begins)}", (i,)
    close = _closes(problem, i)
    if ends.date() > i.ends.date() or i.ends.time() <= close < ends.time():
        yield f"the day there ends at {wording.clock(close)}", (i,)


def _closes(problem: Problem, interview: PlannedInterview) -> time:
    """When the day ends for this office and inspector."""
    offices = {site.id: site.hours for site in problem.offices if not interview.remote}
    people = {person.id: person.hours for person in problem.inspectors}
    hours = (offices.get(interview.office), people.get(interview.inspector))
    own = [time(*divmod(last, 60)) for _, last in filter(None, hours)]
    return min([problem.rules.ends, *own])
