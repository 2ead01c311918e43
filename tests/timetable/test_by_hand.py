"""Interviews moved by hand are one undoable step each, and locked ones stay."""

from dataclasses import replace
from datetime import timedelta

import pytest

from fieldwork.errors import Refused
from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.undo import undo
from fieldwork.timetable.by_hand import put, take_out
from fieldwork.timetable.plan import PlannedInterview
from fieldwork.timetable.plan_file import keep_plan, planned, problem_of, set_locked
from fieldwork.timetable.solver import solve
from tests.conftest import LEAD
from tests.timetable.test_plan_file import two_officers

__all__ = ["two_officers"]


@pytest.fixture
def plan(two_officers: Inspection) -> list[PlannedInterview]:
    keep_plan(two_officers, LEAD, solve(problem_of(two_officers), seconds=0.3).interviews)
    return planned(two_officers)


def test_one_is_moved_and_moved_back_by_undo(inspection: Inspection, plan: list[PlannedInterview]) -> None:
    later = replace(plan[0], starts=plan[0].starts + timedelta(days=1), ends=plan[0].ends + timedelta(days=1))
    put(inspection, LEAD, [later])
    assert {i.officer: i for i in planned(inspection)}[later.officer] == later
    undone = undo(inspection, LEAD)
    assert undone is not None
    assert undone.label == "Moved 1 interview by hand"
    assert planned(inspection) == plan


def test_one_is_taken_out_and_put_in(inspection: Inspection, plan: list[PlannedInterview]) -> None:
    take_out(inspection, LEAD, plan[0].officer)
    assert planned(inspection) == plan[1:]
    put(inspection, LEAD, [plan[0]])
    assert planned(inspection) == plan


def test_a_locked_one_stays(inspection: Inspection, plan: list[PlannedInterview]) -> None:
    set_locked(inspection, LEAD, plan[0].officer, True)
    for act in (
        lambda: put(inspection, LEAD, [replace(plan[0], room=2)]),
        lambda: take_out(inspection, LEAD, plan[0].officer),
    ):
        with pytest.raises(Refused, match="stays where it is"):
            act()
    assert [replace(i, locked=False) for i in planned(inspection)] == plan


def test_cases_without_a_reader_go_to_whoever_is_to_hold_the_interview(
    inspection: Inspection, plan: list[PlannedInterview]
) -> None:
    with inspection.edit(LEAD, "Take the cases back") as edit:
        for ref in plan[0].cases:
            edit.set("case", ref, "inspector", None)
    put(inspection, LEAD, [plan[0]])
    rows = {row.ref: row for row in queries.cases(inspection)}
    assert {rows[ref].inspector for ref in plan[0].cases} == {plan[0].inspector}  # type: ignore[index]
