"""Copies are whole, thinned with care, and come back as files of their own."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from fieldwork.errors import Refused
from fieldwork.inspection import backups, checking
from fieldwork.inspection.errors import CannotOpen, CannotWrite, InUse
from fieldwork.inspection.file import Inspection
from tests.conftest import NOW, PASSPHRASE
from tests.inspection.laptops import Laptops, state
from tests.inspection.processes import child, hear

QUARTER = timedelta(minutes=15)


def write(inspection: Inspection, words: str) -> None:
    with inspection.edit("lead-1", "Wrote") as edit:
        edit.set("answer", "A100001/2.1.1", "note", words)


def note(path: Path) -> object:
    with Inspection.open(path, PASSPHRASE, writing=False) as opened:
        return opened.value("answer", "A100001/2.1.1", "note")


# -- copies ----------------------------------------------------------------------------------------


def test_a_copy_holds_everything_and_opens_with_the_same_passphrase(
    inspection: Inspection, tmp_path: Path
) -> None:
    write(inspection, "in the log, not yet in the file")
    copy = backups.backup(inspection, tmp_path / "usb" / "copy.fieldwork")
    assert len(copy.sha256) == 64
    with Inspection.open(copy.path, PASSPHRASE) as opened:
        assert state(opened) == state(inspection)
        assert opened.journal.device != inspection.journal.device
        assert checking.check(opened) == []


def test_a_copy_into_a_folder_takes_the_files_name(inspection: Inspection, tmp_path: Path) -> None:
    (tmp_path / "usb").mkdir()
    copy = backups.backup(inspection, tmp_path / "usb")
    assert copy.path == tmp_path / "usb" / inspection.path.name
    with pytest.raises(Refused, match="already a file named"):
        backups.backup(inspection, tmp_path / "usb")


@pytest.mark.slow
def test_copies_are_whole_while_another_process_writes(inspection_path: Path) -> None:
    with child("write_much", inspection_path, PASSPHRASE) as writer:
        assert hear(writer) == "open"
        sizes = []
        with Inspection.open(inspection_path, PASSPHRASE, writing=False) as looking:
            for number in range(8):
                copy = backups.backup(looking, inspection_path.parent / f"copy {number}.fieldwork")
                with Inspection.open_with(looking.store.key, copy.path, writing=False) as opened:
                    sizes.append(opened.journal.size())
                    assert checking.check(opened) == []
        assert writer.poll() is None
    assert sizes == sorted(sizes) and sizes[0] < sizes[-1]


def test_a_copy_that_cannot_be_made_is_said_and_leaves_nothing(
    inspection: Inspection, tmp_path: Path
) -> None:
    (tmp_path / "in the way").write_bytes(b"a file")
    with pytest.raises(CannotWrite):
        backups.backup(inspection, tmp_path / "in the way" / "copy.fieldwork")
    with pytest.raises(CannotWrite), inspection.store.transaction():
        backups.backup(inspection, tmp_path / "copy.fieldwork")
    assert not list(tmp_path.glob("**/*.part"))
    assert not (tmp_path / "copy.fieldwork").exists()


# -- rolling copies --------------------------------------------------------------------------------


def test_a_rolling_copy_is_made_only_after_a_change_and_a_while(inspection: Inspection) -> None:
    assert backups.rolling(inspection, NOW)
    assert backups.rolling(inspection, NOW + 2 * QUARTER) is None
    write(inspection, "one")
    assert backups.rolling(inspection, NOW + timedelta(minutes=5)) is None
    assert backups.rolling(inspection, NOW + QUARTER)
    assert len(backups.copies(inspection.path)) == 2


def test_a_merge_of_older_work_is_copied_too(laptops: Laptops) -> None:
    """Changes that come in may all be older than the latest one here."""
    one, two = laptops.new(), laptops.new()
    with two.edit("q", "Wrote") as edit:
        edit.set("answer", "N1/2", "note", "older")
    for number in range(5):
        with one.edit("p", "Wrote") as edit:
            edit.set("answer", "N1/1", "note", f"newer {number}")
    backups.rolling(one, NOW)
    one.merge(list(two.journal.all()), "package")
    assert backups.rolling(one, NOW + QUARTER)


def test_a_clock_set_back_does_not_stop_the_copies(inspection: Inspection) -> None:
    backups.rolling(inspection, NOW)
    write(inspection, "one")
    copy = backups.rolling(inspection, NOW - timedelta(days=3000))
    assert copy and copy.path.exists()


def test_copies_made_in_one_second_have_names_of_their_own(inspection: Inspection) -> None:
    for words in ("one", "two", "three"):
        write(inspection, words)
        assert backups.rolling(inspection, NOW, every=timedelta())
    assert len(backups.copies(inspection.path)) == 3


@pytest.mark.parametrize("name", ["Wales [North] 2019*.fieldwork", "Wales.fieldwork"])
def test_copies_are_found_whatever_the_file_is_called(tmp_path: Path, closed_file: bytes, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(closed_file)
    with Inspection.open(path, PASSPHRASE) as opened:
        copy = backups.rolling(opened, NOW)
        assert copy and backups.copies(path) == [copy.path]


def times() -> Iterator[datetime]:
    """Three weeks with a copy every four hours."""
    for number in range(21 * 6):
        yield datetime(2019, 9, 1) + number * timedelta(hours=4)


def test_thinning_keeps_the_newest_and_one_a_day(inspection_path: Path) -> None:
    folder = backups.folder_of(inspection_path)
    folder.mkdir()
    made = [folder / f"{inspection_path.stem} {at:%Y-%m-%d %H.%M.%S}.fieldwork" for at in times()]
    for path in made:
        path.write_bytes(b"x")
    kept_by_hand = folder / f"{inspection_path.stem} 2019-09-01 00.00.00 replaced.fieldwork"
    kept_by_hand.write_bytes(b"x")
    (folder / "my own copy.fieldwork").write_bytes(b"x")
    backups._thin(inspection_path, made[-1], times_end := datetime(2019, 9, 22))
    left = [p for p in made if p.exists()]
    assert left[-backups.KEEP_NEWEST :] == made[-backups.KEEP_NEWEST :]
    days = [p.name[len(inspection_path.stem) + 1 :][:10] for p in left]
    assert len(set(days)) == backups.KEEP_DAYS
    assert len(left) <= backups.KEEP_NEWEST + backups.KEEP_DAYS
    for path in left[: -backups.KEEP_NEWEST]:
        assert path.name.endswith("20.00.00.fieldwork"), "the last of its day"
    assert kept_by_hand.exists() and (folder / "my own copy.fieldwork").exists()
    assert times_end > datetime(2019, 9, 21)


def test_what_a_crash_left_of_a_copy_is_cleared_away_later(inspection: Inspection) -> None:
    folder = backups.folder_of(inspection.path)
    folder.mkdir()
    (folder / ".0123.part").write_bytes(b"half")
    backups.rolling(inspection, datetime.now())
    assert (folder / ".0123.part").exists(), "it may be being written just now"
    write(inspection, "one")
    backups.rolling(inspection, datetime.now() + timedelta(days=2))
    assert not (folder / ".0123.part").exists()


# -- restoring -------------------------------------------------------------------------------------


def test_a_restored_copy_is_a_new_device_and_what_it_replaced_is_kept(inspection_path: Path) -> None:
    with Inspection.open(inspection_path, PASSPHRASE) as inspection:
        write(inspection, "before")
        copy = backups.rolling(inspection, NOW)
        write(inspection, "after")
        device = inspection.journal.device
        later = list(inspection.journal.all())
    assert copy
    for _ in range(2):  # twice within one second: neither of the files replaced is lost
        backups.restore(copy.path, inspection_path, PASSPHRASE, NOW)
    assert note(inspection_path) == "before"
    replaced = [p for p in backups.copies(inspection_path) if "replaced" in p.name]
    assert sorted(str(note(p)) for p in replaced) == ["after", "before"]
    with Inspection.open(inspection_path, PASSPHRASE) as restored:
        assert restored.journal.device != device
        write(restored, "otherwise")
        restored.merge(later, "package")
        assert checking.check(restored) == []
        assert len(restored.journal.conflicts()) == 1


def test_what_was_replaced_outlives_the_thinning(inspection_path: Path) -> None:
    with Inspection.open(inspection_path, PASSPHRASE) as inspection:
        copy = backups.rolling(inspection, NOW)
    assert copy
    backups.restore(copy.path, inspection_path, PASSPHRASE, NOW + QUARTER)
    with Inspection.open(inspection_path, PASSPHRASE) as restored:
        for number in range(12):
            write(restored, f"{number}")
            backups.rolling(restored, NOW + timedelta(hours=number + 1))
    assert [p for p in backups.copies(inspection_path) if "replaced" in p.name]


def test_work_in_the_log_of_a_crashed_file_is_kept_and_comes_back(inspection_path: Path) -> None:
    with Inspection.open(inspection_path, PASSPHRASE) as inspection:
        copy = backups.backup(inspection, inspection_path.parent / "copy.fieldwork")
    with child("write_much", inspection_path, PASSPHRASE) as writer:
        assert hear(writer) == "open"
        log = inspection_path.with_name(f"{inspection_path.name}-wal")
        while not log.exists() or log.stat().st_size < 600_000:
            assert writer.poll() is None
    backups.restore(copy.path, inspection_path, PASSPHRASE, NOW)
    (replaced,) = backups.copies(inspection_path)
    backups.restore(replaced, inspection_path, PASSPHRASE, NOW)
    with Inspection.open(inspection_path, PASSPHRASE) as back:
        assert back.value("answer", "A100001/2.19", "note")
        assert checking.check(back) == []


def damaged(copy: Path) -> None:
    held = bytearray(copy.read_bytes())
    held[len(held) // 2] ^= 1
    copy.write_bytes(held)


def cut(copy: Path) -> None:
    copy.write_bytes(copy.read_bytes()[: 4096 * 7])


@pytest.mark.parametrize("spoil", [damaged, cut, lambda copy: copy.write_bytes(b""), Path.unlink])
def test_a_damaged_copy_is_refused_and_nothing_changes(inspection_path: Path, spoil: object) -> None:
    copy = inspection_path.with_name("copy.fieldwork")
    copy.write_bytes(inspection_path.read_bytes())
    spoil(copy)  # type: ignore[operator]
    before = inspection_path.read_bytes()
    with pytest.raises(CannotOpen) as caught:
        backups.restore(copy, inspection_path, PASSPHRASE, NOW)
    assert caught.value.advice
    assert inspection_path.read_bytes() == before
    assert {p.name for p in inspection_path.parent.iterdir()} <= {
        inspection_path.name, copy.name, f".{inspection_path.name}.lock"
    }  # fmt: skip


def test_restoring_needs_the_copys_passphrase(inspection_path: Path) -> None:
    before = inspection_path.read_bytes()
    copy = inspection_path.with_name("copy.fieldwork")
    copy.write_bytes(before)
    with pytest.raises(CannotOpen):
        backups.restore(copy, inspection_path, "another", NOW)
    assert inspection_path.read_bytes() == before


def test_an_open_file_is_not_replaced(inspection: Inspection) -> None:
    copy = backups.backup(inspection, inspection.path.with_name("copy.fieldwork"))
    with pytest.raises(InUse):
        backups.restore(copy.path, inspection.path, PASSPHRASE, NOW)


def test_a_copy_can_be_restored_where_there_is_no_file(inspection: Inspection, tmp_path: Path) -> None:
    copy = backups.backup(inspection, tmp_path / "copy.fieldwork")
    restored = backups.restore(copy.path, tmp_path / "new laptop.fieldwork", PASSPHRASE, NOW)
    assert restored.path.exists() and not backups.copies(restored.path)
    Inspection.open(restored.path, PASSPHRASE).close()
