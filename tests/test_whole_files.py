"""A document reaches its folder whole, or what was there stays."""

import os
from pathlib import Path

import pytest

from fieldwork import whole_files
from fieldwork.errors import Fault


def test_a_file_is_written_and_its_folder_made(tmp_path: Path) -> None:
    path = whole_files.write(tmp_path / "prints" / "today", "sample.pdf", b"%PDF one")
    assert path == tmp_path / "prints" / "today" / "sample.pdf"
    assert path.read_bytes() == b"%PDF one"


def test_an_older_file_is_replaced_whole(tmp_path: Path) -> None:
    whole_files.write(tmp_path, "sample.pdf", b"old and much longer than the new one")
    whole_files.write(tmp_path, "sample.pdf", b"new")
    assert [p.name for p in tmp_path.iterdir()] == ["sample.pdf"]
    assert (tmp_path / "sample.pdf").read_bytes() == b"new"


def test_a_name_never_leads_out_of_the_folder(tmp_path: Path) -> None:
    path = whole_files.write(tmp_path, "case-summary-A1/../../23.pdf", b"x")
    assert path.parent == tmp_path


def test_a_full_disk_leaves_the_older_file(tmp_path: Path) -> None:
    whole_files.write(tmp_path, "sample.pdf", b"old")
    resource = pytest.importorskip("resource")  # Unix only
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(Fault, match="no room left") as caught:
            whole_files.write(tmp_path, "sample.pdf", bytes(100_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert caught.value.advice
    assert [p.name for p in tmp_path.iterdir()] == ["sample.pdf"]
    assert (tmp_path / "sample.pdf").read_bytes() == b"old"


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(Fault, match="is not a folder"):
            whole_files.write(folder, "sample.pdf", b"x")
    assert (tmp_path / "file").read_text() == "mine"


def test_a_folder_that_takes_no_files_is_refused(tmp_path: Path) -> None:
    # A superuser may write to a folder without write permission, but not to the kernel's own.
    folder = Path("/sys") if hasattr(os, "geteuid") and os.geteuid() == 0 else tmp_path
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(Fault, match="does not take new files") as caught:
            whole_files.write(folder, "sample.pdf", b"x")
    finally:
        tmp_path.chmod(0o700)
    assert "Choose a folder that you can write to" in caught.value.advice


def test_a_file_that_cannot_be_replaced_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "sample.pdf").mkdir()
    with pytest.raises(Fault):
        whole_files.write(tmp_path, "sample.pdf", b"x")
    assert [p.name for p in tmp_path.iterdir()] == ["sample.pdf"]
