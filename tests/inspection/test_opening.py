"""What cannot be opened is refused in one sentence with advice, and stays as it was."""

import os
import zipfile
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from fieldwork.errors import FieldworkError, Refused
from fieldwork.inspection import checking, queries, store
from fieldwork.inspection.errors import (
    CannotOpen,
    CannotWrite,
    DamagedFile,
    InUse,
    NewerFile,
    NotAnInspection,
    StorageFull,
    WrongPassphrase,
)
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.schema import MIGRATIONS
from fieldwork.inspection.sqlcipher import Key, sqlcipher3
from fieldwork.inspection.store import Store
from fieldwork.programme import library
from tests.conftest import PASSPHRASE
from tests.inspection.processes import child, hear, outcome

PAGE = 4096
NOBODY_USER = "65534"


def refusal(path: Path, passphrase: str = PASSPHRASE, *, writing: bool = True) -> FieldworkError:
    """How opening was refused; the file's bytes are the same before and after, with nothing beside it."""
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(FieldworkError) as caught:
        Inspection.open(path, passphrase, writing=writing)
    error = caught.value
    assert str(error).endswith(".") and "\n" not in str(error) and len(str(error)) < 200
    assert error.advice.endswith(".")
    assert "sql" not in str(error).lower() and "database disk" not in str(error)
    assert before is None or path.read_bytes() == before
    assert not [p.name for p in path.parent.iterdir() if p.name.endswith(("-wal", "-shm", ".part"))]
    return error


@pytest.mark.parametrize("writing", [True, False])
def test_a_wrong_passphrase_is_refused(inspection_path: Path, writing: bool) -> None:
    error = refusal(inspection_path, "a hat on the moor", writing=writing)
    assert isinstance(error, WrongPassphrase)
    assert "Northumbria 2019.fieldwork could not be opened" in str(error)


def test_an_empty_passphrase_is_refused(inspection_path: Path, tmp_path: Path) -> None:
    assert isinstance(refusal(inspection_path, ""), WrongPassphrase)
    with pytest.raises(CannotOpen, match="needs a passphrase"):
        create(tmp_path / "new.fieldwork", passphrase="")
    assert not (tmp_path / "new.fieldwork").exists()


def test_letters_with_accents_are_the_same_however_they_are_typed(tmp_path: Path) -> None:
    composed, decomposed = "cwm yr \u0175y\u0302n", "cwm yr w\u0302\u0177n"
    create(tmp_path / "new.fieldwork", passphrase=composed).close()
    Inspection.open(tmp_path / "new.fieldwork", decomposed).close()


@pytest.mark.parametrize(
    ("content", "kind", "said"),
    [
        (b"", NotAnInspection, "it is empty"),
        (b"SQLite format 3\x00" + b"\x10\x00" * 4096, NotAnInspection, "an unencrypted database"),
        (b"%PDF-1.7\n" + b"x" * 9000, CannotOpen, "not an inspection file"),
        (b"just words", CannotOpen, "not an inspection file"),
        (b"\x00" * PAGE * 3, CannotOpen, ""),
    ],
    ids=["empty", "plain database", "pdf", "words", "zeros"],
)
def test_other_files_are_refused(tmp_path: Path, content: bytes, kind: type, said: str) -> None:
    path = tmp_path / "other.fieldwork"
    path.write_bytes(content)
    error = refusal(path)
    assert isinstance(error, kind)
    assert said in str(error)


def test_archives_and_workbooks_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.fieldwork"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("sheet.xml", "x" * 9000)
    assert "a workbook or an archive" in str(refusal(path))


def test_folders_and_missing_files_are_refused(tmp_path: Path) -> None:
    assert isinstance(refusal(tmp_path), CannotOpen)
    error = refusal(tmp_path / "gone.fieldwork")
    assert str(error) == "There is no file gone.fieldwork."
    assert not list(tmp_path.iterdir())


def test_another_programs_encrypted_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.fieldwork"
    connection = sqlcipher3.connect(str(path))
    connection.execute(f"PRAGMA key = '{PASSPHRASE}'")
    connection.execute("CREATE TABLE thing (id)")
    connection.close()
    assert isinstance(refusal(path), NotAnInspection)


def test_a_newer_file_is_refused(inspection_path: Path) -> None:
    opened = Store(inspection_path, Key.of_file(PASSPHRASE, inspection_path), writing=True)
    opened.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    opened.close()
    for writing in (True, False):
        error = refusal(inspection_path, writing=writing)
        assert isinstance(error, NewerFile)
        assert "newer version of Fieldwork" in str(error)


