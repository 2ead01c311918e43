"""Who and which room is taken when: the state that interviews are put on one by one."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Literal

from fieldwork.timetable.options import Option
from fieldwork.timetable.plan import PlannedInterview
from fieldwork.timetable.problem import HALVES, HalfDay, Problem, minute
from fieldwork.timetable.reading_ahead import ReadingAhead

Taken = list[tuple[int, int]]
Obstacle = Literal["elsewhere", "too far", "not read", "no interpreter", "no time", "no room"]


def at_minute(day: date, minutes: int) -> datetime:
    """The moment this many minutes into a day."""
    return datetime.combine(day, time()) + timedelta(minutes=minutes)


class Board:
    """Interviews placed so far. Times inside are minutes since midnight of their day."""

    def __init__(self, problem: Problem, interviews: Iterable[PlannedInterview] = ()) -> None:
        self.problem = problem
        self.interviews: list[PlannedInterview] = []
        self.loads: Counter[date] = Counter()
        self._sites: dict[tuple[str, HalfDay], set[str]] = defaultdict(set)
        self._inspectors: dict[tuple[str, date], Taken] = defaultdict(list)
        self._rooms: dict[tuple[str, int, date], Taken] = defaultdict(list)
        self.cases: Counter[str] = Counter()
        self.reading = ReadingAhead(problem)
        self._needs: dict[str, Counter[HalfDay]] = defaultdict(Counter)
        self._busy: dict[str, set[HalfDay]] = defaultdict(set)
        self._interpreted: Counter[tuple[str, HalfDay]] = Counter()
        for appointment in problem.appointments:
            for person in appointment.people:
                self._inspectors[person, appointment.day].append(appointment.stay)
        for interview in interviews:
            self.add(interview)

    def add(self, interview: PlannedInterview) -> None:
        """Put an interview on, whether or not it clashes."""
        day, stay = interview.starts.date(), (minute(interview.starts), minute(interview.ends))
        self.interviews.append(interview)
        self.loads[day] += 1
        self._inspectors[interview.inspector, day].append(stay)
        half_days = self.problem.rules.halves(interview)
        if not interview.remote:
            self._rooms[interview.office, interview.room, day].append(stay)
            for half_day in half_days:
                self._sites[interview.inspector, half_day].add(interview.office)
        self._busy[interview.inspector].update(half_days)
        officer = self.problem.officer.get(interview.officer)
        if officer:
            self.cases[interview.inspector] += self.problem.load(officer)
            self._needs[interview.inspector][half_days[0]] += officer.reading
            if self.needs_interpreter(officer.id, interview.inspector):
                self._interpreted[officer.language, half_days[0]] += 1

    def needs_interpreter(self, officer: str, inspector: str) -> bool:
        """Whether the interview is in a language that the inspector does not speak."""
        language = self.problem.officer[officer].language
        known = self.problem.inspector.get(inspector)
        return bool(language) and (known is None or language not in known.languages)

    def sites(self, inspector: str, half_day: HalfDay) -> frozenset[str]:
        """Offices where an inspector already is in a half-day."""
        return frozenset(self._sites.get((inspector, half_day), ()))

    def inspector_taken(self, inspector: str, day: date) -> Taken:
        """When an inspector is interviewing or has an appointment on a day, in no order."""
        return self._inspectors.get((inspector, day), [])

    def room_taken(self, office: str, room: int, day: date) -> Taken:
        """When a room is used on a day, in no order."""
        return self._rooms.get((office, room, day), [])

    def interviews_on(self, inspector: str, day: date) -> bool:
        """Whether an inspector is at any office on a day."""
        return any(self.sites(inspector, (day, half)) for half in HALVES)

    def fixed_reading(self, inspector: str) -> tuple[Counter[HalfDay], set[HalfDay]]:
        """Minutes to be read for each half-day, and the half-days of interviews."""
        return self._needs[inspector], self._busy[inspector]

    def interpreters_left(self, language: str, half_day: HalfDay) -> int:
        """Interpreters of a language not yet needed then."""
        return self.problem.interpreters.get((language, half_day), 0) - self._interpreted[language, half_day]

    def is_open(self, option: Option) -> bool:
        """Whether nothing but times and rooms can stand in the way."""
        return self._closed(option) is None

    def _closed(self, option: Option) -> Obstacle | None:
        if not option.remote:
            if not self.sites(option.inspector, option.half_day) <= {option.office}:
                return "elsewhere"
            day, half = option.half_day
            others = self.sites(option.inspector, (day, HALVES[1 - HALVES.index(half)]))
            if not all(self.problem.journey_fits(option.office, other) for other in others):
                return "too far"
        if self.needs_interpreter(option.officer, option.inspector):
            language = self.problem.officer[option.officer].language
            if self.interpreters_left(language, option.half_day) < 1:
                return "no interpreter"
        return None if not self.reading.planned or self._can_read(option) else "not read"

    def _can_read(self, option: Option) -> bool:
        """Whether there is no less time to read than before."""
        needs, busy = self.fixed_reading(option.inspector)
        short = self.reading.shortage(option.inspector, needs, busy)
        more = needs + Counter({option.half_day: self.problem.officer[option.officer].reading})
        return self.reading.shortage(option.inspector, more, busy | {option.half_day}) <= short

    def find(self, option: Option, starts: int | None = None, room: int = 0) -> PlannedInterview | None:
        """The earliest interview that fits an option; only at `starts` if given, in `room` if free."""
        if not self.is_open(option):
            return None
        for start in self._starts(option) if starts is None else (starts,):
            free = self._free_room(option, start, room) if self._has_time(option, start) else None
            if free is not None:
                return self._interview(option, start, free)
        return None

    def obstacle(self, option: Option) -> Obstacle:
        """What keeps an option that `find` finds nothing for from being used."""
        if closed := self._closed(option):
            return closed
        has_time = any(self._has_time(option, start) for start in self._starts(option))
        return "no room" if has_time else "no time"

    def window(self, option: Option) -> tuple[int, int]:
        """First and last minute that an option's interview may take."""
        site = "" if option.remote else option.office
        return self.problem.window(option.half_day[1], site, option.inspector)

    def _starts(self, option: Option) -> range:
        first, last = self.window(option)
        return range(first, last - option.minutes + 1, self.problem.rules.grid)

    def _has_time(self, option: Option, start: int) -> bool:
        first, last = self.window(option)
        gap, ends = self.problem.rules.gap, start + option.minutes
        taken = self.inspector_taken(option.inspector, option.half_day[0])
        inside = first <= start and ends <= last
        busy = self.problem.officer[option.officer].busy_on(option.half_day[0])
        if not all(ends <= begun or ended <= start for begun, ended in busy):
            return False
        return inside and all(ends + gap <= begun or ended + gap <= start for begun, ended in taken)

    def _free_room(self, option: Option, start: int, preferred: int) -> int | None:
        if option.remote:
            return 0
        day, ends = option.half_day[0], start + option.minutes
        rooms = range(1, self.problem.rooms(option.office, option.half_day) + 1)
        for room in sorted(rooms, key=lambda r: (r != preferred, r)):
            taken = self.room_taken(option.office, room, day)
            if all(ends <= begun or ended <= start for begun, ended in taken):
                return room
        return None

    def _interview(self, option: Option, start: int, room: int) -> PlannedInterview:
        day = option.half_day[0]
        starts, ends = at_minute(day, start), at_minute(day, start + option.minutes)
        cases = self.problem.officer[option.officer].cases
        return PlannedInterview(option.officer, option.inspector, option.office, room, starts, ends, cases)
