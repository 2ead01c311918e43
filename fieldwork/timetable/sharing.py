"""Constraints of the half-day model about whole inspectors: even loads, time to read, interpreters."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

from fieldwork.timetable.problem import HalfDay

if TYPE_CHECKING:  # only to name it: the model builds itself with these
    from ortools.sat.python import cp_model

    from fieldwork.timetable.halfdays import HalfDayModel
    from fieldwork.timetable.options import Option


def add_loads(half_days: HalfDayModel) -> dict[str, cp_model.LinearExprT]:
    """Count the cases of each inspector who shares them, and price how far apart they are."""
    problem, model = half_days.problem, half_days.model
    if not problem.sharing:
        return {}
    terms: dict[str, list[cp_model.LinearExprT]] = defaultdict(list)
    for option, var in half_days.chosen.items():
        terms[option.inspector].append(problem.load(problem.officer[option.officer]) * var)
    held = {i: sum(terms[i]) + half_days.board.cases[i] for i in problem.sharing}
    whole = sum(problem.load(officer) for officer in problem.officers)
    most, least = (model.new_int_var(0, whole, "") for _ in range(2))
    for load in held.values():
        model.add(most >= load)
        model.add(least <= load)
    half_days.cost.append(half_days.weights["spread_of_load"] * (most - least))
    half_days.extremes = (most, least)
    for load in held.values():
        uneven = model.new_int_var(0, whole, "")
        low, high = even(whole, len(held))
        model.add(uneven >= load - high)
        model.add(uneven >= low - load)
        half_days.ties.append(uneven)
    return held


def hint_loads(half_days: HalfDayModel, holds: Mapping[str, str]) -> None:
    """Start from loads where each officer is held by an inspector."""
    problem, loads = half_days.problem, Counter[str]()
    if not half_days.extremes:
        return
    for officer, inspector in holds.items():
        if officer in problem.officer:
            loads[inspector] += problem.load(problem.officer[officer])
    shared = [loads[inspector] for inspector in problem.sharing]
    for var, value in zip(half_days.extremes, (max(shared), min(shared)), strict=True):
        half_days.model.add_hint(var, value)
    low, high = even(sum(problem.load(o) for o in problem.officers), len(shared))
    for uneven, load in zip(half_days.ties, shared, strict=True):
        half_days.model.add_hint(uneven, max(load - high, low - load, 0))


def even(whole: int, people: int) -> tuple[int, int]:
    """The loads that nobody need differ from where all is shared out evenly."""
    return whole // people, -(-whole // people)


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
