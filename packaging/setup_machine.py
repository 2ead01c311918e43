"""Sets this machine up for Fieldwork: a virtual environment, the packages, the system's libraries.

Standard library only, and readable by Python 3.8, so that a machine that is too old hears so.
Running it again repairs a set-up that was interrupted; when nothing has changed it does nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from system_libraries import SetupProblem, ensure_drawing, ensure_servers, install

OLDEST = (3, 11)
PROJECT = Path(__file__).resolve().parents[1]
STAMP = "fieldwork-setup.json"
LOG = "fieldwork-setup.log"
#: Stands in the environment while pip works; found later, it says that pip was cut off half-way.
PART = "fieldwork-setup.part"

#: What pip says when it cannot reach its index; its last line alone speaks of a version not found.
OFFLINE = re.compile(
    r"NewConnectionError|Failed to establish a new connection|name resolution|NameResolutionError"
    r"|ConnectTimeoutError|ReadTimeoutError|ProxyError|ConnectionResetError|Network is unreachable"
    r"|Could not fetch URL|SSLError|Connection refused"
)


def too_old(version: Sequence[int], newer: str | None) -> str:
    """The sentence for a Python that is too old, else empty; `newer` names one found on this machine."""
    if tuple(version[:2]) >= OLDEST:
        return ""
    wanted, found = (".".join(map(str, numbers)) for numbers in (OLDEST, version[:2]))
    advice = "Install a newer one from python.org or from your system's packages."
    if newer:
        advice = f"Run: {newer} packaging/{Path(sys.argv[0]).name}"
    return f"Fieldwork needs Python {wanted} or newer; this is {found}. {advice}"


def starts(command: Sequence[str]) -> bool:
    """Whether the command can be run at all and succeeds."""
    try:
        return subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def require_python() -> None:
    """Raises SetupProblem when this Python is too old."""
    if sys.version_info < OLDEST:
        names = (f"python3.{minor}" for minor in range(19, OLDEST[1] - 1, -1))
        newer = next((name for name in names if starts([name, "--version"])), None)
        raise SetupProblem(too_old(sys.version_info[:2], newer))


def venv_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Where the virtual environment is: `FIELDWORK_VENV`, else `.venv` in the project."""
    return Path(environment.get("FIELDWORK_VENV") or PROJECT / ".venv").absolute()


def venv_python(venv: Path) -> Path:
    """The environment's own Python, there or not."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def fingerprint(project: Path) -> str:
    """Changes with whatever an installation depends on: pyproject.toml, this Python, the project's place."""
    version = "{}.{}".format(*sys.version_info)
    parts = ((project / "pyproject.toml").read_bytes(), version.encode(), str(project).encode())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def read_stamp(venv: Path, print_of: str) -> set[str]:
    """What has been set up since the fingerprint last changed: extras' names and kinds of screen."""
    try:
        stamp = json.loads((venv / STAMP).read_text(encoding="utf-8"))
        return set(stamp["done"]) if stamp["fingerprint"] == print_of else set()
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def write_stamp(venv: Path, print_of: str, done: set[str]) -> None:
    """Records what has been set up, all or nothing."""
    fresh = venv / (STAMP + ".new")
    fresh.write_text(json.dumps({"fingerprint": print_of, "done": sorted(done)}), encoding="utf-8")
    fresh.replace(venv / STAMP)


def works(python: Path) -> bool:
    """Whether the environment's Python starts, is new enough and has pip."""
    return starts([str(python), "-c", f"import sys, pip; sys.exit(sys.version_info < {OLDEST})"])


