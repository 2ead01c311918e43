"""An inspector's day: the next interview, where it is, what is still to read for it, and what follows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from fieldwork import wording
from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import CaseRow, Interview, Status
from fieldwork.timetable.appointments import Appointment
from fieldwork.timetable.check import Clash, check
from fieldwork.timetable.missed import Missed, State, missed
from fieldwork.timetable.plan_file import planned, problem_of
from fieldwork.timetable.problem import Problem


@dataclass(frozen=True, slots=True)
class ToRead:
    """A case that an interview is about: questions without an answer (`to_do`) of those that apply,
    questions marked to be asked there (`asks`), and the minutes that reading the rest takes.
    """

    row: CaseRow
    to_do: int
    minutes: int

    @property
    def ref(self) -> str:
        return self.row.ref

    @property
    def asks(self) -> int:
        return self.row.asks


@dataclass(frozen=True, slots=True)
class Engagement:
    """One interview or meeting of somebody's day, in words. `id` is the officer's, or the record's.

    `late` is in minutes; `clashes` are the broken rules that it has a part in, as sentences. One that is
    `missed` or `rescheduled` has lost its time, and stands there as it was to be.
    """

    id: str
    kind: Literal["interview", "meeting"]
    title: str
    starts: datetime
    ends: datetime
    all_day: bool
    place: str
    about: str = ""
    cases: tuple[ToRead, ...] = ()
    state: State | None = None
    note: str = ""
    late: int = 0
    clashes: tuple[str, ...] = ()

    @property
    def when(self) -> str:
        """`9:30am to 10:45am`, `All day`."""
        return "All day" if self.all_day else wording.span(self.starts, self.ends)

    @property
    def expected(self) -> datetime:
        """When it will begin, as far as is known."""
        return self.starts + timedelta(minutes=self.late)

    @property
    def expected_end(self) -> datetime:
        return self.ends + timedelta(minutes=self.late)

    @property
    def to_do(self) -> int:
        """Questions without an answer over all its cases."""
        return sum(case.to_do for case in self.cases)

    @property
    def minutes_to_read(self) -> int:
        return sum(case.minutes for case in self.cases)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An officer of the inspector's without a time; `since` is the interview that did not take place."""

    officer: str
    name: str
    cases: tuple[ToRead, ...]
    since: Missed | None


@dataclass(frozen=True, slots=True)
class Today:
    """What somebody has before them at a moment.

    `next` is the interview that is on or comes next, on this day or a later one; `travel` how many
    minutes it is to its office from where they are before it (0: none, or not known). `day` is the
    whole day in order of time, with what did not take place; `later` the days after, `unmarked` what
    is over and nobody has said whether it was held, `waiting` officers who have no time.
    """

    person: str
    name: str
    now: datetime
    next: Engagement | None
    travel: int
    day: tuple[Engagement, ...]
    later: tuple[Engagement, ...]
    unmarked: tuple[Engagement, ...]
    waiting: tuple[Waiting, ...]

    @property
    def leave_by(self) -> datetime | None:
        """When to set out for the next interview, where the journey is known."""
        return self.next.expected - timedelta(minutes=self.travel) if self.next and self.travel else None


def today(inspection: Inspection, person: str, now: datetime) -> Today:
    """One inspector's day at a moment (local time, without a zone).

    Raises `Refused` for somebody who is not in the team.
    """
    name = queries.person(inspection, person).name
    desk = _Desk(inspection)
    mine = [desk.interview(i) for i in desk.interviews if i.inspector == person]
    fixed = [desk.meeting(a) for a in desk.problem.appointments if person in a.people]
    gone = [desk.gone(m) for m in desk.missed if m.inspector == person]
    ahead = [e for e in mine if e.expected_end > now and e.state != "held"]
    following = min(ahead, key=lambda e: e.expected, default=None)
    everything = _in_order([*mine, *fixed, *gone])
    return Today(
        person=person,
        name=name,
        now=now,
        next=following,
        travel=desk.travel(person, following) if following else 0,
        day=tuple(e for e in everything if e.starts.date() == now.date()),
        later=tuple(e for e in _in_order([*mine, *fixed]) if e.starts.date() > now.date()),
        unmarked=tuple(e for e in _in_order(mine) if e.expected_end <= now and e.state in (None, "late")),
        waiting=tuple(desk.waiting(person)),
    )


