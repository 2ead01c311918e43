"""The emergency exit: everything can be read out of a file in which nothing but its journal works."""

import csv
import io
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from fieldwork.exports import plain
from fieldwork.inspection import queries, schema
from fieldwork.inspection.backups import backup
from fieldwork.inspection.changes import Register
from fieldwork.inspection.errors import CannotOpen, DamagedFile, WrongPassphrase
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.sqlcipher import Key
from fieldwork.inspection.store import Store
from fieldwork.programme.model import QuestionId
from fieldwork.reading.service import Reader
from tests.cli.conftest import done, run
from tests.conftest import LEAD, PASSPHRASE, READER, REFS

QUESTION, PROMPT = QuestionId("2.1.1"), QuestionId("2.1.1.a")
NOTE = 'Gwelwyd <b>yn</b> Ŵyddgrug; "quoted", with a comma\nand a second line'


@pytest.fixture(scope="session")
def read_file(tmp_path_factory: pytest.TempPathFactory, closed_file: bytes) -> tuple[bytes, Key]:
    """A file with answers, a note, a conflict and an emptied answer, closed, and its key."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIELDWORK_HOME", str(tmp_path_factory.mktemp("home")))
        path = tmp_path_factory.mktemp("read") / "made.fieldwork"
        path.write_bytes(closed_file)
        key = Key.of_file(PASSPHRASE, path)
        with Inspection.open_with(key, path) as inspection:
            reader = Reader(inspection, READER)
            reader.answer(REFS[0], QUESTION, "yes")
            reader.note(REFS[0], QUESTION, NOTE)
            reader.answer(REFS[1], QUESTION, "no")
            reader.answer(REFS[1], PROMPT, "yes")
            reader.answer(REFS[1], PROMPT, None)
            _apart(inspection)
        return path.read_bytes(), key


@pytest.fixture
def read_path(tmp_path: Path, read_file: tuple[bytes, Key]) -> Path:
    """A copy of that file."""
    path = tmp_path / "Northumbria 2019.fieldwork"
    path.write_bytes(read_file[0])
    return path


@pytest.fixture
def key(read_file: tuple[bytes, Key]) -> Key:
    """The key of every copy."""
    return read_file[1]


def _apart(inspection: Inspection) -> None:
    """Two laptops answer the same question apart."""
    path = inspection.path.with_name("other.fieldwork")
    backup(inspection, path)
    with Inspection.open(path, PASSPHRASE) as other:
        Reader(other, LEAD).answer(REFS[2], QUESTION, "no")
        register = Register("answer", f"{REFS[2]}/{QUESTION}", "value")
        (theirs,) = other.journal.of_register(register)
    Reader(inspection, READER).answer(REFS[2], QUESTION, "yes")
    inspection.merge([theirs], "package")
    assert len(inspection.journal.conflicts()) == 1
    path.unlink()


def damage(path: Path, key: Key, *statements: str) -> None:
    store = Store(path, key, writing=True)
    for statement in statements:
        store.execute(statement)
    store.close()


def table(folder: Path, name: str) -> list[dict[str, str]]:
    text = (folder / name).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


class Words(HTMLParser):
    """What a page shows, and whether its tags close as they open."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        assert attrs is not None
        if tag not in ("meta", "br"):
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return "\n".join(self.words)


DAMAGE: dict[str, tuple[str, ...]] = {
    "nothing": (),
    "every table but the journal dropped": tuple(
        f"DROP TABLE {name}"
        for name in ("note_fts", "head", "reading", "answer", "note", "step", "draft", "package", "setting")
    ),
    "projections full of nonsense": (
        "UPDATE head SET value = '{'",
        "UPDATE answer SET value = 'x', note = 'y'",
    ),
    "a newer version": (
        f"PRAGMA user_version = {len(schema.MIGRATIONS) + 7}",
        "ALTER TABLE change ADD COLUMN new TEXT",
    ),
    "a migration that came half-way": ("PRAGMA user_version = 1", "DROP TABLE arrived"),
    "no programme to be read": ("UPDATE change SET value = '\"nonsense = [\"' WHERE field = 'source'",),
    "no mark of ours": ("PRAGMA application_id = 0",),
}  # fmt: skip


