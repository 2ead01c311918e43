"""What a repair tells people: who moves, from when to when, and why."""

from dataclasses import replace
from datetime import datetime, time

from fieldwork.timetable.check import check
from fieldwork.timetable.moves import frozen, moves, words
from fieldwork.timetable.problem import Inspector
from fieldwork.timetable.solver import solve
from tests.timetable.small import MONDAY, TUESDAY, halves_of, interview, officer, problem


def test_an_absence_is_the_reason_for_the_move_and_nobody_else_moves() -> None:
    before = [interview("fox", "9:30"), interview("clark", "11:00")]
    asked = problem(officer("fox", absences=frozenset({(MONDAY, "am")})), officer("clark"))
    plan = solve(asked, seconds=1, keep=before)
    (move,) = moves(asked, before, plan.interviews)
    assert (move.officer, move.before) == ("fox", before[0])
    assert move.why == "Farah Fox is away at 9:30am to 10:45am on Mon 16 Sep."
    assert words(asked, before[0]) == "9:30am to 10:45am on Mon 16 Sep with Sarah Jones at Newcastle, room 1"


def test_whoever_makes_way_for_another_is_told_for_whom() -> None:
    """Nothing else fits Aisha Clark, so that keeping everyone else still fails and is given up."""
    mornings = (Inspector("sarah", frozenset({(MONDAY, "am"), (TUESDAY, "am")})),)
    before = [interview("fox", "10:15")]
    clark = officer("clark", cases=2, absences=frozenset({(TUESDAY, "am")}))
    asked = problem(officer("fox"), clark, inspectors=mornings)
    plan = solve(asked, seconds=1, keep=before)
    assert {m.officer: m.why for m in moves(asked, before, plan.interviews)} == {
        "fox": "The time was needed for Aisha Clark.",
        "clark": "There was no interview before.",
    }


def test_what_has_begun_stays_and_nothing_new_is_planned_before_now() -> None:
    before = [interview("fox", "9:30"), interview("clark", "11:00")]
    now = datetime.combine(MONDAY, time(12))
    sick = (Inspector("sarah", halves_of(TUESDAY)), Inspector("ben", halves_of(MONDAY, TUESDAY)))
    asked = frozen(problem(officer("fox"), officer("clark"), officer("reed"), inspectors=sick), before, now)
    plan = solve(asked, seconds=1, keep=before)
    assert set(before) <= set(plan.interviews)
    assert all(i in before or i.starts >= now for i in plan.interviews)
    assert {c.kind for c in check(asked, plan.interviews)} == {"inspector_away"}  # what was held


def test_an_interview_that_falls_away_is_told() -> None:
    before = [interview("fox", "9:30")]
    asked = problem(officer("clark"))
    (gone,) = moves(asked, before, [])
    assert (gone.after, words(asked, gone.after)) == (None, "no interview")
    assert gone.why.endswith("holds no case that needs an interview.")
    assert moves(asked, before, [replace(before[0], room=2)]) == ()


def test_a_room_is_the_reason_only_where_nothing_else_is() -> None:
    before = replace(interview("fox", "9:30"), room=2)
    lost = problem(officer("fox"))
    (move,) = moves(lost, [before], [interview("fox", "11:00")])
    assert move.because == "no_such_room"
    away = problem(officer("fox", absences=frozenset({(MONDAY, "am")})))
    (move,) = moves(away, [before], [interview("fox", "14:00")])
    assert move.because == "officer_absent"
