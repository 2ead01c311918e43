"""Who and which room is taken when: the state that interviews are put on one by one."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Literal

from fieldwork.timetable.options import Option
from fieldwork.timetable.plan import PlannedInterview
from fieldwork.timetable.problem import HalfDay, Problem, minute

Taken = list[tuple[int, int]]
Obstacle = Literal["elsewhere", "no time", "no room"]


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
        self._rooms[interview.office, interview.room, day].append(stay)
        for half_day in self.problem.rules.halves(interview):
            self._sites[interview.inspector, half_day].add(interview.office)

    def sites(self, inspector: str, half_day: HalfDay) -> frozenset[str]:
        """Offices where an inspector already is in a half-day."""
        return frozenset(self._sites.get((inspector, half_day), ()))

    def inspector_taken(self, inspector: str, day: date) -> Taken:
        """When an inspector is interviewing or has an appointment on a day, in no order."""
        return self._inspectors.get((inspector, day), [])

    def room_taken(self, office: str, room: int, day: date) -> Taken:
        """When a room is used on a day, in no order."""
        return self._rooms.get((office, room, day), [])

    def is_open(self, option: Option) -> bool:
        """Whether the inspector is at no other office then."""
        return self.sites(option.inspector, option.half_day) <= {option.office}

    def find(self, option: Option, starts: int | None = None, room: int = 0) -> PlannedInterview | None:
        """The earliest interview that fits an option; only at `starts` if given, in `room` if free."""
        if not self.is_open(option):
            return None
        for start in self._starts(option) if starts is None else (starts,):
            free = self._free_room(option, start, room) if self._has_time(option, start) else None
            if free:
                return self._interview(option, start, free)
        return None

    def obstacle(self, option: Option) -> Obstacle:
        """What keeps an option that `find` finds nothing for from being used."""
        if not self.is_open(option):
            return "elsewhere"
        has_time = any(self._has_time(option, start) for start in self._starts(option))
        return "no room" if has_time else "no time"

    def _starts(self, option: Option) -> range:
        rules = self.problem.rules
        first, last = rules.window(option.half_day[1])
        return range(first, last - option.minutes + 1, rules.grid)

    def _has_time(self, option: Option, start: int) -> bool:
        first, last = self.problem.rules.window(option.half_day[1])
        gap, ends = self.problem.rules.gap, start + option.minutes
        taken = self.inspector_taken(option.inspector, option.half_day[0])
        inside = first <= start and ends <= last
        return inside and all(ends + gap <= begun or ended + gap <= start for begun, ended in taken)

    def _free_room(self, option: Option, start: int, preferred: int) -> int | None:
        day, ends = option.half_day[0], start + option.minutes
        rooms = range(1, self.problem.rooms(option.office) + 1)
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
