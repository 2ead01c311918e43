"""The plan in the file: what is to be planned comes out of it, the plan goes into it and comes back."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.undo import undo
from fieldwork.timetable.check import check
from fieldwork.timetable.plan import PlannedInterview
from fieldwork.timetable.plan_file import (
    keep_plan,
    planned,
    problem_of,
    set_absences,
    set_locked,
    set_rooms,
)
from fieldwork.timetable.solver import solve
from tests.conftest import LEAD, READER, REFS

FIRST = date(2019, 9, 16)


@pytest.fixture
def two_officers(inspection: Inspection) -> Inspection:
    """The third case has an officer of its own, and an unpaid work case joins that nobody is seen about."""
    facts = {"fact.responsible_officer": "Tom Reed", "fact.office": "Morpeth"}
    with inspection.edit(LEAD, "Changed the sample") as edit:
        for field, value in facts.items():
            edit.set("case", REFS[2], field, value)
            edit.set("case", "U100001", field, value)
        edit.set("case", "U100001", "fact.reference", "U100001")
        edit.set("case", "U100001", "fact.sample_kind", "unpaid_work")
        for ref, office in ((REFS[0], "Newcastle"), (REFS[1], "Newcastle")):
            edit.set("case", ref, "fact.office", office)
        for name in ("Farah Fox", "Tom Reed"):
            edit.set("officer", queries.officer_id(inspection, name), "name", name)
    return inspection


def who(inspection: Inspection, name: str) -> str:
    return queries.officer_id(inspection, name)


def at(inspection: Inspection, name: str, hour: int, **more: object) -> PlannedInterview:
    """An interview of one officer on the first day, about the officer's supervision cases."""
    officer = problem_of(inspection).officer[who(inspection, name)]
    starts = datetime.combine(FIRST, time(hour, 30))
    made = PlannedInterview(
        officer=officer.id,
        inspector=READER,
        office=officer.office,
        room=1,
        starts=starts,
        ends=starts.replace(hour=hour + 2),
        cases=officer.cases,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def test_every_officer_with_a_case_that_is_interviewed_about_is_to_be_seen(two_officers: Inspection) -> None:
    problem = problem_of(two_officers)
    assert {o.id: o.cases for o in problem.officers} == {
        who(two_officers, "Farah Fox"): REFS[:2],
        who(two_officers, "Tom Reed"): (REFS[2],),
    }
    assert {o.inspector for o in problem.officers} == {READER}
    assert [d.isoformat() for d in problem.days] == [
        f"2019-09-{n}" for n in (16, 17, 18, 19, 20, 23, 24, 25, 26, 27)
    ]
    assert problem.name(who(two_officers, "Tom Reed")) == "Tom Reed"


def test_withdrawn_cases_and_office_staff_are_left_out(two_officers: Inspection) -> None:
    with two_officers.edit(LEAD, "Changed") as edit:
        edit.set("case", REFS[2], "withdrawn", True)
        edit.set("person", LEAD, "role", "office")
    problem = problem_of(two_officers)
    assert [o.id for o in problem.officers] == [who(two_officers, "Farah Fox")]
    assert [i.id for i in problem.inspectors] == [READER]


def test_an_officer_read_by_two_is_seen_by_who_read_more(two_officers: Inspection) -> None:
    with two_officers.edit(LEAD, "Changed") as edit:
        edit.set("case", "A100009", "fact.reference", "A100009")
        edit.set("case", "A100009", "fact.responsible_officer", "Farah Fox")
        edit.set("case", "A100009", "inspector", LEAD)
    officer = problem_of(two_officers).officer[who(two_officers, "Farah Fox")]
    assert (officer.inspector, officer.also_read) == (READER, (LEAD,))


def test_rooms_and_absences_are_told_to_the_planner(two_officers: Inspection) -> None:
    tom = who(two_officers, "Tom Reed")
    assert problem_of(two_officers).rooms("Newcastle") == 1
    set_rooms(two_officers, LEAD, "Newcastle", 3)
    set_absences(two_officers, LEAD, "officer", tom, [(FIRST, "am")])
    set_absences(two_officers, LEAD, "person", READER, [(FIRST, "am"), (FIRST, "pm")])
    problem = problem_of(two_officers)
    assert problem.rooms("Newcastle") == 3
    assert problem.officer[tom].absences == {(FIRST, "am")}
    assert FIRST not in {day for day, _ in problem.available[READER]}
    set_absences(two_officers, LEAD, "officer", tom, [])
    assert problem_of(two_officers).officer[tom].absences == frozenset()


def test_a_plan_kept_in_the_file_comes_back_as_it_was(two_officers: Inspection) -> None:
    plan = [at(two_officers, "Farah Fox", 9), at(two_officers, "Tom Reed", 13, locked=True)]
    keep_plan(two_officers, LEAD, plan)
    assert planned(two_officers) == plan
    assert problem_of(two_officers).locked == (plan[1],)
    set_locked(two_officers, LEAD, plan[1].officer, False)
    assert problem_of(two_officers).locked == ()


def test_keeping_a_plan_is_one_step_and_an_officer_not_in_it_loses_the_time(two_officers: Inspection) -> None:
    before = [at(two_officers, "Farah Fox", 9), at(two_officers, "Tom Reed", 13)]
    keep_plan(two_officers, LEAD, before)
    keep_plan(two_officers, LEAD, before[:1])
    assert planned(two_officers) == before[:1]
    undo(two_officers, LEAD)
    assert planned(two_officers) == before


def test_keeping_the_same_plan_writes_nothing(two_officers: Inspection) -> None:
    plan = [at(two_officers, "Farah Fox", 9)]
    keep_plan(two_officers, LEAD, plan)
    assert keep_plan(two_officers, LEAD, plan).registers == frozenset()


def test_what_is_solved_and_kept_has_no_clash(two_officers: Inspection) -> None:
    plan = solve(problem_of(two_officers), seconds=1)
    keep_plan(two_officers, LEAD, plan.interviews)
    assert len(planned(two_officers)) == 2
    assert check(problem_of(two_officers), planned(two_officers)) == ()


def test_working_hours_set_for_the_inspection_are_planned_with(two_officers: Inspection) -> None:
    with two_officers.edit(LEAD, "Set the hours") as edit:
        edit.set("inspection", "inspection", "timetable", {"starts": "10:00", "minutes": [45, 60]})
    problem = problem_of(two_officers)
    assert (problem.rules.starts, problem.rules.ends) == (time(10), time(17))
    assert [problem.minutes(o) for o in sorted(problem.officers, key=lambda o: len(o.cases))] == [45, 60]
