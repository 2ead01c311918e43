"""Second readings and comments by the command line."""

from pathlib import Path

import pytest

from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.programme.model import QuestionId
from fieldwork.reading.second import SecondReader
from fieldwork.reading.service import Reader
from tests.cli.conftest import PASSPHRASE, done, run

BETH, COLIN, LEAD = "Beth Garrow", "Colin Reed", "Carys Lead"


def answer_all(inspection: Inspection, reading: Reader | SecondReader, ref: str, value: str) -> None:
    """Answers everything that comes to apply, and completes it."""
    with inspection.store.transaction():
        while to_do := reading.open(ref).to_do:
            for question in to_do:
                reading.answer(ref, question, given(inspection, question, value))
        reading.complete(ref)


def given(inspection: Inspection, question: QuestionId, value: str) -> str:
    known = inspection.programme.questions[question].answers
    options = [option.value for option in known.options] if known else []
    return value if value in options else options[0] if options else "In words"


@pytest.fixture(scope="module")
def read_bytes(tmp_path_factory: pytest.TempPathFactory, sampled_bytes: bytes) -> tuple[bytes, str, str]:
    """An inspection with two completed cases, of Beth and of Colin."""
    path = tmp_path_factory.mktemp("read") / "read.fieldwork"
    path.write_bytes(sampled_bytes)
    with Inspection.open(path, PASSPHRASE) as inspection:
        refs = [row.ref for row in queries.cases(inspection) if row.form == "supervision"][:2]
        for ref, name in zip(refs, (BETH, COLIN), strict=True):
            person = queries.person(inspection, name).id
            with inspection.edit(person, "Allocated") as edit:
                edit.set("case", ref, "inspector", person)
            answer_all(inspection, Reader(inspection, person), ref, "yes")
    return path.read_bytes(), refs[0], refs[1]


@pytest.fixture
def read(tmp_path: Path, read_bytes: tuple[bytes, str, str]) -> tuple[Path, str, str]:
    """That inspection in a folder of its own, and its two cases."""
    path = tmp_path / "Northumbria.fieldwork"
    path.write_bytes(read_bytes[0])
    return path, *read_bytes[1:]


def test_from_the_draw_to_the_changed_case(read: tuple[Path, str, str], tmp_path: Path) -> None:
    file, ref, other = read
    looked = done("second", "draw", file, "--share", 100, "--seed", 7, "--dry-run")
    assert {c["ref"] for c in looked["drawn"]} == {ref, other} and not done("second", "list", file)
    drawn = done("second", "draw", file, "--share", 100, "--seed", 7, "--to", BETH, "--to", COLIN)
    assert {(c["ref"], c["second"]) for c in drawn["drawn"]} == {(ref, COLIN), (other, BETH)}

    for words in (("case", file, ref), ("second", "differences", file, ref)):
        assert run(*words, "--as", COLIN).status == 1
    assert run("print", file, "case-summary", ref, "--out", tmp_path, "--as", COLIN).status == 1
    assert all(line["case"] != ref for line in done("answers", "export", file, "--as", COLIN))
    assert not [h for h in done("history", file, ref, "--as", COLIN) if h["entity"] == "answer"]
    assert run("second", "show", file, ref, "--as", LEAD).status == 1

    table = tmp_path / "again.csv"
    table.write_text(f"case,question,answer,note\n{ref},2.1.1,no,Nothing on file\n", encoding="utf-8")
    assert done("second", "answers", file, table, "--as", COLIN)["written"] == 1
    with Inspection.open(file, PASSPHRASE) as inspection:
        colin = queries.person(inspection, COLIN).id
        second = SecondReader(inspection, colin)
        while to_do := second.open(ref).to_do:
            for question in to_do:
                second.answer(ref, question, given(inspection, question, "no"))
    shown = done("second", "show", file, ref, "--as", COLIN)
    assert next(q for q in shown["questions"] if q["ref"] == "2.1.1")["note"] == "Nothing on file"
    assert done("second", "complete", file, ref, "--as", COLIN) == [{"ref": ref, "status": "complete"}]
    (mine,) = done("second", "list", file, "--mine", "--as", COLIN)
    assert (mine["status"], mine["first"]) == ("complete", BETH) and mine["differing"] == mine["to_agree"] > 5
    rows = done("second", "differences", file, ref)
    differing = next(
        r for r in rows if r["kind"] == "differs" and r["first"] == "yes" and r["second"] == "no"
    )
    agreed = done("second", "agree", file, ref, differing["ref"], "--stands", "second", "--reason", "The log")
    assert (agreed["outcome"]["value"], agreed["outcome"]["by"]) == ("no", LEAD)
    applied = done("second", "apply", file, ref)
    assert (applied["changed"], applied["status"]) == ([differing["ref"]], "reading")
    assert any("The log" in str(h["after"]) for h in done("history", file, ref) if h["field"] == "reopened")

    counted = done("second", "agreement", file)
    whole = counted["whole"]
    assert counted["cases"] == 1 and 0 < whole["same"] < whole["of"] and -1 <= whole["kappa"] <= 1
    assert [r["title"] for r in counted["readers"]] == [BETH] and "Cohen" in counted["method"]
    assert all(
        q["kappa"] is None and q["undefined"] for q in counted["questions"] if q["of"] == 1 == q["same"]
    )
    said = run("second", "agreement", file)
    assert "So few pairs" in said.out or not whole["small"]
    assert "not defined" in said.out


def test_what_is_refused_changes_nothing(read: tuple[Path, str, str], tmp_path: Path) -> None:
    file, ref, other = read
    assert run("second", "assign", file, ref, "--to", BETH).status == 1
    assert run("second", "cancel", file, ref, "--reason", "None").status == 1
    done("second", "assign", file, ref, "--to", COLIN)
    assert run("second", "complete", file, ref, "--as", COLIN).status == 1
    table = tmp_path / "wrong.csv"
    table.write_text(
        f"case,question,answer,note\n{other},2.1.1,yes,\n{ref},2.1.1,perhaps,\n", encoding="utf-8"
    )
    said = run("second", "answers", file, table, "--as", COLIN, "--json")
    assert said.status == 1 and [p["row"] for p in said.json["problems"]] == [2, 3]
    assert run("second", "agree", file, ref, "2.1.1", "--stands", "first", "--reason", "x").status == 1
    assert run("second", "apply", file, ref).status == 1
    (row,) = done("second", "list", file)
    assert (row["status"], row["answered"], row["to_agree"]) == ("selected", 0, None)
    done("second", "cancel", file, ref, "--reason", "No time")
    assert done("second", "list", file)[0]["status"] == "cancelled"


def test_comments_go_to_and_fro(file: Path) -> None:
    ref = done("cases", file)[0]["ref"]
    done("allocate", file, ref, "--to", BETH)
    made = done("comment", "add", file, ref, "--question", "2.1.1", "--text", "What does this rest on?")
    done("comment", "reply", file, made["id"], "--text", "The log.", "--as", BETH)
    (listed,) = done("comment", "list", file, "--open", "--reader", BETH)
    assert (listed["question"], listed["author"]) == ("2.1.1", LEAD)
    assert [(r["author"], r["text"]) for r in listed["replies"]] == [(BETH, "The log.")]
    assert done("comment", "resolve", file, made["id"], "--text", "Fine")["resolution"] == "Fine"
    assert done("comment", "list", file, ref, "--open") == []
    assert done("comment", "reopen", file, made["id"])["state"] == "open"
    assert run("comment", "add", file, ref, "--text", " ").status == 1
