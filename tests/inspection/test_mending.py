"""Damage to everything but the journal is mended from it; damage to the journal is refused."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from fieldwork.errors import FieldworkError
from fieldwork.inspection import checking, mending, pattern, queries, schema
from fieldwork.inspection.errors import CannotOpen, DamagedFile, InUse, WrongPassphrase
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import Answer, CaseRow
from fieldwork.inspection.sqlcipher import Key
from fieldwork.inspection.store import Store, open_existing
from fieldwork.programme.model import QuestionId
from fieldwork.reading.service import Reader
from tests.conftest import PASSPHRASE, READER, REFS

QUESTION = QuestionId("2.1.1")


@pytest.fixture(scope="session")
def read_file(tmp_path_factory: pytest.TempPathFactory, closed_file: bytes) -> tuple[bytes, Key]:
    """A file with an answer and a note, closed, and its key, which every copy of it shares."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIELDWORK_HOME", str(tmp_path_factory.mktemp("home")))
        path = tmp_path_factory.mktemp("read") / "made.fieldwork"
        path.write_bytes(closed_file)
        key = Key.of_file(PASSPHRASE, path)
        with Inspection.open_with(key, path) as inspection:
            reader = Reader(inspection, READER)
            reader.answer(REFS[0], QUESTION, "yes")
            reader.note(REFS[0], QUESTION, "Seen at the office in Ŵyddgrug.")
        return path.read_bytes(), key


@pytest.fixture
def read_path(tmp_path: Path, read_file: tuple[bytes, Key]) -> Path:
    path = tmp_path / "Northumbria 2019.fieldwork"
    path.write_bytes(read_file[0])
    return path


@pytest.fixture
def key(read_file: tuple[bytes, Key]) -> Key:
    return read_file[1]


def damage(path: Path, key: Key, *statements: str) -> None:
    store = Store(path, key, writing=True)
    for statement in statements:
        store.execute(statement)
    store.close()


@dataclass(frozen=True)
class State:
    """What screens read of a file."""

    cases: list[CaseRow]
    answers: dict[str, dict[QuestionId, Answer]]
    notes: list[tuple[str, str, str]]


def state(path: Path, key: Key) -> State:
    with Inspection.open_with(key, path, writing=False) as inspection:
        answers = {ref: queries.answers(inspection, ref) for ref in REFS}
        return State(queries.cases(inspection), answers, queries.search_notes(inspection, "wyddgrug"))


DAMAGE: dict[str, tuple[str, ...]] = {
    "heads dropped": ("DROP TABLE head",),
    "readings dropped": ("DROP TABLE reading",),
    "answers and notes dropped": ("DROP TABLE answer", "DROP TABLE note"),
    "the search dropped": ("DROP TABLE note_fts",),
    "an index dropped": ("DROP INDEX head_conflict", "DROP INDEX change_register"),
    "a trigger dropped": ("DROP TRIGGER note_ad",),
    "another table in the place of one": ("DROP TABLE answer", "CREATE TABLE answer (nonsense)"),
    "values that are no JSON": ("UPDATE head SET value = '{'",),
    "answers changed": ("UPDATE answer SET value = '\"no\"'", "DELETE FROM reading WHERE ref = 'A100002'"),
    "words of the search changed": ("UPDATE note SET text = 'something else'",),
    "a table of this copy dropped": ("DROP TABLE package", "DROP TABLE outgoing"),
    "a migration that came half-way": ("PRAGMA user_version = 1", "DROP TABLE arrived"),
    "a migration's column missing": ("PRAGMA user_version = 1", "DROP TABLE outgoing", "DROP TABLE arrived",
                                     "DROP TABLE acknowledgement", "ALTER TABLE package DROP COLUMN noted"),
}  # fmt: skip


@pytest.mark.parametrize("statements", DAMAGE.values(), ids=DAMAGE)
def test_damage_outside_the_journal_is_mended(read_path: Path, key: Key, statements: tuple[str, ...]) -> None:
    before = state(read_path, key)
    assert before.notes
    damage(read_path, key, *statements)
    found = mending.mend(read_path, PASSPHRASE)
    with Inspection.open_with(key, read_path) as inspection:
        assert checking.check(inspection) == []
        assert pattern.missing(inspection.store) == []
        Reader(inspection, READER).answer(REFS[1], QUESTION, "no")
        assert checking.check(inspection) == []
    after = state(read_path, key)
    assert (after.answers[REFS[0]], after.notes) == (before.answers[REFS[0]], before.notes)
    assert found or "user_version" in statements[0]


