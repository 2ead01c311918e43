"""What is refused: status 1 or 2, one document or none, a sentence with what to do, nothing changed."""

from pathlib import Path

import pytest

from tests.cli.conftest import AS_SENT, LIST, Said, done, run

CASE = "E255766"
DATED = "--title T --provider P --starts 2019-09-16 --ends 2019-09-17"
#: Words of a command; FILE and FOLDER stand for the inspection and its folder, DATED for those above.
REFUSED = [
    ("info FOLDER/none.fieldwork", "There is no file none.fieldwork"),
    ("info FOLDER", "could not be read"),
    ("info FOLDER/words.csv", "not an inspection file"),
    ("info FOLDER/cut.fieldwork", "cut.fieldwork is damaged"),
    ("info FILE --passphrase-file FOLDER/none", "passphrase file none could not be read"),
    ("info FILE --passphrase-file FOLDER/empty.csv", "first line of the passphrase file empty.csv is empty"),
    ("info FILE --passphrase-file FOLDER/words.csv", "the passphrase is wrong"),
    ("info FILE --as Nobody", "nobody named Nobody"),
    ("new FILE --programme adult DATED", "already a file"),
    ("new FOLDER/n --programme adlt DATED", "no programme"),
    ("new FOLDER/n --programme adult --edition x DATED", "no edition 'x'"),
    ("new FOLDER/n --programme adult DATED --starts 2019-09-18", "ends before"),
    ("list read FOLDER/none.csv", "There is no file none.csv"),
    ("list read FOLDER/words.csv", "No row of the list reads as its headings"),
    ("list sync FILE FOLDER/none.csv", "There is no file none.csv"),
    (f"list sync FILE {AS_SENT}", "has 7 problems, so nothing was taken in"),
    (f"list sync FILE {AS_SENT} --dry-run", "has 7 problems"),
    (f"list sync FILE {LIST} --as Nobody", "The team is: Carys Lead"),
    ("team FILE add imran\u00a0reader", "in the team already"),
    (f"allocate FILE {CASE} --to Nobody", "nobody named Nobody"),
    (f"allocate FILE {CASE} Z9 --to Imran\u00a0Reader", "Z9: there is no such case"),
    ("case FILE Z9", "There is no case Z9"),
    ("answers import FILE FOLDER/none.csv", "none.csv could not be read"),
    ("answers import FILE FOLDER/words.csv", "no column case, question or answer"),
    ("answers import FILE FOLDER/latin.csv", "latin.csv is not text in UTF-8"),
    ("answers import FILE FOLDER/bad.csv", "row 3: there is no question '9.9'"),
    (f"complete FILE {CASE}", f"{CASE}: 0.1.1, "),
    (f"complete FILE {CASE} Z9", "There is no case Z9"),
    (f"reopen FILE {CASE} --reason Again", "need not be reopened"),
    ("timetable export FILE --out FOLDER/x.ics", "No interviews are planned yet"),
    ("timetable office FILE Newcasle --rooms 2", "The offices are:"),
    ("timetable away FILE Nobody 2019-09-16", "nobody named Nobody"),
    ("print FILE timetable --out FOLDER/out", "No interviews are planned yet"),
    ("print FILE case-summary --out FOLDER/out Z9", "There is no case Z9"),
    ("print FILE sample --out FOLDER/words.csv", "words.csv is not a folder"),
    ("send FILE --to FOLDER/none", "is not there"),
    ("send FILE --to FOLDER --cases Z9", "Z9: there is no such case"),
    ("receive FILE FOLDER/none.fwpkg", "none.fwpkg could not be read"),
    ("receive FILE FOLDER/words.csv", "not a Fieldwork package"),
    ("settle FILE nothing --keep x", "no open conflict nothing"),
    ("history FILE Z9", "There is no case Z9"),
    ("redo FILE", "nothing to redo"),
    ("backup FILE FOLDER/words.csv", "already a file named words.csv"),
    ("backup FILE FOLDER/words.csv/under", "under could not be written"),
    ("restore FOLDER/none FILE", "There is no file none"),
    ("restore FOLDER/words.csv FILE", "not an inspection file"),
    ("programme check FOLDER/none.toml", "none.toml could not be read"),
    ("programme check FOLDER/words.csv", "words.csv"),
    ("demo FOLDER/words.csv", "demo could not be made"),
]
MISUSED = [
    ("", "Usage"),
    ("nonsense", "No such command"),
    ("info", "Missing argument"),
    ("info FILE --nonsense", "No such option"),
    ("case FILE", "Missing argument"),
    (
        "new FILE --programme adult DATED --starts 2019",
        "not a date such as",
    ),
    ("team FILE add", "say who"),
    ("team FILE add X --role boss", "'boss' is not one of"),
    ("team FILE --role lead", "--role goes with add"),
    (f"allocate FILE {CASE}", "say to whom"),
    ("allocate FILE --to Imran\u00a0Reader", "say which cases"),
    ("allocate FILE --again", "--again goes with --evenly"),
    ("complete FILE", "name cases, or give --all"),
    (f"complete FILE {CASE} --all", "name cases, or give --all"),
    (f"reopen FILE {CASE}", "--reason"),
    ("print FILE findings-of-all --out FOLDER", "is not one of"),
    ("print FILE sample", "--out"),
    ("send FILE", "--to"),
    ("receive FILE", "Missing argument"),
    ("timetable solve FILE --seconds 0", "--seconds"),
    ("timetable away FILE Imran\u00a0Reader 16/9/2019", "is not a day such as"),
    ("timetable away FILE Imran\u00a0Reader 2019-09-16:noon", ":am or :pm"),
]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, sampled_bytes: bytes) -> Path:
    """A folder with the inspection and files of the wrong kinds; nothing here may change it."""
    folder = tmp_path_factory.mktemp("refusals")
    (folder / "N.fieldwork").write_bytes(sampled_bytes)
    (folder / "cut.fieldwork").write_bytes(sampled_bytes[:5000])
    (folder / "words.csv").write_text("these,are\nonly,words\n")
    (folder / "empty.csv").write_text("")
    (folder / "latin.csv").write_bytes(b"case,question,answer,note\nE255766,2.1.1,yes,caf\xe9\n")
    (folder / "bad.csv").write_text(f"case,question,answer\n{CASE},2.1.1,yes\n{CASE},9.9,yes\n")
    return folder


