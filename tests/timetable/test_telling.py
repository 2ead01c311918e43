"""What people were told, what changed since, and why."""

from dataclasses import replace
from datetime import timedelta

import pytest

from fieldwork.errors import Refused
from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.timetable.marks import mark
from fieldwork.timetable.plan_file import keep_plan, planned, set_absences, set_rooms
from fieldwork.timetable.telling import news, notify, told
from tests.conftest import LEAD, READER
from tests.timetable.test_today import MONDAY, at, planned_file, who

__all__ = ["planned_file"]


def move(inspection: Inspection, name: str, hours: int, **more: object) -> None:
    """An officer's interview some hours later, and changed otherwise."""
    by, key = timedelta(hours=hours), who(inspection, name)
    plan = [
        replace(i, starts=i.starts + by, ends=i.ends + by, **more) if i.officer == key else i  # type: ignore[arg-type]
        for i in planned(inspection)
    ]
    keep_plan(inspection, LEAD, plan)


def test_nothing_is_news_until_somebody_was_told(planned_file: Inspection) -> None:
    with pytest.raises(Refused, match="Nobody has been told"):
        news(planned_file)
    notify(planned_file, LEAD)
    assert {i.arranged for i in told(planned_file)} == {i.arranged for i in planned(planned_file)}
    assert news(planned_file) == ()


def test_what_moved_since_is_told_with_the_old_time_and_why(planned_file: Inspection) -> None:
    notify(planned_file, LEAD)
    fox = who(planned_file, "Farah Fox")
    set_absences(planned_file, LEAD, "officer", fox, [(MONDAY, "am")])
    move(planned_file, "Farah Fox", 5)
    (change,) = news(planned_file)
    assert change.before and change.after
    assert (change.before.starts, change.after.starts) == (at(MONDAY, 9, 30), at(MONDAY, 14, 30))
    assert (change.because, change.why) == (
        "officer_absent",
        "Farah Fox is away at 9:30am to 10:45am on Mon 16 Sep.",
    )
    notify(planned_file, LEAD, [fox])
    assert news(planned_file) == ()


def test_moving_twice_is_told_once_from_what_people_know(planned_file: Inspection) -> None:
    notify(planned_file, LEAD)
    move(planned_file, "Farah Fox", 5)
    move(planned_file, "Farah Fox", 1)
    (change,) = news(planned_file)
    assert change.before and change.before.starts == at(MONDAY, 9, 30)
    move(planned_file, "Farah Fox", -6)
    assert news(planned_file) == ()


def test_another_room_is_no_news(planned_file: Inspection) -> None:
    notify(planned_file, LEAD)
    move(planned_file, "Farah Fox", 0, room=2)
    assert news(planned_file) == ()


def test_an_interview_that_is_gone_or_new_is_news(planned_file: Inspection) -> None:
    fox, price = who(planned_file, "Farah Fox"), who(planned_file, "Una Price")
    notify(planned_file, LEAD, [fox, who(planned_file, "Tom Reed")])
    keep_plan(planned_file, LEAD, [i for i in planned(planned_file) if i.officer != fox])
    assert {(m.officer, m.before is None, m.after is None) for m in news(planned_file)} == {
        (fox, False, True),
        (price, True, False),
    }
    done = notify(planned_file, LEAD)
    assert done.gone == (fox,)
    assert news(planned_file) == ()


def test_who_did_not_attend_is_the_reason_and_what_was_held_is_no_news(planned_file: Inspection) -> None:
    notify(planned_file, LEAD)
    mark(planned_file, READER, who(planned_file, "Farah Fox"), "missed", note="Called to court.")
    mark(planned_file, READER, who(planned_file, "Tom Reed"), "held")
    (change,) = news(planned_file)
    assert change.why == "The officer did not attend: Called to court."
    assert change.after is None


def test_telling_somebody_of_nothing_is_refused(planned_file: Inspection) -> None:
    with planned_file.edit(LEAD, "Added") as edit:
        edit.set("officer", queries.officer_id(planned_file, "Zoe Ash"), "name", "Zoe Ash")
    with pytest.raises(Refused) as refused:
        notify(planned_file, LEAD, [who(planned_file, "Zoe Ash")])
    assert refused.value.problems[0].place == "Zoe Ash"
    assert told(planned_file) == ()


def test_a_lost_room_is_the_reason(planned_file: Inspection) -> None:
    move(planned_file, "Farah Fox", 0, room=2)
    notify(planned_file, LEAD)
    set_rooms(planned_file, LEAD, "Newcastle", 1)
    move(planned_file, "Farah Fox", 4, room=1)
    (change,) = news(planned_file)
    assert change.because == "no_such_room"
