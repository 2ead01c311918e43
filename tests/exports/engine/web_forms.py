"""ODK Web Forms' engine, run by Node: set up once from npm's registry, then asked for many cases."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

from filelock import FileLock

from tests.exports.engine import Filled, NoEngine, Outcome

_HERE = Path(__file__).parent
_PARTS = ("package.json", "package-lock.json", "run.mjs")
#: The versions of Node that the engine says it runs under: 20.19.3, 22.12 and later ones.
_NODES = {20: (19, 3), 22: (12, 0), 24: (11, 0)}


@cache
def ready() -> Path:
    """The engine's folder, filled where it is not yet. Raises `NoEngine`."""
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            raise NoEngine(f"{program} is not installed")
    _check_node(_said(["node", "--version"]))
    sources = {name: (_HERE / name).read_bytes() for name in _PARTS}
    mark = sha256(b"\0".join(sources.values())).hexdigest()[:12]
    place = _cache() / mark
    place.mkdir(parents=True, exist_ok=True)
    with FileLock(place / "lock"):
        if not (place / "ready").exists():
            for name, data in sources.items():
                (place / name).write_bytes(data)
            _said(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], place)
            (place / "ready").touch()
    return place


def _cache() -> Path:
    """Beside the virtual environment's packages; elsewhere when `FIELDWORK_FORM_ENGINE` names a folder."""
    return Path(os.environ.get("FIELDWORK_FORM_ENGINE") or Path(sys.prefix) / "form-engine")


def _check_node(version: str) -> None:
    found = [int(number) for number in re.findall(r"\d+", version)[:3]]
    least = _NODES.get(found[0], (0, 0) if found[0] > max(_NODES) else None)
    if least is None or tuple(found[1:]) < least:
        raise NoEngine(f"node is {version.strip()}, and the engine needs 20.19.3, 22.12, 24.11 or newer")


def _said(command: Sequence[str], place: Path | None = None) -> str:
    """What a program says; `NoEngine` with its last line where it fails."""
    program = shutil.which(command[0]) or command[0]
    try:
        done = subprocess.run(
            [program, *command[1:]], cwd=place, capture_output=True, text=True, timeout=300, check=True
        )
    except subprocess.CalledProcessError as error:
        lines = [line for line in error.stderr.splitlines() if line.strip()]
        raise NoEngine(f"{' '.join(command[:2])} failed: {lines[-1] if lines else error}") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NoEngine(f"{' '.join(command[:2])} failed: {error}") from error
    return done.stdout


def run(forms: Sequence[Filled]) -> list[list[Outcome]]:
    """Fills in each form once for each of its cases."""
    told = [{"xml": form.xml, "cases": form.cases} for form in forms]
    done = subprocess.run(
        ["node", "run.mjs"], cwd=ready(), input=json.dumps(told), capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return [[Outcome(**outcome) for outcome in own] for own in json.loads(done.stdout)]
