"""Rules about people and places that the checker holds plans to, beside those about rooms and clocks.

Like `check`, it uses none of the code that makes timetables.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Literal

from fieldwork import wording
from fieldwork.timetable.plan import PlannedInterview
from fieldwork.timetable.problem import Problem

More = Literal["other_office", "barred_office", "own_hours", "language", "too_far", "not_read"]
Broken = tuple[More, str, tuple[PlannedInterview, ...]]
"""The kind of rule, a sentence and the interviews that break it."""


def broken_more(problem: Problem, interviews: Sequence[PlannedInterview]) -> Iterator[Broken]:
    """Every broken rule of these kinds; interviews are in order of time."""
    for rule in (_elsewhere, _barred, _hours, _language, _journey, _reading):
        yield from rule(problem, interviews)


def _at(interview: PlannedInterview) -> str:
    return f"{wording.span(interview.starts, interview.ends)} on {wording.short_day(interview.starts.date())}"


def _half(problem: Problem, interview: PlannedInterview) -> tuple[date, str]:
    """The half-day that it begins in; lunch belongs to the morning."""
    return interview.starts.date(), "am" if interview.starts.time() < problem.rules.lunch_ends else "pm"


def _elsewhere(problem: Problem, interviews: Sequence[PlannedInterview]) -> Iterator[Broken]:
    """Officers are seen where they work."""
    works = {officer.id: officer.office for officer in problem.officers if not officer.remote}
    for i in interviews:
        own = works.get(i.officer)
        if own and i.office != own and not i.remote:
            sentence = f"{problem.name(i.officer)} works at {problem.name(own)}, not at "
            yield "other_office", f"{sentence}{problem.name(i.office)}, {_at(i)}.", (i,)


def _barred(problem: Problem, interviews: Sequence[PlannedInterview]) -> Iterator[Broken]:
    barred = {person.id: person.barred for person in problem.inspectors}
    for i in interviews:
        if i.office in barred.get(i.inspector, frozenset()):
            place = problem.name(i.office)
            sentence = f"{problem.name(i.inspector)} is not to inspect {place}, {_at(i)}."
            yield "barred_office", sentence, (i,)


def _hours(problem: Problem, interviews: Sequence[PlannedInterview]) -> Iterator[Broken]:
    """Within the hours of the office, and those of the inspector."""
    offices = {site.id: site.hours for site in problem.offices}
    people = {person.id: person.hours for person in problem.inspectors}
    lunches = {person.id: person.lunch for person in problem.inspectors}
    for i in interviews:
        starts, ends = (60 * t.hour + t.minute for t in (i.starts, i.ends))
        at_office = None if i.remote else offices.get(i.office)
        for who, hours in ((i.office, at_office), (i.inspector, people.get(i.inspector))):
            if hours and (starts < hours[0] or ends > hours[1]):
                open_, close = (f"{minutes // 60}:{minutes % 60:02}" for minutes in hours)
                sentence = f"{problem.name(who)} is there from {open_} to {close} only, not {_at(i)}."
                yield "own_hours", sentence, (i,)
        lunch = lunches.get(i.inspector)
        if lunch and starts < lunch[1] and lunch[0] < ends:
            from_, to = (f"{minutes // 60}:{minutes % 60:02}" for minutes in lunch)
            yield "own_hours", f"{problem.name(i.inspector)} has lunch from {from_} to {to}, {_at(i)}.", (i,)


def _language(problem: Problem, interviews: Sequence[PlannedInterview]) -> Iterator[Broken]:
    """An inspector who speaks the language, or one of the interpreters there are that half-day."""
    speaks = {person.id: person.languages for person in problem.inspectors}
    wanted = {officer.id: officer.language for officer in problem.officers}
    taken: Counter[tuple[str, date, str]] = Counter()
    for i in interviews:
        language = wanted.get(i.officer, "")
        if not language or language in speaks.get(i.inspector, frozenset()):
            continue
        day, half = _half(problem, i)
        taken[language, day, half] += 1
        there = {(lang, when, str(part)): n for (lang, (when, part)), n in problem.interpreters.items()}
        if taken[language, day, half] > there.get((language, day, half), 0):
            sentence = f"{problem.name(i.officer)} needs {language} {_at(i)}, and nobody there speaks it."
            yield "language", sentence, (i,)


def _journey(problem: Problem, interviews: Sequence[PlannedInterview]) -> Iterator[Broken]:
    """From one office to the next on a day there is time to travel."""
    held: dict[tuple[str, date], list[PlannedInterview]] = defaultdict(list)
    for i in interviews:
        if not i.remote:
            held[i.inspector, i.starts.date()].append(i)
    for (inspector, _), mine in held.items():
        for a, b in pairwise(mine):
            way, pause = problem.travel.minutes(a.office, b.office), (b.starts - a.ends).total_seconds() / 60
            if 0 <= pause < way:
                places = f"from {problem.name(a.office)} to {problem.name(b.office)}"
                sentence = f"{problem.name(inspector)} has {pause:.0f} minutes to get {places}, {_at(b)}; "
                yield "too_far", sentence + f"it takes {way}.", (a, b)


def _reading(problem: Problem, interviews: Sequence[PlannedInterview]) -> Iterator[Broken]:
    """By each interview its inspector has had half-days enough, free of interviews, to read its cases."""
    rules = problem.reading
    if rules.minutes <= 0:
        return
    order = [(day, half) for day in sorted(set(problem.days)) for half in ("am", "pm")]
    place = {half_day: n for n, half_day in enumerate(order)}
    minutes = {officer.id: officer.reading for officer in problem.officers}
    for person in problem.inspectors:
        mine = [i for i in interviews if i.inspector == person.id and _half(problem, i) in place]
        busy = {_half(problem, i) for i in mine}
        free = {place[h] for h in person.available if h in place} - {place[half] for half in busy}
        for i in mine:
            at = place[_half(problem, i)]
            needed = sum(minutes.get(o.officer, 0) for o in mine if place[_half(problem, o)] <= at)
            halves = rules.before + sum(1 for half in free if half < at - rules.ahead)
            reads = rules.minutes if person.reads is None else person.reads
            if minutes.get(i.officer, 0) and needed > halves * reads:
                sentence = f"{problem.name(person.id)} cannot have read the cases of "
                yield "not_read", f"{sentence}{problem.name(i.officer)} before {_at(i)}.", (i,)
