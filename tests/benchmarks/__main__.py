"""Runs the benchmarks and prints one table: `python -m tests.benchmarks [NAME…]`.

Every module of this folder with a `measure() -> list[Row]` is a benchmark, named as its module.
Exit status: 0 every target met; 1 a target missed or a benchmark broken; 2 an unknown name.
"""

import argparse
import importlib
import os
import pkgutil
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

from tests.benchmarks.table import Row, lay_out

#: Takes its measurements and returns them.
Measure = Callable[[], list[Row]]


def discover(folder: Path, package: str) -> dict[str, Measure]:
    """The benchmarks of a package's folder by module name, in the names' order."""
    found: dict[str, Measure] = {}
    for name in sorted(module.name for module in pkgutil.iter_modules([str(folder)])):
        if name != "__main__":
            module = importlib.import_module(f"{package}.{name}")
            if hasattr(module, "measure"):
                found[name] = cast(Measure, module.measure)
    return found


def run(benchmarks: dict[str, Measure]) -> tuple[list[Row], list[str]]:
    """Every benchmark's rows, and the names of those that broke; one that breaks does not stop the rest."""
    rows: list[Row] = []
    broken: list[str] = []
    for name, measure in benchmarks.items():
        print(f"{name} …", end=" ", file=sys.stderr, flush=True)
        begun = time.perf_counter()
        try:
            rows += measure()
        except Exception:
            traceback.print_exc()
            broken.append(name)
        print(f"{time.perf_counter() - begun:.1f} s", file=sys.stderr, flush=True)
    return rows, broken


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the benchmarks named, or all of them."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    known = discover(Path(__file__).parent, "tests.benchmarks")
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of: {', '.join(known) or 'none yet'}")
    names = parser.parse_args(arguments).names
    if unknown := [name for name in names if name not in known]:
        parser.error(f"no benchmark is called {', '.join(unknown)}; there are: {', '.join(known)}")
    rows, broken = run({name: known[name] for name in names or known})
    print(lay_out(rows))
    missed = [row.what for row in rows if row.met is False]
    for sentence in (
        f"Broken: {', '.join(broken)}." if broken else "",
        f"Target missed: {', '.join(missed)}." if missed else "",
    ):
        if sentence:
            print(sentence)
    return 1 if broken or missed else 0


if __name__ == "__main__":
    sys.exit(main())
