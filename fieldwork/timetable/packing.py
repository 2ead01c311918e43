"""Minutes left in a half-day, and how few half-days a set of interviews needs."""

from collections.abc import Sequence

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