def make_venv(venv: Path) -> None:
    """Makes the environment, afresh where a half-made or half-filled one stands. Raises SetupProblem."""
    if works(venv_python(venv)) and not (venv / PART).exists():
        return
    if venv.is_dir() and any(venv.iterdir()) and not (venv / "pyvenv.cfg").is_file():
        raise SetupProblem(f"{venv} holds something else. Name another folder in FIELDWORK_VENV, or none.")
    print(f"Making a virtual environment in {venv}", flush=True)
    if not starts([sys.executable, "-c", "import ensurepip, venv"]):
        package = "python{}.{}-venv".format(*sys.version_info)
        install([package], "Python's module for virtual environments is missing.")
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(venv)], capture_output=True, stdin=subprocess.DEVNULL
    )
    if made.returncode != 0:
        said = (made.stderr or made.stdout).decode("utf-8", "replace").strip().splitlines()
        raise SetupProblem(f"The virtual environment could not be made: {said[-1] if said else venv}")


def why_pip_failed(output: str, log: Path) -> str:
    """One sentence on what was the matter and what to do, from pip's output."""
    if "No space left on device" in output:
        return "The disk is full. Free about 2 GB, then start again."
    if OFFLINE.search(output):
        return (
            "The packages could not be fetched: no connection to Python's package index."
            " Connect to the network (or tell pip its proxy), then start again."
        )
    errors = [line.strip() for line in output.splitlines() if re.match(r"\s*error\b", line, re.IGNORECASE)]
    said = re.sub(r"^error:\s*", "", errors[-1], flags=re.IGNORECASE) if errors else "it gave no reason"
    return (
        f"The packages could not be installed: {said}\nAll that pip said is in {log}. Start again to retry."
    )


def pip_install(venv: Path, wanted: Sequence[str]) -> None:
    """Installs into the environment, naming each package as it comes. Raises SetupProblem."""
    command = [str(venv_python(venv)), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    lines: list[str] = []
    environment = dict(os.environ, PYTHONIOENCODING="utf-8", PIP_PROGRESS_BAR="off")
    (venv / PART).touch()
    with subprocess.Popen(
        [*command, *wanted],
        cwd=str(PROJECT),
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as running:
        for raw in running.stdout or ():
            line = raw.decode("utf-8", "replace").rstrip()
            lines.append(line)
            collected = re.match(r"Collecting ([\w.-]+)|(Installing) collected packages", line)
            if collected:
                print(f"  {collected.group(1) or 'all of them into the environment'}", flush=True)
    (venv / PART).unlink()
    log = venv / LOG
    log.write_text("\n".join(lines), encoding="utf-8")
    if running.returncode != 0:
        raise SetupProblem(why_pip_failed("\n".join(lines), log))


def has_screen(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether a window can be shown; Windows and macOS always can."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def set_up(extras: Sequence[str] = ()) -> Path:
    """Installs the project and its packages, with these optional groups of pyproject.toml, unless done.

    Returns the environment's Python. Raises SetupProblem.
    """
    venv, now = venv_folder(), fingerprint(PROJECT)
    python, wanted = venv_python(venv), {"packages", *extras}
    whole = python.exists() and not (venv / PART).exists()
    if not whole or not wanted <= read_stamp(venv, now):
        make_venv(venv)
        done = read_stamp(venv, now)
        (venv / STAMP).unlink(missing_ok=True)
        print("Installing the packages (some hundreds of megabytes the first time)", flush=True)
        pip_install(venv, ["-e", f".[{','.join(extras)}]" if extras else "."])
        write_stamp(venv, now, done | wanted)
    return python


def set_up_screen(screen: str) -> None:
    """Makes Qt start on this kind of screen (OFFSCREEN or WINDOW), after `set_up`. Raises SetupProblem."""
    venv, now = venv_folder(), fingerprint(PROJECT)
    done = read_stamp(venv, now)
    if screen not in done:
        ensure_drawing(venv_python(venv), screen)
        write_stamp(venv, now, done | {screen})


def set_up_servers() -> None:
    """Has the servers that tests start installed, where that may be; says so where it may not."""
    left = ensure_servers()
    if left:
        print(left, file=sys.stderr, flush=True)