def spoken(place: Path, words: str, *more: str) -> Said:
    """Runs the words, with names and paths put in; a no-break space stands for one inside a word."""
    parts = [
        w.replace("FILE", str(place / "N.fieldwork")).replace("FOLDER", str(place))
        for w in words.replace("DATED", DATED).split(" ")
    ]
    return run(*(part.replace("\u00a0", " ") for part in parts if part), *more)


@pytest.mark.parametrize(("words", "says"), REFUSED)
def test_a_refusal_is_one_document_and_words_elsewhere(place: Path, words: str, says: str) -> None:
    said = spoken(place, words, "--json")
    assert said.status == 1
    document = said.json
    assert says in said.err
    assert isinstance(document, dict | list)
    if isinstance(document, dict) and "error" in document:
        assert document["ok"] is False
        assert document["error"].endswith(".")
        assert document["advice"].endswith(".") or "fieldwork" in document["advice"]
        assert not {"sqlite", "errno", "none:"} & set(document["error"].lower().split())


@pytest.mark.parametrize(("words", "says"), MISUSED)
def test_wrong_usage_is_status_two_and_says_nothing_on_standard_output(
    place: Path, words: str, says: str
) -> None:
    said = spoken(place, words)
    assert (said.status, said.out) == (2, "")
    assert says in said.err


def test_without_json_a_refusal_is_words_alone(place: Path) -> None:
    said = spoken(place, "case FILE Z9")
    assert (said.status, said.out) == (1, "")
    assert said.err.splitlines() == [
        "There is no case Z9 in this inspection.",
        "Check the reference, or take in the office's list.",
    ]


def test_no_refusal_changed_the_inspection(place: Path, tmp_path: Path, sampled_bytes: bytes) -> None:
    writers = ("list sync", "team", "allocate", "answers", "complete", "send", "receive", "settle", "reopen")
    for words, _ in REFUSED:
        if words.startswith(writers):
            spoken(place, words)
    (tmp_path / "before.fieldwork").write_bytes(sampled_bytes)
    assert done("history", place / "N.fieldwork") == done("history", tmp_path / "before.fieldwork")
    assert {path.name for path in place.iterdir() if not path.name.startswith(".")} <= {
        *("N.fieldwork", "N backups", "cut.fieldwork", "words.csv", "empty.csv", "latin.csv", "bad.csv"),
    }


def test_a_wrong_passphrase_is_refused_and_a_missing_one_is_wrong_usage(file: Path) -> None:
    said = run("info", file, passphrase="not this one")
    assert said.status == 1
    assert "the passphrase is wrong" in said.err
    said = run("info", file, passphrase=None)
    assert said.status == 2
    assert "FIELDWORK_PASSPHRASE" in said.err


def test_a_passphrase_file_is_read_by_its_first_line(file: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes("\ufeffa hut on the moor\r\nanything else\r\n".encode())
    assert run("info", "--passphrase-file", tmp_path / "secret", file, "--json", passphrase=None).status == 0


def test_options_stand_before_or_after_the_arguments(file: Path) -> None:
    before = run("case", "--json", "--as", "Imran Reader", file, CASE)
    after = run("case", file, CASE, "--as", "Imran Reader", "--json")
    assert before.json == after.json


def test_finding_nothing_is_no_refusal(file: Path) -> None:
    said = run("search", file, "zebra", '("*', "--json")
    assert (said.status, said.json) == (0, [])
    assert "Nothing was found" in said.err


def test_a_faulty_list_gives_its_problems_in_the_document_and_on_the_page(file: Path) -> None:
    said = run("list", "sync", file, AS_SENT, "--json")
    assert said.status == 1
    assert [p["row"] for p in said.json["problems"]] == [8, 12, 16, 20, 30, 35, 46]
    assert said.json["taken"] is False
    taken = run("list", "sync", file, AS_SENT, "--except-problems", "--json")
    assert (taken.status, taken.json["withdrawn"]) == (0, [])


def test_a_mistake_of_the_programs_own_is_one_sentence_without_what_was_read(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("Dylan Walker")

    monkeypatch.setattr("fieldwork.inspection.queries.cases", broken)
    said = run("cases", file, "--json")
    assert said.status == 1
    assert "mistake of its own (KeyError in test_refusals.py" in said.json["error"]
    assert "Walker" not in said.out + said.err
