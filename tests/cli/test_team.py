"""A team by card from the command line: cards, assignments, what is kept aside, hand-overs, recovery."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import PASSPHRASE, Said, run
from tests.conftest import LEAD

CASE = "A100001"
HER_OWN = "words of her own"


class Person:
    """Somebody with a program folder and file of their own."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch, passphrase: str) -> None:
        self.folder, self._patch, self.passphrase = folder, patch, passphrase
        self.file = folder / "inspection.fieldwork"
        folder.mkdir(exist_ok=True)

    def says(self, command: str, *words: object, given: str = "") -> Said:
        self._patch.setenv("FIELDWORK_HOME", str(self.folder / "home"))
        return run(*command.split(), *words, passphrase=self.passphrase, given=given)

    def does(self, command: str, *words: object) -> Any:
        said = self.says(command, *words, "--json")
        assert said.status == 0, said.err
        return said.json


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")


@pytest.fixture
def lead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, closed_file: bytes) -> Person:
    """A lead whose team is open still."""
    made = Person(tmp_path / "lead", monkeypatch, PASSPHRASE)
    made.file.write_bytes(closed_file)
    return made


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory, closed_file: bytes) -> Path:
    """The folder of a lead and of an inspector who has joined by card and reads one case."""
    root = tmp_path_factory.mktemp("prepared")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
        lead, asha = Person(root / "lead", patch, PASSPHRASE), Person(root / "asha", patch, HER_OWN)
        lead.file.write_bytes(closed_file)
        _join(lead, asha, root)
    shutil.copytree(root, root.with_name("kept"))
    return root


def _join(lead: Person, asha: Person, post: Path) -> None:
    card = asha.does("people card", "--name", "Asha Reader", "--out", post, "--laptop", "Asha's", "--qr")
    assert Path(card["qr"]).suffix == ".svg" and "BEGIN FIELDWORK CARD" in card["text"]
    accepted = lead.does("people accept", lead.file, card["card"], "--words", card["words"])
    assert (accepted["founded"], accepted["new_person"], accepted["role"]) == (True, True, "inspector")
    lead.does("allocate", lead.file, CASE, "--to", "Asha Reader")
    (sent,) = lead.does("send", lead.file, "--to", post, "--for", "all")["sent"]
    assert sent["for"] == "Asha Reader"
    joined = asha.does("join", sent["package"], asha.file, "--words", words_of(lead))
    assert (joined["cases"], joined["lead"]) == (1, "Carys Lead")
    lead.does("receive", lead.file, joined["receipt"])


@pytest.fixture
def pair(prepared: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Person, Person]:
    """That lead and that inspector, in the same place again."""
    shutil.rmtree(prepared)
    shutil.copytree(prepared.with_name("kept"), prepared)
    lead, asha = (
        Person(prepared / "lead", monkeypatch, PASSPHRASE),
        Person(prepared / "asha", monkeypatch, HER_OWN),
    )
    return lead, asha


@pytest.fixture
def post(tmp_path: Path) -> Path:
    (tmp_path / "post").mkdir()
    return tmp_path / "post"


def words_of(lead: Person) -> str:
    members = lead.does("people list", lead.file)
    return str(next(one["words"] for m in members for one in m["laptops"] if one["ours"]))


def test_work_goes_there_and_back(pair: tuple[Person, Person], post: Path) -> None:
    lead, asha = pair
    table = asha.folder / "answers.csv"
    table.write_text(f"case,question,answer,note\n{CASE},2.1.1,yes,Seen weekly\n", encoding="utf-8")
    asha.does("answers import", asha.file, table)
    sent = asha.does("send", asha.file, "--to", post)
    (got,) = lead.does("receive", lead.file, sent["package"])
    assert (got["from"], got["aside"], got["again"], got["founded"]) == ("Asha Reader", [], False, False)
    info = asha.does("info", asha.file)
    assert (info["by_card"], info["partial"], info["aside"], sum(info["cases"].values())) == (
        True,
        True,
        0,
        1,
    )
    assert lead.does("info", lead.file)["partial"] is False
    assert asha.does("who", asha.file)["laptops"][0]["missing"] == 0
    for person in (lead, asha):
        assert person.does("check", person.file)["ok"]


def test_what_is_beyond_a_role_is_refused_here_and_a_stranger_there(
    pair: tuple[Person, Person], post: Path
) -> None:
    lead, asha = pair
    said = asha.says("team", asha.file, "add", "Friend", "--json")
    assert (said.status, said.json["error"]) == (1, "An inspector may not change the team.")
    said = asha.says("send", asha.file, "--to", post, "--for", "Carys Lead")
    assert said.status == 1 and "Only a lead sends" in said.err
    said = lead.says("send", lead.file, "--to", post)
    assert said.status == 1 and "said whom the package is for" in said.err
    assert lead.does("aside", lead.file) == []
    said = lead.says("admit", lead.file, "0000", "--json")
    assert said.status == 1 and said.json["problems"][0]["problem"] == "no one change kept aside"


