"""Every command gives at least the JSON that it is documented to give: one inspection from start to end."""

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from fieldwork.resources import resource
from tests.cli.conftest import LIST, done, run

CASE = "E255766"


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory, sampled_bytes: bytes) -> dict[str, Any]:
    """What each command said, by its name, in the order of an inspection."""
    folder = tmp_path_factory.mktemp("story")
    file, lead, post = folder / "mine.fieldwork", folder / "lead.fieldwork", folder / "post"
    file.write_bytes(sampled_bytes)
    post.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIELDWORK_HOME", str(tmp_path_factory.mktemp("home")))
        return _work(file, lead, post)


def _work(file: Path, lead: Path, post: Path) -> dict[str, Any]:
    folder = file.parent
    said: dict[str, Any] = {"programmes": done("programmes")}
    said["programme check"] = done("programme", "check", resource("programmes") / "adult.toml")
    dates = ("--starts", "2019-09-16", "--ends", "2019-09-27")
    more = ("--programme", "adult", "--edition", "first-round", "--title", "T", "--provider", "P", *dates)
    said["new"] = done("new", folder / "new.fieldwork", *more)
    said["list read"] = done("list", "read", LIST)
    said["list sync"] = done("list", "sync", file, _changed_list(folder))
    said["team"] = done("team", file)
    said["team add"] = done("team", file, "add", "Dai Ŵyn", "--role", "quality_reader")
    said["allocate"] = done("allocate", file, CASE, "--to", "beth garrow", "--evenly")
    shutil.copy(file, lead)
    said["answers import"] = done("answers", "import", file, _answers(folder, file), "--as", "Beth Garrow")
    while done("case", file, CASE)["to_do"]:  # what those answers brought up, and what that did
        done("answers", "import", file, _answers(folder, file))
    said["answers export"] = run("answers", "export", file)
    said["case"] = done("case", file, CASE)
    said["complete"] = done("complete", file, CASE)
    said["complete all"] = done("complete", file, "--all")
    said["cases"] = done("cases", file)
    said["timetable solve"] = done("timetable", "solve", file, "--seconds", "3")
    said["timetable show"] = done("timetable", "show", file)
    said["timetable check"] = done("timetable", "check", file)
    said["timetable export"] = done("timetable", "export", file, "--out", folder / "plan.ics")
    said["timetable office"] = done("timetable", "office", file, "newcastle", "--rooms", "2")
    said["timetable away"] = done("timetable", "away", file, "imran reader", "2019-09-16", "2019-09-17:am")
    said["print"] = done("print", file, "case-summary", "--out", folder / "out", CASE)
    said["send"] = done("send", file, "--to", post)
    _answer(folder, lead, "0.1.17", "no")
    said["receive"] = done("receive", lead, said["send"]["package"], "--as", "Carys Lead")
    said["conflicts"] = done("conflicts", lead)
    conflict = said["conflicts"][0]
    side = next(side for side in conflict["sides"] if side["value"] == "yes")
    said["settle"] = done("settle", lead, conflict["id"], "--keep", side["change"])
    said["receipt"] = done("receive", file, said["receive"][0]["receipt"])
    said["packages"] = done("packages", file)
    said["reopen"] = done("reopen", file, CASE, "--reason", "To look again")
    said["undo"], said["redo"] = done("undo", file), done("redo", file)
    said["search"] = done("search", file, "Farah", "Fox")
    said["history"] = done("history", file, CASE)
    said["info"] = done("info", file)
    said["check"] = done("check", file, "--rebuild")
    said["check lead"] = done("check", lead)
    said["backup"] = done("backup", file, folder / "copies" / "one.fieldwork")
    said["restore"] = done("restore", folder / "copies" / "one.fieldwork", folder / "again.fieldwork")
    said["check restored"] = done("check", folder / "again.fieldwork")
    said["case lead"], said["case again"] = (
        done("case", lead, CASE),
        done("case", folder / "again.fieldwork", CASE),
    )
    return said


def _changed_list(folder: Path) -> Path:
    """The sample with one case gone, one new and one whose level of harm is another."""
    with LIST.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[1]["RoSH"] = "High"
    rows[2]["CRN"] = "X100001"
    path = folder / "changed.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def _answers(folder: Path, file: Path) -> Path:
    """Answers to what is still to do in one case, with one that does not apply and a note with commas."""
    lines = [(CASE, "2.1.1", "no", 'Llanŵrda, "twice",\nthen left.'), (CASE, "2.4.3", "no", "")]
    usual = {"0.1.1": "agree", "0.1.6": "1", "0.1.7": "none", "0.1.20": "none"}
    to_do = done("case", file, CASE)["to_do"]
    lines += [(CASE, ref, usual.get(ref, "yes"), "") for ref in to_do if ref != "2.1.1"]
    path = folder / "answers.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([("case", "question", "answer", "note"), *lines])
    return path


def _answer(folder: Path, file: Path, question: str, value: str) -> None:
    path = folder / "one.csv"
    path.write_text(f"case,question,answer,note\n{CASE},{question},{value},\n", encoding="utf-8")
    done("answers", "import", file, path, "--as", "Carys Lead")