@pytest.mark.parametrize("statements", DAMAGE.values(), ids=DAMAGE)
def test_every_reading_comes_out_whatever_is_broken(
    read_path: Path, key: Key, tmp_path: Path, statements: tuple[str, ...]
) -> None:
    damage(read_path, key, *statements)
    before = read_path.read_bytes()
    out = tmp_path / "out"
    files = plain.export(read_path, PASSPHRASE, out)
    assert read_path.read_bytes() == before
    answers = {(row["case"], row["question"]): row for row in table(out, "answers.csv")}
    worded = not any("nonsense" in statement for statement in statements)
    assert answers[(REFS[0], QUESTION)]["answer"] == ("Yes" if worded else "yes")
    assert answers[(REFS[0], QUESTION)]["note"] == NOTE
    assert answers[(REFS[0], QUESTION)]["author"] == "Imran Reader"
    assert answers[(REFS[1], QUESTION)]["answer"] == ("No" if worded else "no")
    assert (REFS[1], PROMPT) not in answers
    assert "Carys Lead" in answers[(REFS[2], QUESTION)]["other versions"]
    cases = {row["case"]: row for row in table(out, "cases.csv")}
    assert cases[REFS[0]]["fact.family_name"] == "Walker"
    assert cases[REFS[0]]["inspector"] == "Imran Reader"
    everything = {(row["kind"], row["field"]) for row in table(out, "everything.csv")}
    assert {("person", "name"), ("inspection", "title"), ("answer", "note")} <= everything
    pages = [Words(path.read_text(encoding="utf-8")) for path in files if path.suffix == ".html"]
    assert len(pages) == len(REFS) + 1
    assert any(NOTE in page.text for page in pages)
    assert all("not encrypted" in page.text for page in pages)


def test_what_comes_out_is_what_the_tables_hold(read_path: Path, key: Key, tmp_path: Path) -> None:
    """The fold made here agrees with the program's own, register by register."""
    plain.export(read_path, PASSPHRASE, tmp_path / "out")
    rows = {(row["case"], row["question"]): row["note"] for row in table(tmp_path / "out", "answers.csv")}
    with Inspection.open_with(key, read_path, writing=False) as inspection:
        held = {
            (ref, str(a.question)): a.note
            for ref, _, a in queries.every_answer(inspection)
            if a.value or a.note
        }
        registers = {
            (*register,) for register, head in inspection.journal.all_heads()
            if head.value is not None or head.conflict
        }  # fmt: skip
    assert rows == held
    everything = {(row["kind"], row["id"], row["field"]) for row in table(tmp_path / "out", "everything.csv")}
    assert everything == registers


@pytest.fixture
def long_path(inspection_path: Path) -> Path:
    """A file whose journal fills many pages."""
    with Inspection.open(inspection_path, PASSPHRASE) as inspection:
        for number in range(60):
            with inspection.edit(READER, "Wrote") as edit:
                for part in range(10):
                    edit.set("case", REFS[0], f"fact.x{number}_{part}", "words " * 20)
    return inspection_path


def test_pages_that_are_damaged_cost_only_what_stood_on_them(long_path: Path, tmp_path: Path) -> None:
    data = bytearray(long_path.read_bytes())
    pages = len(data) // 4096
    before = len(plain.read_journal(long_path, PASSPHRASE).changes)
    # The later half of the file was filled by the journal; what its tables are stands in the earlier one.
    for page in range(pages // 2, pages, 10):
        data[page * 4096 + 100] ^= 1
    long_path.write_bytes(data)
    with pytest.raises(DamagedFile):
        Inspection.open(long_path, PASSPHRASE)
    journal = plain.read_journal(long_path, PASSPHRASE)
    assert before / 2 < len(journal.changes) < before
    assert journal.unreadable >= before - len(journal.changes)
    plain.export(long_path, PASSPHRASE, tmp_path / "out")
    assert "could not be read" in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")


def test_without_the_passphrase_or_the_journal_nothing_is_written(
    read_path: Path, key: Key, tmp_path: Path
) -> None:
    refused: tuple[tuple[Callable[[], object], type[CannotOpen]], ...] = (
        (lambda: plain.export(read_path, "wrong", tmp_path / "out"), WrongPassphrase),
        (lambda: plain.export(tmp_path / "none.fieldwork", PASSPHRASE, tmp_path / "out"), CannotOpen),
    )
    for call, kind in refused:
        with pytest.raises(kind):
            call()
    damage(read_path, key, "DELETE FROM change")
    with pytest.raises(DamagedFile):
        plain.export(read_path, PASSPHRASE, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_command_warns_and_asks_first(read_path: Path, key: Key, tmp_path: Path) -> None:
    out = tmp_path / "out"
    refused = run("export", read_path, "--plain", "--out", out)
    assert (refused.status, out.exists()) == (1, False)
    assert "not be encrypted" in refused.err
    assert run("export", read_path, "--out", out).status == 2
    assert run("export", read_path, "--plain", "--format", "xlsform", "--out", out).status == 2
    damage(read_path, key, "DROP TABLE head")
    files = done("export", read_path, "--plain", "--yes", "--out", out)["files"]
    assert str(out / "index.html") in files