def test_a_card_is_not_accepted_without_its_words(lead: Person, post: Path, tmp_path: Path) -> None:
    other = Person(tmp_path / "other", pytest.MonkeyPatch(), "x")
    card = lead.does("people card", lead.file, "--as", LEAD, "--out", post)
    assert run("people", "accept", lead.file, card["card"]).status == 2
    said = lead.says("people accept", lead.file, card["card"], "--words", "one two three four")
    assert said.status == 1 and "not those of this card" in said.err
    said = lead.says("people accept", lead.file, "-", "--words", "x", given="no card at all")
    assert said.status == 1 and "no joining card in this text" in said.err
    assert other.folder.exists()


def test_a_case_is_handed_over_and_conflicts_are_settled_by_rule(
    pair: tuple[Person, Person], post: Path
) -> None:
    lead, asha = pair
    for person, value in ((lead, "no"), (asha, "yes")):
        table = person.folder / "answers.csv"
        table.write_text(f"case,question,answer,note\n{CASE},2.1.1,{value},\n", encoding="utf-8")
        person.does("answers import", person.file, table)
    lead.does("receive", lead.file, asha.does("send", asha.file, "--to", post)["package"])
    (conflict,) = lead.does("conflicts", lead.file)
    assert {(s["author"], s["value"]) for s in conflict["sides"]} == {
        ("Asha Reader", "yes"),
        ("Carys Lead", "no"),
    }
    assert [s["shown"] for s in conflict["sides"]] == [False, True]
    done = lead.does("settle", lead.file, "--rule", "holder", "--case", CASE)
    assert [(one["id"], one["value"]) for one in done["settled"]] == [(conflict["id"], "yes")]
    settled = next(line for line in lead.does("history", lead.file, CASE) if line["settled"])
    assert set(settled["settled"]) == {"yes", "no"}
    lead.does("undo", lead.file)
    assert [c["id"] for c in lead.does("conflicts", lead.file)] == [conflict["id"]]
    (again,) = lead.does("conflicts", lead.file)
    lead.does("settle", lead.file, again["id"], "--keep", again["sides"][0]["change"][:10])
    to = ("--to", "Imran Reader", "--reason", "Ill")
    said = lead.says("handover", lead.file, CASE, *to, "--place", post)
    assert said.status == 1 and "joined by card" in said.err
    assert lead.does("cases", lead.file)[0]["inspector"] == "Asha Reader", "refused, so nothing has changed"
    handed = lead.does("handover", lead.file, CASE, *to)
    assert handed["cases"] == [{"case": CASE, "from": "Asha Reader"}] and handed["sent"] is None
    back = lead.does("handover", lead.file, CASE, "--to", "Asha Reader", "--place", post)
    (got,) = asha.does("receive", asha.file, back["sent"]["package"])
    assert (got["kind"], got["aside"]) == ("hand-over", [])


@pytest.mark.parametrize(
    "words",
    [
        ("settle",),
        ("settle", "x"),
        ("settle", "x", "--keep", "y", "--rule", "latest"),
        ("receive", "--retired-too"),
    ],
)
def test_wrong_usage_is_told_apart(lead: Person, words: tuple[str, ...]) -> None:
    command, *rest = words
    assert lead.says(command, lead.file, *rest).status == 2


def test_a_key_is_retired_and_its_packages_refused(pair: tuple[Person, Person], post: Path) -> None:
    lead, asha = pair
    table = asha.folder / "answers.csv"
    table.write_text(f"case,question,answer,note\n{CASE},2.1.1,yes,\n", encoding="utf-8")
    asha.does("answers import", asha.file, table)
    late = asha.does("send", asha.file, "--to", post)["package"]
    (ended,) = lead.does("people retire", lead.file, "Asha Reader", "--reason", "Lost")
    assert (ended["reason"], bool(ended["retired"])) == ("Lost", True)
    said = lead.says("receive", lead.file, late)
    assert said.status == 1 and "a key that the lead has retired" in said.err
    (got,) = lead.does("receive", lead.file, late, "--retired-too")
    assert {one["reason"] for one in got["aside"]} == {"retired"}
    assert [one["change"] for one in lead.does("aside", lead.file)] == [one["change"] for one in got["aside"]]
    admitted = lead.does("admit", lead.file, *(one["change"][:12] for one in got["aside"]))
    assert admitted["admitted"] == len(got["aside"])


def test_passphrases_are_changed_and_recovered(lead: Person, tmp_path: Path) -> None:
    lead.does("people found", lead.file)
    sheet = lead.does("people recovery", lead.file, "--out", tmp_path / "print")
    assert Path(sheet["file"]).read_bytes().startswith(b"%PDF") and sheet["recipient"].startswith("age1")
    (tmp_path / "new.txt").write_text("second words\n", encoding="utf-8")
    lead.does("passphrase", lead.file, "--new-passphrase-file", tmp_path / "new.txt")
    assert lead.says("info", lead.file).status == 1
    lead.passphrase = "second words"
    assert lead.does("check", lead.file)["ok"]
    (tmp_path / "typed.txt").write_text("river river river\n", encoding="utf-8")
    said = lead.says("recover", lead.file, "--recovery-key-file", tmp_path / "typed.txt")
    assert said.status == 1 and "recovery key" in said.err
