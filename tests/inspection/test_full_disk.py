"""A full disk is said in one sentence, loses nothing, and ends when there is room again."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldwork.inspection import backups, checking
from fieldwork.inspection.errors import CannotWrite, StorageFull
from fieldwork.inspection.file import Inspection
from fieldwork.programme.model import QuestionId
from fieldwork.reading.service import Reader
from tests.conftest import NOW, PASSPHRASE
from tests.inspection.laptops import state
from tests.inspection.processes import outcome
from tests.inspection.test_opening import create


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of two megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = sys.platform == "linux" and os.geteuid() == 0
    if mounted:
        command = ["mount", "-t", "tmpfs", "-o", "size=2m", "none", str(place)]
        mounted = not subprocess.run(command, capture_output=True).returncode
    if not mounted:
        pytest.skip("needs the right to mount a small file system")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def fill(place: Path, leave: int) -> Path:
    """Fills the disk up but for so many bytes."""
    filler = place / "filler"
    room = os.statvfs(place)
    filler.write_bytes(b"x" * max(0, room.f_bavail * room.f_frsize - leave))
    return filler


def write_until_full(inspection: Inspection) -> int:
    """How many notes were written before the disk refused one."""
    with pytest.raises(StorageFull, match="The disk is full") as caught:
        for number in range(5000):
            Reader(inspection, "reader-1").note("A100001", QuestionId("2.1.1"), f"{number} " + "x" * 2000)
    assert "everything saved before is safe" in caught.value.advice
    return number


def test_a_full_disk_refuses_the_write_and_keeps_the_rest(small_disk: Path, closed_file: bytes) -> None:
    path = small_disk / "Wales.fieldwork"
    path.write_bytes(closed_file)
    with Inspection.open(path, PASSPHRASE) as inspection:
        done = write_until_full(inspection)
        assert done > 3
        held = state(inspection)
        for _ in range(3):
            with pytest.raises(StorageFull):
                Reader(inspection, "reader-1").note("A100001", QuestionId("2.1.2"), "y" * 50_000)
        assert state(inspection) == held
        assert str(inspection.value("answer", "A100001/2.1.1", "note")).startswith(f"{done - 1} ")
        with pytest.raises(StorageFull):
            backups.backup(inspection, small_disk / "copy.fieldwork")
        assert not [p for p in small_disk.iterdir() if "copy" in p.name or p.name.endswith(".part")]
    with Inspection.open(path, PASSPHRASE, writing=False) as looking:
        assert state(looking) == held
        assert checking.check(looking) == []


def test_writing_goes_on_once_there_is_room(small_disk: Path, closed_file: bytes) -> None:
    path = small_disk / "Wales.fieldwork"
    path.write_bytes(closed_file)
    with Inspection.open(path, PASSPHRASE) as inspection:
        filler = fill(small_disk, 150_000)
        write_until_full(inspection)
        filler.unlink()
        Reader(inspection, "reader-1").answer("A100001", QuestionId("2.1.1"), "yes")
        assert inspection.value("answer", "A100001/2.1.1", "value") == "yes"
        assert checking.check(inspection) == []
    with Inspection.open(path, PASSPHRASE) as again:
        assert again.value("answer", "A100001/2.1.1", "value") == "yes"


def test_a_file_on_a_full_disk_can_be_looked_at(small_disk: Path, closed_file: bytes) -> None:
    path = small_disk / "Wales.fieldwork"
    path.write_bytes(closed_file)
    filler = fill(small_disk, 0)
    with pytest.raises((StorageFull, CannotWrite)):
        Inspection.open(path, PASSPHRASE)
    assert path.read_bytes() == closed_file
    filler.write_bytes(b"")
    Inspection.open(path, PASSPHRASE).close()


def test_a_new_file_on_a_full_disk_is_not_left_behind(small_disk: Path) -> None:
    filler = fill(small_disk, 60_000)
    with pytest.raises((StorageFull, CannotWrite)):
        create(small_disk / "new.fieldwork")
    assert {p.name for p in small_disk.iterdir()} <= {"filler", ".new.fieldwork.lock"}
    filler.unlink()
    create(small_disk / "new.fieldwork").close()


def test_a_restore_on_a_full_disk_changes_nothing(small_disk: Path, inspection_path: Path) -> None:
    path = small_disk / "Wales.fieldwork"
    path.write_bytes(inspection_path.read_bytes())
    fill(small_disk, 100_000)
    with pytest.raises((StorageFull, CannotWrite)):
        backups.restore(inspection_path, path, PASSPHRASE, NOW)
    assert path.read_bytes() == inspection_path.read_bytes()
    assert {p.name for p in small_disk.iterdir()} <= {path.name, "filler", f".{path.name}.lock"}


def test_a_file_that_may_not_grow_refuses_the_write(inspection: Inspection) -> None:
    (pages,) = inspection.store.row("PRAGMA page_count") or (0,)
    inspection.store.execute(f"PRAGMA max_page_count = {pages + 20}")
    done = write_until_full(inspection)
    assert checking.check(inspection) == []
    inspection.store.execute("PRAGMA max_page_count = 1000000")
    Reader(inspection, "reader-1").note("A100001", QuestionId("2.1.1"), "there is room")
    assert len(inspection.journal.where("field = 'note'")) == done + 1


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are POSIX")
def test_a_write_that_the_system_refuses_is_said_in_words(inspection_path: Path) -> None:
    said = outcome("fill", inspection_path, PASSPHRASE, "600000")
    refused = re.match(r"refused (\d+) (StorageFull|CannotWrite) (.*) \| .*safe\.\nwritten$", said)
    assert refused, said
    assert "Traceback" not in said
    with Inspection.open(inspection_path, PASSPHRASE) as again:
        assert str(again.value("answer", "A100001/2.1.1", "note")).split()[0] == refused[1]
        assert again.value("answer", "A100001/2.1.1", "reason") == "there is room again"
        assert checking.check(again) == []
