"""Minutes left in a half-day, and how few half-days a set of interviews needs."""

from collections.abc import Sequence
from functools import lru_cache

from ortools.sat.python import cp_model

EXACT = 12
"""Up to this many items are packed exactly; more only by their sum."""


def free_minutes(window: tuple[int, int], taken: Sequence[tuple[int, int]], gap: int) -> int:
    """Minutes for interviews, each counted with the gap after it, round those `taken`."""
    first, last = window[0], window[1] + gap
    free, reached = last - first, first
    for begun, ended in sorted(taken):
        begins, ends = max(begun, reached), min(ended + gap, last)
        if ends > begins:
            free -= ends - begins
            reached = ends
    return free


def fewest_bins(sizes: Sequence[int], capacity: int) -> int:
    """The fewest bins of this capacity that hold all sizes (none larger than it), or a lower bound."""
    fewest = -(-sum(sizes) // capacity)
    if len(sizes) > EXACT:
        return max(fewest, sum(1 for size in sizes if 2 * size > capacity))
    ordered = sorted(sizes, reverse=True)
    while not _packs(ordered, [capacity] * fewest):
        fewest += 1
    return fewest


def _packs(sizes: Sequence[int], room: list[int]) -> bool:
    """Whether the sizes, largest first, go into bins with this room left; tries equal bins once."""
    if not sizes:
        return True
    for left in sorted({r for r in room if r >= sizes[0]}):
        rest = room.copy()
        rest[rest.index(left)] = left - sizes[0]
        if _packs(sizes[1:], rest):
            return True
    return False


def patterns(sizes: Sequence[int], capacity: int) -> list[tuple[int, ...]]:
    """What fits one bin when as much as possible is put in: sizes in falling order, none beaten.

    One pattern beats another where it holds at least as large a size in every place.
    """
    found: list[tuple[int, ...]] = []
    _extend(sorted(set(sizes), reverse=True), capacity, (), found)
    return [p for p in found if not any(p != q and beats(q, p) for q in found)]


def _extend(sizes: Sequence[int], left: int, held: tuple[int, ...], found: list[tuple[int, ...]]) -> None:
    grown = False
    for n, size in enumerate(sizes):
        if size <= left:
            grown = True
            _extend(sizes[n:], left - size, (*held, size), found)
    if not grown and held:
        found.append(held)


def beats(better: Sequence[int], worse: Sequence[int]) -> bool:
    """Whether whatever fits the worse pattern fits the better."""
    return len(better) >= len(worse) and all(b >= w for b, w in zip(better, worse, strict=False))


@lru_cache(maxsize=1000)
def fewest_pairs(counts: tuple[tuple[int, int], ...], morning: int, afternoon: int) -> int:
    """The fewest pairs of bins, a morning and an afternoon, that hold every size so many times.

    `counts` are sizes and how many there are of each. A lower bound where finding it would take too long.
    """
    sizes = dict(counts)
    model = cp_model.CpModel()
    pairs = model.new_int_var(0, sum(sizes.values()), "")
    held: list[tuple[tuple[int, ...], cp_model.IntVar]] = []
    for capacity in (morning, afternoon):
        ways = patterns([size for size in sizes if size <= capacity], capacity)
        used = [model.new_int_var(0, sum(sizes.values()), "") for _ in ways]
        model.add(sum(used) <= pairs)
        held += zip(ways, used, strict=True)
    for size in sizes:
        places = sum(sum(s >= size for s in way) * var for way, var in held)
        model.add(sum(count for other, count in sizes.items() if other >= size) <= places)
    model.minimize(pairs)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = 0.5
    solved = solver.solve(model) in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return round(solver.best_objective_bound) if solved else 0
