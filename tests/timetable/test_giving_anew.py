"""Planning may share out again what nobody has begun; what was begun stays with its reader."""

from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.programme.model import QuestionId
from fieldwork.reading.service import Reader
from fieldwork.timetable.giving_anew import given_anew
from fieldwork.timetable.plan_file import keep_plan, planned, problem_of, set_locked
from fieldwork.timetable.solver import solve
from tests.conftest import LEAD, READER, REFS
from tests.timetable.test_plan_file import two_officers, who

__all__ = ["two_officers"]


def test_cases_that_nobody_has_begun_may_go_to_anybody(two_officers: Inspection) -> None:
    problem, cases = given_anew(two_officers, problem_of(two_officers))
    assert {o.readers for o in problem.officers} == {()}
    assert cases >= set(REFS)


def test_a_case_that_was_begun_keeps_its_officer_with_the_reader(two_officers: Inspection) -> None:
    Reader(two_officers, READER).answer(REFS[0], QuestionId("2.1.1.a"), "yes")
    problem, cases = given_anew(two_officers, problem_of(two_officers))
    assert problem.officer[who(two_officers, "Farah Fox")].inspector == READER
    assert problem.officer[who(two_officers, "Tom Reed")].readers == ()
    assert not cases & {REFS[0], REFS[1]}


def test_a_locked_interview_keeps_its_reader(two_officers: Inspection) -> None:
    keep_plan(two_officers, LEAD, solve(problem_of(two_officers), seconds=0.3).interviews)
    set_locked(two_officers, LEAD, planned(two_officers)[0].officer, True)
    problem, _ = given_anew(two_officers, problem_of(two_officers))
    assert problem.officer[planned(two_officers)[0].officer].readers


def test_keeping_the_plan_gives_the_cases(two_officers: Inspection) -> None:
    problem, cases = given_anew(two_officers, problem_of(two_officers))
    plan = solve(problem, seconds=0.3)
    keep_plan(two_officers, LEAD, plan.interviews, cases)
    rows = {str(row.ref): row.inspector for row in queries.cases(two_officers)}
    assert all(rows[ref] == i.inspector for i in planned(two_officers) for ref in i.cases)
