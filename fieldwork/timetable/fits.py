"""Where an interview could be instead, and which rules each place would break: the checker's own words.

A place is judged by what the checker finds with the interview there and did not find without it, among
those interviews that can matter: those of the same inspector, and all of the same day.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Literal

from fieldwork.timetable.check import Clash, Kind, check
from fieldwork.timetable.plan import PlannedInterview
from fieldwork.timetable.problem import HalfDay, OfficerToSee, Problem, minute

Exchanged = Literal["times", "inspectors"]

#: What another time of the same half-day could mend; other rules are broken all through it.
_OF_THE_TIME: frozenset[Kind] = frozenset(
    {
        *("inspector_twice", "too_close", "officer_twice", "room_twice", "outside_hours"),
        *("appointment", "own_hours", "too_far", "no_such_room"),
    }
)


@dataclass(frozen=True, slots=True)
class Place:
    """An interview somewhere, and the rules that this would break; none where it fits."""

    interview: PlannedInterview
    broken: tuple[Clash, ...]

    @property
    def fits(self) -> bool:
        return not self.broken


class Surroundings:
    """A plan without the interviews of some officers: what others have to fit in with."""

    def __init__(
        self, problem: Problem, plan: Sequence[PlannedInterview], without: Collection[str] = ()
    ) -> None:
        self.problem = problem
        self._by_inspector: dict[str, list[PlannedInterview]] = defaultdict(list)
        self._by_day: dict[date, list[PlannedInterview]] = defaultdict(list)
        for interview in plan:
            if interview.officer not in without:
                self._by_inspector[interview.inspector].append(interview)
                self._by_day[interview.starts.date()].append(interview)
        self._known: dict[tuple[tuple[str, ...], tuple[date, ...], tuple[str, ...]], _Part] = {}

    def broken(self, *interviews: PlannedInterview) -> tuple[Clash, ...]:
        """What the checker finds with these interviews and not without them."""
        inspectors = tuple(sorted({i.inspector for i in interviews}))
        days = tuple(sorted({i.starts.date() for i in interviews}))
        officers = tuple(sorted(i.officer for i in interviews))
        key = (inspectors, days, officers)
        if key not in self._known:
            self._known[key] = self._part(inspectors, days, officers)
        part = self._known[key]
        found = check(part.problem, (*part.plan, *interviews))
        return tuple(c for c in found if c.kind != "not_seen" and c not in part.clashes)

    def room(self, wanted: PlannedInterview, preferred: int) -> int:
        """A room that is free all through the interview, the preferred one first; that one if none is."""
        stay = wanted.starts, wanted.ends
        taken = {
            i.room
            for i in self._by_day[wanted.starts.date()]
            if i.office == wanted.office and i.starts < stay[1] and stay[0] < i.ends
        }
        half_day = self.problem.rules.halves(wanted)[0]
        rooms = range(1, self.problem.rooms(wanted.office, half_day) + 1)
        free = [room for room in rooms if room not in taken]
        return preferred if preferred in free or not free else free[0]

    def _part(self, inspectors: Iterable[str], days: Iterable[date], officers: Iterable[str]) -> "_Part":
        held = {i for person in inspectors for i in self._by_inspector[person]}
        held |= {i for day in days for i in self._by_day[day]}
        plan = tuple(sorted(held, key=lambda i: (i.starts, i.officer)))
        seen = {i.officer for i in plan} | set(officers)
        people = {i.inspector for i in plan} | set(inspectors)
        part = replace(
            self.problem,
            officers=tuple(o for o in self.problem.officers if o.id in seen),
            inspectors=tuple(i for i in self.problem.inspectors if i.id in people),
            appointments=tuple(a for a in self.problem.appointments if people & set(a.people)),
        )
        return _Part(part, plan, frozenset(check(part, plan)))


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of problem and plan, and the clashes in it as it is."""

    problem: Problem
    plan: tuple[PlannedInterview, ...]
    clashes: frozenset[Clash]


