"""Constraints of the half-day model about whole inspectors: even loads, time to read, interpreters."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Generic, TypeVar

from fieldwork.timetable import costs
from fieldwork.timetable.problem import HalfDay

if TYPE_CHECKING:  # only to name it: the model builds itself with these
    from ortools.sat.python import cp_model

    from fieldwork.timetable.halfdays import HalfDayModel
    from fieldwork.timetable.options import Option


Who = TypeVar("Who", str, date)


class Shares(Generic[Who]):
    """Loads of people or of days that are to be even. Attributes: the `loads`, `most` and `least` of them,
    and how far each is from an even share of the `whole` (`uneven`).
    """

    def __init__(
        self, model: cp_model.CpModel, loads: Mapping[Who, cp_model.LinearExprT], whole: int
    ) -> None:
        self._model = model
        self.loads: Mapping[Who, cp_model.LinearExprT] = loads
        self.most, self.least = (model.new_int_var(0, whole, "") for _ in range(2))
        self.uneven: dict[Who, cp_model.IntVar] = {}
        low, high = even(whole, len(loads))
        for key, load in loads.items():
            uneven = self.uneven[key] = model.new_int_var(0, whole, "")
            model.add(self.most >= load)
            model.add(self.least <= load)
            model.add(uneven >= load - high)
            model.add(uneven >= low - load)

    def hint(self, loads: Mapping[Who, int]) -> None:
        """Start from these loads, each of those here."""
        self._model.add_hint(self.most, max(loads.values()))
        self._model.add_hint(self.least, min(loads.values()))
        low, high = even(sum(loads.values()), len(loads))
        for key, uneven in self.uneven.items():
            self._model.add_hint(uneven, max(loads[key] - high, low - loads[key], 0))


def share_cases(half_days: HalfDayModel) -> Shares[str] | None:
    """Count the cases of each inspector who shares them, and price how far apart they are."""
    problem = half_days.problem
    if not problem.sharing:
        return None
    terms: dict[str, list[cp_model.LinearExprT]] = defaultdict(list)
    for option, var in half_days.chosen.items():
        terms[option.inspector].append(problem.load(problem.officer[option.officer]) * var)
    loads: dict[str, cp_model.LinearExprT] = {
        i: sum(terms[i]) + half_days.board.cases[i] for i in problem.sharing
    }
    shares = Shares(half_days.model, loads, sum(problem.load(officer) for officer in problem.officers))
    half_days.cost.append(half_days.weights["spread_of_load"] * (shares.most - shares.least))
    return shares


def share_days(half_days: HalfDayModel) -> Shares[date] | None:
    """Count the interviews of each day, and price how far apart the fullest and the emptiest are."""
    weight, days = half_days.weights["spread_of_days"], costs.working_days(half_days.problem)
    if not (days and weight):
        return None
    on: dict[date, list[cp_model.IntVar]] = defaultdict(list)
    for option, var in half_days.chosen.items():
        on[option.half_day[0]].append(var)
    loads: dict[date, cp_model.LinearExprT] = {day: sum(on[day]) + half_days.board.loads[day] for day in days}
    whole = len(half_days.missed) + sum(half_days.board.loads[day] for day in days)
    shares = Shares(half_days.model, loads, whole)
    half_days.cost.append(weight * (shares.most - shares.least))
    if whole % len(days):
        # Implied, and the search is slow to see it: so many do not divide evenly among the days.
        half_days.model.add(shares.most - shares.least + sum(half_days.missed.values()) >= 1)
    return shares


def even(whole: int, people: int) -> tuple[int, int]:
    """The loads that nobody need differ from where all is shared out evenly."""
    return whole // people, -(-whole // people)


def unevenness(loads: Sequence[int]) -> int:
    """How far loads are from even shares."""
    low, high = even(sum(loads), max(len(loads), 1))
    return sum(max(load - high, low - load, 0) for load in loads)


def add_reading(half_days: HalfDayModel) -> None:
    """Each inspector has read the cases in time, and there are interpreters enough."""
    board = half_days.board
    by_inspector: dict[str, list[Option]] = defaultdict(list)
    interpreted: dict[tuple[str, HalfDay], list[Option]] = defaultdict(list)
    for option in half_days.chosen:
        by_inspector[option.inspector].append(option)
        if board.needs_interpreter(option.officer, option.inspector):
            language = half_days.problem.officer[option.officer].language
            interpreted[language, option.half_day].append(option)
    for (language, half_day), seen in interpreted.items():
        left = board.interpreters_left(language, half_day)
        half_days.model.add(sum(half_days.chosen[o] for o in seen) <= left)
    if board.reading.planned:
        for inspector, mine in by_inspector.items():
            _read_in_time(half_days, inspector, mine)


def _read_in_time(half_days: HalfDayModel, inspector: str, mine: list[Option]) -> None:
    """Up to each half-day no more is to be read than can be; what locked interviews lack is let be."""
    model, board, problem = half_days.model, half_days.board, half_days.problem
    ahead, fixed = board.reading, board.fixed_reading(inspector)
    short = ahead.shortage(inspector, *fixed)
    available = problem.available.get(inspector, frozenset())
    seen: dict[HalfDay, list[cp_model.IntVar]] = defaultdict(list)
    for option in mine:
        seen[option.half_day].append(half_days.chosen[option])
    busy: dict[HalfDay, cp_model.LinearExprT] = dict.fromkeys(fixed[1] & available, 1)
    for half_day in seen.keys() - busy.keys():
        busy[half_day] = model.new_bool_var("")
        model.add_max_equality(busy[half_day], seen[half_day])
    needs: Counter[HalfDay] = fixed[0]
    for half_day in sorted({*seen, *needs} & ahead.place.keys()):
        reading: list[cp_model.LinearExprT] = [m for h, m in needs.items() if h <= half_day]
        reading += [
            problem.officer[o.officer].reading * half_days.chosen[o] for o in mine if o.half_day <= half_day
        ]
        lost = sum(var for other, var in busy.items() if ahead.counts(other, half_day))
        room = ahead.capacity(inspector, half_day) + short - ahead.minutes(inspector) * lost
        model.add(sum(reading) <= room)
