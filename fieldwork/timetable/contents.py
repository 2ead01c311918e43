"""What a morning or an afternoon at an office can hold: every set of interviews that fits it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

MANY = 1500
"""Sets for one half-day at most; more are too slow to choose among."""


class Kind(NamedTuple):
    """Officers who can stand for each other wherever days do not matter: `office` (`""`: by telephone or
    video), `minutes` of the interview, the `load` of the cases and the minutes of `reading` them, where
    these matter, and who reads them already, in order.
    """

    office: str
    minutes: int
    load: int
    reading: int
    readers: tuple[str, ...]


Content = tuple[Kind, ...]
"""The interviews of one half-day, in the order of their kinds."""


class Amount(NamedTuple):
    """What interviews bring whoever holds them: cases, as they count when shared out, and their reading."""

    load: int
    reading: int


def amount(content: Content) -> Amount:
    """What it brings in all."""
    return Amount(sum(kind.load for kind in content), sum(kind.reading for kind in content))


def contents(kinds: Mapping[Kind, int], minutes: int, gap: int) -> list[Content] | None:
    """Every set of interviews of these kinds, so many of each at most, that takes so many `minutes`, a
    `gap` after each. `None`: there are too many.
    """
    found: list[Content] = []
    ordered = sorted(kinds)
    return found if _extend(ordered, kinds, minutes, gap, (), found) else None


def _extend(
    ordered: Sequence[Kind],
    most: Mapping[Kind, int],
    left: int,
    gap: int,
    held: Content,
    found: list[Content],
) -> bool:
    """Add every set that begins with those `held`; false as soon as there are too many."""
    counts = Counter(held)
    for n, kind in enumerate(ordered):
        if kind.minutes + gap <= left and counts[kind] < most[kind]:
            longer = (*held, kind)
            found.append(longer)
            left_then = left - kind.minutes - gap
            if len(found) > MANY or not _extend(ordered[n:], most, left_then, gap, longer, found):
                return False
    return True
