"""Planning a whole inspection's interviews: how soon there is a plan, and how good it is.

97 cases, 62 officers at 6 offices, 9 inspectors, 10 days; officers away a quarter of the time.
"""

import time

from fieldwork.timetable import costs
from fieldwork.timetable.check import check
from fieldwork.timetable.greedy import greedy
from fieldwork.timetable.solver import solve
from tests.benchmarks.table import Row
from tests.timetable.instances import made_up

SECONDS = 10.0
SEEDS = (0, 1, 2, 3)


def measure() -> list[Row]:
    """Times are the slowest over several problems; points are summed beside the sum of their bounds."""
    first, whole, points, quick, bound, clashes, unplaced = 0.0, 0.0, 0, 0, 0.0, 0, 0
    for seed in SEEDS:
        problem = made_up(seed=seed)
        begun = time.perf_counter()
        interviews = greedy(problem, ())
        first = max(first, time.perf_counter() - begun)
        plan = solve(problem, seconds=SECONDS)
        whole = max(whole, plan.seconds)
        points, bound = points + plan.cost, bound + (plan.bound or 0.0)
        quick += costs.total(costs.measure(problem, interviews))
        clashes, unplaced = clashes + len(check(problem, plan.interviews)), unplaced + len(plan.unplaced)
    near = f"within 2% after {SECONDS:g} s"
    return [
        Row("timetable: first full plan", first, "s", None, "under 2 s", first < 2 and not unplaced),
        Row("timetable: whole search", whole, "s", None, "under 15 s", whole < 15),
        Row("timetable: quick plan beside bound", quick, "points", bound, "", None),
        Row("timetable: plan beside bound", points, "points", bound, near, points <= 1.02 * bound),
        Row("timetable: broken rules", clashes, "clashes", None, "none", clashes == 0),
    ]
