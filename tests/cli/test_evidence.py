"""Other evidence, concerns, examples and corrections by the command line."""

from pathlib import Path

import pytest

from fieldwork.programme import library
from fieldwork.programme.model import QuestionId
from tests.cli.conftest import done, run

QUESTION = "2.1.1.a"
NEW = "The person had a real say in what the assessment concluded."
MEETING = ("--title", "Newcastle magistrates", "--day", "2019-09-17", "--from", "10:00", "--to", "10:45")


@pytest.fixture
def case(file: Path) -> str:
    """A case of the sample that is read with an interview."""
    return str(next(c["ref"] for c in done("cases", file) if c["form"] == "supervision"))


def meeting(file: Path, *more: str) -> str:
    return str(done("evidence", "add", file, "sentencer", *MEETING, *more)["ref"])


def test_a_meeting_is_added_listed_changed_and_removed(file: Path) -> None:
    ref = meeting(file, "--where", "Newcastle", "--with", "Three magistrates", "--inspector", "Beth Garrow")
    (held,) = done("evidence", "list", file, "--form", "sentencer")
    assert (held["ref"], held["day"], held["starts"], held["ends"]) == (ref, "2019-09-17", "10:00", "10:45")
    assert (held["place"], held["inspectors"]) == ("Newcastle", ["Beth Garrow"])
    changed = done("evidence", "change", file, ref, "--day", "2019-09-18", "--with", "")
    assert (changed["day"], changed["with_whom"], changed["title"]) == (
        "2019-09-18",
        "",
        "Newcastle magistrates",
    )
    done("evidence", "remove", file, ref)
    assert done("evidence", "list", file) == []


def test_wrong_times_and_forms_are_refused_and_change_nothing(file: Path) -> None:
    for words, why in (
        (("sentencer", "--day", "2019-09-17", "--from", "11:00", "--to", "10:00"), "ends before it starts"),
        (("supervision",), "no form supervision"),
        (("organisation",), "always one"),
        (("sentencer", "--inspector", "Nobody Here"), "nobody named"),
    ):
        said = run("evidence", "add", file, *words)
        assert said.status == 1
        assert why in said.err
    assert run("evidence", "add", file, "sentencer", "--from", "noon").status == 2
    assert done("evidence", "list", file) == []


def test_the_organisation_and_the_officers_are_prepared_once(file: Path) -> None:
    made = done("evidence", "prepare", file)["made"]
    assert "organisation" in made
    assert len(made) == done("info", file)["officers"] + 1
    assert done("evidence", "prepare", file) == {"made": []}


def test_a_record_is_answered_shown_completed_and_printed_like_a_case(file: Path, tmp_path: Path) -> None:
    ref = str(done("evidence", "add", file, "service_user", "--title", "Contact at the office")["ref"])
    consent = done("case", file, ref)["to_do"]
    assert len(consent) == 1
    table = tmp_path / "answers.csv"
    table.write_text(f"case,question,answer,note\n{ref},{consent[0]},no,Asked twice\n", encoding="utf-8")
    assert done("answers", "import", file, table)["written"] == 1
    assert {row["case"] for row in done("answers", "export", file)} == {ref}
    shown = done("case", file, ref)
    assert (shown["title"], shown["to_do"], shown["answered"]) == ("Contact at the office", [], 1)
    assert done("complete", file, ref)[0]["status"] == "complete"
    (printed,) = done("print", file, "evidence", ref, "--out", tmp_path / "prints")["files"]
    assert Path(printed).read_bytes().startswith(b"%PDF-")


def test_meetings_are_in_the_timetable_and_the_calendar(file: Path, tmp_path: Path) -> None:
    meeting(file, "--inspector", "Beth Garrow")
    (shown,) = done("timetable", "show", file)
    assert (shown["kind"], shown["title"], shown["starts"]) == (
        "meeting",
        "Meeting with sentencers",
        "2019-09-17T10:00",
    )
    done("timetable", "export", file, "--out", tmp_path / "plan.ics")
    assert "SUMMARY:Meeting with sentencers" in (tmp_path / "plan.ics").read_text(encoding="utf-8")


