"""Who is seen by whom in which half-day: a CP-SAT model without clock times or room numbers.

Interview minutes are packed into half-days as into bins, so an assignment can still turn out not to
fit the clock; `forbid` then takes that crowd out. Every plan is an assignment here that costs no more,
so with every option allowed the bound of this model is a bound for the whole.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from ortools.sat.python import cp_model

from fieldwork.timetable import costs
from fieldwork.timetable.board import Board
from fieldwork.timetable.options import Option, options
from fieldwork.timetable.packing import fewest_bins, free_minutes
from fieldwork.timetable.plan import PlannedInterview
from fieldwork.timetable.problem import HALVES, HalfDay, Problem
from fieldwork.timetable.sharing import add_reading, share_cases, share_days

Choices = Mapping[str, Sequence[Option]]

FINE = 6
"""No plan's shares are together further from even than this, an officer."""


class HalfDayModel:
    """The choice of half-days round the `fixed` interviews, among `choices` (every option if `None`),
    `without` some of the goals.

    Attributes: `chosen` holds a boolean an option, `missed` one an officer, `visits` one an inspector,
    half-day and office, `days` one an inspector, day and office; `cost` is the weighted sum.
    """

    def __init__(
        self,
        problem: Problem,
        fixed: Sequence[PlannedInterview],
        keep: Sequence[PlannedInterview] = (),
        choices: Choices | None = None,
        without: Collection[str] = (),
    ) -> None:
        self.problem = problem
        self.weights = costs.weights(problem) | dict.fromkeys(without, 0)
        self.model = cp_model.CpModel()
        self.board = Board(problem, fixed)
        self.keep = {k.officer: k for k in keep if k.officer in problem.officer}
        self.told = {told.officer: told for told in problem.told if told.officer in problem.officer}
        self.choices = choices
        self.chosen: dict[Option, cp_model.IntVar] = {}
        self.missed: dict[str, cp_model.IntVar] = {}
        self.visits: dict[costs.Visit, cp_model.IntVar] = {}
        self.days: dict[costs.DayVisit, cp_model.IntVar] = {}
        self.changes: dict[tuple[str, date, str, str], cp_model.IntVar] = {}
        self.cost: list[cp_model.LinearExprT] = []
        self._by_visit: dict[costs.Visit, list[Option]] = defaultdict(list)
        self._by_room: dict[tuple[str, HalfDay], list[Option]] = defaultdict(list)
        self._choose()
        self._fit_inspectors()
        self._visit()
        self._fit_rooms()
        self._change_offices()
        self._bound_visits()
        self.by_person, self.by_day = share_cases(self), share_days(self)
        add_reading(self)
        self._count_fixed(fixed)
        if choices is None:
            self.model.minimize(sum(self.cost))
        else:  # a part is searched for a better whole: among plans that cost the same, the more even
            uneven = [*(self.by_person.uneven if self.by_person else {}).values()]
            uneven += (self.by_day.uneven if self.by_day else {}).values()
            points = FINE * len(problem.officers) * sum(self.cost)
            self.model.minimize(sum([points, *uneven]))

    def forbid(self, crowd: Sequence[Option], when: Iterable[HalfDay]) -> None:
        """These officers are not all seen by these inspectors in any one of these half-days."""
        for half_day in when:
            there = [self.chosen.get(replace(option, half_day=half_day)) for option in crowd]
            together = [var for var in there if var is not None]
            if len(together) == len(crowd):
                self.model.add(sum(together) < len(crowd))

    @property
    def whole(self) -> bool:
        """Whether everyone may be anywhere, so that the bound is one for all plans round what is fixed."""
        return self.choices is None

    def choice(self, solver: cp_model.CpSolver) -> tuple[Option, ...]:
        """The options that a solver chose."""
        return tuple(option for option, var in self.chosen.items() if solver.value(var))

    def limit(self, visits: Mapping[tuple[str, str], int], loads: Mapping[str, int]) -> None:
        """Inspectors go to offices on no more days and hold no more cases."""
        there: dict[tuple[str, str], list[cp_model.IntVar]] = defaultdict(list)
        for (inspector, _, office), var in self.days.items():
            there[inspector, office].append(var)
        for visit, days in there.items():
            self.model.add(sum(days) <= visits.get(visit, 0))
        for inspector, load in self.by_person.loads.items() if self.by_person else ():
            self.model.add(load <= loads[inspector])

    def hint(self, interviews: Sequence[PlannedInterview]) -> None:
        """Start from this plan: a value for every choice, visit and change."""
        halves = self.problem.rules.halves
        taken = {(i.officer, i.inspector, h, i.office) for i in interviews for h in halves(i)}
        self._hint(taken, {i.officer for i in interviews if i.remote})
        if self.by_person:
            self.by_person.hint(costs.loads(self.problem, interviews))
        if self.by_day:
            self.by_day.hint(costs.day_loads(self.problem, interviews))

    def _hint(self, taken: Collection[tuple[str, str, HalfDay, str]], remote: Collection[str]) -> None:
        placed = {who for who, *_ in taken}
        visited = {(by, half_day, office) for who, by, half_day, office in taken if who not in remote}
        days = {(by, half_day[0], office) for by, half_day, office in visited}
        self.model.clear_hints()  # type: ignore[no-untyped-call]
        for option, var in self.chosen.items():
            key = (option.officer, option.inspector, option.half_day, option.office)
            self.model.add_hint(var, key in taken)
        for officer, var in self.missed.items():
            self.model.add_hint(var, officer not in placed)
        for visit, var in self.visits.items():
            self.model.add_hint(var, visit in visited)
        for day_visit, var in self.days.items():
            self.model.add_hint(var, day_visit in days)
        for (by, day, a, b), var in self.changes.items():
            self.model.add_hint(var, (by, day, a) in days and (by, day, b) in days)

    def _choose(self) -> None:
        """One option an officer, or none at a price."""
        placed = {i.officer for i in self.board.interviews}
        for officer in self.problem.officers:
            if officer.id in placed or (self.choices is not None and officer.id not in self.choices):
                continue
            offered = options(self.problem, officer) if self.choices is None else self.choices[officer.id]
            mine = [o for o in offered if self.board.find(o)]
            for option in mine:
                var = self.chosen[option] = self.model.new_bool_var("")
                if not option.remote:
                    self._by_visit[option.inspector, option.half_day, option.office].append(option)
                    self._by_room[option.office, option.half_day].append(option)
                self.cost.append(self._price(option) * var)
            self.missed[officer.id] = self.model.new_bool_var("")
            self.cost.append(
                (self.weights["unplaced"] + self._change_price(officer.id, None)) * self.missed[officer.id]
            )
            self.model.add_exactly_one([self.chosen[o] for o in mine] + [self.missed[officer.id]])

    def _price(self, option: Option) -> int:
        officer = self.problem.officer[option.officer]
        other = bool(officer.readers) and option.inspector != officer.inspector
        wishes = costs.against_wishes(self.problem, option.officer, option.inspector, option.half_day)
        points = self.weights["other_reader"] * other + self.weights["wishes"] * wishes
        return points + self._change_price(option.officer, option)

    def _change_price(self, officer: str, option: Option | None) -> int:
        """What it costs that an officer's interview is not, or not any more, as it was arranged and told."""
        return sum(
            self.weights[name]
            for name, before in (("moved", self.keep), ("told", self.told))
            if officer in before and not (option and self._same(option, before[officer]))
        )

    def _same(self, option: Option, old: PlannedInterview) -> bool:
        """Whether an option leaves an interview where it was, its time of day apart."""
        where = (old.inspector, old.office) == (option.inspector, option.office)
        return where and option.half_day in self.problem.rules.halves(old)

    def _fit_inspectors(self) -> None:
        """Inspectors have minutes enough for whom they see in a half-day, wherever they are."""
        rules = self.problem.rules
        seen: dict[tuple[str, HalfDay], list[Option]] = defaultdict(list)
        for option in self.chosen:
            seen[option.inspector, option.half_day].append(option)
        for (inspector, half_day), mine in seen.items():
            if len(mine) > 1 and any(option.remote for option in mine):
                taken = self.board.inspector_taken(inspector, half_day[0])
                room = free_minutes(rules.window(half_day[1]), taken, rules.gap)
                self.model.add(sum((o.minutes + rules.gap) * self.chosen[o] for o in mine) <= room)

    def _visit(self) -> None:
        """Each inspector is at one office at a time, with minutes enough for whom they see there."""
        rules = self.problem.rules
        for (inspector, half_day, office), seen in self._by_visit.items():
            var = self.model.new_bool_var("")
            self.visits[inspector, half_day, office] = var
            taken = self.board.inspector_taken(inspector, half_day[0])
            window = self.problem.window(half_day[1], office, inspector)
            room = free_minutes(window, taken, rules.gap)
            self.model.add(sum((o.minutes + rules.gap) * self.chosen[o] for o in seen) <= room * var)
            for option in seen:
                self.model.add_implication(self.chosen[option], var)
            for share in (2, 3):  # implied, and the relaxation is slow to see it
                long = [self.chosen[o] for o in seen if share * (o.minutes + rules.gap) > room]
                if len(long) > share - 1:
                    self.model.add(sum(long) <= (share - 1) * var)
        for interview in (i for i in self.board.interviews if not i.remote):
            for half_day in rules.halves(interview):
                visit = (interview.inspector, half_day, interview.office)
                self.visits.setdefault(visit, self.model.new_bool_var(""))
                self.model.add(self.visits[visit] == 1)
        open_visits: dict[tuple[str, HalfDay], list[cp_model.IntVar]] = defaultdict(list)
        for inspector, half_day, office in self._by_visit:
            open_visits[inspector, half_day].append(self.visits[inspector, half_day, office])
        for several in open_visits.values():
            self.model.add_at_most_one(several)
        self._visit_days()

    def _visit_days(self) -> None:
        """A day at an office costs once, and the journey there and back."""
        for (inspector, half_day, office), var in self.visits.items():
            key = (inspector, half_day[0], office)
            if key not in self.days:
                self.days[key] = self.model.new_bool_var("")
                self.cost.append(costs.day(self.problem, inspector, [office]) * self.days[key])
            self.model.add_implication(var, self.days[key])
            if self.weights["travel_times"] and costs.is_travel_time(half_day):
                self.cost.append(self.weights["travel_times"] * var)

    def _fit_rooms(self) -> None:
        """Rooms have minutes enough, and no more long interviews than can stand side by side."""
        rules = self.problem.rules
        for (office, half_day), seen in self._by_room.items():
            rooms, length = self.problem.rooms(office, half_day), rules.length(half_day[1])
            taken = [self.board.room_taken(office, n + 1, half_day[0]) for n in range(rooms)]
            free = sum(free_minutes(rules.window(half_day[1]), one, 0) for one in taken)
            self.model.add(sum(o.minutes * self.chosen[o] for o in seen) <= free)
            for share in (2, 3):
                long = [self.chosen[o] for o in seen if o.minutes * share > length]
                if len(long) > rooms * (share - 1):
                    self.model.add(sum(long) <= rooms * (share - 1))
            if self.weights["waiting"] and not any(taken):
                self._crowd(office, half_day, seen)

    def _crowd(self, office: str, half_day: HalfDay, seen: list[Option]) -> None:
        """Where inspectors outnumber rooms, each too many waits for at least the shortest interview."""
        rooms = self.problem.rooms(office, half_day)
        there = [self.visits[by, half_day, office] for by in sorted({o.inspector for o in seen})]
        if len(there) <= rooms:
            return
        too_many = self.model.new_int_var(0, len(there) - rooms, "")
        self.model.add(too_many >= sum(there) - rooms)
        steps = min(o.minutes for o in seen) // self.problem.rules.grid
        self.cost.append(self.weights["waiting"] * steps * too_many)

    def _change_offices(self) -> None:
        """Morning at one office and afternoon at another costs, less what the shared journey saves."""
        there: dict[tuple[str, date], list[str]] = defaultdict(list)
        for inspector, day, office in self.days:
            there[inspector, day].append(office)
        for (inspector, day), offices in there.items():
            for a in offices:
                for b in (b for b in offices if b > a):
                    self._change(inspector, day, a, b)

    def _change(self, inspector: str, day: date, a: str, b: str) -> None:
        at_a, at_b = self.days[inspector, day, a], self.days[inspector, day, b]
        if not self.problem.journey_fits(a, b) and not self.board.interviews_on(inspector, day):
            self.model.add(at_a + at_b <= 1)
            return
        together, *apart = (costs.day(self.problem, inspector, route) for route in ([a, b], [a], [b]))
        both = self.changes[inspector, day, a, b] = self.model.new_bool_var("")
        self.model.add(both >= at_a + at_b - 1)
        self.model.add_implication(both, at_a)
        self.model.add_implication(both, at_b)
        self.cost.append((together - sum(apart)) * both)

    def _bound_visits(self) -> None:
        """Seeing an inspector's officers of one office takes at least so many days: lifts the bound."""
        gap = self.problem.rules.gap
        longest = [self.problem.rules.length(half) + gap for half in HALVES]
        groups: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
        for option in self.chosen:
            if len(self.problem.officer[option.officer].readers) == 1 and not option.remote:
                groups[option.inspector, option.office][option.officer] = option.minutes
        for (inspector, office), seen in groups.items():
            fewest = fewest_bins([minutes + gap for minutes in seen.values()], max(longest))
            missed = sum(self.missed[officer] for officer in seen)
            mine = [v for (by, _, at), v in self.visits.items() if (by, at) == (inspector, office)]
            self.model.add(sum(mine) + missed >= fewest)
            days = [v for (by, _, at), v in self.days.items() if (by, at) == (inspector, office)]
            self.model.add(sum(days) + missed >= -(-fewest // 2))

    def _count_fixed(self, fixed: Sequence[PlannedInterview]) -> None:
        """What the fixed interviews cost already, visits apart."""
        kept = [k for k in self.keep.values() if k.officer not in self.missed]
        counts = costs.measure(replace(self.problem, told=self._told_fixed()), fixed, kept)
        names = ("moved", "told", "other_reader", "wishes")
        self.cost.append(sum(self.weights[name] * counts[name] for name in names))

    def _told_fixed(self) -> tuple[PlannedInterview, ...]:
        """What people were told of interviews that are not chosen here."""
        return tuple(told for who, told in self.told.items() if who not in self.missed)
