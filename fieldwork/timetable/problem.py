"""What is to be planned: officers to see, inspectors, offices with rooms, days and their rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from typing import TYPE_CHECKING

from fieldwork.errors import Problem as Wrong
from fieldwork.errors import Refused
from fieldwork.timetable.appointment import Appointment
from fieldwork.timetable.half_days import HALVES as HALVES  # these three are part of this module's vocabulary
from fieldwork.timetable.half_days import Half as Half
from fieldwork.timetable.half_days import HalfDay as HalfDay
from fieldwork.timetable.plan import PlannedInterview
from fieldwork.timetable.travel import Travel

if TYPE_CHECKING:
    from fieldwork.timetable.options import Option


def minute(when: time | datetime) -> int:
    """Minutes since midnight."""
    return when.hour * 60 + when.minute


@dataclass(frozen=True, slots=True)
class InterviewLengths:
    """How long an interview takes: `minutes[n - 1]` for n cases, `each_more` for each beyond those."""

    minutes: tuple[int, ...] = (75,)
    each_more: int = 30

    def of(self, cases: int) -> int:
        """Minutes for this many cases; one case's length for none."""
        listed = self.minutes[: max(cases, 1)]
        return listed[-1] + self.each_more * (max(cases, 1) - len(listed))


@dataclass(frozen=True, slots=True)
class DayRules:
    """When interviews may be. Each lies in the morning or the afternoon, starts a whole number of
    `grid` minutes after its half-day does, and leaves the inspector `gap` minutes before the next.

    Raises `Refused` for times out of order, or a lunch shorter than the gap.
    """

    starts: time = time(9, 30)
    lunch_starts: time = time(12, 30)
    lunch_ends: time = time(13, 30)
    ends: time = time(17, 0)
    grid: int = 15
    gap: int = 15

    def __post_init__(self) -> None:
        times = [minute(t) for t in (self.starts, self.lunch_starts, self.lunch_ends, self.ends)]
        wrong = []
        if times != sorted(times) or times[0] == times[-1]:
            wrong.append(Wrong("working hours", "the day starts, breaks for lunch and ends in that order"))
        if self.grid < 1 or self.gap < 0:
            wrong.append(Wrong("working hours", "start times and gaps are whole minutes, not below none"))
        if times[2] - times[1] < self.gap:
            wrong.append(Wrong("lunch", f"it is shorter than the {self.gap} minutes between interviews"))
        if wrong:
            raise Refused("The working hours cannot be planned with.", wrong, "Correct them and plan again.")

    def window(self, half: Half) -> tuple[int, int]:
        """First and last minute of a half-day, since midnight."""
        if half == "am":
            return minute(self.starts), minute(self.lunch_starts)
        return minute(self.lunch_ends), minute(self.ends)

    def length(self, half: Half) -> int:
        """Minutes in a half-day."""
        first, last = self.window(half)
        return last - first

    def halves(self, interview: PlannedInterview) -> tuple[HalfDay, ...]:
        """The half-days an interview reaches into; the nearer one where it lies outside both."""
        starts, ends = minute(interview.starts), minute(interview.ends)
        reached = [h for h in HALVES if starts < self.window(h)[1] and ends > self.window(h)[0]]
        nearer: Half = "am" if starts < minute(self.lunch_ends) else "pm"
        return tuple((interview.starts.date(), half) for half in reached or [nearer])


