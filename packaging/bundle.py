"""Builds the one-folder bundle for managed installation: `python3 packaging/bundle.py`.

Makes dist/Fieldwork with the window (Fieldwork) and the command line (fieldwork-cli), and starts both
once. A bundle is for the kind of system that it was built on. On managed Windows laptops the folder goes
under Program Files, its two programs signed first; it keeps nothing in its own folder, so a newer one
replaces it whole.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import setup_machine
from setup_machine import PROJECT
from system_libraries import OFFSCREEN, SetupProblem

PYINSTALLER = "pyinstaller>=6.10,<7"
DIST = PROJECT / "dist"
#: A program that has not stopped by itself after so many seconds has started.
SECONDS_TO_START = 10


def build(python: Path) -> Path:
    """Runs PyInstaller; returns the bundle's folder. Raises SetupProblem."""
    work = PROJECT / "build" / "bundle"
    command = [str(python), "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    places = ["--distpath", str(DIST), "--workpath", str(work), str(PROJECT / "packaging" / "bundle.spec")]
    if subprocess.call([*command, *places], cwd=str(PROJECT)) != 0:
        raise SetupProblem("PyInstaller could not build the bundle; its own words are above.")
    return DIST / "Fieldwork"


def program(bundle: Path, name: str) -> str:
    """The path of one of the bundle's programs."""
    return str(bundle / (name + (".exe" if os.name == "nt" else "")))


def try_out(bundle: Path) -> None:
    """Starts both programs, away from the project and without a screen. Raises SetupProblem."""
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen")
    listing = subprocess.run([program(bundle, "fieldwork-cli"), "programmes", "--json"], cwd=str(bundle))
    if listing.returncode != 0:
        raise SetupProblem("The bundle's command line does not start; its own words are above.")
    with subprocess.Popen(
        [program(bundle, "Fieldwork"), "--demo"], cwd=str(bundle), env=environment
    ) as window:
        try:
            window.wait(SECONDS_TO_START)
        except subprocess.TimeoutExpired:
            window.terminate()
            return
    raise SetupProblem(f"The bundle's window closed by itself with status {window.returncode}.")


def main() -> int:
    """Returns the exit status: 1 with one clear sentence when the bundle was not built or does not start."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    begun = time.monotonic()
    try:
        setup_machine.require_python()
        python = setup_machine.set_up()
        setup_machine.set_up_screen(OFFSCREEN)
        setup_machine.pip_install(setup_machine.venv_folder(), [PYINSTALLER])
        shutil.rmtree(DIST / "Fieldwork", ignore_errors=True)
        bundle = build(python)
        try_out(bundle)
    except SetupProblem as problem:
        print(problem, file=sys.stderr)
        return 1
    total = sum(path.lstat().st_size for path in bundle.rglob("*"))
    print(f"{bundle}: {total / 1e6:.0f} MB in {time.monotonic() - begun:.0f} s; both programs start.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
