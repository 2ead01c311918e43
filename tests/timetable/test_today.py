"""An inspector's day: what comes next, and what marks do to the plan. Real encrypted files throughout."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from fieldwork.errors import Refused
from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import PersonId
from fieldwork.inspection.undo import undo
from fieldwork.timetable.check import check
from fieldwork.timetable.marks import mark
from fieldwork.timetable.missed import missed
from fieldwork.timetable.plan import PlannedInterview
from fieldwork.timetable.plan_file import keep_plan, planned, problem_of, set_rooms
from fieldwork.timetable.solver import solve
from fieldwork.timetable.today import Today, today
from tests.conftest import LEAD, PASSPHRASE, READER, REFS

MONDAY, TUESDAY = date(2019, 9, 16), date(2019, 9, 17)
OFFICERS = ("Farah Fox", "Tom Reed", "Una Price")


def who(inspection: Inspection, name: str) -> str:
    return queries.officer_id(inspection, name)


def at(day: date, hour: int, minutes: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minutes))


@pytest.fixture
def planned_file(inspection: Inspection) -> Inspection:
    """Each of the three cases has an officer of its own; two are seen on Monday, one on Tuesday."""
    with inspection.edit(LEAD, "Changed the sample") as edit:
        for ref, name in zip(REFS, OFFICERS, strict=True):
            edit.set("case", ref, "fact.responsible_officer", name)
            edit.set("case", ref, "fact.office", "Newcastle")
            edit.set("officer", who(inspection, name), "name", name)
    set_rooms(inspection, LEAD, "Newcastle", 2)
    starts = (at(MONDAY, 9, 30), at(MONDAY, 11), at(TUESDAY, 9, 30))
    plan = [
        PlannedInterview(
            who(inspection, name), READER, "Newcastle", 1, begins, begins + timedelta(minutes=75), (ref,)
        )
        for name, ref, begins in zip(OFFICERS, REFS, starts, strict=True)
    ]
    keep_plan(inspection, LEAD, plan)
    return inspection


def seen(inspection: Inspection, now: datetime) -> Today:
    return today(inspection, READER, now)


def titles(engagements: Iterator[object] | tuple[object, ...]) -> list[str]:
    return [e.title for e in engagements]  # type: ignore[attr-defined]


def test_the_next_interview_comes_with_its_place_and_what_is_still_to_read(planned_file: Inspection) -> None:
    day = seen(planned_file, at(MONDAY, 8))
    assert day.next is not None
    assert (day.next.title, day.next.when, day.next.place) == (
        "Farah Fox",
        "9:30am to 10:45am",
        "Newcastle, room 1",
    )
    row = queries.case(planned_file, REFS[0])
    (case,) = day.next.cases
    assert (case.ref, case.to_do) == (REFS[0], row.applicable)
    assert day.next.minutes_to_read == planned_file.programme.forms[row.form].minutes
    assert titles(day.day) == ["Farah Fox", "Tom Reed"]
    assert titles(day.later) == ["Una Price"]
    assert (day.unmarked, day.waiting, day.leave_by) == ((), (), None)


def test_what_is_read_no_longer_counts_as_to_do(planned_file: Inspection) -> None:
    before = seen(planned_file, at(MONDAY, 8)).next
    with planned_file.edit(READER, "Answered") as edit:
        edit.set("answer", f"{REFS[0]}/2.1.1.a", "value", "yes")
    after = seen(planned_file, at(MONDAY, 8)).next
    assert before and after and after.to_do == before.to_do - 1
    assert after.minutes_to_read < before.minutes_to_read or after.to_do > 60


def test_an_interview_that_is_on_is_still_the_next_until_it_is_held(planned_file: Inspection) -> None:
    fox = who(planned_file, "Farah Fox")
    first = seen(planned_file, at(MONDAY, 10)).next
    assert first and first.id == fox
    marked = mark(planned_file, READER, fox, "held", note="In room 2 after all")
    assert marked.effects == ()
    day = seen(planned_file, at(MONDAY, 10))
    assert day.next and day.next.title == "Tom Reed"
    assert (day.day[0].state, day.day[0].note) == ("held", "In room 2 after all")


def test_what_is_over_and_not_marked_is_asked_about(planned_file: Inspection) -> None:
    assert titles(seen(planned_file, at(TUESDAY, 8)).unmarked) == ["Farah Fox", "Tom Reed"]
    mark(planned_file, READER, who(planned_file, "Farah Fox"), "held")
    assert titles(seen(planned_file, at(TUESDAY, 8)).unmarked) == ["Tom Reed"]


def test_what_was_held_stays_where_it_was_when_everything_is_planned_again(planned_file: Inspection) -> None:
    fox = who(planned_file, "Farah Fox")
    mark(planned_file, READER, fox, "held")
    before = next(i for i in planned(planned_file) if i.officer == fox)
    keep_plan(planned_file, LEAD, solve(problem_of(planned_file), seconds=1, seed=9).interviews)
    after = next(i for i in planned(planned_file) if i.officer == fox)
    assert (after.starts, after.room, after.inspector) == (before.starts, before.room, before.inspector)


def test_a_late_start_that_reaches_the_next_interview_is_a_clash(planned_file: Inspection) -> None:
    fox = who(planned_file, "Farah Fox")
    assert mark(planned_file, READER, fox, "late", minutes=15).effects == ()
    marked = mark(planned_file, READER, fox, "late", minutes=30)
    sentence = (
        "Farah Fox begins late and lasts until 11:15am; Imran Reader is wanted for Tom Reed from 11:00am."
    )
    assert marked.effects == (sentence,)
    assert [c.kind for c in check(problem_of(planned_file), planned(planned_file))] == ["running_late"]
    first, second = seen(planned_file, at(MONDAY, 9)).day
    assert (first.expected, first.state, first.clashes) == (at(MONDAY, 10), "late", (sentence,))
    assert second.clashes == (sentence,)
    mark(planned_file, READER, fox, "held")
    assert check(problem_of(planned_file), planned(planned_file)) == ()


def test_who_did_not_attend_is_planned_again_and_the_day_still_shows_it(planned_file: Inspection) -> None:
    fox = who(planned_file, "Farah Fox")
    marked = mark(planned_file, READER, fox, "missed", note="Called to court")
    assert marked.effects == ("Farah Fox is to be planned again.",)
    assert fox not in {i.officer for i in planned(planned_file)}
    day = seen(planned_file, at(MONDAY, 11))
    assert [(e.title, e.state, e.note) for e in day.day] == [
        ("Farah Fox", "missed", "Called to court"),
        ("Tom Reed", None, ""),
    ]
    (waiting,) = day.waiting
    assert (waiting.officer, waiting.since and waiting.since.starts) == (fox, at(MONDAY, 9, 30))
    plan = solve(problem_of(planned_file), seconds=1, keep=planned(planned_file))
    keep_plan(planned_file, LEAD, plan.interviews)
    again = seen(planned_file, at(MONDAY, 12))
    assert again.waiting == ()
    assert next(e for e in (*again.day, *again.later) if e.id == fox and e.state is None)
    assert [m.officer for m in missed(planned_file)] == [fox]


def test_a_new_time_that_was_agreed_is_settled_in_a_free_room(planned_file: Inspection) -> None:
    fox = who(planned_file, "Farah Fox")
    marked = mark(planned_file, READER, fox, "rescheduled", to=at(TUESDAY, 11))
    assert marked.effects == ()
    moved = next(i for i in planned(planned_file) if i.officer == fox)
    assert (moved.starts, moved.minutes, moved.locked) == (at(TUESDAY, 11), 75, True)
    assert seen(planned_file, at(MONDAY, 9)).day[0].state == "rescheduled"


def test_a_new_time_that_breaks_a_rule_says_so(planned_file: Inspection) -> None:
    marked = mark(planned_file, READER, who(planned_file, "Farah Fox"), "rescheduled", to=at(TUESDAY, 9, 45))
    assert marked.effects[0].startswith("Imran Reader is to see Una Price from 9:30am")


@pytest.mark.parametrize("state", ["held", "late", "missed", "rescheduled"])
def test_taking_a_mark_back_leaves_the_plan_as_it_was(planned_file: Inspection, state: str) -> None:
    fox, before = who(planned_file, "Farah Fox"), planned(planned_file)
    mark(planned_file, READER, fox, state, minutes=20)  # type: ignore[arg-type]
    mark(planned_file, READER, fox, None)
    assert planned(planned_file) == before
    assert missed(planned_file) == ()
    assert seen(planned_file, at(MONDAY, 9)).day[0].state is None


def test_who_came_after_all_is_held_at_the_first_time(planned_file: Inspection) -> None:
    fox = who(planned_file, "Farah Fox")
    mark(planned_file, READER, fox, "missed")
    mark(planned_file, READER, fox, "held")
    assert seen(planned_file, at(MONDAY, 9)).day[0].state == "held"
    assert missed(planned_file) == ()


def test_a_time_agreed_twice_is_taken_back_step_by_step(planned_file: Inspection) -> None:
    fox = who(planned_file, "Farah Fox")
    begins = [at(MONDAY, 9, 30), at(TUESDAY, 11), at(TUESDAY, 14)]
    for to in begins[1:]:
        mark(planned_file, READER, fox, "rescheduled", to=to)
    for starts in reversed(begins):
        assert next(i for i in planned(planned_file) if i.officer == fox).starts == starts
        mark(planned_file, READER, fox, None)


def test_a_time_given_by_hand_ends_what_was_agreed(planned_file: Inspection) -> None:
    fox, first = who(planned_file, "Farah Fox"), planned(planned_file)
    mark(planned_file, READER, fox, "rescheduled", to=at(TUESDAY, 11))
    keep_plan(planned_file, LEAD, planned(planned_file))
    keep_plan(planned_file, LEAD, first)
    assert planned(planned_file) == first
    mark(planned_file, READER, fox, "missed")
    keep_plan(planned_file, LEAD, first)
    assert planned(planned_file) == first


def test_a_mark_is_one_step_and_can_be_undone(planned_file: Inspection) -> None:
    before = planned(planned_file)
    mark(planned_file, READER, who(planned_file, "Farah Fox"), "missed")
    undo(planned_file, READER)
    assert planned(planned_file) == before


def test_marks_that_say_too_little_are_refused(planned_file: Inspection) -> None:
    fox = who(planned_file, "Farah Fox")
    with pytest.raises(Refused, match="how late"):
        mark(planned_file, READER, fox, "late")
    with pytest.raises(Refused, match="No interview"):
        mark(planned_file, READER, "nobody", "missed")
    with pytest.raises(Refused):
        today(planned_file, PersonId("nobody"), at(MONDAY, 9))


def test_a_meeting_of_ones_own_is_in_the_day_and_others_are_not(planned_file: Inspection) -> None:
    with planned_file.edit(LEAD, "Added meetings") as edit:
        for key, person in (("m1", READER), ("m2", LEAD)):
            for field, value in {
                "form": "sentencer",
                "date": MONDAY.isoformat(),
                "starts": "14:00",
                "ends": "15:00",
                "place": "Newcastle",
                "people": [person],
            }.items():
                edit.set("record", key, field, value)
    day = seen(planned_file, at(MONDAY, 8)).day
    assert [(e.kind, e.id) for e in day][-1] == ("meeting", "m1")
    assert len(day) == 3


def test_how_far_it_is_and_when_to_set_out(planned_file: Inspection) -> None:
    with planned_file.edit(LEAD, "Said where Imran stays") as edit:
        edit.set("person", READER, "base", "Hexham")
        edit.set("inspection", "inspection", "journeys", [["Hexham", "Newcastle", 35, 40]])
    morning, later = seen(planned_file, at(MONDAY, 8)), seen(planned_file, at(MONDAY, 10, 50))
    assert (morning.travel, morning.leave_by) == (40, at(MONDAY, 8, 50))
    assert (later.next and later.next.title, later.travel) == ("Tom Reed", 0)


def test_a_mark_and_a_move_made_apart_both_stand(inspection_path: Path, tmp_path: Path) -> None:
    """The inspector marks on one laptop what the lead moves on another; each hears of the other's."""
    for state, still in (("held", MONDAY), ("missed", TUESDAY), ("late", TUESDAY)):
        lead_path, mine_path = tmp_path / f"lead {state}.fieldwork", tmp_path / f"mine {state}.fieldwork"
        lead_path.write_bytes(inspection_path.read_bytes())
        with Inspection.open(lead_path, PASSPHRASE) as lead:
            with lead.edit(LEAD, "Named") as edit:
                edit.set("officer", who(lead, "Farah Fox"), "name", "Farah Fox")
            fox = who(lead, "Farah Fox")
            ends = at(MONDAY, 11, 45)
            first = PlannedInterview(fox, READER, "Newcastle", 1, at(MONDAY, 9, 30), ends, REFS)
            keep_plan(lead, LEAD, [first])
        mine_path.write_bytes(lead_path.read_bytes())
        with Inspection.open(lead_path, PASSPHRASE) as lead, Inspection.open(mine_path, PASSPHRASE) as mine:
            moved = replace(first, starts=at(TUESDAY, 9, 30), ends=at(TUESDAY, 11, 45))
            keep_plan(lead, LEAD, [moved])
            mark(mine, READER, fox, state, minutes=10)  # type: ignore[arg-type]
            for one, other in ((lead, mine), (mine, lead)):
                one.merge(other.journal.where("1 = 1", ()), "package")
            assert planned(lead) == planned(mine)
            assert [i.starts.date() for i in planned(lead)] == [still]
