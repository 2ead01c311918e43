"""A plan from an outline: one office after another, with only the visits and cases that the outline has."""

from collections import Counter, defaultdict

from fieldwork.timetable.best import Best
from fieldwork.timetable.board import Board
from fieldwork.timetable.dealing import Dealing
from fieldwork.timetable.halfdays import HalfDayModel
from fieldwork.timetable.options import options
from fieldwork.timetable.plan import PlannedInterview
from fieldwork.timetable.problem import HALVES, OfficerToSee, Problem
from fieldwork.timetable.search import Engine
from fieldwork.timetable.settling import complete, settle

WORK = 1.0
"""Work for one office at most; nearly all take a tenth of it."""

LATER = ("spread_of_days", "waiting", "travel_times", "wishes")
"""Goals that the outline says nothing of; the plan is made better in them once it is there."""


def fill(dealing: Dealing, engine: Engine, best: Best) -> None:
    """Offer the plan that an outline leads to. Those whom it leaves out go where there is still room."""
    problem = best.problem
    visits, cases = dealing.visits(), dealing.cases()
    interviews = list(problem.locked)
    for office, officers in _groups(problem):
        if engine.over:
            return
        model = _model(problem, interviews, officers, office, cases)
        loads = Board(problem, interviews).cases
        model.limit(visits, {i: loads[i] + cases[i, office] for i in problem.sharing})
        model.model.minimize(sum(model.missed.values()))
        found = engine.run(model.model, WORK)
        if found.found:
            board, _ = settle(model, model.choice(found.solver), {}, engine.seed)
            interviews = board.interviews
    board = Board(problem, interviews)
    complete(board)
    best.take(board.interviews)


def _groups(problem: Problem) -> list[tuple[str, list[OfficerToSee]]]:
    """Officers by office, those with the least room first; at last (`""`) who is seen by telephone."""
    groups: dict[str, list[OfficerToSee]] = defaultdict(list)
    locked = {i.officer for i in problem.locked}
    for officer in problem.officers:
        if officer.id not in locked:
            groups["" if officer.remote else officer.office].append(officer)

    def room(office: str) -> tuple[bool, float, str]:
        minutes = sum(problem.minutes(o) for o in groups[office])
        halves = sum(problem.rooms(office, (day, half)) for day in problem.days for half in HALVES)
        return office == "", halves / max(minutes, 1), office

    return [(office, groups[office]) for office in sorted(groups, key=room)]


def _model(
    problem: Problem,
    interviews: list[PlannedInterview],
    officers: list[OfficerToSee],
    office: str,
    cases: Counter[tuple[str, str]],
) -> HalfDayModel:
    """The choice of half-days for one office's officers among the inspectors of the outline."""
    there = {inspector for (inspector, at), _ in cases.items() if at == office}
    choices = {o.id: [x for x in options(problem, o) if x.inspector in there] for o in officers}
    return HalfDayModel(problem, interviews, choices=choices, without=LATER)