@pytest.mark.parametrize("statements", [DAMAGE["heads dropped"], DAMAGE["answers changed"]])
def test_checking_says_what_mending_would_mend(
    read_path: Path, key: Key, statements: tuple[str, ...]
) -> None:
    damage(read_path, key, *statements)
    with Inspection.open_with(key, read_path, writing=False) as inspection:
        problems = checking.check(inspection)
    assert problems
    assert [str(p) for p in mending.mend(read_path, PASSPHRASE)] == [str(p) for p in problems]


def test_a_whole_file_is_left_as_it_was_but_for_its_bytes(read_path: Path, key: Key) -> None:
    before = state(read_path, key)
    assert mending.mend(read_path, PASSPHRASE) == []
    assert state(read_path, key) == before


def test_drafts_outlive_a_mending_and_are_written_after_it(inspection_path: Path, key: Key) -> None:
    with Inspection.open_with(key, inspection_path) as inspection:
        inspection.draft(READER, "answer", f"{REFS[0]}/{QUESTION}", "note", "half a sentence")
    damage(inspection_path, key, "DROP TABLE head")
    mending.mend(inspection_path, PASSPHRASE)
    with Inspection.open_with(key, inspection_path) as inspection:
        assert queries.answers(inspection, REFS[0])[QUESTION].note == "half a sentence"
        assert inspection.journal.conflicts() == []


def test_without_its_journal_a_file_is_not_mended_and_not_changed(read_path: Path, key: Key) -> None:
    damage(read_path, key, "DROP TABLE change")
    before = read_path.read_bytes()
    with pytest.raises(DamagedFile, match="cannot be mended"):
        mending.mend(read_path, PASSPHRASE)
    assert read_path.read_bytes() == before


def test_what_mending_refuses(read_path: Path, key: Key) -> None:
    with pytest.raises(WrongPassphrase):
        mending.mend(read_path, "wrong")
    with Inspection.open_with(key, read_path), pytest.raises(InUse):
        mending.mend(read_path, PASSPHRASE)
    damage(read_path, key, f"PRAGMA user_version = {len(schema.MIGRATIONS) + 1}")
    with pytest.raises(CannotOpen, match="newer version"):
        mending.mend(read_path, PASSPHRASE)


def test_a_page_that_fails_its_seal_is_refused(read_path: Path) -> None:
    data = bytearray(read_path.read_bytes())
    data[len(data) // 2] ^= 1
    read_path.write_bytes(data)
    with pytest.raises(DamagedFile):
        mending.mend(read_path, PASSPHRASE)


@pytest.fixture
def older_file(tmp_path: Path) -> Callable[[int], Path]:
    """A file as an older version wrote it, made by its migrations alone."""

    def make(version: int, path: Path | None = None) -> Path:
        target = path or tmp_path / f"older {version}.fieldwork"
        target.touch()
        store = Store(target, Key.fresh(PASSPHRASE), writing=True)
        with store.transaction():
            for migration in schema.MIGRATIONS[:version]:
                migration(store)
            store.execute(f"PRAGMA user_version = {version}")
            schema.finish(store)
        store.close()
        return target

    return make


@pytest.mark.parametrize("version", range(1, len(schema.MIGRATIONS)))
def test_an_older_file_is_brought_up_to_date_even_when_it_is_only_looked_at(
    older_file: Callable[[int], Path], version: int
) -> None:
    path = older_file(version)
    store = open_existing(path, Key.of_file(PASSPHRASE, path), writing=False)
    assert schema.version(store) == len(schema.MIGRATIONS)
    assert pattern.missing(store) == []
    with pytest.raises(FieldworkError):
        store.set_setting("x", "y")
    store.close()


def test_every_version_has_its_own_pattern(older_file: Callable[[int], Path]) -> None:
    path = older_file(1)
    store = Store(path, Key.of_file(PASSPHRASE, path), writing=True)
    assert pattern.missing(store) == []
    store.execute("DROP TABLE step")
    assert [p.place for p in pattern.missing(store)] == ["table step"]
    store.close()
