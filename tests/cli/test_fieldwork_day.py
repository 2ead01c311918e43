"""Planning and the days of fieldwork by the command line: tables, rules, told, moved, marked."""

from pathlib import Path

import pytest

from fieldwork.inspection.file import Inspection
from tests.cli.conftest import PASSPHRASE, done, run


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


def test_tables_are_taken_in_or_every_problem_is_listed(file: Path, tmp_path: Path) -> None:
    good, bad = tmp_path / "offices.csv", tmp_path / "rooms.csv"
    good.write_text("Office,Rooms,Phone\nNewcastle,3,0191\n", encoding="utf-8")
    bad.write_text("Office,Date,Rooms\nNewcastle,16/09/2018,2\nNewcastle,17/09/2019,some\n", encoding="utf-8")
    said = run("timetable", "import", file, good, bad, "--json")
    assert said.status == 1
    assert [(p["file"], p["row"], p["column"], p["value"]) for p in said.json["problems"]] == [
        ("rooms.csv", 2, "Date", "2018-09-16"),
        ("rooms.csv", 3, "Rooms", "some"),
    ]
    assert "2 problems, so nothing was taken in" in said.err
    assert "a whole number from 0 to 50" in run("timetable", "import", file, good, bad).out
    assert done("timetable", "import", file, good, "--dry-run")["taken"] is False
    (table,) = done("timetable", "import", file, good)["tables"]
    assert (table["table"], table["rows"], table["unused"]) == ("office", 1, ["Phone"])


def test_rules_are_shown_and_changed_and_wrong_ones_refused(file: Path) -> None:
    before = done("timetable", "rules", file)
    assert (before["hours"], before["weights"]["travel"]) == (["09:30", "17:00"], 1)
    changed = done(
        *("timetable", "rules", file, "--hours", "10:00", "16:00", "--minutes", 60, "--minutes", 80),
        *("--weight", "travel=3", "--reading", 180),
    )
    assert (changed["hours"], changed["minutes"]) == (["10:00", "16:00"], [60, 80])
    assert (changed["weights"]["travel"], changed["reading"]["minutes"]) == (3, 180)
    assert done("timetable", "rules", file, "--weight", "waiting=1")["weights"]["travel"] == 3
    assert run("timetable", "rules", file, "--hours", "17:00", "09:00").status == 1
    assert run("timetable", "rules", file, "--weight", "happiness=1").status == 1
    assert run("timetable", "rules", file, "--weight", "travel").status == 2
    assert done("timetable", "rules", file)["hours"] == ["10:00", "16:00"]


def test_a_debrief_is_on_every_day_until_there_is_none(file: Path) -> None:
    days = done("timetable", "debrief", file, "--at", "16:30", "--not", "2019-09-27")["days"]
    shown = done("timetable", "show", file)
    assert [line["starts"][:10] for line in shown if line["title"] == "Team debrief"] == days
    assert len(days) == 9
    done("timetable", "debrief", file, "--none")
    assert done("timetable", "show", file) == []
    assert run("timetable", "debrief", file).status == 2


def test_fewer_rooms_in_one_half_day_are_planned_with(plan: Path) -> None:
    first = done("timetable", "show", plan)[0]
    half = f"{first['starts'][:10]}:{'am' if first['starts'][11:] < '12:30' else 'pm'}"
    done("timetable", "office", plan, first["office"], half, "--rooms", 0)
    problems = run("timetable", "check", plan, "--json").json["problems"]
    assert {p["kind"] for p in problems} == {"no_such_room"}
    again = done("timetable", "solve", plan, "--keep", "--seconds", "0.5")
    assert first["officer"] in {m["officer"] for m in again["moves"]}
    assert run("timetable", "check", plan).status == 0


def test_calendars_and_a_workbook_go_out_and_what_is_gone_is_cancelled(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "calendars"
    files = done("timetable", "export", plan, "--by", "inspector", "--out", out)["files"]
    assert sorted(Path(f).name for f in files)[0] == "interviews-BG.ics"
    assert len(list(out.iterdir())) == len(files)
    whole = tmp_path / "plan.ics"
    assert done("timetable", "export", plan, "--out", whole)["cancelled"] == 0
    officer = done("timetable", "show", plan)[0]["officer"]
    done("timetable", "mark", plan, officer, "missed")
    assert done("timetable", "export", plan, "--out", whole)["cancelled"] == 1
    assert whole.read_bytes().count(b"STATUS:CANCELLED") == 1
    book = tmp_path / "plan.xlsx"
    assert done("timetable", "export", plan, "--out", book)["files"] == [str(book)]
    assert book.read_bytes().startswith(b"PK")
    assert run("timetable", "export", plan, "--out", book, "--by", "office").status == 2
    assert run("timetable", "export", plan, "--out", whole, "--by", "office", "--office", "X").status == 2
    assert run("timetable", "export", plan, "--out", whole, "--office", "Atlantis").status == 1


def test_a_calendar_goes_out_while_somebody_has_the_file_open(plan: Path, tmp_path: Path) -> None:
    with Inspection.open(plan, PASSPHRASE):
        said = run("timetable", "export", plan, "--out", tmp_path / "plan.ics", "--json")
    assert (said.status, said.json["remembered"]) == (0, False)
    assert "will not be remembered" in said.err
