"""Planning whole inspections: who sees whom, when and where, beside a proven bound and a greedy plan.

Nobody reads the cases yet, so planning shares them out as well. The plan is one of points: 20 for each
day that an inspector is at an office, 15 for a second office on it, 1 for ten kilometres, 5 for each
case between whoever has most and fewest, and 1000 for an officer who is not seen.
"""

import os
import resource
import time

from fieldwork.timetable import costs
from fieldwork.timetable.check import check
from fieldwork.timetable.greedy import greedy
from fieldwork.timetable.solver import solve
from tests.benchmarks.table import Row
from tests.timetable.instances import DISTANT, INSPECTION, LARGE, TIGHT, Size, to_share_out

TARGETS = (
    ("inspection", INSPECTION, 30.0, 2.0, 0.01),
    ("distant areas", DISTANT, 60.0, 2.0, 0.01),
    ("large", LARGE, 60.0, 10.0, 0.02),
    ("tight", TIGHT, 60.0, 2.0, 0.05),
)
"""Name, size, seconds of search, seconds to the first full plan, and how far from the bound at most."""


def measure() -> list[Row]:
    """Four rows a problem; the machine's load stands in each name, as times depend on it."""
    rows = [row for target in TARGETS for row in _measure(*target)]
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [*rows, Row("timetable: memory", most, "MB", None, "under 1,024 MB", most < 1024)]


def _measure(name: str, size: Size, seconds: float, first_within: float, near: float) -> list[Row]:
    problem = to_share_out(size)
    load = f"timetable, {name} (load {os.getloadavg()[0]:.1f})"
    begun = time.perf_counter()
    quick = greedy(problem, ())
    first = time.perf_counter() - begun
    unplaced = costs.measure(problem, quick)["unplaced"]
    plan = solve(problem, seconds=seconds)
    start, bound, clashes = costs.price(problem, quick), plan.bound or 0.0, check(problem, plan.interviews)
    good = not clashes and plan.cost <= min(start, (1 + near) * bound)
    wanted = f"under {first_within:g} s"
    return [
        Row(f"{load}: first full plan", first, "s", None, wanted, first < first_within and not unplaced),
        Row(f"{load}: whole search", plan.seconds, "s", None, f"asked for {seconds:g} s", None),
        Row(f"{load}: greedy plan beside bound", start, "points", bound, "", None),
        Row(f"{load}: plan beside bound", plan.cost, "points", bound, f"within {near:.0%}", good),
    ]
