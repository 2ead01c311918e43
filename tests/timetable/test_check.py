"""The checker catches every rule that can be broken, and nothing in a good plan."""

from dataclasses import replace
from typing import get_args

import pytest

from fieldwork.timetable.check import Kind, check
from fieldwork.timetable.plan import PlannedInterview
from fieldwork.timetable.problem import Inspector, OfficeSite, Problem, ReadingRules
from fieldwork.timetable.travel import Leg, Travel
from tests.timetable.small import MONDAY, TUESDAY, halves_of, interview, meeting, officer, problem

FOX = interview("fox", "9:30")
CLARK = interview("clark", "11:00")
PAIR = problem(officer("fox"), officer("clark"))
GATESHEAD = problem(officer("fox", "gat"), officer("clark", "gat", inspector="ben"))


def broken(given: Problem, *interviews: PlannedInterview) -> dict[str, str]:
    return {clash.kind: clash.sentence for clash in check(given, interviews)}


def test_a_good_plan_has_no_clash() -> None:
    assert check(PAIR, [CLARK, FOX]) == ()


CASES: dict[Kind, tuple[Problem, list[PlannedInterview], str]] = {
    "inspector_twice": (
        problem(officer("fox"), officer("clark", "ncl")),
        [FOX, interview("clark", "10:30", room=2)],
        "Sarah Jones is to see Farah Fox from 9:30am to 10:45am on Mon 16 Sep and "
        "Aisha Clark from 10:30am to 11:45am on Mon 16 Sep.",
    ),
    "too_close": (
        PAIR,
        [FOX, interview("clark", "10:50")],
        "Sarah Jones has 5 minutes between Farah Fox from 9:30am to 10:45am on Mon 16 Sep and "
        "Aisha Clark from 10:50am to 12:05pm on Mon 16 Sep.",
    ),
    "officer_twice": (
        problem(officer("fox")),
        [FOX, interview("fox", "13:30")],
        "Farah Fox is to be seen twice: 9:30am to 10:45am on Mon 16 Sep and 1:30pm to 2:45pm on Mon 16 Sep.",
    ),
    "room_twice": (
        problem(officer("fox"), officer("clark", inspector="ben")),
        [FOX, interview("clark", "10:00", by="ben")],
        "Room 1 at Newcastle is taken twice: Farah Fox from 9:30am to 10:45am on Mon 16 Sep and "
        "Aisha Clark from 10:00am to 11:15am on Mon 16 Sep.",
    ),
    "no_such_room": (
        problem(officer("fox")),
        [replace(FOX, room=2)],
        "Newcastle has 1 interview room, and room 2 is given to "
        "Farah Fox from 9:30am to 10:45am on Mon 16 Sep.",
    ),
    "outside_hours": (
        problem(officer("fox")),
        [interview("fox", "11:30")],
        "Farah Fox from 11:30am to 12:45pm on Mon 16 Sep, is not within 9:30am to 5:00pm "
        "clear of lunch (12:30pm to 1:30pm).",
    ),
    "not_a_fieldwork_day": (
        problem(officer("fox"), days=[MONDAY], inspectors=(Inspector("sarah", halves_of(MONDAY, TUESDAY)),)),
        [replace(interview("fox", "9:30", day=TUESDAY))],
        "Farah Fox from 9:30am to 10:45am on Tue 17 Sep, is not on a fieldwork day.",
    ),
    "inspector_away": (
        problem(officer("fox"), inspectors=(Inspector("sarah", halves_of(TUESDAY)),)),
        [FOX],
        "Sarah Jones is not available for Farah Fox from 9:30am to 10:45am on Mon 16 Sep.",
    ),
    "appointment": (
        problem(officer("fox"), appointments=(meeting("10:30"),)),
        [FOX],
        "Sarah Jones has Meeting with sentencers, 10:30am to 11:15am on Mon 16 Sep, and is to see "
        "Farah Fox from 9:30am to 10:45am on Mon 16 Sep.",
    ),
    "appointments": (
        problem(officer("fox"), appointments=(meeting(None), meeting("13:30"))),
        [interview("fox", "9:30", day=TUESDAY)],
        "Sarah Jones has Meeting with sentencers, all day on Mon 16 Sep, and "
        "Meeting with sentencers, 1:30pm to 2:15pm on Mon 16 Sep, at once.",
    ),
    "officer_absent": (
        problem(officer("fox", absences=frozenset({(MONDAY, "am")}))),
        [FOX],
        "Farah Fox is away at 9:30am to 10:45am on Mon 16 Sep.",
    ),
    "two_offices": (
        problem(officer("fox"), officer("clark", "gat")),
        [FOX, interview("clark", "11:00", office="gat")],
        "Sarah Jones would have to be at Newcastle and Gateshead in one half-day: "
        "Farah Fox from 9:30am to 10:45am on Mon 16 Sep and "
        "Aisha Clark from 11:00am to 12:15pm on Mon 16 Sep.",
    ),
    "wrong_inspector": (
        problem(officer("fox")),
        [replace(FOX, inspector="ben")],
        "Ben Okafor has read none of the cases for Farah Fox from 9:30am to 10:45am on Mon 16 Sep.",
    ),
    "other_office": (
        problem(officer("fox")),
        [replace(FOX, office="gat")],
        "Farah Fox works at Newcastle, not at Gateshead, 9:30am to 10:45am on Mon 16 Sep.",
    ),
    "barred_office": (
        problem(
            officer("fox"),
            inspectors=(Inspector("sarah", halves_of(MONDAY, TUESDAY), barred=frozenset({"ncl"})),),
        ),
        [FOX],
        "Sarah Jones is not to inspect Newcastle, 9:30am to 10:45am on Mon 16 Sep.",
    ),
    "own_hours": (
        problem(officer("fox"), offices=(OfficeSite("ncl", "Newcastle", 1, hours=(600, 960)),)),
        [FOX],
        "Newcastle is there from 10:00 to 16:00 only, not 9:30am to 10:45am on Mon 16 Sep.",
    ),
    "language": (
        problem(officer("fox", language="Welsh")),
        [FOX],
        "Farah Fox needs Welsh 9:30am to 10:45am on Mon 16 Sep, and nobody there speaks it.",
    ),
    "too_far": (
        problem(
            officer("fox"), officer("clark", "gat"), travel=Travel(legs={("ncl", "gat"): Leg(200, 180.0)})
        ),
        [FOX, interview("clark", "13:30", office="gat")],
        "Sarah Jones has 165 minutes to get from Newcastle to Gateshead, "
        "1:30pm to 2:45pm on Mon 16 Sep; it takes 180.",
    ),
    "not_read": (
        problem(officer("fox", reading=240), reading=ReadingRules(minutes=200, ahead=0)),
        [interview("fox", "13:30")],
        "Sarah Jones cannot have read the cases of Farah Fox before 1:30pm to 2:45pm on Mon 16 Sep.",
    ),
    "running_late": (
        replace(PAIR, late={"fox": 20}),
        [FOX, CLARK],
        "Farah Fox begins late and lasts until 11:05am; Sarah Jones is wanted for Aisha Clark from 11:00am.",
    ),
    "too_short": (
        problem(officer("fox", cases=2)),
        [FOX],
        "Farah Fox from 9:30am to 10:45am on Mon 16 Sep, is shorter than the 105 minutes needed.",
    ),
    "not_expected": (
        problem(officer("clark")),
        [FOX, CLARK],
        "Farah Fox from 9:30am to 10:45am on Mon 16 Sep, holds no case that needs an interview.",
    ),
    "not_seen": (PAIR, [CLARK], "Farah Fox has no interview."),
}


