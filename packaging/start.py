"""Sets this machine up and opens Fieldwork on the demo inspection: `python3 packaging/start.py`.

Without a screen, or with --headless, the command line works the demo inspection through instead, in
FOLDER (default build/demo), and the files it made are listed.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

import setup_machine
from setup_machine import PROJECT
from system_libraries import OFFSCREEN, WINDOW, SetupProblem


def size(count: int) -> str:
    """A file's size for people: 640 bytes, 12 kB, 3.4 MB."""
    if count < 1000:
        return f"{count} bytes"
    return f"{count / 1000:.0f} kB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"


def list_files(folder: Path) -> None:
    """Prints every file under the folder with its size."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    print(f"{len(files)} files in {folder}:")
    for path in files:
        print(f"{size(path.stat().st_size):>12}  {path.relative_to(folder).as_posix()}")


def prepare_drawing() -> None:
    """Installs what Qt needs where that is allowed; the command line draws nothing, so it is no hindrance."""
    try:
        setup_machine.set_up_screen(OFFSCREEN)
    except SetupProblem as problem:
        print(f"No window can be opened on this machine yet. {problem}", file=sys.stderr)


def work_demo(python: Path, folder: Path | None) -> int:
    """Makes the demo inspection by the command line and lists what came of it; returns the exit status."""
    if folder is None:
        folder = PROJECT / "build" / "demo"
        shutil.rmtree(folder, ignore_errors=True)  # the last demo's; it holds nothing of anyone's
    status = subprocess.call([str(python), "-m", "fieldwork", "demo", str(folder)], cwd=str(PROJECT))
    if status == 0:
        list_files(folder)
    return status


def main() -> int:
    """Returns the exit status: 1 with one clear sentence when set-up cannot go on."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="for the demo's files")
    parser.add_argument("--headless", action="store_true", help="open no window even where there is a screen")
    options = parser.parse_args()
    folder = options.folder.absolute() if options.folder else None
    try:
        setup_machine.require_python()
        if setup_machine.has_screen() and not options.headless:
            python = setup_machine.set_up()
            setup_machine.set_up_screen(WINDOW)
            return subprocess.call([str(python), "-m", "ui", "--demo"], cwd=str(PROJECT))
        python = setup_machine.set_up()
        prepare_drawing()
        return work_demo(python, folder)
    except SetupProblem as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped. Start again to go on.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
