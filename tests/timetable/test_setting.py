"""What is said of offices, people and ways reaches planning, and what makes no sense is refused by name."""

from datetime import date, time

import pytest

from fieldwork.errors import Refused
from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.timetable import setting
from fieldwork.timetable.plan_file import problem_of
from fieldwork.timetable.travel import Leg
from tests.conftest import LEAD, READER
from tests.timetable.test_plan_file import two_officers, who

__all__ = ["two_officers"]

MONDAY, TUESDAY = date(2019, 9, 16), date(2019, 9, 17)
OFFICE = {"rooms": 2, "rooms_on": {}, "hours": None, "at": None}
PERSON = {
    "works": [],
    "hours": None,
    "lunch": None,
    "base": "",
    "base_at": None,
    "barred": [],
    "languages": [],
    "reads": None,
}


def refused(act: object, *arguments: object, **fields: object) -> list[str]:
    with pytest.raises(Refused) as error:
        act(*arguments, **fields)  # type: ignore[operator]
    return [problem.place for problem in error.value.problems]


def test_an_office(two_officers: Inspection) -> None:
    rooms_on = {(MONDAY, "am"): 0, (TUESDAY, "pm"): 1}
    fields = OFFICE | {"rooms": 3, "rooms_on": rooms_on, "hours": (time(9), time(16, 30)), "at": (55.0, -1.6)}
    setting.set_office(two_officers, LEAD, "Newcastle", **fields)
    problem = problem_of(two_officers)
    site = problem.office["Newcastle"]
    assert (site.rooms, site.hours, dict(site.rooms_on)) == (3, (540, 990), rooms_on)
    assert problem.travel.points["Newcastle"] == (55.0, -1.6)
    setting.set_office(two_officers, LEAD, "Newcastle", **OFFICE)
    assert problem_of(two_officers).office["Newcastle"].rooms_on == {}


def test_what_an_office_cannot_be(two_officers: Inspection) -> None:
    act, place = setting.set_office, "Newcastle"
    length = two_officers.journal.length()
    assert refused(act, two_officers, LEAD, place, **OFFICE | {"rooms": 51}) == ["rooms"]
    assert refused(act, two_officers, LEAD, place, **OFFICE | {"hours": (time(9), time(9))}) == ["hours"]
    assert refused(act, two_officers, LEAD, place, **OFFICE | {"at": (91.0, 0.0)}) == ["at"]
    assert two_officers.journal.length() == length


def test_an_inspector(two_officers: Inspection) -> None:
    fields = PERSON | {
        "works": ["Mon", "Tue am"],
        "hours": (time(10), time(16)),
        "lunch": (time(12), time(12, 45)),
        "base": "Station Hotel",
        "base_at": (54.9, -1.6),
        "barred": ["Morpeth"],
        "languages": ["Welsh"],
        "reads": 150,
    }
    setting.set_inspector(two_officers, LEAD, READER, **fields)
    person = problem_of(two_officers).inspector[READER]
    assert (TUESDAY, "am") in person.available
    assert (TUESDAY, "pm") not in person.available
    assert (person.hours, person.lunch, person.reads) == ((600, 960), (720, 765), 150)
    assert (person.base, person.barred, person.languages) == ("Station Hotel", {"Morpeth"}, {"Welsh"})
    wrong = PERSON | {"lunch": (time(13), time(12)), "reads": 900}
    assert refused(setting.set_inspector, two_officers, LEAD, READER, **wrong) == ["lunch", "reads"]


def test_an_officer(two_officers: Inspection) -> None:
    fox = who(two_officers, "Farah Fox")
    setting.set_officer(two_officers, LEAD, fox, works=["Mon"], language="Welsh", remote=True)
    officer = problem_of(two_officers).officer[fox]
    assert (officer.language, officer.remote) == ("Welsh", True)
    assert (MONDAY, "am") not in officer.absences
    assert (TUESDAY, "am") in officer.absences


def test_absences_of_half_days_and_of_hours(two_officers: Inspection) -> None:
    fox = who(two_officers, "Farah Fox")
    hearing = (TUESDAY, time(10), time(11, 30))
    setting.set_away(two_officers, LEAD, "officer", fox, [(MONDAY, "am")], [hearing])
    officer = problem_of(two_officers).officer[fox]
    assert officer.absences == {(MONDAY, "am")}
    assert officer.busy == {(TUESDAY, 600, 690)}
    backwards = [(TUESDAY, time(11), time(10))]
    assert refused(setting.set_away, two_officers, LEAD, "officer", fox, [], backwards) == ["away"]
    setting.set_away(two_officers, LEAD, "officer", fox, [])
    assert problem_of(two_officers).officer[fox].absences == frozenset()


def test_a_way_is_the_same_in_both_directions_and_can_be_forgotten(two_officers: Inspection) -> None:
    setting.set_way(two_officers, LEAD, "Newcastle", "Morpeth", minutes=30)
    assert problem_of(two_officers).travel.leg("Morpeth", "Newcastle") == Leg(30.0, 30.0)
    setting.set_way(two_officers, LEAD, "Morpeth", "Newcastle", minutes=35, km=24.5)
    assert problem_of(two_officers).travel.leg("Newcastle", "Morpeth") == Leg(24.5, 35.0)
    setting.set_way(two_officers, LEAD, "Newcastle", "Morpeth", minutes=None)
    assert problem_of(two_officers).travel.legs == {}
    assert refused(setting.set_way, two_officers, LEAD, "a", "b", minutes=-1) == ["minutes"]


def test_interpreters_of_one_language_leave_the_others(two_officers: Inspection) -> None:
    setting.set_interpreters(two_officers, LEAD, "Welsh", {(MONDAY, "am"): 1})
    setting.set_interpreters(two_officers, LEAD, "Urdu", {(TUESDAY, "pm"): 2, (TUESDAY, "am"): 0})
    expected = {("Welsh", (MONDAY, "am")): 1, ("Urdu", (TUESDAY, "pm")): 2}
    assert problem_of(two_officers).interpreters == expected
    setting.set_interpreters(two_officers, LEAD, "welsh", {})
    assert list(problem_of(two_officers).interpreters) == [("Urdu", (TUESDAY, "pm"))]
    assert refused(setting.set_interpreters, two_officers, LEAD, " ", {}) == ["language"]


def test_days_of_fieldwork(two_officers: Inspection) -> None:
    setting.set_days(two_officers, LEAD, [TUESDAY, MONDAY])
    assert two_officers.info().days == (MONDAY, TUESDAY)
    assert refused(setting.set_days, two_officers, LEAD, []) == ["days"]
    assert refused(setting.set_days, two_officers, LEAD, [date(2018, 1, 1)]) == ["days"]


def test_what_is_as_it_was_is_no_change(two_officers: Inspection) -> None:
    setting.set_office(two_officers, LEAD, "Newcastle", **OFFICE)
    length = two_officers.journal.length()
    assert not setting.set_office(two_officers, LEAD, "Newcastle", **OFFICE).registers
    assert two_officers.journal.length() == length
    assert queries.offices(two_officers)
