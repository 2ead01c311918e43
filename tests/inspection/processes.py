"""Starting `children` and talking with them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_TOP = Path(__file__).resolve().parents[2]


def start(what: str, path: Path, *arguments: str) -> "subprocess.Popen[str]":
    """One of `children.COMMANDS` in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.inspection.children", what, str(path), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=_TOP,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"},
        encoding="utf-8",
    )


@contextmanager
def child(what: str, path: Path, *arguments: str) -> Iterator["subprocess.Popen[str]"]:
    """The same for a while; it is killed at the end if it still runs."""
    process = start(what, path, *arguments)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def tell(process: "subprocess.Popen[str]") -> None:
    """Gives the child the line that it waits for."""
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def hear(process: "subprocess.Popen[str]") -> str:
    """The next line that the child says."""
    assert process.stdout is not None
    return process.stdout.readline().rstrip("\n")


def outcome(what: str, path: Path, *arguments: str) -> str:
    """All that a child says until it ends."""
    said, _ = start(what, path, *arguments).communicate(timeout=60)
    return said.rstrip("\n")