def test_every_kind_of_clash_has_a_case_here() -> None:
    assert set(CASES) == set(get_args(Kind))


@pytest.mark.parametrize("kind", get_args(Kind))
def test_a_broken_rule_is_caught(kind: Kind) -> None:
    given, interviews, sentence = CASES[kind]
    found = broken(given, *interviews)
    assert found.pop(kind) == sentence
    # A second room does not exist at Newcastle; where two overlap there, that is caught too.
    assert set(found) <= {"no_such_room"}


def test_clashes_carry_the_interviews_that_break_the_rule() -> None:
    (clash,) = check(GATESHEAD, [interview("fox", "9:30", office="gat"), replace(CLARK, office="gat")])
    assert clash.kind == "wrong_inspector"
    assert [i.officer for i in clash.interviews] == ["clark"]


def test_side_by_side_in_two_rooms_is_no_clash() -> None:
    fox = interview("fox", "9:30", office="gat")
    clark = interview("clark", "9:30", office="gat", by="ben", room=2)
    assert check(GATESHEAD, [fox, clark]) == ()


def test_an_interview_over_lunch_needs_both_halves_of_the_day() -> None:
    given = problem(officer("fox", absences=frozenset({(MONDAY, "pm")})))
    assert set(broken(given, interview("fox", "12:00", minutes=120))) == {"officer_absent", "outside_hours"}


def test_someone_else_who_read_some_of_the_cases_may_interview() -> None:
    given = problem(officer("fox", also_read=("ben",)))
    assert check(given, [replace(FOX, inspector="ben")]) == ()


@pytest.mark.parametrize(
    ("late", "by", "room", "sentence"),
    [
        (15, "sarah", 1, None),
        (16, "ben", 2, None),
        (16, "ben", 1, "room 1 there is wanted for Aisha Clark from 11:00am."),
        (25, "ben", 2, "Sarah Jones has Meeting with sentencers from 11:05am."),
    ],
)
def test_a_late_start_reaches_whoever_and_whatever_is_next(
    late: int, by: str, room: int, sentence: str | None
) -> None:
    given = problem(
        officer("fox", "gat"),
        officer("clark", "gat", inspector=None),
        appointments=(meeting("11:05"),),
        late={"fox": late},
    )
    plan = [replace(FOX, office="gat"), replace(CLARK, office="gat", inspector=by, room=room)]
    late_ones = [c.sentence for c in check(given, plan) if c.kind == "running_late"]
    assert [s.partition("; ")[2] for s in late_ones] == ([sentence] if sentence else [])


def test_a_late_start_reaches_the_end_of_the_day() -> None:
    given = problem(officer("fox"), late={"fox": 30})
    (clash,) = check(given, [interview("fox", "15:45")])
    assert clash.sentence == "Farah Fox begins late and lasts until 5:30pm; the day there ends at 5:00pm."
