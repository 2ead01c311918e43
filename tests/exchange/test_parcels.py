"""Packages as files: whole or not at all, under names without meaning."""

import errno
import os
import re
from pathlib import Path

import pytest

from fieldwork.errors import Fault
from fieldwork.exchange import parcels
from fieldwork.exchange.parcels import package_name, read_package, write_package
from fieldwork.exchange.refusals import TooLarge


def test_a_package_is_written_and_read_back(tmp_path: Path) -> None:
    path = write_package(tmp_path, b"sealed")
    assert read_package(path) == b"sealed"
    assert list(tmp_path.iterdir()) == [path]


def test_names_are_random_and_plain() -> None:
    names = {package_name() for _ in range(200)}
    assert len(names) == 200
    assert all(
        re.fullmatch(r"([0-9a-hjkmnp-tv-z]{4}-){2}[0-9a-hjkmnp-tv-z]{4}\.fwpkg", name) for name in names
    )


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (errno.ENOSPC, "no room left"),
        (errno.EROFS, "may not be written to"),
        (errno.EACCES, "may not be written to"),
        (errno.ENODEV, "is not there"),
        (errno.EIO, "could not be written"),
    ],
)
def test_a_failing_disk_leaves_nothing_behind(
    number: int, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(Fault, match=says) as caught:
        write_package(tmp_path, b"sealed")
    assert caught.value.advice.startswith("Nothing is lost")
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_fills_up_on_the_way_leaves_nothing_behind(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, before[1]))
    try:
        with pytest.raises(Fault, match="no room left"):
            write_package(tmp_path, bytes(100_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(tmp_path.iterdir()) == []


def test_the_final_name_appears_only_when_all_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[list[str]] = []
    really = os.fsync

    def watched(handle: int) -> None:
        seen.append([path.suffix for path in tmp_path.iterdir()])
        really(handle)

    monkeypatch.setattr(os, "fsync", watched)
    write_package(tmp_path, b"sealed")
    assert seen[0] == [".part"]


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(Fault, match="is not there"):
        write_package(tmp_path / "stick", b"sealed")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Fault, match="is not there"):
        write_package(tmp_path / "file", b"sealed")


def test_a_package_that_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    for path in (tmp_path / "gone.fwpkg", tmp_path):
        with pytest.raises(Fault, match="could not be read"):
            read_package(path)


def test_a_file_of_no_sensible_size_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parcels, "PACKAGE_LIMIT", 10)
    path = write_package(tmp_path, bytes(11))
    with pytest.raises(TooLarge):
        read_package(path)
