"""Who is seen in which half-day: a CP-SAT model without clock times or room numbers.

Interview minutes are packed into half-days as into bins, so an assignment can still turn out not to
fit the clock; `forbid` then takes that crowd out. Every plan is an assignment here that costs no more,
so the bound of this model is a bound for the whole.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import product

from ortools.sat.python import cp_model

from fieldwork.timetable import costs
from fieldwork.timetable.board import Board
from fieldwork.timetable.options import Option, options
from fieldwork.timetable.packing import fewest_bins, free_minutes
from fieldwork.timetable.plan import PlannedInterview
from fieldwork.timetable.problem import HALVES, HalfDay, Problem


class HalfDayModel:
    """The choice of half-days round the `fixed` interviews.

    Attributes: `chosen` holds a boolean an option, `missed` one an officer, `visits` one an inspector,
    half-day and office; `cost` is the weighted sum to make small.
    """

    def __init__(
        self, problem: Problem, fixed: Sequence[PlannedInterview], keep: Sequence[PlannedInterview] = ()
    ) -> None:
        self.problem = problem
        self.model = cp_model.CpModel()
        self.board = Board(problem, fixed)
        self.keep = {k.officer: k for k in keep if k.officer in problem.officer}
        self.chosen: dict[Option, cp_model.IntVar] = {}
        self.missed: dict[str, cp_model.IntVar] = {}
        self.visits: dict[costs.Visit, cp_model.IntVar] = {}
        self.cost: list[cp_model.LinearExprT] = []
        self._by_visit: dict[costs.Visit, list[Option]] = defaultdict(list)
        self._by_room: dict[tuple[str, HalfDay], list[Option]] = defaultdict(list)
        self._choose()
        self._visit()
        self._fit_rooms()
        self._change_offices()
        self._spread()
        self._bound_visits()
        self._count_fixed(fixed)
        self.model.minimize(sum(self.cost))

    def forbid(self, crowd: Sequence[Option], when: Iterable[HalfDay]) -> None:
        """These officers are not all seen by these inspectors in any one of these half-days."""
        for half_day in when:
            there = [self.chosen.get(replace(option, half_day=half_day)) for option in crowd]
            together = [var for var in there if var is not None]
            if len(together) == len(crowd):
                self.model.add(sum(together) < len(crowd))

    def hint(self, interviews: Sequence[PlannedInterview]) -> None:
        """Start from this plan: a value for every choice and visit."""
        halves = self.problem.rules.halves
        taken = {(i.officer, i.inspector, h, i.office) for i in interviews for h in halves(i)}
        placed = {i.officer for i in interviews}
        visited = {(by, half_day, office) for _, by, half_day, office in taken}
        self.model.clear_hints()  # type: ignore[no-untyped-call]
        for option, var in self.chosen.items():
            key = (option.officer, option.inspector, option.half_day, option.office)
            self.model.add_hint(var, key in taken)
        for officer, var in self.missed.items():
            self.model.add_hint(var, officer not in placed)
        for visit, var in self.visits.items():
            self.model.add_hint(var, visit in visited)

    def _choose(self) -> None:
        """One option an officer, or none at a price."""
        placed = {i.officer for i in self.board.interviews}
        for officer in self.problem.officers:
            if officer.id in placed:
                continue
            mine = [o for o in options(self.problem, officer) if self.board.find(o)]
            for option in mine:
                var = self.chosen[option] = self.model.new_bool_var("")
                self._by_visit[option.inspector, option.half_day, option.office].append(option)
                self._by_room[option.office, option.half_day].append(option)
                self.cost.append(self._price(option) * var)
            self.missed[officer.id] = self.model.new_bool_var("")
            self.cost.append(self._missed_price(officer.id) * self.missed[officer.id])
            self.model.add_exactly_one([self.chosen[o] for o in mine] + [self.missed[officer.id]])

    def _price(self, option: Option) -> int:
        first = self.problem.officer[option.officer].inspector
        old = self.keep.get(option.officer)
        same = old is None or (
            (old.inspector, old.office) == (option.inspector, option.office)
            and option.half_day in self.problem.rules.halves(old)
        )
        weights = costs.WEIGHTS
        return weights["other_reader"] * (option.inspector != first) + weights["moved"] * (not same)

    def _missed_price(self, officer: str) -> int:
        return costs.WEIGHTS["unplaced"] + costs.WEIGHTS["moved"] * (officer in self.keep)

    def _visit(self) -> None:
        """Each inspector is at one office at a time, with minutes enough for whom they see there."""
        rules = self.problem.rules
        for (inspector, half_day, office), seen in self._by_visit.items():
            var = self.model.new_bool_var("")
            self.visits[inspector, half_day, office] = var
            taken = self.board.inspector_taken(inspector, half_day[0])
            room = free_minutes(rules.window(half_day[1]), taken, rules.gap)
            self.model.add(sum((o.minutes + rules.gap) * self.chosen[o] for o in seen) <= room * var)
            for option in seen:
                self.model.add_implication(self.chosen[option], var)
        for interview in self.board.interviews:
            for half_day in rules.halves(interview):
                visit = (interview.inspector, half_day, interview.office)
                self.visits.setdefault(visit, self.model.new_bool_var(""))
                self.model.add(self.visits[visit] == 1)
        for (_, half_day, _), var in self.visits.items():
            travel = costs.WEIGHTS["travel_times"] * costs.is_travel_time(half_day)
            self.cost.append((costs.WEIGHTS["office_visits"] + travel) * var)
        open_visits: dict[tuple[str, HalfDay], list[cp_model.IntVar]] = defaultdict(list)
        for inspector, half_day, office in self._by_visit:
            open_visits[inspector, half_day].append(self.visits[inspector, half_day, office])
        for several in open_visits.values():
            self.model.add_at_most_one(several)

    def _fit_rooms(self) -> None:
        """Rooms have minutes enough, and no more long interviews than can stand side by side."""
        rules = self.problem.rules
        for (office, half_day), seen in self._by_room.items():
            rooms, length = self.problem.rooms(office), rules.length(half_day[1])
            taken = [self.board.room_taken(office, n + 1, half_day[0]) for n in range(rooms)]
            free = sum(free_minutes(rules.window(half_day[1]), one, 0) for one in taken)
            self.model.add(sum(o.minutes * self.chosen[o] for o in seen) <= free)
            for share in (2, 3):
                long = [self.chosen[o] for o in seen if o.minutes * share > length]
                if len(long) > rooms * (share - 1):
                    self.model.add(sum(long) <= rooms * (share - 1))
            if not any(taken):
                self._crowd(office, half_day, seen)

    def _crowd(self, office: str, half_day: HalfDay, seen: list[Option]) -> None:
        """Where inspectors outnumber rooms, each too many waits for at least the shortest interview."""
        rooms = self.problem.rooms(office)
        there = [self.visits[by, half_day, office] for by in sorted({o.inspector for o in seen})]
        if len(there) <= rooms:
            return
        too_many = self.model.new_int_var(0, len(there) - rooms, "")
        self.model.add(too_many >= sum(there) - rooms)
        steps = min(o.minutes for o in seen) // self.problem.rules.grid
        self.cost.append(costs.WEIGHTS["waiting"] * steps * too_many)

    def _change_offices(self) -> None:
        """Morning at one office and afternoon at another costs."""
        there: dict[tuple[str, HalfDay], dict[str, cp_model.IntVar]] = defaultdict(dict)
        for (inspector, half_day, office), var in self.visits.items():
            there[inspector, half_day][office] = var
        for inspector, day in product(sorted({key[0] for key in there}), sorted(set(self.problem.days))):
            morning, afternoon = (there.get((inspector, (day, half)), {}) for half in HALVES)
            if not any(a != b for a, b in product(morning, afternoon)):
                continue
            change = self.model.new_bool_var("")
            self.cost.append(costs.WEIGHTS["office_changes"] * change)
            for office, var in morning.items():
                others = [v for other, v in afternoon.items() if other != office]
                self.model.add(change >= var + sum(others) - 1)

    def _spread(self) -> None:
        """The fullest and the emptiest day, over days when somebody can interview."""
        days = costs.working_days(self.problem)
        if not days:
            return
        total = len(self.problem.officers) + len(self.board.interviews)
        most, least = (self.model.new_int_var(0, total, "") for _ in range(2))
        on: dict[object, list[cp_model.IntVar]] = defaultdict(list)
        for option, var in self.chosen.items():
            on[option.half_day[0]].append(var)
        for day in days:
            load = sum(on[day]) + self.board.loads[day]
            self.model.add(most >= load)
            self.model.add(least <= load)
        self.cost.append(costs.WEIGHTS["spread_of_load"] * (most - least))
        if (len(self.missed) + sum(self.board.loads[day] for day in days)) % len(days):
            # Implied, and the search is slow to see it: so many do not divide evenly among the days.
            self.model.add(most - least + sum(self.missed.values()) >= 1)

    def _bound_visits(self) -> None:
        """Seeing an inspector's officers of one office takes at least so many visits: lifts the bound."""
        longest = max(self.problem.rules.length(half) for half in HALVES)
        groups: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
        for option in self.chosen:
            if len(self.problem.officer[option.officer].readers) == 1:
                groups[option.inspector, option.office][option.officer] = option.minutes
        for (inspector, office), seen in groups.items():
            gap = self.problem.rules.gap
            fewest = fewest_bins([minutes + gap for minutes in seen.values()], longest + gap)
            mine = [v for (by, _, at), v in self.visits.items() if (by, at) == (inspector, office)]
            self.model.add(sum(mine) + sum(self.missed[officer] for officer in seen) >= fewest)

    def _count_fixed(self, fixed: Sequence[PlannedInterview]) -> None:
        """What the fixed interviews cost already, visits apart."""
        counts = costs.measure(
            self.problem, fixed, [k for k in self.keep.values() if k.officer not in self.missed]
        )
        self.cost.append(sum(costs.WEIGHTS[name] * counts[name] for name in ("moved", "other_reader")))