@dataclass(frozen=True, slots=True)
class OfficeSite:
    """An office where officers are seen; `rooms` can be used at once, in some half-days `rooms_on`.

    `hours` are the minutes since midnight when it opens and closes; `None`: the inspection's hours.
    """

    id: str
    name: str
    rooms: int = 1
    hours: tuple[int, int] | None = None
    rooms_on: Mapping[HalfDay, int] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class OfficerToSee:
    """A responsible officer with cases in the sample, seen once about all of them.

    `inspector` read the cases, or most of them; `also_read` are others who read some and who may
    hold the interview where `inspector` cannot. Nobody yet: `None`, and planning chooses who.
    `absences` are half-days. `reading` is how many minutes the cases take to read. `language` is what
    the interview is held in where it is not English; `remote` ones are held by telephone or video, so
    they take no room and no journey. `busy` are days and minutes since midnight, from and to, when the
    officer is elsewhere for part of a half-day; `prefers` half-days that suit them better (none: any).
    """

    id: str
    office: str
    cases: tuple[str, ...]
    inspector: str | None = None
    also_read: tuple[str, ...] = ()
    absences: frozenset[HalfDay] = frozenset()
    reading: int = 0
    language: str = ""
    remote: bool = False
    busy: frozenset[tuple[date, int, int]] = frozenset()
    prefers: frozenset[HalfDay] = frozenset()

    def busy_on(self, day: date) -> list[tuple[int, int]]:
        """From when to when the officer is elsewhere on a day."""
        return sorted((begins, ends) for when, begins, ends in self.busy if when == day)

    @property
    def readers(self) -> tuple[str, ...]:
        """Who may hold the interview, the first by preference."""
        first = (self.inspector,) if self.inspector else ()
        return first + tuple(r for r in self.also_read if r != self.inspector)


@dataclass(frozen=True, slots=True)
class Inspector:
    """Someone who interviews, and the half-days when they can.

    `base` is the place that they set out from and return to each day. They do not inspect `barred`
    offices. `hours` are minutes since midnight when they arrive at and leave an office; `None`: any.
    Cases that nobody reads yet are given to those who `take_cases`. During their own `lunch` they do not
    interview; `reads` are the minutes that they read in a half-day, where that is not as usual;
    `prefers` the half-days that they would rather interview in (none: any).
    """

    id: str
    available: frozenset[HalfDay]
    base: str = ""
    barred: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    hours: tuple[int, int] | None = None
    takes_cases: bool = True
    lunch: tuple[int, int] | None = None
    reads: int | None = None
    prefers: frozenset[HalfDay] = frozenset()


@dataclass(frozen=True, slots=True)
class ReadingRules:
    """Cases are read before the interview, in half-days when the reader interviews nobody.

    `minutes` can be read in a half-day (0: reading is not planned); it is done `ahead` whole half-days
    before the one of the interview, and `before` half-days of reading lie before the first day.
    """

    minutes: int = 0
    ahead: int = 1
    before: int = 0


