"""Sets this machine up for development and runs every check: `python3 packaging/check.py [-- PYTEST…]`.

All of them run even when one fails; the exit status is 1 when any did.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

import setup_machine
from setup_machine import PROJECT
from system_libraries import OFFSCREEN, SetupProblem


def checks(python: Path, options: argparse.Namespace) -> dict[str, list[str]]:
    """Each check's name and command, in the order they run; pytest is last, so that its last line is."""
    module = [str(python), "-m"]
    workers = min(4, os.cpu_count() or 1)
    pytest = [*module, "pytest"]
    if workers > 1:
        pytest += ["-n", str(workers), "--dist", "worksteal"]
    if options.fast:
        pytest += ["-m", "not slow"]
    benchmarks = {"benchmarks": [*module, "tests.benchmarks"]} if options.benchmarks else {}
    return {
        "ruff check": [*module, "ruff", "check", "."],
        "ruff format": [*module, "ruff", "format", "--check", "."],
        "mypy": [*module, "mypy"],
        **benchmarks,
        "pytest": [*pytest, *options.pytest],
    }


def run(commands: dict[str, list[str]]) -> list[tuple[str, bool, float]]:
    """Runs every command, its output as it comes; gives each one's name, success and seconds."""
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen")
    results = []
    for name, command in commands.items():
        print(f"== {name}", flush=True)
        begun = time.monotonic()
        status = subprocess.call(command, cwd=str(PROJECT), env=environment, stdin=subprocess.DEVNULL)
        results.append((name, status == 0, time.monotonic() - begun))
    return results


def main() -> int:
    """Returns the exit status: 0 when every check passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fast", action="store_true", help="leave out the tests marked slow")
    parser.add_argument("--benchmarks", action="store_true", help="run the benchmarks too")
    parser.add_argument("pytest", nargs="*", metavar="-- PYTEST", help="paths and options for pytest")
    options = parser.parse_args()
    try:
        setup_machine.require_python()
        python = setup_machine.set_up(extras=["test", "publish"])
        setup_machine.set_up_screen(OFFSCREEN)
        setup_machine.set_up_servers()
        results = run(checks(python, options))
    except SetupProblem as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
    print("== summary")
    for name, passed, seconds in results:
        print(f"{name:<12} {'ok' if passed else 'FAILED':<7} {seconds:6.1f} s")
    return 0 if all(passed for _, passed, _ in results) else 1


if __name__ == "__main__":
    sys.exit(main())
