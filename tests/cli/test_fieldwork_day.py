"""The days of fieldwork by the command line: told, moved, marked."""

from pathlib import Path

import pytest

from tests.cli.conftest import done, run


@pytest.fixture
def plan(file: Path) -> Path:
    """The sample with a plan in it."""
    done("allocate", file, "--evenly")
    done("timetable", "solve", file, "--seconds", "0.5")
    return file


def test_a_day_from_the_first_interview_to_the_one_who_did_not_come(plan: Path) -> None:
    done("timetable", "notify", plan)
    first = done("timetable", "show", plan)[0]
    at = f"{first['starts'][:10]}T07:30"
    day = done("timetable", "today", plan, "--person", first["inspector"], "--at", at)
    assert day["next"]["title"] == first["officer"]
    assert {c["ref"] for c in day["next"]["cases"]} == set(first["cases"])
    assert all(c["to_do"] > 0 for c in day["next"]["cases"])
    marked = done("timetable", "mark", plan, first["officer"], "missed", "--note", "In court")
    assert marked["effects"] == [f"{first['officer']} is to be planned again."]
    again = done("timetable", "solve", plan, "--keep", "--seconds", "0.5")
    assert first["officer"] in {i["officer"] for i in again["interviews"]}
    changes = done("timetable", "changes", plan)["changes"]
    assert [c["why"] for c in changes if c["officer"] == first["officer"]] == [
        "The officer did not attend: In court."
    ]
    said = run("timetable", "today", plan, "--person", first["inspector"], "--at", at)
    assert said.status == 0
    assert "Did not attend" in said.out


def test_nobody_of_that_name(plan: Path) -> None:
    assert run("timetable", "mark", plan, "Nobody", "held").status == 1
    assert run("timetable", "today", plan, "--person", "Nobody").status == 1
    assert run("timetable", "notify", plan, "Nobody").status == 1
    assert run("timetable", "changes", plan).status == 1


def test_late_without_minutes_is_refused_and_changes_nothing(plan: Path) -> None:
    officer = done("timetable", "show", plan)[0]["officer"]
    said = run("timetable", "mark", plan, officer, "late")
    assert (said.status, "how late" in said.err) == (1, True)