@dataclass(frozen=True)
class Problem:
    """Everything planning needs. `locked` interviews stay as they are, and inspectors are not asked to
    be anywhere else during their `appointments`; `names` words the ids. `weights` are for those goals
    that weigh otherwise than in `costs.WEIGHTS`. `interpreters` are how many there are of a language.
    `late` are minutes by which an officer's interview is known to begin late. `told` are interviews as
    people were told of them. Inspectors go home from offices that are so many minutes away (`home_within`).
    """

    days: tuple[date, ...]
    offices: tuple[OfficeSite, ...]
    officers: tuple[OfficerToSee, ...]
    inspectors: tuple[Inspector, ...]
    rules: DayRules = DayRules()
    lengths: InterviewLengths = InterviewLengths()
    locked: tuple[PlannedInterview, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    travel: Travel = field(default_factory=Travel)
    reading: ReadingRules = ReadingRules()
    weights: Mapping[str, int] = field(default_factory=dict)
    interpreters: Mapping[tuple[str, HalfDay], int] = field(default_factory=dict)
    late: Mapping[str, int] = field(default_factory=dict)
    told: tuple[PlannedInterview, ...] = ()
    home_within: int = 90
    known_options: "dict[OfficerToSee, tuple[Option, ...]]" = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @cached_property
    def office(self) -> Mapping[str, OfficeSite]:
        """Offices by id."""
        return {o.id: o for o in self.offices}

    @cached_property
    def officer(self) -> Mapping[str, OfficerToSee]:
        """Officers by id."""
        return {o.id: o for o in self.officers}

    @cached_property
    def available(self) -> Mapping[str, frozenset[HalfDay]]:
        """Half-days of each inspector that fall on fieldwork days."""
        days = frozenset(self.days)
        return {i.id: frozenset(h for h in i.available if h[0] in days) for i in self.inspectors}

    @cached_property
    def inspector(self) -> Mapping[str, Inspector]:
        """Inspectors by id."""
        return {i.id: i for i in self.inspectors}

    @cached_property
    def sharing(self) -> tuple[str, ...]:
        """Inspectors among whom cases are shared out; none where every case has its reader."""
        if all(officer.readers for officer in self.officers):
            return ()
        return tuple(i.id for i in self.inspectors if i.takes_cases and self.available[i.id])

    @cached_property
    def _may_read(self) -> Mapping[str, tuple[str, ...]]:
        """Who may be given the cases of officers at each office."""
        return {
            office: tuple(i for i in self.sharing if office not in self.inspector[i].barred)
            for office in {officer.office for officer in self.officers}
        }

    def readers(self, officer: OfficerToSee) -> tuple[str, ...]:
        """Who may hold the interview: who reads the cases, or whoever may be given them."""
        return officer.readers or self._may_read[officer.office]

    def hours_of(self, office: str, inspector: str) -> tuple[tuple[int, int], ...]:
        """Hours of their own that the office and the inspector have."""
        site, person = self.office.get(office), self.inspector.get(inspector)
        return tuple(h for h in (site and site.hours, person and person.hours) if h)

    def own_times(self, office: str, inspector: str) -> bool:
        """Whether the office or the inspector has hours or a lunch of its own."""
        person = self.inspector.get(inspector)
        return bool(self.hours_of(office, inspector) or (person and person.lunch))

    def window(self, half: Half, office: str, inspector: str) -> tuple[int, int]:
        """First and last minute of a half-day in which this inspector can interview at this office.

        The last comes before the first where there is no such time.
        """
        first, last = self.rules.window(half)
        for hours in self.hours_of(office, inspector):
            first, last = max(first, hours[0]), min(last, hours[1])
        person = self.inspector.get(inspector)
        if person and person.lunch and half == "am":
            last = min(last, person.lunch[0])
        elif person and person.lunch:
            first = max(first, person.lunch[1])
        # Starts stay on the inspection's grid.
        begin = self.rules.window(half)[0]
        return begin + -(-(first - begin) // self.rules.grid) * self.rules.grid, last

    def journey_fits(self, a: str, b: str) -> bool:
        """Whether an inspector can be at one office in the morning and another in the afternoon."""
        lunch = minute(self.rules.lunch_ends) - minute(self.rules.lunch_starts)
        return self.travel.minutes(a, b) <= lunch

    def rooms(self, office: str, half_day: HalfDay | None = None) -> int:
        """Rooms at an office in a half-day, or the most in any; none where the office is not known."""
        site = self.office.get(office)
        if site is None:
            return 0
        if half_day is None:
            return max(site.rooms, *site.rooms_on.values(), 0)
        return site.rooms_on.get(half_day, site.rooms)

    @cached_property
    def _usual_reading(self) -> int:
        """Minutes that reading a case usually takes, over everyone to see."""
        cases = sum(len(officer.cases) for officer in self.officers)
        return round(sum(officer.reading for officer in self.officers) / cases) if cases else 0

    def load(self, officer: OfficerToSee) -> int:
        """How much an officer's cases weigh when they are shared out: reading time in usual cases."""
        if not self._usual_reading:
            return len(officer.cases)
        return max(round(officer.reading / self._usual_reading), 1)

    def minutes(self, officer: OfficerToSee) -> int:
        """How long the officer's interview takes."""
        return self.lengths.of(len(officer.cases))

    def name(self, identity: str) -> str:
        """The words for an id: its name, an office's own name, or the id itself."""
        found = self.names.get(identity)
        return found or (self.office[identity].name if identity in self.office else identity)