def test_a_concern_is_raised_told_everywhere_and_closed(file: Path, case: str, tmp_path: Path) -> None:
    concern = done("concern", "raise", file, case, "--seen", "A child may be at risk")
    assert concern["open"]
    assert done("info", file)["concerns"] == [{"ref": case, "seen": "A child may be at risk"}]
    assert f"OPEN CONCERN {case}: A child may be at risk" in " ".join(run("info", file).out.split())
    assert [c["concern"] for c in done("cases", file) if c["ref"] == case] == [True]
    said = run("send", file, "--to", tmp_path, "--json")
    assert said.json["concerns"] == [case]
    assert "Tell the lead at once" in said.err
    refused = run("concern", "close", file, concern["id"], "--told", "Head of service")
    assert refused.status == 1
    assert "does not say what was done" in refused.err
    assert done("concern", "list", file)[0]["told"] == "", "nothing of what was refused is kept"
    words = ("--told", "Head of service", "--done", "Visited the same day")
    assert not done("concern", "close", file, concern["id"], *words)["open"]
    assert done("concern", "list", file, "--open") == []
    assert done("info", file)["concerns"] == []


def test_an_example_is_checked_changed_and_printed(file: Path, case: str, tmp_path: Path) -> None:
    officer = next(c["officer"] for c in done("cases", file) if c["ref"] == case)
    text = f"{officer} moved the appointments in {case}."
    example = done("example", "add", file, case, "--question", "2.3.1", "--text", text)
    assert [p["text"] for p in example["points_to"]] == [officer, case]
    checked = run("example", "check", file, "--json")
    assert checked.status == 1
    assert len(checked.json["problems"]) == 2
    refused = run("print", file, "examples", "--out", tmp_path / "prints")
    assert refused.status == 1
    assert "still points to somebody" in refused.err
    changed = done("example", "change", file, example["id"], "--names", "--kind", "poor")
    assert changed["text"] == "the responsible officer moved the appointments in the case."
    assert (changed["kind"], changed["question"], changed["points_to"]) == ("poor", "2.3.1", [])
    assert done("example", "check", file, case)["ok"]
    assert len(done("print", file, "examples", "--out", tmp_path / "prints")["files"]) == 1
    done("example", "remove", file, example["id"])
    assert done("example", "list", file) == []


def test_a_corrected_programme_is_looked_at_then_taken_in(file: Path, case: str, tmp_path: Path) -> None:
    table = tmp_path / "answers.csv"
    table.write_text(f"case,question,answer,note\n{case},{QUESTION},yes,\n", encoding="utf-8")
    done("answers", "import", file, table)
    programme = library.load("adult")
    path = tmp_path / "corrected.toml"
    path.write_text(
        programme.source.replace(programme.questions[QuestionId(QUESTION)].text, NEW), encoding="utf-8"
    )
    seen = done("programme", "update", file, path, "--dry-run")
    assert (seen["taken_in"], seen["touched"], seen["look_again"]) == (False, [case], 1)
    assert [(q["ref"], q["kinds"], q["after"]) for q in seen["questions"]] == [(QUESTION, ["reworded"], NEW)]
    assert [c["look_again"] for c in done("cases", file) if c["ref"] == case] == [0]
    taken = done("programme", "update", file, path)
    assert {**taken, "taken_in": False} == seen
    assert [c["look_again"] for c in done("cases", file) if c["ref"] == case] == [1]
    answers = {q["ref"]: q["answer"] for q in done("case", file, case)["questions"]}
    assert answers[QUESTION] == "yes"
    again = run("programme", "update", file, path)
    assert again.status == 1
    assert "already" in again.err


def test_another_programme_is_refused(file: Path, tmp_path: Path) -> None:
    path = tmp_path / "iaow.toml"
    path.write_text(library.load("iaow").source, encoding="utf-8")
    said = run("programme", "update", file, path, "--dry-run", "--json")
    assert said.status == 1
    assert not said.json["ok"]