#: The keys of each document, or of each entry of a list.
KEYS = {
    "programmes": "id title forms",
    "programme check": "ok problems",
    "new": "id programme",
    "info": "programme title cases team offices officers unsent",
    "list read": "rows columns unused problems",
    "list sync": "added changed withdrawn unchanged problems",
    "team": "id name role cases",
    "team add": "id name role cases",
    "allocate": "person cases",
    "cases": "ref form status inspector officer office answered applicable facts",
    "case": "ref facts questions to_do warnings",
    "answers import": "written unchanged hidden problems",
    "complete": "ref status to_do",
    "complete all": "ref status to_do",
    "reopen": "ref status to_do",
    "timetable solve": "status interviews unplaced objective bound moved",
    "timetable show": "id kind officer cases inspector office room starts ends locked",
    "timetable check": "problems",
    "timetable export": "files",
    "timetable office": "office rooms",
    "timetable away": "who away",
    "print": "files",
    "send": "package changes cases recipients sha256",
    "receive": "package from new_changes conflicts receipt",
    "receipt": "package from new_changes conflicts receipt",
    "packages": "package direction kind at changes cases acknowledged",
    "conflicts": "id case question sides",
    "settle": "id kept value",
    "search": "ref question title snippet",
    "history": "at author entity field before after",
    "undo": "label changes kept",
    "redo": "label changes kept",
    "check": "ok problems",
    "backup": "file sha256",
    "restore": "file sha256",
}


@pytest.mark.parametrize("command", KEYS)
def test_a_command_gives_its_documented_keys(story: dict[str, Any], command: str) -> None:
    document = story[command]
    entries = document if isinstance(document, list) else [document]
    assert entries
    for entry in entries:
        assert set(KEYS[command].split()) <= set(entry)


@pytest.mark.parametrize(
    ("command", "part", "keys"),
    [
        ("programmes", "forms", "id title questions"),
        ("list sync", "changed", "ref fact before after"),
        ("case", "questions", "id ref level answer note"),
        ("conflicts", "sides", "author at value"),
        ("timetable solve", "interviews", "id kind officer cases inspector office room starts ends locked"),
    ],
)
def test_what_stands_inside_has_its_keys_too(
    story: dict[str, Any], command: str, part: str, keys: str
) -> None:
    document = story[command]
    inside = [row for d in (document if isinstance(document, list) else [document]) for row in d[part]]
    assert inside
    for row in inside:
        assert set(keys.split()) <= set(row)


def test_the_list_says_what_it_changed(story: dict[str, Any]) -> None:
    sync = story["list sync"]
    assert (sync["added"], sync["withdrawn"], sync["unchanged"]) == (["X100001"], ["D658463"], 131)
    (changed,) = (c for c in sync["changed"] if c["fact"] == "rosh")
    assert (changed["ref"], changed["before"], changed["after"]) == ("N601871", "medium", "high")


def test_counts_agree_with_each_other(story: dict[str, Any]) -> None:
    statuses = [row["status"] for row in story["cases"]]
    assert story["info"]["cases"] == {"selected": 132, "reading": 1, "complete": 0, "withdrawn": 1}
    assert (statuses.count("complete"), statuses.count("withdrawn")) == (1, 1)
    assert sum(len(p["cases"]) for p in story["allocate"]) == 133
    assert {p["person"]: CASE in p["cases"] for p in story["allocate"]}["Beth Garrow"]
    assert len(story["timetable solve"]["interviews"]) + len(story["timetable solve"]["unplaced"]) == 62


def test_an_answer_that_does_not_apply_is_kept_hidden_and_uncounted(story: dict[str, Any]) -> None:
    case = story["case"]
    assert story["answers import"]["hidden"] == 1
    assert [q["ref"] for q in case["hidden"]] == ["2.4.3"]
    assert (case["to_do"], case["answered"]) == ([], case["applicable"])
    assert "2.4.3" not in {q["ref"] for q in case["questions"]}


def test_exported_answers_are_the_table_that_goes_in(story: dict[str, Any]) -> None:
    assert story["answers export"].status == 0
    rows = list(csv.reader(story["answers export"].out.splitlines(keepends=True)))
    assert rows[0] == ["case", "question", "answer", "note"]
    assert [CASE, "2.1.1", "no", 'Llanŵrda, "twice",\nthen left.'] in rows


def test_a_conflict_settled_for_the_inspector_leaves_both_files_alike(story: dict[str, Any]) -> None:
    assert story["receive"][0]["conflicts"] == 1
    assert story["settle"]["value"] == "yes"
    answers = {
        name: {q["id"]: q["answer"] for q in story[name]["questions"]} for name in ("case", "case lead")
    }
    assert answers["case"] == answers["case lead"]
    assert [p["acknowledged"] is not None for p in story["packages"] if p["direction"] == "out"] == [True]


def test_facts_and_history_name_nobody_on_probation(story: dict[str, Any]) -> None:
    for row in story["cases"]:
        assert not {"family_name", "first_names", "date_of_birth", "pnc"} & set(row["facts"])
    assert len(story["history"]) > 80
    told = json.dumps(story["history"])
    assert not [personal for personal in ("Walker", "Dylan", "1980-10-12", "Farah Fox") if personal in told]


def test_a_restored_copy_is_whole_and_holds_the_same(story: dict[str, Any]) -> None:
    assert story["check restored"] == story["check"] == story["check lead"] == {"ok": True, "problems": []}
    assert story["case again"]["questions"] == story["case"]["questions"]