class Fits:
    """Places for one officer's interview, planned now or not. `minutes` is how long it is."""

    def __init__(self, problem: Problem, plan: Sequence[PlannedInterview], officer: str) -> None:
        self.problem = problem
        self.now = next((i for i in plan if i.officer == officer), None)
        self.officer = problem.officer.get(officer) or _unknown(officer, self.now)
        self.minutes = self.now.minutes if self.now else problem.minutes(self.officer)
        self._around = Surroundings(problem, plan, {officer})
        self._readers = self._who()

    def at(
        self,
        starts: datetime,
        *,
        inspector: str = "",
        office: str = "",
        room: int | None = None,
        minutes: int = 0,
    ) -> Place:
        """The interview at this time; who, where and which room stay as they are unless they are given.

        One that is not planned yet is held by whoever of its readers can.
        """
        ends = starts + timedelta(minutes=minutes or self.minutes)
        wanted = PlannedInterview(
            self.officer.id, "", office or self._office, 0, starts, ends, self._cases, self._locked
        )
        wanted = replace(wanted, room=self._room(wanted, room))
        people = (inspector,) if inspector else self._readers
        places = [self._judged(replace(wanted, inspector=person)) for person in people]
        return min(places, key=lambda place: len(place.broken))

    def within(
        self, half_day: HalfDay, *, inspector: str = "", office: str = "", room: int | None = None
    ) -> Place:
        """The best time of a half-day: the present time of day, or the first that fits, or else the one
        that breaks the fewest rules.
        """
        best: Place | None = None
        for starts in self._starts(half_day):
            place = self.at(starts, inspector=inspector, office=office, room=room)
            if best is None or len(place.broken) < len(best.broken):
                best = place
            if best.fits or not {clash.kind for clash in place.broken} <= _OF_THE_TIME:
                break
        assert best is not None  # there is always a time to begin with
        return best

    def _starts(self, half_day: HalfDay) -> list[datetime]:
        """Times to begin, the best first; the half-day's first even where the interview is too long."""
        day, half = half_day
        first, last = self.problem.rules.window(half)
        midnight = datetime.combine(day, time())
        begins = list(range(first, last - self.minutes + 1, self.problem.rules.grid)) or [first]
        if self.now and first <= (present := minute(self.now.starts)) < last:
            begins = [present, *(n for n in begins if n != present)]
        return [midnight + timedelta(minutes=n) for n in begins]

    def _judged(self, wanted: PlannedInterview) -> Place:
        return Place(wanted, self._around.broken(wanted))

    def _room(self, wanted: PlannedInterview, room: int | None) -> int:
        if self.officer.remote or (self.now and self.now.remote):
            return 0
        if room is not None:
            return room
        same = self.now is not None and self.now.office == wanted.office
        return self._around.room(wanted, self.now.room if same and self.now else 1)

    def _who(self) -> tuple[str, ...]:
        if self.now:
            return (self.now.inspector,)
        known = self.problem.inspector
        expected = self.officer.id in self.problem.officer
        able = tuple(r for r in self.problem.readers(self.officer) if r in known) if expected else ()
        return able or self.officer.readers or tuple(known) or ("",)

    @property
    def _office(self) -> str:
        return self.now.office if self.now else self.officer.office

    @property
    def _cases(self) -> tuple[str, ...]:
        return self.now.cases if self.now else self.officer.cases

    @property
    def _locked(self) -> bool:
        return self.now is not None and self.now.locked


@dataclass(frozen=True, slots=True)
class Swap:
    """Two interviews after they were exchanged, and the rules that this would break."""

    interviews: tuple[PlannedInterview, PlannedInterview]
    broken: tuple[Clash, ...]


def swap(
    problem: Problem, plan: Sequence[PlannedInterview], one: str, other: str, what: Exchanged = "times"
) -> Swap:
    """Exchange when two officers are seen, or by whom. Each keeps its length and its office; the two
    change rooms as well where they change times in one office.
    """
    a, b = (next(i for i in plan if i.officer == officer) for officer in (one, other))
    around = Surroundings(problem, plan, {one, other})
    if what == "inspectors":
        pair = replace(a, inspector=b.inspector), replace(b, inspector=a.inspector)
    else:
        pair = _at(a, b, around), _at(b, a, around)
    return Swap(pair, around.broken(*pair))


def _at(one: PlannedInterview, other: PlannedInterview, around: Surroundings) -> PlannedInterview:
    """An interview at the other's time."""
    moved = replace(one, starts=other.starts, ends=other.starts + (one.ends - one.starts))
    if one.remote:
        return moved
    return replace(moved, room=other.room if one.office == other.office else around.room(moved, one.room))


def _unknown(officer: str, now: PlannedInterview | None) -> OfficerToSee:
    """Somebody who no longer has a case to be interviewed about."""
    return OfficerToSee(officer, now.office if now else "", now.cases if now else ())