def lengths(size: int) -> list[int]:
    """Lengths to cut a file to: inside pages, between them, and near both ends."""
    pages = range(PAGE, size, PAGE * max(1, size // PAGE // 24))
    return sorted({1, 15, 16, 100, 4095, size - 1, size - PAGE + 1, size - PAGE, *pages, PAGE * 3 + 7})


def test_a_file_cut_short_is_refused_at_every_length(inspection_path: Path) -> None:
    whole = inspection_path.read_bytes()
    key = Key.of_file(PASSPHRASE, inspection_path)
    for length in lengths(len(whole)):
        inspection_path.write_bytes(whole[:length])
        with pytest.raises(CannotOpen):
            store.check_looks_right(inspection_path)
            Inspection.open_with(key, inspection_path)
        assert inspection_path.read_bytes() == whole[:length], length


def test_one_changed_bit_is_refused_wherever_it_is(inspection_path: Path) -> None:
    whole = inspection_path.read_bytes()
    key = Key.of_file(PASSPHRASE, inspection_path)
    last = len(whole) - PAGE
    offsets = {16, 17, 100, 4000, PAGE - 80, PAGE - 1, PAGE, last, last + 2000, len(whole) - 1}
    offsets |= {len(whole) * n // 23 + n for n in range(1, 23)}
    for offset in sorted(offsets):
        spoilt = bytearray(whole)
        spoilt[offset] ^= 1 << offset % 8
        inspection_path.write_bytes(spoilt)
        expected = WrongPassphrase if offset < PAGE else DamagedFile
        for writing in (True, False) if offset in (100, last) else (True,):
            with pytest.raises(expected):
                Inspection.open_with(key, inspection_path, writing=writing)
        assert inspection_path.read_bytes() == bytes(spoilt), offset


def test_a_changed_salt_looks_like_a_wrong_passphrase(inspection_path: Path) -> None:
    spoilt = bytearray(inspection_path.read_bytes())
    spoilt[3] ^= 4
    inspection_path.write_bytes(spoilt)
    assert isinstance(refusal(inspection_path), WrongPassphrase)


def test_a_refusal_after_a_crash_loses_nothing(inspection_path: Path) -> None:
    """The log that a killed process left stays whole when somebody mistypes the passphrase."""
    with child("write_much", inspection_path, PASSPHRASE) as writer:
        hear(writer)
        while not _log(inspection_path).exists() or _log(inspection_path).stat().st_size < 600_000:
            assert writer.poll() is None
    for passphrase in ("wrong", "also wrong"):
        with pytest.raises(WrongPassphrase):
            Inspection.open(inspection_path, passphrase)
    with Inspection.open(inspection_path, PASSPHRASE) as opened:
        assert opened.value("answer", "A100001/2.19", "note")
        assert checking.check(opened) == []


def _log(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


# -- places that cannot be written to -------------------------------------------------------------


@pytest.fixture
def read_only_folder(inspection_path: Path, home: Path) -> Path:
    """The file in a folder that only its owner may write to; opened by another user."""
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("needs root, to act as another user")
    for folder in (*inspection_path.parents, home, *home.parents):
        folder.chmod(folder.stat().st_mode | 0o055)
    inspection_path.chmod(0o444)
    home.chmod(0o777)
    return inspection_path


def test_a_read_only_place_can_be_looked_at(read_only_folder: Path) -> None:
    before = read_only_folder.read_bytes()
    said = outcome("attempt", read_only_folder, PASSPHRASE, "no", NOBODY_USER)
    assert said == "open Northumbria 2019"
    assert read_only_folder.read_bytes() == before
    assert [p.name for p in read_only_folder.parent.iterdir()] == [read_only_folder.name]


def test_a_read_only_folder_refuses_writing_in_words(read_only_folder: Path) -> None:
    said = outcome("attempt", read_only_folder, PASSPHRASE, "yes", NOBODY_USER)
    assert said.startswith("CannotWrite The folder of Northumbria 2019.fieldwork could not be written")
    assert "may write" in said


def test_a_read_only_file_refuses_writing_in_words(read_only_folder: Path) -> None:
    read_only_folder.parent.chmod(0o777)
    before = read_only_folder.read_bytes()
    said = outcome("attempt", read_only_folder, PASSPHRASE, "yes", NOBODY_USER)
    assert said.startswith("CannotWrite ")
    assert "sql" not in said.lower() and said.endswith(".")
    assert outcome("attempt", read_only_folder, PASSPHRASE, "no", NOBODY_USER).startswith("open ")
    assert read_only_folder.read_bytes() == before


# -- a file that is open already -------------------------------------------------------------------


def test_the_second_to_open_is_told_who_has_it(inspection_path: Path) -> None:
    with child("hold", inspection_path, PASSPHRASE) as holder:
        assert hear(holder) == "open"
        with pytest.raises(InUse, match="Carys Lead has it open on") as caught:
            Inspection.open(inspection_path, PASSPHRASE)
        assert caught.value.advice
        with pytest.raises(WrongPassphrase) as wrong:
            Inspection.open(inspection_path, "guess")
        assert "Carys" not in str(wrong.value) + wrong.value.advice
        beside = b"".join(p.read_bytes() for p in inspection_path.parent.iterdir() if p.is_file())
        assert b"Carys" not in beside


def test_the_name_follows_who_uses_the_file(inspection: Inspection) -> None:
    queries.set_user(inspection, queries.person(inspection, "Imran Reader").id)
    with pytest.raises(InUse, match="Imran Reader has it open"):
        Inspection.open(inspection.path, PASSPHRASE)


def test_a_second_opening_here_keeps_the_locks_of_the_first(inspection: Inspection) -> None:
    """Closing any handle of a file drops SQLite's locks on it (POSIX); another process could then
    take the log away under the first, and what is written later would be lost.
    """
    for _ in range(2):
        with pytest.raises(InUse):
            Inspection.open(inspection.path, PASSPHRASE)
    assert outcome("attempt", inspection.path, PASSPHRASE, "no").startswith("open ")
    with inspection.edit("lead-1", "Wrote") as edit:
        edit.set("inspection", "inspection", "title", "Kept")
    assert _log(inspection.path).exists()
    assert outcome("attempt", inspection.path, PASSPHRASE, "no") == "open Kept"


@pytest.mark.skipif(not Path("/proc/locks").exists(), reason="only Linux lists its locks")
def test_the_locks_of_an_open_file_outlast_any_look_into_it(inspection: Inspection) -> None:
    def locks() -> list[str]:
        inode = inspection.path.stat().st_ino
        lines = Path("/proc/locks").read_text().splitlines()
        return [line.split(maxsplit=1)[1] for line in lines if f":{inode} " in line]

    before = locks()
    assert before
    for writing in (True, True, False):
        with suppress(InUse):
            Inspection.open(inspection.path, PASSPHRASE, writing=writing).close()
    store.check_looks_right(inspection.path)
    assert locks() == before
    inspection.path.open("rb").close()
    assert not locks(), "this is what must not happen"


def test_a_file_may_be_closed_twice(inspection_path: Path) -> None:
    opened = Inspection.open(inspection_path, PASSPHRASE)
    opened.close()
    opened.close()
    Inspection.open(inspection_path, PASSPHRASE).close()


# -- making ----------------------------------------------------------------------------------------


def create(path: Path, passphrase: str = PASSPHRASE, **more: object) -> Inspection:
    settings = {
        "programme": library.load("adult"),
        "title": "Wales 2019",
        "provider": "Wales",
        "starts": date(2019, 9, 16),
        "ends": date(2019, 9, 27),
        **more,
    }
    return Inspection.create(path, passphrase, **settings)  # type: ignore[arg-type]


def test_a_new_file_never_replaces_one(inspection_path: Path) -> None:
    before = inspection_path.read_bytes()
    with pytest.raises(CannotOpen, match="already a file named"):
        create(inspection_path)
    assert inspection_path.read_bytes() == before
    Inspection.open(inspection_path, PASSPHRASE).close()


def test_a_new_file_needs_sense(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="ends before it starts"):
        create(tmp_path / "new.fieldwork", ends=date(2019, 9, 1))
    with pytest.raises(Refused, match="needs a title"):
        create(tmp_path / "new.fieldwork", title="  ")
    with pytest.raises(CannotWrite):
        create(tmp_path / "no such folder" / "new.fieldwork")
    assert not list(tmp_path.iterdir())


def test_a_file_that_could_not_be_finished_is_not_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "new.fieldwork"

    def full(*_: object) -> str:
        raise StorageFull("The disk is full.", "Make room.")

    # The disk runs full in the midst of it; test_full_disk has a disk that really does.
    monkeypatch.setattr("fieldwork.inspection.setting_up.new_team_identity", full)
    with pytest.raises(StorageFull):
        create(path)
    monkeypatch.undo()
    assert not [p.name for p in tmp_path.iterdir() if not p.name.endswith(".lock")]
    create(path).close()


def test_a_new_file_is_whole(tmp_path: Path) -> None:
    with create(tmp_path / "new.fieldwork") as made:
        assert checking.check(made) == []
        assert made.info().title == "Wales 2019"
        assert made.programme.id == "adult"
