"""Interview lengths and the rules of a day."""

from datetime import time

import pytest

from fieldwork.errors import Refused
from fieldwork.timetable.problem import DayRules, InterviewLengths
from tests.timetable.small import MONDAY, interview, officer, problem


def test_an_interview_grows_with_the_cases() -> None:
    assert [InterviewLengths().of(n) for n in (1, 2, 3)] == [75, 105, 135]


def test_lengths_follow_the_table_and_then_grow_evenly() -> None:
    lengths = InterviewLengths(minutes=(60, 80, 95), each_more=10)
    assert [lengths.of(n) for n in (0, 1, 2, 3, 5)] == [60, 60, 80, 95, 115]


def test_hours_that_cannot_be_planned_with_are_refused_with_every_problem() -> None:
    with pytest.raises(Refused) as refused:
        DayRules(starts=time(14), lunch_starts=time(12), lunch_ends=time(12, 5), grid=0)
    assert {p.place for p in refused.value.problems} == {"working hours", "lunch"}
    assert len(refused.value.problems) == 3


@pytest.mark.parametrize(
    ("at", "minutes", "halves"),
    [("9:30", 75, ["am"]), ("12:00", 120, ["am", "pm"]), ("12:40", 20, ["am"]), ("17:30", 30, ["pm"])],
)
def test_an_interview_reaches_into_half_days(at: str, minutes: int, halves: list[str]) -> None:
    reached = DayRules().halves(interview("fox", at, minutes=minutes))
    assert reached == tuple((MONDAY, half) for half in halves)


def test_readers_are_named_once_the_main_one_first() -> None:
    assert officer("fox", also_read=("ben", "sarah")).readers == ("sarah", "ben")
    assert officer("fox", inspector=None).readers == ()


def test_names_fall_back_to_the_office_and_then_the_id() -> None:
    given = problem()
    assert [given.name(i) for i in ("fox", "gat", "nobody")] == ["Farah Fox", "Gateshead", "nobody"]
