"""Nothing readable ever lies on the disk: not in the file, its log, its copies, nor anywhere beside."""

from pathlib import Path

import pytest

from fieldwork.inspection import backups, checking
from fieldwork.inspection.file import Inspection
from fieldwork.programme.model import QuestionId
from fieldwork.reading.search import search
from fieldwork.reading.service import Reader
from tests.conftest import NOW, PASSPHRASE
from tests.inspection.children import SECRET
from tests.inspection.processes import child, hear

#: What must never be readable: evidence, names, references, the passphrase, the tables' own shape.
WORDS = (SECRET, "Walker", "Dylan", "Carys", "Farah Fox", "A100002", PASSPHRASE, "CREATE TABLE")


def readable(*folders: Path) -> set[tuple[str, str]]:
    """The words that can be read in any file under the folders, in either encoding, or in its name."""
    found = set()
    for path in (p for folder in folders for p in folder.rglob("*") if p.is_file()):
        held = path.read_bytes()
        for word in WORDS:
            if word.encode() in held or word.encode("utf-16-le") in held or word in str(path.name):
                found.add((path.name, word))
    return found


@pytest.fixture
def watched(tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, ...]:
    """The folders where anything could be left: the file's, the program's, and the temporary one."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(temporary))
    return tmp_path, home


def test_the_search_finds_what_is_readable(tmp_path: Path) -> None:
    (tmp_path / "leak").write_bytes(b"\0\0" + SECRET.encode("utf-16-le"))
    assert readable(tmp_path) == {("leak", SECRET)}


def test_nothing_is_readable_while_working(inspection_path: Path, watched: tuple[Path, ...]) -> None:
    with Inspection.open(inspection_path, PASSPHRASE) as inspection:
        reader = Reader(inspection, "reader-1")
        for number in range(40):
            question = QuestionId(f"2.1.{number % 3 + 1}")
            reader.note("A100002", question, f"{SECRET} Walker " + "x" * 4000 + str(number))
            reader.draft("A100002", question, "reason", f"{SECRET} draft")
            assert not readable(*watched)
        reader.answer_in_words("A100002", QuestionId("0.1.21"), SECRET)
        assert search(inspection, SECRET[:5])
        backups.backup(inspection, inspection_path.parent / "copies")
        backups.rolling(inspection, NOW)
        checking.rebuild(inspection)
        assert sum(p.stat().st_size for p in watched[0].rglob("*-wal")) > 100_000
        assert not readable(*watched)
    assert not readable(*watched)


def test_nothing_is_readable_during_a_big_write(inspection_path: Path, watched: tuple[Path, ...]) -> None:
    """A transaction far larger than the cache spills, and a sort larger than memory would."""
    with Inspection.open(inspection_path, PASSPHRASE) as inspection:
        inspection.store.execute("PRAGMA cache_size = 20")
        with inspection.store.transaction():
            for number in range(60):
                with inspection.edit("reader-1", "Wrote") as edit:
                    edit.set("answer", f"A100002/2.{number}", "note", SECRET + "x" * 20_000)
            assert not readable(*watched)
        inspection.store.rows("SELECT note FROM answer a, (SELECT 1 UNION ALL SELECT 2) ORDER BY note || 'x'")
        assert not readable(*watched)


def test_nothing_is_readable_after_a_kill(inspection_path: Path, watched: tuple[Path, ...]) -> None:
    with child("write_much", inspection_path, PASSPHRASE) as writer:
        assert hear(writer) == "open"
        log = inspection_path.with_name(f"{inspection_path.name}-wal")
        while not log.exists() or log.stat().st_size < 600_000:
            assert writer.poll() is None
    assert log.stat().st_size
    assert not readable(*watched)
    with Inspection.open(inspection_path, PASSPHRASE) as inspection:
        assert SECRET in inspection.value("answer", "A100001/2.19", "note")


def test_removed_words_do_not_stay_readable_to_the_next_passphrase_holder(inspection: Inspection) -> None:
    """Settling a note ends its draft; nobody finds old drafts by looking into the open file."""
    reader = Reader(inspection, "reader-1")
    reader.draft("A100002", QuestionId("2.1.1"), "note", SECRET)
    reader.note("A100002", QuestionId("2.1.1"), "something else")
    assert not inspection.store.rows("SELECT * FROM draft")
