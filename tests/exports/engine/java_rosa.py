"""JavaRosa, the engine of ODK Collect, from the validator that pyxform brings along."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import pyxform

from tests.exports.engine import Filled, NoEngine, Outcome

VALIDATOR = Path(pyxform.__file__).parent / "validators" / "odk_validate" / "bin" / "ODK_Validate.jar"
_SOURCE = Path(__file__).with_name("Fill.java")


@cache
def ready() -> Path:
    """The path of Java. Raises `NoEngine` where there is none that runs a source file."""
    java = shutil.which("java")
    if java is None:
        raise NoEngine("java is not installed")
    modules = subprocess.run([java, "--list-modules"], capture_output=True, text=True).stdout
    if "jdk.compiler@" not in modules:
        raise NoEngine("java is there without its compiler (a JRE, not a JDK)")
    return Path(java)


def run(forms: Sequence[Filled]) -> list[list[Outcome]]:
    """Fills in each form once for each of its cases."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, f"{number}.xml") for number in range(len(forms))]
        for path, form in zip(paths, forms, strict=True):
            path.write_text(form.xml, encoding="utf-8")
            path.with_suffix(".in").write_text("".join(map(_line, form.cases)), encoding="utf-8")
        command = [str(ready()), "-cp", os.fspath(VALIDATOR), os.fspath(_SOURCE), *map(str, paths)]
        done = subprocess.run(command, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[-2000:]
        return [_outcomes(path.with_suffix(".out").read_text(encoding="utf-8")) for path in paths]


def _line(case: Mapping[str, str]) -> str:
    return "\t".join(f"{name}={text}" for name, text in case.items()) + "\n"


def _outcomes(text: str) -> list[Outcome]:
    """One line a case: `name=value` for what is relevant, parted by tabs."""
    lines = [line.split("\t") for line in text.splitlines()]
    found = [dict(cell.split("=", 1) for cell in cells if cell) for cells in lines]
    return [Outcome(list(values), values) for values in found]