def _in_order(engagements: Iterable[Engagement]) -> list[Engagement]:
    return sorted(engagements, key=lambda e: (e.starts, e.title))


class _Desk:
    """The plan and the cases of an inspection, read once."""

    def __init__(self, inspection: Inspection) -> None:
        self.problem: Problem = problem_of(inspection)
        self.interviews: Sequence[Interview] = queries.interviews(inspection)
        self.missed: Sequence[Missed] = missed(inspection)
        self.notes = {k: r.get("state_note", "") for k, r in inspection.records("interview").items()}
        self.rows: Mapping[str, CaseRow] = {row.ref: row for row in queries.cases(inspection)}
        self.forms = inspection.programme.forms
        self.clashes: Sequence[Clash] = check(self.problem, planned(inspection))

    def interview(self, i: Interview) -> Engagement:
        """A planned interview in words."""
        state: State | None = i.state or None  # type: ignore[assignment]  # as `marks.mark` writes it
        return Engagement(
            id=i.officer,
            kind="interview",
            title=self.problem.name(i.officer),
            starts=datetime.fromisoformat(i.starts),
            ends=datetime.fromisoformat(i.ends),
            all_day=False,
            place=self.place(i.office, i.room),
            about=wording.count(len(i.cases), "case"),
            cases=self.to_read(i.cases),
            state=state,
            note=self.notes.get(i.officer, "") if state else "",
            late=i.late,
            clashes=self.broken(i.officer),
        )

    def meeting(self, a: Appointment) -> Engagement:
        """A meeting, visit or observation in words."""
        broken = tuple(c.sentence for c in self.clashes if any(o.id == a.id for o in c.appointments))
        all_day = a.starts is None
        return Engagement(
            a.id, "meeting", a.title, a.begins, a.finishes, all_day, a.place, a.about, clashes=broken
        )

    def gone(self, m: Missed) -> Engagement:
        """An interview that was to be and did not take place."""
        name, place = self.problem.name(m.officer), self.place(m.office, m.room)
        return Engagement(
            m.officer, "interview", name, m.starts, m.ends, False, place, state=m.state, note=m.note
        )

    def place(self, office: str, room: int) -> str:
        """`Newcastle, room 1`, or that it is held from afar."""
        seat = wording.room(room)
        return f"{self.problem.name(office)}, {seat}" if room and office else seat.capitalize()

    def to_read(self, refs: Sequence[str]) -> tuple[ToRead, ...]:
        """What is still to read of these cases; those that left the sample are passed over."""
        return tuple(self._case(self.rows[ref]) for ref in refs if ref in self.rows)

    def _case(self, row: CaseRow) -> ToRead:
        done = row.status in (Status.COMPLETE, Status.WITHDRAWN)
        to_do = 0 if done else max(row.applicable - row.answered, 0)
        minutes = self.forms[row.form].minutes if row.form in self.forms else 0
        share = to_do / row.applicable if row.applicable else 0
        return ToRead(row, to_do, round(minutes * share))

    def broken(self, officer: str) -> tuple[str, ...]:
        """The rules broken by an officer's interview."""
        return tuple(c.sentence for c in self.clashes if any(i.officer == officer for i in c.interviews))

    def travel(self, person: str, to: Engagement) -> int:
        """Minutes from the office before on that day, or from the base."""
        mine = sorted(
            (i for i in self.interviews if i.inspector == person and i.room), key=lambda i: i.starts
        )
        there = next((i for i in mine if i.officer == to.id), None)
        if there is None:
            return 0
        day = there.starts[:10]
        before = [i.office for i in mine if i.starts[:10] == day and i.starts < there.starts]
        base = self.problem.inspector[person].base if person in self.problem.inspector else ""
        place = before[-1] if before else base
        return self.problem.travel.minutes(place, there.office) if place else 0

    def waiting(self, person: str) -> Iterable[Waiting]:
        """Officers without a time whose cases this person reads, or whom they were to see."""
        timed = {i.officer for i in self.interviews}
        lost = {m.officer: m for m in self.missed}
        for officer in self.problem.officers:
            was = lost.get(officer.id)
            theirs = officer.inspector == person or (was is not None and was.inspector == person)
            if officer.id not in timed and theirs:
                yield Waiting(officer.id, self.problem.name(officer.id), self.to_read(officer.cases), was)
