"""start.py and check.py: what they run and what they print, with small commands in the checks' place."""

import argparse
import sys
import tomllib
from pathlib import Path

import check
import pytest
import start


def test_every_check_runs_even_when_one_fails(capfd: pytest.CaptureFixture[str]) -> None:
    results = check.run(
        {
            "first": [sys.executable, "-c", "print('one'); raise SystemExit(3)"],
            "second": [sys.executable, "-c", "import os; print(os.environ['QT_QPA_PLATFORM'])"],
        }
    )
    assert [(name, passed) for name, passed, _ in results] == [("first", False), ("second", True)]
    assert capfd.readouterr().out.split() == ["==", "first", "one", "==", "second", "offscreen"]


def test_pytest_comes_last_with_what_was_asked_of_it() -> None:
    options = argparse.Namespace(fast=True, benchmarks=True, pytest=["-k", "apt"])
    commands = check.checks(Path("python"), options)
    assert list(commands) == ["ruff check", "ruff format", "mypy", "benchmarks", "pytest"]
    assert commands["pytest"][-4:] == ["-m", "not slow", "-k", "apt"]


def test_the_mark_that_fast_leaves_out_is_known() -> None:
    project = tomllib.loads((check.PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    markers = project["tool"]["pytest"]["ini_options"].get("markers", [])
    assert any(marker.startswith("slow:") for marker in markers)


@pytest.mark.parametrize(
    ("count", "expected"), [(0, "0 bytes"), (999, "999 bytes"), (12_300, "12 kB"), (3_440_000, "3.4 MB")]
)
def test_sizes_are_written_for_people(count: int, expected: str) -> None:
    assert start.size(count) == expected


def test_files_are_listed_with_their_sizes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "printed").mkdir()
    (tmp_path / "printed" / "a.pdf").write_bytes(b"x" * 1500)
    (tmp_path / "b.csv").write_bytes(b"x")
    start.list_files(tmp_path)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"2 files in {tmp_path}:"
    assert [line.split() for line in lines[1:]] == [["1", "bytes", "b.csv"], ["2", "kB", "printed/a.pdf"]]
