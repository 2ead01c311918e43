"""Places for an interview: judged as the checker would judge the whole plan, and the best one found."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time

from hypothesis import given
from hypothesis import strategies as st

from fieldwork.timetable.check import Clash, check
from fieldwork.timetable.fits import Fits, Surroundings, swap
from fieldwork.timetable.plan import PlannedInterview
from fieldwork.timetable.problem import HALVES, Problem
from fieldwork.timetable.solver import solve
from tests.timetable.small import MONDAY, TUESDAY, crowded, interview, meeting, officer, problem, problems
from tests.timetable.test_properties import QUICK

FOX, CLARK = interview("fox", "9:30"), interview("clark", "11:00")
PAIR = problem(officer("fox"), officer("clark"))


def kinds(broken: Sequence[Clash]) -> list[str]:
    return [clash.kind for clash in broken]


def seen(found: Sequence[Clash]) -> set[Clash]:
    return {clash for clash in found if clash.kind != "not_seen"}


@QUICK
@given(problems() | crowded(), st.data())
def test_a_place_breaks_what_the_checker_finds_with_it_and_not_without(
    given_problem: Problem, data: st.DataObject
) -> None:
    plan = solve(given_problem, seconds=0.2).interviews
    who = data.draw(st.sampled_from([*given_problem.officers] or [officer("nobody")])).id
    fits = Fits(given_problem, plan, who)
    others = [i for i in plan if i.officer != who]
    before = seen(check(given_problem, others))
    half_day = data.draw(st.sampled_from([(day, half) for day in given_problem.days for half in HALVES]))
    person = data.draw(st.sampled_from(given_problem.inspectors)).id
    place = fits.within(half_day, inspector=person)
    after = seen(check(given_problem, [*others, place.interview]))
    assert set(place.broken) == after - before
    assert place.interview.inspector == person
    assert given_problem.rules.halves(place.interview)[0] == half_day


def test_what_is_planned_fits_where_it_is() -> None:
    assert Fits(PAIR, [FOX, CLARK], "fox").at(FOX.starts).interview == FOX
    assert Fits(PAIR, [FOX, CLARK], "fox").at(FOX.starts).fits


def test_a_place_says_in_words_what_it_would_break() -> None:
    place = Fits(PAIR, [FOX, CLARK], "fox").at(datetime.combine(MONDAY, time(11, 30)))
    assert kinds(place.broken) == ["inspector_twice", "room_twice", "outside_hours"]
    assert place.broken[0].sentence.startswith("Sarah Jones is to see Aisha Clark from 11:00am")


def test_another_time_of_the_half_day_is_found() -> None:
    fits = Fits(PAIR, [FOX, CLARK], "fox")
    assert fits.within((MONDAY, "pm")).interview.starts.time() == time(13, 30)
    assert fits.within((TUESDAY, "am")).interview.starts == datetime.combine(TUESDAY, FOX.starts.time())
    taken = Fits(replace(PAIR, appointments=(meeting("13:30"),)), [FOX, CLARK], "fox")
    assert taken.within((MONDAY, "pm")).interview.starts.time() == time(14, 30)


def test_the_time_that_breaks_the_fewest_rules_is_told_where_none_fits() -> None:
    both = problem(officer("fox"), officer("clark", cases=4))
    long = interview("clark", "9:30", minutes=165)
    place = Fits(both, [long], "fox").within((MONDAY, "am"))
    assert not place.fits
    assert len(place.broken) == 2


def test_a_free_room_is_taken_before_one_that_is_used() -> None:
    two = problem(officer("fox", "gat"), officer("clark", "gat", inspector="ben"))
    clark = interview("clark", "9:30", by="ben", office="gat")
    place = Fits(two, [clark], "fox").at(clark.starts)
    assert place.fits
    assert place.interview.room == 2
    assert kinds(Fits(two, [clark], "fox").at(clark.starts, room=1).broken) == ["room_twice"]


def test_someone_not_planned_yet_is_seen_by_whichever_reader_can() -> None:
    shared = problem(officer("fox", also_read=("ben",)), officer("clark"))
    place = Fits(shared, [interview("clark", "9:30")], "fox").at(FOX.starts, office="ncl", room=1)
    assert kinds(place.broken) == ["room_twice"]
    assert place.interview.inspector == "ben"


def test_rows_that_never_fit_say_why() -> None:
    fits = Fits(PAIR, [FOX, CLARK], "fox")
    assert kinds(fits.within((TUESDAY, "am"), inspector="ben").broken) == ["wrong_inspector"]
    assert "other_office" in kinds(fits.within((TUESDAY, "am"), office="gat").broken)


def test_a_telephone_interview_takes_no_room() -> None:
    distant = problem(officer("fox", remote=True), officer("clark"))
    assert Fits(distant, [CLARK], "fox").within((MONDAY, "pm")).interview.room == 0


def test_too_long_for_a_half_day_is_shown_at_its_beginning() -> None:
    long = problem(officer("fox", cases=5))
    place = Fits(long, [], "fox").within((MONDAY, "am"))
    assert place.interview.starts.time() == time(9, 30)
    assert kinds(place.broken) == ["outside_hours"]


def test_times_are_swapped_and_each_keeps_its_length() -> None:
    two = problem(officer("fox"), officer("clark", cases=2))
    clark = interview("clark", "13:30", minutes=105)
    done = swap(two, [FOX, clark], "fox", "clark")
    first, second = done.interviews
    assert (first.officer, first.starts, first.minutes) == ("fox", clark.starts, 75)
    assert (second.officer, second.starts, second.minutes) == ("clark", FOX.starts, 105)
    assert done.broken == ()


def test_a_swap_says_what_it_would_break() -> None:
    absent = problem(officer("fox", absences=frozenset({(MONDAY, "pm")})), officer("clark"))
    afternoon = interview("clark", "13:30")
    assert kinds(swap(absent, [FOX, afternoon], "fox", "clark").broken) == ["officer_absent"]


def test_inspectors_are_swapped() -> None:
    both = problem(
        officer("fox", also_read=("ben",)), officer("clark", inspector="ben", also_read=("sarah",))
    )
    clark = interview("clark", "13:30", by="ben")
    done = swap(both, [FOX, clark], "fox", "clark", "inspectors")
    assert [i.inspector for i in done.interviews] == ["ben", "sarah"]
    assert done.broken == ()
    assert [i.starts for i in done.interviews] == [FOX.starts, clark.starts]


@QUICK
@given(problems(), st.data())
def test_a_swap_is_judged_like_the_whole_plan(given_problem: Problem, data: st.DataObject) -> None:
    plan = solve(given_problem, seconds=0.2).interviews
    pair = data.draw(st.permutations(plan).map(lambda p: p[:2]))
    if len({i.officer for i in pair}) < 2:
        return
    one, other = (i.officer for i in pair)
    done = swap(given_problem, plan, one, other)
    rest: list[PlannedInterview] = [i for i in plan if i.officer not in (one, other)]
    before, after = (seen(check(given_problem, p)) for p in (rest, [*rest, *done.interviews]))
    assert set(done.broken) == after - before


def test_surroundings_know_a_plan_without_some_of_its_interviews() -> None:
    assert Surroundings(PAIR, [FOX, CLARK], {"fox"}).broken(replace(FOX, starts=CLARK.starts)) != ()
    assert Surroundings(PAIR, [FOX, CLARK], {"fox", "clark"}).broken(FOX) == ()
